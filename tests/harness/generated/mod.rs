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
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

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
        macro_rules! register {
            ($format:ident: $($table:ident)+) => {
                Catalog::builder()$(.register_generated::<$format::$table::Entity>())+.build()
            };
        }
        macro_rules! tables {
            ($format:ident) => {
                register!($format:
                    airline airport baggage_scan baggage_tag country crew_member flight
                    flight_crew loyalty_account order passenger passport plane plane_type
                    reading route route_stop select ticket)
            };
        }
        match self {
            Self::Compact => tables!(compact),
            Self::Dense => tables!(dense),
        }
    }
}

/// Creates the tables from which the entities were generated, and fills them.
///
/// # Errors
///
/// What the database says.
pub async fn create(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.execute_unprepared(include_str!("schema.sql")).await?;
    db.execute_unprepared(include_str!("rows.sql")).await?;
    Ok(())
}
