//! Connections to MySQL and MariaDB: one pool that reads and one that writes.

use sea_orm::{
    DatabaseConnection,
    sqlx::{
        self, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _,
        mysql::MySqlConnectOptions,
    },
};

use super::{
    DatabaseOptions,
    error::{DatabaseError, ServerFault},
    server,
};

/// The oldest that have all that statements are built of.
const OLDEST_MYSQL: (&str, [u32; 3]) = ("MySQL 8.0.19", [8, 0, 19]);
const OLDEST_MARIADB: (&str, [u32; 3]) = ("MariaDB 10.6", [10, 6, 0]);

/// What MariaDB's version holds, and MySQL's does not.
const MARIADB: &str = "MariaDB";

/// Opens the pools: first the one that reads, second the one that writes.
pub(super) async fn connect(
    name: &str,
    url: &MySqlConnectOptions,
    options: DatabaseOptions,
) -> Result<(DatabaseConnection, DatabaseConnection), DatabaseError> {
    let session = url.clone().charset("utf8mb4").disable_statement_logging();
    let version = server::within(options.patience, version(&session)).await;
    let version = version.map_err(|error| DatabaseError::from_server(name.to_owned(), error))?;
    if let Some(needed) = too_old(&version) {
        let found = version;
        return Err(DatabaseError::server(
            name.to_owned(),
            ServerFault::Version { found, needed },
        ));
    }
    let settings = settings(options, version.contains(MARIADB));
    let writer = open(name, &session, &settings, "READ WRITE", options.writers).await?;
    let reader = open(name, &session, &settings, "READ ONLY", options.readers).await?;
    Ok((reader, writer))
}

async fn version(session: &MySqlConnectOptions) -> Result<String, sqlx::Error> {
    let mut connection = session.connect().await?;
    let version = sqlx::query_scalar("SELECT version()")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(version)
}

/// The oldest version that is served, if `version` is older.
pub(super) fn too_old(version: &str) -> Option<&'static str> {
    let numbers = version.split(|c: char| !c.is_ascii_digit());
    let mut numbers = numbers.map(|part| part.parse().unwrap_or(0));
    let found = [(); 3].map(|()| numbers.next().unwrap_or(0));
    let (needed, oldest) = if version.contains(MARIADB) {
        OLDEST_MARIADB
    } else {
        OLDEST_MYSQL
    };
    (found < oldest).then_some(needed)
}

/// Settings of each connection. The server keeps the times, also for clients that have gone; MySQL's ends
/// no statements but reads. Lists that the server writes, and what leads round in circles, would be cut off
/// at limits of its own, without a word.
fn settings(options: DatabaseOptions, is_mariadb: bool) -> String {
    // Zero is no time-out.
    let statement_time = options.statement_timeout.unwrap_or_default();
    let (statement_time, recursion) = if is_mariadb {
        let seconds = statement_time.as_secs_f32();
        (
            format!("max_statement_time = {seconds}"),
            "max_recursive_iterations",
        )
    } else {
        let milliseconds = statement_time.as_millis();
        (
            format!("max_execution_time = {milliseconds}"),
            "cte_max_recursion_depth",
        )
    };
    let lock_time = options.lock_timeout.as_secs().max(1);
    format!(
        "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,\
         ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'), \
         SESSION group_concat_max_len = 4294967295, SESSION {recursion} = 4294967295, \
         SESSION innodb_lock_wait_timeout = {lock_time}, SESSION {statement_time}"
    )
}

async fn open(
    name: &str,
    session: &MySqlConnectOptions,
    settings: &str,
    access: &str,
    connections: u32,
) -> Result<DatabaseConnection, DatabaseError> {
    let session = session.clone();
    let settings =
        format!("{settings}; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, {access}");
    let mut options = server::pool_options("mysql://", connections);
    options
        .map_sqlx_mysql_opts(move |_| session.clone())
        .map_sqlx_mysql_pool_opts(move |pool| {
            let settings = settings.clone();
            pool.after_connect(move |connection, _| {
                let settings = AssertSqlSafe(settings.clone());
                Box::pin(async move { connection.execute(settings).await.map(drop) })
            })
            .after_release(|connection, _| Box::pin(server::is_alive(connection)))
        });
    sea_orm::Database::connect(options)
        .await
        .map_err(|error| DatabaseError::other(name.to_owned(), error))
}
