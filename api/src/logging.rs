//! Log lines on standard error: text for people or JSON for machines.

use std::io::{IsTerminal, stderr};
use std::panic;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{Layer, Registry, fmt};

use crate::config::LogFormat;

/// Said by others at level INFO what the service says itself.
const QUIET: &str = "poem=warn,sea_orm_migration=warn,sqlx=warn";

/// Why logging cannot start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoggingError {
    /// The level is none.
    #[error("log_level: expected a level such as info, or directives such as info,relata=debug")]
    Level(#[source] ParseError),
    /// Something else in this process logs already.
    #[error("logging has been started before")]
    Started(#[source] TryInitError),
}

/// Starts logging for the whole process; panics become log lines too.
///
/// # Errors
///
/// A `level` that is none, or a second start.
pub(crate) fn start(format: LogFormat, level: &str) -> Result<(), LoggingError> {
    let filter = EnvFilter::builder()
        .parse(format!("{QUIET},{level}"))
        .map_err(LoggingError::Level)?;
    let lines = fmt::layer::<Registry>().with_writer(stderr);
    let lines = match format {
        LogFormat::Pretty => lines.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .boxed(),
    };
    tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .try_init()
        .map_err(LoggingError::Started)?;
    panic::set_hook(Box::new(|panic| {
        let message = panic.payload_as_str().unwrap_or("no message");
        let place = panic.location().map(ToString::to_string);
        tracing::error!(panic = message, place, "a bug");
    }));
    Ok(())
}
