//! The shipped domain, a small publication: one file for each table.
//!
//! Each file says what its table holds, how it is related and how the API names and
//! describes it. There is no behavior here.

pub mod article;
pub mod category;
pub mod comment;
pub mod contribution;
pub mod follow;
pub mod post;
pub mod post_tag;
pub mod profile;
pub mod reporter;
pub mod tag;
pub mod user;

use relation::catalog::{Catalog, CatalogError};

/// The catalog of all tables of the domain.
///
/// # Errors
///
/// All faults of the declarations together.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Catalog::builder()
        .register::<user::Entity>()
        .register::<profile::Entity>()
        .register::<follow::Entity>()
        .register::<category::Entity>()
        .register::<tag::Entity>()
        .register::<post::Entity>()
        .register::<post_tag::Entity>()
        .register::<comment::Entity>()
        .register::<reporter::Entity>()
        .register::<article::Entity>()
        .register::<contribution::Entity>()
        .build()
}

#[cfg(test)]
mod tests;
