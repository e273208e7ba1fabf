//! The mutations that one would try first, with their answers; each leaves no trace when what
//! follows it in the operation fails.

use expect_test::expect;
use serde_json::json;
use tests::{TestApp, backend::Backend};

use super::refused;

/// The operation with one part more, which fails at the very end.
fn with_failing_end(operation: &str) -> String {
    let open = operation.strip_suffix('}').unwrap();
    format!("{open} last: createTag(input: {{ name: \"rust\" }}) {{ tag {{ id }} }} }}")
}

async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let mut tags = Vec::new();
    for name in ["rust", "graphql", "sql", "orm", "web"] {
        tags.push(app.tag(name).await);
    }
    app.post("First", &ada).tags([&tags[0], &tags[2]]).await;
    app
}

async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let john = app.reporter("John Smith").await;
    app.reporter("Mary Major").await;
    app.reporter("Paul Jones").await;
    for n in 1..=7 {
        app.article(&format!("Story {n}"), &john).await;
    }
    app
}

#[tokio::test]
async fn a_post_is_made_with_all_that_belongs_to_it() {
    let app = publication().await;
    let operation = r#"mutation { createPost(input: { title: "Hello", content: "...", author: { get: { username: "ada" } }, category: { create: { name: "Rust", slug: "rust" } }, tags: { add: [1, 2], create: [{ name: "new" }] }, comments: { create: [{ author: "bob", text: "First" }] } }) { post { id author { username } tags { nodes { name } } comments { totalCount } } } }"#;

    refused(
        &app,
        &with_failing_end(operation),
        expect![[r#"
        UNIQUE at last: a Tag with this name exists already
          argument: "input"
          fields: ["name"]
          model: "Tag""#]],
    )
    .await;
    for app in app.each() {
        let data = app.execute(operation).await.data();

        // Servers give no key again that was taken back.
        let id = match app.backend() {
            Backend::Sqlite => "Post:2",
            Backend::Postgres | Backend::MySql => "Post:3",
        };
        assert_eq!(
            data,
            json!({ "createPost": { "post": {
                "id": id,
                "author": { "username": "ada" },
                "tags": { "nodes": [{ "name": "rust" }, { "name": "graphql" }, { "name": "new" }] },
                "comments": { "totalCount": 1 },
            } } })
        );
    }
}

#[tokio::test]
async fn an_article_is_added_to_a_reporter() {
    let app = newsroom().await;
    app.tag("rust").await;
    let operation = "mutation { addReporterArticleSet(reporter: 2, articleSet: [7]) { reporter { lastName } added } }";

    refused(
        &app,
        &with_failing_end(operation),
        expect![[r#"
        UNIQUE at last: a Tag with this name exists already
          argument: "input"
          fields: ["name"]
          model: "Tag""#]],
    )
    .await;
    let reply = app.execute(operation).await;

    reply.expect_data(expect![[
        r#"{"addReporterArticleSet": {"reporter": {"lastName": "Major"}, "added": ["Article:7"]}}"#
    ]]);
}

#[tokio::test]
async fn the_tags_of_a_post_are_set() {
    let app = publication().await;
    let operation = "mutation { setPostTags(post: 1, tags: [3, 4, 5]) { added removed post { tags { nodes { name } } } } }";

    refused(
        &app,
        &with_failing_end(operation),
        expect![[r#"
        UNIQUE at last: a Tag with this name exists already
          argument: "input"
          fields: ["name"]
          model: "Tag""#]],
    )
    .await;
    let reply = app.execute(operation).await;

    reply.expect_data(expect![[r#"
        {
          "setPostTags": {
            "added": ["Tag:4", "Tag:5"],
            "removed": ["Tag:1"],
            "post": {"tags": {"nodes": [{"name": "sql"}, {"name": "orm"}, {"name": "web"}]}}
          }
        }"#]]);
}

#[tokio::test]
async fn contributors_are_added_with_what_they_do() {
    let app = newsroom().await;
    app.tag("rust").await;
    let operation = r#"mutation { addArticleContributors(article: 1, contributors: [2, 3], throughDefaults: { role: EDITOR, since: "2026-01-01" }) { added } }"#;

    refused(
        &app,
        &with_failing_end(operation),
        expect![[r#"
        UNIQUE at last: a Tag with this name exists already
          argument: "input"
          fields: ["name"]
          model: "Tag""#]],
    )
    .await;
    let reply = app.execute(operation).await;

    reply.expect_data(expect![[
        r#"{"addArticleContributors": {"added": ["Reporter:2", "Reporter:3"]}}"#
    ]]);
    let contributions = app
        .leaves("{ contributions { nodes { role since reporter { lastName } } } }")
        .await;
    assert_eq!(
        contributions,
        "EDITOR 2026-01-01 Major EDITOR 2026-01-01 Jones"
    );
}
