//! What happens around the saving of a row: code of the entity's own, rules for values, and limits
//! on what may be referred to.

use sea_orm::{ActiveValue::Set, DatabaseConnection, DbErr, prelude::Date};

use super::insert;

super::entities!(page, page_event, sprint, hull, mooring);

/// Code of the entity's own before and after it is saved.
pub mod page {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    use super::page_event;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "page")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
        #[sea_orm(unique)]
        pub slug: String,
        pub stars: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        fn new() -> Self {
            Self {
                stars: Set(3),
                ..ActiveModelTrait::default()
            }
        }

        /// Refuses one title, panics at another, and makes an empty or missing slug of the title.
        async fn before_save<C>(mut self, _db: &C, _insert: bool) -> Result<Self, DbErr>
        where
            C: ConnectionTrait,
        {
            let title = self.title.try_as_ref().cloned().unwrap_or_default();
            if title == "forbidden" {
                return Err(DbErr::Custom("the title is forbidden".to_owned()));
            }
            assert_ne!(
                title, "panic before",
                "code of the entity's own has a fault"
            );
            if self.slug.try_as_ref().is_none_or(String::is_empty) {
                self.slug = Set(title.to_lowercase().replace(' ', "-"));
            }
            Ok(self)
        }

        /// Notes what happened, of one title at a page that there is not. After it one title is
        /// refused, and at another it panics.
        async fn after_save<C>(model: Model, db: &C, insert: bool) -> Result<Model, DbErr>
        where
            C: ConnectionTrait,
        {
            let page_id = if model.title == "astray" {
                404
            } else {
                model.id
            };
            let event = page_event::ActiveModel {
                page_id: Set(page_id),
                what: Set(if insert { "made" } else { "changed" }.to_owned()),
                ..Default::default()
            };
            event.insert(db).await?;
            if model.title == "forbidden after" {
                return Err(DbErr::Custom("the title is forbidden".to_owned()));
            }
            assert_ne!(
                model.title, "panic after",
                "code of the entity's own has a fault"
            );
            Ok(model)
        }

        /// Keeps one title.
        async fn before_delete<C>(self, _db: &C) -> Result<Self, DbErr>
        where
            C: ConnectionTrait,
        {
            if self.title.as_ref() == "kept" {
                return Err(DbErr::Custom("the page is kept".to_owned()));
            }
            Ok(self)
        }

        /// Notes at the first page that one of another title is gone.
        async fn after_delete<C>(self, db: &C) -> Result<Self, DbErr>
        where
            C: ConnectionTrait,
        {
            if self.title.as_ref() == "missed" {
                let event = page_event::ActiveModel {
                    page_id: Set(1),
                    what: Set(format!("misses {}", self.slug.as_ref())),
                    ..Default::default()
                };
                event.insert(db).await?;
            }
            Ok(self)
        }
    }

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.display(Column::Title);
            model.field(Column::Title).not_blank();
        }
    }
}

/// What happened to pages.
pub mod page_event {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "page_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub page_id: i64,
        pub what: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::page::Entity",
            from = "Column::PageId",
            to = "super::page::Column::Id",
            on_delete = "Cascade"
        )]
        Page,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Page).related_name("events");
        }
    }
}

/// A rule of every kind.
pub mod sprint {
    use relation::catalog::{Declaration, Declare, RowProblem};
    use sea_orm::{Value, entity::prelude::*};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sprint")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(column_type = "String(StringLen::N(10))")]
        pub code: String,
        pub contact: Option<String>,
        #[sea_orm(default_value = 0)]
        pub mood: i8,
        pub points: Option<i32>,
        pub starts: Date,
        pub ends: Date,
        #[sea_orm(default_value = "planned")]
        pub state: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Name).not_blank().max_length(20);
            model.field(Column::Code).not_blank().slug();
            model.field(Column::Contact).email();
            model.field(Column::State).read_only();
            model.field(Column::Points).validate(
                "even",
                "must be even",
                |points| matches!(points, Value::BigInt(Some(points)) if points % 2 == 0),
            );
            model.validate_row(|values| {
                let dates = (values.get(Column::Starts), values.get(Column::Ends));
                match dates {
                    (Some(Value::ChronoDate(starts)), Some(Value::ChronoDate(ends)))
                        if starts > ends =>
                    {
                        let message = "must not be before the start";
                        vec![RowProblem::of(Column::Ends, "order", message)]
                    }
                    _ => Vec::new(),
                }
            });
            model.validate_row(|values| {
                let name = values.get(Column::Name);
                if name.is_some() && name == values.get(Column::Code) {
                    let message = "must have a code other than its name";
                    vec![RowProblem::of_row("same", message)]
                } else {
                    Vec::new()
                }
            });
        }
    }
}

/// What a mooring may refer to while it floats.
pub mod hull {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hull")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub floats: bool,
        pub launched: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.display(Column::Name);
        }
    }
}

/// Refers to some rows of its target only.
pub mod mooring {
    use chrono::Utc;
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    use super::hull;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mooring")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub berth: String,
        #[sea_orm(indexed)]
        pub hull_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hull::Entity",
            from = "Column::HullId",
            to = "super::hull::Column::Id",
            on_delete = "SetNull"
        )]
        Hull,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hull)
                .related_name("moorings")
                .limit_choices_to::<hull::Entity>(|hulls| {
                    hulls
                        .only(hull::Column::Floats, [true])
                        .at_most(hull::Column::Launched, Utc::now().date_naive());
                });
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let page = |id, title: &str, slug: &str| page::Model {
        id,
        title: title.into(),
        slug: slug.into(),
        stars: 3,
    };
    insert(
        db,
        [page(1, "Home", "home"), page(2, "About us", "about-us")],
    )
    .await?;
    let event = |id, page_id| page_event::Model {
        id,
        page_id,
        what: "made".into(),
    };
    insert(db, [event(1, 1), event(2, 2)]).await?;

    let sprint = |id, name: &str, code: &str, ends| sprint::ActiveModel {
        id: Set(id),
        name: Set(name.into()),
        code: Set(code.into()),
        starts: Set(day(2024, 2, 1)),
        ends: Set(ends),
        ..Default::default()
    };
    insert(
        db,
        [
            sprint(1, "Groundwork", "ground", day(2024, 2, 14)),
            sprint(2, "Roof", "roof-1", day(2024, 2, 29)),
        ],
    )
    .await?;

    let hull = |id, name: &str, floats, launched| hull::Model {
        id,
        name: name.into(),
        floats,
        launched,
    };
    let hulls = [
        hull(1, "Argo", true, day(2001, 5, 1)),
        hull(2, "Vasa", false, day(1628, 8, 10)),
        hull(3, "Nautilus", true, day(9868, 1, 1)),
    ];
    insert(db, hulls).await?;
    let mooring = |id, berth: &str, hull_id| mooring::Model {
        id,
        berth: berth.into(),
        hull_id,
    };
    insert(
        db,
        [mooring(1, "North", Some(1)), mooring(2, "South", None)],
    )
    .await
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).expect("a date")
}
