//! Code of an entity's own runs around each row that is made or changed.

use expect_test::expect;
use tests::TestApp;

use super::{difference, refused};

#[tokio::test]
async fn hooks_complete_rows_and_act_after_them() {
    let app = TestApp::zoo().await;

    let rows = difference(
        &app,
        "mutation {
            createPage(input: { title: \"One Page\", slug: \"\" }) { page { slug } }
            createPages(inputs: [{ title: \"Two\", slug: \"\" }, { title: \"Three\", slug: \"3\" }]) { count }
            updatePage(id: 1, input: { title: \"Start\" }) { page { slug } }
            cleared: updatePage(id: 2, input: { slug: \"\" }) { page { slug } }
        }",
    )
    .await;

    expect![[r#"
        - page: 1, 'Home', 'home', 3
        + page: 1, 'Start', 'home', 3
        + page: 3, 'One Page', 'one-page', 3
        + page: 4, 'Two', 'two', 3
        + page: 5, 'Three', '3', 3
        + page_event: 3, 3, 'made'
        + page_event: 4, 4, 'made'
        + page_event: 5, 5, 'made'
        + page_event: 6, 1, 'changed'
        + page_event: 7, 2, 'changed'"#]]
    .assert_eq(&rows);
}

#[tokio::test]
async fn hooks_run_for_rows_that_are_nested() {
    let app = TestApp::zoo().await;

    let rows = difference(
        &app,
        "mutation { createPageEvent(input: { what: \"asked\", page: { create: { title: \"New\", slug: \"\" } } }) {
            pageEvent { page { slug } } } }",
    )
    .await;

    expect![[r#"
        + page: 3, 'New', 'new', 3
        + page_event: 3, 3, 'made'
        + page_event: 4, 3, 'asked'"#]]
    .assert_eq(&rows);
}

#[tokio::test]
async fn a_hook_that_refuses_a_row_says_so_in_its_own_words() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createPages(inputs: [{ title: \"fine\", slug: \"\" }, { title: \"forbidden\", slug: \"\" }]) {
            count } }",
        expect![[r#"
            INVALID at createPages: `inputs[1]` the title is forbidden
              fields: {"code":"invalid","field":"inputs","message":"the title is forbidden","path":["inputs",1]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePage(id: 1, input: { title: \"forbidden\" }) { page { id } } }",
        expect![[r#"
            INVALID at updatePage: `input` the title is forbidden
              fields: {"code":"invalid","field":"input","message":"the title is forbidden","path":["input"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn a_hook_that_refuses_a_row_after_it_was_stored_takes_all_back() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createPages(inputs: [{ title: \"fine\", slug: \"\" }, { title: \"forbidden after\", slug: \"\" }]) {
            count } }",
        expect![[r#"
            INVALID at createPages: `inputs[1]` the title is forbidden
              fields: {"code":"invalid","field":"inputs","message":"the title is forbidden","path":["inputs",1]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePage(id: 1, input: { title: \"forbidden after\" }) { page { id } } }",
        expect![[r#"
            INVALID at updatePage: `input` the title is forbidden
              fields: {"code":"invalid","field":"input","message":"the title is forbidden","path":["input"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn hooks_run_around_the_deletion_of_one_row_and_not_of_many() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO page (id, title, slug, stars) VALUES (7, 'kept', 'k', 1), (8, 'missed', 'm', 1), (9, 'missed', 'n', 1)")
        .await;

    refused(
        &app,
        "mutation { deletePage(id: 7) { total } }",
        expect![[r#"
            INVALID at deletePage: `id` the page is kept
              fields: {"code":"invalid","field":"id","message":"the page is kept","path":["id"]}"#]],
    )
    .await;
    let one = difference(&app, "mutation { deletePage(id: 8) { total } }").await;
    let many = difference(
        &app,
        "mutation { deletePages(where: { title: { in: [\"kept\", \"missed\"] } }) { total } }",
    )
    .await;

    expect![[r#"
        - page: 8, 'missed', 'm', 1
        + page_event: 3, 1, 'misses m'"#]]
    .assert_eq(&one);
    expect![[r#"
        - page: 7, 'kept', 'k', 1
        - page: 9, 'missed', 'n', 1"#]]
    .assert_eq(&many);
}

#[tokio::test]
async fn what_a_hook_makes_of_a_row_is_validated() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO page (id, title, slug, stars) VALUES (9, 'Nine', 'two-words', 1)")
        .await;

    refused(
        &app,
        "mutation { createPage(input: { title: \"Two words\", slug: \"\" }) { page { id } } }",
        expect![[r#"
            UNIQUE at createPage: a Page with this slug exists already
              argument: "input"
              fields: ["slug"]
              model: "Page""#]],
    )
    .await;
}

#[tokio::test]
async fn a_change_that_says_nothing_runs_no_hook() {
    let app = TestApp::zoo().await;

    let rows = difference(
        &app,
        "mutation { updatePage(id: 1, input: {}) { page { title } } }",
    )
    .await;

    assert_eq!(rows, "");
}
