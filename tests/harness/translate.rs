//! The SQL of tests is written once, as SQLite takes it, and told to the other databases in their words.

use chrono::DateTime;

use crate::backend::Backend;

impl Backend {
    /// A statement for SQLite, as this database takes it.
    pub(crate) fn translate(self, sql: &str) -> String {
        match self {
            Self::Sqlite => sql.to_owned(),
            Self::Postgres => with_bytes(sql),
            Self::MySql => without_zones(sql),
        }
    }
}

/// Names in quotes, casts, backslashes and points in time as MySQL and MariaDB take them: in UTC, without a word of it.
fn without_zones(sql: &str) -> String {
    let parts = sql.split('\'').enumerate().map(|(position, part)| {
        if position % 2 == 0 {
            return part.replace('"', "`").replace("AS TEXT)", "AS char)");
        }
        let moment = DateTime::parse_from_rfc3339(part);
        let moment = moment.or_else(|_| DateTime::parse_from_str(part, "%F %T%.f %:z"));
        match moment {
            Ok(moment) => moment.naive_utc().format("%F %T%.f").to_string(),
            Err(_) => part.replace('\\', r"\\"),
        }
    });
    parts.collect::<Vec<_>>().join("'")
}

/// Bytes as PostgreSQL takes them: sixteen are a UUID here, others are bytes.
fn with_bytes(sql: &str) -> String {
    // Between quotes, every second part is a text; a quote in a text is an empty part outside.
    let parts: Vec<&str> = sql.split('\'').collect();
    let mut translated = String::with_capacity(sql.len());
    for (position, part) in parts.iter().enumerate() {
        let is_text = position % 2 == 1;
        match part.strip_suffix('x') {
            Some(before) if !is_text && position + 1 < parts.len() => {
                let is_uuid = parts[position + 1].len() == 32;
                translated.extend([before, if is_uuid { "'" } else { r"'\x" }]);
            }
            _ => {
                translated += part;
                if position + 1 < parts.len() {
                    translated.push('\'');
                }
            }
        }
    }
    translated
}
