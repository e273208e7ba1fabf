use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Playlist")]
pub struct Model {
    #[sea_orm(column_name = "PlaylistId", primary_key)]
    pub playlist_id: i32,
    #[sea_orm(column_name = "Name")]
    #[sea_orm(column_type = "String(StringLen::N(120))", nullable)]
    pub name: Option<String>,
    #[sea_orm(has_many, via = "playlist_track")]
    pub tracks: HasMany<super::track::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .many_to_many::<super::playlist_track::Entity>("tracks")
            .related_name("playlists");
    }
}
