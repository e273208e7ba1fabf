//! The form of an answer: the order of its fields, aliases, fragments, variables, directives.

use async_graphql::Value;
use expect_test::expect;
use serde_json::json;
use tests::TestApp;

async fn publication() -> TestApp {
    let app = TestApp::new().await;
    app.publication(45, 1).await;
    app
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_query() {
    let app = publication().await;
    let query = "{
        tags(first: 1) { totalCount nodes { name id pk } }
        posts(first: 1) {
            pageInfo { endCursor hasNextPage }
            totalCount
            edges { node { title ...Rest id } cursor }
        }
        a: user(id: 1) { username }
    }
    fragment Rest on Post {
        category { name id }
        z: comments(first: 1) { totalCount nodes { text } }
        ... on Node { pk: id }
        author { profile { bio } username }
        status
        __typename
    }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "tags": {"totalCount": 10, "nodes": [{"name": "tag1", "id": "Tag:1", "pk": "1"}]},
          "posts": {
            "pageInfo": {"endCursor": "WyJwb3N0cyIsMCwxXQ", "hasNextPage": true},
            "totalCount": 45,
            "edges": [
              {
                "node": {
                  "title": "post1",
                  "category": {"name": "category12", "id": "Category:12"},
                  "z": {"totalCount": 1, "nodes": [{"text": "comment1"}]},
                  "pk": "Post:1",
                  "author": {"profile": {"bio": "bio2"}, "username": "user2"},
                  "status": "DRAFT",
                  "__typename": "Post",
                  "id": "Post:1"
                },
                "cursor": "WyJwb3N0cyIsMCwxXQ"
              }
            ]
          },
          "a": {"username": "user1"}
        }"#]]);
}

#[tokio::test]
async fn fields_of_every_item_of_a_long_list_come_in_the_order_of_the_query() {
    let app = publication().await;
    let query = "{ posts(first: 45) { nodes {
        z: title comments { nodes { text } } author { username } a: id category { name } tags { totalCount } title
    } } }";

    let reply = app.execute(query).await;

    let Value::Object(data) = reply.value() else {
        panic!("no object")
    };
    let Value::Object(posts) = &data["posts"] else {
        panic!("no object")
    };
    let Value::List(nodes) = &posts["nodes"] else {
        panic!("no list")
    };
    assert_eq!(nodes.len(), 45);
    for node in nodes {
        let Value::Object(node) = node else {
            panic!("no object")
        };
        let names: Vec<&str> = node.keys().map(async_graphql::Name::as_str).collect();
        assert_eq!(
            names,
            ["z", "comments", "author", "a", "category", "tags", "title"]
        );
    }
}

#[tokio::test]
async fn fields_with_one_name_are_merged() {
    let app = publication().await;
    let query = "{
        posts(first: 1) { nodes { title } }
        posts(first: 1) { nodes { author { username } } }
        ... { posts(first: 1) { nodes { author { email } title id } } }
        ...More
    }
    fragment More on Query { posts(first: 1) { totalCount nodes { author { username profile { bio } } } } }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "posts": {
            "nodes": [
              {
                "title": "post1",
                "author": {"username": "user2", "email": "mail2", "profile": {"bio": "bio2"}},
                "id": "Post:1"
              }
            ],
            "totalCount": 45
          }
        }"#]]);
}

#[tokio::test]
async fn aliases_tell_one_field_with_different_arguments_apart() {
    let app = publication().await;

    let reply = app
        .execute(
            "{
                first: posts(first: 1) { nodes { title } }
                last: posts(last: 1) { nodes { title } }
                user(id: 2) {
                    newest: posts(last: 1) { nodes { title } }
                    oldest: posts(first: 1) { nodes { title } }
                    posts { totalCount }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "first": {"nodes": [{"title": "post1"}]},
          "last": {"nodes": [{"title": "post45"}]},
          "user": {
            "newest": {"nodes": [{"title": "post41"}]},
            "oldest": {"nodes": [{"title": "post1"}]},
            "posts": {"totalCount": 5}
          }
        }"#]]);
}

#[tokio::test]
async fn fields_with_one_name_and_different_arguments_are_refused() {
    let app = publication().await;

    let reply = app
        .execute("{ posts(first: 1) { nodes { title } } posts(first: 2) { nodes { title } } }")
        .await;

    assert_eq!(reply.errors().len(), 1);
}

#[tokio::test]
async fn variables_and_their_defaults_are_arguments() {
    let app = publication().await;
    let query = "query($n: Int = 2, $after: String, $id: ID! = 3) {
        posts(first: $n, after: $after) { nodes { title } }
        user(id: $id) { username posts(first: $n) { nodes { title } } }
    }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "posts": {"nodes": [{"title": "post1"}, {"title": "post2"}]},
          "user": {
            "username": "user3",
            "posts": {"nodes": [{"title": "post2"}, {"title": "post12"}]}
          }
        }"#]]);
    app.execute_with(query, json!({ "n": 1, "after": null, "id": "User:1" }))
        .await
        .expect_data(expect![[r#"
            {
              "posts": {"nodes": [{"title": "post1"}]},
              "user": {"username": "user1", "posts": {"nodes": [{"title": "post10"}]}}
            }"#]]);
}

#[tokio::test]
async fn skipped_fields_cost_nothing() {
    let app = publication().await;
    let query = "query($yes: Boolean!, $no: Boolean!) { posts(first: 1) {
        nodes {
            title
            author @include(if: $no) { username }
            category @skip(if: $yes) { name }
            ...Tags @include(if: $no)
            ... @skip(if: $yes) { comments { nodes { text } } }
            ... @include(if: $yes) { id }
        }
        totalCount @include(if: $no)
    } }
    fragment Tags on Post { tags { nodes { name } } }";

    let reply = app
        .execute_with(query, json!({ "yes": true, "no": false }))
        .await;

    reply.expect_data(expect![[
        r#"{"posts": {"nodes": [{"title": "post1", "id": "Post:1"}]}}"#
    ]]);
    assert_eq!(reply.trace().statements.len(), 1);
}

#[tokio::test]
async fn fragments_apply_to_their_types_alone() {
    let app = publication().await;
    let query = "{
        nodes(ids: [\"Post:1\", \"User:1\", \"Comment:1\"]) {
            ... on Post { title ...Named }
            ... on User { username ...Named }
            ...Any
        }
    }
    fragment Named on Node { __typename }
    fragment Any on Node { id ... on Comment { text post { id } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "nodes": [
            {"title": "post1", "__typename": "Post", "id": "Post:1"},
            {"username": "user1", "__typename": "User", "id": "User:1"},
            {"id": "Comment:1", "text": "comment1", "post": {"id": "Post:1"}}
          ]
        }"#]]);
}

#[tokio::test]
async fn typename_is_everywhere() {
    let app = publication().await;

    let reply = app
        .execute(
            "{ __typename posts(first: 1) { __typename pageInfo { __typename } edges { __typename node {
                __typename tags { __typename edges { __typename node { __typename } } } author { __typename }
            } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "__typename": "Query",
          "posts": {
            "__typename": "PostConnection",
            "pageInfo": {"__typename": "PageInfo"},
            "edges": [
              {
                "__typename": "PostEdge",
                "node": {
                  "__typename": "Post",
                  "tags": {
                    "__typename": "PostTagsConnection",
                    "edges": [{"__typename": "PostTagsEdge", "node": {"__typename": "Tag"}}]
                  },
                  "author": {"__typename": "User"}
                }
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn introspection_and_rows_answer_together() {
    let app = publication().await;

    let reply = app
        .execute("{ tag(id: 1) { name } __type(name: \"Tag\") { name } posts(first: 1) { totalCount nodes { title } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "tag": {"name": "tag1"},
          "__type": {"name": "Tag"},
          "posts": {"totalCount": 45, "nodes": [{"title": "post1"}]}
        }"#]]);
}

#[tokio::test]
async fn an_operation_that_would_read_too_much_is_refused_before_it_reads() {
    let app = publication().await;
    let query = "{ posts(first: 1000) { nodes { comments(first: 1000) { nodes { text } } } } }";

    let reply = app.execute(query).await;

    reply.expect_error("LIMIT", expect!["the operation may read 1001000 rows, more than 500000; ask for smaller pages or fewer relations (setting `max_cost`)"]);
    assert_eq!(reply.trace().statements.len(), 0);
}

#[tokio::test]
async fn fields_nested_too_deep_are_refused() {
    let app = publication().await;
    let mut query = "{ username }".to_owned();
    for _ in 0..10 {
        query = format!("{{ posts(first: 1) {{ nodes {{ author {query} }} }} }}");
    }

    let reply = app.execute(&format!("{{ user(id: 1) {query} }}")).await;

    reply.expect_error(
        "LIMIT",
        expect!["fields are nested more than 15 deep (setting `max_depth`)"],
    );
}

#[tokio::test]
async fn nothing_of_the_database_shows_in_an_error() {
    let app = publication().await;
    app.sql("ALTER TABLE comment RENAME TO secret_table").await;

    let reply = app
        .execute("{ posts { nodes { title comments { nodes { text } } } } }")
        .await;

    let errors = reply.errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].code, "INTERNAL");
    expect!["internal error"].assert_eq(&errors[0].message);
}

#[tokio::test]
async fn arguments_of_another_type_are_refused() {
    let app = publication().await;

    for query in [
        "{ post(id: true) { title } }",
        "{ post(id: 1.5) { title } }",
        "{ post(id: null) { title } }",
        "{ post(id: [1]) { title } }",
        "{ post { title } }",
        "{ posts(first: \"1\") { totalCount } }",
        "{ posts(first: 1.5) { totalCount } }",
        "{ posts(first: 3000000000) { totalCount } }",
        "{ posts(after: 1) { totalCount } }",
        "{ posts(nothing: 1) { totalCount } }",
        "{ nodes(ids: [null]) { id } }",
        "query($id: ID!) { post(id: $id) { title } }",
        "query($id: Nope) { post(id: $id) { title } }",
    ] {
        let reply = app.execute(query).await;
        assert!(!reply.errors().is_empty(), "{query}");
    }
}

#[tokio::test]
async fn null_arguments_are_absent_arguments() {
    let app = publication().await;
    let query = "{ posts(first: null, after: null, last: null, before: null, offset: null) { nodes { title } } }";

    let data = app.execute(query).await.data();

    assert_eq!(
        data,
        app.execute("{ posts { nodes { title } } }").await.data()
    );
}

#[tokio::test]
async fn one_id_is_a_list_of_one() {
    let app = publication().await;
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";

    let literal = app.execute("{ nodes(ids: \"Post:1\") { id } }").await;
    let variable = app.execute_with(query, json!({ "ids": "Post:1" })).await;

    assert_eq!(literal.data(), json!({ "nodes": [{ "id": "Post:1" }] }));
    assert_eq!(variable.data(), literal.data());
}

#[tokio::test]
async fn fragments_that_double_are_refused_at_once() {
    let app = publication().await;
    let doubling = (0..40).map(|level| {
        let next = level + 1;
        format!(" fragment F{level} on Query {{ ...F{next} ...F{next} }}")
    });
    let query = format!(
        "{{ ...F0 }}{} fragment F40 on Query {{ __typename }}",
        doubling.collect::<String>()
    );

    // Written out, it would never end.
    let reply = app.execute(&query).await;

    reply.expect_error(
        "LIMIT",
        expect![
            "the operation selects 1099511627776 fields, more than 10000 (setting `max_selections`)"
        ],
    );
}

#[tokio::test]
async fn many_operations_at_once_give_the_answers_of_one() {
    let app = publication().await;
    let query = "{ posts(first: 20) { nodes { title author { username profile { bio } } tags { nodes { name } } comments { totalCount } } } }";
    let alone = app.execute(query).await.to_string();

    let together = futures_util::future::join_all((0..40).map(|_| app.execute(query))).await;

    assert!(together.iter().all(|reply| reply.to_string() == alone));
}

#[tokio::test]
async fn a_required_variable_without_a_value_is_refused() {
    let app = publication().await;
    let query = "query($t: String!, $n: Int! = 1) { posts(where: { title: { exact: $t } }, first: $n) { totalCount } }";

    let absent = app.execute_with(query, json!({})).await;
    absent.expect_error(
        "INVALID",
        expect!["variable `$t` of type `String!` is missing"],
    );
    let null = app.execute_with(query, json!({ "t": null })).await;
    null.expect_error(
        "INVALID",
        expect!["variable `$t` of type `String!` must not be null"],
    );
    let given = app.execute_with(query, json!({ "t": "post1" })).await;
    given.expect_data(expect![[r#"{"posts": {"totalCount": 1}}"#]]);
}
