//! Which models, fields and relations exist: built from SeaORM entities, checked once.
//!
//! Code after [`CatalogBuilder::build`] takes the checked types and never checks again.

mod declare;
mod types;

mod accessors;
mod build;
mod entity;
mod fault;
mod keys;
mod kind;
mod links;
mod models;

pub use build::CatalogBuilder;
pub use declare::{
    Compute, Declaration, Declare, FieldDeclaration, ForeignKeyDeclaration, ManyToManyDeclaration,
    OnDelete,
};
pub use fault::{CatalogError, Fault};
pub use kind::{EnumId, IntWidth, Kind};
pub use types::{
    Accessor, AccessorId, Catalog, Computed, EnumValue, Enumeration, Field, FieldId, ForeignKey,
    ForeignKeyId, Link, Model, ModelId, Path,
};
