//! Names that clash.

use relation::catalog::{Catalog, CatalogBuilder};

use super::hub;

/// Two reverse accessors with the default name.
pub fn two_default_accessors() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<twin::Entity>()
}

/// Two reverse accessors with one declared name.
pub fn two_declared_accessors() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<namesake::Entity>()
}

/// A reverse accessor equal to a field of the target.
pub fn accessor_equals_field() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<usurper::Entity>()
}

/// Two query names that are one.
pub fn two_query_names() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<query_twin::Entity>()
}

/// A query name equal to a field of the target.
pub fn query_name_equals_field() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<query_usurper::Entity>()
}

/// A forward accessor equal to a field.
pub fn forward_accessor_equals_field() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<mask::Entity>()
}

/// Two fields with one name.
pub fn two_fields() -> CatalogBuilder {
    Catalog::builder().register::<renamed::Entity>()
}

/// Two models with one name.
pub fn two_models() -> CatalogBuilder {
    Catalog::builder()
        .register::<first_same::Entity>()
        .register::<second_same::Entity>()
}

/// One entity registered twice.
pub fn one_entity_twice() -> CatalogBuilder {
    Catalog::builder()
        .register::<hub::Entity>()
        .register::<hub::Entity>()
}

/// A computed field with the name of a column.
pub fn computed_equals_field() -> CatalogBuilder {
    Catalog::builder().register::<calculated::Entity>()
}

/// Two keys to one target, both with the default name.
pub mod twin {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "twin")]
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
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Two keys to one target, both with one declared name.
pub mod namesake {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "namesake")]
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
            model.foreign_key(Relation::Left).related_name("links");
            model.foreign_key(Relation::Right).related_name("links");
        }
    }
}

/// A reverse accessor named like a field of the target.
pub mod usurper {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "usurper")]
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
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Hub).related_name("name");
        }
    }
}

/// Two query names that are one.
pub mod query_twin {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "query_twin")]
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
            model
                .foreign_key(Relation::Left)
                .related_name("lefts")
                .related_query_name("link");
            model
                .foreign_key(Relation::Right)
                .related_name("rights")
                .related_query_name("link");
        }
    }
}

/// A query name that is a field of the target.
pub mod query_usurper {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "query_usurper")]
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
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .related_name("items")
                .related_query_name("code");
        }
    }
}

/// A forward accessor named like another field.
pub mod mask {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mask")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub note: String,
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
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Hub).accessor("note");
        }
    }
}

/// Two fields with one name.
pub mod renamed {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "renamed")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub note: String,
        pub remark: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Remark).rename("note");
        }
    }
}

/// A model with a name that another one takes.
pub mod first_same {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "first_same")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.rename("Same");
        }
    }
}

/// The other one.
pub mod second_same {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_same")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.rename("Same");
        }
    }
}

/// A computed field named like a column.
pub mod calculated {
    use relation::catalog::{Declaration, Declare, Kind};
    use sea_orm::{Value, entity::prelude::*};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "calculated")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub note: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.computed("note", "Again.", Kind::Text, &[Column::Note], |values| {
                values.first().cloned().unwrap_or(Value::String(None))
            });
        }
    }
}
