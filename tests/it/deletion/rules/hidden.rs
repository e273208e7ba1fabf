//! Rows of models that the API does not show: they take part without a name.

use expect_test::expect;
use tests::TestApp;

use super::{delete, refer};

#[tokio::test]
async fn rows_of_a_hidden_model_follow_without_a_name() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO hub (id, name) VALUES (11, 'old')")
        .await;
    app.sql("INSERT INTO audit_entry (id, hub_id, secret) VALUES (2, 11, 's'), (3, 11, 's')")
        .await;

    delete(
        &app,
        "Hub:11",
        expect![[r#"
            ids: ["Hub:11"]
            total: 3
            deleted: {model: null, count: 2}
            deleted: {model: "Hub", count: 1}
            - audit_entry id=2 hub_id=11 secret='s'
            - audit_entry id=3 hub_id=11 secret='s'
            - hub id=11 name='old'"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_hidden_model_are_changed_without_a_name() {
    let app = TestApp::zoo().await;
    refer(&app, "stowaway", 1, &[("null", 1)]).await;

    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            ids: ["Anchor:1"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: null, field: null, rule: SET_NULL, count: 1}
            - anchor id=1 name='default' number=4
            - stowaway id=1 null_id=1
            + stowaway id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_hidden_model_protect_without_a_name() {
    let app = TestApp::zoo().await;
    refer(&app, "stowaway", 1, &[("protect", 1)]).await;

    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            PROTECTED at it: this would delete rows that others refer to and have to keep
              blockers: []
              total: 1"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_hidden_model_restrict_without_a_name() {
    let app = TestApp::zoo().await;
    refer(&app, "stowaway", 1, &[("restrict", 1)]).await;

    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            RESTRICTED at it: this would delete rows that others refer to and have to keep
              blockers: []
              total: 1"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_hidden_model_that_go_lift_their_restriction() {
    let app = TestApp::zoo().await;
    refer(&app, "stowaway", 1, &[("restrict", 1), ("cascade", 1)]).await;

    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            ids: ["Anchor:1"]
            total: 2
            deleted: {model: null, count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=1 name='default' number=4
            - stowaway id=1 cascade_id=1 restrict_id=1"#]],
    )
    .await;
}
