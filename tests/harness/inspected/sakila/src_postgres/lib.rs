//! One file for each table, and the catalog of them.

pub mod actor;
pub mod address;
pub mod category;
pub mod city;
pub mod country;
pub mod customer;
pub mod film;
pub mod film_actor;
pub mod film_category;
pub mod film_text;
pub mod inventory;
pub mod language;
pub mod payment;
pub mod rental;
pub mod sea_orm_active_enums;
pub mod staff;
pub mod store;

use relation::catalog::{Catalog, CatalogError};

/// The catalog of all tables.
///
/// # Errors
///
/// All faults of the declarations together.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Catalog::builder()
        .register::<actor::Entity>()
        .register::<address::Entity>()
        .register::<category::Entity>()
        .register::<city::Entity>()
        .register::<country::Entity>()
        .register::<customer::Entity>()
        .register::<film::Entity>()
        .register::<film_actor::Entity>()
        .register::<film_category::Entity>()
        .register::<film_text::Entity>()
        .register::<inventory::Entity>()
        .register::<language::Entity>()
        .register::<payment::Entity>()
        .register::<rental::Entity>()
        .register::<staff::Entity>()
        .register::<store::Entity>()
        .build()
}
