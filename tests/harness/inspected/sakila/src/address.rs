use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "address")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub address_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(50))")]
    pub address: String,
    #[sea_orm(column_type = "String(StringLen::N(50))", nullable)]
    pub address2: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub district: String,
    pub city_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(10))", nullable)]
    pub postal_code: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub phone: String,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(belongs_to, from = "city_id", to = "city_id", on_delete = "NoAction")]
    pub city: BelongsTo<super::city::Entity>,
    #[sea_orm(has_many)]
    pub customers: HasMany<super::customer::Entity>,
    #[sea_orm(has_many)]
    pub staff: HasMany<super::staff::Entity>,
    #[sea_orm(has_many)]
    pub stores: HasMany<super::store::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::City).accessor("city").related_name("addresses");
    }
}
