//! Servers to test on: PostgreSQL, and MySQL or MariaDB.
//!
//! `RELATA_TEST_POSTGRES` and `RELATA_TEST_MYSQL` are URLs of servers whose user may create
//! databases, or `none`. Where one is not set and the server is installed, a throw-away one is
//! started on loopback, which ends with this process. Anybody on the machine can log in to it.

mod database;
mod server;

mod guardian;
mod installed;

mod admin;
mod mysql;
mod names;
mod postgres;
mod runtime;

use std::{error::Error, fmt, panic, sync::OnceLock, thread};

pub use crate::{
    database::{Database, Template},
    guardian::StartError,
    server::{FindError, TestServer, untested},
};

/// A kind of server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Server {
    Postgres,
    /// Also MariaDB.
    MySql,
}

/// Why nothing is tested on a kind of server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untested {
    #[error("it is not installed, and {} is not set", .0.variable())]
    NotInstalled(Server),
    #[error("{} is `none`", .0.variable())]
    Declined(Server),
}

/// The server of a kind. The first call in a process finds or starts it, and blocks meanwhile.
///
/// # Errors
///
/// If nothing is to be tested on it.
///
/// # Panics
///
/// With a [`FindError`], if it cannot be used.
pub fn find(server: Server) -> Result<&'static TestServer, Untested> {
    type Found = Result<Result<TestServer, Untested>, FindError>;
    static POSTGRES: OnceLock<Found> = OnceLock::new();
    static MYSQL: OnceLock<Found> = OnceLock::new();
    let found = match server {
        Server::Postgres => &POSTGRES,
        Server::MySql => &MYSQL,
    };
    match found.get_or_init(|| TestServer::find(server)) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(untested)) => Err(*untested),
        Err(error) => panic!("{}", chain(error)),
    }
}

/// The servers of all kinds, in the order of [`Server::ALL`]; they start at the same time.
///
/// # Panics
///
/// As [`find`].
pub fn find_all() -> [Result<&'static TestServer, Untested>; 2] {
    thread::scope(|scope| {
        let threads = Server::ALL.map(|server| scope.spawn(move || find(server)));
        threads.map(|thread| {
            thread
                .join()
                .unwrap_or_else(|cause| panic::resume_unwind(cause))
        })
    })
}

impl Server {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Postgres, Self::MySql];

    /// The variable of the environment that tells where it is.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Postgres => "RELATA_TEST_POSTGRES",
            Self::MySql => "RELATA_TEST_MYSQL",
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
        })
    }
}

/// An error with its causes.
fn chain(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", chain(cause)),
        None => error.to_string(),
    }
}
