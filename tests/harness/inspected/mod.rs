//! Two well-known databases that nobody made for Relata, with the crates that `relata inspect`
//! writes for them. These are never edited: that they work as they are is what their tests show.
//!
//! On PostgreSQL they are what people have there, with the same rows: enums, domains, lists, and keys
//! of other widths. So there are other entities for it.

#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by `relata inspect`")]
#[path = "chinook/src/lib.rs"]
pub mod chinook;
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by `relata inspect`")]
#[path = "chinook/src_postgres/lib.rs"]
pub mod chinook_postgres;
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by `relata inspect`")]
#[path = "sakila/src/lib.rs"]
pub mod sakila;
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by `relata inspect`")]
#[path = "sakila/src_postgres/lib.rs"]
pub mod sakila_postgres;

use regex::Regex;
use relation::catalog::{Catalog, CatalogError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};

use crate::backend::Backend;

/// A database that was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inspected {
    /// A shop for music: names in camel case, a self relation, a composite key.
    Chinook,
    /// A shop that lends films: two keys to one table, two tables that refer to each other, views.
    Sakila,
}

impl Inspected {
    /// The catalog that `relata inspect` wrote; none for a kind of database for which there is none.
    ///
    /// # Errors
    ///
    /// The faults of the entities; there are none.
    pub fn catalog(self, backend: Backend) -> Option<Result<Catalog, CatalogError>> {
        match (self, backend) {
            (Self::Chinook, Backend::Sqlite) => Some(chinook::catalog()),
            (Self::Chinook, Backend::Postgres) => Some(chinook_postgres::catalog()),
            (Self::Sakila, Backend::Sqlite) => Some(sakila::catalog()),
            (Self::Sakila, Backend::Postgres) => Some(sakila_postgres::catalog()),
            (_, Backend::MySql) => None,
        }
    }

    /// The folder with the files of the crate.
    pub fn folder(self, backend: Backend) -> &'static str {
        match (self, backend) {
            (Self::Chinook, Backend::Sqlite) => "chinook/src",
            (Self::Chinook, _) => "chinook/src_postgres",
            (Self::Sakila, Backend::Sqlite) => "sakila/src",
            (Self::Sakila, _) => "sakila/src_postgres",
        }
    }

    /// Creates the tables and fills them.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn create(self, db: &DatabaseConnection) -> Result<(), DbErr> {
        let rows = match self {
            Self::Chinook => include_str!("chinook/rows.sql"),
            Self::Sakila => include_str!("sakila/rows.sql"),
        };
        if db.get_database_backend() == DbBackend::Postgres {
            let (schema, after) = match self {
                Self::Chinook => (include_str!("chinook/schema.postgres.sql"), ""),
                Self::Sakila => (
                    include_str!("sakila/schema.postgres.sql"),
                    include_str!("sakila/after.postgres.sql"),
                ),
            };
            db.execute_unprepared(schema).await?;
            db.execute_unprepared(&for_postgres(rows)).await?;
            db.execute_unprepared(after).await?;
        } else {
            let schema = match self {
                Self::Chinook => include_str!("chinook/schema.sql"),
                Self::Sakila => include_str!("sakila/schema.sql"),
            };
            db.execute_unprepared(schema).await?;
            db.execute_unprepared(rows).await?;
        }
        Ok(())
    }
}

/// The rows with what only SQLite says put in PostgreSQL's words: it has no pragmas, and another form
/// of bytes.
fn for_postgres(rows: &str) -> String {
    let pragma = Regex::new("(?m)^PRAGMA .*$").expect("a pattern");
    let bytes = Regex::new("X'([0-9A-F]*)'").expect("a pattern");
    let rows = pragma.replace_all(rows, "");
    bytes.replace_all(&rows, r"'\x$1'").into_owned()
}
