//! Section K of the contract: the only row that meets a condition.

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

/// John Smith has two articles, John Doe one, Mary none.
async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let smith = app.reporter("John Smith").await;
    let doe = app.reporter("John Doe").await;
    app.reporter("Mary Lee").await;
    app.article("This is a test", &smith).await;
    app.article("This too", &smith).await;
    app.article("Doe's story", &doe).await;
    app
}

#[tokio::test]
async fn c_250_no_match_is_an_error_that_names_the_model() {
    let app = newsroom().await;
    let query = "{ getReporter(where: { firstName: { exact: \"Zoe\" } }) { id } }";

    let reply = app.execute(query).await;

    reply.expect_error("NOT_FOUND", expect!["no Reporter matches"]);
    assert_eq!(reply.data_beside_errors(), json!(null));
    assert_eq!(app.leaves("{ reporter(id: 99) { id } }").await, "null");
}

#[tokio::test]
async fn c_251_several_matches_are_an_error_with_their_number() {
    let app = newsroom().await;
    let johns = "{ getReporter(where: { firstName: { exact: \"John\" } }) { id } }";

    let reply = app.execute(johns).await;

    reply.expect_error(
        "MULTIPLE_OBJECTS",
        expect!["2 rows of Reporter match instead of one"],
    );
}

#[tokio::test]
async fn c_251_more_than_20_matches_are_not_counted() {
    let app = TestApp::new().await;
    app.publication(30, 0).await;
    let query = |n: u8| format!("{{ getPost(where: {{ pk: {{ lte: \"{n}\" }} }}) {{ id }} }}");

    let twenty = app.execute(&query(20)).await;
    let more = app.execute(&query(21)).await;
    let many = app.execute(&query(30)).await;

    twenty.expect_error(
        "MULTIPLE_OBJECTS",
        expect!["20 rows of Post match instead of one"],
    );
    more.expect_error(
        "MULTIPLE_OBJECTS",
        expect!["more than 20 rows of Post match instead of one"],
    );
    many.expect_error(
        "MULTIPLE_OBJECTS",
        expect!["more than 20 rows of Post match instead of one"],
    );
    let trace = many.trace();
    assert_eq!(trace.statements.len(), 1);
    assert_eq!(trace.statements[0].rows, 21);
}

/// Django counts the joined rows and fails; here one reporter is one reporter.
#[tokio::test]
async fn c_252_a_row_that_matches_in_several_ways_is_one_row() {
    let app = newsroom().await;

    let reporter = app
        .leaves("{ getReporter(where: { article: { some: { headline: { startsWith: \"This\" } } } }) { lastName } }")
        .await;

    assert_eq!(reporter, "Smith");
}

#[tokio::test]
async fn c_253_the_condition_may_span_relations() {
    let app = newsroom().await;
    let cases = [
        (
            "getReporter(where: { lastName: { exact: \"Doe\" } }) { pk }",
            "2",
        ),
        (
            "getReporter(where: { id: { exact: \"Reporter:3\" } }) { pk }",
            "3",
        ),
        (
            "getReporter(where: { article: { some: { headline: { exact: \"Doe's story\" } } } }) { pk }",
            "2",
        ),
        (
            "getReporter(where: { article: { count: { exact: 0 } } }) { pk }",
            "3",
        ),
        (
            "getArticle(where: { reporter: { lastName: { exact: \"Doe\" } } }) { headline reporter { lastName articleSet { totalCount } } }",
            "Doe's story Doe 1",
        ),
    ];

    for (field, expected) in cases {
        assert_eq!(
            app.leaves(&format!("{{ {field} }}")).await,
            expected,
            "{field}"
        );
    }
}

#[tokio::test]
async fn c_254_all_models_fail_alike() {
    let app = newsroom().await;
    app.user("ada").await;
    app.user("bob").await;
    let query = "{
        a: getReporter(where: { pk: { exact: 77 } }) { id }
        b: getUser(where: { username: { exact: \"zoe\" } }) { id }
    }";

    for (field, code, model) in [
        (
            "getReporter(where: { pk: { exact: 77 } })",
            "NOT_FOUND",
            "Reporter",
        ),
        ("getUser(where: { pk: { exact: 77 } })", "NOT_FOUND", "User"),
        ("getReporter(where: {})", "MULTIPLE_OBJECTS", "Reporter"),
        ("getUser(where: {})", "MULTIPLE_OBJECTS", "User"),
    ] {
        let reply = app.execute(&format!("{{ {field} {{ id }} }}")).await;
        assert_eq!(reply.errors()[0].code, code, "{field}");
        assert_eq!(reply.extension("model"), json!(model), "{field}");
    }
    assert!(!app.execute(query).await.errors().is_empty());
}

#[tokio::test]
async fn c_255_the_first_of_a_list_is_the_safe_variant() {
    let app = newsroom().await;
    let first = |name: &str| {
        format!(
            "{{ reporters(first: 1, where: {{ firstName: {{ exact: \"{name}\" }} }}) {{ nodes {{ lastName }} }} }}"
        )
    };

    assert_eq!(app.leaves(&first("Zoe")).await, "");
    assert_eq!(app.leaves(&first("John")).await, "Smith");
}

#[tokio::test]
async fn the_condition_is_required() {
    let app = newsroom().await;

    for field in ["getReporter", "getReporter(where: null)"] {
        let reply = app.execute(&format!("{{ {field} {{ id }} }}")).await;
        assert_eq!(reply.errors().len(), 1, "{field}: {reply}");
        assert_eq!(reply.data_beside_errors(), json!(null));
    }
    let query = "query($where: ReporterWhere!) { getReporter(where: $where) { id } }";
    for variables in [json!({}), json!({ "where": null })] {
        let reply = app.execute_with(query, variables).await;
        assert_eq!(reply.errors().len(), 1, "{reply}");
        assert_ne!(reply.errors()[0].code, "INTERNAL");
    }
}

#[tokio::test]
async fn a_condition_that_nothing_meets_costs_no_statement() {
    let app = newsroom().await;

    let reply = app
        .execute("{ getReporter(where: { id: { in: [] } }) { id } }")
        .await;

    reply.expect_error("NOT_FOUND", expect!["no Reporter matches"]);
    assert_eq!(reply.trace().statements.len(), 0);
}

#[tokio::test]
async fn the_only_row_is_read_with_its_relations() {
    let app = newsroom().await;
    let query = "{ getReporter(where: { lastName: { exact: \"Smith\" } }) { __typename id email
        articleSet(orderBy: { headline: DESC }) { totalCount nodes { headline reporter { lastName } } } } }";

    let reply = app.execute(query).await;

    reply.expect_data(expect![[r#"
        {
          "getReporter": {
            "__typename": "Reporter",
            "id": "Reporter:1",
            "email": "smith@example.org",
            "articleSet": {
              "totalCount": 2,
              "nodes": [
                {"headline": "This too", "reporter": {"lastName": "Smith"}},
                {"headline": "This is a test", "reporter": {"lastName": "Smith"}}
              ]
            }
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn keys_of_several_fields_name_the_only_row() {
    let app = TestApp::zoo().await;
    let cases = [
        (
            "getShelf(where: { pk: { exact: \"1,2\" } }) { topic }",
            "Maps",
        ),
        (
            "getShelf(where: { id: { exact: \"Shelf:12,1\" } }) { topic }",
            "Letters",
        ),
        (
            "getLabel(where: { shelf: { topic: { exact: \"Music\" } } }) { text }",
            "Musik",
        ),
    ];

    for (field, expected) in cases {
        assert_eq!(
            app.leaves(&format!("{{ {field} }}")).await,
            expected,
            "{field}"
        );
    }
}
