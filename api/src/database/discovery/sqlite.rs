//! SQLite's pragmas.
//!
//! A view or a virtual table takes a statement of its own, because a single broken one would spoil
//! the whole.

use relation::agreement::{Column, Constraint, Index, Table, TableKind};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult,
    Statement, TransactionTrait, Value,
};

use super::{Tables, action, add_to_constraint, add_to_index};

// Names of tables that begin with `sqlite_` are SQLite's own.

const TABLES: &str = r"
    SELECT name, type FROM pragma_table_list
    WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
    ORDER BY name";

/// The key of a rowid is the one that needs no index: it is never NULL, and SQLite counts it.
/// A column that is computed is counted among those with a default.
///
/// Source: SQLite, CREATE TABLE, "ROWIDs and the INTEGER PRIMARY KEY".
const COLUMNS: &str = r#"
    WITH col AS (
        SELECT t.name AS "table", c.*, c.pk > 0 AND NOT EXISTS (
            SELECT 1 FROM pragma_index_list(t.name, 'main') WHERE origin = 'pk') AS is_rowid
        FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name, 'main') AS c
        WHERE t.schema = 'main' AND t.type = 'table')
    SELECT "table", name, NOT ("notnull" OR is_rowid),
        coalesce(upper(dflt_value), 'NULL') <> 'NULL' OR hidden > 1 OR is_rowid
    FROM col ORDER BY "table", cid"#;

const PRIMARY_KEYS: &str = r"
    SELECT t.name, c.name
    FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name, 'main') AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.pk";

const COLUMNS_OF_VIEW: &str =
    "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1 ORDER BY cid";

const INDEXES: &str = r#"
    SELECT t.name, i.name, i."unique", i.partial, c.name, c.seqno = 0
    FROM pragma_table_list AS t JOIN pragma_index_list(t.name, 'main') AS i
    JOIN pragma_index_info(i.name, 'main') AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND i.origin <> 'pk'
    ORDER BY t.name, i.name, c.seqno"#;

const CONSTRAINTS: &str = r#"
    SELECT t.name, k."table", k."from", k."to", k.on_delete, k.seq = 0
    FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name, 'main') AS k
    WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, k.id, k.seq"#;

pub(super) async fn tables(db: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    let txn = db.begin().await?;
    let mut tables = Tables::new();
    for row in rows(&txn, TABLES, []).await? {
        let (name, kind): (String, String) = row.try_get_many_by_index()?;
        if kind == "table" {
            tables.add(name.clone(), None, name, TableKind::Stored);
            continue;
        }
        // What cannot be read is to its readers as if it were not there.
        let Ok(columns) = rows(&txn, COLUMNS_OF_VIEW, [name.clone().into()]).await else {
            continue;
        };
        tables.add(name.clone(), None, name.clone(), TableKind::Derived);
        if let Some(table) = tables.get(&name) {
            table.columns = columns.iter().map(view_column).collect::<Result<_, _>>()?;
        }
    }
    for row in rows(&txn, COLUMNS, []).await? {
        add_column(&mut tables, &row)?;
    }
    for row in rows(&txn, PRIMARY_KEYS, []).await? {
        let (table, column): (String, String) = row.try_get_many_by_index()?;
        if let Some(table) = tables.get(&table) {
            table.primary_key.push(column);
        }
    }
    for row in rows(&txn, INDEXES, []).await? {
        add_index(&mut tables, &row)?;
    }
    for row in rows(&txn, CONSTRAINTS, []).await? {
        add_constraint(&mut tables, &row)?;
    }
    txn.commit().await?;
    Ok(tables.tables)
}

async fn rows<const N: usize>(
    txn: &DatabaseTransaction,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<QueryResult>, DbErr> {
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    txn.query_all_raw(statement).await
}

fn view_column(row: &QueryResult) -> Result<Column, DbErr> {
    Ok(Column {
        name: row.try_get_by_index(0)?,
        nullable: true,
        has_default: false,
    })
}

fn add_column(tables: &mut Tables<String>, row: &QueryResult) -> Result<(), DbErr> {
    let (table, name, nullable, has_default): (String, String, bool, bool) =
        row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&table) {
        table.columns.push(Column {
            name,
            nullable,
            has_default,
        });
    }
    Ok(())
}

fn add_index(tables: &mut Tables<String>, row: &QueryResult) -> Result<(), DbErr> {
    let (table, name, unique, partial, column, is_first): (
        String,
        String,
        bool,
        bool,
        Option<String>,
        bool,
    ) = row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&table) {
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

fn add_constraint(tables: &mut Tables<String>, row: &QueryResult) -> Result<(), DbErr> {
    let (table, target, column, target_column, on_delete, is_first): (
        String,
        String,
        String,
        Option<String>,
        String,
        bool,
    ) = row.try_get_many_by_index()?;
    let target_columns = match target_column {
        Some(column) => vec![column],
        // Without columns a constraint refers to the primary key.
        None if is_first => primary_key(&tables.tables, &target),
        None => Vec::new(),
    };
    if let Some(table) = tables.get(&table) {
        let constraint = Constraint {
            columns: vec![column],
            target_schema: None,
            target,
            target_columns,
            on_delete: action(&on_delete),
        };
        add_to_constraint(table, constraint, is_first);
    }
    Ok(())
}

fn primary_key(tables: &[Table], name: &str) -> Vec<String> {
    let mut tables = tables.iter();
    let table = tables.find(|table| table.is_named(name));
    table.map_or_else(Vec::new, |table| table.primary_key.clone())
}
