//! What is done to which rows, and which rows must not be there, as plain data.

use super::{
    collect::{Collected, is_cascade, keys_to},
    components::components,
};
use crate::{
    catalog::{Catalog, ForeignKey, ForeignKeyId, ModelId, OnDelete},
    sql::{Rows, Source},
};

/// What a deletion does with what was collected.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Rows that must not be there.
    pub(super) guards: Vec<Guard>,
    /// What is deleted first: rows of models to which nothing refers.
    pub(super) leaves: Vec<ModelId>,
    /// The keys that are written.
    pub(super) changes: Vec<Change>,
    /// What is deleted last, the rows that refer before those that they refer to.
    pub(super) rows: Vec<ModelId>,
}

/// Rows that forbid the deletion by the rule of a foreign key.
#[derive(Debug, PartialEq)]
pub(super) struct Guard {
    pub(super) foreign_key: ForeignKeyId,
    pub(super) rows: Rows,
}

/// Rows whose foreign key is written, as its rule says.
#[derive(Debug, PartialEq)]
pub(super) struct Change {
    pub(super) foreign_key: ForeignKeyId,
    pub(super) rows: Rows,
}

impl Plan {
    pub(super) fn new(catalog: &Catalog, collected: &Collected) -> Self {
        let mut plan = Self::default();
        let is_leaf = |model: &ModelId| keys_to(catalog, *model).next().is_none();
        (plan.leaves, plan.rows) = in_order(catalog, collected).into_iter().partition(is_leaf);
        for key in catalog.foreign_keys() {
            if !collected.has(key.target) {
                continue;
            }
            let foreign_key = key.id;
            let rows = Rows::any_of(key.model, [Source::Referring(key.id)]);
            match key.on_delete {
                OnDelete::Cascade | OnDelete::DoNothing => {}
                OnDelete::Protect => plan.guards.push(Guard { foreign_key, rows }),
                OnDelete::Restrict => plan.guards.push(Guard {
                    foreign_key,
                    rows: that_stay(rows, collected),
                }),
                OnDelete::SetNull
                | OnDelete::SetDefault
                | OnDelete::SetValue(_)
                | OnDelete::SetWith(_) => plan.changes.push(Change {
                    foreign_key,
                    rows: that_stay(rows, collected),
                }),
            }
        }
        plan
    }

    /// The models of which rows are deleted, in order.
    pub(super) fn deletions(&self) -> impl Iterator<Item = ModelId> {
        self.leaves.iter().chain(&self.rows).copied()
    }
}

/// Those of the rows that are not deleted.
fn that_stay(rows: Rows, collected: &Collected) -> Rows {
    if collected.has(rows.model) {
        rows.but_not(Source::Selected)
    } else {
        rows
    }
}

/// The models of which rows are deleted, those that refer before those that they refer to. Where that
/// leads round in a circle, keys by which rows follow come first: the rows are found by them.
fn in_order(catalog: &Catalog, collected: &Collected) -> Vec<ModelId> {
    let mut models: Vec<ModelId> = collected.sets.iter().map(|set| set.model).collect();
    models.sort_unstable();
    let groups = holders_first(catalog, &models, |_| true);
    let ordered = groups
        .iter()
        .map(|group| holders_first(catalog, group, is_cascade).concat());
    ordered.collect::<Vec<_>>().concat()
}

fn holders_first(
    catalog: &Catalog,
    models: &[ModelId],
    counts: fn(&ForeignKey) -> bool,
) -> Vec<Vec<ModelId>> {
    let holders = |model| {
        let keys = catalog.foreign_keys().iter();
        keys.filter(|key| key.target == model && models.contains(&key.model) && counts(key))
            .map(|key| key.model)
            .collect()
    };
    components(models.iter().copied(), holders)
}
