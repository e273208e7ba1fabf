//! Kinds of values as GraphQL scalars.

use std::collections::HashSet;

use async_graphql::{Value as Graphql, dynamic::Scalar};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::SecondsFormat;
use relation::{
    catalog::{EnumId, IntWidth, Kind},
    value::is_null,
};
use sea_orm::Value;

use super::shape::Shape;

const CUSTOM: [(&str, &str, Option<&str>); 9] = [
    (
        "BigInt",
        "A whole number of up to 64 bits, as a string, because JSON numbers are exact only up to 2^53.",
        None,
    ),
    (
        "Decimal",
        "An exact decimal number, as a string, for example \"12.50\".",
        None,
    ),
    ("Bytes", "Bytes, as a base64 string with padding.", None),
    (
        "Date",
        "A calendar date, for example \"2025-11-21\".",
        Some("https://scalars.graphql.org/andimarek/local-date"),
    ),
    (
        "Time",
        "A time of day without a zone, for example \"17:05:00\".",
        None,
    ),
    (
        "LocalDateTime",
        "A date and time of day without a zone, for example \"2025-11-21T17:05:00\".",
        None,
    ),
    (
        "DateTime",
        "A point in time, in UTC, for example \"2025-11-21T17:05:00Z\".",
        Some("https://scalars.graphql.org/andimarek/date-time"),
    ),
    (
        "UUID",
        "A UUID, for example \"0190163d-8694-739b-aea5-966c26f8ad91\".",
        Some("https://www.rfc-editor.org/rfc/rfc9562"),
    ),
    ("JSON", "Any JSON value.", None),
];

/// The scalars among `names` that GraphQL does not bring along.
pub(super) fn custom_scalars(names: &HashSet<String>) -> impl Iterator<Item = Scalar> {
    let used = CUSTOM
        .into_iter()
        .filter(|(name, ..)| names.contains(*name));
    used.map(|(name, description, url)| {
        let scalar = Scalar::new(name).description(description);
        match url {
            Some(url) => scalar.specified_by_url(url),
            None => scalar,
        }
    })
}

/// The names of all scalars.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    CUSTOM
        .into_iter()
        .map(|(name, ..)| name)
        .chain(["ID", "Int", "Float", "String", "Boolean"])
}

/// The GraphQL type of a kind, without `!` at its end.
pub(super) fn type_name(kind: &Kind, enum_name: impl Fn(EnumId) -> String) -> String {
    let name = match kind {
        Kind::Bool => "Boolean",
        Kind::Int(_) | Kind::Unsigned(IntWidth::W8 | IntWidth::W16) => "Int",
        Kind::BigInt | Kind::BigUnsigned | Kind::Unsigned(IntWidth::W32) => "BigInt",
        Kind::Float | Kind::Double => "Float",
        Kind::Decimal => "Decimal",
        Kind::Text => "String",
        Kind::Bytes => "Bytes",
        Kind::Date => "Date",
        Kind::Time => "Time",
        Kind::DateTime => "LocalDateTime",
        Kind::Timestamp => "DateTime",
        Kind::Uuid => "UUID",
        Kind::Json => "JSON",
        Kind::Enum(id) => return enum_name(*id),
        Kind::Array(element) => return format!("[{}!]", type_name(element, enum_name)),
    };
    name.to_owned()
}

/// The value as GraphQL shows it; null for NULL, and none where GraphQL cannot show it: a
/// number that is not finite, or a stored value that its enum does not have.
pub(crate) fn to_graphql(shape: &Shape, kind: &Kind, value: &Value) -> Option<Graphql> {
    if is_null(value) {
        return Some(Graphql::Null);
    }
    Some(match (kind, value) {
        (Kind::Enum(id), stored) => Graphql::Enum(shape.enum_value(*id, stored)?.clone()),
        (Kind::Array(element), Value::Array(_, Some(values))) => Graphql::List(
            values
                .iter()
                .map(|value| to_graphql(shape, element, value))
                .collect::<Option<_>>()?,
        ),
        (Kind::BigInt | Kind::BigUnsigned | Kind::Unsigned(IntWidth::W32), number) => {
            Graphql::String(match number {
                Value::BigInt(Some(v)) => v.to_string(),
                Value::BigUnsigned(Some(v)) => v.to_string(),
                _ => return None,
            })
        }
        (_, Value::Bool(Some(v))) => Graphql::Boolean(*v),
        (_, Value::BigInt(Some(v))) => Graphql::Number((*v).into()),
        (_, Value::Float(Some(v))) => float(shortest(*v))?,
        (_, Value::Double(Some(v))) => float(*v)?,
        (_, Value::Decimal(Some(v))) => Graphql::String(v.to_string()),
        (_, Value::String(Some(v))) => Graphql::String(v.clone()),
        (_, Value::Bytes(Some(v))) => Graphql::String(STANDARD.encode(v)),
        (_, Value::ChronoDate(Some(v))) => Graphql::String(v.format("%F").to_string()),
        (_, Value::ChronoTime(Some(v))) => Graphql::String(v.format("%T%.f").to_string()),
        (_, Value::ChronoDateTime(Some(v))) => Graphql::String(v.format("%FT%T%.f").to_string()),
        (_, Value::ChronoDateTimeUtc(Some(v))) => {
            Graphql::String(v.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        }
        (_, Value::Uuid(Some(v))) => Graphql::String(v.to_string()),
        (_, Value::Json(Some(v))) => Graphql::from_json((**v).clone()).ok()?,
        _ => return None,
    })
}

fn float(value: f64) -> Option<Graphql> {
    serde_json::Number::from_f64(value).map(Graphql::Number)
}

/// The 64-bit number with the same shortest decimal form: 0.1 and not 0.10000000149011612.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}
