//! Cursors: the place of a row in a list's order, opaque to clients.
//!
//! A cursor carries the name of its list and a mark of its order, so that one of another list or
//! another order is refused, and the order's keys of its row, so that it stays right when rows
//! come and go around it.

use std::hash::{Hash, Hasher};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use fnv::FnvHasher;
use relation::{
    catalog::{Catalog, Kind},
    value::is_null,
};
use sea_orm::Value;
use serde_json::{Value as Json, json};

/// What all cursors of a list in one order have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CursorOrder {
    /// What the list is called, for example `posts` or `Post.tags`.
    list: String,
    /// Tells orders apart; 0 for the order of the primary key.
    mark: u64,
    /// What the keys of the order are.
    keys: Vec<KeyKind>,
}

/// What a key of an order is in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Whole,
    Number,
    Text,
    Bytes,
}

impl KeyKind {
    /// What values of a kind are in the database.
    pub(crate) fn of(catalog: &Catalog, kind: &Kind) -> Self {
        match kind {
            Kind::Bool | Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => {
                Self::Whole
            }
            Kind::Float | Kind::Double | Kind::Decimal => Self::Number,
            Kind::Bytes | Kind::Uuid => Self::Bytes,
            Kind::Enum(id) => Self::of(catalog, &catalog[*id].stored),
            Kind::Text
            | Kind::Date
            | Kind::Time
            | Kind::DateTime
            | Kind::Timestamp
            | Kind::Json
            | Kind::Array(_) => Self::Text,
        }
    }

    /// Whether the database compares the key with others of its kind; NULL has its own place.
    fn takes(self, key: &Value) -> bool {
        match key {
            Value::BigInt(_) => matches!(self, Self::Whole | Self::Number),
            Value::Double(_) => self == Self::Number,
            Value::Bytes(_) => self == Self::Bytes,
            // Decimals are text where the database has a type for them.
            Value::String(Some(_)) => matches!(self, Self::Text | Self::Number),
            other => is_null(other),
        }
    }
}

impl CursorOrder {
    /// `order` is the order in words, empty for that of the primary key.
    pub(crate) fn new(list: String, order: &str, keys: Vec<KeyKind>) -> Self {
        let mark = if order.is_empty() {
            0
        } else {
            let mut hasher = FnvHasher::default();
            order.hash(&mut hasher);
            hasher.finish()
        };
        Self { list, mark, keys }
    }

    pub(crate) fn encode(&self, keys: &[Value]) -> String {
        let mut parts = vec![json!(self.list), json!(self.mark)];
        parts.extend(keys.iter().map(to_json));
        URL_SAFE_NO_PAD.encode(Json::Array(parts).to_string())
    }

    /// The order's keys; none where the text is no cursor of this list and order.
    pub(crate) fn decode(&self, cursor: &str) -> Option<Vec<Value>> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let parts: Vec<Json> = serde_json::from_slice(&bytes).ok()?;
        let (head, keys) = parts.split_at_checked(2)?;
        let is_ours = head[0] == *self.list && head[1] == self.mark;
        if !is_ours || keys.len() != self.keys.len() {
            return None;
        }
        let keys = keys.iter().zip(&self.keys);
        keys.map(|(key, kind)| from_json(key).filter(|key| kind.takes(key)))
            .collect()
    }
}

/// Floating-point numbers travel as their bits, so that they come back exactly.
fn to_json(key: &Value) -> Json {
    match key {
        Value::BigInt(Some(v)) => json!(v),
        Value::String(Some(v)) => json!(v),
        Value::Double(Some(v)) => json!({ "f": v.to_bits() }),
        Value::Bytes(Some(v)) => json!({ "b": STANDARD.encode(v) }),
        other => {
            debug_assert!(is_null(other), "keys have the types of the database");
            Json::Null
        }
    }
}

fn from_json(key: &Json) -> Option<Value> {
    match key {
        Json::Null => Some(Value::String(None)),
        Json::Number(number) => Some(number.as_i64()?.into()),
        Json::String(text) => Some(text.as_str().into()),
        Json::Object(_) => match (key.get("f"), key.get("b")) {
            (Some(bits), None) => Some(f64::from_bits(bits.as_u64()?).into()),
            (None, Some(text)) => Some(STANDARD.decode(text.as_str()?).ok()?.into()),
            _ => None,
        },
        Json::Bool(_) | Json::Array(_) => None,
    }
}
