//! What is done to which rows, and which rows must not be there, as plain data.

use super::{
    collect::{Collected, is_leaf},
    components::components,
};
use crate::{
    catalog::{Catalog, ForeignKeyId, ModelId, OnDelete},
    lookup::Predicate,
};

/// What a deletion does. Conditions speak of the fields of their model's rows alone.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Rows that must not be there.
    pub(super) guards: Vec<Guard>,
    /// What is deleted first: rows of models to which nothing refers.
    pub(super) leaves: Vec<Deletion>,
    /// The keys that are written. It comes after `leaves`, so that no row that goes is written.
    pub(super) changes: Vec<Change>,
    /// What is deleted last, the rows that refer before those that they refer to.
    pub(super) rows: Vec<Deletion>,
}

/// Rows of one model that are deleted.
#[derive(Debug, PartialEq)]
pub(super) struct Deletion {
    pub(super) model: ModelId,
    pub(super) condition: Predicate,
}

/// Rows that forbid the deletion by the rule of a foreign key.
#[derive(Debug, PartialEq)]
pub(super) struct Guard {
    pub(super) foreign_key: ForeignKeyId,
    pub(super) condition: Predicate,
}

/// Rows whose foreign key is written, as its rule says.
#[derive(Debug, PartialEq)]
pub(super) struct Change {
    pub(super) foreign_key: ForeignKeyId,
    pub(super) condition: Predicate,
}

impl Plan {
    pub(super) fn new(catalog: &Catalog, collected: &Collected) -> Self {
        let mut plan = Self::default();
        for model in in_order(catalog, collected) {
            let deleted = deleted(catalog, collected, model);
            let Some(condition) = deleted else { continue };
            let deletion = Deletion { model, condition };
            if is_leaf(catalog, model) {
                plan.leaves.push(deletion);
            } else {
                plan.rows.push(deletion);
            }
        }
        for key in catalog.foreign_keys() {
            let Some(condition) = collected.referring(key) else {
                continue;
            };
            let foreign_key = key.id;
            match key.on_delete {
                OnDelete::Cascade | OnDelete::DoNothing => {}
                OnDelete::Protect => plan.guards.push(Guard {
                    foreign_key,
                    condition,
                }),
                OnDelete::Restrict => plan.guards.push(Guard {
                    foreign_key,
                    condition: except(condition, deleted(catalog, collected, key.model)),
                }),
                OnDelete::SetNull
                | OnDelete::SetDefault
                | OnDelete::SetValue(_)
                | OnDelete::SetWith(_) => plan.changes.push(Change {
                    foreign_key,
                    // Rows of leaves are gone by then.
                    condition: match collected.rows_of(key.model) {
                        Some(_) => except(condition, deleted(catalog, collected, key.model)),
                        None => condition,
                    },
                }),
            }
        }
        plan
    }

    pub(super) fn deletions(&self) -> impl Iterator<Item = &Deletion> {
        self.leaves.iter().chain(&self.rows)
    }
}

/// The condition that a row of `model` is deleted; none where no row is.
fn deleted(catalog: &Catalog, collected: &Collected, model: ModelId) -> Option<Predicate> {
    if let Some(rows) = collected.rows_of(model) {
        let fields = catalog[model].primary_key.clone();
        let keys = rows.keys(&fields);
        return Some(Predicate::Key { fields, keys });
    }
    let mut leaves = collected.leaves.iter();
    let leaf = leaves.find(|(leaf, _)| *leaf == model);
    leaf.map(|(_, condition)| condition.clone())
}

fn except(condition: Predicate, excepted: Option<Predicate>) -> Predicate {
    match excepted {
        Some(excepted) => Predicate::All(vec![condition, Predicate::Not(Box::new(excepted))]),
        None => condition,
    }
}

/// The models of which rows are deleted, those that refer before those that they refer to.
fn in_order(catalog: &Catalog, collected: &Collected) -> Vec<ModelId> {
    let rows = collected.rows.iter().map(|rows| rows.model);
    let leaves = collected.leaves.iter().map(|(model, _)| *model);
    let mut models: Vec<ModelId> = rows.chain(leaves).collect();
    models.sort_unstable();
    let holders = |model| {
        let keys = catalog.foreign_keys().iter();
        keys.filter(|key| key.target == model && models.contains(&key.model))
            .map(|key| key.model)
            .collect()
    };
    components(models.iter().copied(), holders).concat()
}
