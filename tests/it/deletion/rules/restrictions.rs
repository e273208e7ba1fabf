//! What lifts `RESTRICT`, what never lifts `PROTECT`, and how both are told.

use expect_test::expect;
use tests::TestApp;

use super::{delete, delete_by, refer};

/// Two harbors, 11 and 12, each with an anchor and a ship of its number.
async fn harbors() -> TestApp {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO harbor (id, name) VALUES (11, 'old'), (12, 'new')")
        .await;
    for table in ["anchor", "ship"] {
        app.sql(&format!(
            "INSERT INTO {table} (id, name, harbor_id) VALUES (11, 'a', 11), (12, 'b', 12)"
        ))
        .await;
    }
    app
}

#[tokio::test]
async fn c_271_restrict_is_lifted_where_the_row_goes_by_another_key_to_the_same_row() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("cascade", 11), ("restrict", 11)]).await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "Chain", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='a' harbor_id=11
            - chain id=1 cascade_id=11 restrict_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_271_restrict_is_lifted_where_the_row_goes_by_the_other_side_of_a_diamond() {
    let app = harbors().await;
    refer(&app, "berth", 1, &[("ship", 11), ("restrict", 11)]).await;

    delete(
        &app,
        "Harbor:11",
        expect![[r#"
            ids: ["Harbor:11"]
            total: 4
            deleted: {model: "Berth", count: 1}
            deleted: {model: "Anchor", count: 1}
            deleted: {model: "Ship", count: 1}
            deleted: {model: "Harbor", count: 1}
            - anchor id=11 name='a' harbor_id=11
            - berth id=1 restrict_id=11 ship_id=11
            - harbor id=11 name='old'
            - ship id=11 name='a' harbor_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_271_restrict_is_lifted_for_rows_that_go_with_each_others_targets() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("cascade", 11), ("restrict", 12)]).await;
    refer(&app, "chain", 2, &[("cascade", 12), ("restrict", 11)]).await;
    app.sql("UPDATE anchor SET harbor_id = 11 WHERE id = 12")
        .await;

    delete(
        &app,
        "Harbor:11",
        expect![[r#"
            ids: ["Harbor:11"]
            total: 6
            deleted: {model: "Chain", count: 2}
            deleted: {model: "Anchor", count: 2}
            deleted: {model: "Ship", count: 1}
            deleted: {model: "Harbor", count: 1}
            - anchor id=11 name='a' harbor_id=11
            - anchor id=12 name='b' harbor_id=11
            - chain id=1 cascade_id=11 restrict_id=12
            - chain id=2 cascade_id=12 restrict_id=11
            - harbor id=11 name='old'
            - ship id=11 name='a' harbor_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_272_a_row_that_goes_with_another_lifts_nothing() {
    let app = harbors().await;
    refer(&app, "berth", 1, &[("ship", 11), ("restrict", 12)]).await;
    refer(&app, "berth", 2, &[("ship", 12)]).await;

    delete(&app, "Harbor:12", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Berth.restrict`
          blockers: {"count":1,"field":"restrict","model":"Berth","rule":"RESTRICT","sample":["Berth:1"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_is_lifted_row_by_row() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("restrict", 11), ("cascade", 11)]).await;
    refer(&app, "chain", 2, &[("restrict", 11), ("cascade", 12)]).await;
    refer(&app, "chain", 3, &[("restrict", 11)]).await;

    delete(&app, "Anchor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Chain.restrict`
          blockers: {"count":2,"field":"restrict","model":"Chain","rule":"RESTRICT","sample":["Chain:2","Chain:3"]}
          total: 2"#]]).await;
}

#[tokio::test]
async fn c_273_a_row_may_go_with_the_row_that_it_restricts() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[]).await;
    refer(&app, "knot", 12, &[("restrict", 11)]).await;

    delete_by(
        &app,
        "deleteKnots(where: { pk: { in: [11, 12] } })",
        &["Knot:11", "Knot:12"],
        expect![[r#"
            ids: ["Knot:11", "Knot:12"]
            total: 2
            deleted: {model: "Knot", count: 2}
            - knot id=11
            - knot id=12 restrict_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_273_a_row_may_restrict_itself() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[("restrict", 11)]).await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            - knot id=11 restrict_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_that_restrict_each_other_go_together_or_not_at_all() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[]).await;
    refer(&app, "knot", 12, &[("restrict", 11)]).await;
    app.sql("UPDATE knot SET restrict_id = 12 WHERE id = 11")
        .await;

    delete(&app, "Knot:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Knot.restrict`
          blockers: {"count":1,"field":"restrict","model":"Knot","rule":"RESTRICT","sample":["Knot:12"]}
          total: 1"#]]).await;
    delete_by(
        &app,
        "deleteKnots(where: { pk: { in: [11, 12] } })",
        &["Knot:11", "Knot:12"],
        expect![[r#"
            ids: ["Knot:11", "Knot:12"]
            total: 2
            deleted: {model: "Knot", count: 2}
            - knot id=11 restrict_id=12
            - knot id=12 restrict_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_274_restrict_names_its_own_key_however_far_it_is() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("restrict", 11)]).await;
    refer(&app, "buoy", 2, &[("restrict", 11)]).await;

    delete(&app, "Harbor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Chain.restrict`, `Buoy.restrict`
          blockers: {"count":1,"field":"restrict","model":"Chain","rule":"RESTRICT","sample":["Chain:1"]}
          blockers: {"count":1,"field":"restrict","model":"Buoy","rule":"RESTRICT","sample":["Buoy:2"]}
          total: 2"#]]).await;
}

#[tokio::test]
async fn c_267_protect_names_every_key_and_every_row() {
    let app = harbors().await;
    for id in [1, 2] {
        refer(&app, "chain", id, &[("protect", 11)]).await;
    }
    refer(&app, "buoy", 7, &[("protect", 11)]).await;
    refer(&app, "chain", 3, &[("protect", 12)]).await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Chain.protect`, `Buoy.protect`
          blockers: {"count":2,"field":"protect","model":"Chain","rule":"PROTECT","sample":["Chain:1","Chain:2"]}
          blockers: {"count":1,"field":"protect","model":"Buoy","rule":"PROTECT","sample":["Buoy:7"]}
          total: 3"#]]).await;
}

#[tokio::test]
async fn c_268_protect_names_the_first_step_of_the_path_and_the_rows_at_its_end() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("protect", 11)]).await;

    delete(&app, "Harbor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Anchor.harbor`
          blockers: {"count":1,"field":"protect","model":"Chain","rule":"PROTECT","sample":["Chain:1"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_269_protect_is_not_lifted_where_the_row_goes_by_another_key() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("protect", 11), ("cascade", 11)]).await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Chain.protect`
          blockers: {"count":1,"field":"protect","model":"Chain","rule":"PROTECT","sample":["Chain:1"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_269_protect_is_not_lifted_where_the_row_goes_by_the_other_side_of_a_diamond() {
    let app = harbors().await;
    refer(&app, "berth", 1, &[("ship", 11), ("protect", 11)]).await;

    delete(&app, "Harbor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Anchor.harbor`
          blockers: {"count":1,"field":"protect","model":"Berth","rule":"PROTECT","sample":["Berth:1"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_269_protect_is_not_lifted_within_one_deletion() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[]).await;
    refer(&app, "knot", 12, &[("protect", 11)]).await;

    delete_by(
        &app,
        "deleteKnots(where: { pk: { in: [11, 12] } })",
        &["Knot:11", "Knot:12"],
        expect![[r#"
            PROTECTED at it: this would delete rows that others refer to and protect by `Knot.protect`
              blockers: {"count":1,"field":"protect","model":"Knot","rule":"PROTECT","sample":["Knot:12"]}
              total: 1"#]],
    )
    .await;
}

#[tokio::test]
async fn c_269_a_row_may_not_protect_itself() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[("protect", 11)]).await;

    delete(&app, "Knot:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Knot.protect`
          blockers: {"count":1,"field":"protect","model":"Knot","rule":"PROTECT","sample":["Knot:11"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_275_protect_comes_before_restrict_and_both_are_listed() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("restrict", 11)]).await;
    refer(&app, "buoy", 2, &[("protect", 11)]).await;
    refer(&app, "chain", 3, &[("protect", 11)]).await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Chain.protect`, `Buoy.protect`
          blockers: {"count":1,"field":"protect","model":"Chain","rule":"PROTECT","sample":["Chain:3"]}
          blockers: {"count":1,"field":"protect","model":"Buoy","rule":"PROTECT","sample":["Buoy:2"]}
          blockers: {"count":1,"field":"restrict","model":"Chain","rule":"RESTRICT","sample":["Chain:1"]}
          total: 3"#]]).await;
}

#[tokio::test]
async fn one_row_that_forbids_by_two_keys_counts_for_each() {
    let app = harbors().await;
    refer(&app, "chain", 1, &[("restrict", 11), ("protect", 11)]).await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Chain.protect`
          blockers: {"count":1,"field":"protect","model":"Chain","rule":"PROTECT","sample":["Chain:1"]}
          blockers: {"count":1,"field":"restrict","model":"Chain","rule":"RESTRICT","sample":["Chain:1"]}
          total: 2"#]]).await;
}
