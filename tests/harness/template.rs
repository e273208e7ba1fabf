//! Databases that are ready to be copied: made once for the whole run, then one for each test.

use std::path::{Path, PathBuf};

use api::{Database, DatabaseOptions};
use migration::Migrator;
use sea_orm_migration::MigratorTrait;
use servers::{Server, Template};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::{
    backend::Backend,
    generated::{self, Format},
    inspected::Inspected,
    postgres, zoo,
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

/// Where the database of a test is. It goes with this value.
pub(crate) enum Place {
    /// A file in a directory of its own.
    File(TempDir),
    /// On a server.
    Server(servers::Database),
}

impl Place {
    pub(crate) fn url(&self) -> String {
        match self {
            Self::File(_) => format!("sqlite:{}", self.file().display()),
            Self::Server(database) => database.url(),
        }
    }

    /// The SQLite file.
    ///
    /// # Panics
    ///
    /// On a server.
    pub(crate) fn file(&self) -> PathBuf {
        match self {
            Self::File(dir) => dir.path().join("test.db"),
            Self::Server(_) => panic!("not a file"),
        }
    }
}

impl World {
    const COUNT: usize = 5;

    fn index(self) -> usize {
        match self {
            Self::Domain => 0,
            Self::Zoo => 1,
            Self::Generated(_) => 2,
            Self::Inspected(Inspected::Chinook) => 3,
            Self::Inspected(Inspected::Sakila) => 4,
        }
    }

    /// A database of its own for one test; it lasts as long as its place.
    pub(crate) async fn open(self, backend: Backend) -> (Database, Place) {
        let place = match backend {
            Backend::Sqlite => {
                let place = Place::File(TempDir::new().expect("a temporary directory"));
                std::fs::write(place.file(), self.file().await).expect("a copy of the template");
                place
            }
            Backend::Postgres => self.copy(Server::Postgres).await,
            Backend::MySql => self.copy(Server::MySql).await,
        };
        (connect(&place.url()).await, place)
    }

    async fn copy(self, server: Server) -> Place {
        let template = self.template(server).await;
        Place::Server(template.copy().await.expect("a copy of the template"))
    }

    /// The database on a server that is copied, made on the first call.
    async fn template(self, server: Server) -> &'static Template {
        type Templates = [OnceCell<Template>; World::COUNT];
        static POSTGRES: Templates = [const { OnceCell::const_new() }; World::COUNT];
        static MYSQL: Templates = [const { OnceCell::const_new() }; World::COUNT];
        let templates = match server {
            Server::Postgres => &POSTGRES,
            Server::MySql => &MYSQL,
        };
        let make = async || {
            let server = servers::find(server).expect("a server");
            let place = server.create().await.expect("an empty database");
            Box::pin(self.make(&place.url())).await;
            place.into_template().await.expect("a template")
        };
        templates[self.index()].get_or_init(make).await
    }

    /// The bytes of the SQLite file, made on the first call.
    async fn file(self) -> &'static [u8] {
        static FILES: [OnceCell<Vec<u8>>; World::COUNT] =
            [const { OnceCell::const_new() }; World::COUNT];
        let make = async || {
            let dir = TempDir::new().expect("a temporary directory");
            let file = dir.path().join("template.db");
            Box::pin(self.make(&url_of(&file))).await;
            std::fs::read(&file).expect("the template")
        };
        FILES[self.index()].get_or_init(make).await
    }

    /// Creates the tables and the rows.
    async fn make(self, url: &str) {
        let database = connect(url).await;
        let db = &database.writer;
        let created = match self {
            Self::Domain => Migrator::up(db, None).await,
            Self::Zoo => zoo::create(db).await,
            Self::Generated(_) => generated::create(db).await,
            Self::Inspected(which) => which.create(db).await,
        };
        created.expect("the tables and their rows");
        if Backend::from(db.get_database_backend()) == Backend::Postgres {
            let counted = postgres::count_on(db).await;
            counted.expect("columns that count on");
        }
        // Closing empties the write-ahead log of SQLite into the file.
        database.close().await.expect("a closed template");
    }
}

fn url_of(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

async fn connect(url: &str) -> Database {
    Database::connect(url, DatabaseOptions::default())
        .await
        .expect("an open database")
}
