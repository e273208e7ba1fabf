//! Random conditions, orders and pages over random rows of every model, compared with a naive
//! evaluation over all rows in memory.
//!
//! `evaluate` says what `where` and `orderBy` mean. It takes from the engine nothing but the
//! catalog, and interprets the same JSON that goes to the API as a variable. `generate` draws
//! conditions for any catalog, `rows` fills any tables.
//!
//! Everything follows from a seed, which a failure names with the case:
//!
//! - `RELATA_RANDOM_ROUNDS=20` runs twenty rounds instead of one, each with a seed of its own;
//! - `RELATA_RANDOM_SEED=7` starts with the seed 7.

mod cell;
mod deleting;
pub(crate) mod dice;
mod evaluate;
mod filters;
mod generate;
mod growing;
mod lists;
mod managing;
mod mutations;
mod names;
mod orders;
mod patterns;
mod rows;
mod world;

use std::fmt::Write as _;

use tests::{TestApp, backend::Backend};

use dice::Dice;
use rows::Forms;

/// The tables that are filled.
#[derive(Debug, Clone, Copy)]
enum Tables {
    Domain,
    Zoo,
}

impl Tables {
    /// The tables, with random rows.
    async fn filled(self, seed: u64, forms: Forms) -> TestApp {
        let app = match self {
            Self::Domain => TestApp::new().await,
            Self::Zoo => TestApp::zoo().await,
        };
        rows::fill(&app, &mut Dice::new(seed, 0), forms).await;
        app
    }

    /// As [`filled`](Self::filled), to be written to. MySQL checks each key of the zoo at once, where the
    /// naive models let keys dangle until an operation ends.
    async fn filled_to_write(self, seed: u64, forms: Forms) -> TestApp {
        let app = self.filled(seed, forms).await;
        match self {
            Self::Domain => app,
            Self::Zoo => app.without(Backend::MySql),
        }
    }
}

/// The seeds of the rounds to run.
fn seeds() -> impl Iterator<Item = u64> {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    let first = number("RELATA_RANDOM_SEED").unwrap_or(1);
    let rounds = number("RELATA_RANDOM_ROUNDS").unwrap_or(1);
    first..first + rounds
}

/// What went wrong, and how much was looked at.
#[derive(Default)]
struct Report {
    failures: Vec<String>,
    n_cases: usize,
    /// Cases whose expected rows are neither none nor all.
    n_telling: usize,
}

impl Report {
    /// Counts a case of `expected` rows of `all`.
    fn count(&mut self, expected: usize, all: usize) {
        self.n_cases += 1;
        self.n_telling += usize::from(expected > 0 && expected < all);
    }

    fn fail(&mut self, failure: String) {
        self.failures.push(failure);
    }

    /// # Panics
    ///
    /// If a case failed, or fewer than `telling_percent` of them tell something.
    #[track_caller]
    fn expect(&self, telling_percent: usize) {
        let mut text = String::new();
        for failure in self.failures.iter().take(5) {
            write!(text, "\n\n{failure}").expect("a string takes all");
        }
        let (n_failed, n_cases) = (self.failures.len(), self.n_cases);
        assert!(n_failed == 0, "{n_failed} of {n_cases} cases failed{text}");
        let percent = self.n_telling * 100 / n_cases;
        assert!(percent >= telling_percent, "{percent} % of {n_cases} tell");
    }
}
