//! The naive evaluation itself, held against answers written by hand over the zoo's own rows.

use expect_test::{Expect, expect};
use serde_json::{Value as Json, json};
use tests::TestApp;

use super::{
    super::{names::Names, world::World},
    Evaluator,
};
use crate::random::world::Related;

/// All rows of the zoo in memory.
struct Zoo<'a> {
    world: World<'a>,
    names: Names,
}

impl<'a> Zoo<'a> {
    async fn read(app: &'a TestApp) -> Self {
        Self {
            world: World::read(app).await,
            names: Names::new(app.catalog()),
        }
    }

    /// Wants the keys of the rows that meet the condition.
    fn check(&self, model: &str, condition: Json, expected: Expect) {
        self.check_sorted(model, condition, json!([]), expected);
    }

    fn check_sorted(&self, model: &str, condition: Json, order: Json, expected: Expect) {
        let evaluator = Evaluator {
            world: &self.world,
            names: &self.names,
        };
        let model = self.world.catalog.model_by_name(model).unwrap().id;
        let rows = evaluator.matches(model, &condition).into_iter();
        let mut rows: Vec<Related> = rows.map(|target| Related { link: None, target }).collect();
        evaluator.sort(model, &order, &mut rows);
        let all = &self.world.table(model).rows;
        let keys = rows
            .iter()
            .map(|row| all[row.target].id.split_once(':').unwrap().1);
        expected.assert_eq(&keys.collect::<Vec<_>>().join(" "));
    }
}

#[tokio::test]
async fn a_missing_value_meets_no_comparison_and_not_keeps_it() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    let lunch = json!({"group": {"exact": "table 4"}});
    zoo.check("Order", lunch.clone(), expect!["1"]);
    zoo.check("Order", json!({"not": lunch}), expect!["2 3"]);
    zoo.check("Order", json!({"group": {"isNull": true}}), expect!["2 3"]);
    zoo.check("Order", json!({"group": {"exact": null}}), expect!["2 3"]);
    zoo.check("Order", json!({"and": [], "or": []}), expect![""]);
    zoo.check("Order", json!({}), expect!["1 2 3"]);
}

#[tokio::test]
async fn a_row_that_is_missing_has_no_values() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    zoo.check(
        "Order",
        json!({"select": {"pk": {"isNull": true}}}),
        expect!["3"],
    );
    zoo.check("Order", json!({"selectIsNull": false}), expect!["1 2"]);
    let not_the_menu = json!({"select": {"not": {"from": {"exact": "the menu"}}}});
    zoo.check("Order", not_the_menu, expect!["3"]);
    // Nothing refers to the row that is missing.
    let none = json!({"select": {"order": {"none": {}}}});
    zoo.check("Order", none, expect!["3"]);
}

#[tokio::test]
async fn related_rows_are_quantified_and_counted() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    let retail = json!({"amount": {"gt": 100}});
    zoo.check("Client", json!({"invoice": {"some": retail}}), expect!["7"]);
    zoo.check("Client", json!({"invoice": {"every": retail}}), expect![""]);
    zoo.check("Client", json!({"invoice": {"none": retail}}), expect!["8"]);
    let two = json!({"invoice": {"count": {"gte": 2, "lt": 3}}});
    zoo.check("Client", two, expect!["7"]);
    let none_above = json!({"invoice": {"count": {"where": retail, "exact": 0}}});
    zoo.check("Client", none_above, expect!["8"]);
}

#[tokio::test]
async fn links_are_restricted_by_their_data() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    let long = json!({"hours": {"gte": 3}});
    let driven_long = json!({"drivers": {"through": long}});
    zoo.check("Vehicle", driven_long, expect!["11 12"]);
    let rosa = json!({"name": {"exact": "Rosa"}});
    let only_rosa = json!({"drivers": {"some": rosa, "through": long}});
    zoo.check("Vehicle", only_rosa, expect![""]);
    let by_one = json!({"drivers": {"count": {"exact": 1}, "through": long}});
    zoo.check("Vehicle", by_one, expect!["11 12"]);
}

#[tokio::test]
async fn text_is_compared_by_code_point_and_found_in_any_case() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    let text = |lookup| json!({"varchar": lookup});
    zoo.check("Sample", text(json!({"iContains": "GRÖSSE"})), expect![""]);
    zoo.check("Sample", text(json!({"iContains": "GRÖẞE"})), expect!["1"]);
    zoo.check("Sample", text(json!({"contains": "\\"})), expect!["1"]);
    zoo.check("Sample", text(json!({"startsWith": "Pl"})), expect![""]);
    zoo.check("Sample", text(json!({"gte": "Größe"})), expect!["1 3"]);
    zoo.check("Sample", text(json!({"regex": "^$"})), expect!["2"]);
}

#[tokio::test]
async fn parts_of_dates_are_those_of_the_calendar() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    let date = |lookup| json!({"date": lookup});
    zoo.check(
        "Sample",
        date(json!({"isoYear": {"exact": 10_000}})),
        expect![""],
    );
    zoo.check("Sample", date(json!({"week": {"exact": 9}})), expect!["3"]);
    zoo.check(
        "Sample",
        date(json!({"weekDay": {"exact": 5}})),
        expect!["3"],
    );
    zoo.check(
        "Sample",
        date(json!({"isoWeekDay": {"exact": 4}})),
        expect!["3"],
    );
    zoo.check(
        "Sample",
        date(json!({"quarter": {"in": [1, 2]}})),
        expect!["2 3"],
    );
    let at_half_past_six = json!({"instant": {"time": {"exact": "06:30:00"}}});
    zoo.check("Sample", at_half_past_six, expect!["3"]);
}

#[tokio::test]
async fn orders_have_nulls_where_they_are_wanted() {
    let app = TestApp::zoo().await;
    let zoo = Zoo::read(&app).await;

    let sorted = |order, expected| {
        zoo.check_sorted("Car", json!({}), order, expected);
    };
    sorted(json!([{"maker": {"code": "ASC"}}]), expect!["3 1 2"]);
    sorted(
        json!([{"maker": {"code": "ASC_NULLS_LAST"}}]),
        expect!["1 2 3"],
    );
    sorted(
        json!({"maker": {"code": "DESC_NULLS_FIRST"}}),
        expect!["3 1 2"],
    );
    sorted(
        json!([{"maker": {"code": "DESC"}}, {"name": "DESC"}]),
        expect!["2 1 3"],
    );
    let by_total = json!([{"invoice": {"sum": {"amount": "ASC"}}}]);
    zoo.check_sorted("Client", json!({}), by_total, expect!["8 7"]);
    let by_small = json!([{"invoice": {"where": {"amount": {"lt": 50}}, "count": "DESC"}}]);
    zoo.check_sorted("Client", json!({}), by_small, expect!["8 7"]);
}
