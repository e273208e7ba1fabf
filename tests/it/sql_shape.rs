//! How SQLite runs what filters, orders and pages become: by indexes. On every database statements are
//! such that their text depends on the shape of a request alone.

use serde_json::json;
use tests::{TestApp, backend::Backend, sqlite::scans};

/// The domain without rows, on the database that these tests are about.
async fn empty() -> TestApp {
    TestApp::new().await.only(Backend::Sqlite)
}

/// 3,000 posts of 10 users below 10 categories, each with a tag and two comments.
async fn publication() -> TestApp {
    let app = empty().await;
    app.publication(3_000, 2).await;
    app
}

/// Wants the first statement of a list to read no table as a whole, and its plan to have a step
/// that starts with each of some texts.
async fn check(app: &TestApp, list: &str, steps: &[&str]) {
    let query = format!("{{ {list} {{ nodes {{ pk }} }} }}");
    let trace = app.trace(&query).await;
    let [statement] = &trace.statements[..] else {
        panic!("{trace}")
    };
    let plan = app.plan_of(statement).await;
    assert_eq!(scans(&plan), [""; 0], "{}\n{plan:#?}", statement.sql);
    for step in steps {
        let found = plan.iter().any(|line| line.contains(step));
        assert!(found, "no {step}: {}\n{plan:#?}", statement.sql);
    }
    assert!(!statement.sql.contains("DISTINCT"), "{}", statement.sql);
}

#[tokio::test]
async fn values_of_an_own_unique_column_are_found_by_its_index() {
    let app = publication().await;
    for (filter, step) in [
        ("{ exact: \"slug7\" }", "(slug=?)"),
        ("{ in: [\"slug7\", \"slug9\"] }", "(slug=?)"),
        ("{ gte: \"slug3\", lt: \"slug5\" }", "(slug>? AND slug<?)"),
        ("{ range: [\"slug3\", \"slug5\"] }", "(slug>? AND slug<?)"),
        ("{ startsWith: \"slug1\" }", "(slug>? AND slug<?)"),
    ] {
        let list = format!("categories(where: {{ slug: {filter} }})");
        check(&app, &list, &[step]).await;
    }

    // Where a range has one end, the order decides; a count has none.
    let trace = app
        .trace("{ categories(where: { slug: { gt: \"slug7\" } }) { totalCount } }")
        .await;
    let plan = app.plan_of(trace.at("categories")).await;
    assert!(plan[0].contains("(slug>?)"), "{plan:#?}");
}

#[tokio::test]
async fn keys_are_found_by_the_primary_key() {
    let app = publication().await;
    for filter in [
        "{ id: { exact: \"Post:7\" } }",
        "{ id: { in: [\"Post:7\", 9, \"11\"] } }",
        "{ pk: { in: [7, 9, 11] } }",
        "{ pk: { gt: 2000 } }",
        "{ pk: { range: [100, 200] } }",
        "{ or: [{ pk: { exact: 7 } }, { pk: { exact: 9 } }] }",
    ] {
        let list = format!("posts(where: {filter})");
        check(&app, &list, &["SEARCH t USING INTEGER PRIMARY KEY (rowid"]).await;
    }
}

/// An index that a user of the product makes serves years, days and moments.
#[tokio::test]
async fn years_and_days_are_ranges_that_an_index_serves() {
    let app = publication().await;
    app.sql("CREATE INDEX post_published ON post (published_at)")
        .await;
    app.sql("UPDATE post SET published_at = '20' || (10 + id % 15) || '-03-01T00:00:00+00:00'")
        .await;
    for filter in [
        "{ year: { exact: 2021 } }",
        "{ year: { range: [2011, 2012] } }",
        "{ isoYear: { exact: 2021 } }",
        "{ date: { exact: \"2021-03-01\" } }",
        "{ gte: \"2021-03-01T00:00:00Z\", lt: \"2021-03-02T00:00:00Z\" }",
        "{ exact: \"2021-03-01T00:00:00Z\" }",
    ] {
        let list = format!("posts(where: {{ publishedAt: {filter} }})");
        check(
            &app,
            &list,
            &["INDEX post_published (published_at>? AND published_at<?)"],
        )
        .await;
    }
    let query = "{ posts(where: { publishedAt: { year: { exact: 2021 } } }) { totalCount } }";
    assert_eq!(app.leaves(query).await, "200");
}

#[tokio::test]
async fn a_foreign_key_leads_to_the_rows_of_a_unique_target() {
    let app = publication().await;
    for (filter, step) in [
        (
            "{ author: { username: { exact: \"user3\" } } }",
            "(author_id=?)",
        ),
        ("{ author: { id: { exact: \"User:3\" } } }", "(author_id=?)"),
        ("{ author: { pk: { in: [3, 4] } } }", "(author_id=?)"),
        (
            "{ category: { slug: { exact: \"slug12\" } } }",
            "(category_id=?)",
        ),
        (
            "{ category: { slug: { startsWith: \"slug12\" } } }",
            "(category_id=?)",
        ),
        ("{ categoryIsNull: true }", "(category_id=?)"),
    ] {
        check(&app, &format!("posts(where: {filter})"), &[step]).await;
    }
}

/// However long the path, the search can start at its end, where few rows meet the condition.
#[tokio::test]
async fn a_long_path_is_searched_from_its_far_end() {
    let app = publication().await;
    let by_author = "author: { username: { exact: \"user3\" } }";
    for (list, steps) in [
        (
            format!("comments(where: {{ post: {{ {by_author} }} }})"),
            &["(username=?)", "(author_id=?)", "(post_id=?)"][..],
        ),
        (
            format!(
                "comments(where: {{ post: {{ {by_author} }} }}, orderBy: {{ post: {{ title: ASC }} }})"
            ),
            &["(username=?)", "(author_id=?)", "(post_id=?)"],
        ),
        (
            "comments(where: { post: { author: { profile: { pk: { exact: 3 } } } } })".to_owned(),
            &["(author_id=?)", "(post_id=?)"],
        ),
        (
            "comments(where: { post: { category: { parent: { slug: { exact: \"slug3\" } } } } })"
                .to_owned(),
            &[
                "(slug=?)",
                "(parent_id=?)",
                "(category_id=?)",
                "(post_id=?)",
            ],
        ),
    ] {
        check(&app, &list, steps).await;
    }
}

#[tokio::test]
async fn a_key_of_the_target_takes_no_join() {
    let app = publication().await;
    for filter in [
        "{ author: { id: { exact: 3 } } }",
        "{ author: { pk: { in: [3, 4] } } }",
        "{ categoryIsNull: true }",
    ] {
        let sql = app
            .sql_of(&format!(
                "{{ posts(where: {filter}) {{ nodes {{ pk }} }} }}"
            ))
            .await;
        assert!(!sql.contains("JOIN"), "{sql}");
    }
}

#[tokio::test]
async fn related_rows_lead_back_by_the_index_that_finds_them() {
    let app = publication().await;
    for (list, steps) in [
        (
            "users(where: { posts: { some: { id: { exact: 7 } } } })",
            &[
                "SEARCH t USING INTEGER PRIMARY KEY",
                "SEARCH s1 USING INTEGER PRIMARY KEY",
            ][..],
        ),
        (
            "posts(where: { comments: { some: { pk: { in: [7, 8] } } } })",
            &[
                "SEARCH t USING INTEGER PRIMARY KEY",
                "SEARCH s1 USING INTEGER PRIMARY KEY",
            ],
        ),
        (
            "posts(where: { tags: { some: { name: { exact: \"tag3\" } } } })",
            &[
                "SEARCH t USING INTEGER PRIMARY KEY",
                "(tag_id=?)",
                "(name=?)",
            ],
        ),
        (
            "posts(where: { tags: { some: { id: { in: [3, 4] } } } })",
            &["SEARCH t USING INTEGER PRIMARY KEY", "(tag_id=?)"],
        ),
        (
            "users(where: { posts: { some: { tags: { some: { name: { exact: \"tag3\" } } } } } })",
            &["SEARCH t USING INTEGER PRIMARY KEY", "(name=?)"],
        ),
        (
            "users(where: { profile: { pk: { exact: 3 } } })",
            &["USING INTEGER PRIMARY KEY"],
        ),
    ] {
        check(&app, list, steps).await;
    }
}

/// A condition that no index serves is looked up for each row, as far as the page needs.
#[tokio::test]
async fn other_conditions_on_related_rows_stop_at_the_first() {
    let (small, large) = (empty().await, empty().await);
    small.publication(100, 10).await;
    large.publication(2_000, 10).await;
    let queries = [
        "{ posts(first: 5, where: { comments: { some: { text: { contains: \"comment\" } } } }) { nodes { pk } } }",
        "{ posts(first: 5, where: { comments: { none: { text: { contains: \"spam\" } } } }) { nodes { pk } } }",
        "{ posts(first: 5, where: { comments: { every: { author: { exact: \"reader\" } } } }) { nodes { pk } } }",
        "{ posts(first: 5, where: { comments: { count: { gte: 3 } } }) { nodes { pk } } }",
        "{ posts(first: 5, where: { tags: { some: { name: { contains: \"tag\" } } } }) { nodes { pk } } }",
    ];

    for query in queries {
        let (few, many) = (small.work_of(query).await, large.work_of(query).await);
        assert!(many < few * 2, "{query}: {few} steps, then {many}");
    }
}

#[tokio::test]
async fn pages_of_many_parents_are_found_by_the_key() {
    let app = publication().await;
    let lists = [
        "users { nodes { posts(first: 3) { nodes { pk } } } }",
        "users { nodes { posts(first: 3, where: { title: { startsWith: \"post1\" } }) { nodes { pk } } } }",
        "users { nodes { posts(first: 3, where: { tags: { some: { name: { exact: \"tag3\" } } } }) { nodes { pk } } } }",
        "users { nodes { posts(first: 3, orderBy: { title: DESC }) { nodes { pk } } } }",
        "tags { nodes { posts(first: 3) { nodes { pk } } } }",
        "tags { nodes { posts(first: 3, where: { author: { username: { exact: \"user3\" } } }) { nodes { pk } } } }",
        "tags { nodes { posts(first: 3, orderBy: { comments: { count: DESC } }) { nodes { pk } } } }",
        "tags { nodes { posts(first: 3, where: { comments: { count: { gte: 1 } } }) { nodes { pk } } } }",
        "tags { nodes { posts(where: { comments: { some: { text: { contains: \"1\" } } } }) { totalCount } } }",
        "tags { nodes { posts(where: { title: { startsWith: \"post1\" } }) { totalCount } } }",
        "users { nodes { posts { aggregate { max { createdAt } } } } }",
    ];

    for list in lists {
        let trace = app.trace(&format!("{{ {list} }}")).await;
        assert_eq!(trace.statements.len(), 2, "{list}\n{trace}");
        let statement = &trace.statements[1];
        let plan = app.plan_of(statement).await;
        assert_eq!(scans(&plan), [""; 0], "{}\n{plan:#?}", statement.sql);
    }
}

/// The work of a page depends on its size, not on the table or on the place of the page.
#[tokio::test]
async fn ordered_pages_read_no_more_rows_than_they_show() {
    let (small, large) = (empty().await, empty().await);
    for (app, n) in [(&small, 100), (&large, 10_000)] {
        let values = "'name', printf('slug%06d', i)";
        app.fill(n, "category", "name, slug", values).await;
    }
    let queries = [
        "{ categories(first: 5, orderBy: { pk: DESC }) { nodes { slug } } }",
        "{ categories(first: 5, orderBy: { slug: ASC }) { nodes { pk } } }",
        "{ categories(first: 5, orderBy: { slug: DESC }) { nodes { pk } } }",
        "{ categories(last: 5, orderBy: { slug: ASC }) { nodes { pk } } }",
        "{ categories(first: 5, orderBy: [{ slug: ASC }, { pk: ASC }]) { nodes { pk } } }",
        "{ categories(first: 5, orderBy: { slug: ASC }, where: { slug: { startsWith: \"slug00\" } }) { nodes { pk } } }",
    ];

    for query in queries {
        let (few, many) = (small.work_of(query).await, large.work_of(query).await);
        assert!(many < few + few / 2, "{query}: {few} steps, then {many}");
        let plan = large
            .plan_of(large.trace(query).await.at("categories"))
            .await;
        assert!(
            !plan.iter().any(|step| step.contains("TEMP B-TREE")),
            "{plan:#?}"
        );
    }
}

#[tokio::test]
async fn a_page_far_into_an_ordered_list_starts_at_its_cursor() {
    let app = empty().await;
    let values = "'name', printf('slug%06d', i)";
    app.fill(20_000, "category", "name, slug", values).await;
    app.sql("CREATE INDEX category_name ON category (name)")
        .await;
    app.sql("UPDATE category SET name = 'name' || (id % 100)")
        .await;
    let orders = [
        "{ slug: ASC }",
        "{ slug: DESC }",
        "[{ slug: ASC }, { pk: DESC }]",
        "{ pk: DESC }",
        "{ name: ASC }",
    ];

    for order in orders {
        let cursors = app
            .execute(&format!(
                "{{ near: categories(orderBy: {order}, first: 1) {{ edges {{ cursor }} }}
                    far: categories(orderBy: {order}, first: 1, offset: 19000) {{ edges {{ cursor }} }} }}"
            ))
            .await
            .data();
        let query = |name: &str| {
            format!(
                "{{ categories(orderBy: {order}, first: 10, after: {}) {{ nodes {{ pk }} }} }}",
                cursors[name]["edges"][0]["cursor"]
            )
        };
        let (near, far) = (
            app.work_of(&query("near")).await,
            app.work_of(&query("far")).await,
        );
        assert!(far < near * 2, "{order}: {near} steps, then {far}");
    }
}

/// Values are bound, lists as one value, so that a statement is prepared once.
#[tokio::test]
async fn equal_shapes_have_equal_statements() {
    // Lists of texts have one text for each power of two on MySQL.
    let app = TestApp::new().await.without(Backend::MySql);
    let shapes: &[&[&str]] = &[
        &[
            "posts(where: { title: { exact: \"post1\" } })",
            "posts(where: { title: { exact: \"it's \\\"quoted\\\"\" } })",
        ],
        &[
            "posts(where: { pk: { in: [1, 2] } })",
            "posts(where: { pk: { in: [1, 2, 3, 4, 5, 6, 7] } })",
            "posts(where: { pk: { in: 9 } })",
        ],
        &[
            "posts(where: { id: { in: [1, 2] } })",
            "posts(where: { id: { in: [\"Post:1\", 4, 5, 6] } })",
        ],
        &[
            "posts(where: { publishedAt: { year: { exact: 2020 } } })",
            "posts(where: { publishedAt: { year: { exact: 1999 } } })",
        ],
        &[
            "posts(where: { title: { startsWith: \"a\" } })",
            "posts(where: { title: { startsWith: \"post12\" } })",
        ],
        &[
            "posts(where: { title: { contains: \"%\" } })",
            "posts(where: { title: { contains: \"post\" } })",
        ],
        &[
            "posts(where: { title: { iContains: \"a.c\" } })",
            "posts(where: { title: { iContains: \"POST\" } })",
        ],
        &[
            "posts(where: { comments: { count: { gte: 2 } } })",
            "posts(where: { comments: { count: { gte: 30 } } })",
        ],
        &[
            "posts(where: { tags: { some: { name: { in: [\"tag1\"] } } } })",
            "posts(where: { tags: { some: { name: { in: [\"tag1\", \"tag2\"] } } } })",
        ],
        &[
            "posts(orderBy: { comments: { count: DESC, where: { author: { exact: \"a\" } } } })",
            "posts(orderBy: { comments: { count: DESC, where: { author: { exact: \"b\" } } } })",
        ],
        &["posts(first: 3)", "posts(first: 7)"],
        &["posts(offset: 3)", "posts(offset: 7)"],
    ];

    for app in app.each() {
        for lists in shapes {
            let mut statements = Vec::new();
            for list in *lists {
                let query = format!("{{ {list} {{ nodes {{ pk }} totalCount }} }}");
                let trace = app.trace(&query).await;
                let mut sql: Vec<String> = trace.statements.into_iter().map(|s| s.sql).collect();
                sql.sort_unstable();
                statements.push(sql.join("\n"));
            }
            statements.dedup();
            assert_eq!(statements.len(), 1, "{lists:?}\n{}", statements.join("\n"));
        }
    }
}

#[tokio::test]
async fn no_value_of_a_request_is_part_of_a_statement() {
    let app = TestApp::new().await;
    let query = "query($text: String!, $texts: [String!], $n: Int!) {
        posts(
            where: {
                title: { startsWith: $text, contains: $text, iContains: $text, in: $texts, regex: $text }
                author: { username: { endsWith: $text } }
                comments: { count: { gt: $n }, some: { text: { iExact: $text } } }
                tags: { some: { name: { exact: $text } } }
            }
            orderBy: { tags: { count: ASC, where: { name: { gt: $text } } } }
        ) { nodes { pk } totalCount }
    }";
    let variables = json!({ "text": "needle", "texts": ["needle", "pin"], "n": 987_654 });

    for app in app.each() {
        let reply = app.execute_with(query, variables.clone()).await;
        let trace = reply.trace();

        assert_eq!(trace.statements.len(), 2);
        for statement in &trace.statements {
            assert!(!statement.sql.contains("needle"), "{}", statement.sql);
            assert!(!statement.sql.contains("987654"), "{}", statement.sql);
        }
    }
}
