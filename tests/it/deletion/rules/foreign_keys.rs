//! Foreign keys, nullable and required.

use expect_test::expect;

use super::{delete, referring};

#[tokio::test]
async fn c_265_cascade_on_a_nullable_foreign_key() {
    let app = referring("chain", "cascade", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 2
            deleted: {model: "Chain", count: 1}
            deleted: {model: "Anchor", count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 cascade_id=11"#]],
    )
    .await;
}

#[tokio::test]
async fn protect_on_a_nullable_foreign_key() {
    let app = referring("chain", "protect", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `Chain.protect`
          blockers: {"count":1,"field":"protect","model":"Chain","rule":"PROTECT","sample":["Chain:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn restrict_on_a_nullable_foreign_key() {
    let app = referring("chain", "restrict", "anchor").await;

    delete(&app, "Anchor:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `Chain.restrict`
          blockers: {"count":1,"field":"restrict","model":"Chain","rule":"RESTRICT","sample":["Chain:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_277_set_null_on_a_nullable_foreign_key() {
    let app = referring("chain", "null", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "null", rule: SET_NULL, count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 null_id=11
            + chain id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn c_278_set_default_on_a_nullable_foreign_key() {
    let app = referring("chain", "default", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "default", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 default_id=11
            + chain id=21 default_id=1"#]],
    )
    .await;
}

#[tokio::test]
async fn c_278_set_default_of_null_on_a_nullable_foreign_key() {
    let app = referring("chain", "no_default", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "noDefault", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 no_default_id=11
            + chain id=21"#]],
    )
    .await;
}

#[tokio::test]
async fn c_278_set_default_that_is_computed_on_a_nullable_foreign_key() {
    let app = referring("chain", "computed", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "computed", rule: SET_DEFAULT, count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 computed_id=11
            + chain id=21 computed_id=4"#]],
    )
    .await;
}

#[tokio::test]
async fn c_279_set_to_a_value_on_a_nullable_foreign_key() {
    let app = referring("chain", "value", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "value", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 value_id=11
            + chain id=21 value_id=2"#]],
    )
    .await;
}

#[tokio::test]
async fn c_279_set_to_what_a_function_gives_on_a_nullable_foreign_key() {
    let app = referring("chain", "with", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect![[r#"
            ids: ["Anchor:11"]
            total: 1
            deleted: {model: "Anchor", count: 1}
            updated: {model: "Chain", field: "with", rule: SET, count: 1}
            - anchor id=11 name='11' number=-6
            - chain id=21 with_id=11
            + chain id=21 with_id=3"#]],
    )
    .await;
}

#[tokio::test]
async fn do_nothing_on_a_nullable_foreign_key() {
    let app = referring("chain", "nothing", "anchor").await;

    delete(
        &app,
        "Anchor:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn cascade_on_a_required_foreign_key() {
    let app = referring("cascade_item", "hub", "hub").await;

    delete(
        &app,
        "Hub:11",
        expect![[r#"
            ids: ["Hub:11"]
            total: 2
            deleted: {model: "CascadeItem", count: 1}
            deleted: {model: "Hub", count: 1}
            - cascade_item id=21 hub_id=11 label='21'
            - hub id=11 name='11'"#]],
    )
    .await;
}

#[tokio::test]
async fn c_266_protect_on_a_required_foreign_key() {
    let app = referring("protect_item", "hub", "hub").await;

    delete(&app, "Hub:11", expect![[r#"
        PROTECTED at it: this would delete rows that others refer to and protect by `ProtectItem.hub`
          blockers: {"count":1,"field":"hub","model":"ProtectItem","rule":"PROTECT","sample":["ProtectItem:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn c_270_restrict_on_a_required_foreign_key() {
    let app = referring("restrict_item", "hub", "hub").await;

    delete(&app, "Hub:11", expect![[r#"
        RESTRICTED at it: this would delete rows that others refer to and restrict by `RestrictItem.hub`
          blockers: {"count":1,"field":"hub","model":"RestrictItem","rule":"RESTRICT","sample":["RestrictItem:21"]}
          total: 1"#]]).await;
}

#[tokio::test]
async fn set_default_on_a_required_foreign_key() {
    let app = referring("set_default_item", "hub", "hub").await;

    delete(
        &app,
        "Hub:11",
        expect![[r#"
            ids: ["Hub:11"]
            total: 1
            deleted: {model: "Hub", count: 1}
            updated: {model: "SetDefaultItem", field: "hub", rule: SET_DEFAULT, count: 1}
            - hub id=11 name='11'
            - set_default_item id=21 hub_id=11 label='21'
            + set_default_item id=21 hub_id=1 label='21'"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_a_value_on_a_required_foreign_key() {
    let app = referring("set_value_item", "hub", "hub").await;

    delete(
        &app,
        "Hub:11",
        expect![[r#"
            ids: ["Hub:11"]
            total: 1
            deleted: {model: "Hub", count: 1}
            updated: {model: "SetValueItem", field: "hub", rule: SET, count: 1}
            - hub id=11 name='11'
            - set_value_item id=21 hub_id=11 label='21'
            + set_value_item id=21 hub_id=2 label='21'"#]],
    )
    .await;
}

#[tokio::test]
async fn set_to_what_a_function_gives_on_a_required_foreign_key() {
    let app = referring("set_with_item", "hub", "hub").await;

    delete(
        &app,
        "Hub:11",
        expect![[r#"
            ids: ["Hub:11"]
            total: 1
            deleted: {model: "Hub", count: 1}
            updated: {model: "SetWithItem", field: "hub", rule: SET, count: 1}
            - hub id=11 name='11'
            - set_with_item id=21 hub_id=11 label='21'
            + set_with_item id=21 hub_id=2 label='21'"#]],
    )
    .await;
}

#[tokio::test]
async fn c_282_do_nothing_on_a_required_foreign_key() {
    let app = referring("do_nothing_item", "hub", "hub").await;

    delete(
        &app,
        "Hub:11",
        expect!["CONSTRAINT at it: the database refuses the change by a constraint of its own"],
    )
    .await;
}

#[tokio::test]
async fn c_282_do_nothing_without_a_constraint_leaves_the_key_dangling() {
    let app = referring("loose", "hub", "hub").await;

    delete(
        &app,
        "Hub:11",
        expect![[r#"
            ids: ["Hub:11"]
            total: 1
            deleted: {model: "Hub", count: 1}
            - hub id=11 name='11'"#]],
    )
    .await;
}
