//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, value_parser};

use crate::config::Flags;

const EXAMPLES: &str = "\
Examples:
  relata                                     serve relata.db on 127.0.0.1:8000
  relata serve --listen 127.0.0.1:9000       serve on another port
  relata --database-url sqlite:shop.db seed  fill an empty database with sample data
  relata migrate status                      list the migrations and whether they are applied
  relata check                               compare the database with the catalog
  relata inspect --out shop                  write entities for the tables of a database
  relata schema > schema.graphql             write the schema to a file

Settings come from flags, then the environment (RELATA_*, DATABASE_URL), then relata.toml.";

const CHECK: &str = "\
Examples:
  relata check                              report on relata.db; exit code 1 when there are errors
  relata check --strict                     exit code 1 also when there are warnings
  relata --database-url sqlite:shop.db check

An error is a difference by which operations fail or rows get lost; a warning, one by which
something is slower or less safe than the catalog promises; a note, what the catalog could say.";

const INSPECT: &str = "\
Examples:
  relata --database-url sqlite:shop.db inspect --out shop               into a new folder
  relata --database-url sqlite:shop.db inspect --out entity --replace   in place of the sample domain
  relata --database-url postgres://localhost/shop inspect --out shop --schema stock

The rules of the relations are the database's own ON DELETE actions. A note tells what could not be
taken over. The database is not changed.";

/// Serves a relational database as GraphQL.
#[derive(Debug, Parser)]
#[command(name = "relata", version, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The configuration file.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "RELATA_CONFIG",
        hide_env = true
    )]
    #[arg(help = "The configuration file, instead of relata.toml [env: RELATA_CONFIG]")]
    pub(super) config: Option<PathBuf>,

    #[command(flatten)]
    pub(super) flags: Flags,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Migrate the database, then answer requests until stopped; the default
    Serve,
    /// Change the tables of the database
    Migrate {
        #[command(subcommand)]
        action: Action,
    },
    /// Fill an empty database with sample data
    Seed {
        /// How many times the usual amount
        #[arg(long, value_name = "N", default_value = "1", value_parser = value_parser!(u32).range(1..))]
        scale: u32,
    },
    /// Compare the tables of the database with what the catalog says of them
    #[command(after_help = CHECK)]
    Check {
        /// Fail on warnings too
        #[arg(long)]
        strict: bool,
    },
    /// Write entities for the tables that a database has
    #[command(after_help = INSPECT)]
    Inspect {
        /// The folder of the crate; its files go into `src` below it
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// Delete the .rs files that are in `src` now
        #[arg(long)]
        replace: bool,
        /// A schema of PostgreSQL beside those in the search path; can be given several times
        #[arg(long = "schema", value_name = "SCHEMA")]
        schemas: Vec<String>,
    },
    /// Print the schema in GraphQL's schema language
    Schema,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum Action {
    /// Apply migrations
    Up {
        /// How many; without it, all that are pending
        #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..))]
        steps: Option<u32>,
    },
    /// Take migrations back, the latest first; the tables they made go with their rows
    Down {
        /// How many
        #[arg(long, value_name = "N", default_value = "1", value_parser = value_parser!(u32).range(1..))]
        steps: u32,
        /// Drop tables with their rows also in production
        #[arg(long)]
        yes: bool,
    },
    /// List the migrations and whether they are applied
    Status,
    /// Drop every table with its rows, then apply all migrations
    Fresh {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
