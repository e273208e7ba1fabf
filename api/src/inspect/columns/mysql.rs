//! Columns of MySQL and MariaDB, by their `information_schema`.
//!
//! Source: MySQL and MariaDB, "Data Types" and "Information Schema Tables".

use std::collections::HashSet;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, FromQueryResult, QueryResult, Statement,
    sea_query::{Alias, ColumnType, IntoIden, StringLen},
};

use super::{Detail, Details, Held, Source, quoted, unquoted};

const COLUMNS: &str = "
    SELECT CAST(c.table_name AS char) AS `table`, CAST(c.column_name AS char) AS `column`,
        CAST(c.column_type AS char) AS declared, CAST(c.column_default AS char) AS given,
        CAST(c.extra AS char) AS extra, CAST(c.generation_expression AS char) AS computed,
        CAST(c.column_comment AS char) AS comment
    FROM information_schema.columns AS c WHERE c.table_schema = database()";

const COMMENTS: &str = "
    SELECT CAST(table_name AS char), CAST(table_comment AS char)
    FROM information_schema.tables WHERE table_schema = database() AND table_type <> 'VIEW'";

/// The JSON of MariaDB is a text with a check, which belongs to the column.
const CHECKS: &str = "
    SELECT CAST(table_name AS char), CAST(constraint_name AS char)
    FROM information_schema.check_constraints
    WHERE constraint_schema = database() AND check_clause LIKE 'json_valid(%'";

/// A row of `COLUMNS`.
#[derive(FromQueryResult)]
struct Described {
    table: String,
    column: String,
    /// The type, as the table declares it.
    declared: String,
    given: Option<String>,
    extra: String,
    computed: Option<String>,
    comment: String,
}

pub(super) async fn read(db: &DatabaseConnection) -> Result<Details, DbErr> {
    let version = rows(db, "SELECT version()").await?;
    let version: Vec<String> = version
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    let is_maria = version.iter().any(|version| version.contains("MariaDB"));
    let mut documents: HashSet<(String, String)> = HashSet::new();
    if is_maria {
        for row in rows(db, CHECKS).await? {
            documents.insert(row.try_get_many_by_index()?);
        }
    }
    let mut details = Details::default();
    for row in rows(db, COLUMNS).await? {
        let described = Described::from_query_result(&row, "")?;
        let place = (described.table.clone(), described.column.clone());
        let held = if documents.contains(&place) {
            Held::Values(ColumnType::Json)
        } else {
            described.held()
        };
        let detail = described.detail(held, is_maria);
        details.columns.insert((None, place.0, place.1), detail);
    }
    for row in rows(db, COMMENTS).await? {
        let (table, comment): (String, String) = row.try_get_many_by_index()?;
        if !comment.is_empty() {
            details.comments.insert((None, table), comment);
        }
    }
    Ok(details)
}

async fn rows(db: &DatabaseConnection, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
    let statement = Statement::from_string(DbBackend::MySql, sql);
    db.query_all_raw(statement).await
}

impl Described {
    fn detail(&self, held: Held, is_maria: bool) -> Detail {
        let computed = self.computed.as_deref().filter(|sql| !sql.is_empty());
        let source = match computed {
            Some(_) => Source::Computed,
            None if self.extra.contains("auto_increment") => Source::Counted,
            None => Source::Writer,
        };
        let given = self.given.as_deref();
        let default = match computed {
            Some(sql) => Some(sql.to_owned()),
            // What is an expression in MariaDB is a bare value in MySQL, unless it is told.
            None if is_maria || self.extra.contains("DEFAULT_GENERATED") => {
                given.filter(|sql| *sql != "NULL").map(str::to_owned)
            }
            None => given.map(|value| literal(value, &held)),
        };
        Detail {
            held,
            default,
            source,
            comment: Some(self.comment.clone()).filter(|comment| !comment.is_empty()),
        }
    }

    fn held(&self) -> Held {
        let (name, sizes, rest) = parts(&self.declared);
        let is_unsigned = rest.contains("unsigned");
        if name == "enum" {
            return Held::Values(ColumnType::Enum {
                name: Alias::new(format!("{}_{}", self.table, self.column)).into_iden(),
                variants: labels(sizes)
                    .iter()
                    .map(|l| Alias::new(l).into_iden())
                    .collect(),
            });
        }
        let numbers: Vec<u32> = sizes
            .split(',')
            .map_while(|size| size.trim().parse().ok())
            .collect();
        let length = numbers.first().copied();
        Held::Values(match (name, is_unsigned) {
            ("tinyint", false) if length == Some(1) => ColumnType::Boolean,
            ("tinyint", false) => ColumnType::TinyInteger,
            ("tinyint", true) => ColumnType::TinyUnsigned,
            ("smallint", false) => ColumnType::SmallInteger,
            ("smallint", true) | ("year", _) => ColumnType::SmallUnsigned,
            ("mediumint" | "int", false) => ColumnType::Integer,
            ("mediumint" | "int", true) => ColumnType::Unsigned,
            ("bigint", false) => ColumnType::BigInteger,
            ("bigint", true) => ColumnType::BigUnsigned,
            ("float", _) => ColumnType::Float,
            ("double", _) => ColumnType::Double,
            ("decimal", _) => ColumnType::Decimal(match numbers[..] {
                [digits, scale] => Some((digits, scale)),
                _ => None,
            }),
            ("char", _) => ColumnType::Char(length),
            ("varchar", _) => ColumnType::String(length.map_or(StringLen::None, StringLen::N)),
            ("tinytext" | "text" | "mediumtext" | "longtext", _) => ColumnType::Text,
            ("binary", _) => ColumnType::Binary(length.unwrap_or(1)),
            ("varbinary", _) => ColumnType::VarBinary(length.map_or(StringLen::None, StringLen::N)),
            ("tinyblob" | "blob" | "mediumblob" | "longblob", _) => ColumnType::Blob,
            ("date", _) => ColumnType::Date,
            ("time", _) => ColumnType::Time,
            ("datetime", _) => ColumnType::DateTime,
            ("timestamp", _) => ColumnType::Timestamp,
            ("json", _) => ColumnType::Json,
            ("uuid", _) => ColumnType::Uuid,
            _ => {
                let declared = &self.declared;
                return Held::Unserved(format!(
                    "the type `{declared}` is not served; a generated column of another type could show it"
                ));
            }
        })
    }
}

/// `decimal`, `5,2` and ` unsigned` of `decimal(5,2) unsigned`.
fn parts(declared: &str) -> (&str, &str, &str) {
    let Some((name, rest)) = declared.split_once('(') else {
        let (name, rest) = declared.split_once(' ').unwrap_or((declared, ""));
        return (name, "", rest);
    };
    let (sizes, rest) = rest.rsplit_once(')').unwrap_or((rest, ""));
    (name, sizes, rest)
}

/// The values of an enum.
fn labels(list: &str) -> Vec<String> {
    let labels = list
        .split_inclusive("',")
        .scan(String::new(), |open, part| {
            open.push_str(part);
            Some(unquoted(open.trim_end_matches(',')).inspect(|_| open.clear()))
        });
    labels.flatten().collect()
}

/// A bare value as SQL: a number as it is, all else as text.
fn literal(value: &str, held: &Held) -> String {
    let is_number = matches!(
        held,
        Held::Values(
            ColumnType::Boolean
                | ColumnType::TinyInteger
                | ColumnType::TinyUnsigned
                | ColumnType::SmallInteger
                | ColumnType::SmallUnsigned
                | ColumnType::Integer
                | ColumnType::Unsigned
                | ColumnType::BigInteger
                | ColumnType::BigUnsigned
                | ColumnType::Float
                | ColumnType::Double
                | ColumnType::Decimal(_)
        )
    );
    if is_number {
        value.to_owned()
    } else {
        quoted(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{labels, parts};

    #[test]
    fn types_are_taken_apart() {
        assert_eq!(
            parts("decimal(5,2) unsigned"),
            ("decimal", "5,2", " unsigned")
        );
        assert_eq!(parts("bigint unsigned"), ("bigint", "", "unsigned"));
        assert_eq!(parts("text"), ("text", "", ""));
        assert_eq!(parts("enum('a)','b')"), ("enum", "'a)','b'", ""));
    }

    #[test]
    fn labels_hold_quotes_and_commas() {
        assert_eq!(
            labels("'a','it''s','x'',y','G'"),
            ["a", "it's", "x',y", "G"]
        );
        assert_eq!(labels("''"), [""]);
    }
}
