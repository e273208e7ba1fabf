//! Entities for the tables that a database has already: `relata inspect`.
//!
//! The entities themselves are written by SeaORM's own generator; here is decided which tables and
//! columns it is told of, and what a person has to be told of the others.

mod columns;
mod enums;
mod fields;
mod keys;
mod names;
mod tables;

mod attributes;
mod declaration;
mod edit;

use sea_orm::DbErr;
use sea_orm_codegen::{
    BannerVersion, BigIntegerType, DateTimeCrate, EntityFormat, EntityTransformer,
    EntityWriterContext, WithPrelude, WithSerde,
};

use crate::Database;

/// The entities of a database.
#[derive(Debug, PartialEq, Eq)]
pub struct Inspected {
    /// The files of a crate's `src` folder, in the order of their names; `lib.rs` holds the catalog.
    pub files: Vec<SourceFile>,
    /// What could not be taken over, a sentence each.
    pub notes: Vec<String>,
    /// How many tables there are entities of.
    pub n_tables: usize,
}

/// A file of Rust.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name, without a folder.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Why a database cannot be inspected.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// What the database reports.
    #[error("cannot read the tables")]
    Database(#[from] DbErr),
    /// No table can be served.
    #[error("there is no table that could be served; {}", .notes.join("; "))]
    NoTables {
        /// Why, for each that there is.
        notes: Vec<String>,
    },
    /// The generator of SeaORM fails.
    #[error("SeaORM's generator fails: {0}")]
    Generator(String),
}

/// Writes an entity for each table of a database, in SeaORM's dense format, and a catalog of them.
///
/// On PostgreSQL the tables are those that are found without a schema's name, and those of `schemas`.
/// The database's own `ON DELETE` actions are the rules of the relations. Nothing is written to the
/// database.
///
/// # Errors
///
/// See [`InspectError`].
pub async fn inspect(database: &Database, schemas: &[String]) -> Result<Inspected, InspectError> {
    let details = columns::read(&database.reader).await?;
    let tables = database.tables().await?;
    write(tables::choose(&tables, &details, schemas))
}

/// Writes the entities of what was chosen.
fn write(chosen: tables::Chosen) -> Result<Inspected, InspectError> {
    if chosen.statements.is_empty() {
        let mut notes = chosen.notes;
        if notes.is_empty() {
            notes.push("the database has none".to_owned());
        }
        return Err(InspectError::NoTables { notes });
    }
    let n_tables = chosen.statements.len();
    let mut modules = chosen.modules.clone();
    modules.sort();
    let mut others = Vec::new();
    let writer = EntityTransformer::transform(chosen.statements);
    let writer = writer.map_err(|error| InspectError::Generator(error.to_string()))?;
    let mut files = Vec::with_capacity(n_tables + 1);
    // The generator tells the log of every column.
    let silence = tracing::subscriber::NoSubscriber::default();
    let written = tracing::subscriber::with_default(silence, || writer.write_entities(&context()));
    for file in written {
        let module = file.name.trim_end_matches(".rs");
        let place = chosen.modules.iter().position(|known| known == module);
        let text = match place {
            Some(place) => edit::complete(&file.content, &chosen.extras[place]),
            None => Ok(file.content),
        };
        let text = text.map_err(|error| InspectError::Generator(error.to_string()))?;
        files.push(SourceFile {
            name: file.name,
            text,
        });
    }
    if !chosen.enums.is_empty() {
        others.push(enums::MODULE.to_owned());
        files.push(SourceFile {
            name: format!("{}.rs", enums::MODULE),
            text: chosen.enums.file(),
        });
    }
    files.push(SourceFile {
        name: "lib.rs".to_owned(),
        text: catalog(&modules, &others),
    });
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Inspected {
        files,
        notes: chosen.notes,
        n_tables,
    })
}

fn context() -> EntityWriterContext {
    EntityWriterContext::new(
        EntityFormat::Dense,
        WithPrelude::None,
        WithSerde::None,
        false,
        DateTimeCrate::Chrono,
        BigIntegerType::I64,
        None,
        true,
        false,
        false,
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        false,
        true,
        BannerVersion::Off,
    )
}

const CATALOG: &str = "
use relation::catalog::{Catalog, CatalogError};

/// The catalog of all tables.
///
/// # Errors
///
/// All faults of the declarations together.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Catalog::builder()
";

/// The file that names all entities, and the other modules.
fn catalog(modules: &[String], others: &[String]) -> String {
    let identifiers = |names: &[String]| -> Vec<String> {
        names.iter().map(|name| edit::identifier(name)).collect()
    };
    let modules = identifiers(modules);
    let mut named = [modules.clone(), identifiers(others)].concat();
    named.sort();
    let named: Vec<String> = named
        .iter()
        .map(|module| format!("pub mod {module};\n"))
        .collect();
    let registered = modules.iter();
    let registered = registered.map(|module| format!("        .register::<{module}::Entity>()\n"));
    let registered: Vec<String> = registered.collect();
    [
        "//! One file for each table, and the catalog of them.\n\n",
        &named.concat(),
        CATALOG,
        &registered.concat(),
        "        .build()\n}\n",
    ]
    .concat()
}
