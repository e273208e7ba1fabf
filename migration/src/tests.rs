//! The migrations run on an empty SQLite database, down, and up again.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, Statement},
};

use crate::Migrator;

#[tokio::test]
async fn migrations_go_up_down_and_up_again() {
    let db = empty_database().await;

    Migrator::up(&db, None).await.unwrap();
    let first = schema_of(&db).await;
    Migrator::down(&db, None).await.unwrap();
    let bare = schema_of(&db).await;
    Migrator::up(&db, None).await.unwrap();

    assert_eq!(bare, Vec::<String>::new());
    assert_eq!(schema_of(&db).await, first);
    assert_eq!(
        first.iter().filter(|sql| sql.contains("TABLE")).count(),
        Migrator::migrations().len(),
    );
}

#[tokio::test]
async fn each_migration_can_be_taken_back_alone() {
    let db = empty_database().await;
    for _ in Migrator::migrations() {
        let before = schema_of(&db).await;
        Migrator::up(&db, Some(1)).await.unwrap();
        Migrator::down(&db, Some(1)).await.unwrap();
        assert_eq!(schema_of(&db).await, before);
        Migrator::up(&db, Some(1)).await.unwrap();
    }
}

#[tokio::test]
async fn an_unknown_status_is_refused() {
    let db = migrated_database().await;
    db.execute_unprepared("INSERT INTO user (username, email) VALUES ('ada', 'ada@example.org')")
        .await
        .unwrap();

    let refused = db
        .execute_unprepared(
            "INSERT INTO post (title, content, status, author_id) VALUES ('a', 'b', 'LOST', 1)",
        )
        .await;

    assert!(refused.unwrap_err().to_string().contains("CHECK"));
}

#[tokio::test]
async fn columns_left_out_take_their_defaults() {
    let db = migrated_database().await;
    db.execute_unprepared("INSERT INTO user (username, email) VALUES ('ada', 'ada@example.org')")
        .await
        .unwrap();
    db.execute_unprepared("INSERT INTO post (title, content, author_id) VALUES ('a', 'b', 1)")
        .await
        .unwrap();

    let row = db
        .query_one_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT status, created_at FROM post",
        ))
        .await
        .unwrap()
        .unwrap();

    assert_eq!(row.try_get::<String>("", "status").unwrap(), "DRAFT");
    let created_at: String = row.try_get("", "created_at").unwrap();
    assert_eq!(
        chrono::DateTime::parse_from_rfc3339(&created_at)
            .unwrap()
            .to_rfc3339(),
        created_at,
    );
}

/// A database in memory; one connection, because each would open a database of its own.
pub(crate) async fn empty_database() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

pub(crate) async fn migrated_database() -> DatabaseConnection {
    let db = empty_database().await;
    Migrator::up(&db, None).await.unwrap();
    db
}

/// The statements that would create our tables and indexes.
async fn schema_of(db: &DatabaseConnection) -> Vec<String> {
    let select = "SELECT sql FROM sqlite_master \
                  WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'sqlite%' \
                  AND tbl_name <> 'seaql_migrations' ORDER BY name";
    db.query_all_raw(Statement::from_string(DbBackend::Sqlite, select))
        .await
        .unwrap()
        .iter()
        .map(|row| row.try_get("", "sql").unwrap())
        .collect()
}
