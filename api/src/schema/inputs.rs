//! What the arguments `where` and `orderBy` and the field `aggregate` can name, as data: each
//! GraphQL name with what it stands for in the catalog.

use async_graphql::Name;
use indexmap::IndexMap;
use relation::catalog::{AccessorId, FieldId, ModelId};

/// The conditions on the rows of a model: `PostWhere`.
#[derive(Debug)]
pub(crate) struct WhereShape {
    pub(crate) type_name: Name,
    pub(crate) fields: IndexMap<String, WhereField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhereField {
    And,
    Or,
    Not,
    /// The global id.
    Id,
    /// The primary key.
    Pk,
    Column(FieldId),
    /// Conditions on the row at the other end of a to-one relation.
    ToOne(AccessorId),
    /// Whether there is no row at the other end of a to-one relation.
    IsMissing(AccessorId),
    /// Conditions on the rows at the other end of a to-many relation.
    ToMany(AccessorId),
}

/// The quantified conditions on a to-many relation (`CommentMany`, `TagsOfPostMany`) and the
/// orders by it.
#[derive(Debug)]
pub(crate) struct ManyShape {
    pub(crate) type_name: Name,
    /// `CommentManyOrder`.
    pub(crate) order_name: Name,
    pub(crate) target: ModelId,
    /// The model of the links, where their own data can be tested.
    pub(crate) through: Option<ModelId>,
}

/// By what the rows of a model can be ordered: `PostOrder`.
#[derive(Debug)]
pub(crate) struct OrderShape {
    pub(crate) type_name: Name,
    pub(crate) fields: IndexMap<String, OrderField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderField {
    /// The primary key, under the names `id` and `pk`.
    Pk,
    Column(FieldId),
    ToOne(AccessorId),
    ToMany(AccessorId),
}

/// The values that can be made of many rows of a model: `PostAggregate`.
#[derive(Debug)]
pub(crate) struct AggregateShape {
    pub(crate) type_name: Name,
    /// The fields that `min` and `max` take.
    pub(crate) comparable: IndexMap<String, FieldId>,
    /// The fields that `sum` and `avg` take.
    pub(crate) numeric: IndexMap<String, FieldId>,
}
