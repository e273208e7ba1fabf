//! One page that asks for all at once, on a world small enough to check by hand.

use expect_test::expect;
use tests::TestApp;

const PAGE: &str = "query($year: Int = 2025, $tags: [String!] = [\"X\", \"Y\"]) {
    posts(
        where: {
            status: { exact: PUBLISHED }
            publishedAt: { year: { exact: $year } }
            author: { username: { startsWith: \"a\" } }
            and: [
                { tags: { some: { name: { exact: \"X\" } } } }
                { tags: { some: { name: { exact: \"Y\" } } } }
            ]
            tags: { count: { gte: 2, where: { name: { in: $tags } } } }
            comments: { count: { gte: 3 }, none: { text: { iContains: \"spam\" } } }
        }
        orderBy: [{ comments: { count: DESC } }, { author: { username: ASC } }]
        first: 3
    ) {
        totalCount
        pageInfo { hasNextPage }
        nodes {
            title
            author { username }
            tags { nodes { name } }
            comments(first: 1, orderBy: { pk: DESC }) { totalCount nodes { text } }
        }
    }
}";

/// A post and what is below it.
struct Post {
    /// Why it is on the page, or is not.
    title: &'static str,
    author: i64,
    status: &'static str,
    published: &'static str,
    tags: &'static [i64],
    n_comments: usize,
    last_comment: &'static str,
}

const ADA: i64 = 1;
const ABE: i64 = 2;
const BOB: i64 = 3;

/// A published post of 2025 with both tags.
const fn post(title: &'static str, author: i64, n_comments: usize) -> Post {
    Post {
        title,
        author,
        status: "PUBLISHED",
        published: "2025-06-01T00:00:00+00:00",
        tags: &[1, 2],
        n_comments,
        last_comment: "Fine.",
    }
}

fn posts() -> [Post; 11] {
    [
        Post {
            published: "2025-01-01T00:00:00+00:00",
            ..post("four comments", ABE, 4)
        },
        Post {
            published: "2025-12-31T23:59:59+00:00",
            tags: &[1, 2, 3],
            ..post("three of ada", ADA, 3)
        },
        Post {
            status: "DRAFT",
            ..post("a draft", ADA, 3)
        },
        Post {
            published: "2024-12-31T23:59:59+00:00",
            ..post("of 2024", ADA, 3)
        },
        Post {
            published: "2026-01-01T00:00:00+00:00",
            ..post("of 2026", ADA, 3)
        },
        post("of bob", BOB, 5),
        Post {
            tags: &[1, 3],
            ..post("only X", ADA, 5)
        },
        post("two comments", ADA, 2),
        Post {
            last_comment: "Buy SPAM now.",
            ..post("with spam", ADA, 5)
        },
        post("three of abe", ABE, 3),
        post("five comments", ADA, 5),
    ]
}

async fn publication() -> TestApp {
    let app = TestApp::new().await;
    for name in ["ada", "abe", "bob"] {
        app.user(name).await;
    }
    for name in ["X", "Y", "Z"] {
        app.tag(name).await;
    }
    for (index, post) in posts().iter().enumerate() {
        let id = index + 1;
        let Post {
            title,
            author,
            status,
            published,
            n_comments,
            ..
        } = post;
        app.sql(&format!(
            "INSERT INTO post (id, title, content, status, author_id, published_at) \
             VALUES ({id}, '{title}', 'text', '{status}', {author}, '{published}')"
        ))
        .await;
        for tag in post.tags {
            app.sql(&format!(
                "INSERT INTO post_tag (post_id, tag_id) VALUES ({id}, {tag})"
            ))
            .await;
        }
        for n in 1..=*n_comments {
            let is_last = n == *n_comments;
            let text = if is_last {
                post.last_comment
            } else {
                "Hear, hear."
            };
            app.sql(&format!(
                "INSERT INTO comment (author, text, post_id) VALUES ('reader', '{text}', {id})"
            ))
            .await;
        }
    }
    app
}

#[tokio::test]
async fn one_page_asks_across_all_relations_at_once() {
    let app = publication().await;

    let reply = app.execute(PAGE).await;

    reply.expect_data(expect![[r#"
        {
          "posts": {
            "totalCount": 4,
            "pageInfo": {"hasNextPage": true},
            "nodes": [
              {
                "title": "five comments",
                "author": {"username": "ada"},
                "tags": {"nodes": [{"name": "X"}, {"name": "Y"}]},
                "comments": {"totalCount": 5, "nodes": [{"text": "Fine."}]}
              },
              {
                "title": "four comments",
                "author": {"username": "abe"},
                "tags": {"nodes": [{"name": "X"}, {"name": "Y"}]},
                "comments": {"totalCount": 4, "nodes": [{"text": "Fine."}]}
              },
              {
                "title": "three of abe",
                "author": {"username": "abe"},
                "tags": {"nodes": [{"name": "X"}, {"name": "Y"}]},
                "comments": {"totalCount": 3, "nodes": [{"text": "Fine."}]}
              }
            ]
          }
        }"#]]);
}

/// Two statements for the list: its rows and its count. One for each relation, and one for the
/// numbers of comments.
#[tokio::test]
async fn the_page_takes_two_statements_and_one_for_each_relation() {
    let app = publication().await;

    let trace = app.trace(PAGE).await;

    let mut paths = trace.paths();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            "posts",
            "posts",
            "posts.nodes.author",
            "posts.nodes.comments",
            "posts.nodes.comments",
            "posts.nodes.tags",
        ]
    );
    for statement in &trace.statements {
        assert!(!statement.sql.contains("DISTINCT"), "{}", statement.sql);
    }
    let lists = trace.statements.iter().filter(|s| s.path == "posts");
    let mut rows: Vec<usize> = lists.map(|s| s.rows).collect();
    rows.sort_unstable();
    assert_eq!(rows, [1, 4]);
}
