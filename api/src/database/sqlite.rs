//! Opening a SQLite file: checked and prepared once, then a pool that reads and one that writes.
//!
//! Session settings go into the options of each connection, because hooks of the pool
//! run once per pool.

use std::time::Duration;

use sea_orm::DatabaseConnection;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _};

use super::DatabaseOptions;
use super::error::{DatabaseError, FileFault};
use super::pool;
use super::url::File;

/// Older versions can corrupt a database when two checkpoints race.
const OLDEST_SAFE: (&str, [u32; 3]) = ("3.51.3", [3, 51, 3]);

/// How long a statement waits for a connection of the pool.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the pools: first the one that reads, second the one that writes.
pub(super) async fn connect(
    file: &File,
    options: DatabaseOptions,
) -> Result<(DatabaseConnection, DatabaseConnection), DatabaseError> {
    let session = session(file, options);
    prepare(file, session.clone().busy_timeout(options.patience))
        .await
        .map_err(|error| error.into_database_error(file))?;
    let writer = open(file, session.clone(), 1).await?;
    let reader = open(file, session.read_only(true), options.readers).await?;
    Ok((reader, writer))
}

enum PrepareError {
    Sqlx(sqlx::Error),
    Version(String),
    NoWriteAheadLog,
}

impl From<sqlx::Error> for PrepareError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sqlx(error)
    }
}

impl PrepareError {
    fn into_database_error(self, file: &File) -> DatabaseError {
        match self {
            Self::Sqlx(error) => DatabaseError::from_sqlite(file, error),
            Self::Version(found) => DatabaseError::Version {
                found,
                needed: OLDEST_SAFE.0,
            },
            Self::NoWriteAheadLog => DatabaseError::file(file, FileFault::NoWriteAheadLog),
        }
    }
}

/// Refuses an old library, turns the write-ahead log on, and makes sure that the file can be written.
async fn prepare(file: &File, session: SqliteConnectOptions) -> Result<(), PrepareError> {
    let mut connection = session
        .create_if_missing(file.create_if_missing)
        .connect()
        .await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut connection)
        .await?;
    if !is_safe(&version) {
        return Err(PrepareError::Version(version));
    }
    if journal_mode(&mut connection, "PRAGMA journal_mode").await? != "wal"
        && journal_mode(&mut connection, "PRAGMA journal_mode = WAL").await? != "wal"
    {
        return Err(PrepareError::NoWriteAheadLog);
    }
    // A lock alone is also given to a connection that cannot write.
    sqlx::raw_sql("BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK")
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}

async fn journal_mode(
    connection: &mut SqliteConnection,
    pragma: &'static str,
) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(pragma).fetch_one(connection).await
}

fn session(file: &File, options: DatabaseOptions) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(&file.path)
        .foreign_keys(true)
        .busy_timeout(options.busy_timeout)
        .synchronous(SqliteSynchronous::Full)
        .with_regexp()
        .disable_statement_logging()
}

async fn open(
    file: &File,
    session: SqliteConnectOptions,
    connections: u32,
) -> Result<DatabaseConnection, DatabaseError> {
    let mut options = pool::options("sqlite:", connections, ACQUIRE_TIMEOUT);
    options
        .max_lifetime(None)
        .map_sqlx_sqlite_opts(move |_| session.clone());
    sea_orm::Database::connect(options)
        .await
        .map_err(|error| DatabaseError::other(file.name(), error))
}

pub(super) fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let found = [(); 3].map(|()| parts.next().unwrap_or(0));
    found >= OLDEST_SAFE.1
}
