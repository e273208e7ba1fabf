//! Keys of two columns.

use expect_test::expect;
use tests::TestApp;

use super::{delete, refer};

/// The slips 7,8 and 8,7, to each of which a dinghy refers by one key; two more have half of it.
async fn referring(key: &str) -> TestApp {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO slip (pier, place) VALUES (7, 8), (8, 7)")
        .await;
    let (pier, place) = (format!("{key}_pier"), format!("{key}_place"));
    refer(&app, "dinghy", 1, &[(&pier, 7), (&place, 8)]).await;
    refer(&app, "dinghy", 2, &[(&pier, 8), (&place, 7)]).await;
    refer(&app, "dinghy", 3, &[(&pier, 7)]).await;
    refer(&app, "dinghy", 4, &[(&place, 8)]).await;
    app
}

#[tokio::test]
async fn cascade_on_a_key_of_two_columns() {
    let app = referring("cascade").await;

    delete(
        &app,
        "Slip:7,8",
        expect![[r#"
            ids: ["Slip:7,8"]
            total: 2
            deleted: {model: "Dinghy", count: 1}
            deleted: {model: "Slip", count: 1}
            - dinghy id=1 cascade_pier=7 cascade_place=8
            - slip pier=7 place=8"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_a_key_of_two_columns() {
    let app = referring("protect").await;

    delete(&app, "Slip:7,8", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Dinghy.protect`
          blockers: {"count":1,"field":"protect","model":"Dinghy","rule":"PROTECT","sample":["Dinghy:1"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_a_key_of_two_columns() {
    let app = referring("restrict").await;

    delete(&app, "Slip:7,8", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Dinghy.restrict`
          blockers: {"count":1,"field":"restrict","model":"Dinghy","rule":"RESTRICT","sample":["Dinghy:1"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn set_null_on_a_key_of_two_columns() {
    let app = referring("null").await;

    delete(
        &app,
        "Slip:7,8",
        expect![[r#"
            ids: ["Slip:7,8"]
            total: 1
            deleted: {model: "Slip", count: 1}
            updated: {model: "Dinghy", field: "null", rule: SET_NULL, count: 1}
            - dinghy id=1 null_pier=7 null_place=8
            - slip pier=7 place=8
            + dinghy id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_on_a_key_of_two_columns() {
    let app = referring("default").await;

    delete(
        &app,
        "Slip:7,8",
        expect![[r#"
            ids: ["Slip:7,8"]
            total: 1
            deleted: {model: "Slip", count: 1}
            updated: {model: "Dinghy", field: "default", rule: SET_DEFAULT, count: 1}
            - dinghy id=1 default_pier=7 default_place=8
            - slip pier=7 place=8
            + dinghy id=1 default_pier=1 default_place=4"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_a_key_of_two_columns() {
    let app = referring("value").await;

    delete(
        &app,
        "Slip:7,8",
        expect![[r#"
            ids: ["Slip:7,8"]
            total: 1
            deleted: {model: "Slip", count: 1}
            updated: {model: "Dinghy", field: "value", rule: SET, count: 1}
            - dinghy id=1 value_pier=7 value_place=8
            - slip pier=7 place=8
            + dinghy id=1 value_pier=2 value_place=2"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_a_key_of_two_columns() {
    let app = referring("nothing").await;

    delete(
        &app,
        "Slip:7,8",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}
