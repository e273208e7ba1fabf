//! What a database says of columns beyond what the catalog is compared with: their types, their
//! defaults and their comments.

mod mysql;
mod postgres;
mod sqlite;

use std::collections::HashMap;

use relation::agreement::Table;
use sea_orm::{DatabaseConnection, DbBackend, DbErr, sea_query::ColumnType};

/// What is said of the columns of all tables.
#[derive(Debug, Default)]
pub(super) struct Details {
    columns: HashMap<Place, Detail>,
    /// The comments on tables.
    comments: HashMap<(Option<String>, String), String>,
}

/// A schema, where it is not the default one, a table and a column.
type Place = (Option<String>, String, String);

/// What is said of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Detail {
    pub(super) held: Held,
    /// The default, or how it is computed, as SQL.
    pub(super) default: Option<String>,
    pub(super) source: Source,
    pub(super) comment: Option<String>,
}

/// What the type of a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    /// Values of this type.
    Values(ColumnType),
    /// Values of this type, with something to know of them.
    Noted(ColumnType, String),
    /// What is not served, and why.
    Unserved(String),
}

/// Who gives a column its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Whoever writes a row, or the default.
    Writer,
    /// The database counts, unless another value is given.
    Counted,
    /// The database alone counts.
    AlwaysCounted,
    /// The database computes it.
    Computed,
}

pub(super) async fn read(db: &DatabaseConnection) -> Result<Details, DbErr> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::read(db).await,
        DbBackend::Postgres => postgres::read(db).await,
        DbBackend::MySql => mysql::read(db).await,
        other => Err(DbErr::BackendNotSupported {
            db: other.as_str(),
            ctx: "relata inspect",
        }),
    }
}

impl Details {
    /// None for a column that came to be between the two readings.
    pub(super) fn of(&self, table: &Table, column: &str) -> Option<&Detail> {
        let place = (table.schema.clone(), table.name.clone(), column.to_owned());
        self.columns.get(&place)
    }

    pub(super) fn comment(&self, table: &Table) -> Option<&String> {
        self.comments
            .get(&(table.schema.clone(), table.name.clone()))
    }
}

/// The text of a literal, without its quotes.
pub(super) fn unquoted(sql: &str) -> Option<String> {
    let text = sql.strip_prefix('\'')?.strip_suffix('\'')?;
    let is_whole = !text.replace("''", "").contains('\'');
    is_whole.then(|| text.replace("''", "'"))
}

/// A text as a literal.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
