use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "MediaType")]
pub struct Model {
    #[sea_orm(column_name = "MediaTypeId", primary_key)]
    pub media_type_id: i64,
    #[sea_orm(column_name = "Name")]
    #[sea_orm(column_type = "String(StringLen::N(120))", nullable)]
    pub name: Option<String>,
    #[sea_orm(has_many)]
    pub tracks: HasMany<super::track::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(_model: &mut Declaration<Self>) {}
}
