//! The connections to the database: many that read, one that writes.

mod discovery;
mod error;
mod mysql;
mod pool;
mod postgres;
mod server;
mod sqlite;
mod url;

use std::time::Duration;

use relation::agreement::Table;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

pub use error::{DatabaseError, FileFault, ServerFault};
use url::Location;

/// A database that is open. Clones share the connections.
#[derive(Clone, Debug)]
pub struct Database {
    /// Several connections that cannot write.
    pub reader: DatabaseConnection,
    /// The connections that write; on SQLite there is one, since a second could only wait for it.
    pub writer: DatabaseConnection,
    /// How many statements one operation may run at once, so that others find a connection.
    pub(crate) statements_at_once: usize,
    name: String,
}

/// How [`Database::connect`] opens connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatabaseOptions {
    /// Connections that read.
    pub readers: u32,
    /// Connections that write to a server; SQLite has one.
    pub writers: u32,
    /// How long a statement on SQLite waits for a lock that another process holds. A mutation begins
    /// several times before it gives up, and waits this long each time.
    pub busy_timeout: Duration,
    /// How long a statement on a server waits for a lock that another transaction holds.
    pub lock_timeout: Duration,
    /// How long a statement may run on a server; none for any time.
    pub statement_timeout: Option<Duration>,
    /// How long is waited for a lock while the database is opened, and for work that no client waits
    /// for; and for a server to answer at all.
    pub patience: Duration,
    /// Whether a SQLite file that is missing is created; the URL can forbid it too.
    pub create_if_missing: bool,
}

impl Default for DatabaseOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            writers: 4,
            busy_timeout: Duration::from_millis(300),
            lock_timeout: Duration::from_secs(2),
            statement_timeout: Some(Duration::from_secs(30)),
            patience: Duration::from_secs(5),
            create_if_missing: true,
        }
    }
}

impl DatabaseOptions {
    /// The options for work that no client waits for, such as migrations.
    #[must_use]
    pub fn patient(self) -> Self {
        Self {
            busy_timeout: self.patience,
            lock_timeout: self.patience,
            statement_timeout: None,
            ..self
        }
    }
}

impl Database {
    /// Opens the database at `url` (`sqlite:`, `postgres:`, `mysql:` or `mariadb:`) for reading and writing, and
    /// creates a SQLite file that is missing, unless the URL or `options` forbid it.
    ///
    /// # Errors
    ///
    /// A URL that names no database, an in-memory database, a linked SQLite that is too old,
    /// a file that cannot be opened or written ([`FileFault`]), and a server or a database of it that cannot
    /// be used ([`ServerFault`]).
    pub async fn connect(url: &str, options: DatabaseOptions) -> Result<Self, DatabaseError> {
        let location = Location::parse(url)?;
        let name = location.name();
        let (reader, writer) = match location {
            Location::Sqlite(mut file) => {
                file.create_if_missing &= options.create_if_missing;
                sqlite::connect(&file, options).await?
            }
            Location::Postgres(url) => postgres::connect(&name, &url, options).await?,
            Location::MySql(url) => mysql::connect(&name, &url, options).await?,
        };
        Ok(Self {
            reader,
            writer,
            statements_at_once: (options.readers as usize).saturating_sub(1).max(1),
            name,
        })
    }

    /// What people call this database: the file, or the name with its server, never a password.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from answering.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reader.execute_unprepared("SELECT 1").await.map(drop)
    }

    /// The tables that the database has now, in the order of their names, without the database's
    /// own.
    ///
    /// # Errors
    ///
    /// Whatever keeps the database from telling.
    pub async fn tables(&self) -> Result<Vec<Table>, DbErr> {
        discovery::tables(&self.reader).await
    }

    /// Closes all connections, also those of clones. The writer goes last, so that it can
    /// empty the write-ahead log.
    ///
    /// # Errors
    ///
    /// Whatever keeps the connections open.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }
}

#[cfg(test)]
mod tests;
