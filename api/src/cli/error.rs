//! Why a command fails, and the one place where an error becomes text for a person.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use relation::catalog::CatalogError;
use sea_orm::DbErr;

use crate::config::ConfigError;
use crate::http::BindError;
use crate::inspect::InspectError;
use crate::logging::LoggingError;
use crate::{DatabaseError, SchemaError};

/// Why a command fails.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Logging(#[from] LoggingError),
    #[error(transparent)]
    Bind(#[from] BindError),
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Schema(#[from] SchemaError),
    #[error("cannot start the runtime")]
    Runtime(#[source] io::Error),
    #[error("cannot listen for signals")]
    Signals(#[source] io::Error),
    #[error("cannot serve")]
    Serve(#[source] io::Error),
    #[error("cannot write to standard output")]
    Output(#[source] io::Error),
    #[error("cannot read the answer")]
    Input(#[source] io::Error),
    #[error("there are no migrations: the tables of this service are made elsewhere")]
    NoMigrations,
    #[error(
        "{database} has migrations that this program does not know ({}): a newer version has applied them; \
         run that version, or take them back with its `relata migrate down`", .unknown.join(", ")
    )]
    Newer {
        database: String,
        unknown: Vec<String>,
    },
    #[error("cannot migrate {database}")]
    Migrate {
        database: String,
        #[source]
        cause: DbErr,
    },
    #[error("cannot inspect {database}")]
    Inspect {
        database: String,
        #[source]
        cause: InspectError,
    },
    #[error("cannot write to {}", .folder.display())]
    Write {
        folder: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error(
        "{} holds files of Rust already; give another folder, or `--replace` to delete them", .folder.display()
    )]
    NotReplaced { folder: PathBuf },
    #[error("cannot seed {database}")]
    Seed {
        database: String,
        #[source]
        cause: DbErr,
    },
    #[error("cannot close {database}")]
    Close {
        database: String,
        #[source]
        cause: DbErr,
    },
    #[error(
        "{database} holds rows already, and sample data goes into an empty database only; `relata migrate fresh` empties it"
    )]
    NotEmpty { database: String },
    #[error("cannot read the tables of {database}")]
    Check {
        database: String,
        #[source]
        cause: DbErr,
    },
    #[error("there is no sample data for these tables")]
    NoSample,
    #[error("`migrate fresh` deletes every row of {database}; say --yes to do it {circumstance}")]
    Unconfirmed {
        database: String,
        circumstance: &'static str,
    },
    #[error(
        "`migrate down` drops tables of {database} with their rows; say --yes to do it in production"
    )]
    UnconfirmedDown { database: String },
    #[error("nothing was changed")]
    Declined,
}

/// The error and its causes, joined by colons. A cause that is told already is left out.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let reason = error.to_string();
        if !text.contains(&reason) {
            text = format!("{text}: {reason}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io;

    use sea_orm::DbErr;

    use super::{CliError, chain};

    #[test]
    fn causes_follow_once() {
        let error = CliError::Serve(io::Error::other("no more descriptors"));
        assert_eq!(chain(&error), "cannot serve: no more descriptors");

        let error = CliError::Seed {
            database: "relata.db".to_owned(),
            cause: DbErr::Custom("no such table: tag".to_owned()),
        };
        let expected = "cannot seed relata.db: Custom Error: no such table: tag";
        assert_eq!(chain(&error), expected);
    }
}
