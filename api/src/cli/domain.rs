//! What the service is told of the tables it serves.

use std::fmt;

use futures_util::future::BoxFuture;
use relation::catalog::{Catalog, CatalogError};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::EngineBuilder;

/// A set of tables; the migrations that make them are a type of their own.
#[derive(Clone, Copy, Debug)]
pub struct Domain {
    /// Builds and checks the catalog.
    pub catalog: fn() -> Result<Catalog, CatalogError>,
    /// Adds root fields of its own to the API, if it has any.
    pub extend: fn(EngineBuilder) -> EngineBuilder,
    /// The query that a first visitor finds in GraphiQL.
    pub starter: &'static str,
    /// Sample data, if there is any.
    pub sample: Option<Sample>,
}

/// The migrations of a database whose tables are made elsewhere: none. `relata migrate` refuses to
/// work on it.
#[derive(Clone, Copy, Debug)]
pub struct NoMigrations;

impl MigratorTrait for NoMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Vec::new()
    }
}

/// Rows to try the service with.
#[derive(Clone, Copy)]
pub struct Sample {
    /// Whether no table holds a row.
    pub is_empty: for<'a> fn(&'a DatabaseConnection) -> BoxFuture<'a, Result<bool, DbErr>>,
    /// Inserts the given multiple of the usual number of rows, and reports how far it is.
    pub insert:
        for<'a> fn(&'a DatabaseConnection, u32, Report<'a>) -> BoxFuture<'a, Result<(), DbErr>>,
}

/// Takes note of [`Progress`].
pub type Report<'a> = &'a (dyn Fn(Progress) + Sync);

/// How far the sample data is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The table that is being filled.
    pub table: &'static str,
    /// Rows of it so far.
    pub done: u64,
    /// Rows of it in the end.
    pub total: u64,
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sample").finish_non_exhaustive()
    }
}
