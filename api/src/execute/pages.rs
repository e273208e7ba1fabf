//! Rows of a read become pages: one for each row the read started from.

use std::collections::HashMap;

use relation::{
    lookup::Function,
    query::{PageRows, RelatedRows, Row},
    value::Key,
};

use super::loaded::Outcome;
use crate::plan::{PageRead, RowSetId};

/// What a read came to: its outcome, the rows it filled, and the keys of a page's rows.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) outcome: Outcome,
    pub(super) rows: Vec<(RowSetId, Vec<Row>)>,
    pub(super) keys: Vec<Row>,
}

impl From<Outcome> for Filled {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            ..Self::default()
        }
    }
}

/// The page of a root list. A row beyond its size only tells that rows follow.
pub(super) fn one_page(page: &PageRead, found: PageRows) -> Filled {
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let PageRows { mut rows, mut keys } = found;
    let n_more = rows.len().saturating_sub(size);
    if page.window.backwards {
        rows.drain(..n_more);
        keys.drain(..n_more.min(keys.len()));
    }
    rows.truncate(size);
    keys.truncate(size);
    Filled {
        outcome: Outcome::Many(vec![(0..rows.len(), n_more > 0)]),
        rows: vec![(page.rows, rows)],
        keys,
    }
}

/// The only row of a model, if the rows found are no more and no less.
pub(super) fn only_row(rows: RowSetId, found: PageRows) -> Filled {
    let n_found = found.rows.len();
    let only = if n_found == 1 { found.rows } else { Vec::new() };
    Filled {
        outcome: Outcome::Exactly(n_found),
        rows: vec![(rows, only)],
        keys: Vec::new(),
    }
}

/// The start rows of a read, each with the position of its key among the distinct keys.
pub(super) struct Parents {
    pub(super) distinct: Vec<Key>,
    ordinals: Vec<Option<usize>>,
}

impl Parents {
    pub(super) fn new(keys: Vec<Option<Key>>) -> Self {
        let mut positions: HashMap<Key, usize> = HashMap::new();
        let mut distinct = Vec::new();
        let ordinals = keys
            .into_iter()
            .map(|key| {
                let key = key?;
                Some(*positions.entry(key).or_insert_with_key(|key| {
                    distinct.push(key.clone());
                    distinct.len() - 1
                }))
            })
            .collect();
        Self { distinct, ordinals }
    }

    /// The values of each start row; those of no rows where it has no key.
    pub(super) fn values(&self, functions: &[Function], values: &[Row]) -> Outcome {
        let of = |ordinal: &Option<usize>| match ordinal {
            Some(ordinal) => values[*ordinal].clone(),
            None => functions.iter().map(|f| f.of_nothing()).collect(),
        };
        Outcome::Values(self.ordinals.iter().map(of).collect())
    }

    /// Cuts the rows, which come ordered by parent, into pages.
    pub(super) fn pages(
        &self,
        page: &PageRead,
        links: Option<RowSetId>,
        found: &RelatedRows,
    ) -> Filled {
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        let mut spans = vec![(0..0, false); self.distinct.len()];
        let mut keep = Vec::with_capacity(found.parents.len());
        let mut start = 0;
        while start < found.parents.len() {
            let parent = found.parents[start];
            let rest = &found.parents[start..];
            let n_found = rest.iter().take_while(|other| **other == parent).count();
            let n_kept = n_found.min(size);
            let passed = if page.window.backwards {
                n_found - n_kept
            } else {
                0
            };
            let first = keep.len();
            keep.extend(start + passed..start + passed + n_kept);
            spans[parent] = (first..keep.len(), n_found > size);
            start += n_found;
        }
        let pick = |rows: &[Row]| keep.iter().map(|index| rows[*index].clone()).collect();
        let mut rows: Vec<(RowSetId, Vec<Row>)> = vec![(page.rows, pick(&found.page.rows))];
        if let Some(links) = links {
            rows.push((links, pick(&found.links)));
        }
        let aligned = self
            .ordinals
            .iter()
            .map(|ordinal| ordinal.map_or((0..0, false), |ordinal| spans[ordinal].clone()));
        Filled {
            outcome: Outcome::Many(aligned.collect()),
            rows,
            keys: if page.with_keys {
                pick(&found.page.keys)
            } else {
                Vec::new()
            },
        }
    }
}
