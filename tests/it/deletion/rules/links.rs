//! Keys of the link model of many-to-many relations, and links that go with either end.

use expect_test::expect;
use tests::TestApp;

use super::{delete, referring};

#[tokio::test]
async fn cascade_on_the_key_of_a_link() {
    let app = referring("berth", "cascade", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "Berth", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 cascade_id=11 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_the_key_of_a_link() {
    let app = referring("berth", "protect", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Berth.protect`
          blockers: {"count":1,"field":"protect","model":"Berth","rule":"PROTECT","sample":["Berth:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_the_key_of_a_link() {
    let app = referring("berth", "restrict", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Berth.restrict`
          blockers: {"count":1,"field":"restrict","model":"Berth","rule":"RESTRICT","sample":["Berth:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn set_null_on_the_key_of_a_link() {
    let app = referring("berth", "null", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Berth", field: "null", rule: SET_NULL, count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 null_id=11 ship_id=1
            + berth id=21 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_on_the_key_of_a_link() {
    let app = referring("berth", "default", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Berth", field: "default", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 default_id=11 ship_id=1
            + berth id=21 default_id=1 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_of_null_on_the_key_of_a_link() {
    let app = referring("berth", "no_default", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Berth", field: "noDefault", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 no_default_id=11 ship_id=1
            + berth id=21 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_that_is_computed_on_the_key_of_a_link() {
    let app = referring("berth", "computed", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Berth", field: "computed", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 computed_id=11 ship_id=1
            + berth id=21 computed_id=4 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_the_key_of_a_link() {
    let app = referring("berth", "value", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Berth", field: "value", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 value_id=11 ship_id=1
            + berth id=21 value_id=2 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_what_a_function_gives_on_the_key_of_a_link() {
    let app = referring("berth", "with", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Berth", field: "with", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - berth id=21 with_id=11 ship_id=1
            + berth id=21 with_id=3 ship_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_the_key_of_a_link() {
    let app = referring("berth", "nothing", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_147_plain_links_count_under_their_own_model_and_the_other_end_stays() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Recipe:1",
        expect![[r#"
            ids: ["Recipe:1"]
            total: 3
            deleted: {model: "RecipeIngredient", count: 2}
            deleted: {model: "Recipe", count: 1}
            - recipe id=1 name='Soup'
            - recipe_ingredient recipe_id=1 ingredient_id=1
            - recipe_ingredient recipe_id=1 ingredient_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn c_285_plain_links_go_with_either_end() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Ingredient:3",
        expect![[r#"
            ids: ["Ingredient:3"]
            total: 3
            deleted: {model: "RecipeIngredient", count: 2}
            deleted: {model: "Ingredient", count: 1}
            - ingredient id=3 name='Salt'
            - recipe_ingredient recipe_id=1 ingredient_id=3
            - recipe_ingredient recipe_id=2 ingredient_id=3"#]],
    )
    .await;
    delete(
        &app,
        "Recipe:1",
        expect![[r#"
            ids: ["Recipe:1"]
            total: 2
            deleted: {model: "RecipeIngredient", count: 1}
            deleted: {model: "Recipe", count: 1}
            - recipe id=1 name='Soup'
            - recipe_ingredient recipe_id=1 ingredient_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn links_of_a_relation_to_the_own_table_go_with_either_end() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Person:1",
        expect![[r#"
            ids: ["Person:1"]
            total: 11
            deleted: {model: null, count: 4}
            deleted: {model: "Idolization", count: 3}
            deleted: {model: "Colleagueship", count: 3}
            deleted: {model: "Person", count: 1}
            - colleagueship id=1 from_person_id=1 to_person_id=2 since=2011
            - colleagueship id=2 from_person_id=2 to_person_id=1 since=2011
            - colleagueship id=3 from_person_id=1 to_person_id=4 since=2014
            - friendship from_person_id=1 to_person_id=2
            - friendship from_person_id=1 to_person_id=3
            - friendship from_person_id=2 to_person_id=1
            - friendship from_person_id=3 to_person_id=1
            - idolization fan_id=1 idol_id=2
            - idolization fan_id=1 idol_id=4
            - idolization fan_id=4 idol_id=1
            - person id=1 name='Anne'"#]],
    )
    .await;
}

#[tokio::test]
async fn c_160_a_link_follows_the_rule_of_each_of_its_keys() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Member:1",
        expect![[r#"
            ids: ["Member:1"]
            total: 3
            deleted: {model: "Membership", count: 2}
            deleted: {model: "Member", count: 1}
            updated: {model: "Membership", field: "inviter", rule: SET_NULL, count: 2}
            updated: {model: "Loan", field: "borrower", rule: SET_NULL, count: 1}
            - loan id=1 library_id=1 borrower_id=1 title='Maps'
            - member id=1 name='Bob'
            - membership id=1 member_id=1 team_id=1 role='lead' joined_on='2020-01-01'
            - membership id=2 inviter_id=1 member_id=2 team_id=1 joined_on='2020-01-01'
            - membership id=3 inviter_id=1 member_id=2 team_id=1 role='bass' joined_on='2020-01-01'
            - membership id=5 member_id=1 team_id=2 joined_on='2020-01-01'
            + loan id=1 library_id=1 title='Maps'
            + membership id=2 member_id=2 team_id=1 joined_on='2020-01-01'
            + membership id=3 member_id=2 team_id=1 role='bass' joined_on='2020-01-01'"#]],
    )
    .await;
}

#[tokio::test]
async fn c_286_what_hangs_on_a_link_goes_with_either_end() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Play:1",
        expect![[r#"
            ids: ["Play:1"]
            total: 5
            deleted: {model: "Cue", count: 2}
            deleted: {model: "Part", count: 2}
            deleted: {model: "Play", count: 1}
            - cue id=1 part_id=1 line='Heinrich!'
            - cue id=2 part_id=2 line='Verweile doch!'
            - part id=1 play_id=1 actor_id=1 role='Gretchen'
            - part id=2 play_id=1 actor_id=2 role='Faust'
            - play id=1 title='Faust'"#]],
    )
    .await;
    delete(
        &app,
        "Actor:2",
        expect![[r#"
            ids: ["Actor:2"]
            total: 3
            deleted: {model: "Cue", count: 1}
            deleted: {model: "Part", count: 1}
            deleted: {model: "Actor", count: 1}
            - actor id=2 name='Ben'
            - cue id=3 part_id=3 line='Howl!'
            - part id=3 play_id=2 actor_id=2 role='Lear'"#]],
    )
    .await;
}

#[tokio::test]
async fn c_286_what_keeps_a_link_keeps_what_it_would_go_with() {
    let app = TestApp::zoo().await;

    delete(&app, "Library:1", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Loan.library`
          blockers: {"count":1,"field":"loan","model":"Receipt","rule":"PROTECT","sample":["Receipt:1"]}
          total: 1"#]]).await;
}
