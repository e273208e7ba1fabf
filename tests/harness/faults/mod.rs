//! Declarations that a catalog must refuse, one small set of entities for each fault.

pub mod api_names;
pub mod columns;
pub mod filter_names;
pub mod foreign_keys;
pub mod keys;
pub mod names;
pub mod through;
pub mod write_names;

/// What most of the faulty relations refer to.
pub mod hub {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hub")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}
