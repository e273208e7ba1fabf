//! What can be wrong with settings, each in one line that names the key.

use std::io;

use figment::error::Kind;

use super::layer::{ENVIRONMENT, FLAGS, variable};

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named by `--config` cannot be read.
    #[error("cannot read the configuration file {file}")]
    Read {
        /// The file, as named.
        file: String,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The file is not TOML.
    #[error("{file}, line {line}: {reason}")]
    Syntax {
        /// The file, as named.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// The file holds a key that is no setting.
    #[error("{file}: unknown key `{key}`; known keys are {}", known.join(", "))]
    UnknownKey {
        /// The file, as named.
        file: String,
        /// The key.
        key: String,
        /// All settings.
        known: &'static [&'static str],
    },
    /// A value of the wrong type or out of range.
    #[error("{place}: {reason}")]
    Value {
        /// Key and source, in the words of the source.
        place: String,
        /// What was expected.
        reason: String,
    },
    /// A setting that must be at least 1.
    #[error("{key} must be at least 1")]
    Zero {
        /// The setting.
        key: &'static str,
    },
    /// The default page is larger than the largest.
    #[error("default_page_size ({default}) must not exceed max_page_size ({most})")]
    PageSizes {
        /// `default_page_size`.
        default: u64,
        /// `max_page_size`.
        most: u64,
    },
}

impl ConfigError {
    /// `offset` counts bytes of `text` to the place of the fault.
    pub(super) fn syntax(file: &str, text: &str, offset: usize, reason: &str) -> Self {
        let before = text.get(..offset).unwrap_or_default();
        Self::Syntax {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            reason: match reason.lines().collect::<Vec<_>>().join(", ") {
                none if none.is_empty() => "not understood".to_owned(),
                reason => reason,
            },
        }
    }

    pub(super) fn from_merge(error: figment::Error) -> Self {
        let origin = error.metadata.map(|metadata| metadata.name.into_owned());
        let origin = origin.unwrap_or_default();
        let key = error.path.join(".");
        match error.kind {
            Kind::UnknownField(key, known) => Self::UnknownKey {
                file: origin,
                key,
                known,
            },
            kind => Self::Value {
                place: match origin.as_str() {
                    ENVIRONMENT => variable(&key),
                    FLAGS => format!("--{}", key.replace('_', "-")),
                    file => format!("{file}: {key}"),
                },
                reason: reason(kind),
            },
        }
    }
}

fn reason(kind: Kind) -> String {
    match kind {
        Kind::UnknownVariant(found, known) => {
            format!("expected one of {}, got {found:?}", known.join(", "))
        }
        Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
            let expected = match expected.as_str() {
                "u32" | "u64" | "usize" => "a whole number that is not negative",
                other => other,
            };
            format!("expected {expected}, got {found}")
        }
        Kind::Message(message) => message,
        other => other.to_string(),
    }
}
