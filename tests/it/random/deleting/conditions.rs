//! Conditions on the rows to delete.

use std::collections::BTreeSet;

use relation::catalog::ModelId;
use serde_json::{Value as Json, json};

use super::{
    super::{
        dice::Dice,
        evaluate::Evaluator,
        generate::Generator,
        names::{Named, Names},
    },
    naive::{Plan, RowId, Verdict},
    roots::{Aims, Way, is_of_no_use},
    state::State,
};

/// How many conditions are drawn at most for one that some rows meet and others do not.
const CONDITIONS: usize = 4;

/// Rows that meet a condition, which is mostly about what goes with them; none where their deletion
/// is of no use.
pub(super) fn draw_filter(
    state: &State<'_>,
    names: &Names,
    aims: &Aims,
    dice: Dice,
) -> Option<(Way, ModelId, Plan)> {
    let world = state.world();
    let evaluator = Evaluator {
        world: &world,
        names,
    };
    let mut generator = Generator::new(&world, names, dice);
    let model = aims.target(state, &mut generator.dice);
    let n_all = state.rows[model.index()].len();
    let mut last = None;
    for _ in 0..CONDITIONS {
        let mut condition = condition(state, names, &mut generator, model);
        fill(&mut condition);
        let condition = json!({"and": [{"id": {"isNull": false}}, condition]});
        let rows = evaluator.matches(model, &condition).into_iter();
        let plan = state.plan(&rows.map(|row| (model, row)).collect());
        if !is_of_no_use(state, &plan) {
            let n_roots = plan.roots.len();
            let is_telling = n_roots > 0 && n_roots < n_all && plan.verdict == Verdict::Done;
            last = Some((Way::Filter(condition), model, plan));
            if is_telling {
                break;
            }
        }
    }
    last
}

fn condition(
    state: &State<'_>,
    names: &Names,
    generator: &mut Generator<'_>,
    model: ModelId,
) -> Json {
    let relations = names.of(model).iter();
    let relations: Vec<&(String, Named)> = relations
        .filter(|(_, named)| matches!(named, Named::ToOne(_) | Named::ToMany(_)))
        .collect();
    if relations.is_empty() || generator.dice.chance(30) {
        return generator.condition(model);
    }
    let (name, meaning) = *generator.dice.pick(&relations);
    let (Named::ToOne(accessor) | Named::ToMany(accessor)) = meaning else {
        panic!("{name} is no relation");
    };
    // It has to leave one of the uses of relations that the API allows.
    let of_target = |generator: &mut Generator<'_>| loop {
        let condition = generator.condition(state.catalog[*accessor].target);
        if condition.to_string().matches('{').count() < 5 {
            return condition;
        }
    };
    let condition = match meaning {
        Named::ToOne(_) => of_target(generator),
        _ => match generator.dice.below(4) {
            0 => json!({"count": {"gte": generator.dice.between(1, 2)}}),
            1 => json!({"none": of_target(generator)}),
            _ => json!({"some": of_target(generator)}),
        },
    };
    json!({ name: condition })
}

/// The rows that meet a condition.
pub(super) fn matching(
    state: &State<'_>,
    names: &Names,
    model: ModelId,
    condition: &Json,
) -> BTreeSet<RowId> {
    let world = state.world();
    let evaluator = Evaluator {
        world: &world,
        names,
    };
    let rows = evaluator.matches(model, condition).into_iter();
    rows.map(|row| (model, row)).collect()
}

/// Lets each condition on one row say something: what decides which rows go must not be empty.
fn fill(condition: &mut Json) {
    let entries = match condition {
        Json::Object(entries) => entries,
        Json::Array(parts) => return parts.iter_mut().for_each(fill),
        _ => return,
    };
    for (name, value) in entries {
        let is_of_many = ["some", "every", "none", "where", "through"].contains(&&name[..]);
        if !is_of_many && *value == json!({}) {
            *value = json!({"id": {"isNull": false}});
        }
        fill(value);
    }
}
