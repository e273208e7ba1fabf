//! Section H of the contract: orders by fields, here and along to-one relations.

mod by_many;
mod pages;
mod terms;

use serde_json::json;
use tests::TestApp;

/// Five posts, of which two have no date; titles, categories and authors repeat.
///
/// | post | title | author | category | published |
/// |---|---|---|---|---|
/// | 1 | delta | bob | Space, below Science | March |
/// | 2 | alpha | ada | | |
/// | 3 | charlie | cyd | Science | January |
/// | 4 | bravo | ada | Arts | |
/// | 5 | alpha | bob | | February |
async fn five_posts() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob, cyd) = (
        app.user("ada").await,
        app.user("bob").await,
        app.user("cyd").await,
    );
    app.profile(&bob, "Reads.").await;
    app.profile(&cyd, "Cooks.").await;
    let science = app.category("Science").await;
    let space = app.subcategory("Space", &science).await;
    let arts = app.category("Arts").await;
    app.post("delta", &bob).category(&space).await;
    app.post("alpha", &ada).await;
    app.post("charlie", &cyd).category(&science).await;
    app.post("bravo", &ada).category(&arts).await;
    app.post("alpha", &bob).await;
    for (id, month) in [(1, 3), (3, 1), (5, 2)] {
        app.sql(&format!(
            "UPDATE post SET published_at = '2025-0{month}-01T00:00:00+00:00' WHERE id = {id}"
        ))
        .await;
    }
    app
}

/// The keys of the posts in an order.
async fn posts_by(app: &TestApp, order: &str) -> String {
    app.leaves(&format!(
        "{{ posts(orderBy: {order}) {{ nodes {{ pk }} }} }}"
    ))
    .await
}

/// Wants the posts of [`five_posts`] in these orders.
async fn check(cases: &[(&str, &str)]) {
    let app = five_posts().await;
    for (order, expected) in cases {
        assert_eq!(posts_by(&app, order).await, *expected, "{order}");
    }
}

/// Wants each order to be refused by the schema.
async fn check_refused(app: &TestApp, orders: &[&str]) {
    for order in orders {
        let reply = app
            .execute(&format!(
                "{{ posts(orderBy: {order}) {{ nodes {{ pk }} }} }}"
            ))
            .await;
        assert_eq!(reply.errors().len(), 1, "{order}: {reply}");
        assert_eq!(reply.data_beside_errors(), json!(null), "{order}: {reply}");
    }
}

#[tokio::test]
async fn c_211_several_keys_each_in_its_direction() {
    check(&[
        ("[{ title: ASC }, { pk: DESC }]", "5 2 4 3 1"),
        ("[{ title: DESC }, { pk: ASC }]", "1 3 4 2 5"),
        (
            "[{ author: { username: DESC } }, { title: DESC }]",
            "3 1 5 4 2",
        ),
        ("{ title: DESC }", "1 3 4 2 5"),
    ])
    .await;
}

#[tokio::test]
async fn c_211_no_keys_leave_the_order_of_the_primary_key() {
    check(&[("[]", "1 2 3 4 5"), ("null", "1 2 3 4 5")]).await;
}

/// In Django the order is then unspecified, and pages may overlap.
#[tokio::test]
async fn c_213_without_an_order_rows_come_by_primary_key() {
    let app = TestApp::new().await;
    for id in [30, 4, 100, 21] {
        app.sql(&format!(
            "INSERT INTO tag (id, name) VALUES ({id}, 'tag{}')",
            1000 - id
        ))
        .await;
    }

    let tags = app.leaves("{ tags { nodes { pk } } }").await;

    assert_eq!(tags, "4 21 30 100");
}

#[tokio::test]
async fn c_213_equal_rows_come_by_primary_key_in_either_direction() {
    check(&[
        ("{ status: ASC }", "1 2 3 4 5"),
        ("{ status: DESC }", "1 2 3 4 5"),
        ("{ author: { username: DESC } }", "3 1 5 2 4"),
    ])
    .await;
}

#[tokio::test]
async fn c_214_orders_span_relations_to_any_depth() {
    let app = five_posts().await;
    for post in [1, 2, 3, 4, 5] {
        app.sql(&format!(
            "INSERT INTO comment (author, text, post_id) VALUES ('reader', 'On {post}.', {post})"
        ))
        .await;
    }
    let cases = [
        ("{ post: { title: DESC } }", "1 3 4 2 5"),
        ("{ post: { author: { username: DESC } } }", "3 1 5 2 4"),
        (
            "{ post: { author: { profile: { bio: DESC } } } }",
            "1 5 3 2 4",
        ),
        (
            "[{ post: { category: { parent: { name: DESC } } } }, { post: { category: { name: DESC } } }]",
            "1 3 4 2 5",
        ),
    ];

    for (order, expected) in cases {
        let comments = app
            .leaves(&format!(
                "{{ comments(orderBy: {order}) {{ nodes {{ pk }} }} }}"
            ))
            .await;
        assert_eq!(comments, expected, "{order}");
    }
}

/// A relation is no order by itself; its key is, and it takes no join.
#[tokio::test]
async fn c_215_the_key_of_a_relation_is_read_from_its_own_column() {
    let app = five_posts().await;
    let query = |order: &str| format!("{{ posts(orderBy: {order}) {{ nodes {{ pk }} }} }}");

    for order in ["{ author: { pk: DESC } }", "{ author: { id: DESC } }"] {
        assert_eq!(posts_by(&app, order).await, "3 1 5 2 4");
        let sql = app.sql_of(&query(order)).await;
        assert!(!sql.contains("JOIN"), "{sql}");
    }
    check_refused(&app, &["{ author: DESC }", "{ authorId: DESC }"]).await;
}

#[tokio::test]
async fn c_216_rows_without_a_target_are_kept() {
    let app = five_posts().await;
    let query = "{ posts(orderBy: { category: { name: ASC } }) { totalCount nodes { pk } } }";

    assert_eq!(app.leaves(query).await, "5 2 5 4 3 1");
    check(&[
        ("{ category: { name: DESC } }", "1 3 4 2 5"),
        ("{ category: { parent: { name: DESC } } }", "1 2 3 4 5"),
        ("{ author: { profile: { bio: ASC } } }", "2 4 3 1 5"),
        ("{ author: { profile: { bio: DESC } } }", "1 5 3 2 4"),
    ])
    .await;
}

/// Where Django leaves it to the database, NULL is less than every value here.
#[tokio::test]
async fn c_217_the_place_of_nulls_is_part_of_the_direction() {
    check(&[
        ("{ publishedAt: ASC }", "2 4 3 5 1"),
        ("{ publishedAt: ASC_NULLS_FIRST }", "2 4 3 5 1"),
        ("{ publishedAt: ASC_NULLS_LAST }", "3 5 1 2 4"),
        ("{ publishedAt: DESC }", "1 5 3 2 4"),
        ("{ publishedAt: DESC_NULLS_LAST }", "1 5 3 2 4"),
        ("{ publishedAt: DESC_NULLS_FIRST }", "2 4 1 5 3"),
    ])
    .await;
}

#[tokio::test]
async fn c_217_the_place_of_nulls_holds_across_relations() {
    check(&[
        ("{ category: { name: ASC } }", "2 5 4 3 1"),
        ("{ category: { name: ASC_NULLS_LAST } }", "4 3 1 2 5"),
        ("{ category: { name: DESC } }", "1 3 4 2 5"),
        ("{ category: { name: DESC_NULLS_FIRST } }", "2 5 1 3 4"),
        (
            "[{ category: { parent: { name: ASC_NULLS_LAST } } }, { title: DESC }]",
            "1 3 4 2 5",
        ),
    ])
    .await;
}

/// Django repeats a row for each related row; here no order adds rows.
#[tokio::test]
async fn c_218_an_order_by_many_rows_repeats_none() {
    let app = five_posts().await;
    app.sql(
        "INSERT INTO comment (author, text, post_id) VALUES \
         ('zoe', 'One.', 2), ('abe', 'Two.', 2), ('moe', 'Three.', 4)",
    )
    .await;

    assert_eq!(
        posts_by(&app, "{ comments: { max: { author: DESC } } }").await,
        "2 4 1 3 5"
    );
    assert_eq!(
        posts_by(&app, "{ comments: { min: { author: DESC } } }").await,
        "4 2 1 3 5"
    );
    check_refused(&app, &["{ comments: { author: ASC } }"]).await;
}

#[tokio::test]
async fn c_219_the_opposite_directions_give_the_opposite_list() {
    let app = five_posts().await;
    let opposites = [
        ("ASC", "DESC"),
        ("ASC_NULLS_FIRST", "DESC_NULLS_LAST"),
        ("ASC_NULLS_LAST", "DESC_NULLS_FIRST"),
    ];

    for (direction, opposite) in opposites {
        let order = |direction, pk| format!("[{{ publishedAt: {direction} }}, {{ pk: {pk} }}]");
        let there = posts_by(&app, &order(direction, "ASC")).await;
        let back = posts_by(&app, &order(opposite, "DESC")).await;
        let reversed: Vec<&str> = back.split(' ').rev().collect();
        assert_eq!(there, reversed.join(" "), "{direction}");
    }
}

#[tokio::test]
async fn c_219_the_last_rows_are_those_at_the_end_of_the_order() {
    let app = five_posts().await;
    let cases = [
        ("ASC", "5 1"),
        ("ASC_NULLS_LAST", "2 4"),
        ("DESC", "2 4"),
        ("DESC_NULLS_FIRST", "5 3"),
    ];

    for (direction, expected) in cases {
        let query = format!(
            "{{ posts(last: 2, orderBy: {{ publishedAt: {direction} }}) {{ nodes {{ pk }} }} }}"
        );
        assert_eq!(app.leaves(&query).await, expected, "{direction}");
    }
}

#[tokio::test]
async fn c_220_what_is_no_field_and_what_has_no_order_is_refused() {
    let app = five_posts().await;
    check_refused(
        &app,
        &[
            "{ nothing: ASC }",
            "{ title: UP }",
            "{ title: \"ASC\" }",
            "{ title: true }",
            "{ title: { count: ASC } }",
            "{ comments: ASC }",
            "{ comments: { max: { nothing: ASC } } }",
            "{ comments: { sum: { author: ASC } } }",
            "{ author: { posts: { title: ASC } } }",
            "{ and: ASC }",
        ],
    )
    .await;

    let zoo = TestApp::zoo().await;
    for list in [
        "rectangles(orderBy: { secret: ASC })",
        "rectangles(orderBy: { area: ASC })",
        "samples(orderBy: { json: ASC })",
        "cars(orderBy: { makerCode: ASC })",
    ] {
        let reply = zoo.execute(&format!("{{ {list} {{ totalCount }} }}")).await;
        assert_eq!(reply.errors().len(), 1, "{list}: {reply}");
    }
}

#[tokio::test]
async fn c_222_filter_and_order_come_before_the_cut() {
    let app = five_posts().await;
    let lists = [
        "posts(first: 2, orderBy: { title: DESC }, where: { title: { in: [\"alpha\", \"bravo\", \"charlie\"] } })",
        "posts(where: { title: { in: [\"alpha\", \"bravo\", \"charlie\"] } }, orderBy: { title: DESC }, first: 2)",
    ];

    for list in lists {
        let query = format!("{{ {list} {{ totalCount nodes {{ pk }} }} }}");
        assert_eq!(app.leaves(&query).await, "4 3 4");
    }
    assert_eq!(
        app.leaves("{ posts(offset: 1, first: 2, orderBy: { title: DESC }) { nodes { pk } } }")
            .await,
        "3 4"
    );
}

#[tokio::test]
async fn c_224_a_key_that_is_named_twice_counts_where_it_is_named_first() {
    let app = five_posts().await;
    let query = |order: &str| format!("{{ posts(orderBy: {order}) {{ nodes {{ pk }} }} }}");
    let cases = [
        ("[{ title: ASC }, { title: DESC }]", "{ title: ASC }"),
        (
            "[{ pk: DESC }, { title: ASC }, { id: ASC }]",
            "[{ pk: DESC }, { title: ASC }]",
        ),
        (
            "[{ author: { username: DESC } }, { pk: DESC }, { author: { username: ASC } }]",
            "[{ author: { username: DESC } }, { pk: DESC }]",
        ),
    ];

    for (twice, once) in cases {
        assert_eq!(posts_by(&app, twice).await, posts_by(&app, once).await);
        assert_eq!(
            app.sql_of(&query(twice)).await,
            app.sql_of(&query(once)).await
        );
    }
    assert_eq!(
        posts_by(&app, "[{ title: ASC }, { title: DESC }]").await,
        "2 5 4 3 1"
    );
}

#[tokio::test]
async fn c_225_rows_are_ordered_by_the_number_of_their_related_rows() {
    let app = five_posts().await;
    let users = |direction: &str| {
        format!(
            "{{ users(orderBy: {{ posts: {{ count: {direction} }} }}) {{ nodes {{ username }} }} }}"
        )
    };
    let categories = "{ categories(orderBy: [{ children: { count: DESC } }, { posts: { count: ASC } }]) { nodes { name } } }";
    app.sql("UPDATE post SET author_id = 3 WHERE id = 1").await;
    app.sql("UPDATE post SET author_id = 3 WHERE id = 2").await;

    assert_eq!(app.leaves(&users("DESC")).await, "cyd ada bob");
    assert_eq!(app.leaves(&users("ASC")).await, "ada bob cyd");
    assert_eq!(app.leaves(categories).await, "Science Space Arts");
}
