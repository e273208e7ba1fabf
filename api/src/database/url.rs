//! Where a database is, read from its URL.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use sea_orm::sqlx::{mysql::MySqlConnectOptions, postgres::PgConnectOptions};

use super::DatabaseError;

/// Where a database is.
pub(super) enum Location {
    Sqlite(File),
    Postgres(Box<PgConnectOptions>),
    MySql(Box<MySqlConnectOptions>),
}

/// A SQLite file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) create_if_missing: bool,
}

impl Location {
    /// Reads the URL of a SQLite file or of a database on a server. MariaDB goes by `mysql:` or by its own name.
    ///
    /// # Errors
    ///
    /// What [`File::parse`] refuses, [`DatabaseError::Nameless`] or [`DatabaseError::Url`].
    pub(super) fn parse(url: &str) -> Result<Self, DatabaseError> {
        let (scheme, rest) = url.split_once(':').ok_or(DatabaseError::Url)?;
        match scheme {
            "sqlite" => File::parse(rest).map(Self::Sqlite),
            "postgres" | "postgresql" => {
                let options: PgConnectOptions = url.parse().map_err(|_| DatabaseError::Url)?;
                named(options.get_database())?;
                Ok(Self::Postgres(Box::new(options)))
            }
            "mysql" | "mariadb" => {
                let options: MySqlConnectOptions = url.parse().map_err(|_| DatabaseError::Url)?;
                named(options.get_database())?;
                Ok(Self::MySql(Box::new(options)))
            }
            _ => Err(DatabaseError::Url),
        }
    }

    /// What people call this database: the file, or the name with its server, never a password.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Sqlite(file) => file.name(),
            Self::Postgres(options) => {
                let place = match options.get_socket() {
                    Some(socket) => socket.display().to_string(),
                    None => format!("{}:{}", options.get_host(), options.get_port()),
                };
                on_server(options.get_database(), &place)
            }
            Self::MySql(options) => {
                let place = match options.get_socket() {
                    Some(socket) => socket.display().to_string(),
                    None => format!("{}:{}", options.get_host(), options.get_port()),
                };
                on_server(options.get_database(), &place)
            }
        }
    }
}

fn named(database: Option<&str>) -> Result<(), DatabaseError> {
    match database {
        None | Some("") => Err(DatabaseError::Nameless),
        Some(_) => Ok(()),
    }
}

fn on_server(database: Option<&str>, place: &str) -> String {
    format!("{} on {place}", database.unwrap_or_default())
}

impl File {
    /// Reads what follows `sqlite:`, `FILE` or `//FILE`, and `?mode=rwc` or `?mode=rw` after it.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Parameters`], [`DatabaseError::InMemory`] or [`DatabaseError::Url`].
    fn parse(rest: &str) -> Result<Self, DatabaseError> {
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (path, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let create_if_missing = match parameters {
            "" | "mode=rwc" => true,
            "mode=rw" => false,
            "mode=memory" => return Err(DatabaseError::InMemory),
            _ => {
                return Err(DatabaseError::Parameters {
                    parameters: parameters.to_owned(),
                });
            }
        };
        let path = percent_decode_str(path)
            .decode_utf8()
            .map_err(|_| DatabaseError::Url)?;
        match path.as_ref() {
            "" => Err(DatabaseError::Url),
            ":memory:" => Err(DatabaseError::InMemory),
            path => Ok(Self {
                path: PathBuf::from(path),
                create_if_missing,
            }),
        }
    }

    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}
