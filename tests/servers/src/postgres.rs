//! Databases on PostgreSQL.

use std::sync::Arc;

use sqlx::{
    AssertSqlSafe, ConnectOptions, PgConnection, PgPool, postgres::PgConnectOptions, query_scalar,
    raw_sql,
};

use crate::names;

/// A server, by a user who may create databases.
#[derive(Clone)]
pub(crate) struct Postgres {
    pool: PgPool,
    /// Copies by files, where the server can do otherwise: it is twice as fast.
    strategy: &'static str,
    #[expect(
        dead_code,
        reason = "it tells other processes that this one uses its databases"
    )]
    mark: Arc<PgConnection>,
}

/// Copies of a database.
pub(crate) struct Copies {
    server: Postgres,
    template: String,
}

impl Postgres {
    /// Connects, and asks for the version: `PostgreSQL 15.18`.
    pub(crate) async fn connect(url: &str) -> sqlx::Result<(Self, String)> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.application_name(names::prefix());
        // A pool would try for long.
        let mut mark = options.connect().await?;
        let version: String = query_scalar("SHOW server_version")
            .fetch_one(&mut mark)
            .await?;
        let number = version.split(' ').next().unwrap_or_default();
        let major = number
            .split('.')
            .next()
            .and_then(|major| major.parse().ok());
        let postgres = Self {
            pool: PgPool::connect_lazy_with(options),
            strategy: match major {
                Some(15u32..) => "STRATEGY file_copy",
                _ => "",
            },
            mark: Arc::new(mark),
        };
        Ok((postgres, format!("PostgreSQL {number}")))
    }

    pub(crate) async fn create(&self, name: &str) -> sqlx::Result<()> {
        self.copy("template1", name).await
    }

    /// Deletes a database, and ends what is connected to it.
    pub(crate) async fn drop(&self, name: &str) -> sqlx::Result<()> {
        self.disconnect(name).await?;
        self.execute(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await
    }

    /// Ends what is connected to a database, as that could not be copied.
    pub(crate) async fn copies(&self, template: &str) -> sqlx::Result<Copies> {
        self.disconnect(template).await?;
        Ok(Copies {
            server: self.clone(),
            template: template.to_owned(),
        })
    }

    /// Ends what is connected to a database, and waits for that: a statement that needs the database
    /// for itself would look for it every 100 ms.
    async fn disconnect(&self, name: &str) -> sqlx::Result<()> {
        let end =
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1";
        loop {
            let ended: i64 = query_scalar(end).bind(name).fetch_one(&self.pool).await?;
            if ended == 0 {
                return Ok(());
            }
        }
    }

    /// The databases of processes that are no more.
    pub(crate) async fn abandoned(&self) -> sqlx::Result<Vec<String>> {
        let names = r"SELECT datname::text FROM pg_database
            WHERE datname LIKE 'relata\_test\_%' AND datdba = CURRENT_USER::regrole AND LEFT(datname, $1)
                NOT IN (SELECT application_name FROM pg_stat_activity)";
        let length = names::prefix().len();
        let length = i32::try_from(length).expect("it is short");
        query_scalar(names).bind(length).fetch_all(&self.pool).await
    }

    async fn copy(&self, template: &str, name: &str) -> sqlx::Result<()> {
        let strategy = self.strategy;
        self.execute(format!(
            "CREATE DATABASE {name} TEMPLATE {template} {strategy}"
        ))
        .await
    }

    async fn execute(&self, sql: String) -> sqlx::Result<()> {
        raw_sql(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

impl Copies {
    /// Makes a copy, and gives its name.
    pub(crate) async fn take(&self) -> sqlx::Result<String> {
        let name = names::new();
        self.server.copy(&self.template, &name).await?;
        Ok(name)
    }

    /// Takes back a copy that is no longer used.
    pub(crate) async fn give_back(&self, copy: &str) -> sqlx::Result<()> {
        self.server.drop(copy).await
    }
}
