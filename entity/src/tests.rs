//! The catalog has the accessors that the API promises, and the migrated database is what the
//! entities say: it is compared with a second one whose tables SeaORM creates from the entities.

use std::collections::BTreeSet;

use migration::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait,
    QueryResult, Schema, Statement,
};
use sea_orm_migration::MigratorTrait;

#[test]
fn the_catalog_has_these_accessors_and_no_others() {
    let catalog = crate::catalog().unwrap();
    let accessors = catalog.models().iter().flat_map(|model| {
        catalog.accessors_of(model.id).map(|accessor| {
            let target = &catalog[accessor.target].name;
            format!("{}.{} -> {target}", model.name, accessor.name)
        })
    });
    assert_eq!(accessors.collect::<Vec<_>>(), ACCESSORS);
}

const ACCESSORS: &[&str] = &[
    "User.profile -> Profile",
    "User.posts -> Post",
    "User.following -> User",
    "User.followers -> User",
    "Profile.user -> User",
    "Follow.follower -> User",
    "Follow.followed -> User",
    "Category.parent -> Category",
    "Category.children -> Category",
    "Category.posts -> Post",
    "Category.articles -> Article",
    "Tag.posts -> Post",
    "Post.author -> User",
    "Post.category -> Category",
    "Post.comments -> Comment",
    "Post.tags -> Tag",
    "PostTag.post -> Post",
    "PostTag.tag -> Tag",
    "Comment.post -> Post",
    "Reporter.article_set -> Article",
    "Reporter.contribution_set -> Contribution",
    "Reporter.contributed_articles -> Article",
    "Article.reporter -> Reporter",
    "Article.category -> Category",
    "Article.contribution_set -> Contribution",
    "Article.contributors -> Reporter",
    "Contribution.article -> Article",
    "Contribution.reporter -> Reporter",
];

#[test]
fn every_field_and_accessor_is_described() {
    let catalog = crate::catalog().unwrap();
    for model in catalog.models() {
        assert!(model.description.is_some(), "{}", model.name);
        for field in &model.fields {
            let implied = field.is_foreign_key || field.name == "id";
            assert!(
                implied || field.description.is_some(),
                "{}.{}",
                model.name,
                field.name
            );
        }
        for accessor in catalog.accessors_of(model.id) {
            let name = &accessor.name;
            assert!(accessor.description.is_some(), "{}.{name}", model.name);
        }
    }
}

#[tokio::test]
async fn each_entity_has_its_table_and_each_table_its_entity() {
    let (declared, migrated) = databases().await;
    assert_eq!(table_names(&declared).await, table_names(&migrated).await);
}

#[tokio::test]
async fn columns_are_equal() {
    let select = "SELECT name, type || iif(\"notnull\" OR pk, ' not null', '') \
                  || iif(pk, ' key ' || pk, '') || iif(dflt_value IS NULL, '', ' default') \
                  FROM pragma_table_info($1) ORDER BY name";
    expect_equal(select).await;
}

#[tokio::test]
async fn foreign_keys_have_the_same_targets_and_rules() {
    let select = "SELECT \"from\", \"table\" || '.' || \"to\" || ' ' || on_delete \
                  FROM pragma_foreign_key_list($1) ORDER BY \"from\"";
    expect_equal(select).await;
}

#[tokio::test]
async fn unique_columns_are_equal() {
    let select = "SELECT 'unique', group_concat(c.name) \
                  FROM pragma_index_list($1) i, pragma_index_info(i.name) c \
                  WHERE i.\"unique\" GROUP BY i.name ORDER BY 2";
    expect_equal(select).await;
}

#[tokio::test]
async fn each_foreign_key_leads_an_index() {
    let (_, migrated) = databases().await;
    let bare = "SELECT k.\"from\", 'has no index' FROM pragma_foreign_key_list($1) k \
                WHERE k.\"from\" NOT IN (SELECT c.name FROM pragma_index_list($1) i, \
                pragma_index_info(i.name) c WHERE c.seqno = 0)";
    for table in table_names(&migrated).await {
        assert_eq!(facts(&migrated, &table, bare).await, [], "{table}");
    }
}

/// Runs `select` for each table on both databases; it takes the table's name and gives two
/// texts in a row.
async fn expect_equal(select: &str) {
    let (declared, migrated) = databases().await;
    for table in table_names(&declared).await {
        assert_eq!(
            facts(&migrated, &table, select).await,
            facts(&declared, &table, select).await,
            "{table}: migrated on the left, declared on the right",
        );
    }
}

/// A database as the entities declare it and one as the migrations leave it.
async fn databases() -> (DatabaseConnection, DatabaseConnection) {
    let declared = empty_database().await;
    create::<crate::user::Entity>(&declared).await;
    create::<crate::profile::Entity>(&declared).await;
    create::<crate::follow::Entity>(&declared).await;
    create::<crate::category::Entity>(&declared).await;
    create::<crate::tag::Entity>(&declared).await;
    create::<crate::post::Entity>(&declared).await;
    create::<crate::post_tag::Entity>(&declared).await;
    create::<crate::comment::Entity>(&declared).await;
    create::<crate::reporter::Entity>(&declared).await;
    create::<crate::article::Entity>(&declared).await;
    create::<crate::contribution::Entity>(&declared).await;
    let migrated = empty_database().await;
    Migrator::up(&migrated, None).await.unwrap();
    (declared, migrated)
}

async fn create<E: EntityTrait + Default>(db: &DatabaseConnection) {
    let schema = Schema::new(DbBackend::Sqlite);
    let table = schema.create_table_from_entity(E::default());
    db.execute(&table).await.unwrap();
    for index in schema.create_index_from_entity(E::default()) {
        db.execute(&index).await.unwrap();
    }
}

/// A database in memory; one connection, because each would open a database of its own.
async fn empty_database() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

async fn table_names(db: &DatabaseConnection) -> BTreeSet<String> {
    let select = "SELECT name, '' FROM sqlite_master WHERE type = 'table' \
                  AND name NOT LIKE 'sqlite%' AND name <> 'seaql_migrations' AND $1 = ''";
    let tables = facts(db, "", select).await;
    tables.into_iter().map(|(name, _)| name).collect()
}

async fn facts(db: &DatabaseConnection, table: &str, select: &str) -> Vec<(String, String)> {
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, select, [table.into()]);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(pair).collect()
}

fn pair(row: &QueryResult) -> (String, String) {
    row.try_get_many_by_index().unwrap()
}
