//! What the documents show works.

use std::{fs, path::Path};

use tests::TestApp;

#[tokio::test]
async fn every_example_of_the_document_on_filters_finds_rows() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/filters.md");
    let text = fs::read_to_string(file).expect("the document");
    let blocks = text.split("```graphql\n").skip(1);
    let examples: Vec<&str> = blocks
        .filter_map(|block| block.split("```").next())
        .collect();
    let app = TestApp::sample().await;

    for example in &examples {
        let data = app.execute(example).await.data().to_string();
        assert!(!data.contains("\"nodes\":[]"), "{example}\n{data}");
        assert!(!data.contains("\"totalCount\":0"), "{example}\n{data}");
    }
    assert_eq!(examples.len(), 6);
}
