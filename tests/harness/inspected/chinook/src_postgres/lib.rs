//! One file for each table, and the catalog of them.

pub mod album;
pub mod artist;
pub mod customer;
pub mod employee;
pub mod genre;
pub mod invoice;
pub mod invoice_line;
pub mod media_type;
pub mod playlist;
pub mod playlist_track;
pub mod track;

use relation::catalog::{Catalog, CatalogError};

/// The catalog of all tables.
///
/// # Errors
///
/// All faults of the declarations together.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Catalog::builder()
        .register::<album::Entity>()
        .register::<artist::Entity>()
        .register::<customer::Entity>()
        .register::<employee::Entity>()
        .register::<genre::Entity>()
        .register::<invoice::Entity>()
        .register::<invoice_line::Entity>()
        .register::<media_type::Entity>()
        .register::<playlist::Entity>()
        .register::<playlist_track::Entity>()
        .register::<track::Entity>()
        .build()
}
