//! What a viewer may not see does not exist for them, wherever it would appear.

use entity::post::PostStatus;
use expect_test::expect;
use relation::{
    catalog::{Catalog, ModelId},
    lookup::{Comparison, Predicate},
    scope::{Access, Action, Scope},
};
use sea_orm::{ActiveEnum, Value};
use serde_json::json;
use tests::TestApp;

/// Everything is visible but some rows of some models.
pub(crate) struct Limited(pub(crate) Vec<(ModelId, Access)>);

impl Scope for Limited {
    fn access(&self, model: ModelId, _: Action) -> Access {
        let found = self.0.iter().find(|(limited, _)| *limited == model);
        found.map_or(Access::All, |(_, access)| access.clone())
    }
}

pub(crate) fn model(catalog: &Catalog, name: &str) -> ModelId {
    catalog.model_by_name(name).expect("a model").id
}

pub(crate) fn without(app: &TestApp, name: &str) -> Limited {
    Limited(vec![(model(app.catalog(), name), Access::None)])
}

/// Only rows of `name` whose `field` is `value`.
pub(crate) fn only(app: &TestApp, name: &str, field: &str, value: impl Into<Value>) -> Limited {
    let model = app.catalog().model_by_name(name).expect("a model");
    let condition = Predicate::compare(
        model.field_by_name(field).expect("a field"),
        Comparison::Equal,
        value.into(),
    );
    Limited(vec![(model.id, Access::Filtered(condition))])
}

/// A published post and a draft, with one tag, one category, and a comment each.
async fn two_posts() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let science = app.category("Science").await;
    let steam = app.tag("steam").await;
    let public = app
        .post("Public", &ada)
        .published()
        .category(&science)
        .tags([&steam])
        .await;
    let draft = app
        .post("Draft", &ada)
        .category(&science)
        .tags([&steam])
        .await;
    app.comment(&public, "Seen.").await;
    app.comment(&draft, "Unseen.").await;
    app
}

const POSTS: &str = "{
    posts { totalCount nodes { title } }
    one: post(id: 2) { title }
    node(id: \"Post:2\") { id }
    nodes(ids: [\"Post:1\", \"Post:2\"]) { id }
    user(id: 1) { posts { totalCount nodes { title } pageInfo { hasNextPage } } }
    tag(id: 1) { posts { totalCount nodes { title } } }
    category(id: 1) { posts { totalCount nodes { title } } }
}";

#[tokio::test]
async fn rows_outside_the_filter_do_not_exist() {
    let app = two_posts().await;
    let published = only(&app, "Post", "status", PostStatus::Published.to_value());

    let reply = app.execute_as(published, POSTS).await;

    reply.expect_data(expect![[r#"
        {
          "posts": {"totalCount": 1, "nodes": [{"title": "Public"}]},
          "one": null,
          "node": null,
          "nodes": [{"id": "Post:1"}, null],
          "user": {
            "posts": {
              "totalCount": 1,
              "nodes": [{"title": "Public"}],
              "pageInfo": {"hasNextPage": false}
            }
          },
          "tag": {"posts": {"totalCount": 1, "nodes": [{"title": "Public"}]}},
          "category": {"posts": {"totalCount": 1, "nodes": [{"title": "Public"}]}}
        }"#]]);
}

#[tokio::test]
async fn rows_of_a_hidden_model_do_not_exist() {
    let app = two_posts().await;

    let reply = app.execute_as(without(&app, "Post"), POSTS).await;

    reply.expect_data(expect![[r#"
        {
          "posts": {"totalCount": 0, "nodes": []},
          "one": null,
          "node": null,
          "nodes": [null, null],
          "user": {"posts": {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": false}}},
          "tag": {"posts": {"totalCount": 0, "nodes": []}},
          "category": {"posts": {"totalCount": 0, "nodes": []}}
        }"#]]);
}

#[tokio::test]
async fn a_required_target_that_is_hidden_is_not_found() {
    let app = two_posts().await;

    let row = app
        .execute_as(
            without(&app, "User"),
            "{ post(id: 1) { author { username } } }",
        )
        .await;
    let key = app
        .execute_as(without(&app, "User"), "{ post(id: 1) { author { id } } }")
        .await;

    row.expect_error(
        "NOT_FOUND",
        expect!["the User that this row refers to does not exist"],
    );
    key.expect_error(
        "NOT_FOUND",
        expect!["the User that this row refers to does not exist"],
    );
}

#[tokio::test]
async fn an_optional_target_that_is_hidden_is_null() {
    let app = two_posts().await;
    let query = "{ posts { nodes { category { id } named: category { name } } } }";

    let reply = app.execute_as(without(&app, "Category"), query).await;

    reply.expect_data(expect![[r#"
        {
          "posts": {
            "nodes": [{"category": null, "named": null}, {"category": null, "named": null}]
          }
        }"#]]);
}

#[tokio::test]
async fn a_one_to_one_that_is_hidden_is_null() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.profile(&ada, "Private.").await;

    let reply = app
        .execute_as(
            without(&app, "Profile"),
            "{ user(id: 1) { profile { id bio } } }",
        )
        .await;

    reply.expect_data(expect![[r#"{"user": {"profile": null}}"#]]);
}

#[tokio::test]
async fn links_that_are_hidden_link_nothing() {
    let app = TestApp::zoo().await;
    let with_role = only(&app, "Membership", "role", "lead");
    let query =
        "{ team(id: 1) { members { totalCount nodes { name } } membershipSet { totalCount } }
        member(id: 2) { teams { totalCount nodes { name } } } }";

    app.execute_as(without(&app, "Membership"), query)
        .await
        .expect_data(expect![[r#"
            {
              "team": {
                "members": {"totalCount": 0, "nodes": []},
                "membershipSet": {"totalCount": 0}
              },
              "member": {"teams": {"totalCount": 0, "nodes": []}}
            }"#]]);
    app.execute_as(with_role, query)
        .await
        .expect_data(expect![[r#"
            {
              "team": {
                "members": {"totalCount": 1, "nodes": [{"name": "Bob"}]},
                "membershipSet": {"totalCount": 1}
              },
              "member": {"teams": {"totalCount": 0, "nodes": []}}
            }"#]]);
}

#[tokio::test]
async fn a_page_is_filled_with_visible_rows() {
    let app = TestApp::new().await;
    app.publication(30, 4).await;
    app.sql("UPDATE post SET status = 'PUBLISHED' WHERE id % 3 = 0")
        .await;
    let published = only(&app, "Post", "status", PostStatus::Published.to_value());
    let query = "{ posts(first: 3) { nodes { pk } pageInfo { hasNextPage } }
        users(first: 2) { nodes { posts(first: 1) { nodes { pk } pageInfo { hasNextPage } } } } }";

    let reply = app.execute_as(published, query).await;

    reply.expect_data(expect![[r#"
        {
          "posts": {
            "nodes": [{"pk": "3"}, {"pk": "6"}, {"pk": "9"}],
            "pageInfo": {"hasNextPage": true}
          },
          "users": {
            "nodes": [
              {"posts": {"nodes": [{"pk": "30"}], "pageInfo": {"hasNextPage": false}}},
              {"posts": {"nodes": [{"pk": "21"}], "pageInfo": {"hasNextPage": false}}}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn nothing_that_was_read_for_one_viewer_reaches_another() {
    let app = two_posts().await;
    let query = "{ post(id: 2) { title } }";

    let all = app.execute(query).await.data();
    let published = only(&app, "Post", "status", PostStatus::Published.to_value());
    let some = app.execute_as(published, query).await.data();

    assert_eq!(all, json!({ "post": { "title": "Draft" } }));
    assert_eq!(some, json!({ "post": null }));
}
