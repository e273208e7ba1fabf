//! A server to test on: given by the environment, or started.

use std::env;

use url::Url;

use crate::{
    Server, Untested,
    admin::Admin,
    guardian::{Guardian, StartError},
    installed::{self, Programs},
    runtime::block_on,
};

/// A server that takes connections, by a user who may create databases.
pub struct TestServer {
    url: Url,
    version: String,
    pub(crate) admin: Admin,
    #[expect(dead_code, reason = "the server ends with it")]
    guardian: Option<Guardian>,
}

/// What is wrong with a server that there should be.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error("{variable} is no URL of {server}, and not `none`: {given}")]
    Url {
        server: Server,
        variable: &'static str,
        given: String,
    },
    #[error("the server of {variable} is of no use")]
    Given {
        variable: &'static str,
        #[source]
        cause: sqlx::Error,
    },
    #[error("{server} is installed and does not start (`{}=none` does without it)", server.variable())]
    Start {
        server: Server,
        #[source]
        cause: StartError,
    },
    #[error("{server} was started and is of no use")]
    Started {
        server: Server,
        #[source]
        cause: sqlx::Error,
    },
}

/// Where a server comes from.
enum Source {
    Given(String),
    Installed(Programs),
}

/// Why nothing is tested on a kind of server, if so. No server is started to tell it.
pub fn untested(server: Server) -> Option<Untested> {
    Source::of(server).err()
}

impl TestServer {
    /// What it is, such as `PostgreSQL 15.18` or `MariaDB 10.11.14`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The URL of a database on it.
    pub fn url(&self, database: &str) -> String {
        let mut url = self.url.clone();
        url.set_path(database);
        url.into()
    }

    pub(crate) fn find(server: Server) -> Result<Result<Self, Untested>, FindError> {
        Ok(match Source::of(server) {
            Ok(Source::Given(url)) => Ok(Self::given(server, url)?),
            Ok(Source::Installed(programs)) => Ok(Self::start(server, &programs)?),
            Err(untested) => Err(untested),
        })
    }

    fn given(server: Server, given: String) -> Result<Self, FindError> {
        let variable = server.variable();
        let url = Url::parse(&given).ok();
        let url = url.filter(|url| schemes(server).contains(&url.scheme()));
        let Some(url) = url else {
            return Err(FindError::Url {
                server,
                variable,
                given,
            });
        };
        let unusable = |cause| FindError::Given { variable, cause };
        let found = Self::at(server, url, None).map_err(unusable)?;
        let admin = found.admin.clone();
        block_on(async move { admin.tidy().await }).map_err(unusable)?;
        Ok(found)
    }

    fn start(server: Server, programs: &Programs) -> Result<Self, FindError> {
        let guardian = Guardian::start(programs);
        let guardian = guardian.map_err(|cause| FindError::Start { server, cause })?;
        let port = guardian.port;
        let url = match server {
            Server::Postgres => {
                format!("postgres://relata@127.0.0.1:{port}/postgres?sslmode=disable")
            }
            Server::MySql => format!("mysql://relata@127.0.0.1:{port}/mysql?ssl-mode=disabled"),
        };
        let url = Url::parse(&url).expect("it is a URL");
        let found = Self::at(server, url, Some(guardian));
        found.map_err(|cause| FindError::Started { server, cause })
    }

    fn at(server: Server, url: Url, guardian: Option<Guardian>) -> sqlx::Result<Self> {
        let (admin, version) = block_on(Admin::connect(server, url.to_string()))?;
        Ok(Self {
            url,
            version,
            admin,
            guardian,
        })
    }
}

impl Source {
    fn of(server: Server) -> Result<Self, Untested> {
        match env::var(server.variable()) {
            Ok(given) if given == "none" => Err(Untested::Declined(server)),
            Ok(given) => Ok(Self::Given(given)),
            Err(_) => match installed::programs(server) {
                Some(programs) => Ok(Self::Installed(programs)),
                None => Err(Untested::NotInstalled(server)),
            },
        }
    }
}

fn schemes(server: Server) -> [&'static str; 2] {
    match server {
        Server::Postgres => ["postgres", "postgresql"],
        Server::MySql => ["mysql", "mariadb"],
    }
}
