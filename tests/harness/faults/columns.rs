//! Columns that the API cannot carry.

use relation::catalog::{Catalog, CatalogBuilder};

/// An interval.
pub fn interval() -> CatalogBuilder {
    Catalog::builder().register::<lasting::Entity>()
}

/// A type that only one database knows.
pub fn custom_type() -> CatalogBuilder {
    Catalog::builder().register::<mapped::Entity>()
}

/// An enum of texts on a column of numbers.
pub fn enumeration_of_another_type() -> CatalogBuilder {
    Catalog::builder().register::<numbered::Entity>()
}

/// Rules for text on columns of numbers.
pub fn text_rules_on_numbers() -> CatalogBuilder {
    Catalog::builder().register::<counted::Entity>()
}

/// A type without a place in the API.
pub mod lasting {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "lasting")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(column_type = "Interval(None, None)")]
        pub duration: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A type of one database alone.
pub mod mapped {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mapped")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(column_type = "custom(\"geometry\")", nullable)]
        pub shape: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// An enum of texts on a column of numbers.
pub mod numbered {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "numbered")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub weekday: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .field(Column::Weekday)
                .enumeration::<crate::zoo::kinds::Weekday>();
        }
    }
}

/// Numbers with rules for text.
pub mod counted {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "counted")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub height: i32,
        pub width: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Height).not_blank();
            model.field(Column::Width).max_length(3);
        }
    }
}
