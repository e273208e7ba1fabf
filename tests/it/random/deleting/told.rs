//! What previews, payloads and errors tell, a fact to a line and the lines in order, and what they
//! have to tell.

use std::collections::{BTreeMap, BTreeSet};

use relation::catalog::{ForeignKeyId, ModelId};
use serde_json::Value as Json;

use super::{super::world::camel, changes::in_circle, naive::Plan, state::State};

/// How many rows a sample has that does not say it.
const SAMPLE: usize = 10;

/// How many rows an error names for each key.
const SAMPLE_OF_ERROR: usize = 100;

/// All that a preview tells but its token. `$few` is the size of a sample.
pub(super) const PREVIEW: &str = "query($ids: [ID!]!, $few: Int!) { plan: deletePreview(ids: $ids) { \
    allowed total forbidden token deleted { model count } updated { model field rule count } \
    blockers { model field rule count few: sample(first: $few) { id } sample { id } } \
    steps { model field: relation rule count few: sample(first: $few) { id } sample { id } } } }";

/// What a payload tells.
pub(super) const PAYLOAD: &str =
    "ids total deleted { model count } updated { model field rule count }";

pub(super) fn of_preview(preview: &Json) -> Vec<String> {
    let mut lines = done(preview);
    lines.push(format!("allowed {}", preview["allowed"]));
    lines.push(format!("forbidden {}", preview["forbidden"]));
    for kind in ["blockers", "steps"] {
        for group in items(&preview[kind]) {
            let samples = [ids(&group["few"]), ids(&group["sample"])];
            lines.push(format!("{kind} {} {samples:?}", named(group)));
        }
    }
    lines.sort_unstable();
    lines
}

pub(super) fn in_preview(state: &State<'_>, plan: &Plan, few: usize) -> Vec<String> {
    let mut lines = to_do(state, plan);
    lines.push(format!("allowed {}", plan.is_allowed()));
    lines.push("forbidden []".to_owned());
    let samples =
        |model, rows: &BTreeSet<usize>| [few, SAMPLE].map(|most| first(state, model, rows, most));
    for (key, rows) in plan.protected.iter().chain(&plan.restricted) {
        let samples = samples(state.catalog[*key].model, rows);
        lines.push(format!("blockers {} {samples:?}", keyed(state, *key, rows)));
    }
    for (key, rows) in &plan.followers {
        let samples = samples(state.catalog[*key].model, rows);
        lines.push(format!("steps {} {samples:?}", keyed(state, *key, rows)));
    }
    for (model, rows) in by_model(&plan.roots) {
        let (samples, name) = (samples(model, &rows), name(state, model));
        lines.push(format!("steps {name}.? ? {} {samples:?}", rows.len()));
    }
    lines.sort_unstable();
    lines
}

pub(super) fn of_payload(payload: &Json) -> Vec<String> {
    let mut lines = done(payload);
    lines.push(format!("ids {}", payload["ids"]));
    lines.sort_unstable();
    lines
}

pub(super) fn in_payload(state: &State<'_>, plan: &Plan) -> Vec<String> {
    let mut lines = to_do(state, plan);
    let ids: Vec<&str> = plan.roots.iter().map(|root| state.id(*root)).collect();
    lines.push(format!("ids {}", Json::from(ids)));
    lines.sort_unstable();
    lines
}

/// The blockers that an error lists, and its total.
pub(super) fn of_refusal(blockers: &Json, total: &Json) -> Vec<String> {
    let mut lines = vec![format!("total {total}")];
    for blocker in items(blockers) {
        lines.push(format!("{} {}", named(blocker), blocker["sample"]));
    }
    lines.sort_unstable();
    lines
}

pub(super) fn in_refusal(state: &State<'_>, plan: &Plan) -> Vec<String> {
    let mut total = 0;
    let mut lines = Vec::new();
    for (key, rows) in plan.protected.iter().chain(&plan.restricted) {
        total += rows.len();
        let model = state.catalog[*key].model;
        if state.is_shown(model) {
            let sample = Json::from(first(state, model, rows, SAMPLE_OF_ERROR));
            lines.push(format!("{} {sample}", keyed(state, *key, rows)));
        }
    }
    lines.push(format!("total {total}"));
    lines.sort_unstable();
    lines
}

/// What is wrong with the order of what a preview tells.
pub(super) fn disorder(state: &State<'_>, preview: &Json) -> Option<String> {
    let protect_first = items(&preview["blockers"]).map(|blocker| blocker["rule"] != "PROTECT");
    if !protect_first.is_sorted() {
        return Some("blockers by PROTECT come first".to_owned());
    }
    let steps: Vec<&Json> = items(&preview["steps"]).collect();
    let keys = state.catalog.foreign_keys().iter();
    let keys = keys.filter(|key| state.is_shown(key.model) && !in_circle(state.catalog, key));
    for key in keys {
        let (model, target) = (name(state, key.model), name(state, key.target));
        let is_by = |step: &&Json| step["model"] == model && step["field"] == camel(&key.name);
        let by_key = steps.iter().position(is_by);
        let of_target = steps.iter().rposition(|step| step["model"] == target);
        if by_key.is_some_and(|step| of_target.is_none_or(|target| target > step)) {
            return Some(format!(
                "rows by {model}.{} come after their targets",
                key.name
            ));
        }
    }
    None
}

/// What previews and payloads have in common.
fn done(told: &Json) -> Vec<String> {
    let mut lines = vec![format!("total {}", told["total"])];
    for group in items(&told["deleted"]) {
        lines.push(format!(
            "deleted {} {}",
            text(&group["model"]),
            group["count"]
        ));
    }
    for group in items(&told["updated"]) {
        lines.push(format!("updated {}", named(group)));
    }
    lines
}

fn to_do(state: &State<'_>, plan: &Plan) -> Vec<String> {
    let mut lines = vec![format!("total {}", plan.deleted.len())];
    for (model, rows) in by_model(&plan.deleted) {
        lines.push(format!("deleted {} {}", name(state, model), rows.len()));
    }
    for (key, rows) in &plan.updated {
        lines.push(format!("updated {}", keyed(state, *key, rows)));
    }
    lines
}

fn by_model(rows: &BTreeSet<(ModelId, usize)>) -> BTreeMap<ModelId, BTreeSet<usize>> {
    let mut models: BTreeMap<ModelId, BTreeSet<usize>> = BTreeMap::new();
    for (model, row) in rows {
        models.entry(*model).or_default().insert(*row);
    }
    models
}

/// `Post.author CASCADE 2`.
fn named(group: &Json) -> String {
    let [model, field, rule] = ["model", "field", "rule"].map(|name| text(&group[name]));
    format!("{model}.{field} {rule} {}", group["count"])
}

fn keyed(state: &State<'_>, key: ForeignKeyId, rows: &BTreeSet<usize>) -> String {
    let key = &state.catalog[key];
    let (rule, count) = (key.on_delete.name(), rows.len());
    if state.is_shown(key.model) {
        let (model, field) = (name(state, key.model), camel(&key.name));
        format!("{model}.{field} {rule} {count}")
    } else {
        format!("?.? {rule} {count}")
    }
}

fn name<'s>(state: &'s State<'_>, model: ModelId) -> &'s str {
    if state.is_shown(model) {
        &state.catalog[model].name
    } else {
        "?"
    }
}

fn first(state: &State<'_>, model: ModelId, rows: &BTreeSet<usize>, most: usize) -> Vec<String> {
    let rows = rows.iter().filter(|_| state.is_shown(model));
    rows.take(most)
        .map(|row| state.id((model, *row)).to_owned())
        .collect()
}

fn ids(nodes: &Json) -> Vec<String> {
    items(nodes)
        .map(|node| text(&node["id"]).to_owned())
        .collect()
}

/// A question mark is null.
fn text(value: &Json) -> &str {
    value.as_str().unwrap_or("?")
}

fn items(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().into_iter().flatten()
}
