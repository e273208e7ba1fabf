//! Which rows a deletion starts with, and how the API is asked for it.

use std::collections::{BTreeMap, BTreeSet};

use relation::catalog::{ForeignKeyId, ModelId};
use serde_json::Value as Json;

use super::{
    super::dice::Dice,
    changes::takes_fallback,
    coverage::traits,
    naive::{Plan, RowId, Verdict, referrers},
    state::State,
};

/// How many draws it takes at most to find rows whose deletion comes to what is wanted.
const DRAWS: usize = 8;

/// How the rows are named.
pub(super) enum Way {
    /// `deleteX(id)`.
    One,
    /// `deleteXs(where)`, with the ids.
    Many,
    /// `deleteXs(where)`, with a condition.
    Filter(Json),
    /// `deletePreview` alone: rows of several models.
    Preview,
}

/// What can be aimed at: keys of each rule, and those that are special.
pub(super) struct Aims(Vec<(&'static str, Vec<ForeignKeyId>)>);

impl Aims {
    pub(super) fn new(state: &State<'_>) -> Self {
        let deletable = state.deletable();
        let mut aims: BTreeMap<&'static str, Vec<ForeignKeyId>> = BTreeMap::new();
        for key in state.catalog.foreign_keys() {
            if deletable.contains(&key.target) {
                aims.entry(key.on_delete.name()).or_default().push(key.id);
                for name in traits(state.catalog, key) {
                    aims.entry(name).or_default().push(key.id);
                }
                if !state.is_shown(key.model) {
                    aims.entry("hidden").or_default().push(key.id);
                }
            }
        }
        Self(aims.into_iter().collect())
    }

    /// A model to which others refer.
    pub(super) fn target(&self, state: &State<'_>, dice: &mut Dice) -> ModelId {
        let (_, keys) = dice.pick(&self.0);
        state.catalog[*dice.pick(keys)].target
    }

    /// Rows of one model, or of several, whose deletion comes to what is drawn, where such rows are
    /// found. None where there are no rows whose deletion is of use.
    pub(super) fn draw(&self, state: &State<'_>, dice: &mut Dice) -> Option<(Way, Plan)> {
        let wanted = *dice.pick(&[
            Verdict::Done,
            Verdict::Done,
            Verdict::Protected,
            Verdict::Restricted,
            Verdict::Constraint,
        ]);
        let n_models = if dice.chance(10) {
            2 + dice.below(2)
        } else {
            1
        };
        let rule = match wanted {
            Verdict::Done => None,
            Verdict::Protected => Some("PROTECT"),
            Verdict::Restricted => Some("RESTRICT"),
            Verdict::Constraint => Some("DO_NOTHING"),
        };
        let mut aims = self.0.iter();
        let of_rule = aims.find(|(name, _)| Some(*name) == rule);
        let of_rule = of_rule.filter(|_| dice.chance(50));
        let (_, aim) = of_rule.unwrap_or_else(|| dice.pick(&self.0));
        let mut found = None;
        for _ in 0..DRAWS {
            let mut roots: BTreeSet<RowId> = rows(state, dice, aim).into_iter().collect();
            for _ in 1..n_models {
                roots.extend(others(state, dice, &roots));
            }
            let plan = state.plan(&roots);
            if roots.is_empty() || is_of_no_use(state, &plan) {
                continue;
            }
            let is_wanted = plan.verdict == wanted;
            found = Some(plan);
            if is_wanted {
                break;
            }
        }
        let plan = found?;
        let models: BTreeSet<ModelId> = plan.roots.iter().map(|(model, _)| *model).collect();
        let way = match (models.len(), plan.roots.len()) {
            (1, 1) if dice.chance(70) => Way::One,
            (1, _) => Way::Many,
            _ => Way::Preview,
        };
        Some((way, plan))
    }
}

/// Rows of one model, most of which are referred to by a key.
fn rows(state: &State<'_>, dice: &mut Dice, aim: &[ForeignKeyId]) -> Vec<RowId> {
    let key = &state.catalog[*dice.pick(aim)];
    let model = if dice.chance(85) {
        key.target
    } else {
        *dice.pick(&state.deletable())
    };
    let all: Vec<usize> = (0..state.rows[model.index()].len()).collect();
    let is_referred_to =
        |row: &usize| model == key.target && !referrers(&state.rows, key, *row).is_empty();
    let referred_to: Vec<usize> = all.iter().copied().filter(is_referred_to).collect();
    let of = if dice.chance(80) && !referred_to.is_empty() {
        &referred_to
    } else {
        &all
    };
    if of.is_empty() {
        return Vec::new();
    }
    let n_rows = *dice.pick(&[1, 1, 1, 2, 3, 5]);
    (0..n_rows).map(|_| (model, *dice.pick(of))).collect()
}

/// Rows that refer to some of the roots.
fn others(state: &State<'_>, dice: &mut Dice, roots: &BTreeSet<RowId>) -> Vec<RowId> {
    let keys = state.catalog.foreign_keys().iter();
    let keys = keys.filter(|key| state.deletion(key.model).is_some());
    let referring = keys.flat_map(|key| {
        let roots = roots.iter().filter(|(model, _)| *model == key.target);
        let rows = roots.flat_map(|(_, row)| referrers(&state.rows, key, *row));
        rows.map(|row| (key.model, row))
    });
    let referring: Vec<RowId> = referring.collect();
    if referring.is_empty() {
        return Vec::new();
    }
    (0..3).map(|_| *dice.pick(&referring)).collect()
}

/// Whether later cases would lose too much: rows to which rules let others fall back.
pub(super) fn is_of_no_use(state: &State<'_>, plan: &Plan) -> bool {
    plan.verdict == Verdict::Done && takes_fallback(state, plan)
}
