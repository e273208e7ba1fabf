//! Rows of a read become pages: one for each row the read started from.

use std::collections::HashMap;

use relation::{
    query::{RelatedRows, Row},
    value::Key,
};

use super::loaded::Outcome;
use crate::plan::{PageRead, RowSetId};

/// What a read came to, and the rows it filled.
pub(super) type Filled = (Outcome, Vec<(RowSetId, Vec<Row>)>);

/// The page of a root list. A row beyond its size only tells that rows follow.
pub(super) fn one_page(page: &PageRead, mut rows: Vec<Row>) -> Filled {
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    if more && page.window.backwards {
        rows.drain(..rows.len() - size);
    }
    rows.truncate(size);
    let outcome = Outcome::Many(vec![(0..rows.len(), more)]);
    (outcome, vec![(page.rows, rows)])
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

    pub(super) fn counts(&self, counts: &[u64]) -> Outcome {
        let count = |ordinal: &Option<usize>| ordinal.map_or(0, |ordinal| counts[ordinal]);
        Outcome::Count(self.ordinals.iter().map(count).collect())
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
        let mut keep = Vec::with_capacity(found.rows.len());
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
        let mut filled: Vec<(RowSetId, Vec<Row>)> = vec![(page.rows, pick(&found.rows))];
        if let Some(links) = links {
            filled.push((links, pick(&found.links)));
        }
        let aligned = self
            .ordinals
            .iter()
            .map(|ordinal| ordinal.map_or((0..0, false), |ordinal| spans[ordinal].clone()));
        (Outcome::Many(aligned.collect()), filled)
    }
}
