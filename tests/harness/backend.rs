//! The kinds of databases that tests run on.

use sea_orm::DbBackend;
use servers::Server;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// A file, always at hand.
    Sqlite,
    /// A server.
    Postgres,
    /// A server, also MariaDB.
    MySql,
}

impl Backend {
    /// All that the service will run on.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::MySql];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
        }
    }

    /// The kind of its server; none for a file.
    pub fn server(self) -> Option<Server> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(Server::Postgres),
            Self::MySql => Some(Server::MySql),
        }
    }

    /// What tests run on, with the version of the server.
    pub(crate) fn version(self) -> &'static str {
        let server = self.server().and_then(|server| servers::find(server).ok());
        server.map_or(self.name(), |server| server.version())
    }

    fn is_configured(self) -> bool {
        let untested = self.server().and_then(servers::untested);
        untested.is_none()
    }
}

impl From<DbBackend> for Backend {
    fn from(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Postgres,
            DbBackend::MySql => Self::MySql,
            _ => Self::Sqlite,
        }
    }
}

/// The databases that every test runs on. Each test runs on all of them at once and
/// wants the same answers.
pub fn backends() -> Vec<Backend> {
    let configured = Backend::ALL.iter().copied();
    configured.filter(|b| b.is_configured()).collect()
}
