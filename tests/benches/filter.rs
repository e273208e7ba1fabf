//! A filter across relations against the SQL that one would write by hand, on 20,000 posts with
//! 200,000 comments, both in one run. Prints a Markdown table; the ratio is what counts.
//!
//! `cargo bench -p tests --bench filter`

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use api::{Database, DatabaseOptions, Engine, RequestContext};
use async_graphql::Request;
use migration::{
    Migrator,
    seed::{SeedOptions, seed},
};
use sea_orm_migration::MigratorTrait;
use serde_json::{Value, json};
use sqlx::{Row, SqlitePool, sqlite::SqliteRow};
use tempfile::TempDir;

const ROUNDS: usize = 60;

/// A list in GraphQL, and the statements for the same answer.
struct Case {
    name: &'static str,
    graphql: &'static str,
    page: &'static str,
    count: &'static str,
}

const CASES: [Case; 4] = [
    Case {
        name: "published in 2025, author a…, two tags, three comments, none with spam; by number of comments",
        graphql: r#"{ posts(
            where: {
              status: { exact: PUBLISHED }, publishedAt: { year: { exact: 2025 } },
              author: { username: { startsWith: "a" } },
              and: [{ tags: { some: { name: { exact: "opinion" } } } },
                    { tags: { some: { name: { exact: "how-to" } } } }],
              comments: { count: { gte: 3 }, none: { text: { contains: "spam" } } }
            },
            orderBy: [{ comments: { count: DESC } }, { author: { username: ASC } }]
          ) { totalCount nodes { title } } }"#,
        page: "SELECT p.title FROM post p JOIN user a ON a.id = p.author_id
            WHERE p.status = 'PUBLISHED'
              AND p.published_at >= '2025-01-01' AND p.published_at < '2026-01-01'
              AND a.username >= 'a' AND a.username < 'b'
              AND EXISTS (SELECT 1 FROM post_tag l JOIN tag t ON t.id = l.tag_id
                          WHERE l.post_id = p.id AND t.name = 'opinion')
              AND EXISTS (SELECT 1 FROM post_tag l JOIN tag t ON t.id = l.tag_id
                          WHERE l.post_id = p.id AND t.name = 'how-to')
              AND (SELECT COUNT(*) FROM comment c WHERE c.post_id = p.id) >= 3
              AND NOT EXISTS (SELECT 1 FROM comment c
                              WHERE c.post_id = p.id AND instr(c.text, 'spam') > 0)
            ORDER BY (SELECT COUNT(*) FROM comment c WHERE c.post_id = p.id) DESC, a.username, p.id
            LIMIT 50",
        count: "SELECT COUNT(*) FROM post p JOIN user a ON a.id = p.author_id
            WHERE p.status = 'PUBLISHED'
              AND p.published_at >= '2025-01-01' AND p.published_at < '2026-01-01'
              AND a.username >= 'a' AND a.username < 'b'
              AND EXISTS (SELECT 1 FROM post_tag l JOIN tag t ON t.id = l.tag_id
                          WHERE l.post_id = p.id AND t.name = 'opinion')
              AND EXISTS (SELECT 1 FROM post_tag l JOIN tag t ON t.id = l.tag_id
                          WHERE l.post_id = p.id AND t.name = 'how-to')
              AND (SELECT COUNT(*) FROM comment c WHERE c.post_id = p.id) >= 3
              AND NOT EXISTS (SELECT 1 FROM comment c
                              WHERE c.post_id = p.id AND instr(c.text, 'spam') > 0)",
    },
    Case {
        name: "posts of one tag",
        graphql: r#"{ posts(where: { tags: { some: { name: { exact: "opinion" } } } }) {
            totalCount nodes { title } } }"#,
        page: "SELECT p.title FROM post p JOIN post_tag l ON l.post_id = p.id
            JOIN tag t ON t.id = l.tag_id WHERE t.name = 'opinion' ORDER BY p.id LIMIT 50",
        count: "SELECT COUNT(*) FROM post_tag l JOIN tag t ON t.id = l.tag_id
            WHERE t.name = 'opinion'",
    },
    Case {
        name: "posts with a comment that contains a word",
        graphql: r#"{ posts(where: { comments: { some: { text: { contains: "Lisbon" } } } }) {
            totalCount nodes { title } } }"#,
        page: "SELECT p.title FROM post p WHERE EXISTS (SELECT 1 FROM comment c
            WHERE c.post_id = p.id AND instr(c.text, 'Lisbon') > 0) ORDER BY p.id LIMIT 50",
        count: "SELECT COUNT(*) FROM post p WHERE EXISTS (SELECT 1 FROM comment c
            WHERE c.post_id = p.id AND instr(c.text, 'Lisbon') > 0)",
    },
    Case {
        name: "posts of some categories since 2024, the latest first",
        graphql: r#"{ posts(
            where: { category: { slug: { startsWith: "c" } }, publishedAt: { year: { gte: 2024 } } },
            orderBy: [{ publishedAt: DESC }]
          ) { totalCount nodes { title } } }"#,
        page: "SELECT p.title FROM post p JOIN category c ON c.id = p.category_id
            WHERE c.slug >= 'c' AND c.slug < 'd' AND p.published_at >= '2024-01-01'
            ORDER BY p.published_at DESC, p.id LIMIT 50",
        count: "SELECT COUNT(*) FROM post p JOIN category c ON c.id = p.category_id
            WHERE c.slug >= 'c' AND c.slug < 'd' AND p.published_at >= '2024-01-01'",
    },
];

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a benchmark reports what it measured")]
async fn main() {
    let dir = TempDir::new().expect("a temporary directory");
    let file = dir.path().join("bench.db");
    let url = format!("sqlite:{}", file.display());
    let database = Database::connect(&url, DatabaseOptions::default())
        .await
        .expect("a database");
    Migrator::up(&database.writer, None).await.expect("tables");
    let options = SeedOptions { scale: 500 };
    seed(&database.writer, options, |_| {}).await.expect("rows");
    let catalog = Arc::new(entity::catalog().expect("a catalog"));
    let engine = Engine::builder(catalog).build(database).expect("a schema");
    let pool = SqlitePool::connect(&url).await.expect("a pool");

    println!("| list with its total | Relata | by hand | ratio |\n|---|---|---|---|");
    for case in &CASES {
        assert_eq!(by_relata(&engine, case).await, by_hand(&pool, case).await);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let start = Instant::now();
            by_relata(&engine, case).await;
            ours.push(start.elapsed());
            let start = Instant::now();
            by_hand(&pool, case).await;
            theirs.push(start.elapsed());
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!("| {} | {ours:.1?} | {theirs:.1?} | {ratio:.2} |", case.name);
    }
}

async fn by_relata(engine: &Engine, case: &Case) -> Value {
    let request = Request::new(case.graphql);
    let response = engine.execute(request, RequestContext::default()).await;
    assert_eq!(response.errors, []);
    let data = response.data.into_json().expect("data");
    let titles = data["posts"]["nodes"].as_array().expect("rows").iter();
    json!([
        data["posts"]["totalCount"],
        titles.map(|node| node["title"].clone()).collect::<Value>()
    ])
}

async fn by_hand(pool: &SqlitePool, case: &Case) -> Value {
    let page = sqlx::query(case.page).fetch_all(pool);
    let count = sqlx::query_scalar::<_, i64>(case.count).fetch_one(pool);
    let (page, count) = futures_util::join!(page, count);
    let title = |row: &SqliteRow| row.get::<String, _>(0);
    let titles: Vec<String> = page.expect("rows").iter().map(title).collect();
    json!([count.expect("a number"), titles])
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
