use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "PlaylistTrack")]
pub struct Model {
    #[sea_orm(column_name = "PlaylistId", primary_key, auto_increment = false)]
    pub playlist_id: i32,
    #[sea_orm(column_name = "TrackId", primary_key, auto_increment = false)]
    pub track_id: i32,
    #[sea_orm(
        belongs_to,
        from = "playlist_id",
        to = "playlist_id",
        on_delete = "NoAction"
    )]
    pub playlist: BelongsTo<super::playlist::Entity>,
    #[sea_orm(belongs_to, from = "track_id", to = "track_id", on_delete = "NoAction")]
    pub track: BelongsTo<super::track::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::Playlist).accessor("playlist");
        model.foreign_key(Relation::Track).accessor("track");
    }
}
