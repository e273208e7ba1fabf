//! Whether a token still stands for a deletion.

use std::collections::{BTreeMap, BTreeSet};

use relation::catalog::{ForeignKeyId, ModelId};

use super::{
    super::cell::Cell,
    naive::{Plan, Referrers, RowId},
    state::State,
};

/// What a token promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Holds,
    Stale,
    /// As many rows in each place, but others, which a token need not notice.
    Open,
}

/// What a token stands for.
pub(super) struct Stand {
    /// The rows in each place, by their primary keys.
    rows: BTreeMap<Place, BTreeSet<String>>,
    /// The sum of their keys, where these are whole numbers.
    sums: BTreeMap<Place, i128>,
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
            sums: BTreeMap::new(),
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
        let counts = |stand: &Self| -> Vec<(Place, usize)> {
            stand
                .rows
                .iter()
                .map(|(place, rows)| (*place, rows.len()))
                .collect()
        };
        if self.blockers != now.blockers || counts(self) != counts(now) || self.sums != now.sums {
            Token::Stale
        } else if self.rows == now.rows {
            Token::Holds
        } else {
            Token::Open
        }
    }

    fn add(&mut self, state: &State<'_>, place: Place, row: RowId) {
        let model = &state.catalog[row.0];
        self.rows.entry(place).or_default().insert(state.key(row));
        if let [field] = model.primary_key[..]
            && let Cell::Whole(number) = &state.rows[row.0.index()][row.1][field.index()]
        {
            *self.sums.entry(place).or_default() += i128::from(*number);
        }
    }
}
