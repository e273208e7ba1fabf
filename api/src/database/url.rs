//! Where a database is, read from its URL.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use super::DatabaseError;

/// A SQLite file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) file: PathBuf,
    pub(super) create_if_missing: bool,
}

impl Location {
    /// Reads `sqlite:FILE`, `sqlite://FILE`, and `?mode=rwc` or `?mode=rw` after it.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Unsupported`], [`DatabaseError::InMemory`] or [`DatabaseError::Url`].
    pub(super) fn parse(url: &str) -> Result<Self, DatabaseError> {
        let (scheme, rest) = url.split_once(':').ok_or(DatabaseError::Url)?;
        match scheme {
            "sqlite" => {}
            "postgres" | "postgresql" | "mysql" | "mariadb" => {
                return Err(DatabaseError::Unsupported {
                    scheme: scheme.to_owned(),
                });
            }
            _ => return Err(DatabaseError::Url),
        }
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (file, parameters) = rest.split_once('?').unwrap_or((rest, ""));
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
        let file = percent_decode_str(file)
            .decode_utf8()
            .map_err(|_| DatabaseError::Url)?;
        match file.as_ref() {
            "" => Err(DatabaseError::Url),
            ":memory:" => Err(DatabaseError::InMemory),
            file => Ok(Self {
                file: PathBuf::from(file),
                create_if_missing,
            }),
        }
    }

    pub(super) fn name(&self) -> String {
        self.file.display().to_string()
    }
}
