//! The SQL of tests is written once, as SQLite takes it, and told to the other databases in their words.

use crate::backend::Backend;

impl Backend {
    /// A statement for SQLite, as this database takes it.
    pub(crate) fn translate(self, sql: &str) -> String {
        match self {
            Self::Sqlite => sql.to_owned(),
            Self::Postgres => with_bytes(sql),
            Self::MySql => sql.replace('"', "`"),
        }
    }
}

/// Bytes as PostgreSQL takes them: sixteen are a UUID here, others are bytes.
fn with_bytes(sql: &str) -> String {
    const LITERAL: &str = "x'";
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(start) = rest.find(LITERAL) {
        let (before, literal) = rest.split_at(start);
        let digits = &literal[LITERAL.len()..];
        let end = digits.find('\'').expect("the end of a literal");
        let (digits, after) = digits.split_at(end);
        text += before;
        text += if digits.len() == 32 { "'" } else { r"'\x" };
        text += digits;
        rest = after;
    }
    text + rest
}
