//! Which tables a database has: read from SQLite's own description, in one transaction.
//!
//! All tables are read by one statement for each kind of fact. A view or a virtual table takes one
//! of its own, because a single broken one would spoil the whole.

use relation::agreement::{Action, Column, Constraint, Index, Table, TableKind};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult,
    Statement, TransactionTrait, Value,
};

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
    SELECT t.name, i.name, i."unique", i.partial, c.name
    FROM pragma_table_list AS t JOIN pragma_index_list(t.name, 'main') AS i
    JOIN pragma_index_info(i.name, 'main') AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND i.origin <> 'pk'
    ORDER BY t.name, i.name, c.seqno"#;

const CONSTRAINTS: &str = r#"
    SELECT t.name, k.id, k."table", k."from", k."to", k.on_delete
    FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name, 'main') AS k
    WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, k.id, k.seq"#;

pub(super) async fn tables(db: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    let txn = db.begin().await?;
    let mut tables = Vec::new();
    for row in rows(&txn, TABLES, []).await? {
        let (name, kind): (String, String) = row.try_get_many_by_index()?;
        let mut table = empty(name);
        if kind != "table" {
            table.kind = TableKind::Derived;
            // What cannot be read is to its readers as if it were not there.
            let Ok(columns) = rows(&txn, COLUMNS_OF_VIEW, [table.name.clone().into()]).await else {
                continue;
            };
            table.columns = columns.iter().map(view_column).collect::<Result<_, _>>()?;
        }
        tables.push(table);
    }
    for row in rows(&txn, COLUMNS, []).await? {
        add_column(&mut tables, &row)?;
    }
    for row in rows(&txn, PRIMARY_KEYS, []).await? {
        let (table, column): (String, String) = row.try_get_many_by_index()?;
        if let Some(table) = named(&mut tables, &table) {
            table.primary_key.push(column);
        }
    }
    for row in rows(&txn, INDEXES, []).await? {
        add_index(&mut tables, &row)?;
    }
    add_constraints(&mut tables, &rows(&txn, CONSTRAINTS, []).await?)?;
    txn.commit().await?;
    Ok(tables)
}

async fn rows<const N: usize>(
    txn: &DatabaseTransaction,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<QueryResult>, DbErr> {
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    txn.query_all_raw(statement).await
}

fn empty(name: String) -> Table {
    Table {
        schema: None,
        name,
        kind: TableKind::Stored,
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        constraints: Vec::new(),
    }
}

fn view_column(row: &QueryResult) -> Result<Column, DbErr> {
    Ok(Column {
        name: row.try_get_by_index(0)?,
        nullable: true,
        has_default: false,
    })
}

fn add_column(tables: &mut [Table], row: &QueryResult) -> Result<(), DbErr> {
    let (table, name, nullable, has_default): (String, String, bool, bool) =
        row.try_get_many_by_index()?;
    if let Some(table) = named(tables, &table) {
        table.columns.push(Column {
            name,
            nullable,
            has_default,
        });
    }
    Ok(())
}

fn add_index(tables: &mut [Table], row: &QueryResult) -> Result<(), DbErr> {
    let (table, name, unique, partial, column): (String, String, bool, bool, Option<String>) =
        row.try_get_many_by_index()?;
    let Some(table) = named(tables, &table) else {
        return Ok(());
    };
    match table.indexes.last_mut() {
        Some(index) if index.name == name => index.columns.push(column),
        _ => table.indexes.push(Index {
            name,
            columns: vec![column],
            unique,
            partial,
        }),
    }
    Ok(())
}

fn add_constraints(tables: &mut [Table], rows: &[QueryResult]) -> Result<(), DbErr> {
    let keys: Vec<(String, Vec<String>)> = tables
        .iter()
        .map(|table| (table.name.clone(), table.primary_key.clone()))
        .collect();
    let mut last = None;
    for row in rows {
        let (name, id, target, from, to, on_delete): (
            String,
            i64,
            String,
            String,
            Option<String>,
            String,
        ) = row.try_get_many_by_index()?;
        let Some(table) = named(tables, &name) else {
            continue;
        };
        if last != Some((name.clone(), id)) {
            // Without columns a constraint refers to the primary key.
            let mut keys = keys.iter();
            let key = keys.find(|(name, _)| name.eq_ignore_ascii_case(&target));
            let key = key.filter(|_| to.is_none()).map(|(_, key)| key.clone());
            table.constraints.push(Constraint {
                columns: Vec::new(),
                target,
                target_columns: key.unwrap_or_default(),
                on_delete: action(&on_delete),
            });
            last = Some((name, id));
        }
        if let Some(constraint) = table.constraints.last_mut() {
            constraint.columns.push(from);
            constraint.target_columns.extend(to);
        }
    }
    Ok(())
}

fn named<'a>(tables: &'a mut [Table], name: &str) -> Option<&'a mut Table> {
    tables.iter_mut().find(|table| table.name == name)
}

/// Source: SQLite Foreign Key Support, "ON DELETE and ON UPDATE Actions".
fn action(name: &str) -> Action {
    match name {
        "CASCADE" => Action::Cascade,
        "RESTRICT" => Action::Restrict,
        "SET NULL" => Action::SetNull,
        "SET DEFAULT" => Action::SetDefault,
        _ => Action::NoAction,
    }
}
