//! Primary keys of types that are rarely keys, each with a foreign key to it.

use sea_orm::{
    DatabaseConnection, DbErr,
    prelude::{Date, Time},
};

use super::{insert, kinds::Mood};

super::entities!(duty, swap, tick, tick_mark, bell, ring, feeling, diary_page);

/// A key of a day and a truth value.
pub mod duty {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "duty")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub morning: bool,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key of a day and a truth value.
pub mod swap {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "swap")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub day: Date,
        pub morning: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::duty::Entity",
            from = "(Column::Day, Column::Morning)",
            to = "(super::duty::Column::Day, super::duty::Column::Morning)",
            on_delete = "Cascade"
        )]
        Duty,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Duty).accessor("duty");
        }
    }
}

/// A key that is a point in time.
pub mod tick {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tick")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub at: DateTimeUtc,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key that is a point in time.
pub mod tick_mark {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tick_mark")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub tick_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::tick::Entity",
            from = "Column::TickAt",
            to = "super::tick::Column::At",
            on_delete = "Cascade"
        )]
        Tick,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A key that is a time of day.
pub mod bell {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bell")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub at: Time,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key that is a time of day.
pub mod ring {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ring")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub bell_at: Time,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::bell::Entity",
            from = "Column::BellAt",
            to = "super::bell::Column::At",
            on_delete = "Cascade"
        )]
        Bell,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A key that is a value of an enum.
pub mod feeling {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    use crate::zoo::kinds::Mood;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "feeling")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub mood: Mood,
        pub advice: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key that is a value of an enum.
pub mod diary_page {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    use crate::zoo::kinds::Mood;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "diary_page")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub feeling_mood: Option<Mood>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::feeling::Entity",
            from = "Column::FeelingMood",
            to = "super::feeling::Column::Mood",
            on_delete = "SetNull"
        )]
        Feeling,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let day = |day| Date::from_ymd_opt(2024, 2, day).expect("a date");
    let duty = |number, morning, name: &str| duty::Model {
        day: day(number),
        morning,
        name: name.into(),
    };
    let duties = [
        duty(28, true, "Ann"),
        duty(29, false, "Ben"),
        duty(29, true, "Cyd"),
    ];
    insert(db, duties).await?;
    let swap = |id, number, morning| swap::Model {
        id,
        day: day(number),
        morning,
    };
    insert(
        db,
        [swap(1, 29, false), swap(2, 29, true), swap(3, 29, true)],
    )
    .await?;

    let at = |second| Time::from_hms_micro_opt(8, 30, second, 250_000).expect("a time");
    let instant = |second| day(29).and_time(at(second)).and_utc();
    let tick = |second, label: &str| tick::Model {
        at: instant(second),
        label: label.into(),
    };
    insert(db, [tick(0, "first"), tick(1, "second")]).await?;
    let mark = |id, second| tick_mark::Model {
        id,
        tick_at: instant(second),
    };
    insert(db, [mark(1, 1), mark(2, 0), mark(3, 1)]).await?;

    let bell = |second, label: &str| bell::Model {
        at: at(second),
        label: label.into(),
    };
    insert(db, [bell(0, "class"), bell(1, "break")]).await?;
    let ring = |id, second| ring::Model {
        id,
        bell_at: at(second),
    };
    insert(db, [ring(1, 1), ring(2, 0)]).await?;

    let feeling = |mood, advice: &str| feeling::Model {
        mood,
        advice: advice.into(),
    };
    insert(
        db,
        [feeling(Mood::Happy, "go on"), feeling(Mood::SoSo, "rest")],
    )
    .await?;
    let page = |id, feeling_mood| diary_page::Model { id, feeling_mood };
    insert(
        db,
        [
            page(1, Some(Mood::SoSo)),
            page(2, None),
            page(3, Some(Mood::SoSo)),
        ],
    )
    .await
}
