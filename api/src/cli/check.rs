//! `relata check`: what the catalog and the database say differently.

use std::fmt::Write;
use std::process::ExitCode;

use relation::agreement::{Disagreement, Severity, compare};
use relation::catalog::Catalog;
use sea_orm::DbErr;
use sea_orm_migration::{MigrationStatus, MigratorTrait};
use tracing::warn;

use super::{CliError, Domain, migrate, print};
use crate::config::Settings;
use crate::{Database, DatabaseOptions};

pub(super) async fn run<M: MigratorTrait>(
    domain: &Domain,
    strict: bool,
    settings: &Settings,
) -> Result<ExitCode, CliError> {
    let catalog = (domain.catalog)()?;
    let options = DatabaseOptions {
        create_if_missing: false,
        ..settings.database_options()
    };
    let database = Database::connect(&settings.database_url, options).await?;
    let name = database.name().to_owned();
    let failure = |cause| CliError::Check {
        database: name.clone(),
        cause,
    };
    let pending = migrate::names::<M>(&database, MigrationStatus::Pending).await?;
    let found = disagreements(&catalog, &database).await.map_err(failure)?;
    database.close().await.map_err(failure)?;
    print(&report(&name, &catalog, &found, pending.len()))?;
    let worst = found.iter().map(Disagreement::severity).min();
    let fails = match worst {
        Some(Severity::Error) => true,
        Some(Severity::Warning) => strict,
        Some(Severity::Note) | None => false,
    };
    Ok(if fails {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Logs that the database differs from the catalog, if it does. It keeps nobody from serving.
pub(super) async fn warn(catalog: &Catalog, database: &Database) {
    let found = match disagreements(catalog, database).await {
        Ok(found) => found,
        Err(error) => {
            warn!(%error, "cannot read the tables of the database to check them");
            return;
        }
    };
    let errors = count(&found, Severity::Error);
    let warnings = count(&found, Severity::Warning);
    if errors + warnings > 0 {
        warn!(
            errors,
            warnings, "the database differs from the catalog; `relata check` tells where"
        );
    }
}

async fn disagreements(catalog: &Catalog, database: &Database) -> Result<Vec<Disagreement>, DbErr> {
    Ok(compare(catalog, &database.tables().await?))
}

/// One line for each difference, and the sum of them.
fn report(name: &str, catalog: &Catalog, found: &[Disagreement], n_pending: usize) -> String {
    let mut text = String::new();
    for one in found {
        let _ = writeln!(text, "{}: {one}", one.severity());
    }
    match n_pending {
        0 => {}
        1 => text += "note: 1 migration is not applied; `relata migrate up` applies it\n",
        n => {
            let _ = writeln!(
                text,
                "note: {n} migrations are not applied; `relata migrate up` applies them"
            );
        }
    }
    let models = counted(catalog.models().len(), "model");
    let sums = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| counted(count(found, severity), &severity.to_string()));
    let _ = writeln!(text, "{name}: {models} compared, {}", sums.join(", "));
    text
}

fn count(found: &[Disagreement], severity: Severity) -> usize {
    let severities = found.iter().map(Disagreement::severity);
    severities.filter(|one| *one == severity).count()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
