//! Which models, fields and relations exist: built from SeaORM entities, checked once.

mod declare;
mod kind;

pub use declare::{
    Compute, Declaration, Declare, FieldDeclaration, ForeignKeyDeclaration, ManyToManyDeclaration,
    OnDelete,
};
pub use kind::{EnumId, IntWidth, Kind};
