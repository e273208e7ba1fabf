//! What the documents show works.

use std::{fs, path::Path};

use serde_json::Value;
use tests::TestApp;

fn document(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../docs")
        .join(name);
    fs::read_to_string(file).expect("the document")
}

/// The blocks of a document that are in this language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    let blocks = text.split(&fence).skip(1);
    blocks
        .filter_map(|block| block.split("```").next())
        .collect()
}

#[tokio::test]
async fn every_example_of_the_document_on_filters_finds_rows() {
    let text = document("filters.md");
    let examples = blocks(&text, "graphql");
    let app = TestApp::sample().await;

    for example in &examples {
        let data = app.execute(example).await.data().to_string();
        assert!(!data.contains("\"nodes\":[]"), "{example}\n{data}");
        assert!(!data.contains("\"totalCount\":0"), "{example}\n{data}");
    }
    assert_eq!(examples.len(), 6);
}

#[tokio::test]
async fn every_example_of_the_document_on_writing_writes_rows() {
    let text = document("writing.md");
    let examples = blocks(&text, "graphql");
    let app = TestApp::sample().await;

    for example in &examples {
        let before = app.contents().await;
        let data = app.execute(example).await.data().to_string();
        assert!(!data.contains("[]"), "{example}\n{data}");
        assert!(!data.contains("\"count\":0"), "{example}\n{data}");
        assert_ne!(app.contents().await, before, "{example}");
    }
    assert_eq!(examples.len(), 5);
}

#[tokio::test]
async fn every_example_of_the_document_on_deleting_tells_or_deletes() {
    let text = document("deleting.md");
    let app = TestApp::sample().await;

    let [preview, delete] = blocks(&text, "graphql")[..] else {
        panic!("there are two examples");
    };
    let told = app.execute(preview).await.data();
    let plan = &told["deletePreview"];
    assert_eq!(plan["allowed"], false);
    for list in ["deleted", "updated", "blockers", "steps"] {
        assert_ne!(plan[list], Value::Array(Vec::new()), "{list} in {told}");
    }
    let done = app.execute(delete).await.data().to_string();
    assert!(!done.contains("[]"), "{done}");

    let token = app
        .leaves("{ deletePreview(ids: [\"Category:2\"]) { token } }")
        .await;
    let by_token = blocks(&text, "graphql token")[0].replace("TOKEN", &token);
    let done = app.execute(&by_token).await.data().to_string();
    assert!(done.contains("\"total\":1"), "{done}");
}

#[tokio::test]
async fn the_document_on_writing_shows_how_an_error_tells_of_fields() {
    let text = document("writing.md");
    let (wrong, told) = (blocks(&text, "graphql invalid"), blocks(&text, "json"));
    let app = TestApp::sample().await;

    let reply = app.execute(wrong[0]).await;

    let told: Value = serde_json::from_str(told[0]).expect("JSON");
    assert_eq!(reply.errors()[0].code, "INVALID");
    assert_eq!(reply.extension("fields"), told);
}
