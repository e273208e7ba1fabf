//! Lists of keys as bound arrays, one for each field of the key.

use sea_orm::{
    Value,
    sea_query::{
        Alias, ArrayType, Expr, ExprTrait, IntoIden, SelectStatement, TableRef,
        extension::postgres::PgFunc,
    },
};

use super::{
    super::{
        dialect::typed,
        table::{call, tuple},
    },
    ALIAS, column,
};
use crate::value::{Key, is_null, normalize};

pub(super) const ORDINAL: &str = "ordinal";

/// Keys that a column can hold, with their places in the list.
pub(in crate::sql) struct KeyArrays {
    columns: Vec<Value>,
    ordinals: Value,
}

impl KeyArrays {
    pub(super) fn new<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Self {
        let mut columns: Vec<Vec<Value>> = Vec::new();
        let mut ordinals: Vec<Value> = Vec::new();
        for (ordinal, key) in (0_i64..).zip(keys) {
            let values = key.values();
            columns.resize(values.len(), Vec::new());
            if values.iter().any(is_unknown) {
                continue;
            }
            for (column, value) in columns.iter_mut().zip(values) {
                column.push(normalize(value.clone()));
            }
            ordinals.push(ordinal.into());
        }
        Self {
            columns: columns.into_iter().map(array).collect(),
            ordinals: Value::Array(ArrayType::BigInt, Some(Box::new(ordinals))),
        }
    }

    /// Several `UNNEST` in a select list give their elements side by side.
    pub(super) fn reference(&self) -> TableRef {
        let mut select = SelectStatement::new();
        select.expr_as(unnest(&self.ordinals), Alias::new(ORDINAL));
        for (position, array) in self.columns.iter().enumerate() {
            select.expr_as(unnest(array), Alias::new(value_name(position)));
        }
        TableRef::SubQuery(select.into(), Alias::new(ALIAS).into_iden())
    }

    pub(super) fn values(&self) -> Vec<Expr> {
        let positions = 0..self.columns.len();
        positions
            .map(|position| column(value_name(position)))
            .collect()
    }

    pub(super) fn contains(&self, columns: Vec<Expr>) -> Expr {
        if let [array] = &self.columns[..] {
            return tuple(columns).eq(PgFunc::any(Expr::val(array.clone())));
        }
        let mut select = SelectStatement::new();
        select.exprs(self.columns.iter().map(unnest));
        tuple(columns).in_subquery(select)
    }
}

/// Whether the value is in no column: NULL equals none, and PostgreSQL's text has no NUL.
pub(super) fn is_unknown(value: &Value) -> bool {
    match value {
        Value::String(Some(text)) => text.contains('\0'),
        value => is_null(value),
    }
}

/// Values of one column, all in the type of the first.
fn array(values: Vec<Value>) -> Value {
    let is_beyond = |value: &Value| matches!(value, Value::BigUnsigned(_));
    let values: Vec<Value> = if values.iter().any(is_beyond) {
        let decimal = |value: Value| match value {
            Value::BigInt(number) => Value::Decimal(number.map(Into::into)),
            value => typed(value),
        };
        values.into_iter().map(decimal).collect()
    } else {
        values
    };
    let of = values.first().map_or(ArrayType::BigInt, Value::array_type);
    Value::Array(of, Some(Box::new(values)))
}

fn unnest(array: &Value) -> Expr {
    call("UNNEST", [Expr::val(array.clone())])
}

fn value_name(position: usize) -> String {
    format!("value{position}")
}
