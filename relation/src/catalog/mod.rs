//! Which models, fields and relations exist: built from SeaORM entities, checked once.
//!
//! Code after [`CatalogBuilder::build`] takes the checked types and never checks again.

mod choices;
mod declare;
mod hooks;
mod types;
mod validators;

mod accessors;
mod build;
mod entity;
mod fault;
mod keys;
mod kind;
mod links;
mod models;
mod problems;
mod variants;

pub use build::CatalogBuilder;
pub use choices::{Choices, ChoicesOf, Limit, LimitTest};
pub use declare::{
    Compute, Declaration, Declare, FieldDeclaration, ForeignKeyDeclaration, ManyToManyDeclaration,
    OnDelete,
};
pub use fault::{CatalogError, Fault};
pub use hooks::{Draft, Hooks};
pub use kind::{EnumId, IntWidth, Kind};
pub use problems::FieldProblem;
pub use types::{
    Accessor, AccessorId, Catalog, Computed, Digits, EnumValue, Enumeration, Field, FieldId,
    ForeignKey, ForeignKeyId, Link, Model, ModelId, Path,
};
pub use validators::{RowProblem, RowValidator, Validator, Values};
