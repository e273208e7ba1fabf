use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub inventory_id: i32,
    pub film_id: i16,
    pub store_id: i16,
    #[sea_orm(default_expr = "Expr::cust(\"now()\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(belongs_to, from = "film_id", to = "film_id", on_delete = "NoAction")]
    pub film: BelongsTo<super::film::Entity>,
    #[sea_orm(has_many)]
    pub rentals: HasMany<super::rental::Entity>,
    #[sea_orm(belongs_to, from = "store_id", to = "store_id", on_delete = "NoAction")]
    pub store: BelongsTo<super::store::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::Film).accessor("film").related_name("inventories");
        model.foreign_key(Relation::Store).accessor("store").related_name("inventories");
    }
}
