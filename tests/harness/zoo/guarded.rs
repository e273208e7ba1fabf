//! Links with data that other rows refer to, by the two rules that keep them.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(panel, speaker, appearance, recording, transcript);

/// Those on whom speakers appear.
pub mod panel {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "panel")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub topic: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::appearance::Entity>("speakers")
                .related_name("panels");
        }
    }
}

/// Those who appear.
pub mod speaker {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "speaker")]
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

/// The link.
pub mod appearance {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "appearance")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub panel_id: i64,
        #[sea_orm(indexed)]
        pub speaker_id: i64,
        pub minutes: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::panel::Entity",
            from = "Column::PanelId",
            to = "super::panel::Column::Id",
            on_delete = "Cascade"
        )]
        Panel,
        #[sea_orm(
            belongs_to = "super::speaker::Entity",
            from = "Column::SpeakerId",
            to = "super::speaker::Column::Id",
            on_delete = "Cascade"
        )]
        Speaker,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Keeps its link.
pub mod recording {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "recording")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub appearance_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::appearance::Entity",
            from = "Column::AppearanceId",
            to = "super::appearance::Column::Id",
            on_delete = "Restrict"
        )]
        Appearance,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Keeps its link, unless it goes by another path.
pub mod transcript {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "transcript")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub appearance_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::appearance::Entity",
            from = "Column::AppearanceId",
            to = "super::appearance::Column::Id"
        )]
        Appearance,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Appearance)
                .on_delete(OnDelete::Restrict);
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let panel = |id, topic: &str| panel::Model {
        id,
        topic: topic.into(),
    };
    insert(db, [panel(1, "Keys"), panel(2, "Rows")]).await?;
    let speaker = |id, name: &str| speaker::Model {
        id,
        name: name.into(),
    };
    insert(
        db,
        [speaker(1, "Ada"), speaker(2, "Bob"), speaker(3, "Cyd")],
    )
    .await?;
    let appearance = |id, panel_id, speaker_id| appearance::Model {
        id,
        panel_id,
        speaker_id,
        minutes: None,
    };
    let links = [(1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 2)];
    insert(
        db,
        links.map(|(id, panel, speaker)| appearance(id, panel, speaker)),
    )
    .await?;
    let recording = |id, appearance_id| recording::Model { id, appearance_id };
    insert(db, [recording(1, 1), recording(2, 1)]).await?;
    let transcript = transcript::Model {
        id: 1,
        appearance_id: 2,
    };
    insert(db, [transcript]).await
}
