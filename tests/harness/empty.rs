//! Empty databases on servers, for tests that make tables of their own.

use api::{Database, DatabaseOptions};
use sea_orm::ConnectionTrait;
use servers::Server;

/// A database that holds nothing, on a server.
pub struct Empty {
    /// The database.
    pub database: Database,
    #[expect(dead_code, reason = "the database goes with it")]
    place: servers::Database,
}

impl Empty {
    /// A database on PostgreSQL; none where it is not tested.
    pub async fn on_postgres() -> Option<Self> {
        Self::on(Server::Postgres).await
    }

    /// A database on MySQL or MariaDB; none where they are not tested.
    pub async fn on_mysql() -> Option<Self> {
        Self::on(Server::MySql).await
    }

    async fn on(server: Server) -> Option<Self> {
        let server = match servers::find(server) {
            Ok(server) => server,
            Err(untested) => {
                eprintln!("{server} is not tested: {untested}");
                return None;
            }
        };
        let place = server.create().await.expect("an empty database");
        let database = Database::connect(&place.url(), DatabaseOptions::default()).await;
        Some(Self {
            database: database.expect("a database that is there"),
            place,
        })
    }

    /// Executes statements.
    ///
    /// # Panics
    ///
    /// If the database refuses.
    pub async fn execute(&self, sql: &str) {
        let executed = self.database.writer.execute_unprepared(sql).await;
        executed.expect("statements that the database takes");
    }
}
