//! Databases are made, copied and deleted, on every server there is.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, SqlErr, Statement, TryGetable,
};
use servers::{Database, Server, Template, find_all};

/// A table whose key is counted, one that refers to it, and a view.
fn tables(server: Server) -> String {
    let key = match server {
        Server::Postgres => "BIGSERIAL",
        Server::MySql => "BIGINT AUTO_INCREMENT",
    };
    format!(
        "CREATE TABLE author (id {key} PRIMARY KEY, name VARCHAR(40) NOT NULL,
             shout VARCHAR(40) GENERATED ALWAYS AS (UPPER(name)) STORED);
         CREATE TABLE book (id {key} PRIMARY KEY, title VARCHAR(40) NOT NULL, author_id BIGINT NOT NULL,
             FOREIGN KEY (author_id) REFERENCES author (id));
         CREATE VIEW titles AS SELECT title FROM book;
         INSERT INTO author (name) VALUES ('Ada'), ('Bo');
         INSERT INTO book (title, author_id) VALUES ('Notes', 1)"
    )
}

/// A template on each server there is.
async fn templates() -> Vec<(Server, Template)> {
    let mut templates = Vec::new();
    for (server, found) in Server::ALL.into_iter().zip(find_all()) {
        let Ok(found) = found else { continue };
        let database = found.create().await.unwrap();
        run(&database, &tables(server)).await;
        templates.push((server, database.into_template().await.unwrap()));
    }
    templates
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await
}

async fn run(database: &Database, sql: &str) {
    let db = connect(&database.url()).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

async fn column<T: TryGetable>(database: &Database, sql: &str) -> Vec<T> {
    let db = connect(&database.url()).await.unwrap();
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    db.close().await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

/// Wants what a template holds. It takes another row of each table.
async fn expect_new(database: &Database) {
    let authors = "SELECT CONCAT(id, ' ', name, ' ', shout) FROM author ORDER BY id";
    let books = "SELECT CONCAT(id, ' ', title, ' ', author_id) FROM book ORDER BY id";
    assert_eq!(
        column::<String>(database, authors).await,
        ["1 Ada ADA", "2 Bo BO"]
    );
    assert_eq!(column::<String>(database, books).await, ["1 Notes 1"]);
    assert_eq!(
        column::<String>(database, "SELECT title FROM titles").await,
        ["Notes"]
    );

    run(
        database,
        "INSERT INTO author (name) VALUES ('Cy'); INSERT INTO book (title, author_id) VALUES ('More', 3)",
    )
    .await;
    assert_eq!(
        column::<i64>(database, "SELECT MAX(id) FROM author").await,
        [3]
    );
    assert_eq!(
        column::<i64>(database, "SELECT MAX(id) FROM book").await,
        [2]
    );
}

/// Wants a key that leads nowhere to be refused.
async fn expect_foreign_key(database: &Database) {
    let db = connect(&database.url()).await.unwrap();
    let lost = "INSERT INTO book (title, author_id) VALUES ('Lost', 99)";
    let error = db.execute_unprepared(lost).await.unwrap_err();
    assert!(
        matches!(
            error.sql_err(),
            Some(SqlErr::ForeignKeyConstraintViolation(_))
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_copy_holds_what_its_template_holds() {
    for (_, template) in templates().await {
        let copies = [
            template.copy().await.unwrap(),
            template.copy().await.unwrap(),
        ];

        for copy in &copies {
            expect_new(copy).await;
            expect_foreign_key(copy).await;
        }
    }
}

#[tokio::test]
async fn what_a_copy_was_used_for_is_not_seen_in_the_next() {
    for (_, template) in templates().await {
        for change in [
            "DELETE FROM book; DELETE FROM author",
            "UPDATE author SET name = 'Eve'",
            // What is left of it is where the keys go on.
            "INSERT INTO author (name) VALUES ('Dee'); DELETE FROM author WHERE name = 'Dee'",
            "CREATE TABLE other (id INTEGER)",
            "ALTER TABLE book ADD COLUMN pages INTEGER",
            "CREATE INDEX by_title ON book (title)",
            "DROP TABLE book CASCADE",
            "DROP VIEW titles; CREATE VIEW titles AS SELECT 'None' AS title",
        ] {
            let copy = template.copy().await.unwrap();
            run(&copy, change).await;
            drop(copy);

            let next = template.copy().await.unwrap();
            expect_new(&next).await;
            expect_foreign_key(&next).await;
            // Its index and its column would be in the way.
            run(&next, "CREATE INDEX by_title ON book (title)").await;
            run(&next, "ALTER TABLE book ADD COLUMN pages INTEGER").await;
        }
    }
}

#[tokio::test]
async fn a_copy_that_is_in_use_can_be_given_up() {
    for (_, template) in templates().await {
        let copy = template.copy().await.unwrap();
        let user = connect(&copy.url()).await.unwrap();
        let unfinished = "BEGIN; UPDATE author SET name = 'Eve'";
        user.execute_unprepared(unfinished).await.unwrap();
        drop(copy);

        let next = template.copy().await.unwrap();

        expect_new(&next).await;
    }
}

#[tokio::test]
async fn a_database_goes_with_its_value() {
    for server in find_all().into_iter().flatten() {
        let database = server.create().await.unwrap();
        let url = database.url();
        let _user = connect(&url).await.unwrap();
        drop(database);

        connect(&url).await.unwrap_err();
    }
}

#[tokio::test]
async fn databases_go_with_their_template() {
    for (_, template) in templates().await {
        let copy = template.copy().await.unwrap();
        let url = copy.url();
        drop(template);
        expect_new(&copy).await;

        drop(copy);

        connect(&url).await.unwrap_err();
    }
}
