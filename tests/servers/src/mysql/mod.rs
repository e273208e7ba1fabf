//! Databases on MySQL and MariaDB.

mod copies;
mod tables;

use std::sync::Arc;

use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, MySqlConnection, MySqlPool, Row,
    mysql::{MySqlConnectOptions, MySqlPoolOptions, MySqlRow},
    query, query_scalar, raw_sql,
};

use crate::names;

pub(crate) use copies::Copies;

/// A server, by a user who may create databases.
#[derive(Clone)]
pub(crate) struct MySql {
    pool: MySqlPool,
    #[expect(
        dead_code,
        reason = "it tells other processes that this one uses its databases"
    )]
    mark: Arc<MySqlConnection>,
}

/// Leaves a database that was entered: what is connected to it may be ended.
const AWAY: &str = "USE information_schema";

impl MySql {
    /// Connects, and asks for the version: `MariaDB 10.11.14`.
    pub(crate) async fn connect(url: &str) -> sqlx::Result<(Self, String)> {
        let options: MySqlConnectOptions = url.parse()?;
        // A pool would try for long.
        let mut mark = options.connect().await?;
        let lock = query("SELECT GET_LOCK(?, 0)").bind(names::prefix());
        lock.execute(&mut mark).await?;
        let version: String = query_scalar("SELECT version()")
            .fetch_one(&mut mark)
            .await?;
        let number = version.split('-').next().unwrap_or_default();
        let name = if version.contains("MariaDB") {
            "MariaDB"
        } else {
            "MySQL"
        };
        let pool = MySqlPoolOptions::new().after_connect(|connection, _| {
            // Tables are copied one by one, as they are.
            let session =
                "SET foreign_key_checks = 0, unique_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'";
            Box::pin(async move { connection.execute(session).await.map(drop) })
        });
        let server = Self {
            pool: pool.connect_lazy_with(options),
            mark: Arc::new(mark),
        };
        Ok((server, format!("{name} {number}")))
    }

    pub(crate) async fn create(&self, name: &str) -> sqlx::Result<()> {
        self.execute(vec![format!(
            "CREATE DATABASE {name} CHARACTER SET utf8mb4"
        )])
        .await
    }

    /// Deletes a database, and ends what is connected to it.
    pub(crate) async fn drop(&self, name: &str) -> sqlx::Result<()> {
        self.disconnect(name).await?;
        self.execute(vec![format!("DROP DATABASE IF EXISTS {name}")])
            .await
    }

    /// Reads what copies of a database have to hold.
    pub(crate) async fn copies(&self, template: &str) -> sqlx::Result<Copies> {
        Copies::of(self.clone(), template).await
    }

    /// The databases of processes that are no more.
    pub(crate) async fn abandoned(&self) -> sqlx::Result<Vec<String>> {
        let names = r"SELECT schema_name FROM information_schema.schemata
            WHERE schema_name LIKE 'relata\_test\_%' AND IS_FREE_LOCK(LEFT(schema_name, ?)) = 1";
        let names = query(names).bind(names::prefix().len() as u64);
        let names = names.fetch_all(&self.pool).await?;
        names.iter().map(|row| row.try_get_unchecked(0)).collect()
    }

    /// Ends what is connected to a database.
    async fn disconnect(&self, name: &str) -> sqlx::Result<()> {
        loop {
            let ids = "SELECT id FROM information_schema.processlist WHERE db = ?";
            let ids = query(ids).bind(name).fetch_all(&self.pool).await?;
            if ids.is_empty() {
                return Ok(());
            }
            for id in ids {
                let id: u64 = id.try_get_unchecked(0)?;
                // It may have ended by itself.
                drop(self.execute(vec![format!("KILL {id}")]).await);
            }
        }
    }

    /// Executes statements in one go.
    async fn execute(&self, statements: Vec<String>) -> sqlx::Result<()> {
        self.rows(statements).await.map(drop)
    }

    /// The rows that statements give, one after the other.
    async fn rows(&self, statements: Vec<String>) -> sqlx::Result<Vec<MySqlRow>> {
        let sql = AssertSqlSafe(statements.join("; "));
        raw_sql(sql).fetch_all(&self.pool).await
    }
}
