//! What is done on a server of any kind.

use crate::{
    Server,
    mysql::{self, MySql},
    names,
    postgres::{self, Postgres},
};

/// A server, by a user who may create databases.
#[derive(Clone)]
pub(crate) enum Admin {
    Postgres(Postgres),
    MySql(MySql),
}

/// The copies of a database.
pub(crate) enum Copies {
    Postgres(postgres::Copies),
    MySql(mysql::Copies),
}

impl Admin {
    /// Connects, and asks the server what it is.
    pub(crate) async fn connect(server: Server, url: String) -> sqlx::Result<(Self, String)> {
        Ok(match server {
            Server::Postgres => {
                let (postgres, version) = Postgres::connect(&url).await?;
                (Self::Postgres(postgres), version)
            }
            Server::MySql => {
                let (mysql, version) = MySql::connect(&url).await?;
                (Self::MySql(mysql), version)
            }
        })
    }

    pub(crate) async fn create(&self, name: &str) -> sqlx::Result<()> {
        match self {
            Self::Postgres(postgres) => postgres.create(name).await,
            Self::MySql(mysql) => mysql.create(name).await,
        }
    }

    /// Deletes a database, and ends what is connected to it.
    pub(crate) async fn drop(&self, name: &str) -> sqlx::Result<()> {
        match self {
            Self::Postgres(postgres) => postgres.drop(name).await,
            Self::MySql(mysql) => mysql.drop(name).await,
        }
    }

    /// Makes sure that databases can be created, and deletes those of processes that did not
    /// come to it.
    pub(crate) async fn tidy(&self) -> sqlx::Result<()> {
        let name = names::new();
        self.create(&name).await?;
        self.drop(&name).await?;
        let abandoned = match self {
            Self::Postgres(postgres) => postgres.abandoned().await?,
            Self::MySql(mysql) => mysql.abandoned().await?,
        };
        for name in abandoned {
            self.drop(&name).await?;
        }
        Ok(())
    }

    /// Prepares a database to be copied.
    pub(crate) async fn copies(&self, template: &str) -> sqlx::Result<Copies> {
        Ok(match self {
            Self::Postgres(postgres) => Copies::Postgres(postgres.copies(template).await?),
            Self::MySql(mysql) => Copies::MySql(mysql.copies(template).await?),
        })
    }
}

impl Copies {
    /// Makes a copy, and gives its name.
    pub(crate) async fn take(&self) -> sqlx::Result<String> {
        match self {
            Self::Postgres(copies) => copies.take().await,
            Self::MySql(copies) => copies.take().await,
        }
    }

    /// Takes back a copy that is no longer used.
    pub(crate) async fn give_back(&self, copy: String) -> sqlx::Result<()> {
        match self {
            Self::Postgres(copies) => copies.give_back(&copy).await,
            Self::MySql(copies) => {
                copies.give_back(copy);
                Ok(())
            }
        }
    }

    /// The copies that are kept though nobody uses them.
    pub(crate) fn unused(&self) -> Vec<String> {
        match self {
            Self::Postgres(_) => Vec::new(),
            Self::MySql(copies) => copies.unused(),
        }
    }
}
