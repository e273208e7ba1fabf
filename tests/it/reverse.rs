//! Section C of the contract: the rows that refer to a row.

use expect_test::expect;
use tests::TestApp;

/// A user with three posts, and one without.
async fn three_posts() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.user("bob").await;
    for title in ["Engines", "Looms", "Numbers"] {
        app.post(title, &ada).await;
    }
    app
}

#[tokio::test]
async fn c_062_the_set_is_a_list_that_can_be_counted_and_cut() {
    let app = three_posts().await;

    let reply = app
        .execute(
            "{ users { nodes { username
                all: posts { nodes { title } }
                slice: posts(offset: 1, first: 1) { nodes { title } }
                last: posts(last: 1) { nodes { title } }
                any: posts(first: 1) { nodes { id } }
                posts { totalCount }
            } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "users": {
            "nodes": [
              {
                "username": "ada",
                "all": {
                  "nodes": [{"title": "Engines"}, {"title": "Looms"}, {"title": "Numbers"}]
                },
                "slice": {"nodes": [{"title": "Looms"}]},
                "last": {"nodes": [{"title": "Numbers"}]},
                "any": {"nodes": [{"id": "Post:1"}]},
                "posts": {"totalCount": 3}
              },
              {
                "username": "bob",
                "all": {"nodes": []},
                "slice": {"nodes": []},
                "last": {"nodes": []},
                "any": {"nodes": []},
                "posts": {"totalCount": 0}
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_063_a_set_that_is_not_read_costs_nothing() {
    let app = three_posts().await;

    assert_eq!(app.statements("{ users { nodes { username } } }").await, 1);
    assert_eq!(
        app.statements("{ users { nodes { posts { __typename } } } }")
            .await,
        1
    );
    assert_eq!(
        app.statements("{ users { nodes { posts { nodes { title } } } } }")
            .await,
        2
    );
}

#[tokio::test]
async fn c_064_the_count_of_a_set_is_counted_by_the_database() {
    let app = three_posts().await;
    let query = "{ users { nodes { posts { totalCount } } } }";

    app.execute(query).await.expect_data(expect![[
        r#"{"users": {"nodes": [{"posts": {"totalCount": 3}}, {"posts": {"totalCount": 0}}]}}"#
    ]]);
    let trace = app.trace(query).await;
    assert!(
        trace.at("users.nodes.posts").sql.contains("COUNT(*)"),
        "{trace}"
    );
    assert_eq!(trace.statements.len(), 2);
}

#[tokio::test]
async fn c_065_a_set_is_not_one_object() {
    let app = three_posts().await;

    let reply = app.execute("{ user(id: 1) { posts { title } } }").await;
    let singular = app.execute("{ user(id: 1) { post { title } } }").await;

    assert_eq!(reply.errors().len(), 1);
    assert_eq!(singular.errors().len(), 1);
}

#[tokio::test]
async fn c_066_a_set_is_ordered_by_primary_key() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO hub (id, name) VALUES (9, 'late')")
        .await;
    for id in [30, 10, 20] {
        app.sql(&format!(
            "INSERT INTO cascade_item VALUES ({id}, 9, 'item {id}')"
        ))
        .await;
    }

    let reply = app
        .execute("{ hub(id: 9) { cascadeItemSet { nodes { label } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "hub": {
            "cascadeItemSet": {
              "nodes": [{"label": "item 10"}, {"label": "item 20"}, {"label": "item 30"}]
            }
          }
        }"#]]);
}

#[tokio::test]
async fn c_068_a_parent_whose_referenced_column_is_null_has_an_empty_set_without_a_statement() {
    let app = TestApp::zoo().await;
    let query = "{ maker(id: 2) { name code cars { totalCount nodes { name } } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "maker": {
            "name": "Nomen Nescio",
            "code": null,
            "cars": {"totalCount": 0, "nodes": []}
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 1);
}

#[tokio::test]
async fn c_071_children_know_their_parent() {
    let app = three_posts().await;

    let key = "{ users { nodes { posts { nodes { author { id } } } } } }";
    let row = "{ users { nodes { email posts { nodes { author { username email } } } } } }";

    assert_eq!(app.statements(key).await, 2);
    assert_eq!(app.statements(row).await, 2);
    app.execute(row).await.expect_data(expect![[r#"
        {
          "users": {
            "nodes": [
              {
                "email": "ada@example.org",
                "posts": {
                  "nodes": [
                    {"author": {"username": "ada", "email": "ada@example.org"}},
                    {"author": {"username": "ada", "email": "ada@example.org"}},
                    {"author": {"username": "ada", "email": "ada@example.org"}}
                  ]
                }
              },
              {"email": "bob@example.org", "posts": {"nodes": []}}
            ]
          }
        }"#]]);
}
