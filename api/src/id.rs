//! Ids and keys as text: `Post:1`, and `PostTag:1,2` for a key of several fields.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use relation::{
    catalog::{Catalog, FieldId, Kind, Model, ModelId},
    value::Key,
};
use sea_orm::{Value, prelude::Uuid};

use crate::schema::Shape;

/// What an id says.
#[derive(Debug, PartialEq)]
pub(crate) enum ParsedId {
    /// A row of this model may have this key.
    Key(ModelId, Key),
    /// No row of this model can have such a key.
    NoKey(ModelId),
    /// The id names no model.
    NoModel,
}

/// An id names another model than the one that is wanted.
#[derive(Debug, PartialEq)]
pub(crate) struct OtherModel;

/// Reads a global id.
pub(crate) fn parse(catalog: &Catalog, shape: &Shape, id: &str) -> ParsedId {
    let Some((type_name, key)) = id.split_once(':') else {
        return ParsedId::NoModel;
    };
    match shape.model_by_type_name(type_name) {
        None => ParsedId::NoModel,
        Some(model) => parse_bare(catalog, model, key),
    }
}

/// Reads an id whose model is known from where it stands: `Post:1`, or `1` alone.
fn parse_for(catalog: &Catalog, shape: &Shape, model: ModelId, id: &str) -> ParsedId {
    match parse(catalog, shape, id) {
        ParsedId::NoModel => parse_bare(catalog, model, id),
        parsed => parsed,
    }
}

/// The key in an id of a row of `model`; none where no row can have it.
///
/// # Errors
///
/// The id is one of another model.
pub(crate) fn key_for(
    catalog: &Catalog,
    shape: &Shape,
    model: ModelId,
    id: &str,
) -> Result<Option<Key>, OtherModel> {
    match parse_for(catalog, shape, model, id) {
        ParsedId::Key(found, key) if found == model => Ok(Some(key)),
        ParsedId::Key(found, _) | ParsedId::NoKey(found) if found != model => Err(OtherModel),
        ParsedId::Key(..) | ParsedId::NoKey(_) | ParsedId::NoModel => Ok(None),
    }
}

fn parse_bare(catalog: &Catalog, model: ModelId, key: &str) -> ParsedId {
    let fields = &catalog[model].primary_key;
    match parse_key(catalog, &catalog[model], fields, key) {
        Some(values) => match Key::new(values.iter()) {
            Some(key) => ParsedId::Key(model, key),
            None => ParsedId::NoKey(model),
        },
        None => ParsedId::NoKey(model),
    }
}

/// The global id of the row of `model` with these key values.
pub(crate) fn to_global<'a>(
    type_name: &str,
    values: impl ExactSizeIterator<Item = &'a Value>,
) -> String {
    format!("{type_name}:{}", key_text(values))
}

/// The values as text: one as it is, several joined by commas, with `%` and `,` inside them
/// written as `%25` and `%2C`.
pub(crate) fn key_text<'a>(mut values: impl ExactSizeIterator<Item = &'a Value>) -> String {
    if values.len() == 1 {
        return values.next().map(value_text).unwrap_or_default();
    }
    let parts: Vec<String> = values
        .map(|value| value_text(value).replace('%', "%25").replace(',', "%2C"))
        .collect();
    parts.join(",")
}

/// The inverse of [`key_text`]; none where the text cannot be values of `fields`.
pub(crate) fn parse_key(
    catalog: &Catalog,
    model: &Model,
    fields: &[FieldId],
    text: &str,
) -> Option<Vec<Value>> {
    if text.contains('\0') {
        return None;
    }
    if let [only] = fields {
        return Some(vec![parse_value(catalog, &model[*only].kind, text)?]);
    }
    let parts: Vec<&str> = text.split(',').collect();
    if parts.len() != fields.len() {
        return None;
    }
    parse_parts(catalog, model, fields, &parts)
}

/// Reads the parts of a key of several fields, one part for each field.
pub(crate) fn parse_parts(
    catalog: &Catalog,
    model: &Model,
    fields: &[FieldId],
    parts: &[&str],
) -> Option<Vec<Value>> {
    fields
        .iter()
        .zip(parts)
        .map(|(field, part)| {
            let part = part.replace("%2C", ",").replace("%25", "%");
            (!part.contains('\0')).then(|| parse_value(catalog, &model[*field].kind, &part))?
        })
        .collect()
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Bool(Some(v)) => v.to_string(),
        Value::BigInt(Some(v)) => v.to_string(),
        Value::BigUnsigned(Some(v)) => v.to_string(),
        Value::String(Some(v)) => v.clone(),
        Value::Uuid(Some(v)) => v.to_string(),
        Value::Bytes(Some(v)) => hex::encode(v),
        Value::ChronoDate(Some(v)) => v.to_string(),
        Value::ChronoTime(Some(v)) => v.format("%T%.f").to_string(),
        Value::ChronoDateTime(Some(v)) => v.format("%FT%T%.f").to_string(),
        Value::ChronoDateTimeUtc(Some(v)) => v.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        // No other kind can be part of a key; NULLs show as nothing.
        _ => String::new(),
    }
}

fn parse_value(catalog: &Catalog, kind: &Kind, text: &str) -> Option<Value> {
    Some(match kind {
        Kind::Bool => Value::Bool(Some(text.parse().ok()?)),
        // SQLite stores no whole number beyond 63 bits.
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => {
            Value::BigInt(Some(integer(text)?))
        }
        Kind::Text => Value::String(Some(text.to_owned())),
        Kind::Enum(id) => {
            let stored = parse_value(catalog, &catalog[*id].stored, text)?;
            let values = &catalog[*id].values;
            values.iter().find(|v| v.stored == stored)?.stored.clone()
        }
        Kind::Uuid => Value::Uuid(Some(Uuid::parse_str(text).ok()?)),
        Kind::Bytes => Value::Bytes(Some(hex::decode(text).ok()?)),
        Kind::Date => Value::ChronoDate(Some(text.parse::<NaiveDate>().ok()?)),
        Kind::Time => Value::ChronoTime(Some(text.parse::<NaiveTime>().ok()?)),
        Kind::DateTime => Value::ChronoDateTime(Some(text.parse::<NaiveDateTime>().ok()?)),
        Kind::Timestamp => Value::ChronoDateTimeUtc(Some(text.parse::<DateTime<Utc>>().ok()?)),
        Kind::Float | Kind::Double | Kind::Decimal | Kind::Json | Kind::Array(_) => return None,
    })
}

/// A whole number in its one canonical form: no sign but `-`, no leading zeros.
fn integer(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
