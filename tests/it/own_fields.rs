//! Root fields of a user's own, beside those that the catalog gives.

use api::{Code, FieldError, Limits, RowsField};
use async_graphql::{
    Value,
    dynamic::{Field, FieldFuture, TypeRef},
};
use expect_test::expect;
use relation::{
    catalog::ModelId,
    scope::{Access, Action, Scope},
    value::Key,
};
use serde_json::json;
use tests::TestApp;

/// The keys that the front page names, some of them without a row.
const FRONT_PAGE: [i64; 5] = [3, 99, 1, 3, 2];

fn key(number: i64) -> Key {
    Key::One(number.into())
}

/// The domain with fields of its own, and three posts of one user.
async fn with_own_fields() -> TestApp {
    let app = TestApp::extended(|engine| {
        let front_page = RowsField::list("frontPage", "Post", |_| async {
            Ok(FRONT_PAGE.map(key).to_vec())
        });
        let newest = RowsField::one("newestPost", "Post", |call| async move {
            match call.arguments.get("below") {
                Some(Value::Number(below)) => Ok(below.as_i64().map(|below| key(below - 1))),
                _ => Err(FieldError {
                    code: Code::Invalid,
                    message: "`below` is missing".to_owned(),
                }),
            }
        });
        let below = ("below", TypeRef::named(TypeRef::INT), "An upper bound.");
        let greeting = Field::new("greeting", TypeRef::named_nn(TypeRef::STRING), |_| {
            FieldFuture::from_value(Some(Value::from("hello")))
        });
        engine
            .rows_field(front_page.describe("The posts on the front page."))
            .rows_field(newest.argument(below.0, below.1, below.2, None))
            .query(|query| query.field(greeting.description("A greeting.")))
    })
    .await;
    let ada = app.user("ada").await;
    for title in ["Engines", "Looms", "Numbers"] {
        app.post(title, &ada).await;
    }
    app
}

#[tokio::test]
async fn rows_come_in_the_fields_order_and_in_batches() {
    let app = with_own_fields().await;
    let query = "{ frontPage { id title author { username posts { totalCount } } } }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "frontPage": [
            {
              "id": "Post:3",
              "title": "Numbers",
              "author": {"username": "ada", "posts": {"totalCount": 3}}
            },
            {
              "id": "Post:1",
              "title": "Engines",
              "author": {"username": "ada", "posts": {"totalCount": 3}}
            },
            {
              "id": "Post:3",
              "title": "Numbers",
              "author": {"username": "ada", "posts": {"totalCount": 3}}
            },
            {
              "id": "Post:2",
              "title": "Looms",
              "author": {"username": "ada", "posts": {"totalCount": 3}}
            }
          ]
        }"#]]);
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn arguments_reach_the_field_and_its_errors_reach_the_client() {
    let app = with_own_fields().await;

    let found = app
        .execute("{ newestPost(below: 3) { title } none: newestPost(below: 1) { title } }")
        .await;
    let variable = app
        .execute_with(
            "query($n: Int) { newestPost(below: $n) { title } }",
            json!({ "n": 4 }),
        )
        .await;
    let failed = app
        .execute("{ newestPost { title } user(id: 1) { username } }")
        .await;

    found.expect_data(expect![[
        r#"{"newestPost": {"title": "Looms"}, "none": null}"#
    ]]);
    variable.expect_data(expect![[r#"{"newestPost": {"title": "Numbers"}}"#]]);
    expect![[r#"
        {"newestPost": null, "user": {"username": "ada"}}
        INVALID at newestPost: `below` is missing"#]]
    .assert_eq(&failed.to_string());
}

#[tokio::test]
async fn own_fields_and_generated_ones_share_their_rows() {
    let app = with_own_fields().await;
    let query = "{ frontPage { title } post(id: 3) { content } node(id: \"Post:1\") { ... on Post { status } } }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "frontPage": [
            {"title": "Numbers"},
            {"title": "Engines"},
            {"title": "Numbers"},
            {"title": "Looms"}
          ],
          "post": {"content": "All about Numbers."},
          "node": {"status": "DRAFT"}
        }"#]]);
    assert_eq!(app.statements(query).await, 1);
}

#[tokio::test]
async fn fields_that_give_no_rows_stand_beside() {
    let app = with_own_fields().await;

    let reply = app
        .execute("{ a: greeting frontPage { title } greeting posts(first: 1) { nodes { author { username } } } __typename }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": "hello",
          "frontPage": [
            {"title": "Numbers"},
            {"title": "Engines"},
            {"title": "Numbers"},
            {"title": "Looms"}
          ],
          "greeting": "hello",
          "posts": {"nodes": [{"author": {"username": "ada"}}]},
          "__typename": "Query"
        }"#]]);
}

/// Nothing of one model is visible.
struct Without(ModelId);

impl Scope for Without {
    fn access(&self, model: ModelId, _: Action) -> Access {
        if model == self.0 {
            Access::None
        } else {
            Access::All
        }
    }
}

#[tokio::test]
async fn what_the_viewer_may_not_see_is_left_out() {
    let app = with_own_fields().await;
    let post = app.catalog().model_by_name("Post").expect("a model").id;

    let reply = app
        .execute_as(
            Without(post),
            "{ frontPage { id } newestPost(below: 3) { id } }",
        )
        .await;

    reply.expect_data(expect![[r#"{"frontPage": [], "newestPost": null}"#]]);
}

#[tokio::test]
async fn limits_can_be_set() {
    let limits = Limits {
        default_page_size: 2,
        max_page_size: 3,
        max_depth: 4,
        ..Limits::default()
    };
    let app = TestApp::extended(|engine| engine.limits(limits.clone())).await;
    app.publication(5, 0).await;

    let page = app.execute("{ posts { nodes { title } } }").await;
    let large = app.execute("{ posts(first: 4) { nodes { title } } }").await;
    let deep = app
        .execute("{ posts { nodes { author { profile { bio } } } } }")
        .await;

    page.expect_data(expect![[
        r#"{"posts": {"nodes": [{"title": "post1"}, {"title": "post2"}]}}"#
    ]]);
    large.expect_error(
        "LIMIT",
        expect!["`first` is 4, more than 3 (setting `max_page_size`)"],
    );
    deep.expect_error(
        "LIMIT",
        expect!["fields are nested more than 4 deep (setting `max_depth`)"],
    );
}
