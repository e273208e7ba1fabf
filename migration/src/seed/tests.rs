//! The sample data is the same each time, of the promised size, and sound.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    sync::Mutex,
};

use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement,
};

use super::{Progress, SeedOptions, SeedReport, dice::Dice, is_empty, seed, words::names};
use crate::tests::{empty_database, migrated_database};

#[tokio::test]
async fn the_same_scale_gives_the_same_rows() {
    let (one, other) = (migrated_database().await, migrated_database().await);

    let report = seed_at(&one, 2).await;
    seed_at(&other, 2).await;

    for (table, _) in report.tables {
        assert_eq!(
            checksum(&one, table).await,
            checksum(&other, table).await,
            "{table}"
        );
    }
}

#[tokio::test]
async fn counts_follow_the_scale() {
    let (small, large) = (migrated_database().await, migrated_database().await);

    let (at_1, at_3) = (seed_at(&small, 1).await, seed_at(&large, 3).await);

    assert_eq!(
        at_1.tables,
        [
            ("user", 10),
            ("profile", 8),
            ("follow", 30),
            ("category", 12),
            ("tag", 25),
            ("post", 40),
            ("post_tag", 120),
            ("comment", 400),
            ("reporter", 8),
            ("article", 24),
            ("contribution", 48),
        ]
    );
    assert_eq!(at_1.total(), 725);
    for ((table, n_small), (_, n_large)) in at_1.tables.iter().zip(&at_3.tables) {
        let expected = match *table {
            "category" => 12,
            "tag" => 60,
            _ => 3 * n_small,
        };
        assert_eq!(*n_large, expected, "{table}");
        assert_eq!(count(&large, &format!("FROM \"{table}\"")).await, expected);
    }
}

#[tokio::test]
async fn rows_refer_to_rows_and_dates_are_in_order() {
    let db = migrated_database().await;
    seed_at(&db, 3).await;

    for fault in [
        "FROM pragma_foreign_key_check",
        "FROM post p JOIN user u ON u.id = p.author_id WHERE p.created_at < u.joined_at",
        "FROM post WHERE published_at < created_at",
        "FROM post WHERE (status = 'PUBLISHED') <> (published_at IS NOT NULL)",
        "FROM comment c JOIN post p ON p.id = c.post_id \
         WHERE p.published_at IS NULL OR c.created_at < p.published_at",
        "FROM contribution c JOIN article a ON a.id = c.article_id WHERE c.since > a.pub_date",
        "FROM follow WHERE follower_id = followed_id",
        "FROM comment WHERE created_at NOT BETWEEN '2024' AND '2027'",
        "FROM user WHERE email NOT LIKE username || '@%' OR username GLOB '*[^a-z0-9.]*'",
        "FROM (SELECT content AS t FROM post UNION SELECT title FROM post UNION \
         SELECT text FROM comment UNION SELECT headline FROM article UNION \
         SELECT bio FROM profile) WHERE t LIKE '%{%'",
    ] {
        assert_eq!(count(&db, fault).await, 0, "{fault}");
    }
}

#[tokio::test]
async fn each_nullable_relation_is_null_somewhere_and_each_list_filled_and_empty() {
    let db = migrated_database().await;
    seed_at(&db, 1).await;

    for case in [
        "FROM post WHERE category_id IS NULL",
        "FROM post WHERE category_id IS NOT NULL",
        "FROM article WHERE category_id IS NULL",
        "FROM category WHERE parent_id IS NULL",
        "FROM profile WHERE photo IS NULL",
        "FROM user WHERE id NOT IN (SELECT user_id FROM profile)",
        "FROM user WHERE id NOT IN (SELECT author_id FROM post)",
        "FROM post WHERE id NOT IN (SELECT post_id FROM comment) AND status = 'PUBLISHED'",
        "FROM post WHERE id NOT IN (SELECT post_id FROM post_tag)",
        "FROM article WHERE id NOT IN (SELECT article_id FROM contribution)",
        "FROM (SELECT count(*) AS n FROM comment GROUP BY post_id) WHERE n = 25",
        "FROM category a JOIN category b ON b.parent_id = a.id JOIN category c ON c.parent_id = b.id",
    ] {
        assert!(count(&db, case).await > 0, "{case}");
    }
}

#[tokio::test]
async fn the_first_rows_have_something_of_every_relation() {
    let db = migrated_database().await;
    seed_at(&db, 1).await;

    for (at_least, from) in [
        (1, "FROM profile WHERE user_id = 1"),
        (1, "FROM follow WHERE follower_id = 1"),
        (2, "FROM follow WHERE followed_id = 1"),
        (2, "FROM post WHERE author_id = 1"),
        (2, "FROM post_tag WHERE post_id = 1"),
        (6, "FROM comment WHERE post_id = 1"),
        (
            1,
            "FROM post p JOIN category c ON c.id = category_id WHERE p.id = 1 AND parent_id > 0",
        ),
        (2, "FROM contribution WHERE article_id = 1"),
        (1, "FROM article WHERE reporter_id = 1"),
    ] {
        assert!(count(&db, from).await >= at_least, "{from}");
    }
}

#[test]
fn addresses_keep_every_letter_of_a_name() {
    let mut dice = Dice::for_table("names");
    for _ in 0..5_000 {
        let person = names::draw_person(&mut dice);
        let n_letters = format!("{}{}", person.first, person.last)
            .replace('\'', "")
            .chars()
            .count();
        assert_eq!(person.handle().len(), n_letters + 1, "{}", person.handle());
    }
}

#[tokio::test]
async fn new_rows_get_ids_behind_the_samples() {
    let db = migrated_database().await;
    seed_at(&db, 1).await;

    db.execute_unprepared("INSERT INTO tag (name) VALUES ('new')")
        .await
        .unwrap();

    assert_eq!(
        count(&db, "FROM tag WHERE name = 'new' AND id = 26").await,
        1
    );
}

#[tokio::test]
async fn a_database_with_rows_is_refused_and_left_alone() {
    let db = migrated_database().await;
    assert!(is_empty(&db).await.unwrap());
    db.execute_unprepared("INSERT INTO tag (name) VALUES ('mine')")
        .await
        .unwrap();

    let refused = seed(&db, SeedOptions { scale: 1 }, |_| ()).await;

    assert_eq!(
        refused.unwrap_err().to_string(),
        "Custom Error: sample data goes into an empty database, but table \"tag\" has rows; \
         empty it with `relata migrate fresh` or name another database"
    );
    assert!(!is_empty(&db).await.unwrap());
    assert_eq!(count(&db, "FROM user").await, 0);
}

#[tokio::test]
async fn a_database_without_tables_is_not_called_empty() {
    let db = empty_database().await;
    assert!(is_empty(&db).await.is_err());
}

#[tokio::test]
async fn progress_reaches_the_total_of_each_table() {
    let db = migrated_database().await;
    let seen: Mutex<Vec<Progress>> = Mutex::default();

    let report = seed(&db, SeedOptions { scale: 3 }, |progress| {
        seen.lock().unwrap().push(progress);
    })
    .await
    .unwrap();

    let seen = seen.into_inner().unwrap();
    for (table, n_rows) in report.tables {
        let last = seen.iter().rfind(|progress| progress.table == table);
        let (done, total) = last.map(|last| (last.done, last.total)).unwrap();
        assert_eq!((done, total), (n_rows, n_rows), "{table}");
    }
}

async fn seed_at(db: &DatabaseConnection, scale: u32) -> SeedReport {
    seed(db, SeedOptions { scale }, |_| ()).await.unwrap()
}

async fn count(db: &DatabaseConnection, from: &str) -> u64 {
    let rows = select(db, &format!("SELECT count(*) {from}")).await;
    let n_rows: i64 = rows[0].try_get_by_index(0).unwrap();
    n_rows.unsigned_abs()
}

/// A number that depends on every value of the table.
async fn checksum(db: &DatabaseConnection, table: &str) -> u64 {
    let columns = select(
        db,
        &format!("SELECT name FROM pragma_table_info('{table}')"),
    )
    .await;
    let columns: Vec<String> = columns
        .iter()
        .map(|row| row.try_get_by_index::<String>(0).unwrap())
        .map(|column| format!("quote({column})"))
        .collect();
    let columns = columns.join(" || ',' || ");
    let rows = select(db, &format!("SELECT {columns} FROM \"{table}\" ORDER BY 1")).await;
    let mut hasher = DefaultHasher::new();
    for row in rows {
        row.try_get_by_index::<String>(0).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

async fn select(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    db.query_all_raw(statement).await.unwrap()
}
