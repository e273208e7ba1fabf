//! Trees, loops, and tables that refer to each other.

use expect_test::expect;
use tests::TestApp;

use super::{delete, refer};

#[tokio::test]
async fn c_289_a_tree_goes_with_its_root() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[]).await;
    for (id, parent) in [(12, 11), (13, 11), (14, 12), (15, 14)] {
        refer(&app, "knot", id, &[("cascade", parent)]).await;
    }
    refer(&app, "knot", 16, &[("null", 15)]).await;

    delete(
        &app,
        "Knot:12",
        expect![[r#"
            ids: ["Knot:12"]
            total: 3
            deleted: {model: "Knot", count: 3}
            updated: {model: "Knot", field: "null", rule: SET_NULL, count: 1}
            - knot id=12 cascade_id=11
            - knot id=14 cascade_id=12
            - knot id=15 cascade_id=14
            - knot id=16 null_id=15
            + knot id=16"#]],
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
            - knot id=13 cascade_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_289_a_loop_goes_once() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[]).await;
    refer(&app, "knot", 12, &[("cascade", 11)]).await;
    refer(&app, "knot", 13, &[("cascade", 12)]).await;
    app.sql("UPDATE knot SET cascade_id = 13 WHERE id = 11")
        .await;

    delete(
        &app,
        "Knot:12",
        expect![[r#"
            ids: ["Knot:12"]
            total: 3
            deleted: {model: "Knot", count: 3}
            - knot id=11 cascade_id=13
            - knot id=12 cascade_id=11
            - knot id=13 cascade_id=12"#]],
    )
    .await;
}

#[tokio::test]
async fn c_289_a_row_that_refers_to_itself_goes_once() {
    let app = TestApp::zoo().await;
    refer(&app, "knot", 11, &[("cascade", 11)]).await;

    delete(
        &app,
        "Knot:11",
        expect![[r#"
            ids: ["Knot:11"]
            total: 1
            deleted: {model: "Knot", count: 1}
            - knot id=11 cascade_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn c_290_rows_of_two_tables_that_refer_to_each_other_go_together() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Hen:1",
        expect![[r#"
            ids: ["Hen:1"]
            total: 2
            deleted: {model: "Hen", count: 1}
            deleted: {model: "Egg", count: 1}
            - egg id=1 name='brown' hen_id=1
            - hen id=1 name='Berta' egg_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn c_290_from_the_other_table_too() {
    let app = TestApp::zoo().await;

    delete(
        &app,
        "Egg:1",
        expect![[r#"
            ids: ["Egg:1"]
            total: 2
            deleted: {model: "Hen", count: 1}
            deleted: {model: "Egg", count: 1}
            - egg id=1 name='brown' hen_id=1
            - hen id=1 name='Berta' egg_id=1"#]],
    )
    .await;
}
