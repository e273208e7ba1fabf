//! The place of a row in an order as databases with types compare it.
//!
//! The keys of a place are whole numbers, floating-point numbers, text and bytes on every database,
//! which is all that SQLite stores. What others have other types for is read from them here:
//! booleans from 0 and 1, UUIDs from bytes, decimals, dates and times from text.

use sea_orm::{
    Value,
    prelude::{ChronoDate, ChronoDateTime, ChronoDateTimeUtc, ChronoTime, Decimal, Uuid},
    sea_query::{Expr, Keyword},
};

use super::{Dialect, dialect::without_zone};
use crate::{catalog::Kind, value::is_null};

/// A key of a place as one of its kind. One that is of another kind, which no row has, stands at
/// the place of NULL.
pub(super) fn key(dialect: Dialect, kind: &Kind, value: &Value) -> Value {
    match dialect {
        Dialect::Sqlite => value.clone(),
        Dialect::Postgres => {
            let key = of_kind(kind, value).map(without_nul);
            key.unwrap_or(Value::String(None))
        }
        Dialect::MySql => of_kind(kind, value).unwrap_or(Value::String(None)),
    }
}

/// A key to compare with. PostgreSQL takes a NULL of no type alone for every column.
pub(super) fn bound(dialect: Dialect, key: &Value) -> Expr {
    match dialect {
        Dialect::Postgres if is_null(key) => Expr::Keyword(Keyword::Null),
        Dialect::Postgres | Dialect::Sqlite => Expr::val(key.clone()),
        Dialect::MySql => Expr::val(without_zone(key.clone())),
    }
}

fn of_kind(kind: &Kind, value: &Value) -> Option<Value> {
    Some(match (kind, value) {
        (Kind::Bool, Value::BigInt(number)) => Value::Bool(number.map(|number| number != 0)),
        (
            Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned,
            Value::BigInt(number),
        ) => Value::BigInt(*number),
        (Kind::Float | Kind::Double, Value::Double(number)) => Value::Double(*number),
        (Kind::Decimal, Value::BigInt(number)) => number.map(Decimal::from).into(),
        (Kind::Decimal, Value::Double(Some(number))) => {
            number.to_string().parse::<Decimal>().ok()?.into()
        }
        (Kind::Decimal, Value::String(Some(text))) => text.parse::<Decimal>().ok()?.into(),
        (Kind::BigUnsigned, Value::String(Some(text))) => text.parse::<u64>().ok()?.into(),
        (Kind::Text, Value::String(text)) => Value::String(text.clone()),
        (Kind::Bytes, Value::Bytes(bytes)) => Value::Bytes(bytes.clone()),
        (Kind::Uuid, Value::Bytes(Some(bytes))) => Uuid::from_slice(bytes).ok()?.into(),
        (Kind::Date, Value::String(Some(text))) => text.parse::<ChronoDate>().ok()?.into(),
        (Kind::Time, Value::String(Some(text))) => text.parse::<ChronoTime>().ok()?.into(),
        (Kind::DateTime, Value::String(Some(text))) => text.parse::<ChronoDateTime>().ok()?.into(),
        (Kind::Timestamp, Value::String(Some(text))) => {
            // MySQL does not tell it from one without a zone.
            let moment = text.parse::<ChronoDateTimeUtc>();
            let moment =
                moment.or_else(|_| text.parse().map(|naive: ChronoDateTime| naive.and_utc()));
            moment.ok()?.into()
        }
        _ => return None,
    })
}

/// PostgreSQL's text has no NUL: the place is where the text before it stands.
fn without_nul(key: Value) -> Value {
    match key {
        Value::String(Some(text)) => text.split('\0').next().unwrap_or_default().into(),
        key => key,
    }
}
