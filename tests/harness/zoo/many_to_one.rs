//! Foreign keys: several to one target, to the own table, without a reverse side.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(folder, human, memo, club, fixture, letter);

/// A tree, with the default reverse accessor.
pub mod folder {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "folder")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub parent_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::ParentId",
            to = "Column::Id",
            on_delete = "Cascade"
        )]
        Parent,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Two keys to the own table.
pub mod human {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "human")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub mother_id: Option<i64>,
        #[sea_orm(indexed)]
        pub father_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::MotherId",
            to = "Column::Id",
            on_delete = "SetNull"
        )]
        Mother,
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::FatherId",
            to = "Column::Id",
            on_delete = "SetNull"
        )]
        Father,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.display(Column::Name);
            model
                .foreign_key(Relation::Mother)
                .related_name("mothers_child_set");
            model
                .foreign_key(Relation::Father)
                .related_name("fathers_child_set");
        }
    }
}

/// Two keys to one table, neither with a reverse side.
pub mod memo {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "memo")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
        #[sea_orm(indexed)]
        pub author_id: i64,
        #[sea_orm(indexed)]
        pub editor_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::human::Entity",
            from = "Column::AuthorId",
            to = "super::human::Column::Id",
            on_delete = "Cascade"
        )]
        Author,
        #[sea_orm(
            belongs_to = "super::human::Entity",
            from = "Column::EditorId",
            to = "super::human::Column::Id",
            on_delete = "SetNull"
        )]
        Editor,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Author).no_reverse();
            model.foreign_key(Relation::Editor).no_reverse();
        }
    }
}

/// The target of two keys of one table.
pub mod club {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "club")]
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

/// Two required keys to one table, each with its reverse name.
pub mod fixture {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "fixture")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub home_id: i64,
        #[sea_orm(indexed)]
        pub away_id: i64,
        pub round: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::club::Entity",
            from = "Column::HomeId",
            to = "super::club::Column::Id",
            on_delete = "Cascade"
        )]
        Home,
        #[sea_orm(
            belongs_to = "super::club::Entity",
            from = "Column::AwayId",
            to = "super::club::Column::Id",
            on_delete = "Cascade"
        )]
        Away,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Home)
                .related_name("home_fixtures");
            model
                .foreign_key(Relation::Away)
                .related_name("away_fixtures");
        }
    }
}

/// One default reverse name for all keys of the model.
pub mod letter {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub subject: String,
        #[sea_orm(indexed)]
        pub sender_id: i64,
        #[sea_orm(indexed)]
        pub club_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::human::Entity",
            from = "Column::SenderId",
            to = "super::human::Column::Id",
            on_delete = "Cascade"
        )]
        Sender,
        #[sea_orm(
            belongs_to = "super::club::Entity",
            from = "Column::ClubId",
            to = "super::club::Column::Id",
            on_delete = "SetNull"
        )]
        Club,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.default_related_name("letters");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let folder = |id, name: &str, parent_id| folder::Model {
        id,
        name: name.into(),
        parent_id,
    };
    let folders = [
        folder(1, "root", None),
        folder(2, "usr", Some(1)),
        folder(3, "etc", Some(1)),
        folder(4, "share", Some(2)),
        folder(5, "loop", Some(5)),
    ];
    insert(db, folders).await?;

    let human = |id, name: &str, mother_id, father_id| human::Model {
        id,
        name: name.into(),
        mother_id,
        father_id,
    };
    let humans = [
        human(1, "Jane", None, None),
        human(2, "John", None, None),
        human(3, "Jim", Some(1), Some(2)),
        human(4, "Joan", Some(1), None),
    ];
    insert(db, humans).await?;

    let memo = |id, text: &str, author_id, editor_id| memo::Model {
        id,
        text: text.into(),
        author_id,
        editor_id,
    };
    insert(
        db,
        [memo(1, "call back", 1, Some(2)), memo(2, "done", 1, None)],
    )
    .await?;

    let club = |id, name: &str| club::Model {
        id,
        name: name.into(),
    };
    insert(db, [club(1, "Hawks"), club(2, "Reds"), club(3, "Gulls")]).await?;

    let fixture = |id, home_id, away_id| fixture::Model {
        id,
        home_id,
        away_id,
        round: 1,
    };
    insert(db, [fixture(1, 1, 2), fixture(2, 2, 1), fixture(3, 1, 3)]).await?;

    let letter = |id, subject: &str, sender_id, club_id| letter::Model {
        id,
        subject: subject.into(),
        sender_id,
        club_id,
    };
    let letters = [
        letter(1, "Joining", 3, Some(1)),
        letter(2, "Leaving", 3, Some(1)),
        letter(3, "Greetings", 4, None),
    ];
    insert(db, letters).await
}
