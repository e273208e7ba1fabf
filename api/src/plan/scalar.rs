//! Inputs as values of a kind: the inverse of `schema::to_graphql`.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use relation::{
    catalog::{Catalog, EnumId, IntWidth, Kind},
    lookup::is_supported_year,
};
use sea_orm::{
    Value,
    prelude::{Decimal, Uuid},
    sea_query::ArrayType,
};
use serde_json::{Number, Value as Json};

use super::input::Input;
use crate::schema::Shape;

/// The value, normalized; none where it is not [what it must be](expectation).
pub(super) fn parse(
    catalog: &Catalog,
    shape: &Shape,
    kind: &Kind,
    input: &Input<'_>,
) -> Option<Value> {
    Some(match (kind, input) {
        (Kind::Bool, Input::Boolean(is)) => Value::Bool(Some(*is)),
        (Kind::Int(_) | Kind::Unsigned(IntWidth::W8 | IntWidth::W16), Input::Number(number)) => {
            Value::BigInt(Some(i32::try_from(number.as_i64()?).ok()?.into()))
        }
        // SQLite stores no whole number beyond 63 bits and a sign.
        (Kind::BigInt | Kind::BigUnsigned | Kind::Unsigned(IntWidth::W32), input) => {
            Value::BigInt(Some(whole(input)?))
        }
        (Kind::Float, Input::Number(number)) => Value::Double(Some(rounded(finite(number)?))),
        (Kind::Double, Input::Number(number)) => Value::Double(Some(finite(number)?)),
        (Kind::Decimal, input) => Value::Decimal(Some(decimal(input)?)),
        (Kind::Enum(id), input) => enum_value(catalog, shape, *id, input.enum_name()?)?,
        (_, Input::Null) => return None,
        (Kind::Json, input) => Value::Json(Some(Box::new(document(input)?))),
        (Kind::Array(element), Input::List(items)) => {
            let values = items.iter().map(|item| {
                let input = item.input();
                parse(catalog, shape, element, &input)
            });
            let values: Vec<Value> = values.collect::<Option<_>>()?;
            Value::Array(array_type(catalog, element)?, Some(Box::new(values)))
        }
        // GraphQL takes a single value for a list of one.
        (Kind::Array(element), input) => {
            let value = parse(catalog, shape, element, input)?;
            Value::Array(array_type(catalog, element)?, Some(Box::new(vec![value])))
        }
        (kind, Input::Text { text, .. }) => parse_text(kind, text)?,
        _ => return None,
    })
}

/// NULL in a column of this kind.
pub(super) fn null(catalog: &Catalog, kind: &Kind) -> Value {
    match kind {
        Kind::Bool => Value::Bool(None),
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => Value::BigInt(None),
        Kind::Float | Kind::Double => Value::Double(None),
        Kind::Decimal => Value::Decimal(None),
        Kind::Text => Value::String(None),
        Kind::Bytes => Value::Bytes(None),
        Kind::Date => Value::ChronoDate(None),
        Kind::Time => Value::ChronoTime(None),
        Kind::DateTime => Value::ChronoDateTime(None),
        Kind::Timestamp => Value::ChronoDateTimeUtc(None),
        Kind::Uuid => Value::Uuid(None),
        Kind::Json => Value::Json(None),
        Kind::Enum(id) => null(catalog, &catalog[*id].stored),
        Kind::Array(element) => {
            array_type(catalog, element).map_or(Value::String(None), |of| Value::Array(of, None))
        }
    }
}

/// None for a kind that lists are not made of.
fn array_type(catalog: &Catalog, element: &Kind) -> Option<ArrayType> {
    Some(match element {
        Kind::Bool => ArrayType::Bool,
        Kind::Int(IntWidth::W8) => ArrayType::TinyInt,
        Kind::Int(IntWidth::W16) => ArrayType::SmallInt,
        Kind::Int(IntWidth::W32) => ArrayType::Int,
        Kind::BigInt => ArrayType::BigInt,
        Kind::Float => ArrayType::Float,
        Kind::Double => ArrayType::Double,
        Kind::Decimal => ArrayType::Decimal,
        Kind::Text => ArrayType::String,
        Kind::Date => ArrayType::ChronoDate,
        Kind::Time => ArrayType::ChronoTime,
        Kind::DateTime => ArrayType::ChronoDateTime,
        Kind::Timestamp => ArrayType::ChronoDateTimeUtc,
        Kind::Uuid => ArrayType::Uuid,
        Kind::Json => ArrayType::Json,
        Kind::Enum(id) => array_type(catalog, &catalog[*id].stored)?,
        Kind::Unsigned(_) | Kind::BigUnsigned | Kind::Bytes | Kind::Array(_) => return None,
    })
}

/// None where a text has a NUL character, which not every database stores.
fn document(input: &Input<'_>) -> Option<Json> {
    let text = |text: &str| (!text.contains('\0')).then(|| text.to_owned());
    Some(match input {
        Input::Null => Json::Null,
        Input::Boolean(is) => Json::Bool(*is),
        Input::Number(number) => Json::Number((*number).clone()),
        Input::Text { text: value, .. } | Input::Enum(value) => Json::String(text(value)?),
        Input::List(items) => {
            let items = items.iter().map(|item| document(&item.input()));
            Json::Array(items.collect::<Option<_>>()?)
        }
        Input::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| Some((text(name)?, document(&value.input())?)));
            Json::Object(fields.collect::<Option<_>>()?)
        }
        Input::Binary => return None,
    })
}

/// What an input of this kind must be, in words.
pub(super) fn expectation(shape: &Shape, kind: &Kind) -> Cow<'static, str> {
    let expectation = match kind {
        Kind::Bool => "true or false",
        Kind::Int(_) | Kind::Unsigned(IntWidth::W8 | IntWidth::W16) => "a whole number of 32 bits",
        Kind::BigInt | Kind::BigUnsigned | Kind::Unsigned(IntWidth::W32) => {
            "a whole number from -2^63 to 2^63 - 1, as a number or a string"
        }
        Kind::Float | Kind::Double => "a finite number",
        Kind::Decimal => {
            "a decimal number of at most 28 digits, as a number or a string such as \"12.50\""
        }
        Kind::Text => "text without NUL characters",
        Kind::Bytes => "bytes in base64 with padding",
        Kind::Date => "a date of the years 1 to 9999, such as \"2025-11-21\"",
        Kind::Time => "a time of day, such as \"17:05:00\"",
        Kind::DateTime => "a date and time of the years 1 to 9999, such as \"2025-11-21T17:05:00\"",
        Kind::Timestamp => {
            "a point in time of the years 1 to 9999, such as \"2025-11-21T17:05:00Z\""
        }
        Kind::Uuid => "a UUID, such as \"0190163d-8694-739b-aea5-966c26f8ad91\"",
        Kind::Enum(id) => {
            let names = shape.enums[id.index()].values.join(", ");
            return format!("one of {names}, without quotes").into();
        }
        Kind::Json => "a JSON document without NUL characters",
        Kind::Array(element) => {
            return format!("a list, each {}", expectation(shape, element)).into();
        }
    };
    expectation.into()
}

fn parse_text(kind: &Kind, text: &str) -> Option<Value> {
    Some(match kind {
        Kind::Text if !text.contains('\0') => Value::String(Some(text.to_owned())),
        Kind::Bytes => Value::Bytes(Some(STANDARD.decode(text).ok()?)),
        Kind::Date => Value::ChronoDate(Some(date(text)?)),
        Kind::Time => Value::ChronoTime(Some(time(text)?)),
        Kind::DateTime => Value::ChronoDateTime(Some(date_time(text)?)),
        Kind::Timestamp => Value::ChronoDateTimeUtc(Some(timestamp(text)?)),
        Kind::Uuid => Value::Uuid(Some(Uuid::parse_str(text).ok()?)),
        _ => return None,
    })
}

fn whole(input: &Input<'_>) -> Option<i64> {
    match input {
        Input::Number(number) => number.as_i64(),
        Input::Text { text, .. } if is_digits(text.strip_prefix('-').unwrap_or(text)) => {
            text.parse().ok()
        }
        _ => None,
    }
}

fn finite(number: &Number) -> Option<f64> {
    number.as_f64().filter(|number| number.is_finite())
}

/// The number as a column of 32 bits rounds it; one beyond its range as it is.
#[expect(clippy::cast_possible_truncation, reason = "rounding is wanted")]
fn rounded(number: f64) -> f64 {
    let rounded = f64::from(number as f32);
    if rounded.is_finite() { rounded } else { number }
}

fn decimal(input: &Input<'_>) -> Option<Decimal> {
    match input {
        Input::Number(number) if number.is_f64() => {
            // Written out without an exponent.
            Decimal::from_str_exact(&number.as_f64()?.to_string()).ok()
        }
        Input::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
        Input::Text { text, .. } => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
            let is_decimal = is_digits(whole) && is_digits(fraction);
            is_decimal.then(|| Decimal::from_str_exact(text).ok())?
        }
        _ => None,
    }
}

fn enum_value(catalog: &Catalog, shape: &Shape, id: EnumId, name: &str) -> Option<Value> {
    let names = &shape.enums[id.index()].values;
    let position = names.iter().position(|known| known == name)?;
    Some(catalog[id].values[position].stored.clone())
}

fn date(text: &str) -> Option<NaiveDate> {
    let date = has_form(text, "0000-00-00").then(|| text.parse::<NaiveDate>().ok())??;
    is_supported_year(date.year()).then_some(date)
}

fn time(text: &str) -> Option<NaiveTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_time = has_form(whole, "00:00:00") && is_digits(fraction) && fraction.len() <= 9;
    let time = is_time.then(|| text.parse::<NaiveTime>().ok())??;
    is_stored(&time).then_some(time)
}

fn date_time(text: &str) -> Option<NaiveDateTime> {
    let (day, time_of_day) = text.split_once('T')?;
    Some(date(day)?.and_time(time(time_of_day)?))
}

fn timestamp(text: &str) -> Option<DateTime<Utc>> {
    let timestamp = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    (is_supported_year(timestamp.year()) && is_stored(&timestamp)).then_some(timestamp)
}

/// Whether databases store the second: not one of those that are inserted now and then.
fn is_stored(time: &impl Timelike) -> bool {
    time.nanosecond() < 1_000_000_000
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is as the form, which has 0 for any digit.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        wanted => byte == wanted,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}
