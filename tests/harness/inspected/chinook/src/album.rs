use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Album")]
pub struct Model {
    #[sea_orm(column_name = "AlbumId", primary_key)]
    pub album_id: i64,
    #[sea_orm(column_name = "Title")]
    #[sea_orm(column_type = "String(StringLen::N(160))")]
    pub title: String,
    #[sea_orm(column_name = "ArtistId")]
    pub artist_id: i64,
    #[sea_orm(belongs_to, from = "artist_id", to = "artist_id", on_delete = "NoAction")]
    pub artist: BelongsTo<super::artist::Entity>,
    #[sea_orm(has_many)]
    pub tracks: HasMany<super::track::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::Artist).accessor("artist").related_name("albums");
    }
}
