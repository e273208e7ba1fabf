//! Lists in a random order equal the sorted rows, and paging through them equals the list:
//! forwards and backwards, in pages of random sizes.

use relation::catalog::{Accessor, ModelId};
use serde_json::{Value as Json, json};

use super::{
    Report, Tables,
    dice::Dice,
    evaluate::Evaluator,
    generate::Generator,
    lists::{List, Way, a_model},
    names::Names,
    rows::Forms,
    seeds,
    world::{Related, World},
};

/// How many orders one round draws for lists.
const LISTS: u64 = 100;

/// How many orders one round draws for the children of a row.
const CHILDREN: u64 = 50;

#[tokio::test]
async fn random_pages_of_the_domain_make_the_list() {
    check(Tables::Domain).await;
}

#[tokio::test]
async fn random_pages_of_the_zoo_make_the_list() {
    check(Tables::Zoo).await;
}

async fn check(tables: Tables) {
    let mut report = Report::default();
    for seed in seeds() {
        for app in tables.filled(seed, Forms::Written).await.each() {
            let world = World::read(&app).await;
            let names = Names::new(app.catalog());
            let evaluator = Evaluator {
                world: &world,
                names: &names,
            };
            for case in 1..=LISTS + CHILDREN {
                let mut generator = Generator::new(&world, &names, Dice::new(seed, case));
                let (list, expected) = if case <= LISTS {
                    rows_of_a_model(&evaluator, &mut generator)
                } else {
                    rows_of_a_row(&evaluator, &mut generator)
                };
                report.count(expected.len().min(2), 3);
                let dice = &mut generator.dice;
                for (what, actual) in [
                    ("all", list.all(&app).await),
                    ("forwards", list.paged(&app, dice, Way::Forwards).await),
                    ("backwards", list.paged(&app, dice, Way::Backwards).await),
                ] {
                    if actual != expected {
                        report.fail(format!(
                            "seed {seed}, case {case} of {tables:?}, {what}\n{list}\n\
                         expected: {expected:?}\nactual:   {actual:?}"
                        ));
                    }
                }
            }
        }
    }
    report.expect(70);
}

/// A list, and the ids that it is to have.
fn rows_of_a_model(
    evaluator: &Evaluator<'_>,
    generator: &mut Generator<'_>,
) -> (List, Vec<String>) {
    let model = a_model(evaluator.world, &mut generator.dice);
    let order = generator.order(model.id);
    let condition = maybe_condition(generator, model.id);
    let rows = evaluator.matches(model.id, &condition).into_iter();
    let rows = rows.map(|target| Related { link: None, target });
    let ids = sorted(evaluator, model.id, &order, rows.collect());
    let list = List::of_model(evaluator.world, model, order, condition);
    (list, ids)
}

/// The list of the rows related to a row, and the ids that it is to have.
fn rows_of_a_row(evaluator: &Evaluator<'_>, generator: &mut Generator<'_>) -> (List, Vec<String>) {
    let world = evaluator.world;
    let (accessor, row) = a_parent(world, &mut generator.dice);
    let target = accessor.target;
    let order = generator.order(target);
    let condition = maybe_condition(generator, target);
    let related = world.related(accessor.id, Some(row)).iter().copied();
    let rows = related.filter(|child| evaluator.holds(target, Some(child.target), &condition));
    let ids = sorted(evaluator, target, &order, rows.collect());
    let parent = &world.table(accessor.source).rows[row].id;
    let list = List::of_children(world, accessor, parent, order, condition);
    (list, ids)
}

fn sorted(
    evaluator: &Evaluator<'_>,
    model: ModelId,
    order: &Json,
    mut rows: Vec<Related>,
) -> Vec<String> {
    evaluator.sort(model, order, &mut rows);
    let all = &evaluator.world.table(model).rows;
    rows.iter().map(|row| all[row.target].id.clone()).collect()
}

fn maybe_condition(generator: &mut Generator<'_>, model: ModelId) -> Json {
    if generator.dice.chance(70) {
        json!({})
    } else {
        generator.condition(model)
    }
}

/// A to-many relation, and a row with more than one row at its other end.
fn a_parent<'w>(world: &World<'w>, dice: &mut Dice) -> (&'w Accessor, usize) {
    let models = world.catalog.models().iter();
    let shown = models.filter(|model| world.table(model.id).list.is_some());
    let mut parents = Vec::new();
    for accessor in shown.flat_map(|model| world.catalog.accessors_of(model.id)) {
        for row in 0..world.table(accessor.source).rows.len() {
            if !accessor.is_to_one() && world.related(accessor.id, Some(row)).len() > 1 {
                parents.push((accessor, row));
            }
        }
    }
    *dice.pick(&parents)
}
