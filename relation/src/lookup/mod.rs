//! Conditions on the rows of a model, checked against the catalog by their types.

use sea_orm::Value;

use crate::catalog::FieldId;

/// A condition on one row of a model.
///
/// It is two-valued, as Django's `exclude` is: [`Not`](Self::Not) keeps the rows for which
/// the inner condition is unknown because a value is NULL.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// Every one of the conditions holds; true for none.
    All(Vec<Predicate>),
    /// At least one of the conditions holds; false for none.
    Any(Vec<Predicate>),
    /// The condition does not hold.
    Not(Box<Predicate>),
    /// The field's value compares with a value; unknown where the field is NULL.
    Compare {
        /// The field.
        field: FieldId,
        /// How the field's value stands to `value`.
        comparison: Comparison,
        /// What it is compared with.
        value: Value,
    },
    /// The field is NULL.
    IsNull(FieldId),
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// The field's value is less.
    Less,
    /// The field's value is less or equal.
    LessOrEqual,
    /// The field's value is greater.
    Greater,
    /// The field's value is greater or equal.
    GreaterOrEqual,
}
