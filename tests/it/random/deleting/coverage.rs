//! What the cases met, so that none of it is missed unnoticed.

use std::collections::{BTreeMap, BTreeSet};

use relation::catalog::{Catalog, ForeignKey, ForeignKeyId};

use super::{
    changes::in_circle,
    naive::{Plan, Verdict},
};

#[derive(Default)]
pub(super) struct Coverage {
    n_cases: usize,
    met: BTreeMap<&'static str, usize>,
}

impl Coverage {
    /// Counts a case, and what the deletion of it met.
    pub(super) fn count(&mut self, catalog: &Catalog, plan: &Plan) {
        self.n_cases += 1;
        for what in met(catalog, plan) {
            self.meet(what);
        }
    }

    pub(super) fn meet(&mut self, what: &'static str) {
        *self.met.entry(what).or_default() += 1;
    }

    /// # Panics
    ///
    /// If anything was met in fewer than so many percent of the cases, or never.
    #[track_caller]
    pub(super) fn expect(&self, least: &[(&'static str, usize)]) {
        let short = least.iter().filter(|(what, percent)| {
            let met = self.met.get(what).copied().unwrap_or(0);
            met == 0 || met * 100 < percent * self.n_cases
        });
        let short: Vec<_> = short.collect();
        let Self { n_cases, met } = self;
        assert!(
            short.is_empty(),
            "not {short:?} of {n_cases} cases: {met:?}"
        );
    }
}

/// What a deletion meets.
pub(super) fn met(catalog: &Catalog, plan: &Plan) -> BTreeSet<&'static str> {
    let mut met = BTreeSet::from([match plan.verdict {
        Verdict::Done => "done",
        Verdict::Protected => "protected",
        Verdict::Restricted => "restricted",
        Verdict::Constraint => "constraint",
    }]);
    if !plan.protected.is_empty() && !plan.restricted.is_empty() {
        met.insert("both refusals");
    }
    if plan.verdict == Verdict::Done {
        let done: Vec<ForeignKeyId> = plan
            .followers
            .keys()
            .chain(&mut plan.updated.keys())
            .copied()
            .collect();
        met.extend(done.iter().flat_map(|key| traits(catalog, &catalog[*key])));
        if !plan.updated.is_empty() {
            met.insert("set");
        }
        if plan.deleted.len() > plan.roots.len() + 2 {
            met.insert("many follow");
        }
        if plan.deleted.iter().any(|(model, _)| catalog[*model].hidden) {
            met.insert("hidden");
        }
    }
    met
}

/// What is special about a key.
pub(super) fn traits(catalog: &Catalog, key: &ForeignKey) -> Vec<&'static str> {
    let target = &catalog[key.target];
    let all = [
        ("itself", key.model == key.target),
        ("circle", key.model != key.target && in_circle(catalog, key)),
        ("one to one", key.one_to_one),
        ("composite", key.fields.len() > 1),
        ("to field", key.target_fields != target.primary_key),
    ];
    all.into_iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| name)
        .collect()
}
