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
        match backend {
            Backend::Sqlite => {
                let dir = TempDir::new().expect("a temporary directory");
                let file = dir.path().join("test.db");
                std::fs::write(&file, self.file().await).expect("a copy of the template");
                (connect(&file).await, dir)
            }
            Backend::Postgres | Backend::MySql => {
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

    async fn make_file(self) -> Vec<u8> {
        let dir = TempDir::new().expect("a temporary directory");
        let file = dir.path().join("template.db");
        let database = connect(&file).await;
        let db = &database.writer;
        let created = match self {
            Self::Domain => Migrator::up(db, None).await,
            Self::Zoo => zoo::create(db).await,
            Self::Generated(_) => generated::create(db).await,
            Self::Inspected(which) => which.create(db).await,
        };
        created.expect("the tables and their rows");
        // Closing empties the write-ahead log into the file.
        database.close().await.expect("a closed template");
        std::fs::read(&file).expect("the template")
    }
}

async fn connect(file: &Path) -> Database {
    let url = format!("sqlite:{}", file.display());
    Database::connect(&url, DatabaseOptions::default())
        .await
        .expect("an open database")
}
