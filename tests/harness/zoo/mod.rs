//! Entities that live only here: each rule and shape of a relation once, with a few rows.
//!
//! They prove that nothing in the engine knows the shipped domain. One file per topic;
//! a topic lists its entities once, and gives their tables and their rows.

pub mod collisions;
pub mod composite;
pub mod corners;
pub mod deletion;
pub mod dependents;
pub mod excuses;
pub mod guarded;
pub mod keys;
pub mod keywords;
pub mod kinds;
pub mod ledger;
pub mod many_to_many;
pub mod many_to_one;
pub mod one_to_one;
pub mod rare_keys;
pub mod renames;
pub mod rules;
pub mod saving;
pub mod self_relations;
pub mod through;
pub mod to_field;

use relation::catalog::{Catalog, CatalogBuilder, CatalogError};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel, Schema,
    SchemaBuilder,
};

/// Registers the entities of every topic.
///
/// # Errors
///
/// The faults of the declarations; there are none.
pub fn catalog() -> Result<Catalog, CatalogError> {
    let topics: [fn(CatalogBuilder) -> CatalogBuilder; 21] = [
        keywords::register,
        renames::register,
        collisions::register,
        keys::register,
        rare_keys::register,
        composite::register,
        many_to_one::register,
        to_field::register,
        one_to_one::register,
        many_to_many::register,
        self_relations::register,
        through::register,
        kinds::register,
        deletion::register,
        rules::register,
        corners::register,
        ledger::register,
        saving::register,
        dependents::register,
        guarded::register,
        excuses::register,
    ];
    topics
        .iter()
        .fold(Catalog::builder(), |builder, register| register(builder))
        .build()
}

/// Creates the tables of every topic and fills them.
///
/// # Errors
///
/// What the database says.
pub async fn create(db: &DatabaseConnection) -> Result<(), DbErr> {
    let topics: [fn(SchemaBuilder) -> SchemaBuilder; 21] = [
        keywords::tables,
        renames::tables,
        collisions::tables,
        keys::tables,
        rare_keys::tables,
        composite::tables,
        many_to_one::tables,
        to_field::tables,
        one_to_one::tables,
        many_to_many::tables,
        self_relations::tables,
        through::tables,
        kinds::tables,
        deletion::tables,
        rules::tables,
        corners::tables,
        ledger::tables,
        saving::tables,
        dependents::tables,
        guarded::tables,
        excuses::tables,
    ];
    let schema = Schema::new(db.get_database_backend()).builder();
    let schema = topics.iter().fold(schema, |schema, tables| tables(schema));
    schema.apply(db).await?;
    fill(db).await
}

async fn fill(db: &DatabaseConnection) -> Result<(), DbErr> {
    keywords::rows(db).await?;
    renames::rows(db).await?;
    collisions::rows(db).await?;
    keys::rows(db).await?;
    rare_keys::rows(db).await?;
    composite::rows(db).await?;
    many_to_one::rows(db).await?;
    to_field::rows(db).await?;
    one_to_one::rows(db).await?;
    many_to_many::rows(db).await?;
    self_relations::rows(db).await?;
    through::rows(db).await?;
    kinds::rows(db).await?;
    deletion::rows(db).await?;
    rules::rows(db).await?;
    corners::rows(db).await?;
    ledger::rows(db).await?;
    saving::rows(db).await?;
    dependents::rows(db).await?;
    guarded::rows(db).await?;
    excuses::rows(db).await
}

/// Lists the entities of a topic once: for the catalog and for the database.
macro_rules! entities {
    ($($entity:ident),+ $(,)?) => {
        pub(super) fn register(
            builder: relation::catalog::CatalogBuilder,
        ) -> relation::catalog::CatalogBuilder {
            builder$(.register::<$entity::Entity>())+
        }

        pub(super) fn tables(schema: sea_orm::SchemaBuilder) -> sea_orm::SchemaBuilder {
            schema$(.register($entity::Entity))+
        }
    };
}
use entities;

/// Inserts rows of one entity, their keys included.
async fn insert<M, A>(
    db: &DatabaseConnection,
    rows: impl IntoIterator<Item = M>,
) -> Result<(), DbErr>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    let rows = rows.into_iter().map(M::into_active_model);
    A::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
