//! Databases that are ready to be copied: made once for the whole run, then one for each test.

use std::path::Path;

use api::{Database, DatabaseOptions};
use migration::Migrator;
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::{
    backend::Backend,
    generated::{self, Format},
    inspected::Inspected,
    zoo,
};

/// What a database holds at the start of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum World {
    /// The shipped domain, migrated and empty.
    Domain,
    /// The zoo with its rows.
    Zoo,
    /// The generated entities' tables with their rows.
    Generated(Format),
    /// A database that was there before, with its rows.
    Inspected(Inspected),
}

impl World {
    /// A database of its own for one test; it lasts as long as the directory.
    pub(crate) async fn open(self, backend: Backend) -> (Database, TempDir) {
        let dir = TempDir::new().expect("a temporary directory");
        match backend {
            Backend::Sqlite => {
                let file = dir.path().join("test.db");
                std::fs::write(&file, self.file().await).expect("a copy of the template");
                (connect(&file).await, dir)
            }
            Backend::Postgres => {
                static N: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
                let n = N.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let template = self.pg_template().await;
                let name = format!("test_{}_{n}", std::process::id());
                admin(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                let url = format!("{}/{name}", pg());
                let db = Database::connect(&url, DatabaseOptions::default())
                    .await
                    .expect("open");
                (db, dir)
            }
            Backend::MySql => {
                unreachable!("{} is not configured", backend.name())
            }
        }
    }

    /// The bytes of the SQLite file, made on the first call.
    async fn file(self) -> &'static [u8] {
        static DOMAIN: OnceCell<Vec<u8>> = OnceCell::const_new();
        static ZOO: OnceCell<Vec<u8>> = OnceCell::const_new();
        static GENERATED: OnceCell<Vec<u8>> = OnceCell::const_new();
        static CHINOOK: OnceCell<Vec<u8>> = OnceCell::const_new();
        static SAKILA: OnceCell<Vec<u8>> = OnceCell::const_new();
        let cell = match self {
            Self::Domain => &DOMAIN,
            Self::Zoo => &ZOO,
            Self::Generated(_) => &GENERATED,
            Self::Inspected(Inspected::Chinook) => &CHINOOK,
            Self::Inspected(Inspected::Sakila) => &SAKILA,
        };
        cell.get_or_init(|| Box::pin(self.make_file())).await
    }

    async fn pg_template(self) -> String {
        static CELLS: [OnceCell<String>; 5] = [const { OnceCell::const_new() }; 5];
        let i = match self {
            Self::Domain => 0,
            Self::Zoo => 1,
            Self::Generated(_) => 2,
            Self::Inspected(Inspected::Chinook) => 3,
            Self::Inspected(Inspected::Sakila) => 4,
        };
        CELLS[i]
            .get_or_init(|| async move {
                let name = format!("template_{}_{i}", std::process::id());
                admin(&format!("CREATE DATABASE {name}")).await;
                let url = format!("{}/{name}", pg());
                let database = Database::connect(&url, DatabaseOptions::default())
                    .await
                    .expect("open");
                Box::pin(self.fill(&database)).await;
                database.close().await.expect("closed");
                name
            })
            .await
            .clone()
    }

    async fn make_file(self) -> Vec<u8> {
        let dir = TempDir::new().expect("a temporary directory");
        let file = dir.path().join("template.db");
        let database = connect(&file).await;
        self.fill(&database).await;
        // Closing empties the write-ahead log into the file.
        database.close().await.expect("a closed template");
        std::fs::read(&file).expect("the template")
    }

    async fn fill(self, database: &Database) {
        let db = &database.writer;
        let created = match self {
            Self::Domain => Migrator::up(db, None).await,
            Self::Zoo => zoo::create(db).await,
            Self::Generated(_) => generated::create(db).await,
            Self::Inspected(which) => which.create(db).await,
        };
        created.expect("the tables and their rows");
        if db.get_database_backend() == sea_orm::DbBackend::Postgres {
            crate::postgres::count_on(db)
                .await
                .expect("columns that count on");
        }
    }
}

async fn connect(file: &Path) -> Database {
    let url = format!("sqlite:{}", file.display());
    Database::connect(&url, DatabaseOptions::default())
        .await
        .expect("an open database")
}

fn pg() -> String {
    std::env::var("RELATA_TEST_POSTGRES").unwrap()
}

async fn admin(sql: &str) {
    use sea_orm::ConnectionTrait as _;
    let mut o = sea_orm::ConnectOptions::new(format!("{}/postgres", pg()));
    o.max_connections(1);
    let db = sea_orm::Database::connect(o).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}
