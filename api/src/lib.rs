//! GraphQL over HTTP for any catalog of `relation`.

mod cursor;
mod database;
mod engine;
mod error;
mod execute;
mod expansion;
mod id;
mod inflection;
mod own_field;
mod plan;
mod schema;

pub use database::Database;
pub use engine::{Engine, EngineBuilder, Limits, RequestContext};
pub use error::Code;
pub use own_field::{Call, FieldError, RowsField};
pub use schema::SchemaError;
