//! Why a database cannot be used, each in one line with the way out.

use std::fmt;
use std::path::Path;

use sea_orm::sqlx;

use super::url::Location;

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// A database that is not served yet.
    #[error(
        "{scheme} databases are not served by this version: name a SQLite file, such as sqlite:relata.db"
    )]
    Unsupported {
        /// The scheme of the URL; the rest may hold a password.
        scheme: String,
    },
    /// Nothing that names a database.
    #[error("the database URL is not understood: expected sqlite:FILE, such as sqlite:relata.db")]
    Url,
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
    /// Any other failure.
    #[error("cannot open the database {file}")]
    Other {
        /// The file, as named.
        file: String,
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

impl DatabaseError {
    pub(super) fn file(location: &Location, fault: FileFault) -> Self {
        Self::File {
            file: location.name(),
            fault,
        }
    }

    pub(super) fn other(
        location: &Location,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Other {
            file: location.name(),
            cause: cause.into(),
        }
    }

    /// Recognises a fault by SQLite's code, and what SQLite calls "cannot open" by a look at the file.
    ///
    /// Source: sqlite.org/rescode.html.
    pub(super) fn from_sqlite(location: &Location, error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|error| error.code()?.parse::<u32>().ok());
        let fault = match code.map(|code| code & 0xff) {
            Some(3 | 23) => FileFault::NoAccess,
            Some(5 | 6) => FileFault::Locked,
            Some(8) => FileFault::ReadOnly,
            Some(11) => FileFault::Damaged,
            Some(13) => FileFault::NoSpace,
            Some(14) => fault_in_sight(location),
            Some(26) => FileFault::NotADatabase,
            _ => return Self::other(location, error),
        };
        Self::file(location, fault)
    }
}

/// What the file system shows. The file is not opened: closing it would drop the locks that
/// other connections of this process hold on it.
fn fault_in_sight(location: &Location) -> FileFault {
    let file = &location.file;
    let directory = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if file.is_dir() {
        FileFault::IsDirectory
    } else if directory.try_exists().is_ok_and(|exists| !exists) || directory.is_file() {
        FileFault::DirectoryMissing
    } else if file.try_exists().is_ok_and(|exists| !exists) && !location.create_if_missing {
        FileFault::Missing
    } else {
        FileFault::NoAccess
    }
}
