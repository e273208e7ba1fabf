//! Databases on MySQL and MariaDB.

use sqlx::{
    AssertSqlSafe, ConnectOptions, MySqlPool, mysql::MySqlConnectOptions, query_scalar, raw_sql,
};

/// A server, by a user who may create databases.
#[derive(Clone)]
pub(crate) struct MySql {
    pool: MySqlPool,
}

impl MySql {
    /// Connects, and asks for the version: `MariaDB 10.11.14`.
    pub(crate) async fn connect(url: &str) -> sqlx::Result<(Self, String)> {
        let options: MySqlConnectOptions = url.parse()?;
        // A pool would try for long.
        let mut first = options.connect().await?;
        let version: String = query_scalar("SELECT version()")
            .fetch_one(&mut first)
            .await?;
        let number = version.split('-').next().unwrap_or_default();
        let name = if version.contains("MariaDB") {
            "MariaDB"
        } else {
            "MySQL"
        };
        let pool = MySqlPool::connect_lazy_with(options);
        Ok((Self { pool }, format!("{name} {number}")))
    }

    pub(crate) async fn create(&self, name: &str) -> sqlx::Result<()> {
        self.execute(format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"))
            .await
    }

    pub(crate) async fn drop(&self, name: &str) -> sqlx::Result<()> {
        self.execute(format!("DROP DATABASE {name}")).await
    }

    async fn execute(&self, sql: String) -> sqlx::Result<()> {
        raw_sql(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}
