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

    fn is_configured(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Postgres => servers::untested(Server::Postgres).is_none(),
            Self::MySql => servers::untested(Server::MySql).is_none(),
        }
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

/// The databases that no test runs on.
pub fn untested() -> Vec<Backend> {
    let configured = Backend::ALL.iter().copied();
    configured.filter(|b| !b.is_configured()).collect()
}
