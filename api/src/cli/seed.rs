//! `relata seed`: sample data, with a progress bar on a terminal.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::DbErr;
use sea_orm_migration::MigratorTrait;

use super::{CliError, Domain, Progress, Sample, migrate, print};
use crate::Database;
use crate::config::Settings;

pub(super) async fn run<M: MigratorTrait>(
    domain: &Domain,
    scale: u32,
    settings: &Settings,
) -> Result<(), CliError> {
    let sample = domain.sample.ok_or(CliError::NoSample)?;
    let options = settings.database_options().patient();
    let database = Database::connect(&settings.database_url, options).await?;
    migrate::up::<M>(&database, None).await?;
    let Some(summary) = fill(sample, &database, scale).await? else {
        return Err(CliError::NotEmpty {
            database: database.name().to_owned(),
        });
    };
    print(&format!("{summary}\n"))?;
    let failure = failure(&database);
    database.close().await.map_err(failure)
}

/// Fills the database when it is empty, and says with how much; otherwise leaves it alone.
pub(super) async fn fill(
    sample: Sample,
    database: &Database,
    scale: u32,
) -> Result<Option<String>, CliError> {
    let is_empty = (sample.is_empty)(&database.writer).await;
    if !is_empty.map_err(failure(database))? {
        return Ok(None);
    }
    let begin = Instant::now();
    let bar = Bar::new();
    let report = |progress| bar.report(progress);
    let inserted = (sample.insert)(&database.writer, scale, &report).await;
    let (n_rows, n_tables) = bar.finish();
    if let Err(error) = inserted {
        // Another process may have filled the database meanwhile; nothing of ours is in it.
        return match (sample.is_empty)(&database.writer).await {
            Ok(false) => Ok(None),
            _ => Err(failure(database)(error)),
        };
    }
    Ok(Some(format!(
        "{}: {n_rows} rows of sample data in {n_tables} tables, {:.1} s",
        database.name(),
        begin.elapsed().as_secs_f32()
    )))
}

fn failure(database: &Database) -> impl FnOnce(DbErr) -> CliError + use<> {
    let database = database.name().to_owned();
    |cause| CliError::Seed { database, cause }
}

/// One bar that moves from table to table. Off a terminal it only counts.
struct Bar {
    bar: ProgressBar,
    /// Rows by table, to be summed up in the end.
    done: Mutex<BTreeMap<&'static str, u64>>,
}

impl Bar {
    fn new() -> Self {
        let style = ProgressStyle::with_template("{msg:16} {wide_bar} {human_pos}/{human_len}")
            .expect("the template is well-formed");
        Self {
            bar: ProgressBar::new(0).with_style(style),
            done: Mutex::default(),
        }
    }

    fn report(&self, progress: Progress) {
        let mut done = self.done.lock().expect("nobody panics with this lock");
        let is_new = done.insert(progress.table, progress.done).is_none();
        if is_new {
            self.bar.set_message(progress.table);
        }
        self.bar.set_length(progress.total);
        self.bar.set_position(progress.done);
    }

    /// Rows and tables in all.
    fn finish(self) -> (u64, usize) {
        self.bar.finish_and_clear();
        let done = self
            .done
            .into_inner()
            .expect("nobody panics with this lock");
        (done.values().sum(), done.len())
    }
}
