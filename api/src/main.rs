//! The binary `relata`: the one place that names the shipped domain.

use std::process::ExitCode;

use migration::{
    Migrator,
    seed::{self, SeedOptions},
};
use relata::cli::{self, Domain, Progress, Sample};

/// Shows forward and reverse relations, and a page of each.
const STARTER: &str = "\
{
  posts(first: 5) {
    nodes {
      title
      author { username }
      tags { nodes { name } }
      comments(first: 3) { nodes { author text } }
    }
  }
}
";

fn main() -> ExitCode {
    cli::run::<Migrator>(&Domain {
        catalog: entity::catalog,
        extend: |engine| engine,
        starter: STARTER,
        sample: Some(Sample {
            is_empty: |db| Box::pin(seed::is_empty(db)),
            insert: |db, scale, report| {
                Box::pin(async move {
                    seed::seed(db, SeedOptions { scale }, |progress| {
                        report(Progress {
                            table: progress.table,
                            done: progress.done,
                            total: progress.total,
                        });
                    })
                    .await
                    .map(drop)
                })
            },
        }),
    })
}
