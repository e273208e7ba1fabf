//! The lookups of values: which conditions a kind of value can be held against.

use relation::catalog::{EnumId, Kind, Model};

use super::scalar;
use crate::inflection;

/// The conditions on values of a kind: `StringLookup`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    Id,
    Boolean,
    Int,
    BigInt,
    Float,
    Decimal,
    Uuid,
    Text,
    Bytes,
    Date,
    Time,
    LocalDateTime,
    DateTime,
    Json,
    List,
    Enum(EnumId),
}

/// The lookups that do not depend on the catalog, with what their types are named after.
const PLAIN: [(Lookup, &str); 15] = [
    (Lookup::Id, "ID"),
    (Lookup::Boolean, "Boolean"),
    (Lookup::Int, "Int"),
    (Lookup::BigInt, "BigInt"),
    (Lookup::Float, "Float"),
    (Lookup::Decimal, "Decimal"),
    (Lookup::Uuid, "UUID"),
    (Lookup::Text, "String"),
    (Lookup::Bytes, "Bytes"),
    (Lookup::Date, "Date"),
    (Lookup::Time, "Time"),
    (Lookup::LocalDateTime, "LocalDateTime"),
    (Lookup::DateTime, "DateTime"),
    (Lookup::Json, "JSON"),
    (Lookup::List, "List"),
];

impl Lookup {
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Enum(id) => return Self::Enum(*id),
            Kind::Array(_) => return Self::List,
            _ => {}
        }
        let scalar = scalar::type_name(kind, |_| String::new());
        let plain = PLAIN.iter().find(|(_, stem)| *stem == scalar);
        plain.expect("each scalar has a lookup").0
    }

    /// The lookup of `pk`. A key of several fields is one text, as in the id.
    pub(super) fn of_pk(model: &Model) -> Self {
        match model.primary_key[..] {
            [only] => Self::of(&model[only].kind),
            _ => Self::Id,
        }
    }

    /// The names of the types of all lookups but those of enums.
    pub(super) fn plain_names() -> impl Iterator<Item = String> {
        PLAIN.iter().map(|(_, stem)| inflection::lookup_type(stem))
    }

    pub(super) fn type_name(self, enum_name: impl Fn(EnumId) -> String) -> String {
        inflection::lookup_type(&self.stem(enum_name))
    }

    /// The type of the values; none where they are not compared.
    pub(super) fn value_type(self, enum_name: impl Fn(EnumId) -> String) -> Option<String> {
        let is_compared = !matches!(self, Self::Json | Self::List);
        is_compared.then(|| self.stem(enum_name))
    }

    /// The lookups of its own operators: of dates, times and numbers taken of a value.
    pub(super) fn inner(self) -> &'static [Lookup] {
        match self {
            Self::Date | Self::Time => &[Self::Int],
            Self::LocalDateTime | Self::DateTime => &[Self::Date, Self::Time, Self::Int],
            _ => &[],
        }
    }

    fn stem(self, enum_name: impl Fn(EnumId) -> String) -> String {
        match self {
            Self::Enum(id) => enum_name(id),
            plain => {
                let known = PLAIN.iter().find(|(lookup, _)| *lookup == plain);
                known.expect("all but enums are plain").1.to_owned()
            }
        }
    }
}
