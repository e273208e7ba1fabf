//! The order in which models follow from each other.

use std::collections::HashMap;

use crate::catalog::ModelId;

/// The models that are reached from `starts`, in groups that lead round in a circle. Each group comes
/// after all that follow from it; inside a group the models have the catalog's order.
///
/// This is Tarjan's algorithm for strongly connected components.
pub(super) fn components(
    starts: impl IntoIterator<Item = ModelId>,
    followers: impl Fn(ModelId) -> Vec<ModelId>,
) -> Vec<Vec<ModelId>> {
    let mut search = Search {
        followers,
        seen: HashMap::new(),
        open: Vec::new(),
        groups: Vec::new(),
    };
    for model in starts {
        search.visit(model);
    }
    search.groups
}

struct Search<F> {
    followers: F,
    /// For each model that was visited the least number of an open one that is known to be reached
    /// from it; numbers are given in the order of the visits.
    seen: HashMap<ModelId, usize>,
    /// The models whose group is not complete.
    open: Vec<ModelId>,
    groups: Vec<Vec<ModelId>>,
}

impl<F: Fn(ModelId) -> Vec<ModelId>> Search<F> {
    /// The least number of an open model that is reached from `model`, if it is still open.
    fn visit(&mut self, model: ModelId) -> Option<usize> {
        if let Some(least) = self.seen.get(&model) {
            return self.open.contains(&model).then_some(*least);
        }
        let number = self.seen.len();
        let position = self.open.len();
        let mut least = number;
        self.seen.insert(model, number);
        self.open.push(model);
        for follower in (self.followers)(model) {
            least = self.visit(follower).map_or(least, |of| least.min(of));
        }
        if least < number {
            self.seen.insert(model, least);
            return Some(least);
        }
        let mut group = self.open.split_off(position);
        group.sort_unstable();
        self.groups.push(group);
        None
    }
}
