//! Databases that go with their values.

use std::{mem, sync::Arc};

use crate::{
    TestServer,
    admin::Copies,
    names,
    runtime::{block_on, run},
};

/// A database of its own.
///
/// When this value is dropped, the database is deleted, or becomes another copy of its template.
/// What is still connected to it is ended.
pub struct Database {
    server: &'static TestServer,
    name: String,
    template: Option<Template>,
}

/// A database from which others are copied. It goes with this value and all copies.
#[derive(Clone)]
pub struct Template(Arc<Source>);

struct Source {
    database: Database,
    copies: Arc<Copies>,
}

impl TestServer {
    /// Makes an empty database.
    ///
    /// # Errors
    ///
    /// If the server refuses.
    pub async fn create(&'static self) -> sqlx::Result<Database> {
        let name = names::new();
        let created = name.clone();
        run(async move { self.admin.create(&created).await }).await?;
        Ok(Database {
            server: self,
            name,
            template: None,
        })
    }
}

impl Database {
    /// Where it is.
    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }

    /// Makes it one that is copied. What is connected to it is ended; it has to stay as it is.
    ///
    /// # Errors
    ///
    /// If the server refuses.
    ///
    /// # Panics
    ///
    /// If the server is MySQL, and there is more in the database than tables and views.
    pub async fn into_template(self) -> sqlx::Result<Template> {
        let (server, name) = (self.server, self.name.clone());
        let copies = run(async move { server.admin.copies(&name).await });
        Ok(Template(Arc::new(Source {
            copies: Arc::new(copies.await?),
            database: self,
        })))
    }
}

impl Template {
    /// Makes a copy.
    ///
    /// # Errors
    ///
    /// If the server refuses.
    pub async fn copy(&self) -> sqlx::Result<Database> {
        let copies = self.0.copies.clone();
        let name = run(async move { copies.take().await }).await?;
        Ok(Database {
            server: self.0.database.server,
            name,
            template: Some(self.clone()),
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server, mem::take(&mut self.name));
        let template = self.template.as_ref();
        let copies = template.map(|template| template.0.copies.clone());
        // The server may be gone before the process.
        drop(block_on(async move {
            match copies {
                Some(copies) => copies.give_back(name).await,
                None => server.admin.drop(&name).await,
            }
        }));
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let server = self.database.server;
        let unused = self.copies.unused();
        block_on(async move {
            for name in unused {
                drop(server.admin.drop(&name).await);
            }
        });
    }
}
