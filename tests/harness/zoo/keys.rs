//! Primary keys of every type, each with a foreign key that follows it.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(
    country, city, street, ward, bed, parcel, stamp, token, token_use
);

/// A key of text.
pub mod country {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "country")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A UUID key, and a foreign key of text.
pub mod city {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "city")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        #[sea_orm(indexed)]
        pub country_code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::country::Entity",
            from = "Column::CountryCode",
            to = "super::country::Column::Code",
            on_delete = "Restrict"
        )]
        Country,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Country)
                .accessor("country")
                .related_name("cities");
        }
    }
}

/// A foreign key that is a UUID, and may be absent.
pub mod street {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "street")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub city_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::city::Entity",
            from = "Column::CityId",
            to = "super::city::Column::Id",
            on_delete = "SetNull"
        )]
        City,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A key of 16 bits.
pub mod ward {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ward")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i16,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// An unsigned key of 32 bits, and a foreign key of 16 bits.
pub mod bed {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: u32,
        #[sea_orm(indexed)]
        pub ward_id: i16,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::ward::Entity",
            from = "Column::WardId",
            to = "super::ward::Column::Id",
            on_delete = "Cascade"
        )]
        Ward,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// An unsigned key of 64 bits.
pub mod parcel {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "parcel")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: u64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key that is an unsigned number of 64 bits.
pub mod stamp {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "stamp")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub parcel_id: u64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::parcel::Entity",
            from = "Column::ParcelId",
            to = "super::parcel::Column::Id",
            on_delete = "Cascade"
        )]
        Parcel,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A key of bytes.
pub mod token {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Vec<u8>,
        pub owner: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key of bytes.
pub mod token_use {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "token_use")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub token_id: Vec<u8>,
        pub place: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::token::Entity",
            from = "Column::TokenId",
            to = "super::token::Column::Id",
            on_delete = "Cascade"
        )]
        Token,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// The key of a city, from its number.
pub fn city_id(number: u128) -> sea_orm::prelude::Uuid {
    sea_orm::prelude::Uuid::from_u128(0x6ba7_b810_0000_4000_8000_0000_0000_0000 | number)
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let country = |code: &str, name: &str| country::Model {
        code: code.into(),
        name: name.into(),
    };
    let countries = [
        country("at", "Austria"),
        country("de", "Germany"),
        country("x:y,z", "Nowhere"),
    ];
    insert(db, countries).await?;

    let city = |number, name: &str, country_code: &str| city::Model {
        id: city_id(number),
        name: name.into(),
        country_code: country_code.into(),
    };
    let cities = [
        city(1, "Vienna", "at"),
        city(2, "Graz", "at"),
        city(3, "Bonn", "de"),
        city(4, "Erehwon", "x:y,z"),
    ];
    insert(db, cities).await?;

    let street = |id, name: &str, city: Option<u128>| street::Model {
        id,
        name: name.into(),
        city_id: city.map(city_id),
    };
    let streets = [
        street(1, "Ring", Some(1)),
        street(2, "Graben", Some(1)),
        street(3, "Unnamed lane", None),
    ];
    insert(db, streets).await?;

    let ward = |id, name: &str| ward::Model {
        id,
        name: name.into(),
    };
    insert(db, [ward(1, "North"), ward(-2, "Cellar")]).await?;
    let bed = |id, ward_id| bed::Model { id, ward_id };
    insert(db, [bed(1, 1), bed(2, 1), bed(u32::MAX, -2)]).await?;

    let parcel = |id, label: &str| parcel::Model {
        id,
        label: label.into(),
    };
    let largest = i64::MAX.unsigned_abs();
    insert(db, [parcel(1, "small"), parcel(largest, "large")]).await?;
    let stamp = |id, parcel_id| stamp::Model { id, parcel_id };
    insert(db, [stamp(1, largest), stamp(2, largest)]).await?;

    let token = |id: &[u8], owner: &str| token::Model {
        id: id.into(),
        owner: owner.into(),
    };
    let tokens = [token(&[0, 0xff, 0x10], "Ada"), token(b"abc", "Bob")];
    insert(db, tokens).await?;
    let token_use = |id, token_id: &[u8], place: &str| token_use::Model {
        id,
        token_id: token_id.into(),
        place: place.into(),
    };
    let uses = [
        token_use(1, &[0, 0xff, 0x10], "gate"),
        token_use(2, &[0, 0xff, 0x10], "lift"),
        token_use(3, b"abc", "gate"),
    ];
    insert(db, uses).await
}
