//! Names of mutations and their types that something else has.

use relation::catalog::{Catalog, CatalogBuilder};

/// Models named like types that the mutations of another bring along.
pub fn types_of_another_model() -> CatalogBuilder {
    Catalog::builder()
        .register::<crate_of::Entity>()
        .register::<crate_create::Entity>()
        .register::<crate_payload::Entity>()
        .register::<crate_unique::Entity>()
}

/// A relation of one model named like a relation of another.
pub fn two_relations() -> CatalogBuilder {
    Catalog::builder()
        .register::<crate_of::Entity>()
        .register::<crate_lid::Entity>()
        .register::<nail::Entity>()
}

/// A model whose rows are lists, of another model.
pub fn two_lists() -> CatalogBuilder {
    Catalog::builder()
        .register::<crate_of::Entity>()
        .register::<hinge::Entity>()
        .register::<crate_hinge::Entity>()
        .register::<crate_hinge_list::Entity>()
}

/// A model named like a field of payloads.
pub fn payload_field() -> CatalogBuilder {
    Catalog::builder().register::<removed::Entity>()
}

/// A unique field named like two that are unique together.
pub fn two_unique_keys() -> CatalogBuilder {
    Catalog::builder().register::<place::Entity>()
}

/// Models named like relations of another. It is no fault: the relations get other names.
pub fn models_named_like_relations() -> CatalogBuilder {
    Catalog::builder()
        .register::<crate_of::Entity>()
        .register::<crate_label::Entity>()
        .register::<crate_handles::Entity>()
}

/// What the others are named after.
pub mod crate_of {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.rename("Crate");
        }
    }
}

/// Named like the input of a new crate.
pub mod crate_create {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_create")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like what mutations of a crate give back.
pub mod crate_payload {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_payload")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the unique keys of crates.
pub mod crate_unique {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_unique")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its `nails` are called like the `lid_nails` of crates.
pub mod crate_lid {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_lid")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Belongs to a crate and to a lid.
pub mod nail {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "nail")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub crate_id: i64,
        #[sea_orm(indexed)]
        pub lid_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::crate_of::Entity",
            from = "Column::CrateId",
            to = "super::crate_of::Column::Id",
            on_delete = "Cascade"
        )]
        Crate,
        #[sea_orm(
            belongs_to = "super::crate_lid::Entity",
            from = "Column::LidId",
            to = "super::crate_lid::Column::Id",
            on_delete = "Cascade"
        )]
        Lid,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Crate).related_name("lid_nails");
            model.foreign_key(Relation::Lid).related_name("nails");
        }
    }
}

/// What crates have.
pub mod hinge {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hinge")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub crate_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::crate_of::Entity",
            from = "Column::CrateId",
            to = "super::crate_of::Column::Id",
            on_delete = "Cascade"
        )]
        Crate,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Crate).related_name("hinges");
        }
    }
}

/// Its list gives way to the hinges of a crate.
pub mod crate_hinge {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_hinge")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the list that gives way.
pub mod crate_hinge_list {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_hinge_list")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like a field of payloads.
pub mod removed {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "removed")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Has a unique field named like two others together.
pub mod place {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "place")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique_key = "spot")]
        pub row: i32,
        #[sea_orm(unique_key = "spot")]
        pub seat: i32,
        #[sea_orm(unique)]
        pub row_seat: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the one-to-one relation that it makes.
pub mod crate_label {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_label")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub crate_id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::crate_of::Entity",
            from = "Column::CrateId",
            to = "super::crate_of::Column::Id",
            on_delete = "Cascade"
        )]
        Crate,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Crate).related_name("label");
        }
    }
}

/// Named like the relation that it makes.
pub mod crate_handles {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "crate_handles")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub crate_id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::crate_of::Entity",
            from = "Column::CrateId",
            to = "super::crate_of::Column::Id",
            on_delete = "Cascade"
        )]
        Crate,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Crate).related_name("handles");
        }
    }
}
