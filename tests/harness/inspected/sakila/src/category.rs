use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "category")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub category_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(25))")]
    pub name: String,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(has_many, via = "film_category")]
    pub films: HasMany<super::film::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .many_to_many::<super::film_category::Entity>("films")
            .related_name("categories");
    }
}
