//! How rows follow, what is counted, and that all of it happens or nothing.

use expect_test::expect;
use tests::{TestApp, backend::Backend};

use super::{delete, delete_by, refer};

#[tokio::test]
async fn c_264_rows_follow_over_several_tables() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO harbor (id, name) VALUES (11, 'old'), (12, 'new')")
        .await;
    app.sql("INSERT INTO anchor (id, name, harbor_id) VALUES (11, 'a', 11), (12, 'b', 12)")
        .await;
    refer(&app, "chain", 1, &[("cascade", 11)]).await;
    refer(&app, "chain", 2, &[("cascade", 12)]).await;
    refer(&app, "chain", 3, &[("null", 11)]).await;
    refer(&app, "buoy", 1, &[("cascade", 11)]).await;

    delete(
        &app,
        "Harbor:11",
        expect![[r#"
            ids: ["Harbor:11"]
            total: 4
            deleted: {model: "Chain", count: 1}
            deleted: {model: "Buoy", count: 1}
            deleted: {model: "Anchor", count: 1}
            deleted: {model: "Harbor", count: 1}
            updated: {model: "Chain", field: "null", rule: SET_NULL, count: 1}
            - anchor id=11 name='a' harbor_id=11
            - buoy id=1 cascade_id=11
            - chain id=1 cascade_id=11
            - chain id=3 null_id=11
            - harbor id=11 name='old'
            + chain id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn c_287_rows_follow_by_a_relation_without_a_reverse_side() {
    let app = TestApp::zoo().await;
    refer(&app, "cascade_shackle", 1, &[("anchor", 1)]).await;

    let fields = app.fields_of("Anchor").await.join(" ");
    assert!(!fields.contains("hackle"), "{fields}");
    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            ids: ["Anchor:1"]
            total: 2
            deleted: {model: "CascadeShackle", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=1 name='default' number=4
            - cascade_shackle id=1 anchor_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn c_288_rows_follow_by_the_column_that_is_referred_to() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Driver:1",
        expect![[r#"
            ids: ["Driver:1"]
            total: 3
            deleted: {model: "Driving", count: 2}
            deleted: {model: "Driver", count: 1}
            - driver id=1 name='Ryan' license='D-7'
            - driving id=1 driver_license='D-7' vehicle_plate='AB 1' hours=3
            - driving id=2 driver_license='D-7' vehicle_plate='AB 2' hours=5"#]],
    )
    .await;
    delete(
        &app,
        "Maker:1",
        expect![[r#"
            ids: ["Maker:1"]
            total: 1
            deleted: {model: "Maker", count: 1}
            updated: {model: "Car", field: "maker", rule: SET_NULL, count: 2}
            - car id=1 name='V1' maker_code='V'
            - car id=2 name='V2' maker_code='V'
            - maker id=1 name='Volta' code='V'
            + car id=1 name='V1'
            + car id=2 name='V2'"#]],
    )
    .await;
}

#[tokio::test]
async fn nothing_follows_a_row_whose_referred_column_is_null() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Maker:2",
        expect![[r#"
            ids: ["Maker:2"]
            total: 1
            deleted: {model: "Maker", count: 1}
            - maker id=2 name='Nomen Nescio'"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_follow_by_keys_of_several_columns() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Shelf:1,1",
        expect![[r#"
            ids: ["Shelf:1,1"]
            total: 3
            deleted: {model: "Label", count: 2}
            deleted: {model: "Shelf", count: 1}
            updated: {model: "Volume", field: "shelf", rule: SET_NULL, count: 2}
            - label room=1 number=1 language='de' text='Pflanzen'
            - label room=1 number=1 language='fr' text='Plantes'
            - shelf room=1 number=1 topic='Botany'
            - volume id=1 title='Ferns' room=1 number=1
            - volume id=2 title='Mosses' room=1 number=1
            + volume id=1 title='Ferns'
            + volume id=2 title='Mosses'"#]],
    )
    .await;
    delete(
        &app,
        "Shelf:1,2",
        expect![[r#"
            ids: ["Shelf:1,2"]
            total: 2
            deleted: {model: "Plaque", count: 1}
            deleted: {model: "Shelf", count: 1}
            updated: {model: "Volume", field: "shelf", rule: SET_NULL, count: 1}
            - plaque room=1 number=2 donor='Mrs Hall'
            - shelf room=1 number=2 topic='Maps'
            - volume id=3 title='Coasts' room=1 number=2
            + volume id=3 title='Coasts'"#]],
    )
    .await;
    delete(
        &app,
        "District:North,Upper",
        expect![[r#"
            ids: ["District:North,Upper"]
            total: 3
            deleted: {model: "Market", count: 2}
            deleted: {model: "District", count: 1}
            - district region='North' name='Upper' population=1200
            - market id=1 weekday='Monday' region='North' district='Upper'
            - market id=2 weekday='Friday' region='North' district='Upper'"#]],
    )
    .await;
}

#[tokio::test]
async fn c_283_do_nothing_costs_no_statement() {
    let app = TestApp::zoo().await;
    refer(&app, "chain", 1, &[("nothing", 2)]).await;

    let sql = app
        .sql_of("mutation { deleteAnchor(id: 1) { total } }")
        .await;

    assert!(sql.contains("value_id"), "{sql}");
    assert!(!sql.contains("nothing_id"), "{sql}");
}

#[tokio::test]
async fn c_293_all_rows_that_go_are_counted_by_model_and_no_others() {
    let app = TestApp::zoo().await;
    for id in 11..=13 {
        refer(&app, "chain", id, &[("cascade", 1)]).await;
        refer(&app, "chain", id + 10, &[("null", 1)]).await;
    }
    refer(&app, "berth", 1, &[("cascade", 1)]).await;

    delete(
        &app,
        "Anchor:1",
        expect![[r#"
            ids: ["Anchor:1"]
            total: 5
            deleted: {model: "Chain", count: 3}
            deleted: {model: "Berth", count: 1}
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "null", rule: SET_NULL, count: 3}
            - anchor id=1 name='default' number=4
            - berth id=1 cascade_id=1 ship_id=1
            - chain id=11 cascade_id=1
            - chain id=12 cascade_id=1
            - chain id=13 cascade_id=1
            - chain id=21 null_id=1
            - chain id=22 null_id=1
            - chain id=23 null_id=1
            + chain id=21
            + chain id=22
            + chain id=23"#]],
    )
    .await;
}

#[tokio::test]
async fn c_294_nothing_that_matches_is_nothing_that_goes() {
    let app = TestApp::zoo().await;

    delete_by(
        &app,
        "deleteKnots(where: { pk: { exact: 404 } })",
        &[],
        expect![[r#"
            ids: []
            total: 0"#]],
    )
    .await;
}

/// Rows that went before the database refuses are there again, those of earlier fields too.
#[tokio::test]
async fn c_292_all_of_an_operation_is_one_transaction() {
    // MySQL refuses the statement already.
    let app = TestApp::zoo().await.without(Backend::MySql);
    refer(&app, "chain", 1, &[("nothing", 1)]).await;
    refer(&app, "chain", 2, &[("cascade", 1)]).await;
    let before = app.contents().await;

    let reply = app
        .execute(
            "mutation {
                first: deleteAnchor(id: 4) { total }
                second: deleteAnchor(id: 1) { total }
                third: deleteAnchor(id: 2) { total }
            }",
        )
        .await;

    reply.expect_refusal(expect![
        "CONSTRAINT at first: the database refuses the change by a constraint of its own"
    ]);
    assert_eq!(app.contents().await, before);
}
