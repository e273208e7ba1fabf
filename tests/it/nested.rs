//! Section N of the contract: how many statements nested reads take.

use expect_test::expect;
use tests::{TestApp, sqlite::scans};

const PAGE: &str = "{
    posts(first: 20) {
        nodes {
            title
            author { username profile { bio } }
            category { name parent { name } }
            tags { nodes { name } }
            comments(first: 5) { totalCount nodes { author text } }
        }
        pageInfo { hasNextPage endCursor }
        totalCount
    }
}";

/// 3 users with 2 posts each, of which 4 have a category and 3 tags in all; 8 comments.
async fn small_publication() -> TestApp {
    let app = TestApp::new().await;
    let (science, space) = {
        let science = app.category("Science").await;
        let space = app.subcategory("Space", &science).await;
        (science, space)
    };
    let tags = [
        app.tag("iron").await,
        app.tag("steam").await,
        app.tag("wool").await,
    ];
    for (position, name) in ["ada", "bob", "cyd"].into_iter().enumerate() {
        let user = app.user(name).await;
        if position < 2 {
            app.profile(&user, "Writes.").await;
        }
        let first = app
            .post(&format!("{name} 1"), &user)
            .category(&space)
            .tags(&tags)
            .await;
        let second = app
            .post(&format!("{name} 2"), &user)
            .tags(&tags[position..]);
        let second = if position == 0 {
            second.category(&science)
        } else {
            second
        };
        let second = second.await;
        for post in [&first, &first, &second] {
            if !(position == 2 && post.id == second.id) {
                app.comment(post, "Good.").await;
            }
        }
    }
    app
}

#[tokio::test]
async fn the_first_query_takes_nine_statements_and_seven_without_totals() {
    let app = TestApp::new().await;
    app.publication(40, 7).await;

    let trace = app.trace(PAGE).await;
    let without_totals = app.statements(&PAGE.replace("totalCount", "")).await;

    let mut paths = trace.paths();
    paths.sort_unstable();
    expect![[r#"
        posts
        posts
        posts.nodes.author
        posts.nodes.author.profile
        posts.nodes.category
        posts.nodes.category.parent
        posts.nodes.comments
        posts.nodes.comments
        posts.nodes.tags"#]]
    .assert_eq(&paths.join("\n"));
    assert_eq!(trace.statements.len(), 9);
    assert_eq!(without_totals, 7);
}

#[tokio::test]
async fn the_first_query_reads_no_more_of_a_large_database() {
    let app = TestApp::new().await;
    app.publication(20_000, 10).await;

    let trace = app.trace(PAGE).await;
    let more = PAGE.replace(
        "nodes { author text }",
        "nodes { text } pageInfo { hasNextPage }",
    );
    let with_more = app.trace(&more).await;

    assert_eq!(trace.statements.len(), 9);
    let rows = |path: &str| -> Vec<usize> {
        let statements = trace.statements.iter().filter(|s| s.path == path);
        statements.map(|s| s.rows).collect()
    };
    assert!(
        rows("posts")
            .into_iter()
            .all(|rows| rows == 21 || rows == 1)
    );
    assert!(rows("posts.nodes.comments").contains(&(20 * 5)), "{trace}");
    let comments = with_more
        .statements
        .iter()
        .filter(|s| s.path == "posts.nodes.comments");
    assert!(
        comments.map(|s| s.rows).any(|rows| rows == 20 * 6),
        "{with_more}"
    );
}

#[tokio::test]
async fn c_311_twice_the_rows_take_no_more_statements() {
    let queries = [
        PAGE,
        "{ users { nodes { username posts(first: 9) { nodes { title comments(first: 9) { nodes { text } } tags(first: 9) { nodes { name } } } } } } }",
        "{ comments { nodes { text post { title author { username profile { bio } } } } } }",
        "{ tags { nodes { name posts(first: 3) { totalCount nodes { title category { name children(first: 9) { nodes { name } } } } } } } }",
    ];
    let (small, large) = (TestApp::new().await, TestApp::new().await);
    small.publication(30, 2).await;
    large.publication(60, 2).await;

    for query in queries {
        assert_eq!(
            small.statements(query).await,
            large.statements(query).await,
            "{query}"
        );
    }
}

/// Django may join; here a single-valued relation is a statement per level like any other,
/// so that a row that several parents share is read once.
#[tokio::test]
async fn c_312_a_single_valued_relation_takes_one_statement() {
    let app = small_publication().await;

    assert_eq!(
        app.statements("{ posts { nodes { title author { username profile { bio } } } } }")
            .await,
        3
    );
    assert_eq!(
        app.statements("{ users { nodes { profile { bio } } } }")
            .await,
        2
    );
}

#[tokio::test]
async fn c_313_each_relation_takes_one_statement_per_level() {
    let app = small_publication().await;
    let cases = [
        ("{ posts { nodes { author { username } } } }", 2),
        ("{ posts { nodes { category { name } } } }", 2),
        (
            "{ posts { nodes { category { name parent { name } } } } }",
            2,
        ),
        ("{ users { nodes { posts { nodes { title } } } } }", 2),
        ("{ users { nodes { profile { bio } } } }", 2),
        ("{ posts { nodes { tags { nodes { name } } } } }", 2),
        ("{ tags { nodes { posts { nodes { title } } } } }", 2),
        (
            "{ posts { nodes { tags(first: 9) { nodes { posts(first: 9) { nodes { title } } } } } } }",
            3,
        ),
        (
            "{ comments { nodes { post { author { profile { bio } } } } } }",
            4,
        ),
    ];

    for (query, expected) in cases {
        assert_eq!(app.statements(query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn c_314_wide_and_deep_reads_take_one_statement_per_relation() {
    let app = small_publication().await;
    let deep = "{ users { nodes { posts(first: 9) { nodes { title comments(first: 9) { nodes { text } } tags(first: 9) { nodes { name } } } } } } }";
    let wide = "{ posts { nodes { author { username profile { bio } } comments { nodes { text } } tags { nodes { name } } } } }";

    assert_eq!(app.statements(deep).await, 4);
    assert_eq!(app.statements(wide).await, 5);
}

#[tokio::test]
async fn c_315_without_parents_or_keys_the_next_level_costs_nothing() {
    let app = TestApp::new().await;
    let everything = "{ posts { nodes { author { profile { bio } } category { parent { name } }
        tags { nodes { name } } comments { totalCount nodes { text } } } } }";

    assert_eq!(app.statements(everything).await, 1);

    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;
    let nulls =
        "{ posts { nodes { category { name parent { name } children { nodes { name } } } } } }";
    let misses =
        "{ users { nodes { profile { bio user { username posts { nodes { title } } } } } } }";
    let unknown = "{ post(id: 99) { author { username } comments { totalCount } } }";

    assert_eq!(app.statements(nulls).await, 1);
    assert_eq!(app.statements(misses).await, 2);
    assert_eq!(app.statements(unknown).await, 1);
    assert_eq!(
        app.statements("{ post(id: \"nonsense\") { title } }").await,
        0
    );
}

#[tokio::test]
async fn c_316_going_back_to_the_parent_costs_nothing() {
    let app = small_publication().await;
    let set = "{ users { nodes { posts { nodes { title author { username email } } } } } }";
    let one = "{ users { nodes { profile { bio user { username email } } } } }";
    let far = "{ users { nodes { posts(first: 9) { nodes { comments(first: 9) { nodes { post { title author { username } } } } } } } } }";

    assert_eq!(app.statements(set).await, 2);
    assert_eq!(app.statements(one).await, 2);
    assert_eq!(app.statements(far).await, 3);
}

#[tokio::test]
async fn c_317_missing_one_to_ones_are_known_as_missing() {
    let app = small_publication().await;
    let query = "{ users { nodes { username profile { bio } } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "users": {
            "nodes": [
              {"username": "ada", "profile": {"bio": "Writes."}},
              {"username": "bob", "profile": {"bio": "Writes."}},
              {"username": "cyd", "profile": null}
            ]
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 2);
}

#[tokio::test]
async fn c_318_rows_read_together_equal_rows_read_one_by_one() {
    let app = TestApp::new().await;
    app.publication(25, 3).await;
    let fields = "{ title author { username } category { parent { name } } tags { nodes { name } }
        comments(first: 2) { totalCount nodes { text } pageInfo { hasNextPage endCursor } } }";

    let together = app
        .execute(&format!("{{ posts {{ nodes {fields} }} }}"))
        .await
        .data();

    let together = together["posts"]["nodes"]
        .as_array()
        .expect("a list")
        .clone();
    assert_eq!(together.len(), 25);
    for (position, row) in together.iter().enumerate() {
        let alone = format!("{{ post(id: {}) {fields} }}", position + 1);
        assert_eq!(app.execute(&alone).await.data()["post"], *row);
    }
}

#[tokio::test]
async fn c_319_another_page_of_a_set_is_another_statement() {
    let app = small_publication().await;
    let same = "{ users { nodes { posts(first: 1) { nodes { title } edges { cursor } } } } }";
    let count = "{ users { nodes { posts(first: 1) { totalCount nodes { title } } } } }";

    assert_eq!(app.statements(same).await, 2);
    assert_eq!(app.statements(count).await, 3);
}

#[tokio::test]
async fn c_320_a_relation_that_is_read_twice_takes_a_statement_each_time_and_not_each_parent() {
    let app = small_publication().await;
    let query = "{ users { nodes {
        oldest: posts(first: 1) { nodes { title } }
        newest: posts(last: 1) { nodes { title } }
    } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "users": {
            "nodes": [
              {
                "oldest": {"nodes": [{"title": "ada 1"}]},
                "newest": {"nodes": [{"title": "ada 2"}]}
              },
              {
                "oldest": {"nodes": [{"title": "bob 1"}]},
                "newest": {"nodes": [{"title": "bob 2"}]}
              },
              {
                "oldest": {"nodes": [{"title": "cyd 1"}]},
                "newest": {"nodes": [{"title": "cyd 2"}]}
              }
            ]
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn c_321_a_limit_holds_for_each_parent_in_one_statement() {
    let app = small_publication().await;
    let query = "{ posts { nodes { title
        comments(first: 1) { nodes { id } pageInfo { hasNextPage } }
        tags(first: 2) { nodes { name } pageInfo { hasNextPage } }
    } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "posts": {
            "nodes": [
              {
                "title": "ada 1",
                "comments": {"nodes": [{"id": "Comment:1"}], "pageInfo": {"hasNextPage": true}},
                "tags": {
                  "nodes": [{"name": "iron"}, {"name": "steam"}],
                  "pageInfo": {"hasNextPage": true}
                }
              },
              {
                "title": "ada 2",
                "comments": {"nodes": [{"id": "Comment:3"}], "pageInfo": {"hasNextPage": false}},
                "tags": {
                  "nodes": [{"name": "iron"}, {"name": "steam"}],
                  "pageInfo": {"hasNextPage": true}
                }
              },
              {
                "title": "bob 1",
                "comments": {"nodes": [{"id": "Comment:4"}], "pageInfo": {"hasNextPage": true}},
                "tags": {
                  "nodes": [{"name": "iron"}, {"name": "steam"}],
                  "pageInfo": {"hasNextPage": true}
                }
              },
              {
                "title": "bob 2",
                "comments": {"nodes": [{"id": "Comment:6"}], "pageInfo": {"hasNextPage": false}},
                "tags": {
                  "nodes": [{"name": "steam"}, {"name": "wool"}],
                  "pageInfo": {"hasNextPage": false}
                }
              },
              {
                "title": "cyd 1",
                "comments": {"nodes": [{"id": "Comment:7"}], "pageInfo": {"hasNextPage": true}},
                "tags": {
                  "nodes": [{"name": "iron"}, {"name": "steam"}],
                  "pageInfo": {"hasNextPage": true}
                }
              },
              {
                "title": "cyd 2",
                "comments": {"nodes": [], "pageInfo": {"hasNextPage": false}},
                "tags": {"nodes": [{"name": "wool"}], "pageInfo": {"hasNextPage": false}}
              }
            ]
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn c_322_each_parents_rows_are_in_order() {
    let app = TestApp::new().await;
    app.publication(30, 5).await;

    let data = app
        .execute("{ posts { nodes { comments { nodes { pk } } } } }")
        .await
        .data();

    for post in data["posts"]["nodes"].as_array().expect("a list") {
        let comments = post["comments"]["nodes"].as_array().expect("a list").iter();
        let pks: Vec<i64> = comments
            .map(|comment| {
                comment["pk"]
                    .as_str()
                    .expect("a number")
                    .parse()
                    .expect("a number")
            })
            .collect();
        assert_eq!(pks.len(), 5);
        assert!(pks.is_sorted());
    }
}

#[tokio::test]
async fn c_324_keys_that_are_no_primary_keys_are_read_together_too() {
    let app = TestApp::zoo().await;

    assert_eq!(
        app.statements("{ cars { nodes { maker { name } } } }")
            .await,
        2
    );
    assert_eq!(
        app.statements("{ makers { nodes { cars { nodes { name } } } } }")
            .await,
        2
    );
    assert_eq!(
        app.statements("{ drivers { nodes { vehicles { nodes { plate } } } } }")
            .await,
        2
    );
    assert_eq!(
        app.statements("{ volumes { nodes { shelf { topic } } } }")
            .await,
        2
    );
    assert_eq!(
        app.statements("{ shelves { nodes { volumeSet { nodes { title } } } } }")
            .await,
        2
    );
}

#[tokio::test]
async fn c_325_names_that_are_no_relations_are_refused() {
    let app = TestApp::new().await;

    for query in [
        "{ posts { nodes { writer { username } } } }",
        "{ posts { nodes { title { text } } } }",
        "{ posts { nodes { author } } }",
    ] {
        let reply = app.execute(query).await;
        assert!(!reply.errors().is_empty(), "{query}");
    }
}

#[tokio::test]
async fn a_row_that_two_places_need_is_read_once() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.post("Engines", &ada).await;
    app.follow(&bob, &ada).await;
    app.sql("UPDATE \"user\" SET joined_at = '2024-01-01 00:00:00'")
        .await;

    let roots = "{ a: user(id: 1) { username } b: user(id: \"User:1\") { email } node(id: \"User:1\") { ... on User { joinedAt } } }";
    let branches = "{ posts { nodes { author { username } } } a: user(id: 1) { email } }";
    let levels = "{ follows { nodes { follower { username posts { nodes { author { email } } } } followed { username } } } }";

    assert_eq!(app.statements(roots).await, 1);
    assert_eq!(app.statements(branches).await, 2);
    assert_eq!(app.statements(levels).await, 3);
}

#[tokio::test]
async fn pages_of_many_parents_are_cut_in_the_database() {
    let app = TestApp::new().await;
    app.publication(50, 4).await;
    let query = "{ users { nodes { posts(first: 2) { nodes { title
        tags(first: 2) { nodes { name posts(last: 2) { nodes { title } } } }
        comments(first: 1, offset: 1) { nodes { text } }
    } } } } }";

    let trace = app.trace(query).await;

    for statement in &trace.statements[1..] {
        let plan = app.plan_of(statement).await;
        assert_eq!(scans(&plan), [""; 0], "{}\n{plan:#?}", statement.sql);
    }
}

#[tokio::test]
async fn work_grows_with_the_page_and_not_with_the_table() {
    let (small, large) = (TestApp::new().await, TestApp::new().await);
    small.publication(40, 20).await;
    large.publication(4_000, 20).await;
    let queries = [
        "{ posts(first: 5) { nodes { title } pageInfo { hasNextPage } } }",
        "{ posts(last: 5) { nodes { title } } }",
        "{ users { nodes { posts(first: 3) { nodes { title } pageInfo { hasNextPage } } } } }",
        "{ users { nodes { posts(last: 3) { nodes { title } } } } }",
        "{ tags { nodes { posts(first: 3) { nodes { title } } } } }",
        "{ posts(first: 10) { nodes { author { username } comments(first: 2) { nodes { text } } } } }",
    ];

    for query in queries {
        let (few, many) = (small.work_of(query).await, large.work_of(query).await);
        assert!(many < few * 2, "{query}: {few} steps, then {many}");
    }
}
