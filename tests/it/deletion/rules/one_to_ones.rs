//! One-to-one keys, nullable and required.

use expect_test::expect;

use super::{delete, referring};

#[tokio::test]
async fn cascade_on_a_nullable_one_to_one() {
    let app = referring("buoy", "cascade", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "Buoy", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 cascade_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_a_nullable_one_to_one() {
    let app = referring("buoy", "protect", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Buoy.protect`
          blockers: {"count":1,"field":"protect","model":"Buoy","rule":"PROTECT","sample":["Buoy:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_a_nullable_one_to_one() {
    let app = referring("buoy", "restrict", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Buoy.restrict`
          blockers: {"count":1,"field":"restrict","model":"Buoy","rule":"RESTRICT","sample":["Buoy:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_284_set_null_on_a_nullable_one_to_one() {
    let app = referring("buoy", "null", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Buoy", field: "null", rule: SET_NULL, count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 null_id=11
            + buoy id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_on_a_nullable_one_to_one() {
    let app = referring("buoy", "default", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Buoy", field: "default", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 default_id=11
            + buoy id=21 default_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_of_null_on_a_nullable_one_to_one() {
    let app = referring("buoy", "no_default", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Buoy", field: "noDefault", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 no_default_id=11
            + buoy id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn set_default_that_is_computed_on_a_nullable_one_to_one() {
    let app = referring("buoy", "computed", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Buoy", field: "computed", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 computed_id=11
            + buoy id=21 computed_id=4"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_a_nullable_one_to_one() {
    let app = referring("buoy", "value", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Buoy", field: "value", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 value_id=11
            + buoy id=21 value_id=2"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_what_a_function_gives_on_a_nullable_one_to_one() {
    let app = referring("buoy", "with", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Buoy", field: "with", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - buoy id=21 with_id=11
            + buoy id=21 with_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_a_nullable_one_to_one() {
    let app = referring("buoy", "nothing", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_120_cascade_on_a_required_one_to_one() {
    let app = referring("cascade_shackle", "anchor", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "CascadeShackle", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='11' number=-6
            - cascade_shackle id=21 anchor_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_a_required_one_to_one() {
    let app = referring("protect_shackle", "anchor", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `ProtectShackle.anchor`
          blockers: {"count":1,"field":"anchor","model":"ProtectShackle","rule":"PROTECT","sample":["ProtectShackle:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_a_required_one_to_one() {
    let app = referring("restrict_shackle", "anchor", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `RestrictShackle.anchor`
          blockers: {"count":1,"field":"anchor","model":"RestrictShackle","rule":"RESTRICT","sample":["RestrictShackle:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn set_default_on_a_required_one_to_one() {
    let app = referring("default_shackle", "anchor", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "DefaultShackle", field: "anchor", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - default_shackle id=21 anchor_id=11
            + default_shackle id=21 anchor_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_a_required_one_to_one() {
    let app = referring("value_shackle", "anchor", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "ValueShackle", field: "anchor", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - value_shackle id=21 anchor_id=11
            + value_shackle id=21 anchor_id=2"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_what_a_function_gives_on_a_required_one_to_one() {
    let app = referring("with_shackle", "anchor", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "WithShackle", field: "anchor", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - with_shackle id=21 anchor_id=11
            + with_shackle id=21 anchor_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_a_required_one_to_one() {
    let app = referring("nothing_shackle", "anchor", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}
