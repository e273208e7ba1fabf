//! Tests of dates and times.

mod mysql;
mod postgres;
mod sqlite;

use sea_orm::sea_query::Expr;

use super::{Dialect, values};
use crate::{
    catalog::Kind,
    lookup::{Test, Transform},
};

/// A date and time, or a part of it, a date or a time passes a test that is not whether it is NULL.
pub(super) fn passes(
    dialect: Dialect,
    column: Expr,
    kind: &Kind,
    transform: Option<Transform>,
    test: &Test,
) -> Expr {
    let tested = |value, test| values::passes(dialect, value, test);
    match (dialect, transform) {
        (Dialect::Sqlite, None) => sqlite::passes(&column, test),
        (Dialect::MySql, None) => tested(column, test),
        (Dialect::Postgres, None) => tested(column, &postgres::of_kind(kind, test)),
        (Dialect::Sqlite, Some(Transform::Date)) => tested(sqlite::date(&column), test),
        (Dialect::Postgres, Some(Transform::Date)) => tested(postgres::date(column, kind), test),
        (Dialect::MySql, Some(Transform::Date)) => tested(mysql::date(column), test),
        (_, Some(Transform::Time)) if *kind == Kind::Time => tested(column, test),
        (Dialect::Sqlite, Some(Transform::Time)) => {
            tested(sqlite::time(&column), &sqlite::time_as_text(test))
        }
        (Dialect::Postgres, Some(Transform::Time)) => tested(postgres::time(column, kind), test),
        (Dialect::MySql, Some(Transform::Time)) => tested(mysql::time(column), test),
        (Dialect::MySql, Some(Transform::Part(part))) => tested(mysql::part(column, part), test),
        (Dialect::Sqlite, Some(Transform::Part(part))) => {
            tested(sqlite::part(&column, kind, part), test)
        }
        (Dialect::Postgres, Some(Transform::Part(part))) => {
            tested(postgres::part(&column, kind, part), test)
        }
    }
}

/// Whether values of the kind are a date and a time.
pub(super) fn is_moment(kind: &Kind) -> bool {
    matches!(kind, Kind::DateTime | Kind::Timestamp)
}
