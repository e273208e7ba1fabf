//! Which tables a database has: read from its own description of them, in one transaction.
//!
//! All tables are read by one statement for each kind of fact.

mod mysql;
mod postgres;
mod sqlite;

use std::{collections::HashMap, hash::Hash};

use relation::agreement::{Action, Constraint, Index, Table, TableKind};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};

pub(super) async fn tables(db: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::tables(db).await,
        DbBackend::Postgres => postgres::tables(db).await,
        DbBackend::MySql => mysql::tables(db).await,
        other => Err(DbErr::BackendNotSupported {
            db: other.as_str(),
            ctx: "Database::tables",
        }),
    }
}

/// Tables while they are read, each under what the database knows it by.
struct Tables<K> {
    tables: Vec<Table>,
    places: HashMap<K, usize>,
}

impl<K: Eq + Hash> Tables<K> {
    fn new() -> Self {
        Self {
            tables: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn add(&mut self, id: K, schema: Option<String>, name: String, kind: TableKind) {
        self.places.insert(id, self.tables.len());
        self.tables.push(Table {
            schema,
            name,
            kind,
            columns: Vec::new(),
            primary_key: Vec::new(),
            indexes: Vec::new(),
            constraints: Vec::new(),
        });
    }

    /// The table, unless it is none of those that are read.
    fn get(&mut self, id: &K) -> Option<&mut Table> {
        self.places.get(id).map(|place| &mut self.tables[*place])
    }
}

/// Adds an index by one of its columns; the first one begins it.
fn add_to_index(table: &mut Table, index: Index, is_first: bool) {
    match table.indexes.last_mut() {
        Some(last) if !is_first => last.columns.extend(index.columns),
        _ => table.indexes.push(index),
    }
}

/// Adds a foreign key by one of its columns; the first one begins it.
fn add_to_constraint(table: &mut Table, constraint: Constraint, is_first: bool) {
    match table.constraints.last_mut() {
        Some(last) if !is_first => {
            last.columns.extend(constraint.columns);
            last.target_columns.extend(constraint.target_columns);
        }
        _ => table.constraints.push(constraint),
    }
}

/// An action by the words of SQL; each database checks keys where it names none.
fn action(words: &str) -> Action {
    match words {
        "CASCADE" => Action::Cascade,
        "RESTRICT" => Action::Restrict,
        "SET NULL" => Action::SetNull,
        "SET DEFAULT" => Action::SetDefault,
        _ => Action::NoAction,
    }
}
