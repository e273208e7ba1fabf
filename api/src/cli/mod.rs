//! The command line: `relata serve | migrate | seed | check | inspect | schema`, for any domain.

mod arguments;
mod check;
mod domain;
mod error;
mod inspect;
mod migrate;
mod schema;
mod seed;
mod serve;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use sea_orm_migration::MigratorTrait;
use tokio::runtime;

use crate::config::{Settings, Sources};
use crate::logging;
use arguments::{Arguments, Command};
use error::CliError;

pub use domain::{Domain, NoMigrations, Progress, Report, Sample};

/// A query nests as deep as its limit allows, in debug builds too.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Does what the command line asks for, with the tables of `domain` and the migrations `M`.
///
/// A failure is one line on standard error and exit code 1; a command line that is not
/// understood ends with exit code 2. What `check` finds is its output, and ends with exit code 1 too.
pub fn run<M: MigratorTrait>(domain: &Domain) -> ExitCode {
    let arguments = Arguments::parse();
    match execute::<M>(domain, arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {}", error::chain(&error));
            ExitCode::FAILURE
        }
    }
}

fn execute<M: MigratorTrait>(domain: &Domain, arguments: Arguments) -> Result<ExitCode, CliError> {
    let settings = Settings::load(&Sources {
        flags: arguments.flags,
        variables: variables(),
        file: arguments.config,
    })?;
    logging::start(settings.effective_log_format(), &settings.log_level)?;
    let runtime = runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()
        .map_err(CliError::Runtime)?;
    runtime.block_on(async {
        match arguments.command.unwrap_or(Command::Serve) {
            Command::Serve => serve::run::<M>(domain, &settings).await?,
            Command::Migrate { action } => migrate::run::<M>(action, &settings).await?,
            Command::Seed { scale } => seed::run::<M>(domain, scale, &settings).await?,
            Command::Check { strict } => return check::run::<M>(domain, strict, &settings).await,
            Command::Inspect {
                out,
                replace,
                schemas,
            } => inspect::run(&out, replace, &schemas, &settings).await?,
            Command::Schema => schema::run(domain)?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The environment; what is not Unicode is no setting.
fn variables() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// Writes to standard output. A reader that has gone away, such as `head`, is no failure.
fn print(text: &str) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::Output(error)),
        _ => Ok(()),
    }
}
