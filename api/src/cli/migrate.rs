//! `relata migrate`: the tables of the database, up and down their history.

use std::io::{self, BufRead, IsTerminal, Write};
use std::time::Duration;

use sea_orm::sea_query::{Order, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use sea_orm_migration::{
    Migration, MigrationStatus, MigratorTrait, SchemaManager, seaql_migrations,
};
use tokio::time::sleep;

use super::arguments::Action;
use super::{CliError, print};
use crate::Database;
use crate::config::{Mode, Settings};

pub(super) async fn run<M: MigratorTrait>(
    action: Action,
    settings: &Settings,
) -> Result<(), CliError> {
    if M::migrations().is_empty() {
        return Err(CliError::NoMigrations);
    }
    let options = settings.database_options().patient();
    let database = Database::connect(&settings.database_url, options).await?;
    match action {
        Action::Up { steps } => {
            let applied = up::<M>(&database, steps).await?;
            print(&lines("applied", &applied, "nothing to apply"))?;
        }
        Action::Down { steps, yes } => {
            if settings.mode == Mode::Production && !yes {
                return Err(CliError::UnconfirmedDown {
                    database: database.name().to_owned(),
                });
            }
            let taken_back = down::<M>(&database, steps).await?;
            print(&lines("taken back", &taken_back, "nothing to take back"))?;
        }
        Action::Status => print(&status::<M>(&database).await?)?,
        Action::Fresh { yes } => {
            if !yes {
                confirm(&database, settings.mode)?;
            }
            let failure = failure(&database);
            M::fresh(&database.writer).await.map_err(failure)?;
            print(&format!("{} is empty and migrated\n", database.name()))?;
        }
    }
    let failure = failure(&database);
    database.close().await.map_err(failure)
}

/// How long a failed migration waits for another process to get on.
const PAUSE: Duration = Duration::from_millis(200);

/// Applies the next `steps` migrations, or all that are pending, and gives their names.
pub(super) async fn up<M: MigratorTrait>(
    database: &Database,
    steps: Option<u32>,
) -> Result<Vec<String>, CliError> {
    let before = names::<M>(database, MigrationStatus::Pending).await?;
    if before.is_empty() {
        return Ok(before);
    }
    let mut pending = before.clone();
    while let Err(error) = M::up(&database.writer, steps).await {
        // Another process may be migrating the same database. Each migration is a transaction,
        // so one of the two gets it done, and the other goes on with what is left.
        sleep(PAUSE).await;
        let now = names::<M>(database, MigrationStatus::Pending).await?;
        if now.len() == pending.len() || steps.is_some() {
            return Err(failure(database)(error));
        }
        pending = now;
        if pending.is_empty() {
            break;
        }
    }
    let after = names::<M>(database, MigrationStatus::Pending).await?;
    Ok(without(before, &after))
}

async fn down<M: MigratorTrait>(database: &Database, steps: u32) -> Result<Vec<String>, CliError> {
    let before = names::<M>(database, MigrationStatus::Applied).await?;
    let taken_back = M::down(&database.writer, Some(steps)).await;
    taken_back.map_err(failure(database))?;
    let after = names::<M>(database, MigrationStatus::Applied).await?;
    let mut names = without(before, &after);
    names.reverse();
    Ok(names)
}

async fn status<M: MigratorTrait>(database: &Database) -> Result<String, CliError> {
    let migrations = migrations::<M>(database).await?.into_iter();
    Ok(migrations
        .map(|migration| match migration.status() {
            MigrationStatus::Applied => ["applied  ", migration.name(), "\n"].concat(),
            MigrationStatus::Pending => ["pending  ", migration.name(), "\n"].concat(),
        })
        .collect())
}

/// The names of the migrations that are, or are not, applied.
pub(super) async fn names<M: MigratorTrait>(
    database: &Database,
    status: MigrationStatus,
) -> Result<Vec<String>, CliError> {
    if M::migrations().is_empty() {
        // What others have noted in the database is none of ours.
        return Ok(Vec::new());
    }
    let migrations = migrations::<M>(database).await?.into_iter();
    Ok(migrations
        .filter(|migration| migration.status() == status)
        .map(|migration| migration.name().to_owned())
        .collect())
}

/// The migrations of this program, each with what became of it in the database, which has to be older than
/// the program or as old.
async fn migrations<M: MigratorTrait>(database: &Database) -> Result<Vec<Migration>, CliError> {
    let unknown = unknown::<M>(&database.writer).await;
    let unknown = unknown.map_err(failure(database))?;
    if !unknown.is_empty() {
        return Err(CliError::Newer {
            database: database.name().to_owned(),
            unknown,
        });
    }
    let migrations = M::get_migration_with_status_read_only(&database.writer).await;
    migrations.map_err(failure(database))
}

/// The names of migrations that the database has, and this program does not.
async fn unknown<M: MigratorTrait>(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let table = M::migration_table_name();
    if !SchemaManager::new(db).has_table(table.to_string()).await? {
        return Ok(Vec::new());
    }
    let mut select = Query::select();
    select
        .column(seaql_migrations::Column::Version)
        .from(table)
        .order_by(seaql_migrations::Column::Version, Order::Asc);
    let rows = db.query_all(&select).await?;
    let names: Result<Vec<String>, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let known = M::migrations();
    let is_known = |name: &str| known.iter().any(|migration| migration.name() == name);
    let unknown = names?.into_iter().filter(|name| !is_known(name));
    Ok(unknown.collect())
}

fn without(mut names: Vec<String>, others: &[String]) -> Vec<String> {
    names.retain(|name| !others.contains(name));
    names
}

fn lines(done: &str, names: &[String], nothing: &str) -> String {
    if names.is_empty() {
        return format!("{nothing}\n");
    }
    let line = |name: &String| [done, "  ", name, "\n"].concat();
    names.iter().map(line).collect()
}

fn failure(database: &Database) -> impl FnOnce(DbErr) -> CliError + use<> {
    let database = database.name().to_owned();
    |cause| CliError::Migrate { database, cause }
}

/// Asks whether every row may go; in production only the flag says so.
fn confirm(database: &Database, mode: Mode) -> Result<(), CliError> {
    let unconfirmed = |circumstance| CliError::Unconfirmed {
        database: database.name().to_owned(),
        circumstance,
    };
    if mode == Mode::Production {
        return Err(unconfirmed("in production"));
    }
    if !io::stdin().is_terminal() {
        return Err(unconfirmed("without being asked"));
    }
    eprint!(
        "This deletes every row of {}. Go on? [y/N] ",
        database.name()
    );
    io::stderr().flush().map_err(CliError::Input)?;
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(CliError::Input)?;
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(CliError::Declined),
    }
}
