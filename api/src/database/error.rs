//! Why a database cannot be used, each in one line with the way out.

use std::fmt;
use std::path::Path;

use sea_orm::{SqlxMySqlError, sqlx};

use super::url::File;

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// Nothing that names a database. The URL may hold a password, so it is not repeated.
    #[error(
        "the database URL is not understood: expected sqlite:FILE, \
         postgres://USER:PASSWORD@HOST/DATABASE or mysql://USER:PASSWORD@HOST/DATABASE"
    )]
    Url,
    /// A server, but none of its databases.
    #[error(
        "the database URL names no database: expected one after the host, such as postgres://HOST/DATABASE"
    )]
    Nameless,
    /// A URL that asks for something the service sets itself.
    #[error("the database URL ends in ?{parameters}: only ?mode=rwc and ?mode=rw are understood")]
    Parameters {
        /// What stands after the question mark.
        parameters: String,
    },
    /// A database without a file.
    #[error(
        "an in-memory SQLite database cannot be served, because each connection would see one of its own: name a file, such as sqlite:relata.db"
    )]
    InMemory,
    /// The SQLite library can corrupt a database in WAL mode.
    #[error(
        "SQLite {found} is linked into this program, but {needed} is the oldest that is safe with a write-ahead log"
    )]
    Version {
        /// The linked version.
        found: String,
        /// The oldest that is accepted.
        needed: &'static str,
    },
    /// The file cannot be read and written as a database.
    #[error("cannot open the database {file}: {fault}")]
    File {
        /// The file, as named.
        file: String,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// The server cannot be used, or not this database of it.
    #[error("cannot open the database {database}: {fault}")]
    Server {
        /// The database with its server.
        database: String,
        /// What is wrong.
        fault: ServerFault,
    },
    /// Any other failure.
    #[error("cannot open the database {database}")]
    Other {
        /// The file as named, or the database with its server.
        database: String,
        /// What the driver said.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What can be wrong with a database file. Shown with a hint at how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The directory of the file does not exist.
    DirectoryMissing,
    /// There is no such file, and it is not to be created.
    Missing,
    /// The name is that of a directory.
    IsDirectory,
    /// The file holds something else.
    NotADatabase,
    /// The file was a database and is damaged.
    Damaged,
    /// Another process holds it.
    Locked,
    /// The file, its directory or the file system cannot be written.
    ReadOnly,
    /// Permissions forbid to open it.
    NoAccess,
    /// The disk is full.
    NoSpace,
    /// The file system cannot hold a write-ahead log.
    NoWriteAheadLog,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DirectoryMissing => {
                "its directory does not exist; create it, or name another file"
            }
            Self::Missing => {
                "there is no such file; name another, or create it with `relata migrate up`, without ?mode=rw"
            },
            Self::IsDirectory => "it is a directory; name a file in it",
            Self::NotADatabase => "it is not a SQLite database; move it away, or name another file",
            Self::Damaged => "it is damaged; restore it from a backup, or move it away",
            Self::Locked => {
                "it is locked by another process; stop that process, or name another file"
            }
            Self::ReadOnly => {
                "it is read-only; make the file and its directory writable for this user"
            }
            Self::NoAccess => {
                "permission denied; let this user read and write the file and its directory"
            }
            Self::NoSpace => "the disk is full; free some space",
            Self::NoWriteAheadLog => {
                "its file system cannot hold a write-ahead log; name a file on a local disk"
            }
        })
    }
}

/// What can be wrong with a database on a server. Shown with a hint at how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerFault {
    /// Nothing answers at host and port.
    Unreachable,
    /// The server does not accept user or password, or this client at all.
    Refused,
    /// There is no database of that name.
    Missing,
    /// All connections of the server are taken.
    Full,
    /// The server is starting or stopping.
    NotReady,
    /// No encrypted connection comes about.
    Tls,
    /// The server is too old.
    Version {
        /// Its version.
        found: String,
        /// The oldest that is served.
        needed: &'static str,
    },
    /// Its texts are not Unicode.
    Encoding {
        /// Their encoding.
        found: String,
    },
}

impl fmt::Display for ServerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => {
                "no server answers there; start it, or look at host and port of the URL"
            }
            Self::Refused => {
                "the server refuses this user or password; look at the URL and at the user's rights"
            }
            Self::Missing => "there is no such database; create it, or look at the URL",
            Self::Full => {
                "all connections of the server are taken; close others, or let it have more"
            }
            Self::NotReady => "the server is starting or stopping; try again in a moment",
            Self::Tls => {
                "no encrypted connection comes about; look at sslmode and the certificates"
            }
            Self::Version { found, needed } => {
                return write!(
                    f,
                    "its server is {found}, and {needed} is the oldest that is served"
                );
            }
            Self::Encoding { found } => {
                return write!(
                    f,
                    "its encoding is {found}; create it with the encoding UTF8"
                );
            }
        })
    }
}

impl DatabaseError {
    pub(super) fn file(file: &File, fault: FileFault) -> Self {
        Self::File {
            file: file.name(),
            fault,
        }
    }

    pub(super) fn server(database: String, fault: ServerFault) -> Self {
        Self::Server { database, fault }
    }

    pub(super) fn other(
        database: String,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Other {
            database,
            cause: cause.into(),
        }
    }

    /// Recognises a fault by the server's code or by what kept the connection from coming about.
    ///
    /// Source: PostgreSQL 17, Appendix A; MySQL 8.0 and MariaDB, Error Message Reference.
    pub(super) fn from_server(database: String, error: sqlx::Error) -> Self {
        let fault = match &error {
            sqlx::Error::Io(_) => Some(ServerFault::Unreachable),
            sqlx::Error::Tls(_) => Some(ServerFault::Tls),
            sqlx::Error::Database(error) => match error.try_downcast_ref::<SqlxMySqlError>() {
                Some(error) => of_mysql(error.number()),
                None => error.code().and_then(|state| of_postgres(&state)),
            },
            _ => None,
        };
        match fault {
            Some(fault) => Self::server(database, fault),
            None => Self::other(database, error),
        }
    }

    /// Recognises a fault by SQLite's code, and what SQLite calls "cannot open" by a look at the file.
    ///
    /// Source: sqlite.org/rescode.html.
    pub(super) fn from_sqlite(file: &File, error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|error| error.code()?.parse::<u32>().ok());
        let fault = match code.map(|code| code & 0xff) {
            Some(3 | 23) => FileFault::NoAccess,
            Some(5 | 6) => FileFault::Locked,
            Some(8) => FileFault::ReadOnly,
            Some(11) => FileFault::Damaged,
            Some(13) => FileFault::NoSpace,
            Some(14) => fault_in_sight(file),
            Some(26) => FileFault::NotADatabase,
            _ => return Self::other(file.name(), error),
        };
        Self::file(file, fault)
    }
}

fn of_postgres(state: &str) -> Option<ServerFault> {
    match state {
        "28000" | "28P01" | "42501" => Some(ServerFault::Refused),
        "3D000" => Some(ServerFault::Missing),
        "53300" => Some(ServerFault::Full),
        "57P03" => Some(ServerFault::NotReady),
        _ => None,
    }
}

fn of_mysql(number: u16) -> Option<ServerFault> {
    match number {
        1044 | 1045 | 1130 | 1698 => Some(ServerFault::Refused),
        1049 => Some(ServerFault::Missing),
        1040 | 1203 => Some(ServerFault::Full),
        1053 => Some(ServerFault::NotReady),
        _ => None,
    }
}

/// What the file system shows. The file is not opened: closing it would drop the locks that
/// other connections of this process hold on it.
fn fault_in_sight(file: &File) -> FileFault {
    let path = &file.path;
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if path.is_dir() {
        FileFault::IsDirectory
    } else if directory.try_exists().is_ok_and(|exists| !exists) || directory.is_file() {
        FileFault::DirectoryMissing
    } else if path.try_exists().is_ok_and(|exists| !exists) && !file.create_if_missing {
        FileFault::Missing
    } else {
        FileFault::NoAccess
    }
}
