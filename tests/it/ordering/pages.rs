//! Pages of lists in any order: forwards, backwards, at missing values and among equal rows.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use expect_test::expect;
use serde_json::{Value, json};
use tests::{TestApp, backend::Backend};

use super::five_posts;

const ROWS: &str = "{ edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } }";

/// A page of the only list of a query, in which `PAGE` stands for the arguments and `ROWS` for
/// the fields.
async fn page(app: &TestApp, list: &str, arguments: &str) -> Value {
    let query = list.replace("PAGE", arguments).replace("ROWS", ROWS);
    let mut data = app.execute(&format!("{{ {query} }}")).await.data();
    while data.get("edges").is_none() {
        let fields = data.as_object_mut().expect("an object");
        data = fields.values_mut().next().expect("a field").take();
    }
    data
}

/// The keys of a page's rows.
fn keys(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().expect("a list").iter();
    edges
        .map(|edge| {
            let id = edge["node"]["id"].as_str().expect("an id");
            id.split_once(':').expect("a type and a key").1.to_owned()
        })
        .collect()
}

fn cursor(page: &Value, position: usize) -> &str {
    page["edges"][position]["cursor"]
        .as_str()
        .expect("a cursor")
}

/// Wants the rows in this order on one page, and on pages of every size, both ways. Databases have
/// cursors of their own for numbers with fractions.
async fn check(app: &TestApp, list: &str, expected: &str) {
    let expected: Vec<&str> = expected.split(' ').collect();
    assert_eq!(
        keys(&page(app, list, "first: 100").await),
        expected,
        "{list}"
    );
    for size in 1..=expected.len() {
        for (from, way) in [("first", "after"), ("last", "before")] {
            let mut pages: Vec<Vec<String>> = Vec::new();
            let mut arguments = format!("{from}: {size}");
            loop {
                let page = page(app, list, &arguments).await;
                let rows = keys(&page);
                let edge = if from == "first" { rows.len() - 1 } else { 0 };
                arguments = format!("{from}: {size}, {way}: {:?}", cursor(&page, edge));
                pages.push(rows);
                let n_rows: usize = pages.iter().map(Vec::len).sum();
                let further = ["hasNextPage", "hasPreviousPage"][usize::from(from == "last")];
                let more = n_rows < expected.len();
                assert_eq!(page["pageInfo"][further], more, "{list} {from} {size}");
                if !more {
                    break;
                }
            }
            if from == "last" {
                pages.reverse();
            }
            assert_eq!(pages.concat(), expected, "{list} {from} {size}");
        }
    }
}

#[tokio::test]
async fn pages_follow_each_direction_past_missing_values() {
    let app = five_posts().await;
    let cases = [
        ("ASC", "2 4 3 5 1"),
        ("ASC_NULLS_FIRST", "2 4 3 5 1"),
        ("ASC_NULLS_LAST", "3 5 1 2 4"),
        ("DESC", "1 5 3 2 4"),
        ("DESC_NULLS_LAST", "1 5 3 2 4"),
        ("DESC_NULLS_FIRST", "2 4 1 5 3"),
    ];

    for (direction, expected) in cases {
        let list = format!("posts(orderBy: {{ publishedAt: {direction} }}, PAGE) ROWS");
        check(&app, &list, expected).await;
    }
}

#[tokio::test]
async fn pages_follow_several_keys() {
    let app = five_posts().await;
    let cases = [
        ("[{ title: ASC }, { pk: DESC }]", "5 2 4 3 1"),
        ("[{ title: DESC }, { pk: DESC }]", "1 3 4 5 2"),
        ("[{ status: DESC }, { title: ASC }]", "2 5 4 3 1"),
        (
            "[{ author: { username: ASC } }, { publishedAt: DESC_NULLS_FIRST }]",
            "2 4 1 5 3",
        ),
        (
            "[{ category: { parent: { name: ASC } } }, { category: { name: DESC } }, { title: DESC }]",
            "3 4 2 5 1",
        ),
        (
            "[{ publishedAt: ASC_NULLS_LAST }, { title: ASC }, { author: { profile: { bio: DESC } } }]",
            "3 5 1 2 4",
        ),
    ];

    for (order, expected) in cases {
        let list = format!("posts(orderBy: {order}, PAGE) ROWS");
        check(&app, &list, expected).await;
    }
}

#[tokio::test]
async fn pages_follow_values_made_of_many_rows() {
    for app in TestApp::zoo().await.each() {
        let cases = [
            ("{ entries: { count: DESC } }", "1 2 3"),
            (
                "{ entries: { count: ASC, where: { small: { gt: 0 } } } }",
                "2 3 1",
            ),
            ("{ entries: { sum: { large: ASC } } }", "3 2 1"),
            ("{ entries: { sum: { large: DESC_NULLS_FIRST } } }", "3 1 2"),
            ("{ entries: { avg: { weight: ASC_NULLS_LAST } } }", "2 1 3"),
            ("{ entries: { max: { bookedAt: ASC } } }", "2 3 1"),
            ("{ entries: { min: { price: DESC } } }", "1 2 3"),
        ];

        for (order, expected) in cases {
            let list = format!("accounts(orderBy: {order}, PAGE) ROWS");
            check(&app, &list, expected).await;
        }
    }
}

#[tokio::test]
async fn pages_follow_values_of_every_kind() {
    for app in TestApp::zoo().await.each() {
        let fields = [
            "tiny", "large", "float", "double", "decimal", "varchar", "date", "time", "dateTime",
            "instant", "utc",
        ];

        for field in fields {
            let list = format!("samples(orderBy: {{ {field}: DESC }}, PAGE) ROWS");
            let expected = if field == "varchar" {
                "3 1 2 4"
            } else {
                "1 3 2 4"
            };
            check(&app, &list, expected).await;
        }
        // Equal values, and kinds that GraphQL orders as the database stores them.
        for (field, expected) in [
            ("flag", "4 2 1 3"),
            ("mood", "4 2 3 1"),
            ("uuid", "4 2 3 1"),
            ("bytes", "4 2 3 1"),
            ("grade", "4 2 1 3"),
            ("text", "4 2 1 3"),
        ] {
            let list = format!("samples(orderBy: {{ {field}: ASC }}, PAGE) ROWS");
            check(&app, &list, expected).await;
        }
    }
}

/// Servers hold no such text.
#[tokio::test]
async fn pages_follow_a_text_with_a_nul_in_it() {
    let app = TestApp::zoo().await.only(Backend::Sqlite);
    app.sql("UPDATE sample SET text = 'a' || char(0) || 'd' WHERE id = 1")
        .await;

    let list = "samples(orderBy: { text: ASC }, PAGE) ROWS";
    check(&app, list, "4 2 1 3").await;
}

#[tokio::test]
async fn pages_follow_keys_of_several_fields() {
    let app = TestApp::zoo().await;
    let cases = [
        ("shelves(orderBy: { pk: DESC }, PAGE)", "12,1 2,1 1,2 1,1"),
        (
            "shelves(orderBy: { number: DESC }, PAGE)",
            "1,2 1,1 2,1 12,1",
        ),
        (
            "labels(orderBy: { language: DESC }, PAGE)",
            "1,1,fr 1,1,de 2,1,de",
        ),
        (
            "labels(orderBy: { shelf: { topic: DESC } }, PAGE)",
            "2,1,de 1,1,de 1,1,fr",
        ),
        (
            "volumes(orderBy: { shelf: { pk: DESC } }, PAGE)",
            "4 3 1 2 5 6",
        ),
    ];

    for (list, expected) in cases {
        check(&app, &format!("{list} ROWS"), expected).await;
    }
}

#[tokio::test]
async fn pages_of_one_parent_follow_the_order() {
    let app = five_posts().await;
    app.sql("UPDATE post SET author_id = 1").await;
    app.tag("steam").await;
    app.sql("INSERT INTO post_tag (post_id, tag_id) VALUES (1, 1), (2, 1), (3, 1), (5, 1)")
        .await;

    check(
        &app,
        "user(id: 1) { posts(orderBy: { publishedAt: ASC_NULLS_LAST }, PAGE) ROWS }",
        "3 5 1 2 4",
    )
    .await;
    check(
        &app,
        "user(id: 1) { posts(where: { title: { exact: \"alpha\" } }, orderBy: { category: { name: DESC } }, PAGE) ROWS }",
        "2 5",
    )
    .await;
    check(
        &app,
        "tag(id: 1) { posts(orderBy: [{ category: { name: DESC_NULLS_FIRST } }, { title: ASC }], PAGE) ROWS }",
        "2 5 1 3",
    )
    .await;
}

#[tokio::test]
async fn each_of_many_parents_has_its_own_end() {
    let app = five_posts().await;
    let query = |arguments: &str| {
        format!(
            "{{ users {{ nodes {{ posts({arguments}) {{ nodes {{ pk }} pageInfo {{ hasNextPage hasPreviousPage }} }} }} }} }}"
        )
    };
    let cases = [
        (
            "last: 1, orderBy: { title: ASC }",
            "4 false true 1 false true 3 false false",
        ),
        (
            "first: 1, orderBy: { title: DESC }",
            "4 true false 1 true false 3 false false",
        ),
        (
            "first: 9, orderBy: { publishedAt: DESC_NULLS_FIRST }",
            "2 4 false false 1 5 false false 3 false false",
        ),
    ];

    for (arguments, expected) in cases {
        assert_eq!(app.leaves(&query(arguments)).await, expected, "{arguments}");
    }
}

#[tokio::test]
async fn pages_stay_apart_where_a_pair_is_linked_twice() {
    let app = TestApp::zoo().await;
    app.sql(
        "INSERT INTO membership (id, member_id, team_id, role, joined_on) VALUES \
         (11, 2, 1, NULL, '2021-01-01'), (12, 1, 1, 'bass', '2021-01-01')",
    )
    .await;
    let cases = [
        (
            "team(id: 1) { members(orderBy: { name: DESC }, PAGE) ROWS }",
            "2 2 2 1 1",
        ),
        (
            "team(id: 1) { members(orderBy: { pk: DESC }, PAGE) ROWS }",
            "2 2 2 1 1",
        ),
        (
            "team(id: 1) { members(orderBy: { libraries: { count: DESC } }, PAGE) ROWS }",
            "1 1 2 2 2",
        ),
        (
            "member(id: 2) { teams(orderBy: { name: ASC }, PAGE) ROWS }",
            "1 1 1",
        ),
        (
            "batch(id: 1) { checked(orderBy: { small: DESC }, PAGE) ROWS }",
            "6 1 1",
        ),
    ];

    for (list, expected) in cases {
        check(&app, list, expected).await;
    }
}

/// Each edge of a repeated node has the link that it stands for.
#[tokio::test]
async fn links_of_an_ordered_list_stand_beside_their_rows() {
    let app = TestApp::zoo().await;

    let edges = app
        .leaves(
            "{ team(id: 1) { members(orderBy: { name: DESC }) { edges { node { name } through { pk } } } } }",
        )
        .await;

    assert_eq!(edges, "Jim 2 Jim 3 Bob 1");
}

#[tokio::test]
async fn a_page_lies_between_two_cursors_of_its_order() {
    let app = five_posts().await;
    let list = "posts(orderBy: { publishedAt: ASC_NULLS_LAST }, PAGE) ROWS";
    let full = page(&app, list, "first: 5").await;
    let between = format!(
        "after: {:?}, before: {:?}",
        cursor(&full, 0),
        cursor(&full, 4)
    );

    let inside = page(&app, list, &between).await;
    let end = page(&app, list, &format!("{between}, last: 1")).await;

    assert_eq!(keys(&full), ["3", "5", "1", "2", "4"]);
    assert_eq!(keys(&inside), ["5", "1", "2"]);
    assert_eq!(keys(&end), ["2"]);
}

#[tokio::test]
async fn a_cursor_at_a_missing_value_stays_right_when_rows_come_and_go() {
    let app = five_posts().await;
    let list = "posts(orderBy: { publishedAt: DESC }, PAGE) ROWS";
    let first = page(&app, list, "first: 4").await;
    let after = format!("after: {:?}, first: 9", cursor(&first, 3));
    app.sql("DELETE FROM post WHERE id = 2").await;
    app.sql(
        "INSERT INTO post (id, title, content, author_id, published_at) VALUES \
         (9, 'new', 'text', 1, NULL), (10, 'old', 'text', 1, '2020-01-01T00:00:00+00:00')",
    )
    .await;

    let second = page(&app, list, &after).await;

    assert_eq!(keys(&first), ["1", "5", "3", "2"]);
    assert_eq!(keys(&second), ["4", "9"]);
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let app = five_posts().await;
    let orders = [
        "{ title: ASC }",
        "{ title: DESC }",
        "{ content: ASC }",
        "[{ title: ASC }, { pk: DESC }]",
        "{ publishedAt: ASC }",
        "{ publishedAt: ASC_NULLS_LAST }",
        "{ author: { username: ASC } }",
        "{ comments: { count: ASC } }",
        "{ comments: { count: ASC, where: { author: { exact: \"abe\" } } } }",
        "{ comments: { count: ASC, where: { author: { exact: \"zoe\" } } } }",
        "[]",
    ];

    for order in orders {
        let list = format!("posts(orderBy: {order}, PAGE) ROWS");
        let given = page(&app, &list, "first: 2").await;
        for other in orders.iter().filter(|other| **other != order) {
            let reply = app
                .execute(&format!(
                    "{{ posts(orderBy: {other}, after: {:?}) {{ nodes {{ pk }} }} }}",
                    cursor(&given, 1)
                ))
                .await;
            reply.expect_error(
                "INVALID",
                expect!["`after` is not a cursor of this list in this order; pass one that the list returned"],
            );
        }
    }
}

/// `ASC` is another way to say `ASC_NULLS_FIRST`, and `id` another name of `pk`.
#[tokio::test]
async fn a_cursor_serves_every_spelling_of_its_order() {
    let app = five_posts().await;
    let spellings = [
        ["{ publishedAt: ASC }", "[{ publishedAt: ASC_NULLS_FIRST }]"],
        [
            "[{ title: ASC }, { pk: ASC }]",
            "[{ title: ASC }, { id: ASC }]",
        ],
        ["[{ title: ASC }]", "[{ title: ASC }, { title: DESC }]"],
    ];

    for [one, other] in spellings {
        let list = |order| format!("posts(orderBy: {order}, PAGE) ROWS");
        let given = page(&app, &list(one), "first: 2").await;
        let after = format!("after: {:?}", cursor(&given, 1));
        let rest = page(&app, &list(one), &after).await;
        assert_eq!(page(&app, &list(other), &after).await, rest, "{other}");
    }
}

/// The list, its order, a moment and a primary key: each may be replaced.
#[tokio::test]
async fn a_forged_cursor_of_an_order_never_fails_in_the_database() {
    for app in five_posts().await.each() {
        let list = "posts(orderBy: { publishedAt: ASC }, PAGE) ROWS";
        let given = page(&app, list, "first: 3").await;
        let bytes = URL_SAFE_NO_PAD.decode(cursor(&given, 2)).unwrap();
        let parts: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
        let with = |position: usize, value: Value| {
            let mut parts = parts.clone();
            parts[position] = value;
            URL_SAFE_NO_PAD.encode(Value::Array(parts).to_string())
        };
        let query = "query($cursor: String) { posts(orderBy: { publishedAt: ASC }, after: $cursor) { nodes { pk } } }";

        assert_eq!(parts.len(), 4);
        let refused = [
            (0, json!("tags")),
            (1, json!(1)),
            (2, json!(5)),
            (2, json!(true)),
            (2, json!({ "f": 1 })),
            (3, json!("x")),
            (3, json!([])),
            (3, json!({ "b": "AAAA" })),
        ];
        for (position, value) in refused {
            let cursor = with(position, value.clone());
            let reply = app.execute_with(query, json!({ "cursor": cursor })).await;
            assert_eq!(reply.errors()[0].code, "INVALID", "{position} {value}");
        }
        // SQLite compares what a cursor holds as text; to others this is no moment.
        let of_no_moment = match app.backend() {
            Backend::Sqlite => "",
            Backend::Postgres | Backend::MySql => "4 3 5 1",
        };
        let elsewhere = [
            (2, json!("x"), of_no_moment),
            (2, json!("2025-01-15T00:00:00+00:00"), "5 1"),
            (2, json!(null), "4 3 5 1"),
            (3, json!(i64::MAX), "5 1"),
        ];
        for (position, value, expected) in elsewhere {
            let cursor = with(position, value.clone());
            let reply = app.execute_with(query, json!({ "cursor": cursor })).await;
            assert_eq!(reply.leaves(), expected, "{position} {value}");
        }
    }
}
