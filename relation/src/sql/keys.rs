//! Lists of keys as one bound value.

use sea_orm::{
    Value,
    sea_query::{Alias, Expr, ExprTrait, Func, SelectStatement, SimpleExpr},
};
use serde_json::Value as Json;

use super::{Table, alias, tuple};
use crate::{catalog::FieldId, value::Key};

/// A list of keys that a statement joins with: SQLite's `json_each` over one bound array.
pub(super) struct KeyTable {
    json: String,
    /// How each value of a key is read back from JSON.
    readers: Vec<Reader>,
}

#[derive(Clone, Copy)]
enum Reader {
    Plain,
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
                    readers = key.values().iter().map(reader).collect();
                }
                match key {
                    Key::One(value) => to_json(value),
                    Key::Many(values) => Json::Array(values.iter().map(to_json).collect()),
                }
            })
            .collect();
        Self {
            json: Json::Array(rows).to_string(),
            readers,
        }
    }

    /// Adds the list to a statement's tables.
    pub(super) fn add_to(&self, select: &mut SelectStatement) {
        let each = Func::cust(alias("json_each")).arg(Expr::val(self.json.clone()));
        select.from_function(each, Alias::new(ALIAS));
    }

    /// The position of the key in the list, counting from 0.
    pub(super) fn ordinal() -> SimpleExpr {
        Expr::col((alias(ALIAS), alias("key")))
    }

    /// The key's values, one expression each.
    pub(super) fn values(&self) -> Vec<Expr> {
        let value = || Expr::col((alias(ALIAS), alias("value")));
        let count = self.readers.len();
        self.readers
            .iter()
            .enumerate()
            .map(|(position, reader)| {
                let value = if count == 1 {
                    value()
                } else {
                    Expr::from(
                        Func::cust(alias("json_extract"))
                            .args([value(), Expr::cust(format!("'$[{position}]'"))]),
                    )
                };
                match reader {
                    Reader::Plain => value,
                    Reader::Hex => Func::cust(alias("unhex")).arg(value).into(),
                }
            })
            .collect()
    }

    /// The condition that `fields` of `table` are the key's values.
    pub(super) fn matches(&self, table: &Table<'_>, fields: &[FieldId]) -> Expr {
        table
            .columns(fields)
            .zip(self.values())
            .map(|(column, value)| column.eq(value))
            .reduce(ExprTrait::and)
            .expect("a key has at least one field")
    }
}

/// The condition that `fields` of `table` are one of `keys`.
pub(super) fn is_one_of(table: &Table<'_>, fields: &[FieldId], keys: &[Key]) -> Expr {
    if let [key] = keys {
        return table
            .columns(fields)
            .zip(key.values())
            .map(|(column, value)| column.eq(Expr::val(value.clone())))
            .reduce(ExprTrait::and)
            .expect("a key has at least one field");
    }
    let list = KeyTable::new(keys);
    let mut values = SelectStatement::new();
    list.add_to(&mut values);
    values.exprs(list.values());
    table.row(fields).in_subquery(values)
}

pub(super) fn bound_row(values: &[Value]) -> Expr {
    tuple(values.iter().map(|v| Expr::val(v.clone())).collect())
}

fn reader(value: &Value) -> Reader {
    match value {
        Value::Bytes(_) | Value::Uuid(_) => Reader::Hex,
        _ => Reader::Plain,
    }
}

/// The value as JSON that reads back as what the driver stores for it.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Bool(Some(v)) => Json::from(*v),
        Value::BigInt(Some(v)) => Json::from(*v),
        Value::BigUnsigned(Some(v)) => Json::from(*v),
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
