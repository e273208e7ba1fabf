//! Rows that meet a condition are deleted together.

use expect_test::expect;
use tests::TestApp;

use crate::writing::refused;

async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let (john, mary) = (
        app.reporter("John Smith").await,
        app.reporter("Mary Major").await,
    );
    app.reporter("Paul Jones").await;
    for (headline, reporter) in [
        ("This is one", &john),
        ("This is two", &john),
        ("Other", &mary),
    ] {
        app.article(headline, reporter).await;
    }
    app
}

#[tokio::test]
async fn c_297_rows_are_found_by_conditions_that_cross_relations() {
    let app = newsroom().await;

    let reply = app
        .execute(
            "mutation { deleteReporters(where: { article: { some: { headline: { startsWith: \"This\" } } } }) {
                ids total deleted { model count } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "deleteReporters": {
            "ids": ["Reporter:1"],
            "total": 3,
            "deleted": [{"model": "Article", "count": 2}, {"model": "Reporter", "count": 1}]
          }
        }"#]]);
    let left = app
        .leaves("{ reporters { nodes { lastName articleSet { nodes { headline } } } } }")
        .await;
    assert_eq!(left, "Major Other Jones");
}

#[tokio::test]
async fn c_298_a_row_that_meets_a_condition_in_several_ways_counts_once() {
    let app = newsroom().await;
    let delete = "mutation { deleteReporters(where: { or: [
        { article: { some: { headline: { exact: \"This is one\" } } } },
        { article: { some: { headline: { contains: \"two\" } } } },
        { lastName: { exact: \"Smith\" } } ] }, atMost: 1) { ids total } }";

    assert_eq!(app.leaves(delete).await, "Reporter:1 3");
}

#[tokio::test]
async fn c_074_the_rows_related_to_one_are_deleted_themselves() {
    let app = newsroom().await;

    let gone = app
        .leaves(
            "mutation { deleteArticles(where: { reporter: { id: { exact: 1 } } }) { ids total } }",
        )
        .await;

    assert_eq!(gone, "Article:1 Article:2 2");
    assert_eq!(
        app.leaves("{ reporters { totalCount } articles { totalCount } }")
            .await,
        "3 1"
    );
}

#[tokio::test]
async fn c_294_where_nothing_matches_nothing_is_deleted_and_nothing_refused() {
    let app = newsroom().await;

    let reply = app
        .execute("mutation { deleteArticles(where: { headline: { exact: \"None\" } }) { ids total deleted { model } updated { model } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"deleteArticles": {"ids": [], "total": 0, "deleted": [], "updated": []}}"#
    ]]);
}

#[tokio::test]
async fn c_299_a_deletion_takes_no_page() {
    let app = newsroom().await;

    for argument in [
        "first: 1",
        "offset: 1",
        "orderBy: [{ id: ASC }]",
        "after: \"x\"",
    ] {
        let delete = format!(
            "mutation {{ deleteArticles(where: {{ id: {{ exact: 1 }} }}, {argument}) {{ total }} }}"
        );
        let reply = app.execute(&delete).await;
        let message = &reply.errors()[0].message;
        assert!(message.contains("Unknown argument"), "{message}");
    }
}

#[tokio::test]
async fn c_300_to_delete_everything_is_said_in_so_many_words() {
    let app = newsroom().await;

    refused(
        &app,
        "mutation { deleteArticles(where: {}) { total } }",
        expect!["INVALID at deleteArticles: `where` holds for every row; where all are meant, say so: `{ id: { isNull: false } }`"],
    )
    .await;
    refused(
        &app,
        "mutation { deleteArticles(where: { not: { id: { in: [] } } }) { total } }",
        expect!["INVALID at deleteArticles: `where` holds for every row; where all are meant, say so: `{ id: { isNull: false } }`"],
    )
    .await;
    refused(
        &app,
        "mutation($v: StringLookup) { deleteArticles(where: { headline: $v }) { total } }",
        expect!["INVALID at deleteArticles: `where` needs the variable `$v`, which has no value"],
    )
    .await;
    refused(&app, "mutation { deleteArticles { total } }", expect![[r#"
        INVALID at : Field "deleteArticles" argument "where" of type "Mutation" is required but not provided
        INVALID at : `where` is required"#]]).await;
    let all = "mutation { deleteArticles(where: { id: { isNull: false } }) { total } }";
    assert_eq!(app.leaves(all).await, "3");
}

#[tokio::test]
async fn more_rows_than_at_most_are_not_deleted_and_what_follows_does_not_count() {
    let app = newsroom().await;
    let delete = |arguments: &str| {
        format!(
            "mutation {{ deleteReporters(where: {{ id: {{ in: [1, 2] }} }}, {arguments}) {{ total }} }}"
        )
    };

    refused(
        &app,
        &delete("atMost: 1"),
        expect![[r#"
        AT_MOST at deleteReporters: more than 1 Reporters match: narrow `where` or raise `atMost`
          atMost: 1
          model: "Reporter""#]],
    )
    .await;
    refused(
        &app,
        &delete("atMost: -1"),
        expect!["INVALID at deleteReporters: `atMost` must not be negative, got -1"],
    )
    .await;
    refused(&app, &delete("atMost: 10001"), expect!["LIMIT at deleteReporters: atMost: the operation makes, changes, links or deletes more than 10000 rows (setting `max_written_rows`)"]).await;
    assert_eq!(app.leaves(&delete("atMost: 2")).await, "5");
}

#[tokio::test]
async fn a_hundred_rows_are_deleted_at_most_unless_more_are_allowed() {
    let app = TestApp::new().await;
    app.publication(101, 1).await;
    let all = "where: { id: { isNull: false } }";

    refused(
        &app,
        &format!("mutation {{ deletePosts({all}) {{ total }} }}"),
        expect![[r#"
            AT_MOST at deletePosts: more than 100 Posts match: narrow `where` or raise `atMost`
              atMost: 100
              model: "Post""#]],
    )
    .await;
    let delete = format!(
        "mutation {{ deletePosts({all}, atMost: 101) {{ total deleted {{ model count }} }} }}"
    );
    assert_eq!(
        app.leaves(&delete).await,
        "303 PostTag 101 Comment 101 Post 101"
    );
}

#[tokio::test]
async fn c_304_thousands_of_rows_are_named_without_a_statement_more() {
    let app = TestApp::new().await;
    app.publication(6_000, 1).await;
    let delete = |n: usize| {
        format!(
            "mutation {{ deletePosts(where: {{ pk: {{ lte: {n} }} }}, atMost: 10000) {{ total }} }}"
        )
    };

    let few = app.trace(&delete(3)).await.paths().len();
    let many = app.execute(&delete(6_000)).await;

    assert_eq!(many.trace().paths().len(), few);
    assert_eq!(many.leaves(), (5_997 * 3).to_string());
}
