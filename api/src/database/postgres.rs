//! Connections to PostgreSQL: one pool that reads and one that writes.

use std::time::Duration;

use sea_orm::{
    DatabaseConnection,
    sqlx::{self, ConnectOptions as _, Connection as _, postgres::PgConnectOptions},
};

use super::{
    DatabaseOptions,
    error::{DatabaseError, ServerFault},
    server,
};

/// The oldest that is still maintained, with its number as the server tells it.
const OLDEST: (&str, i32) = ("PostgreSQL 14", 140_000);

/// A transaction in which nothing happens for so long is ended by the server, so that it keeps nobody
/// waiting.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(10);

/// Opens the pools: first the one that reads, second the one that writes.
pub(super) async fn connect(
    name: &str,
    url: &PgConnectOptions,
    options: DatabaseOptions,
) -> Result<(DatabaseConnection, DatabaseConnection), DatabaseError> {
    let session = session(url, options);
    let checked = server::within(options.patience, check(&session)).await;
    let checked = checked.map_err(|error| DatabaseError::from_server(name.to_owned(), error))?;
    checked.map_err(|fault| DatabaseError::server(name.to_owned(), fault))?;
    let writer = open(name, session.clone(), options.writers).await?;
    let read_only = session.options([("default_transaction_read_only", "on")]);
    let reader = open(name, read_only, options.readers).await?;
    Ok((reader, writer))
}

async fn check(session: &PgConnectOptions) -> Result<Result<(), ServerFault>, sqlx::Error> {
    let mut connection = session.connect().await?;
    let (version, number, encoding): (String, i32, String) = sqlx::query_as(
        "SELECT current_setting('server_version'), current_setting('server_version_num')::int4, \
                current_setting('server_encoding')",
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    if number < OLDEST.1 {
        return Ok(Err(ServerFault::Version {
            found: format!("PostgreSQL {version}"),
            needed: OLDEST.0,
        }));
    }
    if encoding != "UTF8" {
        return Ok(Err(ServerFault::Encoding { found: encoding }));
    }
    Ok(Ok(()))
}

/// Settings of each connection. The server keeps the times, also for clients that have gone.
fn session(url: &PgConnectOptions, options: DatabaseOptions) -> PgConnectOptions {
    let milliseconds = |time: Option<Duration>| time.unwrap_or_default().as_millis().to_string();
    url.clone()
        .application_name("relata")
        .options([
            ("statement_timeout", milliseconds(options.statement_timeout)),
            ("lock_timeout", milliseconds(Some(options.lock_timeout))),
            (
                "idle_in_transaction_session_timeout",
                milliseconds(options.statement_timeout.and(Some(IDLE_IN_TRANSACTION))),
            ),
        ])
        .disable_statement_logging()
}

async fn open(
    name: &str,
    session: PgConnectOptions,
    connections: u32,
) -> Result<DatabaseConnection, DatabaseError> {
    let mut options = server::pool_options("postgres://", connections);
    options
        .map_sqlx_postgres_opts(move |_| session.clone())
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.after_release(|connection, _| Box::pin(server::is_alive(connection)))
        });
    sea_orm::Database::connect(options)
        .await
        .map_err(|error| DatabaseError::other(name.to_owned(), error))
}
