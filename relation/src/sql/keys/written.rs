//! Lists of keys that the database wrote as JSON.

use sea_orm::sea_query::{
    Alias, BinOper, Expr, ExprTrait, Func, IntoIden, SelectStatement, TableRef,
    extension::postgres::PgBinOper,
};

use super::{
    super::{Dialect, table::constant},
    ALIAS, column,
    json::{KeyJson, reader_of},
    json_table::JsonTable,
};
use crate::catalog::Kind;

/// The statement that selects some values of each key of a list. `json` holds a value for each
/// key, or `width` values; `values` tell the places of those that are read, and what they are.
pub(in crate::sql) fn written(
    dialect: Dialect,
    json: &str,
    width: usize,
    values: &[(usize, &Kind)],
) -> SelectStatement {
    match dialect {
        Dialect::Sqlite => {
            let readers = values.iter();
            let readers = readers.map(|(position, kind)| (*position, reader_of(kind)));
            KeyJson::written(json, width, readers.collect()).select()
        }
        Dialect::Postgres => elements(json, width, values),
        Dialect::MySql => JsonTable::written(json, width, values).select(),
    }
}

/// PostgreSQL's JSON, each value read back from its text.
fn elements(json: &str, width: usize, values: &[(usize, &Kind)]) -> SelectStatement {
    let function = if width == 1 {
        "JSON_ARRAY_ELEMENTS_TEXT"
    } else {
        "JSON_ARRAY_ELEMENTS"
    };
    let list = Expr::val(json).cast_as(Alias::new("json"));
    let table = Func::cust(Alias::new(function)).arg(list);
    let mut select = SelectStatement::new();
    select.from(TableRef::FunctionCall(table, Alias::new(ALIAS).into_iden()));
    for (position, kind) in values {
        let value = column("value");
        let text = if width == 1 {
            value
        } else {
            let position = i32::try_from(*position).expect("few fields");
            let element = BinOper::PgOperator(PgBinOper::CastJsonField);
            value.binary(element, constant(position))
        };
        select.expr(text.cast_as(Alias::new(type_name(kind))));
    }
    select
}

/// The type in which PostgreSQL compares values of a kind.
pub(in crate::sql) fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Bool => "boolean",
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => "bigint",
        Kind::Float | Kind::Double => "double precision",
        Kind::Decimal => "numeric",
        Kind::Text | Kind::Enum(_) | Kind::Array(_) => "text",
        Kind::Bytes => "bytea",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::DateTime => "timestamp",
        Kind::Timestamp => "timestamptz",
        Kind::Uuid => "uuid",
        Kind::Json => "jsonb",
    }
}
