//! The `information_schema` of MySQL and MariaDB, for the current database.
//!
//! Source: MySQL and MariaDB, "Information Schema Tables".

use relation::agreement::{Column, Constraint, Index, Table, TableKind};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, QueryResult, Statement, TransactionTrait,
};

use super::{Tables, action, add_to_constraint, add_to_index};

// What is text in the one is bytes or a long text in the other, so that all is cast.

const TABLES: &str = "
    SELECT CAST(table_name AS char), table_type <> 'VIEW'
    FROM information_schema.tables
    WHERE table_schema = database() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
    ORDER BY BINARY table_name";

/// A default of MariaDB is an expression, NULL included. Generated columns are told by `extra`, as
/// are those that the database counts.
const COLUMNS: &str = "
    SELECT CAST(table_name AS char), CAST(column_name AS char), is_nullable = 'YES',
        (column_default IS NOT NULL AND NOT (version() LIKE '%MariaDB%' AND column_default = 'NULL'))
            OR extra LIKE '%auto_increment%' OR extra LIKE '%GENERATED%'
    FROM information_schema.columns
    WHERE table_schema = database() ORDER BY BINARY table_name, ordinal_position";

/// A column is NULL where the index is over an expression. An index over the beginning of a text
/// finds rows by equality, and where it is unique, whole texts are too.
const INDEXES: &str = "
    SELECT CAST(table_name AS char), CAST(index_name AS char), NOT non_unique,
        CAST(column_name AS char), seq_in_index = 1
    FROM information_schema.statistics
    WHERE table_schema = database() AND index_type IN ('BTREE', 'HASH')
    ORDER BY BINARY table_name, BINARY index_name, seq_in_index";

/// `NO ACTION` refuses at once as well.
///
/// Source: MySQL, "FOREIGN KEY Constraints", referential actions.
const CONSTRAINTS: &str = "
    SELECT CAST(k.table_name AS char),
        CAST(nullif(k.referenced_table_schema, database()) AS char),
        CAST(k.referenced_table_name AS char),
        CASE r.delete_rule WHEN 'NO ACTION' THEN 'RESTRICT' ELSE CAST(r.delete_rule AS char) END,
        CAST(k.column_name AS char), CAST(k.referenced_column_name AS char),
        k.ordinal_position = 1
    FROM information_schema.key_column_usage AS k
    JOIN information_schema.referential_constraints AS r
        ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
        AND r.table_name = k.table_name
    WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL
    ORDER BY BINARY k.table_name, BINARY k.constraint_name, k.ordinal_position";

/// The name of the index of every primary key.
const PRIMARY: &str = "PRIMARY";

pub(super) async fn tables(db: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
    let txn = db.begin_with_config(Some(isolation), Some(access)).await?;
    let mut tables = Tables::new();
    for row in rows(&txn, TABLES).await? {
        let (name, is_stored): (String, bool) = row.try_get_many_by_index()?;
        let kind = if is_stored {
            TableKind::Stored
        } else {
            TableKind::Derived
        };
        tables.add(name.clone(), None, name, kind);
    }
    for row in rows(&txn, COLUMNS).await? {
        add_column(&mut tables, &row)?;
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
    let statement = Statement::from_string(DbBackend::MySql, sql);
    txn.query_all_raw(statement).await
}

fn add_column(tables: &mut Tables<String>, row: &QueryResult) -> Result<(), DbErr> {
    let (table, name, nullable, has_default): (String, String, bool, bool) =
        row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&table) {
        let is_stored = table.kind == TableKind::Stored;
        table.columns.push(Column {
            name,
            nullable: nullable || !is_stored,
            has_default: has_default && is_stored,
        });
    }
    Ok(())
}

fn add_index(tables: &mut Tables<String>, row: &QueryResult) -> Result<(), DbErr> {
    let (table, name, unique, column, is_first): (String, String, bool, Option<String>, bool) =
        row.try_get_many_by_index()?;
    let Some(table) = tables.get(&table) else {
        return Ok(());
    };
    if name == PRIMARY {
        table.primary_key.extend(column);
    } else {
        let index = Index {
            name,
            columns: vec![column],
            unique,
            partial: false,
        };
        add_to_index(table, index, is_first);
    }
    Ok(())
}

fn add_constraint(tables: &mut Tables<String>, row: &QueryResult) -> Result<(), DbErr> {
    let (table, target_schema, target, on_delete, column, target_column, is_first): (
        String,
        Option<String>,
        String,
        String,
        String,
        String,
        bool,
    ) = row.try_get_many_by_index()?;
    if let Some(table) = tables.get(&table) {
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
