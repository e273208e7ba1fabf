//! Decodes values made of many rows.

use sea_orm::{QueryResult, Value, prelude::Decimal};

use super::{Row, decode};
use crate::{
    catalog::{Catalog, FieldId, Kind, Model},
    lookup::Function,
    sql::is_whole,
    value::UNREADABLE,
};

/// Decodes the values of some functions.
pub(super) struct FunctionDecoder<'a> {
    results: Vec<Result<'a>>,
}

/// What a function gives.
enum Result<'a> {
    Count,
    /// A value of the field's own kind.
    Same(&'a Kind),
    /// The sum of whole numbers, and whether 64 bits hold it.
    WholeSum {
        fits: bool,
    },
    /// A mean that is a floating-point number.
    Mean,
}

impl<'a> FunctionDecoder<'a> {
    pub(super) fn new(catalog: &'a Catalog, model: &'a Model, functions: &[Function]) -> Self {
        let kind = |field: FieldId| catalog.stored_kind(&model[field].kind);
        let result = |function: &Function| match *function {
            Function::Count => Result::Count,
            Function::Min(field) | Function::Max(field) => Result::Same(kind(field)),
            Function::Sum(field) if is_whole(kind(field)) => Result::WholeSum {
                fits: !matches!(kind(field), Kind::BigInt | Kind::BigUnsigned),
            },
            Function::Sum(field) => Result::Same(wide(kind(field))),
            Function::Avg(field) if *kind(field) == Kind::Decimal => Result::Same(&Kind::Decimal),
            Function::Avg(_) => Result::Mean,
        };
        Self {
            results: functions.iter().map(result).collect(),
        }
    }

    /// Decodes the columns that start at `first`, counting from 0.
    pub(super) fn row(&self, row: &QueryResult, first: usize) -> Row {
        let mut column = first;
        self.results
            .iter()
            .map(|result| {
                let value = result.read(row, column);
                column += result.columns();
                value.unwrap_or_else(|error| {
                    tracing::debug!(%error, "unreadable aggregate");
                    UNREADABLE
                })
            })
            .collect()
    }
}

impl Result<'_> {
    fn columns(&self) -> usize {
        match self {
            Self::WholeSum { .. } => 2,
            _ => 1,
        }
    }

    fn read(&self, row: &QueryResult, column: usize) -> std::result::Result<Value, sea_orm::DbErr> {
        Ok(match self {
            Self::Count => Value::BigInt(Some(row.try_get_by_index(column)?)),
            Self::Same(kind) => decode::value(row, column, kind)?,
            Self::Mean => Value::Double(row.try_get_by_index(column)?),
            Self::WholeSum { fits } => {
                let upper: Option<i64> = row.try_get_by_index(column)?;
                let lower: Option<i64> = row.try_get_by_index(column + 1)?;
                let sum = upper
                    .zip(lower)
                    .map(|(upper, lower)| (i128::from(upper) << 32) + i128::from(lower));
                whole_sum(sum, *fits)
            }
        })
    }
}

fn whole_sum(sum: Option<i128>, fits: bool) -> Value {
    if fits {
        Value::BigInt(sum.and_then(|sum| i64::try_from(sum).ok()))
    } else {
        Value::Decimal(sum.map(|sum| Decimal::from_i128_with_scale(sum, 0)))
    }
}

/// The kind that holds a sum of values of a kind.
fn wide(kind: &Kind) -> &Kind {
    match kind {
        Kind::Float => &Kind::Double,
        other => other,
    }
}
