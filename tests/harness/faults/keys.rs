//! Primary keys and names of the key that cannot hold.

use relation::catalog::{Catalog, CatalogBuilder};

/// A key that cannot stand in an id.
pub fn decimal_key() -> CatalogBuilder {
    Catalog::builder().register::<priced::Entity>()
}

/// A column named like the key of every model.
pub fn pk_column() -> CatalogBuilder {
    Catalog::builder().register::<pk_column::Entity>()
}

/// A column named like the id of every model, that is not its key.
pub fn id_column() -> CatalogBuilder {
    Catalog::builder().register::<id_column::Entity>()
}

/// A statement about a relation whose column is elsewhere.
pub fn not_a_foreign_key() -> CatalogBuilder {
    Catalog::builder()
        .register::<parent::Entity>()
        .register::<child::Entity>()
}

/// Two enums with one name.
pub fn two_enums() -> CatalogBuilder {
    Catalog::builder().register::<two_moods::Entity>()
}

/// A key that is a decimal number.
pub mod priced {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "priced")]
    pub struct Model {
        #[sea_orm(
            primary_key,
            auto_increment = false,
            column_type = "Decimal(Some((10, 2)))"
        )]
        pub price: Decimal,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A column with the name of every key.
pub mod pk_column {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pk_column")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub pk: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A column `id` that is not the key.
pub mod id_column {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "id_column")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub id: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// It speaks of a relation whose column is elsewhere.
pub mod parent {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "parent")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::child::Entity")]
        Child,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Child).related_name("parent");
        }
    }
}

/// The column is here.
pub mod child {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "child")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub parent_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::parent::Entity",
            from = "Column::ParentId",
            to = "super::parent::Column::Id",
            on_delete = "Cascade"
        )]
        Parent,
    }

    impl Related<super::parent::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Parent.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Two enums with one name and different values.
pub mod two_moods {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "two_moods")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub mood: super::Happy,
        pub other: super::Sad,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// One enum of the name.
#[derive(Clone, Debug, PartialEq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
pub enum Happy {
    /// The only value.
    #[sea_orm(string_value = "happy")]
    Happy,
}

/// Another enum of the same name.
#[derive(Clone, Debug, PartialEq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
pub enum Sad {
    /// The only value.
    #[sea_orm(string_value = "sad")]
    Sad,
}
