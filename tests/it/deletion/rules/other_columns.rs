//! Keys that refer to another column than the primary key.

use expect_test::expect;
use tests::TestApp;

use super::{delete, number, refer};

/// The anchors 11 and 12, and the ropes 21 and 22, which refer to their numbers by one key.
async fn referring(key: &str) -> TestApp {
    let app = TestApp::zoo().await;
    for id in [11, 12] {
        refer(&app, "anchor", id, &[]).await;
        refer(&app, "rope", id + 10, &[(key, number(id))]).await;
    }
    app
}

#[tokio::test]
async fn cascade_on_a_key_to_another_column() {
    let app = referring("cascade").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "Rope", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 cascade_id=-6"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_a_key_to_another_column() {
    let app = referring("protect").await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Rope.protect`
          blockers: {"count":1,"field":"protect","model":"Rope","rule":"PROTECT","sample":["Rope:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_a_key_to_another_column() {
    let app = referring("restrict").await;

    delete(&app, "Anchor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Rope.restrict`
          blockers: {"count":1,"field":"restrict","model":"Rope","rule":"RESTRICT","sample":["Rope:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn set_null_on_a_key_to_another_column() {
    let app = referring("null").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Rope", field: "null", rule: SET_NULL, count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 null_id=-6
            + rope id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_on_a_key_to_another_column() {
    let app = referring("default").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Rope", field: "default", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 default_id=-6
            + rope id=21 default_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_of_null_on_a_key_to_another_column() {
    let app = referring("no_default").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Rope", field: "noDefault", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 no_default_id=-6
            + rope id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_that_is_computed_on_a_key_to_another_column() {
    let app = referring("computed").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Rope", field: "computed", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 computed_id=-6
            + rope id=21 computed_id=4"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_a_key_to_another_column() {
    let app = referring("value").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Rope", field: "value", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 value_id=-6
            + rope id=21 value_id=2"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_what_a_function_gives_on_a_key_to_another_column() {
    let app = referring("with").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Rope", field: "with", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - rope id=21 with_id=-6
            + rope id=21 with_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_a_key_to_another_column() {
    let app = referring("nothing").await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}
