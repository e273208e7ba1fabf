//! Kinds of values as GraphQL scalars.

use std::collections::HashSet;

use async_graphql::dynamic::Scalar;
use relation::catalog::{EnumId, IntWidth, Kind};

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
