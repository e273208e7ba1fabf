//! The keys of an order, as the database holds them.

use sea_orm::{
    DbErr, QueryResult, Value,
    sqlx::{self, Row as _, TypeInfo, ValueRef, sqlite::SqliteRow},
};

use super::{Row, mysql, postgres};

/// The keys of an order, which are the columns from `first` on, as the database holds them: rows
/// are found again only by exactly these. They are whole numbers, floating-point numbers, text and
/// bytes on every database.
pub(in crate::query) fn keys(row: &QueryResult, first: usize) -> Result<Row, DbErr> {
    if let Some(row) = row.try_as_pg_row() {
        return (first..row.len())
            .map(|index| postgres::stored(row, index))
            .collect();
    }
    if let Some(row) = row.try_as_mysql_row() {
        return (first..row.len())
            .map(|index| mysql::stored(row, index))
            .collect();
    }
    let sqlite = row
        .try_as_sqlite_row()
        .ok_or_else(|| DbErr::Type("rows of an unknown database".to_owned()))?;
    (first..sqlite.len())
        .map(|index| stored(sqlite, index).map_err(|error| DbErr::Type(error.to_string())))
        .collect()
}

/// A value by the class in which SQLite stores it.
fn stored(row: &SqliteRow, index: usize) -> Result<Value, sqlx::Error> {
    let class = row.try_get_raw(index)?.type_info().name().to_owned();
    Ok(match class.as_str() {
        "INTEGER" => Value::BigInt(row.try_get_unchecked(index)?),
        "REAL" => Value::Double(row.try_get_unchecked(index)?),
        "BLOB" => Value::Bytes(row.try_get_unchecked(index)?),
        _ => Value::String(row.try_get_unchecked(index)?),
    })
}
