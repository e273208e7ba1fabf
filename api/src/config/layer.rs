//! One source of settings in the form in which sources are merged.

use std::io::ErrorKind;
use std::path::Path;

use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Metadata, Profile, Provider};

use super::{ConfigError, Flags, Settings};

pub(super) const ENVIRONMENT: &str = "environment";
pub(super) const FLAGS: &str = "flags";

const DEFAULT_FILE: &str = "relata.toml";
const PREFIX: &str = "RELATA_";

/// Keys and values of one source, with the name by which errors point at it.
pub(super) struct Layer {
    name: String,
    values: Dict,
}

impl Layer {
    /// Reads the file that was named, or `relata.toml` when there is one.
    pub(super) fn file(named: Option<&Path>) -> Result<Self, ConfigError> {
        let path = named.unwrap_or(Path::new(DEFAULT_FILE));
        let name = path.display().to_string();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(e) if e.kind() == ErrorKind::NotFound && named.is_none() => String::new(),
            Err(cause) => return Err(ConfigError::Read { file: name, cause }),
        };
        let values = Toml::from_str(&text).map_err(|e| {
            let offset = e.span().map_or(0, |span| span.start);
            ConfigError::syntax(&name, &text, offset, e.message())
        })?;
        Ok(Self { name, values })
    }

    /// Takes `RELATA_*` for known keys, and `DATABASE_URL`. Empty values are as good as none.
    ///
    /// Unknown `RELATA_*` names stay unread: platforms set variables of their own
    /// after the name of a service, such as `RELATA_PORT`.
    pub(super) fn environment(variables: &[(String, String)]) -> Self {
        let value_of = |name: &str| {
            variables
                .iter()
                .find(|(key, value)| key == name && !value.is_empty())
                .map(|(_, value)| value.as_str())
        };
        let mut values = Dict::new();
        for key in keys() {
            if let Some(text) = value_of(&variable(&key)) {
                values.insert(key, value_from(text));
            }
        }
        if let Some(url) = value_of("DATABASE_URL") {
            values
                .entry("database_url".to_owned())
                .or_insert_with(|| Value::from(url));
        }
        Self {
            name: ENVIRONMENT.to_owned(),
            values,
        }
    }

    pub(super) fn flags(flags: &Flags) -> Self {
        let values = Value::serialize(flags)
            .ok()
            .and_then(Value::into_dict)
            .expect("flags are plain values under their names");
        Self {
            name: FLAGS.to_owned(),
            values,
        }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

/// The variable that sets `key`.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase())
}

/// The names of all settings.
fn keys() -> Vec<String> {
    Value::serialize(Settings::default())
        .ok()
        .and_then(Value::into_dict)
        .expect("settings are plain values under their names")
        .into_keys()
        .collect()
}

/// Numbers become numbers; all else stays text, whatever it looks like.
fn value_from(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) => Value::from(number),
        Err(_) => Value::from(text),
    }
}
