//! GraphQL over HTTP for any catalog of `relation`.

mod cursor;
mod database;
mod engine;
mod error;
mod execute;
mod id;
mod inflection;
mod plan;
mod schema;

pub use database::Database;
pub use engine::{Engine, Limits, RequestContext};
pub use error::Code;
pub use schema::SchemaError;
