//! PostgreSQL's own catalogs.
//!
//! A table that the search path finds is named without its schema, any other one with it. Left
//! out are the database's own tables, those of extensions, and the parts of partitioned tables.
//!
//! Source: PostgreSQL, "System Catalogs".

use relation::agreement::{Column, Constraint, Index, Table, TableKind};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, QueryResult, Statement, TransactionTrait,
};

use super::{Tables, action, add_to_constraint, add_to_index};

const TABLES: &str = "
    SELECT t.oid::bigint, CASE WHEN pg_table_is_visible(t.oid) THEN NULL ELSE n.nspname::text END,
        t.relname::text, t.relkind IN ('r', 'p')
    FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE t.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT t.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
        AND NOT EXISTS (
            SELECT FROM pg_depend AS d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    ORDER BY t.relname::text COLLATE \"C\", n.nspname";

/// The type of a column can be a domain, over other domains, which has defaults of its own and can
/// refuse NULL. A trigger that runs before a row is made can give any value.
const COLUMNS: &str = "
    WITH RECURSIVE held AS (
        SELECT oid AS type, typbasetype AS base, typnotnull AS refuses_null,
            typdefault IS NOT NULL AS has_default
        FROM pg_type WHERE typtype = 'd'
        UNION ALL
        SELECT h.type, t.typbasetype, h.refuses_null OR t.typnotnull,
            h.has_default OR t.typdefault IS NOT NULL
        FROM held AS h JOIN pg_type AS t ON t.oid = h.base WHERE t.typtype = 'd'),
    domain AS (
        SELECT type, bool_or(refuses_null) AS refuses_null, bool_or(has_default) AS has_default
        FROM held GROUP BY type)
    SELECT a.attrelid::bigint, a.attname::text,
        NOT (a.attnotnull OR coalesce(d.refuses_null, false)),
        a.attidentity <> '' OR CASE WHEN a.atthasdef
            THEN pg_get_expr(e.adbin, e.adrelid) !~ '^NULL(::|$)'
            ELSE coalesce(d.has_default, false) END
        OR EXISTS (
            SELECT FROM pg_trigger AS g
            WHERE g.tgrelid = a.attrelid AND NOT g.tgisinternal AND g.tgtype & 7 = 7)
    FROM pg_attribute AS a
    LEFT JOIN pg_attrdef AS e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
    LEFT JOIN domain AS d ON d.type = a.atttypid
    WHERE a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum";

const PRIMARY_KEYS: &str = "
    SELECT i.indrelid::bigint, a.attname::text
    FROM pg_index AS i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indisprimary AND k.position <= i.indnkeyatts
    ORDER BY i.indrelid, k.position";

/// Those that find rows by the equality of values, and are whole.
const INDEXES: &str = "
    SELECT i.indrelid::bigint, c.relname::text, i.indisunique, i.indpred IS NOT NULL,
        a.attname::text, k.position = 1
    FROM pg_index AS i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
    JOIN pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_am AS m ON m.oid = c.relam
    LEFT JOIN pg_attribute AS a
        ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
    WHERE NOT i.indisprimary AND i.indisvalid AND m.amname IN ('btree', 'hash')
        AND k.position <= i.indnkeyatts
    ORDER BY i.indrelid, c.relname::text COLLATE \"C\", k.position";

/// Those with a parent belong to a part of a partitioned table.
const CONSTRAINTS: &str = "
    SELECT c.conrelid::bigint,
        CASE WHEN pg_table_is_visible(t.oid) THEN NULL ELSE n.nspname::text END, t.relname::text,
        CASE c.confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
            WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END,
        source.attname::text, target.attname::text, k.position = 1
    FROM pg_constraint AS c
    CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(source, target, position)
    JOIN pg_class AS t ON t.oid = c.confrelid
    JOIN pg_namespace AS n ON n.oid = t.relnamespace
    JOIN pg_attribute AS source ON source.attrelid = c.conrelid AND source.attnum = k.source
    JOIN pg_attribute AS target ON target.attrelid = c.confrelid AND target.attnum = k.target
    WHERE c.contype = 'f' AND c.conparentid = 0
    ORDER BY c.conrelid, c.conkey, c.oid, k.position";

pub(super) async fn tables(db: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
    let txn = db.begin_with_config(Some(isolation), Some(access)).await?;
    let mut tables = Tables::new();
    for row in rows(&txn, TABLES).await? {
        let (oid, schema, name, is_stored): (i64, Option<String>, String, bool) =
            row.try_get_many_by_index()?;
        let kind = if is_stored {
            TableKind::Stored
        } else {
            TableKind::Derived
        };
        tables.add(oid, schema, name, kind);
    }
    for row in rows(&txn, COLUMNS).await? {
        add_column(&mut tables, &row)?;
    }
    for row in rows(&txn, PRIMARY_KEYS).await? {
        let (oid, column): (i64, String) = row.try_get_many_by_index()?;
        if let Some(table) = tables.get(&oid) {
            table.primary_key.push(column);
        }
    }
    for row in rows(&txn, INDEXES).await? {
        add_index(&mut tables, &row)?;
    }
    for row in rows(&txn, CONSTRAINTS).await? {
        add_constraint(&mut tables, &row)?;
    }
    txn.commit().await?;
    Ok(tables.tables)
}

async fn rows(txn: &DatabaseTransaction, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    txn.query_all_raw(statement).await
}

fn add_column(tables: &mut Tables<i64>, row: &QueryResult) -> Result<(), DbErr> {
    let (oid, name, nullable, has_default): (i64, String, bool, bool) =
        row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&oid) {
        let is_stored = table.kind == TableKind::Stored;
        table.columns.push(Column {
            name,
            nullable: nullable || !is_stored,
            has_default: has_default && is_stored,
        });
    }
    Ok(())
}

fn add_index(tables: &mut Tables<i64>, row: &QueryResult) -> Result<(), DbErr> {
    let (oid, name, unique, partial, column, is_first): (
        i64,
        String,
        bool,
        bool,
        Option<String>,
        bool,
    ) = row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&oid).filter(|of| of.kind == TableKind::Stored) {
        let index = Index {
            name,
            columns: vec![column],
            unique,
            partial,
        };
        add_to_index(table, index, is_first);
    }
    Ok(())
}

fn add_constraint(tables: &mut Tables<i64>, row: &QueryResult) -> Result<(), DbErr> {
    let (oid, target_schema, target, on_delete, column, target_column, is_first): (
        i64,
        Option<String>,
        String,
        String,
        String,
        String,
        bool,
    ) = row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&oid) {
        let constraint = Constraint {
            columns: vec![column],
            target_schema,
            target,
            target_columns: vec![target_column],
            on_delete: action(&on_delete),
        };
        add_to_constraint(table, constraint, is_first);
    }
    Ok(())
}
