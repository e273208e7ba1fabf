use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Artist")]
pub struct Model {
    #[sea_orm(column_name = "ArtistId", primary_key)]
    pub artist_id: i32,
    #[sea_orm(column_name = "Name")]
    #[sea_orm(column_type = "String(StringLen::N(120))", nullable)]
    pub name: Option<String>,
    #[sea_orm(has_many)]
    pub albums: HasMany<super::album::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(_model: &mut Declaration<Self>) {}
}
