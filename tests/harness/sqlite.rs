//! What only SQLite can tell: its tables, how it runs a statement, how much it works.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use relation::agreement::Table;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{TestApp, trace::TracedStatement};

impl TestApp {
    /// The texts in one column of what a statement gives, counting columns from 0.
    ///
    /// # Panics
    ///
    /// If SQLite refuses the statement, or the column holds something else.
    pub async fn texts(&self, sql: &str, column: usize) -> Vec<String> {
        let statement = Statement::from_string(DbBackend::Sqlite, sql);
        let rows = self.sqlite().reader.query_all_raw(statement).await;
        let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.iter()
            .map(|row| row.try_get_by_index(column).expect("a text"))
            .collect()
    }

    /// All rows of all tables, each as SQLite writes its stored values in SQL: equal texts are
    /// equal databases.
    ///
    /// # Panics
    ///
    /// If SQLite refuses to read them.
    pub async fn contents(&self) -> Vec<String> {
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut selects = Vec::new();
        for table in self.texts(tables, 0).await {
            let columns = self.columns(&table).await;
            let values = columns.iter().map(|column| format!("quote(\"{column}\")"));
            let values = values.collect::<Vec<_>>().join(" || ', ' || ");
            selects.push(format!(
                "SELECT '{table}: ' || {values} AS row FROM \"{table}\""
            ));
        }
        let all = format!("{} ORDER BY row", selects.join(" UNION ALL "));
        self.texts(&all, 0).await
    }

    /// The columns of a table.
    ///
    /// # Panics
    ///
    /// If there is no such table.
    pub async fn columns(&self, table: &str) -> Vec<String> {
        let columns = self
            .texts(&format!("PRAGMA table_info(\"{table}\")"), 1)
            .await;
        assert!(!columns.is_empty(), "no table {table}");
        columns
    }

    /// The tables, as `relata check` sees them.
    ///
    /// # Panics
    ///
    /// If they cannot be read.
    pub async fn tables(&self) -> Vec<Table> {
        let tables = self.sqlite().tables().await;
        tables.expect("tables that can be read")
    }

    /// How SQLite would run the statement, a step to a line.
    ///
    /// # Panics
    ///
    /// If it refuses the statement.
    pub async fn plan_of(&self, statement: &TracedStatement) -> Vec<String> {
        let explain = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        self.texts(&explain, 3).await
    }

    /// How much SQLite works for an operation, in steps of its virtual machine: a measure
    /// that, unlike time, is the same in every run.
    ///
    /// # Panics
    ///
    /// If the operation fails.
    pub async fn work_of(&self, query: &str) -> u64 {
        let steps = Arc::new(AtomicU64::new(0));
        let pool = self.sqlite().reader.get_sqlite_connection_pool();
        let mut connections = Vec::new();
        for _ in 0..pool.options().get_max_connections() {
            connections.push(pool.acquire().await.expect("a connection"));
        }
        for connection in &mut connections {
            let mut handle = connection.lock_handle().await.expect("a free connection");
            let steps = steps.clone();
            handle.set_progress_handler(1, move || {
                steps.fetch_add(1, Ordering::Relaxed);
                true
            });
        }
        drop(connections);
        self.trace(query).await;
        steps.load(Ordering::Relaxed)
    }
}

/// The steps of a plan that read a whole table.
pub fn scans(plan: &[String]) -> Vec<&str> {
    let derived: Vec<&str> = plan
        .iter()
        .filter_map(|step| {
            let name = step.strip_prefix("CO-ROUTINE ");
            name.or_else(|| step.strip_prefix("MATERIALIZE "))
        })
        .collect();
    plan.iter()
        .map(String::as_str)
        .filter(|step| {
            let Some(what) = step.strip_prefix("SCAN ") else {
                return false;
            };
            let is_key_list = what.contains("VIRTUAL TABLE") || what.contains("CONSTANT ROW");
            let name = what.split(' ').next().unwrap_or_default();
            !(is_key_list || derived.contains(&name))
        })
        .collect()
}
