//! Clients of the application: several at once, in this process or as if in another.

use api::{Database, DatabaseOptions, Engine, RequestContext};
use async_graphql::Request;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr};

use crate::{Reply, TestApp, backend::Backend};

/// One who sends operations. Clones can send at the same time.
#[derive(Clone)]
pub struct Client {
    engine: Engine,
}

impl Client {
    /// Executes an operation.
    pub async fn execute(&self, query: &str) -> Reply {
        self.execute_in(query, RequestContext::default()).await
    }

    /// Executes an operation in a context of its own.
    pub async fn execute_in(&self, query: &str, context: RequestContext) -> Reply {
        let request = Request::new(query);
        Reply::new(Box::pin(self.engine.execute(request, context)).await)
    }
}

/// One connection for statements of a test's own, with foreign keys on.
pub struct Connection {
    backend: Backend,
    database: DatabaseConnection,
}

impl Connection {
    /// Runs a statement, written as SQLite takes it.
    ///
    /// # Panics
    ///
    /// If the database refuses it.
    pub async fn run(&self, sql: &str) {
        let done = self.try_run(sql).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Runs a statement that the database may refuse.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn try_run(&self, sql: &str) -> Result<(), DbErr> {
        let sql = self.backend.translate(sql);
        self.database.execute_unprepared(&sql).await.map(drop)
    }

    /// Waits for no other transaction from now on.
    pub async fn lose_patience(&self) {
        let setting = match self.backend {
            Backend::Sqlite => "PRAGMA busy_timeout = 0",
            Backend::Postgres => "SET lock_timeout = 1",
            Backend::MySql => "SET innodb_lock_wait_timeout = 1",
        };
        self.run(setting).await;
    }
}

/// Of the first database; [`TestApp::each`] gives an application for every one.
impl TestApp {
    /// A client of the application.
    pub fn client(&self) -> Client {
        Client {
            engine: self.instance().engine.clone(),
        }
    }

    /// A client of an engine with connections of its own: what another process is to it.
    ///
    /// # Panics
    ///
    /// If the database cannot be opened again.
    pub async fn client_of_another_process(&self) -> Client {
        let url = self.instance().place.url();
        let database = Database::connect(&url, DatabaseOptions::default()).await;
        let builder = Engine::builder(self.shared_catalog());
        let engine = builder.build(database.expect("an open database"));
        Client {
            engine: engine.expect("names that GraphQL takes"),
        }
    }

    /// A connection beside those of the application.
    ///
    /// # Panics
    ///
    /// If the database cannot be opened again.
    pub async fn connection(&self) -> Connection {
        let mut options = ConnectOptions::new(self.instance().place.url());
        options.max_connections(1).sqlx_logging(false);
        let database = sea_orm::Database::connect(options).await;
        Connection {
            backend: self.instance().backend,
            database: database.expect("an open database"),
        }
    }
}
