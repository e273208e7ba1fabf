//! What kind of value a column holds, read from SeaORM's column type.

use sea_orm::{ColumnType, Value};

use super::Catalog;
use crate::value::normalize;

/// The kind of value that a field holds, independent of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Bool,
    /// A signed integer of 8, 16 or 32 bits.
    Int(IntWidth),
    /// A signed integer of 64 bits.
    BigInt,
    /// An unsigned integer of 8, 16 or 32 bits.
    Unsigned(IntWidth),
    /// An unsigned integer of 64 bits.
    BigUnsigned,
    /// A floating-point number of 32 bits.
    Float,
    /// A floating-point number of 64 bits.
    Double,
    /// An exact decimal number.
    Decimal,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// A date and time of day, without a zone.
    DateTime,
    /// A point in time.
    Timestamp,
    /// A UUID.
    Uuid,
    /// A JSON document.
    Json,
    /// One of the values of an enum.
    Enum(EnumId),
    /// A list of values; PostgreSQL only.
    Array(Box<Kind>),
}

/// The width of an integer that is not 64 bits wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntWidth {
    /// 8 bits.
    W8,
    /// 16 bits.
    W16,
    /// 32 bits.
    W32,
}

/// An enum's place in its catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumId(pub(super) u32);

/// What a column type tells about its values.
pub(super) enum Inferred {
    Kind(Kind),
    /// An enum of the database, with its name and its stored values.
    Enum(String, Vec<String>),
    EnumArray(String, Vec<String>),
    /// Not served; the name of the type.
    Unknown(String),
}

pub(super) fn infer(column_type: &ColumnType) -> Inferred {
    use ColumnType as T;
    Inferred::Kind(match column_type {
        T::Boolean => Kind::Bool,
        T::TinyInteger => Kind::Int(IntWidth::W8),
        T::SmallInteger | T::Year => Kind::Int(IntWidth::W16),
        T::Integer => Kind::Int(IntWidth::W32),
        T::BigInteger => Kind::BigInt,
        T::TinyUnsigned => Kind::Unsigned(IntWidth::W8),
        T::SmallUnsigned => Kind::Unsigned(IntWidth::W16),
        T::Unsigned => Kind::Unsigned(IntWidth::W32),
        T::BigUnsigned => Kind::BigUnsigned,
        T::Float => Kind::Float,
        T::Double => Kind::Double,
        T::Decimal(_) => Kind::Decimal,
        T::Char(_) | T::String(_) | T::Text => Kind::Text,
        T::Blob | T::Binary(_) | T::VarBinary(_) => Kind::Bytes,
        T::Date => Kind::Date,
        T::Time => Kind::Time,
        T::DateTime | T::Timestamp => Kind::DateTime,
        T::TimestampWithTimeZone => Kind::Timestamp,
        T::Uuid => Kind::Uuid,
        T::Json | T::JsonBinary => Kind::Json,
        T::Custom(name) if is_text(&name.to_string()) => Kind::Text,
        T::Enum { name, variants } => {
            return Inferred::Enum(
                name.to_string(),
                variants.iter().map(ToString::to_string).collect(),
            );
        }
        T::Array(element) => {
            return match infer(element) {
                Inferred::Kind(Kind::Array(_)) | Inferred::EnumArray(..) => {
                    Inferred::Unknown("array of arrays".to_owned())
                }
                Inferred::Kind(kind @ (Kind::Bytes | Kind::Unsigned(_) | Kind::BigUnsigned)) => {
                    Inferred::Unknown(format!("array, each {}", kind.name()))
                }
                Inferred::Kind(kind) => Inferred::Kind(Kind::Array(Box::new(kind))),
                Inferred::Enum(name, values) => Inferred::EnumArray(name, values),
                Inferred::Unknown(name) => Inferred::Unknown(format!("array of {name}")),
            };
        }
        T::Custom(name) => return Inferred::Unknown(name.to_string()),
        other => return Inferred::Unknown(format!("{other:?}")),
    })
}

/// Whether SeaORM reads columns of this type as text: `citext` of PostgreSQL, and the names that
/// its code generator does not know as types of SQLite.
fn is_text(name: &str) -> bool {
    let names = ["citext", "date", "datetime", "time", "timestamp"];
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

impl Kind {
    /// The kind in words, for messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Bool => "a boolean",
            Self::Int(_) | Self::BigInt | Self::Unsigned(_) | Self::BigUnsigned => "a whole number",
            Self::Float | Self::Double => "a floating-point number",
            Self::Decimal => "a decimal number",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::DateTime => "a date and time",
            Self::Timestamp => "a point in time",
            Self::Uuid => "a UUID",
            Self::Json => "a JSON document",
            Self::Enum(_) => "an enum",
            Self::Array(_) => "a list",
        }
    }

    pub(super) fn is_whole_number(&self) -> bool {
        matches!(
            self,
            Self::Int(_) | Self::BigInt | Self::Unsigned(_) | Self::BigUnsigned
        )
    }

    /// Whether values of this kind can identify a row.
    pub(super) fn can_be_key(&self) -> bool {
        !matches!(
            self,
            Self::Float | Self::Double | Self::Decimal | Self::Json | Self::Array(_)
        )
    }
}

impl Catalog {
    /// Whether a foreign key of the kind `from` can refer to a column of the kind `to`.
    pub(super) fn can_refer(&self, from: &Kind, to: &Kind) -> bool {
        self.stored_kind(from).name() == self.stored_kind(to).name()
    }

    /// Whether a column of this kind can hold the value.
    pub(super) fn takes(&self, kind: &Kind, value: &Value) -> bool {
        matches!(
            (self.stored_kind(kind), normalize(value.clone())),
            (Kind::Bool, Value::Bool(_))
                | (
                    Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned,
                    Value::BigInt(_) | Value::BigUnsigned(_)
                )
                | (
                    Kind::Float | Kind::Double,
                    Value::Float(_) | Value::Double(_)
                )
                | (Kind::Decimal, Value::Decimal(_))
                | (Kind::Text, Value::String(_))
                | (Kind::Bytes, Value::Bytes(_))
                | (Kind::Date, Value::ChronoDate(_) | Value::TimeDate(_))
                | (Kind::Time, Value::ChronoTime(_) | Value::TimeTime(_))
                | (
                    Kind::DateTime,
                    Value::ChronoDateTime(_) | Value::TimeDateTime(_)
                )
                | (
                    Kind::Timestamp,
                    Value::ChronoDateTimeUtc(_) | Value::TimeDateTimeWithTimeZone(_)
                )
                | (Kind::Uuid, Value::Uuid(_))
                | (Kind::Json, Value::Json(_))
        )
    }

    /// The kind that the database stores: for an enum that of its values.
    pub(crate) fn stored_kind<'a>(&'a self, kind: &'a Kind) -> &'a Kind {
        match kind {
            Kind::Enum(id) => &self[*id].stored,
            other => other,
        }
    }
}
