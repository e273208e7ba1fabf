//! Settings that have a flag; every other has its variable and its key in `relata.toml`.

use std::net::SocketAddr;

use clap::Args;
use serde::Serialize;

use super::{LogFormat, Mode, parse_listen};

/// What the command line says about settings; absent is silent.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub struct Flags {
    /// The database.
    #[arg(long, global = true, value_name = "URL")]
    #[arg(
        help = "The database, for example sqlite:relata.db or postgres://ada@localhost/relata [env: RELATA_DATABASE_URL, DATABASE_URL]"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,

    /// Where to listen.
    #[arg(long, global = true, value_name = "ADDR", value_parser = parse_listen)]
    #[arg(help = "Where to listen, for example 127.0.0.1:8000 [env: RELATA_LISTEN]")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,

    /// For whom the service runs.
    #[arg(long, global = true, value_enum)]
    #[arg(help = "For whom the service runs [env: RELATA_MODE]")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,

    /// How log lines look.
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    #[arg(help = "How log lines look [env: RELATA_LOG_FORMAT]")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,

    /// What is logged.
    #[arg(long, global = true, value_name = "LEVEL")]
    #[arg(help = "What is logged, for example debug or info,relata=debug [env: RELATA_LOG_LEVEL]")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_level: Option<String>,
}
