//! The statements of one operation, each with the place in the answer it serves.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use async_graphql::{Name, Value};
use indexmap::IndexMap;

/// The statements of one operation so far.
#[derive(Default)]
pub(super) struct Trace {
    /// The lock protects one push; a panic elsewhere cannot leave the list half changed.
    entries: Mutex<Vec<Entry>>,
}

struct Entry {
    path: String,
    sql: String,
    rows: usize,
    ms: f64,
}

impl Trace {
    pub(super) fn note(&self, path: &str, sql: String, rows: usize, started: Instant) {
        let entry = Entry {
            path: path.to_owned(),
            sql,
            rows,
            ms: (started.elapsed().as_secs_f64() * 1e6).round() / 1e3,
        };
        let entries = self.entries.lock();
        entries.unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// What `extensions.sql` shows: the number of statements, then each in order.
    pub(super) fn to_value(&self) -> Value {
        let entries = self.entries.lock();
        let entries = entries.unwrap_or_else(PoisonError::into_inner);
        let statements = entries
            .iter()
            .map(|entry| {
                object([
                    ("path", Value::from(entry.path.as_str())),
                    ("sql", Value::from(entry.sql.as_str())),
                    ("rows", Value::from(entry.rows)),
                    ("ms", Value::from(entry.ms)),
                ])
            })
            .collect();
        object([
            ("count", Value::from(entries.len())),
            ("statements", Value::List(statements)),
        ])
    }
}

/// The path as one word: `posts.nodes.author`.
pub(super) fn path_text(path: &[Name]) -> String {
    let parts: Vec<&str> = path.iter().map(Name::as_str).collect();
    parts.join(".")
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields: IndexMap<Name, Value> = fields
        .into_iter()
        .map(|(name, value)| (Name::new(name), value))
        .collect();
    Value::Object(fields)
}
