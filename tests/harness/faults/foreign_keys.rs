//! Foreign keys whose rule or target cannot hold.

use relation::catalog::{Catalog, CatalogBuilder};

use super::hub;

/// `SET NULL` on a required column, said by the entity.
pub fn set_null_on_required() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<hard::Entity>()
}

/// `SET NULL` on a required column, said by the declaration.
pub fn declared_set_null_on_required() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<harder::Entity>()
}

/// `SET NULL` on a key of which one column is required.
pub fn set_null_on_half_required() -> CatalogBuilder {
    Catalog::builder()
        .register::<pair::Entity>()
        .register::<half::Entity>()
}

/// `SET DEFAULT` on a column without a default.
pub fn set_default_without_default() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<bare::Entity>()
}

/// `SET DEFAULT` on two columns, of which the required one has no default.
pub fn set_default_on_half_required() -> CatalogBuilder {
    Catalog::builder()
        .register::<pair::Entity>()
        .register::<half_bare::Entity>()
}

/// A foreign key without a rule.
pub fn no_on_delete() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<silent::Entity>()
}

/// `SET` with a value that the column cannot hold.
pub fn set_value_of_another_type() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<wrong_value::Entity>()
}

/// Choices among the rows of another model than the target.
pub fn choices_of_another() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<choosy::Entity>()
}

/// A target that is not registered.
pub fn unknown_target() -> CatalogBuilder {
    Catalog::builder().register::<lost::Entity>()
}

/// A target column that is not unique.
pub fn target_not_unique() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<by_code::Entity>()
}

/// A target column that is unique only together with another.
pub fn target_partly_unique() -> CatalogBuilder {
    Catalog::builder()
        .register::<slot::Entity>()
        .register::<by_part::Entity>()
}

/// A key whose type differs from that of its target.
pub fn key_of_another_type() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<by_text::Entity>()
}

/// Several faults in several models.
pub fn several_at_once() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<hard::Entity>()
        .register::<bare::Entity>()
        .register::<silent::Entity>()
        .register::<by_code::Entity>()
}

/// `SET NULL` on a required column, said by the entity.
pub mod hard {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hard")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id",
            on_delete = "SetNull"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// `SET NULL` on a required column, said by the declaration.
pub mod harder {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "harder")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::SetNull);
        }
    }
}

/// `SET NULL` on a key of two columns, none of which may be NULL.
pub mod half {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "half")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub room: i64,
        pub number: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::pair::Entity",
            from = "(Column::Room, Column::Number)",
            to = "(super::pair::Column::Room, super::pair::Column::Number)",
            on_delete = "SetNull"
        )]
        Pair,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Pair).accessor("pair");
        }
    }
}

/// A primary key of two columns.
pub mod pair {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pair")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub room: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// `SET DEFAULT` without a default.
pub mod bare {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bare")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id",
            on_delete = "SetDefault"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// `SET DEFAULT` on a key of two columns, one of which may not be NULL and has no default.
pub mod half_bare {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "half_bare")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub room: i64,
        pub number: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::pair::Entity",
            from = "(Column::Room, Column::Number)",
            to = "(super::pair::Column::Room, super::pair::Column::Number)",
            on_delete = "SetDefault"
        )]
        Pair,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Pair).accessor("pair");
        }
    }
}

/// No rule at all.
pub mod silent {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "silent")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// `SET` with a value of another type.
pub mod wrong_value {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "wrong_value")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::SetValue("one".into()));
        }
    }
}

/// A key to a column that is not unique.
pub mod by_code {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "by_code")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubCode",
            to = "super::super::hub::Column::Code",
            on_delete = "Cascade"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A key to a column that is unique only together with another.
pub mod by_part {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "by_part")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub slot_room: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::slot::Entity",
            from = "Column::SlotRoom",
            to = "super::slot::Column::Room",
            on_delete = "Cascade"
        )]
        Slot,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Unique in two columns together.
pub mod slot {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "slot")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique_key = "place")]
        pub room: i64,
        #[sea_orm(unique_key = "place")]
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A key whose type is not that of its target.
pub mod by_text {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "by_text")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its target is never registered.
pub mod lost {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "lost")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Limits the rows of its own model.
pub mod choosy {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "choosy")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::HubId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .limit_choices_to::<Entity>(|choices| {
                    choices.only(Column::Id, [1_i64]);
                });
        }
    }
}
