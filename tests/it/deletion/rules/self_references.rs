//! Keys that refer to the own table.

use expect_test::expect;
use tests::TestApp;

use super::{delete, refer, referring};

#[tokio::test]
async fn cascade_on_a_self_reference() {
    let app = referring("knot", "cascade", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 2
            deleted: {model: "Knot", count: 2}
            - knot id=11
            - knot id=21 cascade_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_a_self_reference() {
    let app = referring("knot", "protect", "knot").await;

    delete(&app, "Knot:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Knot.protect`
          blockers: {"count":1,"field":"protect","model":"Knot","rule":"PROTECT","sample":["Knot:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_a_self_reference() {
    let app = referring("knot", "restrict", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            RESTRICTED at it: this would delete rows that others refer to and restrict by `Knot.restrict`
              blockers: {"count":1,"field":"restrict","model":"Knot","rule":"RESTRICT","sample":["Knot:21"]}
              total: 1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_null_on_a_self_reference() {
    let app = referring("knot", "null", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            updated: {model: "Knot", field: "null", rule: SET_NULL, count: 1}
            - knot id=11
            - knot id=21 null_id=11
            + knot id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_on_a_self_reference() {
    let app = referring("knot", "default", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            updated: {model: "Knot", field: "default", rule: SET_DEFAULT, count: 1}
            - knot id=11
            - knot id=21 default_id=11
            + knot id=21 default_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_of_null_on_a_self_reference() {
    let app = referring("knot", "no_default", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            updated: {model: "Knot", field: "noDefault", rule: SET_DEFAULT, count: 1}
            - knot id=11
            - knot id=21 no_default_id=11
            + knot id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_that_is_computed_on_a_self_reference() {
    let app = referring("knot", "computed", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            updated: {model: "Knot", field: "computed", rule: SET_DEFAULT, count: 1}
            - knot id=11
            - knot id=21 computed_id=11
            + knot id=21 computed_id=4"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_a_self_reference() {
    let app = referring("knot", "value", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            updated: {model: "Knot", field: "value", rule: SET, count: 1}
            - knot id=11
            - knot id=21 value_id=11
            + knot id=21 value_id=2"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_what_a_function_gives_on_a_self_reference() {
    let app = referring("knot", "with", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            updated: {model: "Knot", field: "with", rule: SET, count: 1}
            - knot id=11
            - knot id=21 with_id=11
            + knot id=21 with_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_a_self_reference() {
    let app = referring("knot", "nothing", "knot").await;

    delete(
        &app,
        "Knot:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn a_row_that_refers_to_itself_by_a_rule_that_sets_goes_unchanged() {
    let app = TestApp::zoo().await;
    let keys = ["null", "default", "no_default", "computed", "value", "with"];
    refer(&app, "knot", 11, &keys.map(|key| (key, 11))).await;

    delete(&app, "Knot:11", expect![[r#"
        ids: ["Knot:11"]
        total: 1
        deleted: {model: "Knot", count: 1}
        - knot id=11 null_id=11 default_id=11 no_default_id=11 computed_id=11 value_id=11 with_id=11"#]]).await;
}

#[tokio::test]
async fn a_row_that_refers_to_itself_by_do_nothing_goes() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[("nothing", 11)]).await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            - knot id=11 nothing_id=11"#]],
    )
    .await;
}
