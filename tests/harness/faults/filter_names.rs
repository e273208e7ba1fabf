//! Names of types and fields of filters, orders and aggregates that something else has.

use relation::catalog::{Catalog, CatalogBuilder};

/// Models named like types that every model brings along.
pub fn types_of_another_model() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<shelf_where::Entity>()
        .register::<shelf_order::Entity>()
        .register::<shelf_min::Entity>()
        .register::<shelf_sum::Entity>()
}

/// Models named like types that to-many relations bring along.
pub fn types_of_a_relation() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<binder::Entity>()
        .register::<binder_many::Entity>()
        .register::<binder_count_lookup::Entity>()
}

/// Two types that follow from two models: the order of one, and a part of the order of another.
pub fn types_of_two_models() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<binder::Entity>()
        .register::<binder_many_field::Entity>()
}

/// A model and an enum named like types of every filter.
pub fn built_in_types() -> CatalogBuilder {
    Catalog::builder()
        .register::<string_lookup::Entity>()
        .register::<compass::Entity>()
}

/// Fields named like what joins conditions.
pub fn junctions() -> CatalogBuilder {
    Catalog::builder().register::<junctions::Entity>()
}

/// Relations whose names in filters are taken there.
pub fn query_names() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<taken::Entity>()
}

/// A field named like the test for a missing row.
pub fn missing_row() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<missing_row::Entity>()
}

/// A relation whose name in filters is no name of GraphQL.
pub fn query_name_that_is_no_name() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<no_name::Entity>()
}

/// A model whose root is that of exactly one row of another.
pub fn get_root() -> CatalogBuilder {
    Catalog::builder()
        .register::<shelf::Entity>()
        .register::<get_shelf::Entity>()
}

/// What the others refer to.
pub mod shelf {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub label: String,
        pub n_boards: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the filter of shelves.
pub mod shelf_where {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf_where")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the order of shelves.
pub mod shelf_order {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf_order")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the least values of shelves.
pub mod shelf_min {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf_min")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the sums of shelves.
pub mod shelf_sum {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf_sum")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Many of them stand on a shelf.
pub mod binder {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "binder")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub shelf_id: i64,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "Column::ShelfId",
            to = "super::shelf::Column::Id",
            on_delete = "Cascade"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the filter of many binders.
pub mod binder_many {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "binder_many")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the lookup of a number of binders.
pub mod binder_count_lookup {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "binder_count_lookup")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its order is named like the order by a field of many binders.
pub mod binder_many_field {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "binder_many_field")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Named like the conditions on a text.
pub mod string_lookup {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "string_lookup")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// It holds an enum named like the direction of an order.
pub mod compass {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    /// Where to.
    #[derive(Clone, Debug, PartialEq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(
        rs_type = "String",
        db_type = "String(StringLen::None)",
        enum_name = "direction"
    )]
    pub enum Heading {
        #[sea_orm(string_value = "N")]
        North,
    }

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "compass")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub heading: Heading,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Heading).enumeration::<Heading>();
        }
    }
}

/// All that joins conditions, as fields.
pub mod junctions {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "junctions")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub and: bool,
        pub or: bool,
        pub not: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its relations have names in filters that are taken there.
pub mod taken {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "taken")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub shelf_id: i64,
        #[sea_orm(indexed)]
        pub spare_id: i64,
        #[sea_orm(indexed)]
        pub or_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "Column::ShelfId",
            to = "super::shelf::Column::Id",
            on_delete = "Cascade"
        )]
        Shelf,
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "Column::SpareId",
            to = "super::shelf::Column::Id",
            on_delete = "Cascade"
        )]
        Spare,
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "Column::OrId",
            to = "super::shelf::Column::Id",
            on_delete = "Cascade"
        )]
        Or,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Shelf)
                .related_name("first")
                .related_query_name("pk");
            model
                .foreign_key(Relation::Spare)
                .related_name("second")
                .related_query_name("nBoards");
            model.foreign_key(Relation::Or).related_name("third");
        }
    }
}

/// A nullable key, and a field named like the test of it.
pub mod missing_row {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "missing_row")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub shelf_id: Option<i64>,
        pub shelf_is_null: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "Column::ShelfId",
            to = "super::shelf::Column::Id",
            on_delete = "SetNull"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Its reverse side cannot be named in filters.
pub mod no_name {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "no_name")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub shelf_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelf::Entity",
            from = "Column::ShelfId",
            to = "super::shelf::Column::Id",
            on_delete = "Cascade"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Shelf)
                .related_name("contents")
                .related_query_name("größe");
        }
    }
}

/// Its root is that of exactly one shelf.
pub mod get_shelf {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "get_shelf")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}
