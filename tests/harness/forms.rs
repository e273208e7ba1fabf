//! Entities whose values have other Rust types than those of the zoo.

/// Columns of types that the zoo does not have.
pub mod clock {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "clock")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub local: Option<DateTimeLocal>,
        pub date: Option<TimeDate>,
        pub time: Option<TimeTime>,
        pub date_time: Option<TimeDateTime>,
        pub instant: Option<TimeDateTimeWithTimeZone>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Lists, as PostgreSQL has them.
pub mod shelf {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub small: Vec<i16>,
        pub words: Option<Vec<String>>,
        pub moods: Option<Vec<crate::zoo::kinds::Mood>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
