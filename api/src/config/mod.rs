//! Settings of the service: flags, then environment, then `relata.toml`, then defaults.
//!
//! The environment arrives as data; nothing here reads it.

mod error;
mod flags;
mod layer;
mod values;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use figment::Figment;
use figment::providers::Serialized;
use serde::{Deserialize, Serialize};

use crate::{DatabaseOptions, Limits};
use layer::Layer;

pub use error::ConfigError;
pub use flags::Flags;
pub use values::{LogFormat, Mode, parse_listen};

/// Every setting with its final value. The names are the keys of `relata.toml`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The database; may hold a password, so it is never printed whole.
    pub database_url: String,
    /// Where the service listens.
    #[serde(deserialize_with = "values::listen")]
    pub listen: SocketAddr,
    /// Development or production.
    pub mode: Mode,
    /// How log lines look; follows `mode` when absent.
    pub log_format: Option<LogFormat>,
    /// What is logged: a level, or directives such as `info,relata=debug`.
    pub log_level: String,
    /// Connections that read.
    pub readers: u32,
    /// Connections that write to a server; SQLite has one.
    pub writers: u32,
    /// Seconds that a statement may run on a server.
    pub statement_timeout_s: u64,
    /// The largest accepted request body.
    pub max_body_bytes: usize,
    /// The deepest nesting of brackets in a query, checked before it is parsed.
    pub max_nesting: usize,
    /// Rows of a page when none is asked for.
    pub default_page_size: u64,
    /// The most rows of a page.
    pub max_page_size: u64,
    /// The most levels of fields in an operation.
    pub max_depth: usize,
    /// The most fields an operation may select, its fragments written out.
    pub max_selections: u64,
    /// The most rows an operation may be estimated to read.
    pub max_cost: u64,
    /// Seconds that an operation may take.
    pub operation_timeout_s: u64,
    /// The largest answer.
    pub max_response_bytes: usize,
    /// The most operators, elements of `and`, `or` and `not`, and relations of a filter.
    pub max_filter_nodes: usize,
    /// The most levels of conditions in a filter.
    pub max_filter_depth: usize,
    /// The most uses of relations in a filter, and in an order.
    pub max_filter_relations: usize,
    /// The most values of a list in a filter.
    pub max_list_length: usize,
    /// The longest text in a filter, in characters.
    pub max_string_length: usize,
    /// The longest regular expression, in characters.
    pub max_regex_length: usize,
    /// The most regular expressions in the filters of one operation.
    pub max_regexes: usize,
    /// The most bytes of values in the filters of one operation.
    pub max_filter_bytes: usize,
    /// The most things that a list is ordered by.
    pub max_order_terms: usize,
    /// The most deletions that one operation may preview.
    pub max_previews: usize,
    /// The most rows that the mutations of one operation may make, change, link and delete.
    pub max_written_rows: u64,
    /// The most levels of rows in the input of a mutation.
    pub max_input_depth: usize,
    /// The most bytes of values in the inputs of one operation's mutations.
    pub max_input_bytes: usize,
    /// Seconds from the signal to stop until the process has ended.
    pub shutdown_grace_s: u64,
}

/// Where settings come from, strongest first; [`Settings::default`] lies below them.
#[derive(Default)]
pub struct Sources {
    /// What the command line says.
    pub flags: Flags,
    /// The environment, as names and values.
    pub variables: Vec<(String, String)>,
    /// The file named by `--config`; without it `relata.toml`, if there is one.
    pub file: Option<PathBuf>,
}

impl Settings {
    /// Merges `sources` over the defaults and checks the outcome.
    ///
    /// # Errors
    ///
    /// An unreadable file, an unknown key in it, or a value that does not fit; each names the key.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let settings: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(Layer::file(sources.file.as_deref())?)
            .merge(Layer::environment(&sources.variables))
            .merge(Layer::flags(&sources.flags))
            .extract()
            .map_err(ConfigError::from_merge)?;
        settings.checked()
    }

    /// How log lines look: as set, else JSON in production and text in development.
    pub fn effective_log_format(&self) -> LogFormat {
        self.log_format.unwrap_or(match self.mode {
            Mode::Development => LogFormat::Pretty,
            Mode::Production => LogFormat::Json,
        })
    }

    /// The limits that the engine keeps.
    pub fn limits(&self) -> Limits {
        Limits {
            default_page_size: self.default_page_size,
            max_page_size: self.max_page_size,
            max_depth: self.max_depth,
            max_selections: self.max_selections,
            max_cost: self.max_cost,
            operation_timeout: Duration::from_secs(self.operation_timeout_s),
            max_response_bytes: self.max_response_bytes,
            max_filter_nodes: self.max_filter_nodes,
            max_filter_depth: self.max_filter_depth,
            max_filter_relations: self.max_filter_relations,
            max_list_length: self.max_list_length,
            max_string_length: self.max_string_length,
            max_regex_length: self.max_regex_length,
            max_regexes: self.max_regexes,
            max_filter_bytes: self.max_filter_bytes,
            max_order_terms: self.max_order_terms,
            max_previews: self.max_previews,
            max_written_rows: self.max_written_rows,
            max_input_depth: self.max_input_depth,
            max_input_bytes: self.max_input_bytes,
        }
    }

    /// How the database is opened.
    pub fn database_options(&self) -> DatabaseOptions {
        DatabaseOptions {
            readers: self.readers,
            writers: self.writers,
            statement_timeout: Some(Duration::from_secs(self.statement_timeout_s)),
            ..DatabaseOptions::default()
        }
    }

    /// From the signal to stop until the process has ended.
    pub fn shutdown_grace(&self) -> Duration {
        Duration::from_secs(self.shutdown_grace_s)
    }

    fn checked(self) -> Result<Self, ConfigError> {
        let at_least_one = [
            ("readers", u64::from(self.readers)),
            ("writers", u64::from(self.writers)),
            ("statement_timeout_s", self.statement_timeout_s),
            ("max_body_bytes", self.max_body_bytes as u64),
            ("max_nesting", self.max_nesting as u64),
            ("default_page_size", self.default_page_size),
            ("max_page_size", self.max_page_size),
            ("max_depth", self.max_depth as u64),
            ("max_selections", self.max_selections),
            ("max_cost", self.max_cost),
            ("operation_timeout_s", self.operation_timeout_s),
            ("max_response_bytes", self.max_response_bytes as u64),
            ("max_filter_nodes", self.max_filter_nodes as u64),
            ("max_filter_depth", self.max_filter_depth as u64),
            ("max_filter_relations", self.max_filter_relations as u64),
            ("max_list_length", self.max_list_length as u64),
            ("max_string_length", self.max_string_length as u64),
            ("max_regex_length", self.max_regex_length as u64),
            ("max_regexes", self.max_regexes as u64),
            ("max_filter_bytes", self.max_filter_bytes as u64),
            ("max_order_terms", self.max_order_terms as u64),
            ("max_previews", self.max_previews as u64),
            ("max_written_rows", self.max_written_rows),
            ("max_input_depth", self.max_input_depth as u64),
            ("max_input_bytes", self.max_input_bytes as u64),
        ];
        for (key, value) in at_least_one {
            if value == 0 {
                return Err(ConfigError::Zero { key });
            }
        }
        if self.default_page_size > self.max_page_size {
            return Err(ConfigError::PageSizes {
                default: self.default_page_size,
                most: self.max_page_size,
            });
        }
        Ok(self)
    }
}

impl Default for Settings {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            database_url: "sqlite:relata.db".to_owned(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8000)),
            mode: Mode::Development,
            log_format: None,
            log_level: "info".to_owned(),
            readers: DatabaseOptions::default().readers,
            writers: DatabaseOptions::default().writers,
            statement_timeout_s: 30,
            max_body_bytes: 1_048_576,
            max_nesting: 128,
            default_page_size: limits.default_page_size,
            max_page_size: limits.max_page_size,
            max_depth: limits.max_depth,
            max_selections: limits.max_selections,
            max_cost: limits.max_cost,
            operation_timeout_s: limits.operation_timeout.as_secs(),
            max_response_bytes: limits.max_response_bytes,
            max_filter_nodes: limits.max_filter_nodes,
            max_filter_depth: limits.max_filter_depth,
            max_filter_relations: limits.max_filter_relations,
            max_list_length: limits.max_list_length,
            max_string_length: limits.max_string_length,
            max_regex_length: limits.max_regex_length,
            max_regexes: limits.max_regexes,
            max_filter_bytes: limits.max_filter_bytes,
            max_order_terms: limits.max_order_terms,
            max_previews: limits.max_previews,
            max_written_rows: limits.max_written_rows,
            max_input_depth: limits.max_input_depth,
            max_input_bytes: limits.max_input_bytes,
            shutdown_grace_s: 10,
        }
    }
}

#[cfg(test)]
mod tests;
