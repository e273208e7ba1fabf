//! Whether a token still stands for a deletion.

use std::collections::{BTreeMap, BTreeSet};

use relation::catalog::{ForeignKeyId, ModelId};

use super::{
    naive::{Plan, Referrers, RowId},
    state::State,
};

/// What a token promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Holds,
    Stale,
}

/// What a token stands for.
pub(super) struct Stand {
    /// The rows in each place, by their primary keys; those of hidden models by mere numbers.
    rows: BTreeMap<Place, BTreeSet<String>>,
    /// How many rows stand in the way.
    blockers: BTreeMap<ForeignKeyId, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Roots(ModelId),
    Key(ForeignKeyId),
}

impl Stand {
    pub(super) fn new(state: &State<'_>, plan: &Plan) -> Self {
        let mut stand = Self {
            rows: BTreeMap::new(),
            blockers: BTreeMap::new(),
        };
        for root in &plan.roots {
            stand.add(state, Place::Roots(root.0), *root);
        }
        for (key, rows) in plan.followers.iter().chain(&plan.updated) {
            for row in rows {
                let row = (state.catalog[*key].model, *row);
                stand.add(state, Place::Key(*key), row);
            }
        }
        let count = |blockers: &Referrers| -> BTreeMap<ForeignKeyId, usize> {
            blockers
                .iter()
                .map(|(key, rows)| (*key, rows.len()))
                .collect()
        };
        stand.blockers = count(&plan.protected);
        stand.blockers.extend(count(&plan.restricted));
        stand
    }

    /// Whether a token of this still holds when things are as they are in `now`.
    pub(super) fn token(&self, now: &Self) -> Token {
        if self.blockers == now.blockers && self.rows == now.rows {
            Token::Holds
        } else {
            Token::Stale
        }
    }

    fn add(&mut self, state: &State<'_>, place: Place, row: RowId) {
        let rows = self.rows.entry(place).or_default();
        if state.catalog[row.0].hidden {
            rows.insert(rows.len().to_string());
        } else {
            rows.insert(state.key(row));
        }
    }
}
