//! Values by PostgreSQL's own types.

use sea_orm::{
    DbErr, Value,
    prelude::{ChronoDate, ChronoDateTime, ChronoDateTimeUtc, ChronoTime, Decimal, Uuid},
    sqlx::{
        self, Decode, Postgres, Row as _, Type, TypeInfo, ValueRef,
        postgres::{PgRow, PgTypeKind},
    },
};

use crate::catalog::Kind;

/// A value of a kind that PostgreSQL has no type of its own for, or several.
pub(super) fn value(row: &PgRow, index: usize, kind: &Kind) -> Option<Result<Value, DbErr>> {
    let value = match kind {
        // There are types of 16, 32 and 64 bits, and none without a sign.
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => whole(row, index),
        Kind::Text | Kind::Enum(_) => text(row, index),
        _ => return None,
    };
    Some(value)
}

/// A value of any type that keys of an order have, as one of those that SQLite stores: whole numbers,
/// floating-point numbers, bytes and text.
pub(super) fn stored(row: &PgRow, index: usize) -> Result<Value, DbErr> {
    let name = type_name(row, index)?;
    match name.as_str() {
        "INT2" | "INT4" | "INT8" => whole(row, index),
        "BOOL" => {
            let is_true: Option<bool> = get(row, index)?;
            Ok(Value::BigInt(is_true.map(i64::from)))
        }
        "FLOAT4" => {
            let number: Option<f32> = get(row, index)?;
            Ok(Value::Double(number.map(f64::from)))
        }
        "FLOAT8" => get(row, index).map(Value::Double),
        "BYTEA" => get(row, index).map(Value::Bytes),
        "UUID" => {
            let uuid: Option<Uuid> = get(row, index)?;
            Ok(Value::Bytes(uuid.map(|uuid| uuid.as_bytes().to_vec())))
        }
        "NUMERIC" => get(row, index).map(decimal),
        "DATE" => words(row, index, ChronoDate::to_string),
        "TIME" => words(row, index, ChronoTime::to_string),
        "TIMESTAMP" => words(row, index, |moment: &ChronoDateTime| {
            moment.format("%FT%T%.f").to_string()
        }),
        "TIMESTAMPTZ" => words(row, index, ChronoDateTimeUtc::to_rfc3339),
        _ => text(row, index),
    }
}

/// A decimal as SQLite stores it, as long as nothing of it is lost, else as text.
fn decimal(value: Option<Decimal>) -> Value {
    let Some(value) = value else {
        return Value::String(None);
    };
    let value = value.normalize();
    if let (0, Ok(whole)) = (value.scale(), i64::try_from(value.mantissa())) {
        return Value::BigInt(Some(whole));
    }
    let text = value.to_string();
    match text.parse::<f64>() {
        Ok(number) if number.to_string() == text => Value::Double(Some(number)),
        _ => Value::String(Some(text)),
    }
}

/// A value in the text that reads back as it.
fn words<T>(row: &PgRow, index: usize, text: impl Fn(&T) -> String) -> Result<Value, DbErr>
where
    T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
{
    let value: Option<T> = get(row, index)?;
    Ok(Value::String(value.as_ref().map(text)))
}

/// A whole number of any size.
fn whole(row: &PgRow, index: usize) -> Result<Value, DbErr> {
    match type_name(row, index)?.as_str() {
        "INT2" | "INT4" | "INT8" => {
            let number = row
                .try_get_unchecked(index)
                .map_err(|error| unread(&error))?;
            Ok(Value::BigInt(number))
        }
        name => Err(DbErr::Type(format!("{name} is no whole number"))),
    }
}

/// Text, and a value of an enum as its text. The blanks that `char(n)` is filled up with are no part
/// of it: PostgreSQL takes them away wherever it makes text of one.
fn text(row: &PgRow, index: usize) -> Result<Value, DbErr> {
    let is_enum = {
        let raw = row.try_get_raw(index).map_err(|error| unread(&error))?;
        matches!(raw.type_info().kind(), PgTypeKind::Enum(_))
    };
    if is_enum {
        let text = row
            .try_get_unchecked(index)
            .map_err(|error| unread(&error))?;
        Ok(Value::String(text))
    } else {
        let text: Option<String> = get(row, index)?;
        let is_padded = type_name(row, index)? == "CHAR";
        Ok(Value::String(text.map(|mut text| {
            if is_padded {
                text.truncate(text.trim_end_matches(' ').len());
            }
            text
        })))
    }
}

fn get<T>(row: &PgRow, index: usize) -> Result<Option<T>, DbErr>
where
    T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
{
    row.try_get(index).map_err(|error| unread(&error))
}

fn type_name(row: &PgRow, index: usize) -> Result<String, DbErr> {
    let raw = row.try_get_raw(index).map_err(|error| unread(&error))?;
    Ok(raw.type_info().name().to_owned())
}

fn unread(error: &sqlx::Error) -> DbErr {
    DbErr::Type(error.to_string())
}
