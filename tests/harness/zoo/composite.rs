//! Keys of several columns, and foreign keys to them.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(shelf, volume, label, plaque, district, market);

/// A primary key of two numbers.
pub mod shelf {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub room: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub topic: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key of two columns that may be absent; half a key is no relation.
pub mod volume {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "volume")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
        pub room: Option<i32>,
        pub number: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "(Column::Room, Column::Number)",
            to = "(super::shelf::Column::Room, super::shelf::Column::Number)",
            on_delete = "SetNull"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Shelf).accessor("shelf");
        }
    }
}

/// A primary key of three columns, two of which are the foreign key.
pub mod label {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "label")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub room: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub language: String,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "(Column::Room, Column::Number)",
            to = "(super::shelf::Column::Room, super::shelf::Column::Number)",
            on_delete = "Cascade"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Shelf)
                .accessor("shelf")
                .related_name("labels");
        }
    }
}

/// A primary key that is a foreign key of two columns: one-to-one.
pub mod plaque {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plaque")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub room: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub donor: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "(Column::Room, Column::Number)",
            to = "(super::shelf::Column::Room, super::shelf::Column::Number)",
            on_delete = "Cascade"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Shelf).accessor("shelf");
        }
    }
}

/// A primary key of two texts, which may hold any character.
pub mod district {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "district")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub region: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub population: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key of two texts.
pub mod market {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "market")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub weekday: String,
        pub region: String,
        pub district: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::district::Entity",
            from = "(Column::Region, Column::District)",
            to = "(super::district::Column::Region, super::district::Column::Name)",
            on_delete = "Cascade"
        )]
        District,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::District)
                .accessor("held_in")
                .related_name("markets");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let shelf = |room, number, topic: &str| shelf::Model {
        room,
        number,
        topic: topic.into(),
    };
    let shelves = [
        shelf(1, 1, "Botany"),
        shelf(1, 2, "Maps"),
        shelf(2, 1, "Music"),
        shelf(12, 1, "Letters"),
    ];
    insert(db, shelves).await?;

    let volume = |id, title: &str, room, number| volume::Model {
        id,
        title: title.into(),
        room,
        number,
    };
    let volumes = [
        volume(1, "Ferns", Some(1), Some(1)),
        volume(2, "Mosses", Some(1), Some(1)),
        volume(3, "Coasts", Some(1), Some(2)),
        volume(4, "Songs", Some(2), Some(1)),
        volume(5, "Unsorted", None, None),
        volume(6, "Room only", Some(1), None),
    ];
    insert(db, volumes).await?;

    let label = |room, number, language: &str, text: &str| label::Model {
        room,
        number,
        language: language.into(),
        text: text.into(),
    };
    let labels = [
        label(1, 1, "de", "Pflanzen"),
        label(1, 1, "fr", "Plantes"),
        label(2, 1, "de", "Musik"),
    ];
    insert(db, labels).await?;

    let plaque = plaque::Model {
        room: 1,
        number: 2,
        donor: "Mrs Hall".into(),
    };
    insert(db, [plaque]).await?;

    let district = |region: &str, name: &str, population| district::Model {
        region: region.into(),
        name: name.into(),
        population,
    };
    let districts = [
        district("North", "Upper", 1200),
        district("North,Upper", "", 7),
        district("North", "Upper,", 8),
        district("South: \"old\"", "Mill\\Lane", 300),
    ];
    insert(db, districts).await?;

    let market = |id, weekday: &str, region: &str, district: &str| market::Model {
        id,
        weekday: weekday.into(),
        region: region.into(),
        district: district.into(),
    };
    let markets = [
        market(1, "Monday", "North", "Upper"),
        market(2, "Friday", "North", "Upper"),
        market(3, "Sunday", "North,Upper", ""),
        market(4, "Tuesday", "South: \"old\"", "Mill\\Lane"),
    ];
    insert(db, markets).await
}
