//! Inputs of mutations that GraphQL itself refuses: the places of all that is wrong come as data.

use expect_test::{Expect, expect};
use serde_json::{Value, json};
use tests::{Reply, TestApp};

/// Each problem as its path and its code.
fn problems(reply: &Reply) -> String {
    let fields = reply.extension("fields");
    let fields = fields.as_array().expect("a list of problems").iter();
    let lines = fields.map(|problem| {
        let path = problem["path"].as_array().expect("a path").iter();
        let steps: Vec<String> = path
            .map(|step| step.as_str().map_or(step.to_string(), str::to_owned))
            .collect();
        format!("{} {}", steps.join("."), problem["code"].as_str().unwrap())
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn check(query: &str, variables: Value, expected: Expect) {
    let app = TestApp::new().await;

    let reply = app.execute_with(query, variables).await;

    assert_eq!(reply.errors()[0].code, "INVALID");
    expected.assert_eq(&problems(&reply));
    assert_eq!(app.leaves("{ posts { totalCount } }").await, "0");
}

#[tokio::test]
async fn a_null_author_is_named_by_its_path() {
    check(
        r#"mutation { createPost(input: { title: "x", content: "y", author: null }) { post { id } } }"#,
        json!({}),
        expect!["input.author required"],
    )
    .await;
}

#[tokio::test]
async fn all_that_is_wrong_at_any_depth_comes_together() {
    check(
        "mutation($input: PostCreate!) { createPost(input: $input) { post { id } } }",
        json!({ "input": {
            "title": null,
            "author": { "id": 1, "get": { "username": "ada" } },
            "comments": { "create": [{ "text": "one" }, { "author": "bob", "text": 5 }] },
            "nope": 1,
        } }),
        expect![[r#"
            input.author invalid
            input.comments.create.0.author required
            input.comments.create.1.text invalid
            input.nope unknown
            input.title required
            input.content required"#]],
    )
    .await;
}

#[tokio::test]
async fn other_faults_of_the_document_are_still_told() {
    let app = TestApp::new().await;

    let reply = app
        .execute(r#"mutation { createTag(input: { name: null }) { tag { nope } } }"#)
        .await;

    let messages: Vec<String> = reply.errors().into_iter().map(|e| e.message).collect();
    assert_eq!(
        messages,
        [
            "Unknown field \"nope\" on type \"Tag\".",
            "`input.name` must not be null"
        ]
    );
}
