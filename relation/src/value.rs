//! Values of rows in one form for all databases, and keys made of them.

use std::cmp::Ordering;

use sea_orm::{
    Value,
    prelude::{ChronoDate, ChronoDateTimeUtc, ChronoTime, TimeDate, TimeTime},
};

/// Brings a value into the form in which rows hold it: every signed integer and every
/// unsigned one that fits is a [`Value::BigInt`], decimals have no zeros at their end, characters and enum
/// values are text, points in time are in UTC, dates and times are those of `chrono`.
///
/// Two columns that hold the same key in different widths then compare equal.
pub fn normalize(value: Value) -> Value {
    let big = |number: Option<i64>| Value::BigInt(number);
    match value {
        Value::TinyInt(v) => big(v.map(i64::from)),
        Value::SmallInt(v) => big(v.map(i64::from)),
        Value::Int(v) => big(v.map(i64::from)),
        Value::TinyUnsigned(v) => big(v.map(i64::from)),
        Value::SmallUnsigned(v) => big(v.map(i64::from)),
        Value::Unsigned(v) => big(v.map(i64::from)),
        Value::BigUnsigned(Some(v)) => match i64::try_from(v) {
            Ok(v) => big(Some(v)),
            Err(_) => Value::BigUnsigned(Some(v)),
        },
        Value::BigUnsigned(None) => big(None),
        Value::Decimal(v) => Value::Decimal(v.map(|v| v.normalize())),
        Value::ChronoDateTimeWithTimeZone(v) => Value::ChronoDateTimeUtc(v.map(|v| v.to_utc())),
        Value::ChronoDateTimeLocal(v) => Value::ChronoDateTimeUtc(v.map(|v| v.to_utc())),
        Value::TimeDate(v) => Value::ChronoDate(v.map(date)),
        Value::TimeTime(v) => Value::ChronoTime(v.map(time)),
        Value::TimeDateTime(v) => {
            Value::ChronoDateTime(v.map(|v| date(v.date()).and_time(time(v.time()))))
        }
        Value::TimeDateTimeWithTimeZone(v) => {
            Value::ChronoDateTimeUtc(v.map(|v| instant(v.unix_timestamp(), v.nanosecond())))
        }
        Value::Char(v) => Value::String(v.map(String::from)),
        Value::Enum(sea_orm::sea_query::OptionEnum::Some(v)) => {
            Value::String(Some(v.value.into_owned()))
        }
        Value::Enum(sea_orm::sea_query::OptionEnum::None(_)) => Value::String(None),
        other => other,
    }
}

fn date(date: TimeDate) -> ChronoDate {
    ChronoDate::from_yo_opt(date.year(), date.ordinal().into())
        .expect("`chrono` has every year that `time` has")
}

fn time(time: TimeTime) -> ChronoTime {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    ChronoTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
        .expect("a time of day")
}

fn instant(second: i64, nanosecond: u32) -> ChronoDateTimeUtc {
    ChronoDateTimeUtc::from_timestamp(second, nanosecond)
        .expect("`chrono` has every year that `time` has")
}

/// Stands in a row for a stored value that is none of its column's type; SQLite stores any value
/// in any column. Normalized values are never characters.
pub const UNREADABLE: Value = Value::Char(None);

/// Whether the value is NULL.
pub fn is_null(value: &Value) -> bool {
    match value {
        Value::BigInt(v) => v.is_none(),
        Value::String(v) => v.is_none(),
        Value::Char(_) => false,
        other => *other == other.as_null(),
    }
}

/// The values that identify a row, in the order of the key's fields. None of them is NULL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A key of one field.
    One(Value),
    /// A key of several fields.
    Many(Box<[Value]>),
}

impl Key {
    /// Makes a key of normalized values; none if one of them is NULL.
    pub fn new<'a>(mut values: impl ExactSizeIterator<Item = &'a Value>) -> Option<Self> {
        if values.len() == 1 {
            let value = values.next()?;
            return (!is_null(value)).then(|| Self::One(value.clone()));
        }
        let values: Box<[Value]> = values
            .map(|value| (!is_null(value)).then(|| value.clone()))
            .collect::<Option<_>>()?;
        Some(Self::Many(values))
    }

    /// The key with its values [normalized](normalize); none if one of them is NULL.
    pub fn normalized(&self) -> Option<Self> {
        let values: Vec<Value> = self.values().iter().cloned().map(normalize).collect();
        Self::new(values.iter())
    }

    /// Which of two normalized keys comes first in a list, as far as their values have an order.
    pub fn order(&self, other: &Self) -> Ordering {
        let values = self.values().iter().zip(other.values());
        let mut orders = values.map(|(value, other)| order(value, other));
        let first = orders.find(|order| order.is_ne());
        first.unwrap_or(Ordering::Equal)
    }

    /// The values, in the order of the key's fields.
    pub fn values(&self) -> &[Value] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

fn order(value: &Value, other: &Value) -> Ordering {
    match (value, other) {
        (Value::BigInt(a), Value::BigInt(b)) => a.cmp(b),
        (Value::BigUnsigned(a), Value::BigUnsigned(b)) => a.cmp(b),
        // Of the two only what exceeds every signed number stays unsigned.
        (Value::BigInt(_), Value::BigUnsigned(_)) => Ordering::Less,
        (Value::BigUnsigned(_), Value::BigInt(_)) => Ordering::Greater,
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::Decimal(a), Value::Decimal(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        (Value::Uuid(a), Value::Uuid(b)) => a.cmp(b),
        (Value::ChronoDate(a), Value::ChronoDate(b)) => a.cmp(b),
        (Value::ChronoTime(a), Value::ChronoTime(b)) => a.cmp(b),
        (Value::ChronoDateTime(a), Value::ChronoDateTime(b)) => a.cmp(b),
        (Value::ChronoDateTimeUtc(a), Value::ChronoDateTimeUtc(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
