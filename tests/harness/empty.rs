//! Empty databases on servers, for tests that make tables of their own.

use std::{
    env, process,
    sync::atomic::{AtomicUsize, Ordering},
};

use api::{Database, DatabaseOptions};
use sea_orm::ConnectionTrait;

/// A database that holds nothing, on the server that a variable names.
pub struct Empty {
    server: String,
    name: String,
    /// The database.
    pub database: Database,
}

impl Empty {
    /// A database on PostgreSQL; none where `RELATA_TEST_POSTGRES` names no server.
    pub async fn on_postgres() -> Option<Self> {
        Self::on("RELATA_TEST_POSTGRES", "postgres").await
    }

    /// A database on MySQL or MariaDB; none where `RELATA_TEST_MYSQL` names no server.
    pub async fn on_mysql() -> Option<Self> {
        Self::on("RELATA_TEST_MYSQL", "mysql").await
    }

    /// `maintenance` is a database that every server has.
    async fn on(variable: &str, maintenance: &str) -> Option<Self> {
        static N: AtomicUsize = AtomicUsize::new(0);
        let Some(url) = env::var(variable).ok().filter(|url| url != "none") else {
            eprintln!("{variable} names no server: nothing is tested there");
            return None;
        };
        // The path of the URL, if it has one, is another database.
        let server: Vec<&str> = url.split('/').take(3).collect();
        let server = server.join("/");
        let n = N.fetch_add(1, Ordering::Relaxed);
        let name = format!("relata_empty_{}_{n}", process::id());
        let maintenance = format!("{server}/{maintenance}");
        execute(&maintenance, &format!("CREATE DATABASE {name}")).await;
        Some(Self {
            database: connect(&format!("{server}/{name}")).await,
            server: maintenance,
            name,
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

    /// Drops it.
    ///
    /// # Panics
    ///
    /// If it is not there any more.
    pub async fn drop(self) {
        self.database.close().await.expect("a closed database");
        execute(&self.server, &format!("DROP DATABASE {}", self.name)).await;
    }
}

async fn execute(url: &str, sql: &str) {
    let database = connect(url).await;
    let executed = database.writer.execute_unprepared(sql).await;
    executed.expect("a server on which databases can be made");
    database.close().await.expect("a closed database");
}

async fn connect(url: &str) -> Database {
    let database = Database::connect(url, DatabaseOptions::default()).await;
    database.expect("a database that is there")
}
