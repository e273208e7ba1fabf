//! One value made of many rows.

use sea_orm::sea_query::{Expr, ExprTrait, Func};

use super::{
    Dialect,
    collation::by_code_points,
    table::{call, constant, count_star},
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
        Function::Min(field) | Function::Max(field) => {
            let extreme = match function {
                Function::Min(_) => Extreme::Least,
                _ => Extreme::Greatest,
            };
            let column = tables.sortable(row, field);
            match tables.context.dialect {
                Dialect::Sqlite => extreme.of(column),
                Dialect::Postgres => extreme.of_kind(column, tables.kind(row, field)),
            }
        }
        Function::Avg(field) => {
            let column = tables.column(row, field);
            match tables.context.dialect {
                // A sum of whole numbers is exact.
                Dialect::Postgres if is_whole(tables.kind(row, field)) => {
                    double(column.clone().sum()).div(column.count())
                }
                _ => Func::avg(column).into(),
            }
        }
        Function::Sum(field) => {
            let column = tables.column(row, field);
            match (tables.context.dialect, tables.kind(row, field)) {
                (Dialect::Sqlite, Kind::BigInt | Kind::BigUnsigned) => column.cast_as("REAL").sum(),
                (Dialect::Postgres, Kind::BigInt | Kind::BigUnsigned) => double(column.sum()),
                (Dialect::Postgres, Kind::Float) => double(column).sum(),
                _ => column.sum(),
            }
        }
    }
}

/// The kind of the value that [`function`] makes on PostgreSQL of fields of some kinds.
pub(super) fn kind_of<'a>(function: Function, kind: impl Fn(FieldId) -> &'a Kind) -> &'a Kind {
    match function {
        Function::Count => &Kind::BigInt,
        Function::Min(field) | Function::Max(field) => kind(field),
        Function::Sum(field) => match kind(field) {
            Kind::Int(_) | Kind::Unsigned(_) => &Kind::BigInt,
            Kind::Decimal => &Kind::Decimal,
            _ => &Kind::Double,
        },
        Function::Avg(field) => match kind(field) {
            Kind::Decimal => &Kind::Decimal,
            _ => &Kind::Double,
        },
    }
}

#[derive(Clone, Copy)]
enum Extreme {
    Least,
    Greatest,
}

impl Extreme {
    fn of(self, value: Expr) -> Expr {
        match self {
            Self::Least => value.min(),
            Self::Greatest => value.max(),
        }
    }

    /// PostgreSQL orders some kinds of which it knows neither the least nor the greatest value.
    fn of_kind(self, column: Expr, kind: &Kind) -> Expr {
        match (kind, self) {
            (Kind::Bool, Self::Least) => call("BOOL_AND", [column]),
            (Kind::Bool, Self::Greatest) => call("BOOL_OR", [column]),
            (Kind::Uuid, _) => {
                let text = by_code_points(column.cast_as("text"));
                self.of(text).cast_as("uuid")
            }
            (Kind::Bytes, _) => {
                let text = by_code_points(call("ENCODE", [column, constant("hex")]));
                call("DECODE", [self.of(text), constant("hex")])
            }
            _ => self.of(column),
        }
    }
}

fn double(number: Expr) -> Expr {
    number.cast_as("double precision")
}

/// The columns from which the exact value is read: one, or, for the sum of whole numbers, the
/// sum of their upper and that of their lower 32 bits, which cannot overflow.
pub(super) fn exact_columns<'a>(tables: &mut Tables<'a>, row: &Row<'a>, of: Function) -> Vec<Expr> {
    match of {
        Function::Sum(field) if is_whole(tables.kind(row, field)) => {
            let column = tables.column(row, field);
            // PostgreSQL shifts 32 bits by the rest of 32, and sums 64 bits to a decimal.
            let wide = |number: Expr| match tables.context.dialect {
                Dialect::Sqlite => number,
                Dialect::Postgres => number.cast_as("bigint"),
            };
            let column = wide(column);
            let upper = column.clone().right_shift(constant(32_i64));
            let lower = column.bit_and(constant(4_294_967_295_i64));
            vec![wide(upper.sum()), wide(lower.sum())]
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
