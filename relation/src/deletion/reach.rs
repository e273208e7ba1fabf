//! What a deletion can come to, as far as the catalog tells.

use super::{
    collect::{cascades_to, keys_to},
    components::components,
};
use crate::catalog::{Catalog, ForeignKeyId, ModelId, OnDelete};

/// What a deletion can come to, whatever rows there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// The models with which it starts.
    pub roots: Vec<ModelId>,
    /// The keys by which rows can follow.
    pub cascades: Vec<ForeignKeyId>,
    /// The keys by which rows can forbid it.
    pub guards: Vec<ForeignKeyId>,
}

impl Reach {
    /// What a deletion of rows of `roots` can come to.
    pub fn of(catalog: &Catalog, roots: &[ModelId]) -> Self {
        let mut reach = Self::default();
        for root in roots {
            if !reach.roots.contains(root) {
                reach.roots.push(*root);
            }
        }
        let followers = |model| cascades_to(catalog, model).map(|key| key.model).collect();
        let models = components(reach.roots.iter().copied(), followers).concat();
        for key in models.iter().flat_map(|model| keys_to(catalog, *model)) {
            match key.on_delete {
                OnDelete::Cascade => reach.cascades.push(key.id),
                OnDelete::Protect | OnDelete::Restrict => reach.guards.push(key.id),
                _ => {}
            }
        }
        reach
    }
}
