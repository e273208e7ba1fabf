use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Track")]
pub struct Model {
    #[sea_orm(column_name = "TrackId", primary_key)]
    pub track_id: i64,
    #[sea_orm(column_name = "Name")]
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub name: String,
    #[sea_orm(column_name = "AlbumId")]
    pub album_id: Option<i64>,
    #[sea_orm(column_name = "MediaTypeId")]
    pub media_type_id: i64,
    #[sea_orm(column_name = "GenreId")]
    pub genre_id: Option<i64>,
    #[sea_orm(column_name = "Composer")]
    #[sea_orm(column_type = "String(StringLen::N(220))", nullable)]
    pub composer: Option<String>,
    #[sea_orm(column_name = "Milliseconds")]
    pub milliseconds: i64,
    #[sea_orm(column_name = "Bytes")]
    pub bytes: Option<i64>,
    #[sea_orm(column_name = "UnitPrice", column_type = "Decimal(Some((10, 2)))")]
    pub unit_price: Decimal,
    #[sea_orm(belongs_to, from = "album_id", to = "album_id", on_delete = "NoAction")]
    pub album: BelongsTo<Option<super::album::Entity>>,
    #[sea_orm(belongs_to, from = "genre_id", to = "genre_id", on_delete = "NoAction")]
    pub genre: BelongsTo<Option<super::genre::Entity>>,
    #[sea_orm(has_many)]
    pub invoice_lines: HasMany<super::invoice_line::Entity>,
    #[sea_orm(
        belongs_to,
        from = "media_type_id",
        to = "media_type_id",
        on_delete = "NoAction"
    )]
    pub media_type: BelongsTo<super::media_type::Entity>,
    #[sea_orm(has_many, via = "playlist_track")]
    pub playlists: HasMany<super::playlist::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::Genre).accessor("genre").related_name("tracks");
        model
            .foreign_key(Relation::MediaType)
            .accessor("media_type")
            .related_name("tracks");
        model.foreign_key(Relation::Album).accessor("album").related_name("tracks");
        model
            .many_to_many::<super::playlist_track::Entity>("playlists")
            .related_name("tracks");
    }
}
