//! The models that the tables are compared with.

#![expect(unreachable_pub, reason = "SeaORM's macros make public items")]

use crate::catalog::Catalog;

pub(super) fn catalog() -> Catalog {
    Catalog::builder()
        .register_generated::<user::Entity>()
        .register_generated::<post::Entity>()
        .register_generated::<seat::Entity>()
        .register_generated::<ticket::Entity>()
        .register_generated::<category::Entity>()
        .register::<item::Entity>()
        .register::<hen::Entity>()
        .register_generated::<egg::Entity>()
        .build()
        .unwrap()
}

mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "user")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub name: String,
        pub nickname: Option<String>,
        #[sea_orm(default_value = 1)]
        pub level: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique_key = "slug")]
        pub author_id: i64,
        #[sea_orm(unique_key = "slug")]
        pub slug: String,
        pub draft_of: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::AuthorId",
            to = "super::user::Column::Id",
            on_delete = "Restrict"
        )]
        Author,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::DraftOf",
            to = "super::user::Column::Id",
            on_delete = "NoAction",
            skip_fk
        )]
        DraftOf,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key of two columns, as text and number, which nothing counts.
mod seat {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "seat")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub row: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod ticket {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub seat_row: String,
        pub seat_number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::seat::Entity",
            from = "(Column::SeatRow, Column::SeatNumber)",
            to = "(super::seat::Column::Row, super::seat::Column::Number)",
            on_delete = "Cascade"
        )]
        Seat,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A tree.
mod category {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "category")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub parent_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::ParentId",
            to = "Column::Id",
            on_delete = "Cascade"
        )]
        Parent,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key for each rule.
mod item {
    use sea_orm::entity::prelude::*;

    use crate::catalog::{Declaration, Declare, OnDelete};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub cascade: Option<i64>,
        pub protect: Option<i64>,
        pub restrict: Option<i64>,
        pub set_null: Option<i64>,
        #[sea_orm(default_value = 1)]
        pub set_default: Option<i64>,
        /// Its default is NULL.
        pub set_no_default: Option<i64>,
        pub set_value: Option<i64>,
        pub do_nothing: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::Cascade",
            to = "super::user::Column::Id"
        )]
        Cascade,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::Protect",
            to = "super::user::Column::Id"
        )]
        Protect,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::Restrict",
            to = "super::user::Column::Id"
        )]
        Restrict,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::SetNull",
            to = "super::user::Column::Id"
        )]
        SetNull,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::SetDefault",
            to = "super::user::Column::Id"
        )]
        SetDefault,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::SetNoDefault",
            to = "super::user::Column::Id"
        )]
        SetNoDefault,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::SetValue",
            to = "super::user::Column::Id"
        )]
        SetValue,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::DoNothing",
            to = "super::user::Column::Id"
        )]
        DoNothing,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            let rules = [
                (Relation::Cascade, OnDelete::Cascade),
                (Relation::Protect, OnDelete::Protect),
                (Relation::Restrict, OnDelete::Restrict),
                (Relation::SetNull, OnDelete::SetNull),
                (Relation::SetDefault, OnDelete::SetDefault),
                (Relation::SetNoDefault, OnDelete::SetDefault),
                (Relation::SetValue, OnDelete::SetValue(1_i64.into())),
                (Relation::DoNothing, OnDelete::DoNothing),
            ];
            for (relation, rule) in rules {
                model.foreign_key(relation).on_delete(rule).no_reverse();
            }
        }
    }
}

/// It comes from an egg.
mod hen {
    use sea_orm::entity::prelude::*;

    use crate::catalog::{Declaration, Declare, OnDelete};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hen")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub hatched_from: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::egg::Entity",
            from = "Column::HatchedFrom",
            to = "super::egg::Column::Id"
        )]
        HatchedFrom,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            let egg = model.foreign_key(Relation::HatchedFrom);
            egg.on_delete(OnDelete::Restrict).related_name("hatched");
        }
    }
}

/// It comes from a hen.
mod egg {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "egg")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub hen_id: i64,
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
}
