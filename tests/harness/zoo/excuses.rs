//! Rows that one key keeps and another takes, and rows whose key is written in part.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(artist, album, song, review, quay, dock, fender);

/// Whose albums and songs go with it.
pub mod artist {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "artist")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Goes with its artist, if its songs do.
pub mod album {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "album")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub artist_id: i64,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::artist::Entity",
            from = "Column::ArtistId",
            to = "super::artist::Column::Id",
            on_delete = "Cascade"
        )]
        Artist,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Keeps its album, unless it goes with its artist or with the song that it is a version of.
pub mod song {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "song")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub artist_id: i64,
        #[sea_orm(indexed)]
        pub album_id: Option<i64>,
        #[sea_orm(indexed)]
        pub original_id: Option<i64>,
        #[sea_orm(indexed)]
        pub next_id: Option<i64>,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::artist::Entity",
            from = "Column::ArtistId",
            to = "super::artist::Column::Id",
            on_delete = "Cascade"
        )]
        Artist,
        #[sea_orm(
            belongs_to = "super::album::Entity",
            from = "Column::AlbumId",
            to = "super::album::Column::Id"
        )]
        Album,
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::OriginalId",
            to = "Column::Id",
            on_delete = "Cascade"
        )]
        Original,
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::NextId",
            to = "Column::Id",
            on_delete = "SetNull"
        )]
        Next,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Album)
                .on_delete(OnDelete::Restrict);
            model
                .foreign_key(Relation::Original)
                .related_name("versions");
            model.foreign_key(Relation::Next).related_name("previous");
        }
    }
}

/// Goes with its album, but keeps its song even then.
pub mod review {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "review")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub album_id: i64,
        #[sea_orm(indexed)]
        pub song_id: Option<i64>,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::album::Entity",
            from = "Column::AlbumId",
            to = "super::album::Column::Id",
            on_delete = "Cascade"
        )]
        Album,
        #[sea_orm(
            belongs_to = "super::song::Entity",
            from = "Column::SongId",
            to = "super::song::Column::Id",
            on_delete = "Restrict"
        )]
        Song,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// What docks refer to by two columns.
pub mod quay {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "quay")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub harbor: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Goes with its quay. The harbor is a part of the key to another quay too, whose rule writes it.
pub mod dock {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "dock")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(default_value = 1)]
        pub harbor: Option<i64>,
        pub number: Option<i64>,
        #[sea_orm(default_value = 1)]
        pub spare_number: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::quay::Entity",
            from = "(Column::Harbor, Column::Number)",
            to = "(super::quay::Column::Harbor, super::quay::Column::Number)"
        )]
        Quay,
        #[sea_orm(
            belongs_to = "super::quay::Entity",
            from = "(Column::Harbor, Column::SpareNumber)",
            to = "(super::quay::Column::Harbor, super::quay::Column::Number)"
        )]
        Spare,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Quay)
                .accessor("quay")
                .on_delete(OnDelete::Cascade);
            model
                .foreign_key(Relation::Spare)
                .accessor("spare")
                .related_name("spares")
                .on_delete(OnDelete::SetDefault);
        }
    }
}

/// Goes with its dock.
pub mod fender {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "fender")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub dock_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::dock::Entity",
            from = "Column::DockId",
            to = "super::dock::Column::Id",
            on_delete = "Cascade"
        )]
        Dock,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let artist = |id, name: &str| artist::Model {
        id,
        name: name.into(),
    };
    insert(db, [artist(1, "Ada"), artist(2, "Bob")]).await?;
    let album = |id, artist_id, title: &str| album::Model {
        id,
        artist_id,
        title: title.into(),
    };
    insert(db, [album(1, 1, "Own"), album(2, 1, "Shared")]).await?;
    let song = |id, artist_id, album_id| song::Model {
        id,
        artist_id,
        album_id: Some(album_id),
        original_id: None,
        next_id: None,
        title: format!("Song {id}"),
    };
    insert(db, [song(1, 1, 1), song(2, 1, 2), song(3, 2, 2)]).await?;
    let review = review::Model {
        id: 1,
        album_id: 1,
        song_id: Some(1),
        text: "loud".into(),
    };
    insert(db, [review]).await?;
    let quay = |harbor, number| quay::Model { harbor, number };
    insert(db, [quay(1, 1), quay(1, 2), quay(2, 1), quay(2, 2)]).await?;
    let dock = |id, harbor, number, spare_number| dock::Model {
        id,
        harbor: Some(harbor),
        number,
        spare_number,
    };
    let docks = [dock(1, 2, None, Some(1)), dock(2, 1, Some(2), Some(1))];
    insert(db, docks).await?;
    insert(db, [1, 2].map(|id| fender::Model { id, dock_id: id })).await
}
