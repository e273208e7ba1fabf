//! Names that collide: plural with singular, fields with models, with lookups.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(news, series, season, game, first, second);

/// Singular and plural are one word.
pub mod news {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "news")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub headline: String,
        #[sea_orm(indexed)]
        pub series_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::series::Entity",
            from = "Column::SeriesId",
            to = "super::series::Column::Id",
            on_delete = "Cascade"
        )]
        Series,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Singular and plural are one word, on the other side of a relation.
pub mod series {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "series")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Fields named like lookups.
pub mod season {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "season")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub year: i32,
        pub gt: Option<i32>,
        pub is_null: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A reverse accessor named like a lookup.
pub mod game {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "game")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub season_id: i64,
        pub home: String,
        pub away: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::season::Entity",
            from = "Column::SeasonId",
            to = "super::season::Column::Id",
            on_delete = "Cascade"
        )]
        Season,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Season).related_name("in");
        }
    }
}

/// A plain field named like the model on the other side.
pub mod first {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "first")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub second: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key named like its target, and a query name of its own.
pub mod second {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "second")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub first_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::first::Entity",
            from = "Column::FirstId",
            to = "super::first::Column::Id",
            on_delete = "Cascade"
        )]
        First,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::First)
                .related_name("the_first")
                .related_query_name("seconds");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let series = |id, title: &str| series::Model {
        id,
        title: title.into(),
    };
    insert(db, [series(1, "Harbour"), series(2, "Weather")]).await?;

    let news = |id, headline: &str, series_id| news::Model {
        id,
        headline: headline.into(),
        series_id,
    };
    insert(
        db,
        [news(1, "Crane repaired", 1), news(2, "Fog until noon", 2)],
    )
    .await?;

    let season = |id, year, gt| season::Model {
        id,
        year,
        gt,
        is_null: false,
    };
    insert(db, [season(1, 2009, Some(111)), season(2, 2010, None)]).await?;

    let game = |id, season_id, home: &str, away: &str| game::Model {
        id,
        season_id,
        home: home.into(),
        away: away.into(),
    };
    let games = [
        game(1, 1, "Hawks", "Reds"),
        game(2, 2, "Reds", "Hawks"),
        game(3, 1, "Reds", "Gulls"),
    ];
    insert(db, games).await?;

    insert(db, [first::Model { id: 1, second: 40 }]).await?;
    let seconds = [1, 2].map(|id| second::Model { id, first_id: 1 });
    insert(db, seconds).await
}
