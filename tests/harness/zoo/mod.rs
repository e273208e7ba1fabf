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

use std::{str::FromStr, sync::LazyLock};

use relation::{
    catalog::{Catalog, CatalogBuilder, CatalogError, FieldId},
    sql::Dialect,
};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityName, EntityTrait,
    IntoActiveModel,
};

use crate::tables::Tables;

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
    let topics: [fn(Tables) -> Tables; 21] = [
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
    let none = Tables::new(db.get_database_backend());
    let tables = topics.iter().fold(none, |tables, add| add(tables));
    tables.create(db).await?;
    fill(db).await?;
    tables.add_foreign_keys(db).await
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

        pub(super) fn tables(tables: crate::tables::Tables) -> crate::tables::Tables {
            tables$(.register($entity::Entity))+
        }
    };
}
use entities;

/// Inserts rows of one entity, their keys included, as the engine writes values: SeaORM itself knows some
/// kinds of numbers on SQLite only.
async fn insert<M, A>(
    db: &DatabaseConnection,
    rows: impl IntoIterator<Item = M>,
) -> Result<(), DbErr>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| catalog().expect("no faults"));
    let entity = A::Entity::default();
    let mut models = CATALOG.models().iter();
    let model = models.find(|model| model.table.inner() == entity.table_name());
    let model = model.expect("a registered entity");
    let rows: Vec<A> = rows.into_iter().map(M::into_active_model).collect();
    let value = |row: &A, field: FieldId| {
        let name = model[field].column.inner();
        let column = <A::Entity as EntityTrait>::Column::from_str(&name);
        row.get(column.ok().expect("a column")).into_value()
    };
    // The rows of one call have values for the same columns.
    let fields = model.field_ids();
    let fields: Vec<_> = fields
        .filter(|field| value(&rows[0], *field).is_some())
        .collect();
    let values = |row: &A| {
        let values = fields.iter().map(|field| value(row, *field));
        values.map(|value| value.expect("a value")).collect()
    };
    let rows = rows.iter().map(values).collect();
    let dialect = Dialect::of(db.get_database_backend())?;
    db.execute_raw(relation::sql::insert(dialect, model, &fields, rows, &[]))
        .await?;
    Ok(())
}
