//! What only SQLite can tell: how it runs a statement, how much it works.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::{TestApp, trace::TracedStatement};
use relation::agreement::Table;

impl TestApp {
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
        self.sqlite_instance().texts(&explain, 3).await
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
