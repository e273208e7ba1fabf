//! Entities exactly as `sea-orm-cli` writes them, in both of its formats.
//!
//! `README.md` beside this file says how they are written again. They are never edited:
//! that they work as they are is what their tests show.

#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by sea-orm-cli")]
pub mod compact;
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "written by sea-orm-cli")]
pub mod dense;

use relation::catalog::{Catalog, CatalogError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};

use crate::{backend::Backend, tables::Tables};

/// Calls a method with each entity of a format.
macro_rules! all {
    ($format:ident, $start:expr, $method:ident) => {
        all!($format, $start, $method:
            airline airport baggage_scan baggage_tag country crew_member flight
            flight_crew loyalty_account order passenger passport plane plane_type
            reading route route_stop select ticket)
    };
    ($format:ident, $start:expr, register_generated: $($table:ident)+) => {
        $start$(.register_generated::<$format::$table::Entity>())+
    };
    ($format:ident, $start:expr, register: $($table:ident)+) => {
        $start$(.register($format::$table::Entity))+
    };
}

/// How `sea-orm-cli` writes an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Relations in an enum of their own.
    Compact,
    /// Relations as fields of the model.
    Dense,
}

impl Format {
    /// Both formats.
    pub const ALL: [Self; 2] = [Self::Compact, Self::Dense];

    /// Registers all entities of this format, without a declaration.
    ///
    /// # Errors
    ///
    /// The faults of the declarations; there are none.
    pub fn catalog(self) -> Result<Catalog, CatalogError> {
        match self {
            Self::Compact => all!(compact, Catalog::builder(), register_generated).build(),
            Self::Dense => all!(dense, Catalog::builder(), register_generated).build(),
        }
    }
}

/// Creates the tables from which the entities were generated, and fills them.
///
/// # Errors
///
/// What the database says.
pub async fn create(db: &DatabaseConnection) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let tables = all!(compact, Tables::new(backend), register);
    if backend == DbBackend::Sqlite {
        db.execute_unprepared(include_str!("schema.sql")).await?;
    } else {
        // The same tables as the entities describe them, in the types of the database.
        tables.create(db).await?;
    }
    let rows = Backend::from(backend).translate(include_str!("rows.sql"));
    db.execute_unprepared(&rows).await?;
    tables.add_foreign_keys(db).await
}
