use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub city_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(50))")]
    pub city: String,
    pub country_id: i64,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(has_many)]
    pub addresses: HasMany<super::address::Entity>,
    #[sea_orm(
        belongs_to,
        from = "country_id",
        to = "country_id",
        on_delete = "NoAction"
    )]
    pub country: BelongsTo<super::country::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::Country).accessor("country").related_name("cities");
    }
}
