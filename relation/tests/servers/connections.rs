//! Connections to databases of the tests' own on servers.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use servers::Server;
use sqlx::Executor;

/// A database on a server, which goes with this value.
pub struct Own {
    pub db: DatabaseConnection,
    #[expect(dead_code, reason = "the database goes with it")]
    place: servers::Database,
}

/// A database on PostgreSQL; none where PostgreSQL is not to be tested.
pub async fn postgres() -> Option<Own> {
    let place = create(Server::Postgres).await?;
    let mut options = ConnectOptions::new(place.url());
    options
        // Statements that are prepared once meet values of every type.
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.options([("timezone", "Asia/Kathmandu")]));
    let db = Database::connect(options).await.unwrap();
    Some(Own { db, place })
}

/// A database on MySQL or MariaDB; none where neither is to be tested.
pub async fn mysql() -> Option<Own> {
    let place = create(Server::MySql).await?;
    let db = connect(ConnectOptions::new(place.url())).await;
    // Binary, and without padding, under which 'a' and 'a ' would be one key.
    let (collation, recursion) = if is_mariadb(&db).await {
        ("utf8mb4_nopad_bin", "max_recursive_iterations")
    } else {
        ("utf8mb4_0900_bin", "cte_max_recursion_depth")
    };
    for statement in [
        format!("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE {collation}"),
        format!("SET SESSION {recursion} = 1000000"),
    ] {
        db.execute_unprepared(&statement).await.unwrap();
    }
    Some(Own { db, place })
}

async fn create(server: Server) -> Option<servers::Database> {
    match servers::find(server) {
        Ok(server) => Some(server.create().await.unwrap()),
        Err(untested) => {
            eprintln!("{server} is not tested: {untested}");
            None
        }
    }
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
