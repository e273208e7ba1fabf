//! Databases on PostgreSQL.

use sqlx::{
    AssertSqlSafe, ConnectOptions, PgPool, postgres::PgConnectOptions, query_scalar, raw_sql,
};

/// A server, by a user who may create databases.
#[derive(Clone)]
pub(crate) struct Postgres {
    pool: PgPool,
}

impl Postgres {
    /// Connects, and asks for the version: `PostgreSQL 15.18`.
    pub(crate) async fn connect(url: &str) -> sqlx::Result<(Self, String)> {
        let options: PgConnectOptions = url.parse()?;
        // A pool would try for long.
        let mut first = options.connect().await?;
        let version: String = query_scalar("SHOW server_version")
            .fetch_one(&mut first)
            .await?;
        let number = version.split(' ').next().unwrap_or_default();
        let pool = PgPool::connect_lazy_with(options);
        Ok((Self { pool }, format!("PostgreSQL {number}")))
    }

    pub(crate) async fn create(&self, name: &str) -> sqlx::Result<()> {
        self.execute(format!("CREATE DATABASE {name}")).await
    }

    /// Deletes a database and ends what is connected to it.
    pub(crate) async fn drop(&self, name: &str) -> sqlx::Result<()> {
        self.execute(format!("DROP DATABASE {name} WITH (FORCE)"))
            .await
    }

    async fn execute(&self, sql: String) -> sqlx::Result<()> {
        raw_sql(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}
