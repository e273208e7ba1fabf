//! Foreign keys to a unique column that is not the primary key.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(maker, car, driver, vehicle, driving);

/// A unique column that may be NULL and is referred to.
pub mod maker {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "maker")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(unique)]
        pub code: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key to a code; query name of its own.
pub mod car {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "car")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub maker_code: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::maker::Entity",
            from = "Column::MakerCode",
            to = "super::maker::Column::Code",
            on_delete = "SetNull"
        )]
        Maker,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Maker)
                .accessor("maker")
                .related_name("cars")
                .related_query_name("car_of");
        }
    }
}

/// One side of a many-to-many by unique columns.
pub mod driver {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "driver")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(unique)]
        pub license: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::driving::Entity>("vehicles")
                .related_name("drivers");
        }
    }
}

/// The other side.
pub mod vehicle {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "vehicle")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub plate: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Links by values that are not primary keys.
pub mod driving {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "driving")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub driver_license: String,
        #[sea_orm(indexed)]
        pub vehicle_plate: String,
        pub hours: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::driver::Entity",
            from = "Column::DriverLicense",
            to = "super::driver::Column::License",
            on_delete = "Cascade"
        )]
        Driver,
        #[sea_orm(
            belongs_to = "super::vehicle::Entity",
            from = "Column::VehiclePlate",
            to = "super::vehicle::Column::Plate",
            on_delete = "Cascade"
        )]
        Vehicle,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Driver).accessor("driver");
            model.foreign_key(Relation::Vehicle).accessor("vehicle");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let maker = |id, name: &str, code: Option<&str>| maker::Model {
        id,
        name: name.into(),
        code: code.map(Into::into),
    };
    let makers = [
        maker(1, "Volta", Some("V")),
        maker(2, "Nomen Nescio", None),
        maker(3, "Werk", Some("W")),
        maker(4, "Incognito", None),
    ];
    insert(db, makers).await?;

    let car = |id, name: &str, maker_code: Option<&str>| car::Model {
        id,
        name: name.into(),
        maker_code: maker_code.map(Into::into),
    };
    let cars = [
        car(1, "V1", Some("V")),
        car(2, "V2", Some("V")),
        car(3, "Kit", None),
    ];
    insert(db, cars).await?;

    let driver = |id, name: &str, license: &str| driver::Model {
        id,
        name: name.into(),
        license: license.into(),
    };
    insert(db, [driver(1, "Ryan", "D-7"), driver(2, "Rosa", "D-9")]).await?;
    let vehicle = |id, plate: &str| vehicle::Model {
        id,
        plate: plate.into(),
    };
    insert(db, [vehicle(11, "AB 1"), vehicle(12, "AB 2")]).await?;
    let driving = |id, license: &str, plate: &str, hours| driving::Model {
        id,
        driver_license: license.into(),
        vehicle_plate: plate.into(),
        hours,
    };
    let drivings = [
        driving(1, "D-7", "AB 1", 3),
        driving(2, "D-7", "AB 2", 5),
        driving(3, "D-9", "AB 2", 1),
    ];
    insert(db, drivings).await
}
