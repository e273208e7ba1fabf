use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "language")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub language_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub name: String,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(_model: &mut Declaration<Self>) {}
}
