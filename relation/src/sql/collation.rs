//! Columns in the form in which every database compares and orders them alike.
//!
//! SQLite compares text by its code points. PostgreSQL does so under the collation `C` alone, and
//! has types of its own for enums, which compare with no text and are in the order of their
//! declaration. MySQL does so where a column has a binary collation that does not pad, which is
//! left to the tables: the two servers share the name of none, and an index serves no other
//! collation than its column's. Its enums are in the order of their declaration as well.

use sea_orm::sea_query::{Expr, ExprTrait};

use super::{Context, Dialect, table::call};
use crate::catalog::{Field, Kind};

/// The column, to be compared with a value by equality.
pub(super) fn comparable(context: Context<'_>, field: &Field, column: Expr) -> Expr {
    match context.dialect {
        Dialect::Postgres if field.enum_type.is_some() => column.cast_as("text"),
        Dialect::Postgres | Dialect::Sqlite | Dialect::MySql => column,
    }
}

/// The column, to be compared by what is less, and to be ordered by.
pub(super) fn sortable(context: Context<'_>, field: &Field, column: Expr) -> Expr {
    let column = comparable(context, field, column);
    match (context.dialect, context.catalog.stored_kind(&field.kind)) {
        (Dialect::Postgres, Kind::Text) => by_code_points(column),
        (Dialect::MySql, _) if field.enum_type.is_some() => call("CONCAT", [column]),
        _ => column,
    }
}

/// PostgreSQL's text, compared by its code points. An index serves that if it has the collation as
/// well.
pub(super) fn by_code_points(text: Expr) -> Expr {
    Expr::cust_with_exprs("$1 COLLATE \"C\"", [text])
}
