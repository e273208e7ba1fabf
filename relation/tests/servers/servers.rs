//! Connections to the servers that are to be tested.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use sqlx::Executor;

/// A schema of PostgreSQL, which is made anew; none where PostgreSQL is not to be tested.
pub async fn postgres(schema: &str) -> Option<DatabaseConnection> {
    let mut options = ConnectOptions::new(url("RELATA_TEST_POSTGRES")?);
    options
        // Statements that are prepared once meet values of every type.
        .max_connections(1)
        .sqlx_logging(false)
        .set_schema_search_path(schema)
        .map_sqlx_postgres_opts(|options| options.options([("timezone", "Asia/Kathmandu")]));
    let db = Database::connect(options).await.unwrap();
    let anew = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    db.execute_unprepared(&anew).await.unwrap();
    Some(db)
}

/// A database of MySQL or MariaDB, which is made anew; none where neither is to be tested.
pub async fn mysql(database: &str) -> Option<DatabaseConnection> {
    let url = url("RELATA_TEST_MYSQL")?;
    let server = connect(ConnectOptions::new(url)).await;
    // Binary, and without padding, under which 'a' and 'a ' would be one key.
    let (collation, recursion) = if is_mariadb(&server).await {
        ("utf8mb4_nopad_bin", "max_recursive_iterations")
    } else {
        ("utf8mb4_0900_bin", "cte_max_recursion_depth")
    };
    for anew in [
        format!("DROP DATABASE IF EXISTS {database}"),
        format!("CREATE DATABASE {database} CHARACTER SET utf8mb4 COLLATE {collation}"),
        format!("USE {database}"),
        format!("SET SESSION {recursion} = 1000000"),
    ] {
        server.execute_unprepared(&anew).await.unwrap();
    }
    Some(server)
}

pub async fn is_mariadb(db: &DatabaseConnection) -> bool {
    let version = Statement::from_string(db.get_database_backend(), "SELECT VERSION()");
    let version = db.query_one_raw(version).await.unwrap().unwrap();
    let version: String = version.try_get_by_index(0).unwrap();
    version.contains("MariaDB")
}

async fn connect(mut options: ConnectOptions) -> DatabaseConnection {
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_mysql_pool_opts(|options| {
            options.after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SESSION).await.map(|_| ()) })
            })
        });
    Database::connect(options).await.unwrap()
}

/// What statements rely on beside the time zone, which is UTC by default.
const SESSION: &str = "
    SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES');
    SET SESSION group_concat_max_len = 4294967295;
    SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

fn url(variable: &str) -> Option<String> {
    let url = std::env::var(variable);
    if url.is_err() {
        eprintln!("{variable} is not set: it is not tested");
    }
    url.ok()
}
