//! Clients of the application: several at once, in this process or as if in another.

use std::path::PathBuf;

use api::{Database, DatabaseOptions, Engine, RequestContext};
use async_graphql::Request;
use sqlx::{
    ConnectOptions as _,
    sqlite::{SqliteConnectOptions, SqliteConnection},
};

use crate::{Reply, TestApp};

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

impl TestApp {
    /// A client of the SQLite database.
    pub fn client(&self) -> Client {
        Client {
            engine: self.sqlite_instance().engine.clone(),
        }
    }

    /// A client of an engine with connections of its own to the SQLite database: what another
    /// process is to it.
    ///
    /// # Panics
    ///
    /// If the database cannot be opened again.
    pub async fn client_of_another_process(&self) -> Client {
        let url = format!("sqlite:{}", self.file().display());
        let database = Database::connect(&url, DatabaseOptions::default()).await;
        let builder = Engine::builder(self.shared_catalog());
        let engine = builder.build(database.expect("an open database"));
        Client {
            engine: engine.expect("names that GraphQL takes"),
        }
    }

    /// A connection to the SQLite database for statements of a test's own, with foreign keys on.
    ///
    /// # Panics
    ///
    /// If the database cannot be opened again.
    pub async fn connection(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.file());
        options.connect().await.expect("an open database")
    }

    fn file(&self) -> PathBuf {
        self.sqlite_instance().place.file()
    }
}
