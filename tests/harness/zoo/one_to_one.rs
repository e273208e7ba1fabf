//! One-to-one relations: as primary key, nullable, several of them, to the own table.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(site, station, worker, staff_member, desk, badge, runner);

/// What a station may stand on.
pub mod site {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "site")]
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

/// A one-to-one that is the primary key.
pub mod station {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "station")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub site_id: i64,
        pub serves_coffee: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::site::Entity",
            from = "Column::SiteId",
            to = "super::site::Column::Id",
            on_delete = "Cascade"
        )]
        Site,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A foreign key to a model whose primary key is a one-to-one.
pub mod worker {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "worker")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub station_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::station::Entity",
            from = "Column::StationId",
            to = "super::station::Column::SiteId",
            on_delete = "Cascade"
        )]
        Station,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// The target of several one-to-ones.
pub mod staff_member {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.display(Column::Name);
        }
    }
}

/// A one-to-one that may be absent, on many rows.
pub mod desk {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "desk")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub number: i32,
        #[sea_orm(unique)]
        pub staff_member_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::staff_member::Entity",
            from = "Column::StaffMemberId",
            to = "super::staff_member::Column::Id",
            on_delete = "SetNull"
        )]
        StaffMember,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Two one-to-ones to one model.
pub mod badge {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "badge")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub owner_id: i64,
        #[sea_orm(unique)]
        pub deputy_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::staff_member::Entity",
            from = "Column::OwnerId",
            to = "super::staff_member::Column::Id",
            on_delete = "Cascade"
        )]
        Owner,
        #[sea_orm(
            belongs_to = "super::staff_member::Entity",
            from = "Column::DeputyId",
            to = "super::staff_member::Column::Id",
            on_delete = "SetNull"
        )]
        Deputy,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Owner).related_name("badge");
            model
                .foreign_key(Relation::Deputy)
                .related_name("deputized_badge");
        }
    }
}

/// A one-to-one to the own table.
pub mod runner {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "runner")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(unique)]
        pub next_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
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
            model.foreign_key(Relation::Next).related_name("previous");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let site = |id, name: &str| site::Model {
        id,
        name: name.into(),
    };
    insert(db, [site(1, "Hill"), site(2, "Shore"), site(3, "Moor")]).await?;
    let station = |site_id, serves_coffee| station::Model {
        site_id,
        serves_coffee,
    };
    insert(db, [station(1, true), station(3, false)]).await?;
    let worker = |id, name: &str, station_id| worker::Model {
        id,
        name: name.into(),
        station_id,
    };
    insert(
        db,
        [
            worker(1, "Wes", 1),
            worker(2, "Wanda", 3),
            worker(3, "Will", 1),
        ],
    )
    .await?;

    let staff_member = |id, name: &str| staff_member::Model {
        id,
        name: name.into(),
    };
    let staff = [
        staff_member(1, "Ann"),
        staff_member(2, "Ben"),
        staff_member(3, "Cyd"),
    ];
    insert(db, staff).await?;
    let desk = |id, number, staff_member_id| desk::Model {
        id,
        number,
        staff_member_id,
    };
    insert(
        db,
        [
            desk(1, 101, Some(1)),
            desk(2, 102, None),
            desk(3, 103, None),
        ],
    )
    .await?;
    let badge = |id, owner_id, deputy_id| badge::Model {
        id,
        owner_id,
        deputy_id,
    };
    insert(
        db,
        [
            badge(1, 1, Some(2)),
            badge(2, 2, Some(1)),
            badge(3, 3, None),
        ],
    )
    .await?;

    let runner = |id, name: &str, next_id| runner::Model {
        id,
        name: name.into(),
        next_id,
    };
    let runners = [
        runner(3, "Uma", None),
        runner(2, "Vic", Some(3)),
        runner(1, "Zoe", Some(2)),
    ];
    insert(db, runners).await
}
