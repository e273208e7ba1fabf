//! The statements that an operation took, read from `extensions.sql`.

use std::fmt;

use async_graphql::Value;

/// The statements of one operation, in their order.
pub struct Trace {
    /// The statements.
    pub statements: Vec<TracedStatement>,
}

/// A statement and what it read.
#[derive(Clone, Debug)]
pub struct TracedStatement {
    /// The field that it serves.
    pub path: String,
    /// Its text.
    pub sql: String,
    /// The number of rows that it gave.
    pub rows: usize,
}

impl Trace {
    pub(crate) fn read(trace: &Value) -> Self {
        let trace = trace.clone().into_json().expect("a trace is JSON");
        let statements = trace["statements"]
            .as_array()
            .expect("a list of statements");
        assert_eq!(trace["count"], statements.len());
        let text = |statement: &serde_json::Value, name: &str| {
            let value = statement[name].as_str();
            value.expect("a text of the statement").to_owned()
        };
        Self {
            statements: statements
                .iter()
                .map(|statement| TracedStatement {
                    path: text(statement, "path"),
                    sql: text(statement, "sql"),
                    rows: usize::try_from(statement["rows"].as_u64().expect("a number of rows"))
                        .expect("a small number"),
                })
                .collect(),
        }
    }

    /// The only statement that serves the field at `path`.
    ///
    /// # Panics
    ///
    /// If there is none, or more than one.
    pub fn at(&self, path: &str) -> &TracedStatement {
        let mut found = self.statements.iter().filter(|s| s.path == path);
        let statement = found.next();
        assert!(
            found.next().is_none(),
            "several statements at {path}\n{self}"
        );
        statement.unwrap_or_else(|| panic!("no statement at {path}\n{self}"))
    }

    /// The fields that the statements serve.
    pub fn paths(&self) -> Vec<&str> {
        self.statements.iter().map(|s| s.path.as_str()).collect()
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statements
            .iter()
            .try_for_each(|s| writeln!(f, "{}", s.sql))
    }
}
