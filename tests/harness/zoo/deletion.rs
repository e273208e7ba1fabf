//! A relation for each rule of `on_delete`, all to one target, and a cycle of two tables.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseConnection, DbErr,
};

use super::insert;

super::entities!(
    hub,
    cascade_item,
    protect_item,
    restrict_item,
    set_null_item,
    set_default_item,
    set_default_null_item,
    set_value_item,
    set_with_item,
    do_nothing_item,
    loose,
    audit_entry,
    hen,
    egg
);

/// What all rules refer to.
pub mod hub {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hub")]
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

/// Goes with its hub.
pub mod cascade_item {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "cascade_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Keeps its hub.
pub mod protect_item {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "protect_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            on_delete = "Restrict"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Keeps its hub, unless it goes by another path.
pub mod restrict_item {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "restrict_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::Restrict);
        }
    }
}

/// Loses its hub.
pub mod set_null_item {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "set_null_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: Option<i64>,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            on_delete = "SetNull"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Falls back to the default hub.
pub mod set_default_item {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "set_default_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed, default_value = 1)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            on_delete = "SetDefault"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Falls back to no hub: NULL is a default too.
pub mod set_default_null_item {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "set_default_null_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: Option<i64>,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            on_delete = "SetDefault"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Moves to a hub that the rule names.
pub mod set_value_item {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "set_value_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::SetValue(2i64.into()));
        }
    }
}

/// Moves to a hub that a function finds.
pub mod set_with_item {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "set_with_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::SetWith(|| 2i64.into()));
        }
    }
}

/// Left to the database.
pub mod do_nothing_item {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "do_nothing_item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::DoNothing);
        }
    }
}

/// A key without a constraint in the database: it may refer to nothing.
pub mod loose {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "loose")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub hub_id: i64,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            skip_fk
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::DoNothing)
                .related_name("loose_items");
        }
    }
}

/// A model that the API does not show; its key still takes part in deletion.
pub mod audit_entry {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entry")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
        pub secret: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.hide();
        }
    }
}

/// One half of a cycle.
pub mod hen {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hen")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub egg_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::egg::Entity",
            from = "Column::EggId",
            to = "super::egg::Column::Id",
            on_delete = "Cascade"
        )]
        Egg,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Egg).related_name("hatched");
        }
    }
}

/// The other half.
pub mod egg {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "egg")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(indexed)]
        pub hen_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hen::Entity",
            from = "Column::HenId",
            to = "super::hen::Column::Id",
            on_delete = "Cascade"
        )]
        Hen,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Hen).related_name("laid");
        }
    }
}

/// Gives each model of this shape its row `id` at the hub of the same number.
macro_rules! item {
    ($entity:ident, $id:expr, $hub:expr) => {
        $entity::Model {
            id: $id,
            hub_id: $hub,
            label: format!("{} {}", stringify!($entity), $id),
        }
    };
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let hub = |id, name: &str| hub::Model {
        id,
        name: name.into(),
    };
    insert(db, [hub(1, "default"), hub(2, "spare"), hub(3, "busy")]).await?;

    insert(db, [1, 2].map(|id| item!(cascade_item, id, 3))).await?;
    insert(db, [item!(protect_item, 1, 3)]).await?;
    insert(db, [item!(restrict_item, 1, 3)]).await?;
    insert(
        db,
        [
            item!(set_null_item, 1, Some(3)),
            item!(set_null_item, 2, None),
        ],
    )
    .await?;
    insert(db, [item!(set_default_item, 1, 3)]).await?;
    insert(db, [item!(set_default_null_item, 1, Some(3))]).await?;
    insert(db, [item!(set_value_item, 1, 3)]).await?;
    insert(db, [item!(set_with_item, 1, 3)]).await?;
    insert(db, [item!(do_nothing_item, 1, 3)]).await?;
    insert(db, [item!(loose, 1, 3), item!(loose, 2, 404)]).await?;
    let entry = audit_entry::Model {
        id: 1,
        hub_id: 3,
        secret: "seen by nobody".into(),
    };
    insert(db, [entry]).await?;

    let hen = |egg_id| hen::Model {
        id: 1,
        name: "Berta".into(),
        egg_id,
    };
    insert(db, [hen(None)]).await?;
    let egg = egg::Model {
        id: 1,
        name: "brown".into(),
        hen_id: Some(1),
    };
    insert(db, [egg]).await?;
    let hatched = hen::ActiveModel {
        id: Unchanged(1),
        egg_id: Set(Some(1)),
        ..Default::default()
    };
    hatched.update(db).await?;
    Ok(())
}
