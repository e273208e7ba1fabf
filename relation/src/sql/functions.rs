//! One value made of many rows.

use sea_orm::sea_query::{BinOper, Expr, ExprTrait, Func};

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
                Dialect::Sqlite | Dialect::MySql => extreme.of(column),
                Dialect::Postgres => extreme.of_kind(column, tables.kind(row, field)),
            }
        }
        Function::Avg(field) => {
            let column = tables.column(row, field);
            let dialect = tables.context.dialect;
            match (dialect, tables.kind(row, field)) {
                // A sum of whole numbers is exact.
                (Dialect::Postgres | Dialect::MySql, kind) if is_whole(kind) => {
                    double(dialect, column.clone().sum()).div(column.count())
                }
                // MySQL divides to four more digits than the number has.
                (Dialect::MySql, Kind::Decimal) => {
                    Func::avg(column.cast_as("decimal(65, 8)")).into()
                }
                _ => Func::avg(column).into(),
            }
        }
        Function::Sum(field) => {
            let column = tables.column(row, field);
            let dialect = tables.context.dialect;
            match (dialect, tables.kind(row, field)) {
                (Dialect::Sqlite, Kind::BigInt | Kind::BigUnsigned) => column.cast_as("REAL").sum(),
                (_, Kind::BigInt | Kind::BigUnsigned) => double(dialect, column.sum()),
                (Dialect::Postgres, Kind::Float) => double(dialect, column).sum(),
                // MySQL sums whole numbers to a decimal.
                (Dialect::MySql, kind) if is_whole(kind) => column.sum().cast_as("signed"),
                _ => column.sum(),
            }
        }
    }
}

/// The kind of the value that [`function`] makes, where values have types, of fields of some kinds.
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

fn double(dialect: Dialect, number: Expr) -> Expr {
    number.cast_as(match dialect {
        Dialect::Sqlite => "real",
        Dialect::Postgres => "double precision",
        Dialect::MySql => "double",
    })
}

/// The columns from which the exact value is read: one, or, for the sum of whole numbers, two: a
/// number of 2^32 and what is to be added to that, which cannot overflow. They are the sums of the upper
/// and of the lower 32 bits.
pub(super) fn exact_columns<'a>(tables: &mut Tables<'a>, row: &Row<'a>, of: Function) -> Vec<Expr> {
    match of {
        Function::Sum(field) if is_whole(tables.kind(row, field)) => {
            let column = tables.column(row, field);
            match tables.context.dialect {
                Dialect::Sqlite => halves(column, |number| number),
                // PostgreSQL shifts 32 bits by the rest of 32, and sums 64 bits to a decimal.
                Dialect::Postgres => halves(column, |number| number.cast_as("bigint")),
                // MySQL shifts no sign, and its sum is a decimal that holds any.
                Dialect::MySql => {
                    let power = || constant(1_i64 << 32);
                    let upper = column.clone().sum();
                    let upper = upper.binary(BinOper::Custom("DIV"), power());
                    let lower = column.sum().modulo(power());
                    [upper, lower].map(|sum| sum.cast_as("signed")).to_vec()
                }
            }
        }
        _ => vec![function(tables, row, of)],
    }
}

/// The sums of the upper and of the lower 32 bits of a whole number, which is made wide enough.
fn halves(column: Expr, wide: fn(Expr) -> Expr) -> Vec<Expr> {
    let column = wide(column);
    let upper = column.clone().right_shift(constant(32_i64));
    let lower = column.bit_and(constant(4_294_967_295_i64));
    vec![wide(upper.sum()), wide(lower.sum())]
}

/// Whether the kind is one of the whole numbers.
pub(crate) fn is_whole(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned
    )
}
