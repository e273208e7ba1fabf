//! Section I of the contract: each row once, its count, and parts of a list.

use serde_json::json;
use tests::TestApp;

/// John has two articles that start with `This`, Paul one, Mary none of her own.
async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let john = app.reporter("John Smith").await;
    let paul = app.reporter("Paul Jones").await;
    app.reporter("Mary Lee").await;
    app.article("This is a test", &john).await;
    app.article("John's second story", &john).await;
    app.article("This too", &john).await;
    app.article("This is Paul's", &paul).await;
    app
}

const BY_HEADLINE: &str = "{ article: { some: { headline: { startsWith: \"This\" } } } }";

/// Django repeats John here unless `distinct()` is asked for.
#[tokio::test]
async fn c_226_a_row_is_in_a_list_once_whatever_the_filter() {
    let app = newsroom().await;
    let filters = [
        (BY_HEADLINE, "John Paul"),
        (
            "{ article: { some: { headline: { startsWith: \"This\" } }, count: { gte: 1 } } }",
            "John Paul",
        ),
        (
            "{ or: [{ article: { some: { headline: { startsWith: \"This\" } } } }, { firstName: { exact: \"John\" } }] }",
            "John Paul",
        ),
        (
            "{ article: { some: { reporter: { article: { some: {} } } } } }",
            "John Paul",
        ),
    ];

    for (filter, expected) in filters {
        let query = format!("{{ reporters(where: {filter}) {{ nodes {{ firstName }} }} }}");
        assert_eq!(app.leaves(&query).await, expected, "{filter}");
        let sql = app.sql_of(&query).await;
        assert!(!sql.contains("DISTINCT"), "{sql}");
    }
}

/// Where Django counts the joined rows, the related rows are counted here.
#[tokio::test]
async fn c_227_a_count_is_that_of_its_list() {
    let app = newsroom().await;

    let reporters = app
        .leaves(&format!(
            "{{ reporters(where: {BY_HEADLINE}) {{ totalCount nodes {{ firstName }} }} }}"
        ))
        .await;
    let articles = app
        .leaves("{ articles(where: { headline: { startsWith: \"This\" } }) { totalCount } }")
        .await;

    assert_eq!(reporters, "2 John Paul");
    assert_eq!(articles, "3");
}

#[tokio::test]
async fn c_228_an_order_by_related_rows_repeats_none() {
    let app = newsroom().await;
    let orders = [
        ("{ article: { max: { headline: DESC } } }", "2 John Paul"),
        ("{ article: { min: { headline: DESC } } }", "2 Paul John"),
        ("{ article: { count: ASC } }", "2 Paul John"),
    ];

    for (order, expected) in orders {
        let query = format!(
            "{{ reporters(where: {BY_HEADLINE}, orderBy: {order}) {{ totalCount nodes {{ firstName }} }} }}"
        );
        assert_eq!(app.leaves(&query).await, expected, "{order}");
    }
}

#[tokio::test]
async fn c_229_an_order_changes_no_count() {
    let app = newsroom().await;
    let lists = [
        "reporters",
        "reporters(orderBy: { article: { max: { headline: DESC } } })",
        "reporters(orderBy: [{ article: { count: ASC } }, { contributedArticles: { count: ASC } }])",
    ];

    for list in lists {
        let query = format!("{{ {list} {{ totalCount }} }}");
        assert_eq!(app.leaves(&query).await, "3", "{list}");
        let sql = app.sql_of(&query).await;
        assert_eq!(sql, "SELECT COUNT(*) FROM \"reporter\" AS \"t\"\n");
    }
}

/// Here a count is that of the whole list, beside the part that is shown.
#[tokio::test]
async fn c_231_a_part_has_a_start_and_a_size() {
    let app = newsroom().await;
    let cases = [
        ("first: 2", "1 2"),
        ("first: 2, offset: 1", "2 3"),
        ("offset: 3", "4"),
        ("offset: 4", ""),
        ("first: 0", ""),
        ("last: 1", "4"),
        ("last: 9", "1 2 3 4"),
    ];

    for (arguments, expected) in cases {
        let query = format!("{{ articles({arguments}) {{ nodes {{ pk }} }} }}");
        assert_eq!(app.leaves(&query).await, expected, "{arguments}");
        let query = format!("{{ articles({arguments}) {{ totalCount }} }}");
        assert_eq!(app.leaves(&query).await, "4", "{arguments}");
    }
    for arguments in ["first: -1", "last: -1", "offset: -1"] {
        let reply = app
            .execute(&format!("{{ articles({arguments}) {{ totalCount }} }}"))
            .await;
        assert_eq!(reply.errors()[0].code, "INVALID", "{arguments}");
    }
}

#[tokio::test]
async fn c_232_the_first_and_the_last_row_of_a_list_or_none() {
    let app = newsroom().await;
    let cases = [
        ("articles(first: 1)", "This is a test"),
        ("articles(last: 1)", "This is Paul's"),
        (
            "articles(first: 1, orderBy: { headline: ASC })",
            "John's second story",
        ),
        ("articles(last: 1, orderBy: { headline: ASC })", "This too"),
        (
            "articles(last: 1, where: { reporter: { firstName: { exact: \"John\" } } })",
            "This too",
        ),
        (
            "articles(first: 1, where: { reporter: { firstName: { exact: \"Mary\" } } })",
            "",
        ),
    ];

    for (list, expected) in cases {
        let query = format!("{{ {list} {{ nodes {{ headline }} }} }}");
        assert_eq!(app.leaves(&query).await, expected, "{list}");
    }
}

/// A page of one row without fields tells whether there is one, and reads no more.
#[tokio::test]
async fn c_233_whether_there_is_a_row_is_known_without_reading_rows() {
    let app = TestApp::new().await;
    app.publication(200, 0).await;
    let exists = |name: &str| {
        format!(
            "{{ posts(first: 1, where: {{ author: {{ username: {{ exact: \"{name}\" }} }} }}) {{ nodes {{ __typename }} }} }}"
        )
    };
    let count = "{ posts(where: { author: { username: { exact: \"user3\" } } }) { totalCount } }";
    let some = "{ posts(first: 0) { pageInfo { hasNextPage } } }";

    assert_eq!(app.leaves(&exists("user3")).await, "Post");
    assert_eq!(app.leaves(&exists("nobody")).await, "");
    assert_eq!(app.leaves(some).await, "true");
    for query in [exists("user3"), count.to_owned(), some.to_owned()] {
        let trace = app.trace(&query).await;
        let rows: Vec<usize> = trace.statements.iter().map(|s| s.rows).collect();
        assert_eq!(rows, [1], "{query}");
    }
}

#[tokio::test]
async fn c_234_rows_are_found_by_their_keys_and_unknown_keys_left_out() {
    let app = newsroom().await;

    let listed = app
        .leaves("{ articles(where: { id: { in: [\"Article:4\", 1, \"99\", \"Article:1\", \"nonsense\"] } }) { totalCount nodes { pk } } }")
        .await;
    let nodes = app
        .leaves("{ nodes(ids: [\"Article:4\", \"Article:99\", \"Article:1\"]) { id } }")
        .await;
    let contains = |id: u8| {
        format!(
            "{{ articles(where: {{ reporter: {{ firstName: {{ exact: \"Paul\" }} }}, id: {{ exact: {id} }} }}) {{ totalCount }} }}"
        )
    };

    assert_eq!(listed, "2 1 4");
    assert_eq!(nodes, "Article:4 null Article:1");
    assert_eq!(app.leaves(&contains(4)).await, "1");
    assert_eq!(app.leaves(&contains(1)).await, "0");
}

/// A list of keys is one value of the statement, so nothing has to be split.
#[tokio::test]
async fn c_235_very_many_keys_take_one_statement() {
    let app = TestApp::new().await;
    app.publication(1_500, 0).await;
    let keys: Vec<String> = (1..=1_000).map(|key| (key * 2).to_string()).collect();
    let query = "query($keys: [ID!]) { posts(first: 1000, where: { id: { in: $keys } }) { totalCount nodes { pk } } }";
    let ids: Vec<String> = (1..=1_000).map(|key| format!("Post:{}", key * 2)).collect();
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";

    let reply = app.execute_with(query, json!({ "keys": keys })).await;
    let by_id = app.execute_with(nodes, json!({ "ids": ids })).await;

    assert_eq!(reply.data()["posts"]["totalCount"], 750);
    assert_eq!(reply.trace().statements.len(), 2);
    assert_eq!(by_id.trace().statements.len(), 1);
    let found = by_id.data()["nodes"].as_array().unwrap().clone();
    assert_eq!(found.iter().filter(|node| !node.is_null()).count(), 750);
}

#[tokio::test]
async fn c_236_the_empty_list_costs_no_statement() {
    let app = newsroom().await;
    let filters = [
        "{ id: { in: [] } }",
        "{ pk: { in: [] } }",
        "{ headline: { in: [] } }",
        "{ or: [] }",
        "{ not: {} }",
        "{ reporter: { id: { in: [] } } }",
        "{ contributors: { some: { id: { in: [] } } } }",
        "{ headline: { startsWith: \"This\" }, id: { in: [] } }",
    ];

    for filter in filters {
        let query = format!(
            "{{ articles(where: {filter}) {{ totalCount nodes {{ pk }} pageInfo {{ hasNextPage }} aggregate {{ max {{ headline }} }} }} }}"
        );
        assert_eq!(app.leaves(&query).await, "0 false null", "{filter}");
        assert_eq!(app.statements(&query).await, 0, "{filter}");
    }
    let nested = "{ reporters { nodes { firstName articleSet(where: { id: { in: [] } }) { totalCount nodes { pk } } } } }";
    assert_eq!(app.leaves(nested).await, "John 0 Paul 0 Mary 0");
    assert_eq!(app.statements(nested).await, 1);
}
