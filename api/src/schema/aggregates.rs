//! What the field `aggregate` of a list can name, as data.

use async_graphql::Name;
use indexmap::IndexMap;
use relation::catalog::{FieldId, Kind, Model};

use crate::inflection;

/// The values that can be made of many rows of a model: `PostAggregate`.
#[derive(Debug)]
pub(crate) struct AggregateShape {
    pub(crate) type_name: Name,
    /// The fields that `min` and `max` take.
    pub(crate) comparable: IndexMap<String, FieldId>,
    /// The fields that `sum` and `avg` take.
    pub(crate) numeric: IndexMap<String, FieldId>,
    /// The types of `min`, `max`, `sum` and `avg`.
    pub(crate) min_name: Name,
    pub(crate) max_name: Name,
    pub(crate) sum_name: Name,
    pub(crate) avg_name: Name,
}

impl AggregateShape {
    pub(super) fn new(model: &Model) -> Self {
        let fields_of = |takes: fn(&Kind) -> bool| {
            model
                .shown_fields()
                .filter(|(_, field)| takes(&field.kind))
                .map(|(id, field)| (inflection::field(&field.name), id))
                .collect()
        };
        let function_name = |name| Name::new(inflection::function_type(&model.name, name));
        Self {
            type_name: Name::new(inflection::aggregate_type(&model.name)),
            comparable: fields_of(is_comparable),
            numeric: fields_of(is_numeric),
            min_name: function_name("min"),
            max_name: function_name("max"),
            sum_name: function_name("sum"),
            avg_name: function_name("avg"),
        }
    }
}

/// The kind of a sum of values of `kind`, in which a sum of many has its place.
pub(crate) fn sum_kind(kind: &Kind) -> Kind {
    match kind {
        Kind::Int(_) | Kind::Unsigned(_) => Kind::BigInt,
        Kind::Float | Kind::Double => Kind::Double,
        _ => Kind::Decimal,
    }
}

/// The kind of a mean of values of `kind`.
pub(crate) fn avg_kind(kind: &Kind) -> Kind {
    match kind {
        Kind::Decimal => Kind::Decimal,
        _ => Kind::Double,
    }
}

fn is_numeric(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Int(_)
            | Kind::BigInt
            | Kind::Unsigned(_)
            | Kind::BigUnsigned
            | Kind::Float
            | Kind::Double
            | Kind::Decimal
    )
}

fn is_comparable(kind: &Kind) -> bool {
    is_numeric(kind)
        || matches!(
            kind,
            Kind::Text | Kind::Date | Kind::Time | Kind::DateTime | Kind::Timestamp
        )
}
