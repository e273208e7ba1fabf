//! Databases are made, copied and deleted, on every server there is.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use servers::{Database, Server, Template, find_all};
use sqlx::{
    AnyConnection, AssertSqlSafe, Connection, any::install_default_drivers, query_scalar, raw_sql,
};

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

async fn connect(database: &Database) -> AnyConnection {
    install_default_drivers();
    AnyConnection::connect(&database.url()).await.unwrap()
}

async fn run(database: &Database, sql: &str) {
    run_on(&mut connect(database).await, sql).await;
}

async fn run_on(connection: &mut AnyConnection, sql: &str) {
    let sql = raw_sql(AssertSqlSafe(sql.to_owned()));
    sql.execute(connection).await.unwrap();
}

async fn numbers(database: &Database, sql: &str) -> Vec<i64> {
    let sql = query_scalar(AssertSqlSafe(sql.to_owned()));
    sql.fetch_all(&mut connect(database).await).await.unwrap()
}

async fn texts(database: &Database, sql: &str) -> Vec<String> {
    let sql = query_scalar(AssertSqlSafe(sql.to_owned()));
    sql.fetch_all(&mut connect(database).await).await.unwrap()
}

/// Wants what a template holds. It takes another row of each table.
async fn expect_new(database: &Database) {
    let authors = "SELECT CONCAT(id, ' ', name, ' ', shout) FROM author ORDER BY id";
    let books = "SELECT CONCAT(id, ' ', title, ' ', author_id) FROM book ORDER BY id";
    assert_eq!(texts(database, authors).await, ["1 Ada ADA", "2 Bo BO"]);
    assert_eq!(texts(database, books).await, ["1 Notes 1"]);
    assert_eq!(texts(database, "SELECT title FROM titles").await, ["Notes"]);

    run(
        database,
        "INSERT INTO author (name) VALUES ('Cy'); INSERT INTO book (title, author_id) VALUES ('More', 3)",
    )
    .await;
    assert_eq!(numbers(database, "SELECT MAX(id) FROM author").await, [3]);
    assert_eq!(numbers(database, "SELECT MAX(id) FROM book").await, [2]);
}

/// Wants a key that leads nowhere to be refused.
async fn expect_foreign_key(database: &Database) {
    let sql = "INSERT INTO book (title, author_id) VALUES ('Lost', 99)";
    let inserted = raw_sql(sql).execute(&mut connect(database).await).await;
    let error = inserted.unwrap_err().into_database_error().unwrap();
    assert!(error.is_foreign_key_violation(), "{error}");
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
        let mut user = connect(&copy).await;
        run_on(&mut user, "BEGIN").await;
        run_on(&mut user, "UPDATE author SET name = 'Eve'").await;
        drop(copy);

        let next = template.copy().await.unwrap();

        expect_new(&next).await;
        assert!(user.ping().await.is_err());
    }
}

#[tokio::test]
async fn a_database_goes_with_its_value() {
    for server in find_all().into_iter().flatten() {
        let database = server.create().await.unwrap();
        let url = database.url();
        let _user = connect(&database).await;
        drop(database);

        assert!(AnyConnection::connect(&url).await.is_err());
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

        assert!(AnyConnection::connect(&url).await.is_err());
    }
}
