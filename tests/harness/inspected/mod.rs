//! Two well-known databases that nobody made for Relata, with the crates that `relata inspect`
//! writes for them. These are never edited: that they work as they are is what their tests show.

#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by `relata inspect`")]
#[path = "chinook/src/lib.rs"]
pub mod chinook;
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by `relata inspect`")]
#[path = "sakila/src/lib.rs"]
pub mod sakila;

use relation::catalog::{Catalog, CatalogError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

/// A database that was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inspected {
    /// A shop for music: names in camel case, a self relation, a composite key.
    Chinook,
    /// A shop that lends films: two keys to one table, two tables that refer to each other, views.
    Sakila,
}

impl Inspected {
    /// The catalog that `relata inspect` wrote.
    ///
    /// # Errors
    ///
    /// The faults of the entities; there are none.
    pub fn catalog(self) -> Result<Catalog, CatalogError> {
        match self {
            Self::Chinook => chinook::catalog(),
            Self::Sakila => sakila::catalog(),
        }
    }

    /// The name of the folder with its files.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Chinook => "chinook",
            Self::Sakila => "sakila",
        }
    }

    /// Creates the tables and fills them.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn create(self, db: &DatabaseConnection) -> Result<(), DbErr> {
        let (schema, rows) = match self {
            Self::Chinook => (
                include_str!("chinook/schema.sql"),
                include_str!("chinook/rows.sql"),
            ),
            Self::Sakila => (
                include_str!("sakila/schema.sql"),
                include_str!("sakila/rows.sql"),
            ),
        };
        db.execute_unprepared(schema).await?;
        db.execute_unprepared(rows).await?;
        Ok(())
    }
}
