//! The history of the database, append-only, and the sample data that fills it.
//!
//! A migration names tables and columns by identifiers of its own, so that later changes
//! of the entities never change what it does.

pub mod schema;
pub mod seed;

mod m20261121_000001_create_user;
mod m20261121_000002_create_profile;
mod m20261121_000003_create_follow;
mod m20261121_000004_create_category;
mod m20261121_000005_create_tag;
mod m20261121_000006_create_post;
mod m20261121_000007_create_post_tag;
mod m20261121_000008_create_comment;
mod m20261121_000009_create_reporter;
mod m20261121_000010_create_article;
mod m20261121_000011_create_contribution;

use sea_orm_migration::prelude::*;

/// Runs the migrations, in the order in which they were written.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_user::Migration),
            Box::new(m20261121_000002_create_profile::Migration),
            Box::new(m20261121_000003_create_follow::Migration),
            Box::new(m20261121_000004_create_category::Migration),
            Box::new(m20261121_000005_create_tag::Migration),
            Box::new(m20261121_000006_create_post::Migration),
            Box::new(m20261121_000007_create_post_tag::Migration),
            Box::new(m20261121_000008_create_comment::Migration),
            Box::new(m20261121_000009_create_reporter::Migration),
            Box::new(m20261121_000010_create_article::Migration),
            Box::new(m20261121_000011_create_contribution::Migration),
        ]
    }
}

#[cfg(test)]
mod tests;
