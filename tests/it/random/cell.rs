//! One value of a row, in a form that does not depend on the database.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use relation::catalog::{Catalog, IntWidth, Kind};
use sea_orm::{
    DbErr, QueryResult, TryGetable, Value,
    prelude::{Decimal, Json, Uuid},
    sea_query::Expr,
};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Bool(bool),
    Whole(i64),
    Float(f64),
    Decimal(Decimal),
    Text(String),
    Bytes(Vec<u8>),
    Date(NaiveDate),
    Time(NaiveTime),
    /// A date and time, or a point in time in UTC.
    Moment(NaiveDateTime),
    Uuid(Uuid),
    /// Which one does not matter.
    Document,
}

impl Cell {
    pub(super) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// How two values stand to each other; none where one is NULL.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        Some(match (self, other) {
            (Self::Null, _) | (_, Self::Null) => return None,
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Whole(a), Self::Whole(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b)?,
            (Self::Decimal(a), Self::Decimal(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            (Self::Moment(a), Self::Moment(b)) => a.cmp(b),
            (Self::Uuid(a), Self::Uuid(b)) => a.as_bytes().cmp(b.as_bytes()),
            _ => panic!("{self:?} does not compare with {other:?}"),
        })
    }

    /// Reads a column.
    pub(super) fn read(row: &QueryResult, index: usize, kind: &Kind) -> Self {
        match kind {
            Kind::Bool => get(row, index, Self::Bool),
            Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => {
                whole(row, index)
            }
            Kind::Float => get(row, index, |v: f32| Self::Float(v.into())),
            Kind::Double => get(row, index, Self::Float),
            // SQLite stores a decimal without a fraction as a whole number.
            Kind::Decimal => match row.try_get_by_index::<Option<i64>>(index) {
                Ok(whole) => whole.map_or(Self::Null, |v| Self::Decimal(v.into())),
                Err(_) => get(row, index, |v: Decimal| Self::Decimal(v.normalize())),
            },
            Kind::Text => get(row, index, Self::Text),
            Kind::Bytes => get(row, index, Self::Bytes),
            Kind::Date => get(row, index, Self::Date),
            Kind::Time => get(row, index, Self::Time),
            Kind::DateTime => get(row, index, Self::Moment),
            Kind::Timestamp => get(row, index, |v: DateTime<Utc>| Self::Moment(v.naive_utc())),
            Kind::Uuid => get(row, index, Self::Uuid),
            Kind::Json => get(row, index, |_: Json| Self::Document),
            Kind::Enum(_) | Kind::Array(_) => panic!("no column of SQLite holds {}", kind.name()),
        }
    }

    /// The value as it is bound for a column of this kind.
    pub(super) fn bound(&self, kind: &Kind) -> Expr {
        let value: Value = match (self, kind) {
            (Self::Null, _) => return Expr::null(),
            (Self::Bool(v), _) => (*v).into(),
            (Self::Whole(v), _) => (*v).into(),
            (Self::Float(v), Kind::Float) => narrow(*v).into(),
            (Self::Float(v), _) => (*v).into(),
            (Self::Decimal(v), _) => (*v).into(),
            (Self::Text(v), _) => v.clone().into(),
            (Self::Bytes(v), _) => v.clone().into(),
            (Self::Date(v), _) => (*v).into(),
            (Self::Time(v), _) => (*v).into(),
            (Self::Moment(v), Kind::Timestamp) => v.and_utc().into(),
            (Self::Moment(v), _) => (*v).into(),
            (Self::Uuid(v), _) => (*v).into(),
            (Self::Document, _) => serde_json::json!({"a": [1, null]}).into(),
        };
        Expr::val(value)
    }
}

fn get<T: TryGetable>(row: &QueryResult, index: usize, cell: impl Fn(T) -> Cell) -> Cell {
    let value: Option<T> = row.try_get_by_index(index).expect("a value of its kind");
    value.map_or(Cell::Null, cell)
}

/// A whole number, which servers read only in the width of its column, and MySQL with its sign or without.
fn whole(row: &QueryResult, index: usize) -> Cell {
    let number = row
        .try_get_by_index::<Option<i64>>(index)
        .or_else(|_| Ok(row.try_get_by_index::<Option<i32>>(index)?.map(i64::from)))
        .or_else(|_: DbErr| Ok(row.try_get_by_index::<Option<i16>>(index)?.map(i64::from)))
        .or_else(|_: DbErr| {
            let number: Option<u64> = row.try_get_by_index(index)?;
            Ok(number.map(|number| i64::try_from(number).expect("a number that rows hold")))
        });
    let number: Result<Option<i64>, DbErr> = number;
    let number = number.expect("a whole number");
    number.map_or(Cell::Null, Cell::Whole)
}

/// The nearest number of 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "the nearest is wanted")]
pub(super) fn narrow(value: f64) -> f32 {
    value as f32
}

/// The kind that the database stores: for an enum that of its values.
pub(super) fn stored<'a>(catalog: &'a Catalog, kind: &'a Kind) -> &'a Kind {
    match kind {
        Kind::Enum(id) => &catalog.enums()[id.index()].stored,
        other => other,
    }
}

/// The stored value of an enum.
pub(super) fn enum_cell(value: &Value) -> Cell {
    match value {
        Value::String(Some(text)) => Cell::Text(text.clone()),
        Value::BigInt(Some(number)) => Cell::Whole(*number),
        other => panic!("no enum stores {other:?}"),
    }
}

/// The least and the greatest number that a column of this kind holds on every database.
pub(super) fn bounds(kind: &Kind) -> (i64, i64) {
    match kind {
        Kind::Int(IntWidth::W8) => (i8::MIN.into(), i8::MAX.into()),
        Kind::Int(IntWidth::W16) => (i16::MIN.into(), i16::MAX.into()),
        Kind::Int(IntWidth::W32) => (i32::MIN.into(), i32::MAX.into()),
        Kind::Unsigned(IntWidth::W8) => (0, u8::MAX.into()),
        Kind::Unsigned(IntWidth::W16) => (0, u16::MAX.into()),
        Kind::Unsigned(IntWidth::W32) => (0, u32::MAX.into()),
        Kind::BigUnsigned => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    }
}
