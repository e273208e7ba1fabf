//! Many-to-many relations whose through model does not fit.

use relation::catalog::{Catalog, CatalogBuilder};

use super::hub;

/// A through model without keys.
pub fn through_without_keys() -> CatalogBuilder {
    Catalog::builder()
        .register::<keyless_owner::Entity>()
        .register::<keyless::Entity>()
}

/// A through model without a key to the model that declares it.
pub fn through_without_source() -> CatalogBuilder {
    Catalog::builder()
        .register::<forgotten::Entity>()
        .register::<hub::Entity>()
        .register::<foreign::Entity>()
}

/// A through model without a key to another side.
pub fn through_without_target() -> CatalogBuilder {
    Catalog::builder()
        .register::<one_sided_owner::Entity>()
        .register::<one_sided::Entity>()
}

/// A through model with two keys to one side.
pub fn through_ambiguous() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<ambiguous_owner::Entity>()
        .register::<ambiguous::Entity>()
}

/// Keys of the through model named the wrong way round.
pub fn through_fields_swapped() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<swapped_owner::Entity>()
        .register::<swapped::Entity>()
}

/// Symmetrical between two models.
pub fn symmetrical_between_two() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<unequal::Entity>()
        .register::<unequal_link::Entity>()
}

/// A through model that is not registered.
pub fn through_not_registered() -> CatalogBuilder {
    Catalog::builder().register::<absent_owner::Entity>()
}

/// An accessor equal to a field.
pub fn many_to_many_equals_field() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<shadow::Entity>()
        .register::<shadow_link::Entity>()
}

/// Its through model has no key at all.
pub mod keyless_owner {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "keyless_owner")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.many_to_many::<super::keyless::Entity>("others");
        }
    }
}

/// No keys.
pub mod keyless {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "keyless")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub note: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its through model has no key to it.
pub mod forgotten {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "forgotten")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.many_to_many::<super::foreign::Entity>("others");
        }
    }
}

/// Its through model has no key to another side.
pub mod one_sided_owner {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_sided_owner")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.many_to_many::<super::one_sided::Entity>("others");
        }
    }
}

/// One key only.
pub mod one_sided {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_sided")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub owner_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::one_sided_owner::Entity",
            from = "Column::OwnerId",
            to = "super::one_sided_owner::Column::Id",
            on_delete = "Cascade"
        )]
        Owner,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its through model has two keys to the other side.
pub mod ambiguous_owner {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ambiguous_owner")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.many_to_many::<super::ambiguous::Entity>("others");
        }
    }
}

/// Three keys.
pub mod ambiguous {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ambiguous")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub owner_id: i64,
        #[sea_orm(indexed)]
        pub left_id: i64,
        #[sea_orm(indexed)]
        pub right_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::ambiguous_owner::Entity",
            from = "Column::OwnerId",
            to = "super::ambiguous_owner::Column::Id",
            on_delete = "Cascade"
        )]
        Owner,
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::LeftId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Left,
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::RightId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Right,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Left).no_reverse();
            model.foreign_key(Relation::Right).no_reverse();
        }
    }
}

/// Its keys are named the wrong way round.
pub mod swapped_owner {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "swapped_owner")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::swapped::Entity>("others")
                .through_fields(
                    super::swapped::Relation::Hub,
                    super::swapped::Relation::Owner,
                );
        }
    }
}

/// Two keys.
pub mod swapped {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "swapped")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub owner_id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::swapped_owner::Entity",
            from = "Column::OwnerId",
            to = "super::swapped_owner::Column::Id",
            on_delete = "Cascade"
        )]
        Owner,
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

/// Symmetrical, though the other side is another model.
pub mod unequal {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "unequal")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::unequal_link::Entity>("others")
                .symmetrical();
        }
    }
}

/// Two keys to two models.
pub mod unequal_link {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "unequal_link")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub owner_id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::unequal::Entity",
            from = "Column::OwnerId",
            to = "super::unequal::Column::Id",
            on_delete = "Cascade"
        )]
        Owner,
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

/// Its through model is not registered.
pub mod absent_owner {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "absent_owner")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.many_to_many::<super::swapped::Entity>("others");
        }
    }
}

/// Its accessor is one of its fields.
pub mod shadow {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shadow")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub hubs: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.many_to_many::<super::shadow_link::Entity>("hubs");
        }
    }
}

/// Two keys.
pub mod shadow_link {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shadow_link")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub owner_id: i64,
        #[sea_orm(indexed)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shadow::Entity",
            from = "Column::OwnerId",
            to = "super::shadow::Column::Id",
            on_delete = "Cascade"
        )]
        Owner,
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

/// Two keys, none to the model that declares it.
pub mod foreign {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "foreign")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub left_id: i64,
        #[sea_orm(indexed)]
        pub right_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::LeftId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Left,
        #[sea_orm(
            belongs_to = "super::super::hub::Entity",
            from = "Column::RightId",
            to = "super::super::hub::Column::Id",
            on_delete = "Cascade"
        )]
        Right,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Left).no_reverse();
            model.foreign_key(Relation::Right).no_reverse();
        }
    }
}
