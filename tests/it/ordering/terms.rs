//! Terms of an order: keys of several fields, values of every kind, and what is refused.

use expect_test::expect;
use serde_json::json;
use tests::{TestApp, backend::Backend, sqlite::scans};

use super::five_posts;

#[tokio::test]
async fn keys_of_several_fields_are_ordered_field_by_field() {
    let app = TestApp::zoo().await;
    let cases = [
        (
            "shelves(orderBy: { pk: DESC })",
            "Shelf:12,1 Shelf:2,1 Shelf:1,2 Shelf:1,1",
        ),
        (
            "shelves(orderBy: { id: ASC })",
            "Shelf:1,1 Shelf:1,2 Shelf:2,1 Shelf:12,1",
        ),
        (
            "shelves(orderBy: [{ number: DESC }, { room: DESC }])",
            "Shelf:1,2 Shelf:12,1 Shelf:2,1 Shelf:1,1",
        ),
        (
            "shelves(orderBy: { number: DESC })",
            "Shelf:1,2 Shelf:1,1 Shelf:2,1 Shelf:12,1",
        ),
        (
            "labels(orderBy: { language: DESC })",
            "Label:1,1,fr Label:1,1,de Label:2,1,de",
        ),
        (
            "labels(orderBy: { shelf: { pk: DESC } })",
            "Label:2,1,de Label:1,1,de Label:1,1,fr",
        ),
    ];

    for (list, expected) in cases {
        let query = format!("{{ {list} {{ nodes {{ id }} }} }}");
        assert_eq!(app.leaves(&query).await, expected, "{list}");
    }
}

/// A key of two columns of which one is missing refers to nothing.
#[tokio::test]
async fn half_a_key_is_ordered_like_none() {
    let app = TestApp::zoo().await;
    let cases = [
        ("{ shelf: { pk: ASC } }", "5 6 1 2 3 4"),
        ("{ shelf: { pk: DESC } }", "4 3 1 2 5 6"),
        ("{ shelf: { room: ASC_NULLS_LAST } }", "1 2 3 4 5 6"),
        ("{ shelf: { topic: DESC } }", "4 3 1 2 5 6"),
    ];

    for (order, expected) in cases {
        let query = format!("{{ volumes(orderBy: {order}) {{ nodes {{ pk }} }} }}");
        assert_eq!(app.leaves(&query).await, expected, "{order}");
    }
}

#[tokio::test]
async fn values_of_every_kind_are_ordered_by_their_meaning() {
    let app = TestApp::zoo().await;
    // 1 holds the largest value of each kind, 2 the smallest, 3 one between, 4 none.
    let fields = [
        "tiny", "small", "medium", "large", "float", "decimal", "date", "dateTime", "instant",
        "utc", "time",
    ];

    for field in fields {
        let query = |direction: &str| {
            format!("{{ samples(orderBy: {{ {field}: {direction} }}) {{ nodes {{ pk }} }} }}")
        };
        assert_eq!(app.leaves(&query("ASC")).await, "4 2 3 1", "{field}");
        assert_eq!(app.leaves(&query("DESC")).await, "1 3 2 4", "{field}");
    }
}

/// TODO: SQLite orders moments by their text, so that 08:30 at +02:00 comes after 07:00 UTC, while
/// filters compare them as moments. Orders, `min` and `max` have to bring the text into one form,
/// where columns can hold several. It should be `1 2 5 4 3`, then half past six and half past seven.
#[tokio::test]
async fn moments_in_several_forms_are_ordered_by_their_text() {
    let app = TestApp::zoo().await.only(Backend::Sqlite);
    app.sql("DELETE FROM sample").await;
    app.sql(
        "INSERT INTO sample (id, instant) VALUES \
         (1, '2024-02-29T08:30:00+02:00'), (2, '2024-02-29T07:00:00+00:00'), \
         (3, '2024-02-29 07:30:00'), (4, '2024-02-29T07:00:00.5Z'), (5, '2024-02-29T07:00:00Z')",
    )
    .await;

    let filtered = app
        .leaves(
            "{ samples(where: { instant: { lt: \"2024-02-29T07:00:00Z\" } }) { nodes { pk } } }",
        )
        .await;
    let ordered = app
        .leaves("{ samples(orderBy: { instant: ASC }) { nodes { pk } aggregate { min { instant } max { instant } } } }")
        .await;

    assert_eq!(filtered, "1");
    assert_eq!(
        ordered,
        "3 2 4 5 1 2024-02-29T07:30:00Z 2024-02-29T06:30:00Z"
    );
}

#[tokio::test]
async fn text_is_ordered_by_its_characters() {
    let app = TestApp::new().await;
    for name in ["b", "B", "a", "ab", "ä", "A", "Z", "1"] {
        app.tag(name).await;
    }

    let names = app
        .leaves("{ tags(orderBy: { name: ASC }) { nodes { name } } }")
        .await;

    assert_eq!(names, "1 A B Z a ab b ä");
}

#[tokio::test]
async fn more_terms_than_the_limit_are_refused() {
    let app = five_posts().await;
    let query = |n: usize| {
        format!(
            "{{ posts(orderBy: [{}]) {{ nodes {{ pk }} }} }}",
            "{ title: ASC }, ".repeat(n)
        )
    };

    app.execute(&query(16)).await.data();
    app.execute(&query(17)).await.expect_error(
        "LIMIT",
        expect!["orderBy: has 17 terms, more than 16 (setting `max_order_terms`)"],
    );
}

/// The parser knows no one-of inputs, so the plan refuses what breaks their rule.
#[tokio::test]
async fn a_term_has_exactly_one_key() {
    let app = five_posts().await;
    let in_the_text = [
        "{}",
        "[{}]",
        "{ title: ASC, pk: ASC }",
        "[{ title: ASC }, { title: ASC, pk: ASC }]",
        "{ title: null }",
        "{ title: ASC, pk: null }",
        "{ author: {} }",
        "{ author: null }",
        "{ author: { username: ASC, pk: ASC } }",
        "{ comments: {} }",
        "{ comments: { where: {} } }",
        "{ comments: { count: ASC, max: { author: ASC } } }",
        "{ comments: { count: null } }",
        "{ comments: { max: {} } }",
        "{ comments: { max: { author: ASC, text: ASC } } }",
        "{ comments: { max: { author: null } } }",
        "[null]",
    ];
    for order in in_the_text {
        let query = format!("{{ posts(orderBy: {order}) {{ nodes {{ pk }} }} }}");
        let reply = app.execute(&query).await;
        let errors = reply.errors();
        assert_eq!(errors.len(), 1, "{order}: {reply}");
        assert_eq!(errors[0].code, "INVALID", "{order}: {reply}");
    }

    let query = "query($order: [PostOrder!]) { posts(orderBy: $order) { nodes { pk } } }";
    let in_variables = [
        json!({}),
        json!([{}]),
        json!({ "title": "ASC", "pk": "ASC" }),
        json!({ "title": null }),
        json!({ "title": "ASC", "pk": null }),
        json!({ "title": "UP" }),
        json!({ "title": 1 }),
        json!({ "nothing": "ASC" }),
        json!([null]),
        json!("title"),
        json!(7),
    ];
    for order in in_variables {
        let reply = app.execute_with(query, json!({ "order": order })).await;
        let errors = reply.errors();
        assert_eq!(errors.len(), 1, "{order}: {reply}");
        assert_eq!(errors[0].code, "INVALID", "{order}: {reply}");
    }
}

#[tokio::test]
async fn an_order_in_variables_is_the_same_order() {
    let app = five_posts().await;
    let query = "query($order: [PostOrder!], $way: Direction!) {
        all: posts(orderBy: $order) { nodes { pk } }
        one: posts(orderBy: { title: $way }) { nodes { pk } }
    }";
    let order = json!([{ "category": { "name": "DESC_NULLS_FIRST" } }, { "pk": "DESC" }]);

    let reply = app
        .execute_with(query, json!({ "order": order, "way": "DESC" }))
        .await;

    assert_eq!(reply.leaves(), "5 2 1 3 4 1 3 4 2 5");
}

#[tokio::test]
async fn one_path_is_joined_once() {
    let app = five_posts().await;
    let query = "{ posts(where: { author: { username: { startsWith: \"a\" } } },
        orderBy: [{ author: { username: ASC } }, { author: { email: ASC } }]) { nodes { pk } } }";

    let trace = app.trace(query).await;

    let statement = trace.at("posts");
    assert_eq!(
        statement.sql.matches("JOIN").count(),
        1,
        "{}",
        statement.sql
    );
    let plan = app.plan_of(statement).await;
    assert!(scans(&plan).len() <= 1, "{plan:#?}");
}
