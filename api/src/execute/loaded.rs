//! What the reads of a plan brought.

use relation::query::Row;

use crate::plan::{Plan, ReadId, RowSetId, Span};

/// The rows of every row set and the outcome of every read.
pub(super) struct Loaded {
    pub(super) rows: Vec<Vec<Row>>,
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
    Count(Vec<u64>),
}

impl Loaded {
    /// Nothing yet.
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            rows: plan.row_sets.iter().map(|_| Vec::new()).collect(),
            outcomes: plan.reads.iter().map(|_| Outcome::Pending).collect(),
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

    pub(super) fn count(&self, read: ReadId, index: usize) -> u64 {
        match &self.outcomes[read.0] {
            Outcome::Count(found) => found[index],
            _ => 0,
        }
    }
}
