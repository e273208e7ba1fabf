//! Tests of one value, whatever it is made of.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait},
};

use super::{Dialect, keys::KeyTable, table::compared, text};
use crate::{
    lookup::{Comparison, Test},
    value::{Key, normalize},
};

/// The value passes a test.
pub(super) fn passes(dialect: Dialect, column: Expr, test: &Test) -> Expr {
    match test {
        Test::IsNull => column.is_null(),
        Test::Compare(comparison, value) => compare(dialect, column, *comparison, value),
        // Not every number of 64 bits comes back the same from JSON.
        Test::In(values)
            if dialect == Dialect::Sqlite
                && values.len() <= MOST_BOUND
                && values.iter().all(is_float) =>
        {
            column.is_in(values.iter().cloned())
        }
        Test::In(values) => {
            let keys: Vec<Key> = values
                .iter()
                .cloned()
                .map(normalize)
                .map(Key::One)
                .collect();
            KeyTable::new(dialect, &keys).contains(vec![column])
        }
        Test::Text {
            place,
            ignores_case,
            text,
        } => text::found(dialect, column, *place, *ignores_case, text),
        Test::Pattern(pattern) => text::matches(dialect, column, pattern),
    }
}

/// The value compares with another.
pub(super) fn compare(
    dialect: Dialect,
    column: Expr,
    comparison: Comparison,
    value: &Value,
) -> Expr {
    match (dialect, value) {
        (Dialect::Postgres, Value::String(Some(text))) => text::compare(column, comparison, text),
        _ => compared(column, comparison, dialect.compared(value)),
    }
}

/// How many values of a list are bound one by one where they cannot be one.
const MOST_BOUND: usize = 100;

fn is_float(value: &Value) -> bool {
    matches!(value, Value::Float(_) | Value::Double(_))
}
