//! Several mutations in one operation: in order, and all or none.

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{difference, refused};

#[tokio::test]
async fn mutations_run_in_order_and_each_shows_what_was_written_so_far() {
    let app = TestApp::new().await;
    app.user("ada").await;

    let reply = app
        .execute(
            "mutation {
                a: createTag(input: { name: \"a\" }) { tag { id posts { totalCount } } }
                b: createPost(input: { title: \"B\", content: \"\", author: { id: 1 }, tags: { add: [1] } }) {
                    post { tags { nodes { name posts { totalCount } } } } }
                c: updateTag(id: 1, input: { name: \"c\" }) { tag { name posts { nodes { tags { nodes { name } } } } } }
                d: createPost(input: { title: \"D\", content: \"\", author: { id: 1 }, tags: { add: [1] } }) {
                    post { author { posts { nodes { title } } } tags { nodes { name posts { totalCount } } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"tag": {"id": "Tag:1", "posts": {"totalCount": 0}}},
          "b": {"post": {"tags": {"nodes": [{"name": "a", "posts": {"totalCount": 1}}]}}},
          "c": {
            "tag": {"name": "c", "posts": {"nodes": [{"tags": {"nodes": [{"name": "c"}]}}]}}
          },
          "d": {
            "post": {
              "author": {"posts": {"nodes": [{"title": "B"}, {"title": "D"}]}},
              "tags": {"nodes": [{"name": "c", "posts": {"totalCount": 2}}]}
            }
          }
        }"#]]);
}

#[tokio::test]
async fn an_error_in_the_last_takes_all_back() {
    let app = TestApp::new().await;
    app.user("ada").await;

    refused(
        &app,
        "mutation {
            a: createTag(input: { name: \"a\" }) { tag { id } }
            b: updateUser(id: 1, input: { username: \"bob\" }) { user { id } }
            c: createTag(input: { name: \"a\" }) { tag { id } }
        }",
        expect![[r#"
            UNIQUE at c: a Tag with this name exists already
              argument: "input"
              fields: ["name"]
              model: "Tag""#]],
    )
    .await;
}

#[tokio::test]
async fn all_that_is_wrong_before_the_database_is_asked_is_told_together() {
    let app = TestApp::new().await;

    refused(
        &app,
        "mutation {
            a: createPost(input: { title: \"A\", content: \"\", author: { id: 1 }, createdAt: \"soon\" }) {
                post { id } }
            b: createTag(input: { name: \"a\" }) { tag { id } }
            c: updateTag(id: \"Post:1\", input: { name: \"b\" }) { tag { id } }
        }",
        expect![[r#"
            INVALID at a: `input.createdAt` must be a point in time of the years 1 to 9999, such as "2025-11-21T17:05:00Z"
              fields: {"code":"invalid","field":"createdAt","message":"must be a point in time of the years 1 to 9999, such as \"2025-11-21T17:05:00Z\"","path":["input","createdAt"]}
            WRONG_TYPE at c: Mutation.updateTag expects Tag, got Post:1
              argument: "id""#]],
    )
    .await;
}

#[tokio::test]
async fn names_aliases_fragments_and_directives_work_as_in_queries() {
    let app = TestApp::new().await;
    let operation = "mutation($yes: Boolean!, $no: Boolean!) {
        __typename
        ...Make
        skipped: createTag(input: { name: \"skipped\" }) @skip(if: $yes) { tag { id } }
        left: createTag(input: { name: \"left out\" }) @include(if: $no) { tag { id } }
        ... @include(if: $yes) {
            last: createTag(input: { name: \"last\" }) { __typename tag { ...T __typename } }
        }
    }
    fragment Make on Mutation { first: createTag(input: { name: \"first\" }) { tag { ...T } } }
    fragment T on Tag { name pk @skip(if: $yes) }";

    let reply = app
        .execute_with(operation, json!({ "yes": true, "no": false }))
        .await;

    reply.expect_data(expect![[r#"
        {
          "__typename": "Mutation",
          "first": {"tag": {"name": "first"}},
          "last": {"__typename": "TagPayload", "tag": {"name": "last", "__typename": "Tag"}}
        }"#]]);
    assert_eq!(
        app.leaves("{ tags { nodes { name } } }").await,
        "first last"
    );
}

#[tokio::test]
async fn one_response_key_is_one_write() {
    let app = TestApp::new().await;

    let rows = difference(
        &app,
        "mutation {
            createTag(input: { name: \"once\" }) { tag { id } }
            createTag(input: { name: \"once\" }) { tag { name } }
        }",
    )
    .await;

    assert_eq!(rows, "+ tag: 1, 'once'");
}

#[tokio::test]
async fn a_mutation_of_names_alone_begins_no_transaction() {
    let app = TestApp::new().await;

    let reply = app
        .execute("mutation { __typename again: __typename }")
        .await;

    reply.expect_data(expect![[
        r#"{"__typename": "Mutation", "again": "Mutation"}"#
    ]]);
    assert_eq!(reply.trace().statements.len(), 0);
}

#[tokio::test]
async fn the_payload_of_a_row_that_was_read_before_is_new() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("A", &ada).await;

    let reply = app
        .execute(
            "mutation {
                a: updatePost(id: 1, input: { title: \"B\" }) { post { title author { username } } }
                b: updateUser(id: 1, input: { username: \"bob\", posts: { create: [{ title: \"C\", content: \"\" }] } }) {
                    user { username posts { nodes { title author { username } } } } }
                c: updatePost(id: 1, input: { title: \"D\" }) { post { title author { username } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"post": {"title": "B", "author": {"username": "ada"}}},
          "b": {
            "user": {
              "username": "bob",
              "posts": {
                "nodes": [
                  {"title": "B", "author": {"username": "bob"}},
                  {"title": "C", "author": {"username": "bob"}}
                ]
              }
            }
          },
          "c": {"post": {"title": "D", "author": {"username": "bob"}}}
        }"#]]);
}
