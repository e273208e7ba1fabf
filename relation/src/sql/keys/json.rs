//! Lists of keys as one bound JSON array, which SQLite reads.

use sea_orm::{
    Value,
    sea_query::{Alias, Expr, ExprTrait, Func, IntoIden, SelectStatement, TableRef},
};
use serde_json::Value as Json;

use super::{
    super::{
        functions::is_whole,
        table::{call, constant},
    },
    ALIAS, column,
};
use crate::{catalog::Kind, value::Key};

/// SQLite's `json_each` over one bound array.
pub(in crate::sql) struct KeyJson {
    json: String,
    /// How many values each key has in JSON.
    width: usize,
    /// The position of each value of a key, and how it is read back from JSON.
    readers: Vec<(usize, Reader)>,
}

#[derive(Clone, Copy)]
pub(in crate::sql) enum Reader {
    Plain,
    Integer,
    Text,
    Hex,
}

pub(super) const ORDINAL: &str = "key";

impl KeyJson {
    /// `keys` is not empty, and all of its keys are of one shape.
    pub(super) fn new<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Self {
        let mut readers = Vec::new();
        let rows = keys
            .into_iter()
            .map(|key| {
                if readers.is_empty() {
                    readers = key.values().iter().map(reader).enumerate().collect();
                }
                match key {
                    Key::One(value) => to_json(value),
                    Key::Many(values) => Json::Array(values.iter().map(to_json).collect()),
                }
            })
            .collect();
        Self {
            json: Json::Array(rows).to_string(),
            width: readers.len(),
            readers,
        }
    }

    /// A list that is JSON already: a value for each key, or `width` values. `readers` tell which of
    /// them are read, and how.
    pub(super) fn written(json: &str, width: usize, readers: Vec<(usize, Reader)>) -> Self {
        Self {
            json: json.to_owned(),
            width,
            readers,
        }
    }

    /// The list as a table.
    pub(super) fn reference(&self) -> TableRef {
        let each = Func::cust(Alias::new("json_each")).arg(Expr::val(self.json.clone()));
        TableRef::FunctionCall(each, Alias::new(ALIAS).into_iden())
    }

    /// The list as the one statement that selects it.
    pub(super) fn select(&self) -> SelectStatement {
        let mut select = SelectStatement::new();
        select.from(self.reference());
        if let [_] = self.readers[..] {
            select.exprs(self.values());
        } else {
            // SQLite searches an index by several columns only where their kinds are known to fit.
            let values = self.values().into_iter().zip(&self.readers);
            select.exprs(values.map(|(value, (_, reader))| match reader {
                Reader::Integer => value.cast_as(Alias::new("integer")),
                Reader::Text => value.cast_as(Alias::new("text")),
                Reader::Plain | Reader::Hex => value,
            }));
        }
        select
    }

    /// The key's values, one expression each.
    pub(super) fn values(&self) -> Vec<Expr> {
        self.readers
            .iter()
            .map(|(position, reader)| {
                let value = if self.width == 1 {
                    column("value")
                } else {
                    let path = constant(format!("$[{position}]"));
                    call("json_extract", [column("value"), path])
                };
                match reader {
                    Reader::Plain | Reader::Integer | Reader::Text => value,
                    Reader::Hex => call("unhex", [value]),
                }
            })
            .collect()
    }
}

fn reader(value: &Value) -> Reader {
    match value {
        Value::Bytes(_) | Value::Uuid(_) => Reader::Hex,
        Value::BigInt(_) => Reader::Integer,
        Value::String(_) => Reader::Text,
        _ => Reader::Plain,
    }
}

/// How a value of a kind is read back.
pub(in crate::sql) fn reader_of(kind: &Kind) -> Reader {
    match kind {
        Kind::Bytes | Kind::Uuid => Reader::Hex,
        Kind::Text | Kind::Enum(_) => Reader::Text,
        kind if is_whole(kind) => Reader::Integer,
        _ => Reader::Plain,
    }
}

/// The value as JSON that reads back as what the driver stores for it.
pub(super) fn to_json(value: &Value) -> Json {
    match value {
        Value::Bool(Some(v)) => Json::from(*v),
        Value::BigInt(Some(v)) => Json::from(*v),
        Value::BigUnsigned(Some(v)) => Json::from(*v),
        Value::Float(Some(v)) => Json::from(f64::from(*v)),
        Value::Double(Some(v)) => Json::from(*v),
        Value::Decimal(Some(v)) => Json::from(v.to_string()),
        Value::String(Some(v)) => Json::from(v.as_str()),
        Value::Bytes(Some(v)) => Json::from(hex::encode(v)),
        Value::Uuid(Some(v)) => Json::from(hex::encode(v.as_bytes())),
        Value::ChronoDate(Some(v)) => Json::from(v.format("%F").to_string()),
        Value::ChronoTime(Some(v)) => Json::from(v.format("%T%.f").to_string()),
        Value::ChronoDateTime(Some(v)) => Json::from(v.format("%F %T%.f").to_string()),
        Value::ChronoDateTimeUtc(Some(v)) => {
            Json::from(v.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false))
        }
        _ => Json::Null,
    }
}
