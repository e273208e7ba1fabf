use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "actor")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub actor_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(45))")]
    pub first_name: String,
    #[sea_orm(column_type = "String(StringLen::N(45))")]
    pub last_name: String,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(has_many, via = "film_actor")]
    pub films: HasMany<super::film::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(_model: &mut Declaration<Self>) {}
}
