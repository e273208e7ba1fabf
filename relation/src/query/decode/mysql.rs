//! Values by MySQL's own types.

use sea_orm::{
    DbErr, Value,
    prelude::{ChronoDate, ChronoDateTime, ChronoTime, Decimal},
    sqlx::{self, Decode, MySql, Row as _, Type, TypeInfo, ValueRef, mysql::MySqlRow},
};

use crate::{catalog::Kind, value::normalize};

/// A value of a kind that MySQL has several types for: a function of a whole number is of a wider one.
pub(super) fn value(row: &MySqlRow, index: usize, kind: &Kind) -> Option<Result<Value, DbErr>> {
    match kind {
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => {
            Some(type_name(row, index).and_then(|name| whole(row, index, &name)))
        }
        _ => None,
    }
}

/// A value of any type that keys of an order have, as one of those that SQLite stores: whole numbers,
/// floating-point numbers, bytes and text.
pub(super) fn stored(row: &MySqlRow, index: usize) -> Result<Value, DbErr> {
    let name = type_name(row, index)?;
    match name.as_str() {
        "BOOLEAN" => {
            let is_true: Option<bool> = get(row, index)?;
            Ok(Value::BigInt(is_true.map(i64::from)))
        }
        "FLOAT" => {
            let number: Option<f32> = get(row, index)?;
            Ok(Value::Double(number.map(f64::from)))
        }
        "DOUBLE" => get(row, index).map(Value::Double),
        "DECIMAL" => words(row, index, Decimal::to_string),
        "DATE" => words(row, index, ChronoDate::to_string),
        "TIME" => words(row, index, ChronoTime::to_string),
        "DATETIME" | "TIMESTAMP" => words(row, index, |moment: &ChronoDateTime| {
            moment.format("%FT%T%.f").to_string()
        }),
        name if name.contains("INT") => Ok(match whole(row, index, name)? {
            Value::BigUnsigned(number) => Value::String(number.map(|number| number.to_string())),
            number => number,
        }),
        // The name does not tell bytes from text under a binary collation.
        _ => match get(row, index) {
            Ok(text) => Ok(Value::String(text)),
            Err(_) => get(row, index).map(Value::Bytes),
        },
    }
}

/// A value in the text that reads back as it.
fn words<T>(row: &MySqlRow, index: usize, text: impl Fn(&T) -> String) -> Result<Value, DbErr>
where
    T: for<'r> Decode<'r, MySql> + Type<MySql>,
{
    let value: Option<T> = get(row, index)?;
    Ok(Value::String(value.as_ref().map(text)))
}

/// A whole number of any size.
fn whole(row: &MySqlRow, index: usize, name: &str) -> Result<Value, DbErr> {
    if name.ends_with("UNSIGNED") {
        let number: Option<u64> = get(row, index)?;
        return Ok(normalize(number.into()));
    }
    get(row, index).map(Value::BigInt)
}

fn get<T>(row: &MySqlRow, index: usize) -> Result<Option<T>, DbErr>
where
    T: for<'r> Decode<'r, MySql> + Type<MySql>,
{
    row.try_get(index).map_err(|error| unread(&error))
}

fn type_name(row: &MySqlRow, index: usize) -> Result<String, DbErr> {
    let raw = row.try_get_raw(index).map_err(|error| unread(&error))?;
    Ok(raw.type_info().name().to_owned())
}

fn unread(error: &sqlx::Error) -> DbErr {
    DbErr::Type(error.to_string())
}
