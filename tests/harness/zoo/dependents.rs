//! A many-to-many relation whose links have rows of their own below them.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(play, actor, part, cue);

/// One side.
pub mod play {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "play")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::part::Entity>("cast")
                .related_name("plays");
        }
    }
}

/// The other side.
pub mod actor {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "actor")]
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
pub mod part {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "part")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique_key = "pair")]
        pub play_id: i64,
        #[sea_orm(unique_key = "pair", indexed)]
        pub actor_id: i64,
        pub role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::play::Entity",
            from = "Column::PlayId",
            to = "super::play::Column::Id",
            on_delete = "Cascade"
        )]
        Play,
        #[sea_orm(
            belongs_to = "super::actor::Entity",
            from = "Column::ActorId",
            to = "super::actor::Column::Id",
            on_delete = "Cascade"
        )]
        Actor,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.display(Column::Role);
        }
    }
}

/// What goes with the link.
pub mod cue {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "cue")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub part_id: i64,
        pub line: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::part::Entity",
            from = "Column::PartId",
            to = "super::part::Column::Id",
            on_delete = "Cascade"
        )]
        Part,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Part).related_name("cues");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let play = |id, title: &str| play::Model {
        id,
        title: title.into(),
    };
    insert(db, [play(1, "Faust"), play(2, "Lear")]).await?;
    let actor = |id, name: &str| actor::Model {
        id,
        name: name.into(),
    };
    insert(db, [actor(1, "Ann"), actor(2, "Ben"), actor(3, "Cyd")]).await?;
    let part = |id, play_id, actor_id, role: &str| part::Model {
        id,
        play_id,
        actor_id,
        role: role.into(),
    };
    let parts = [
        part(1, 1, 1, "Gretchen"),
        part(2, 1, 2, "Faust"),
        part(3, 2, 2, "Lear"),
    ];
    insert(db, parts).await?;
    let cue = |id, part_id, line: &str| cue::Model {
        id,
        part_id,
        line: line.into(),
    };
    let cues = [
        cue(1, 1, "Heinrich!"),
        cue(2, 2, "Verweile doch!"),
        cue(3, 3, "Howl!"),
    ];
    insert(db, cues).await
}
