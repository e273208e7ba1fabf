//! One value made of many rows.

use sea_orm::sea_query::{Expr, ExprTrait, Func};

use super::{
    table::{constant, count_star},
    tables::{Row, Tables},
};
use crate::{
    catalog::{FieldId, Kind},
    lookup::Function,
};

/// The value, as one expression that can be compared. A sum of whole numbers of 64 bits is a
/// floating-point number, because it may not fit.
pub(super) fn function<'a>(tables: &mut Tables<'a>, row: &Row<'a>, function: Function) -> Expr {
    match function {
        Function::Count => count_star(),
        Function::Min(field) => tables.column(row, field).min(),
        Function::Max(field) => tables.column(row, field).max(),
        Function::Avg(field) => Func::avg(tables.column(row, field)).into(),
        Function::Sum(field) => {
            let column = tables.column(row, field);
            match kind(tables, row, field) {
                Kind::BigInt | Kind::BigUnsigned => column.cast_as("REAL").sum(),
                _ => column.sum(),
            }
        }
    }
}

/// The columns from which the exact value is read: one, or, for the sum of whole numbers, the
/// sum of their upper and that of their lower 32 bits, which cannot overflow.
pub(super) fn exact_columns<'a>(tables: &mut Tables<'a>, row: &Row<'a>, of: Function) -> Vec<Expr> {
    match of {
        Function::Sum(field) if is_whole(kind(tables, row, field)) => {
            let column = tables.column(row, field);
            let upper = column.clone().right_shift(constant(32_i64));
            let lower = column.bit_and(constant(4_294_967_295_i64));
            vec![upper.sum(), lower.sum()]
        }
        _ => vec![function(tables, row, of)],
    }
}

/// Whether the kind is one of the whole numbers.
pub(crate) fn is_whole(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned
    )
}

fn kind<'a>(tables: &Tables<'a>, row: &Row<'a>, field: FieldId) -> &'a Kind {
    let field = &row.model()[field];
    tables.context.catalog.stored_kind(&field.kind)
}
