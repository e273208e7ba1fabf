//! GraphQL over HTTP for any catalog of `relation`, and the command line that serves it.
//!
//! The library names no table; the binary hands it a [`cli::Domain`].
#![warn(missing_docs)]

pub mod cli;
pub mod config;
mod cursor;
mod database;
mod engine;
mod error;
mod execute;
mod expansion;
pub mod http;
mod id;
mod inflection;
pub mod inspect;
mod introspection;
mod limits;
mod logging;
mod own_field;
mod plan;
mod schema;
mod shutdown;
mod variables;

pub use database::{Database, DatabaseError, DatabaseOptions, FileFault, ServerFault};
pub use engine::{BeforeStatement, Engine, EngineBuilder, OnCommit, RequestContext};
pub use error::Code;
pub use limits::Limits;
pub use own_field::{Call, FieldError, RowsField};
pub use schema::SchemaError;
pub use shutdown::{Shutdown, Trigger};
