//! Values of rows as GraphQL values.

use async_graphql::Value as Graphql;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::SecondsFormat;
use relation::{
    catalog::{IntWidth, Kind},
    value::is_null,
};
use sea_orm::Value;

use super::shape::Shape;

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
