//! Lists of keys as one bound value.

use sea_orm::{
    Value,
    sea_query::{Alias, Expr, ExprTrait, Func, IntoIden, SelectStatement, TableRef},
};
use serde_json::Value as Json;

use super::table::{Table, call, constant, equal, tuple};
use crate::{catalog::FieldId, value::Key};

/// A list of keys that a statement joins with: SQLite's `json_each` over one bound array.
pub(super) struct KeyTable {
    json: String,
    /// How many values each key has in JSON.
    width: usize,
    /// The position of each value of a key, and how it is read back from JSON.
    readers: Vec<(usize, Reader)>,
}

#[derive(Clone, Copy)]
pub(super) enum Reader {
    Plain,
    Integer,
    Text,
    Hex,
}

const ALIAS: &str = "k";

impl KeyTable {
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

    /// Adds the list to a statement's tables.
    pub(super) fn add_to(&self, select: &mut SelectStatement) {
        select.from(self.reference());
    }

    /// The list as a table.
    pub(super) fn reference(&self) -> TableRef {
        let each = Func::cust(Alias::new("json_each")).arg(Expr::val(self.json.clone()));
        TableRef::FunctionCall(each, Alias::new(ALIAS).into_iden())
    }

    /// The list as the one statement that selects it.
    pub(super) fn select(&self) -> SelectStatement {
        let mut select = SelectStatement::new();
        self.add_to(&mut select);
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

    /// The position of the key in the list, counting from 0.
    pub(super) fn ordinal() -> Expr {
        column("key")
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

    /// The condition that `fields` of `table` are the key's values.
    pub(super) fn matches(&self, table: &Table<'_>, fields: &[FieldId]) -> Expr {
        self.matches_with(table, fields, |_, condition| condition)
    }

    /// As [`matches`](Self::matches), where the rows are then ordered by the primary key.
    ///
    /// A key of several fields can share some with the primary key, as where every table has a
    /// tenant. Without statistics SQLite would then walk the primary key, which gives the order
    /// for nothing, through all rows of the tenant. What the key has for itself is marked as
    /// rarely true, so that the index on the key is taken.
    pub(super) fn matches_in_order(&self, table: &Table<'_>, fields: &[FieldId]) -> Expr {
        let primary_key = &table.model.primary_key;
        let is_shared = |field: &FieldId| primary_key.contains(field);
        let any_shared = fields.iter().any(is_shared);
        self.matches_with(table, fields, |field, condition| {
            if any_shared && !is_shared(&field) {
                call("unlikely", [condition])
            } else {
                condition
            }
        })
    }

    fn matches_with(
        &self,
        table: &Table<'_>,
        fields: &[FieldId],
        condition: impl Fn(FieldId, Expr) -> Expr,
    ) -> Expr {
        fields
            .iter()
            .zip(self.values())
            .map(|(field, value)| condition(*field, table.column(*field).eq(value)))
            .reduce(ExprTrait::and)
            .expect("a key has at least one field")
    }
}

/// The condition that the columns hold `key`.
pub(super) fn is_key(columns: impl IntoIterator<Item = Expr>, key: &Key) -> Expr {
    let values = key.values().iter();
    equal(columns, values.map(|value| Expr::val(value.clone())))
}

pub(super) fn bound_row(values: &[Value]) -> Expr {
    tuple(values.iter().map(|v| Expr::val(v.clone())).collect())
}

fn column(name: &'static str) -> Expr {
    Expr::col((Alias::new(ALIAS).into_iden(), Alias::new(name).into_iden()))
}

fn reader(value: &Value) -> Reader {
    match value {
        Value::Bytes(_) | Value::Uuid(_) => Reader::Hex,
        Value::BigInt(_) => Reader::Integer,
        Value::String(_) => Reader::Text,
        _ => Reader::Plain,
    }
}

/// The value as JSON that reads back as what the driver stores for it.
fn to_json(value: &Value) -> Json {
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
