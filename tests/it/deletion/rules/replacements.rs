//! What the rules that write a key write, to which rows, and when the database refuses it.

use expect_test::expect;
use tests::{TestApp, zoo::rules::substituted};

use super::{delete, delete_by, refer};

#[tokio::test]
async fn c_277_only_the_column_of_the_relation_changes() {
    let app = anchors().await;
    refer(
        &app,
        "chain",
        1,
        &[("null", 11), ("value", 12), ("cascade", 12)],
    )
    .await;
    refer(
        &app,
        "chain",
        2,
        &[("null", 12), ("value", 11), ("cascade", 12)],
    )
    .await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "null", rule: SET_NULL, count: 1}
            updated: {model: "Chain", field: "value", rule: SET, count: 1}
            - anchor id=11 name='old'
            - chain id=1 cascade_id=12 null_id=11 value_id=12
            - chain id=2 cascade_id=12 null_id=12 value_id=11
            + chain id=1 cascade_id=12 value_id=12
            + chain id=2 cascade_id=12 null_id=12 value_id=2"#]],
    )
    .await;
}

#[tokio::test]
async fn a_row_whose_keys_all_refer_to_the_deleted_one_is_changed_by_each() {
    let app = anchors().await;
    let keys = ["null", "default", "no_default", "computed", "value", "with"];
    refer(&app, "chain", 1, &keys.map(|key| (key, 11))).await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "null", rule: SET_NULL, count: 1}
            updated: {model: "Chain", field: "default", rule: SET_DEFAULT, count: 1}
            updated: {model: "Chain", field: "noDefault", rule: SET_DEFAULT, count: 1}
            updated: {model: "Chain", field: "computed", rule: SET_DEFAULT, count: 1}
            updated: {model: "Chain", field: "value", rule: SET, count: 1}
            updated: {model: "Chain", field: "with", rule: SET, count: 1}
            - anchor id=11 name='old'
            - chain id=1 null_id=11 default_id=11 no_default_id=11 computed_id=11 value_id=11 with_id=11
            + chain id=1 default_id=1 computed_id=4 value_id=2 with_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn a_row_that_goes_is_not_changed_first() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("null", 11), ("cascade", 11)]).await;
    refer(&app, "knot", 11, &[]).await;
    refer(&app, "knot", 12, &[("null", 11), ("cascade", 11)]).await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "Chain", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='old'
            - chain id=1 cascade_id=11 null_id=11"#]],
    )
    .await;
    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 2
            deleted: {model: "Knot", count: 2}
            - knot id=11
            - knot id=12 cascade_id=11 null_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_280_a_function_is_called_once_for_all_rows_and_not_without_any() {
    let app = anchors().await;
    for id in 1..=3 {
        refer(&app, "chain", id, &[("with", 11)]).await;
    }

    delete(
        &app,
        "Anchor:12",
        expect![[r#"
            ids: ["Anchor:12"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            - anchor id=12 name='other'"#]],
    )
    .await;
    assert_eq!(substituted(), 0);

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "with", rule: SET, count: 3}
            - anchor id=11 name='old'
            - chain id=1 with_id=11
            - chain id=2 with_id=11
            - chain id=3 with_id=11
            + chain id=1 with_id=3
            + chain id=2 with_id=3
            + chain id=3 with_id=3"#]],
    )
    .await;
    assert_eq!(substituted(), app.n_databases());
}

#[tokio::test]
async fn c_281_the_default_itself_cannot_be_deleted_while_rows_need_it() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("default", 1)]).await;

    delete(
        &app,
        "Anchor:1",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_281_nor_can_the_computed_default() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("computed", 4)]).await;

    delete(
        &app,
        "Anchor:4",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_281_nor_can_the_value_of_set() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("value", 2)]).await;

    delete(
        &app,
        "Anchor:2",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_281_nor_can_the_row_that_a_function_gives() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("with", 3)]).await;

    delete(
        &app,
        "Anchor:3",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_281_nor_can_it_go_with_the_row_that_it_replaces() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[]).await;
    refer(&app, "knot", 12, &[("default", 11)]).await;

    delete_by(
        &app,
        "deleteKnots(where: { pk: { in: [1, 11] } })",
        &["Knot:1", "Knot:11"],
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn a_default_that_nobody_needs_can_be_deleted() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("default", 12)]).await;

    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            ids: ["Anchor:1"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            - anchor id=1 name='default' number=4"#]],
    )
    .await;
}

#[tokio::test]
async fn a_default_that_is_not_there_is_refused_by_the_database() {
    let app = anchors().await;
    refer(&app, "chain", 1, &[("default", 11)]).await;
    app.sql("DELETE FROM anchor WHERE id = 1").await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

/// Of one-to-one keys, only one can refer to the default.
#[tokio::test]
async fn a_default_that_another_row_has_is_refused_by_the_database() {
    let app = anchors().await;
    refer(&app, "default_shackle", 1, &[("anchor", 1)]).await;
    refer(&app, "default_shackle", 2, &[("anchor", 11)]).await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn a_value_that_another_row_has_is_refused_by_the_database() {
    let app = anchors().await;
    refer(&app, "buoy", 1, &[("value", 2)]).await;
    refer(&app, "buoy", 2, &[("value", 11)]).await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

/// The anchors 11 and 12, to which nothing refers.
async fn anchors() -> TestApp {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO anchor (id, name) VALUES (11, 'old'), (12, 'other')")
        .await;
    app
}
