//! Paging through a list to which rows are added meanwhile: those that were there at the start
//! come once each, and all in the order of the list.

use serde_json::{Value as Json, json};
use tests::TestApp;

use super::{
    Report, Tables,
    dice::Dice,
    generate::Generator,
    lists::{List, Way, a_model},
    names::Names,
    rows::{Filler, Forms},
    seeds,
    world::World,
};

/// How many lists one round pages through.
const LISTS: u64 = 30;

/// How many rows are added to one of them, roughly.
const MOST_ADDED: usize = 10;

#[tokio::test]
async fn lists_of_the_domain_may_grow_between_pages() {
    check(Tables::Domain).await;
}

#[tokio::test]
async fn lists_of_the_zoo_may_grow_between_pages() {
    check(Tables::Zoo).await;
}

async fn check(tables: Tables) {
    let mut report = Report::default();
    for seed in seeds() {
        for app in tables.filled(seed, Forms::Written).await.each() {
            let world = World::read(&app).await;
            let names = Names::new(app.catalog());
            let mut filler = Filler::lonely(&app).await;
            for case in 1..=LISTS {
                let mut generator = Generator::new(&world, &names, Dice::new(seed, case));
                let model = a_model(&world, &mut generator.dice);
                let order = generator.steady_order(model.id);
                let list = List::of_model(&world, model, order, json!({}));
                let way = *generator.dice.pick(&[Way::Forwards, Way::Backwards]);

                let before = list.all(&app).await;
                let add = async |dice: &mut Dice| filler.add(dice, model.id, 2).await;
                let seen = paged(&app, &list, way, &mut generator.dice, add, &before).await;
                let after = list.all(&app).await;

                report.count(1, after.len());
                let old: Vec<&String> = seen.iter().filter(|id| before.contains(id)).collect();
                let mut rest = after.iter();
                let is_in_order = seen.iter().all(|id| rest.any(|other| other == id));
                if !old.into_iter().eq(&before) || !is_in_order {
                    report.fail(format!(
                        "seed {seed}, case {case} of {tables:?}, {way:?}\n{list}\n\
                     before: {before:?}\nseen:   {seen:?}\nafter:  {after:?}"
                    ));
                }
            }
        }
    }
    report.expect(90);
}

/// Pages until all rows of `before` have come; each time, rows are added.
async fn paged(
    app: &TestApp,
    list: &List,
    way: Way,
    dice: &mut Dice,
    mut add: impl AsyncFnMut(&mut Dice) -> usize,
    before: &[String],
) -> Vec<String> {
    let mut seen = Vec::new();
    let mut place = Json::Null;
    let mut n_added = 0;
    loop {
        let page = list.page(app, way, dice.between(1, 6), &place).await;
        let has_more = page.add_to(&mut seen, &mut place, way);
        if !has_more || before.iter().all(|id| seen.contains(id)) {
            return seen;
        }
        if n_added < MOST_ADDED {
            n_added += add(dice).await;
        }
    }
}
