//! The GraphQL schema, generated from a catalog.

mod scalar;

mod deletion;
mod describe;
mod facts;
mod lookups;
mod operators;

mod aggregates;
mod inputs;
mod shape;
mod writes;

mod build;
mod names;
mod resolve;
mod value;

use std::fmt;

use relation::catalog::Catalog;

use crate::own_field::RowsField;

pub(crate) use aggregates::{AggregateShape, avg_kind, sum_kind};
pub(crate) use build::{build, is_nullable};
pub(crate) use deletion::{BLOCKER, DEFAULT_SAMPLE, DELETED_ROWS, PLAN, STEP, UPDATED_ROWS};
pub(crate) use facts::{is_required, pk_kind};
pub(crate) use inputs::{OrderField, WhereField};
pub(crate) use names::is_built_in;
pub(crate) use shape::{ConnectionId, FieldKind, ObjectShape, RootKind, Shape};
pub(crate) use value::to_graphql;
pub(crate) use writes::{
    AT_MOST, InputField, InputKind, InputShape, ManagerVerb, MutationKind, PayloadField,
    PayloadShape, UniqueField, UniqueGroup, UniqueMember,
};

/// The API of a catalog and of a user's own fields.
///
/// # Errors
///
/// All names that GraphQL refuses and all that two things share.
pub(crate) fn shape(catalog: &Catalog, own_fields: &[RowsField]) -> Result<Shape, SchemaError> {
    let mut shape = Shape::new(catalog);
    names::check(catalog, &shape, own_fields)?;
    shape.add_own_fields(own_fields);
    Ok(shape)
}

/// Why no schema can be made of a catalog.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// Names that GraphQL refuses, or that two things share; each says how to mend it.
    Names(Vec<String>),
    /// What async-graphql reports.
    Build(#[from] async_graphql::dynamic::SchemaError),
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Names(faults) => {
                let n = faults.len();
                let noun = if n == 1 { "fault" } else { "faults" };
                write!(f, "the schema has {n} {noun}")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
            Self::Build(_) => f.write_str("cannot build the schema"),
        }
    }
}
