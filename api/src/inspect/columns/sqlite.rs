//! Columns of SQLite, by its pragmas.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement,
    sea_query::{ColumnType, StringLen},
};

use super::{Detail, Details, Held, Source};

/// Whether a column is part of a key is asked of both sides of it. The key of a rowid is counted.
const COLUMNS: &str = r#"
    WITH col AS (
        SELECT t.name AS "table", c.*,
            c.pk > 0 OR EXISTS (
                SELECT 1 FROM pragma_foreign_key_list(t.name, 'main')
                WHERE "from" = c.name COLLATE NOCASE) AS is_in_key,
            c.pk > 0 AND NOT EXISTS (
                SELECT 1 FROM pragma_index_list(t.name, 'main') WHERE origin = 'pk') AS is_rowid
        FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name, 'main') AS c
        WHERE t.schema = 'main' AND t.type = 'table')
    SELECT "table", name, type, dflt_value, hidden > 1, is_rowid, is_in_key FROM col"#;

pub(super) async fn read(db: &DatabaseConnection) -> Result<Details, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, COLUMNS);
    let mut details = Details::default();
    for row in db.query_all_raw(statement).await? {
        let (table, column, declared, default, is_computed, is_counted, is_in_key): (
            String,
            String,
            String,
            Option<String>,
            bool,
            bool,
            bool,
        ) = row.try_get_many_by_index()?;
        let detail = Detail {
            held: held(&declared, is_in_key),
            default: default.filter(|sql| !sql.eq_ignore_ascii_case("NULL")),
            source: match (is_computed, is_counted) {
                (true, _) => Source::Computed,
                (false, true) => Source::Counted,
                (false, false) => Source::Writer,
            },
            comment: None,
        };
        details.columns.insert((None, table, column), detail);
    }
    Ok(details)
}

fn held(declared: &str, is_in_key: bool) -> Held {
    match column_type(declared, is_in_key) {
        Some(of) => Held::Values(of),
        None => Held::Noted(
            ColumnType::Text,
            format!("is of the type {declared:?}, which is taken for text"),
        ),
    }
}

/// The type of a column; none for one that is not known, which holds text as far as anybody can tell.
///
/// Whole numbers of a key are of 64 bits, whatever their name, so that keys and what they refer to
/// are alike.
///
/// Source: SQLite, "Datatypes In SQLite", determination of column affinity, and the names of types
/// that databases and SeaORM's migrations write.
pub(super) fn column_type(declared: &str, is_in_key: bool) -> Option<ColumnType> {
    let (name, sizes) = match declared.split_once('(') {
        Some((name, sizes)) => (name, sizes.trim_end_matches(')')),
        None => (declared, ""),
    };
    let name = name.trim().to_lowercase();
    let sizes: Vec<u32> = sizes
        .split(',')
        .map_while(|size| size.trim().parse().ok())
        .collect();
    let length = sizes.first().map_or(StringLen::None, |n| StringLen::N(*n));
    let precision = match sizes[..] {
        [digits, scale] => Some((digits, scale)),
        [digits] => Some((digits, 0)),
        _ => None,
    };
    Some(match name.as_str() {
        "boolean" | "bool" => ColumnType::Boolean,
        "date" | "date_text" => ColumnType::Date,
        "time" | "time_text" => ColumnType::Time,
        "datetime" | "datetime_text" => ColumnType::DateTime,
        "timestamp" | "timestamp_text" => ColumnType::Timestamp,
        "timestamptz" | "timestamp with time zone" | "timestamp_with_timezone_text" => {
            ColumnType::TimestampWithTimeZone
        }
        "numeric" | "decimal" | "money" | "real_decimal" | "real_money" => {
            ColumnType::Decimal(precision)
        }
        "json" | "jsonb" | "json_text" | "jsonb_text" => ColumnType::Json,
        "uuid_text" => ColumnType::Uuid,
        "tinyint" | "smallint" | "mediumint" | "int2" if !is_in_key => ColumnType::Integer,
        name if name.contains("int") => ColumnType::BigInteger,
        name if name.contains("char") => ColumnType::String(length),
        name if name.contains("text") || name.contains("clob") || name == "string" => {
            ColumnType::Text
        }
        name if name.contains("blob") || name.contains("binary") => ColumnType::Blob,
        name if ["real", "floa", "doub"]
            .iter()
            .any(|part| name.contains(part)) =>
        {
            ColumnType::Double
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{ColumnType, StringLen};

    use super::column_type;

    #[test]
    fn types_are_told_by_the_names_that_people_give_them() {
        for (declared, expected) in [
            ("INTEGER", ColumnType::BigInteger),
            ("unsigned big int", ColumnType::BigInteger),
            ("SMALLINT", ColumnType::Integer),
            ("NVARCHAR(160)", ColumnType::String(StringLen::N(160))),
            ("varchar", ColumnType::String(StringLen::None)),
            ("NUMERIC(10,2)", ColumnType::Decimal(Some((10, 2)))),
            ("decimal( 5 )", ColumnType::Decimal(Some((5, 0)))),
            ("DateTime", ColumnType::DateTime),
            ("TIMESTAMP", ColumnType::Timestamp),
            ("Double Precision", ColumnType::Double),
            ("VARBINARY(16)", ColumnType::Blob),
            ("jsonb", ColumnType::Json),
        ] {
            assert_eq!(column_type(declared, false), Some(expected), "{declared}");
        }
        assert_eq!(column_type("SMALLINT", true), Some(ColumnType::BigInteger));
        for declared in ["", "geometry", "uuid"] {
            assert_eq!(column_type(declared, false), None, "{declared}");
        }
    }
}
