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
///
/// Each array is cast to its type, as a statement is prepared once for each text, whatever is bound.
pub(in crate::sql) struct KeyArrays {
    columns: Vec<Expr>,
    ordinals: Expr,
}

impl KeyArrays {
    pub(super) fn new<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        let mut ordinals: Vec<Value> = Vec::new();
        for (ordinal, key) in (0_i64..).zip(keys) {
            let values: Vec<Value> = key.values().iter().cloned().map(normalize).collect();
            if columns.is_empty() {
                columns = values.iter().map(Column::of).collect();
            }
            if values.iter().any(is_unknown) {
                continue;
            }
            for (column, value) in columns.iter_mut().zip(values) {
                column.push(value);
            }
            ordinals.push(ordinal.into());
        }
        Self {
            columns: columns.into_iter().map(Column::bound).collect(),
            ordinals: bound(ArrayType::BigInt, ordinals),
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
            return tuple(columns).eq(PgFunc::any(array.clone()));
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

/// Values of one field, all of one type.
struct Column {
    of: ArrayType,
    values: Vec<Value>,
}

impl Column {
    /// For values like this one.
    fn of(value: &Value) -> Self {
        Self {
            of: typed(value.clone()).array_type(),
            values: Vec::new(),
        }
    }

    /// Whole numbers are decimals where one of them is beyond 64 bits.
    fn push(&mut self, value: Value) {
        let value = typed(value);
        let of = value.array_type();
        match (&self.of, &of) {
            (ArrayType::BigInt, ArrayType::Decimal) => {
                self.of = of;
                let values = self.values.drain(..);
                self.values = values.map(to_decimal).collect();
                self.values.push(value);
            }
            (ArrayType::Decimal, ArrayType::BigInt) => self.values.push(to_decimal(value)),
            _ => self.values.push(value),
        }
    }

    fn bound(self) -> Expr {
        bound(self.of, self.values)
    }
}

fn to_decimal(value: Value) -> Value {
    match value {
        Value::BigInt(number) => Value::Decimal(number.map(Into::into)),
        value => value,
    }
}

fn bound(of: ArrayType, values: Vec<Value>) -> Expr {
    let name = match of {
        ArrayType::Bool => "boolean[]",
        ArrayType::BigInt => "bigint[]",
        ArrayType::Double => "double precision[]",
        ArrayType::Decimal => "numeric[]",
        ArrayType::Bytes => "bytea[]",
        ArrayType::ChronoDate => "date[]",
        ArrayType::ChronoTime => "time[]",
        ArrayType::ChronoDateTime => "timestamp[]",
        ArrayType::ChronoDateTimeUtc => "timestamptz[]",
        ArrayType::Uuid => "uuid[]",
        _ => "text[]",
    };
    Expr::val(Value::Array(of, Some(Box::new(values)))).cast_as(name)
}

fn unnest(array: &Expr) -> Expr {
    call("UNNEST", [array.clone()])
}

fn value_name(position: usize) -> String {
    format!("value{position}")
}
