//! Section B of the contract: following a foreign key.

use expect_test::expect;
use tests::TestApp;

#[tokio::test]
async fn c_045_the_key_alone_costs_no_statement_and_the_row_costs_one() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;

    let key = "{ posts { nodes { author { id pk __typename } } } }";
    let row = "{ posts { nodes { author { id username } } } }";

    app.execute(key).await.expect_data(expect![[
        r#"{"posts": {"nodes": [{"author": {"id": "User:1", "pk": "1", "__typename": "User"}}]}}"#
    ]]);
    app.execute(row).await.expect_data(expect![[
        r#"{"posts": {"nodes": [{"author": {"id": "User:1", "username": "ada"}}]}}"#
    ]]);
    assert_eq!(app.statements(key).await, 1);
    assert_eq!(app.statements(row).await, 2);
}

#[tokio::test]
async fn c_046_forward_accesses_chain_as_deep_as_wanted() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.profile(&ada, "Writes programs.").await;
    let post = app.post("Engines", &ada).await;
    app.comment(&post, "Nice.").await;
    let query = "{ comment(id: 1) { post { author { profile { user { profile { bio } } } } } } }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "comment": {
            "post": {"author": {"profile": {"user": {"profile": {"bio": "Writes programs."}}}}}
          }
        }"#]]);
}

#[tokio::test]
async fn c_047_a_key_that_is_null_reads_as_null_without_a_statement() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;
    app.post("Looms", &ada).await;
    let query = "{ posts { nodes { category { name parent { name } } } } }";

    app.execute(query).await.expect_data(expect![[
        r#"{"posts": {"nodes": [{"category": null}, {"category": null}]}}"#
    ]]);
    assert_eq!(app.statements(query).await, 1);
}

#[tokio::test]
async fn c_048_a_required_key_without_a_value_is_an_error_and_not_null() {
    let app = TestApp::zoo().await;
    // The database is laxer than the entity says.
    app.sql("DROP TABLE loose").await;
    app.sql("CREATE TABLE loose (id integer PRIMARY KEY, hub_id integer, label text)")
        .await;
    app.sql("INSERT INTO loose VALUES (1, NULL, 'lost')").await;

    let reply = app.execute("{ loose(id: 1) { label hub { name } } }").await;

    reply.expect_error(
        "NOT_FOUND",
        expect!["the Hub that this row refers to does not exist"],
    );
    assert_eq!(reply.errors()[0].path, "loose.hub");
}

#[tokio::test]
async fn c_049_a_row_that_is_missing_is_an_error_of_its_field() {
    let app = TestApp::zoo().await;

    let one = app
        .execute(
            "{
                missing: loose(id: 2) { label hub { name } }
                found: loose(id: 1) { label hub { name } }
            }",
        )
        .await;
    let list = app
        .execute("{ looses { nodes { label hub { name } } } }")
        .await;

    expect![[r#"
        {"missing": null, "found": {"label": "loose 1", "hub": {"name": "busy"}}}
        NOT_FOUND at missing.hub: the Hub that this row refers to does not exist"#]]
    .assert_eq(&one.to_string());
    // Nothing around the field may be null.
    expect![[r#"
        null
        NOT_FOUND at looses.nodes.1.hub: the Hub that this row refers to does not exist"#]]
    .assert_eq(&list.to_string());
}

#[tokio::test]
async fn c_061_an_id_is_unique_and_stays() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;
    let query =
        "{ user(id: 1) { id posts { nodes { id author { id } } } } users { nodes { id } } }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "user": {
            "id": "User:1",
            "posts": {"nodes": [{"id": "Post:1", "author": {"id": "User:1"}}]}
          },
          "users": {"nodes": [{"id": "User:1"}]}
        }"#]]);
}
