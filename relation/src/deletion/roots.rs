//! Which rows a deletion starts with.

use crate::{
    catalog::{Catalog, ModelId},
    lookup::Predicate,
    sql::Source,
    value::Key,
};

/// The rows of a model with which a deletion starts: those that the viewer may see and that meet
/// the condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Roots {
    /// The model.
    pub model: ModelId,
    /// The condition. Its keys are [normalized](Key::normalized).
    pub condition: Predicate,
}

impl Roots {
    /// The rows with these primary keys. Keys that no row has are ignored, and so are duplicates.
    pub fn by_key(catalog: &Catalog, model: ModelId, keys: &[Key]) -> Self {
        let condition = Predicate::Key {
            fields: catalog[model].primary_key.clone(),
            keys: keys.iter().filter_map(Key::normalized).collect(),
        };
        Self { model, condition }
    }
}

/// Rows of one model from which others follow.
#[derive(Debug, Clone)]
pub(super) struct Start {
    pub(super) model: ModelId,
    pub(super) source: Source,
}

/// The rows that there can be.
pub(super) fn starts(roots: &[Roots]) -> Vec<Start> {
    let possible = roots
        .iter()
        .filter(|roots| roots.condition.constant() != Some(false));
    let start = |roots: &Roots| Start {
        model: roots.model,
        source: Source::Visible(roots.condition.clone()),
    };
    possible.map(start).collect()
}
