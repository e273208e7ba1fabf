//! `relata inspect`: entities for the tables of a database.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{CliError, print};
use crate::config::Settings;
use crate::inspect::{Inspected, inspect};
use crate::{Database, DatabaseOptions};

pub(super) async fn run(
    out: &Path,
    replace: bool,
    schemas: &[String],
    settings: &Settings,
) -> Result<(), CliError> {
    let source = out.join("src");
    let write = |cause| CliError::Write {
        folder: source.clone(),
        cause,
    };
    let old = rust_files(&source).map_err(write)?;
    if !old.is_empty() && !replace {
        return Err(CliError::NotReplaced { folder: source });
    }
    let options = DatabaseOptions {
        create_if_missing: false,
        ..settings.database_options()
    };
    let database = Database::connect(&settings.database_url, options).await?;
    let name = database.name().to_owned();
    let inspected = inspect(&database, schemas).await;
    let closed = database.close().await;
    let inspected = inspected.map_err(|cause| CliError::Inspect {
        database: name.clone(),
        cause,
    })?;
    closed.map_err(|cause| CliError::Close {
        database: name.clone(),
        cause,
    })?;
    fs::create_dir_all(&source).map_err(write)?;
    for file in old {
        fs::remove_file(file).map_err(write)?;
    }
    for file in &inspected.files {
        fs::write(source.join(&file.name), &file.text).map_err(write)?;
    }
    let manifest = out.join("Cargo.toml");
    if !manifest.exists() {
        fs::write(manifest, MANIFEST).map_err(write)?;
    }
    print(&report(&name, &source, &inspected))
}

/// The crate, as a member of this workspace.
const MANIFEST: &str = r#"[package]
name = "entity"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[dependencies]
relation.workspace = true
sea-orm.workspace = true

[lints]
workspace = true
"#;

/// The files of Rust in a folder; none where there is no folder.
fn rust_files(folder: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

fn report(name: &str, folder: &Path, inspected: &Inspected) -> String {
    let mut text = String::new();
    for note in &inspected.notes {
        let _ = writeln!(text, "note: {note}");
    }
    let n = inspected.n_tables;
    let noun = if n == 1 { "table" } else { "tables" };
    let _ = writeln!(text, "{name}: {n} {noun} written to {}", folder.display());
    text
}
