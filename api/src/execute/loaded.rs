//! What the reads of a plan brought.

use relation::{manager::Written, query::Row, value::Key};
use sea_orm::Value;

use crate::plan::{KeySource, Plan, ReadId, RowSetId, Span};

/// The rows of every row set and the outcome of every read.
pub(super) struct Loaded {
    /// What the write came to whose payload is loaded.
    pub(super) written: Written,
    pub(super) rows: Vec<Vec<Row>>,
    /// For each read of pages the keys of its rows in the list's order, where cursors are shown.
    pub(super) keys: Vec<Vec<Row>>,
    pub(super) outcomes: Vec<Outcome>,
}

/// What a read found, aligned with the rows it started from; a root starts from one.
#[derive(Debug, Default)]
pub(super) enum Outcome {
    #[default]
    Pending,
    /// The position of the row found; for reads by key aligned with the keys.
    One(Vec<Option<usize>>),
    /// The rows found, and whether more rows follow in the page's direction.
    Many(Vec<(Span, bool)>),
    /// For each start row the values made of many rows.
    Values(Vec<Row>),
    /// The number of rows found where exactly one was wanted, of `MAX_GET_RESULTS` at most.
    Exactly(usize),
}

impl Loaded {
    /// Nothing yet of what is read after `written`.
    pub(super) fn after(written: Written, plan: &Plan) -> Self {
        Self {
            written,
            rows: plan.row_sets.iter().map(|_| Vec::new()).collect(),
            keys: plan.reads.iter().map(|_| Vec::new()).collect(),
            outcomes: plan.reads.iter().map(|_| Outcome::Pending).collect(),
        }
    }

    /// The keys of a read by keys.
    pub(super) fn keys<'a>(&'a self, source: &'a KeySource) -> &'a [Key] {
        match source {
            KeySource::Given(keys) => keys,
            KeySource::Written => &self.written.keys,
        }
    }

    pub(super) fn row(&self, rows: RowSetId, index: usize) -> &Row {
        &self.rows[rows.0][index]
    }

    /// The row that a read by key found for its start row or key at `index`.
    pub(super) fn one(&self, read: ReadId, index: usize) -> Option<usize> {
        match &self.outcomes[read.0] {
            Outcome::One(found) => found[index],
            _ => None,
        }
    }

    /// The rows that a read of pages found for its start row at `index`.
    pub(super) fn many(&self, read: ReadId, index: usize) -> (Span, bool) {
        match &self.outcomes[read.0] {
            Outcome::Many(found) => found[index].clone(),
            _ => (0..0, false),
        }
    }

    /// The value at `position` that a read made of many rows for its start row at `index`.
    pub(super) fn value(&self, read: ReadId, index: usize, position: usize) -> Option<&Value> {
        match &self.outcomes[read.0] {
            Outcome::Values(rows) => rows[index].get(position),
            _ => None,
        }
    }

    /// How many rows a read found that looked for exactly one.
    pub(super) fn n_found(&self, read: ReadId) -> usize {
        match &self.outcomes[read.0] {
            Outcome::Exactly(n_found) => *n_found,
            _ => 0,
        }
    }
}
