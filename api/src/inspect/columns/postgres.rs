//! Columns of PostgreSQL, by its own catalogs.
//!
//! Source: PostgreSQL, "System Catalogs" and "Data Types".

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, FromQueryResult, QueryResult, Statement,
    sea_query::{Alias, ColumnType, IntoIden, RcOrArc, StringLen},
};

use super::{Detail, Details, Held, Source, quoted, unquoted};

/// A domain is followed to the type under it, which is that of its values. The default of a domain
/// is used where the column has none.
const COLUMNS: &str = "
    WITH RECURSIVE held AS (
        SELECT oid AS type, oid AS base, typtypmod AS modifier,
            CASE WHEN typtype = 'd' THEN typdefault END AS fallback
        FROM pg_type
        UNION ALL
        SELECT h.type, t.typbasetype, CASE WHEN h.type = h.base THEN t.typtypmod ELSE h.modifier END,
            coalesce(h.fallback, t.typdefault)
        FROM held AS h JOIN pg_type AS t ON t.oid = h.base WHERE t.typtype = 'd')
    SELECT CASE WHEN pg_table_is_visible(c.oid) THEN NULL ELSE n.nspname::text END AS schema,
        c.relname::text AS table, a.attname::text AS column,
        format_type(a.atttypid, a.atttypmod) AS shown,
        CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE h.modifier END AS modifier,
        v.typname::text AS name, t.typcategory = 'A' AS is_list, a.attndims > 1 AS is_deep,
        v.typtype = 'b' AND s.nspname = 'pg_catalog' AS is_built_in, pg_type_is_visible(v.oid) AS is_visible,
        ARRAY(SELECT e.enumlabel::text FROM pg_enum AS e WHERE e.enumtypid = v.oid ORDER BY e.enumsortorder)
            AS labels,
        coalesce(pg_get_expr(d.adbin, d.adrelid), h.fallback) AS given,
        CAST(a.attidentity AS text) AS identity, a.attgenerated <> '' AS is_computed,
        col_description(c.oid, a.attnum) AS comment
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    JOIN held AS h ON h.type = a.atttypid
    JOIN pg_type AS t ON t.oid = h.base AND t.typtype <> 'd'
    JOIN pg_type AS v ON v.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
    JOIN pg_namespace AS s ON s.oid = v.typnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

const COMMENTS: &str = "
    SELECT CASE WHEN pg_table_is_visible(c.oid) THEN NULL ELSE n.nspname::text END,
        c.relname::text, obj_description(c.oid, 'pg_class')
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND obj_description(c.oid, 'pg_class') IS NOT NULL";

/// A row of `COLUMNS`.
#[derive(FromQueryResult)]
struct Described {
    schema: Option<String>,
    table: String,
    column: String,
    /// The type as a declaration has it.
    shown: String,
    /// What stands in parentheses after the type's name, as PostgreSQL packs it.
    modifier: i32,
    /// The name of the type of its values, or of those of a list.
    name: String,
    is_list: bool,
    /// Whether it is a list of lists, as far as the declaration tells.
    is_deep: bool,
    is_built_in: bool,
    /// Whether the type is found without the name of its schema.
    is_visible: bool,
    /// The values of an enum.
    labels: Vec<String>,
    given: Option<String>,
    identity: String,
    is_computed: bool,
    comment: Option<String>,
}

pub(super) async fn read(db: &DatabaseConnection) -> Result<Details, DbErr> {
    let mut details = Details::default();
    for row in rows(db, COLUMNS).await? {
        let described = Described::from_query_result(&row, "")?;
        let detail = described.detail();
        let place = (described.schema, described.table, described.column);
        details.columns.insert(place, detail);
    }
    for row in rows(db, COMMENTS).await? {
        let (schema, table, comment): (Option<String>, String, String) =
            row.try_get_many_by_index()?;
        details.comments.insert((schema, table), comment);
    }
    Ok(details)
}

async fn rows(db: &DatabaseConnection, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    db.query_all_raw(statement).await
}

impl Described {
    fn detail(&self) -> Detail {
        let held = self.held();
        let is_sequence = |sql: &str| sql.starts_with("nextval(");
        let source = match self.identity.as_str() {
            "a" => Source::AlwaysCounted,
            "d" => Source::Counted,
            _ if self.is_computed => Source::Computed,
            _ if self.given.as_deref().is_some_and(is_sequence) => Source::Counted,
            _ => Source::Writer,
        };
        let default = match (&self.given, &held) {
            // The word for it in any statement.
            (None, _) => (source != Source::Writer).then(|| "DEFAULT".to_owned()),
            (Some(sql), Held::Values(of) | Held::Noted(of, _)) => default(sql, of),
            (Some(sql), Held::Unserved(_)) => Some(sql.clone()),
        };
        Detail {
            held,
            default,
            source,
            comment: self.comment.clone(),
        }
    }

    fn held(&self) -> Held {
        let shown = &self.shown;
        if self.name == "citext" && !self.is_list {
            let note = "is `citext`, which the API compares with regard to case".to_owned();
            return Held::Noted(ColumnType::Text, note);
        }
        let of = if self.labels.is_empty() {
            self.scalar()
        } else if self.is_list {
            None // Lists of enums are not read.
        } else if self.is_visible {
            Some(ColumnType::Enum {
                name: Alias::new(&self.name).into_iden(),
                variants: self
                    .labels
                    .iter()
                    .map(|l| Alias::new(l).into_iden())
                    .collect(),
            })
        } else {
            let why = format!("its type `{shown}` is in a schema that is not in the search path");
            return Held::Unserved(why);
        };
        if self.is_deep {
            return Held::Unserved("lists of lists are not served".to_owned());
        }
        match of {
            Some(of) if !self.is_list => Held::Values(of),
            Some(of) if of != ColumnType::Blob => Held::Values(ColumnType::Array(RcOrArc::new(of))),
            _ => Held::Unserved(format!(
                "the type `{shown}` is not served; a generated column of another type could show it"
            )),
        }
    }

    fn scalar(&self) -> Option<ColumnType> {
        if !self.is_built_in {
            return None;
        }
        let length = u32::try_from(self.modifier - 4).ok();
        Some(match self.name.as_str() {
            "bool" => ColumnType::Boolean,
            "int2" => ColumnType::SmallInteger,
            "int4" => ColumnType::Integer,
            "int8" => ColumnType::BigInteger,
            "float4" => ColumnType::Float,
            "float8" => ColumnType::Double,
            "numeric" => ColumnType::Decimal(length.map(|packed| (packed >> 16, packed & 0x7ff))),
            "text" | "name" => ColumnType::Text,
            "varchar" => ColumnType::String(length.map_or(StringLen::None, StringLen::N)),
            "bpchar" => ColumnType::Char(length),
            "uuid" => ColumnType::Uuid,
            "date" => ColumnType::Date,
            "time" => ColumnType::Time,
            "timestamp" => ColumnType::DateTime,
            "timestamptz" => ColumnType::Timestamp,
            "bytea" => ColumnType::Blob,
            "json" => ColumnType::Json,
            "jsonb" => ColumnType::JsonBinary,
            _ => return None,
        })
    }
}

/// The default as a literal without its type, where text or a whole number says the same, else as
/// it is; none for NULL.
fn default(sql: &str, of: &ColumnType) -> Option<String> {
    if sql == "NULL" || sql.starts_with("NULL::") {
        return None;
    }
    let is_whole = matches!(
        of,
        ColumnType::SmallInteger | ColumnType::Integer | ColumnType::BigInteger
    );
    let is_text = matches!(
        of,
        ColumnType::Text | ColumnType::String(_) | ColumnType::Char(_)
    );
    let literal = sql.rsplit_once("::").and_then(|(sql, _)| unquoted(sql));
    Some(match literal {
        Some(text) if is_text => quoted(&text),
        Some(number) if is_whole => number,
        _ => sql.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{ColumnType, StringLen};

    use super::default;

    #[test]
    fn defaults_lose_a_type_that_the_column_has_anyway() {
        let text = ColumnType::String(StringLen::None);
        for (sql, of, expected) in [
            ("'it''s'::character varying", &text, Some("'it''s'")),
            ("'a::b'::text", &text, Some("'a::b'")),
            (
                "('a'::text || 'b'::text)",
                &text,
                Some("('a'::text || 'b'::text)"),
            ),
            ("'-1'::integer", &ColumnType::Integer, Some("-1")),
            ("7", &ColumnType::Integer, Some("7")),
            (
                "'2024-01-01'::date",
                &ColumnType::Date,
                Some("'2024-01-01'::date"),
            ),
            ("NULL::character varying", &text, None),
        ] {
            assert_eq!(default(sql, of).as_deref(), expected, "{sql}");
        }
    }
}
