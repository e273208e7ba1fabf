//! Tables that are legal and awkward.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use serde_json::json;

use super::insert;

super::entities!(
    document, unit, east, west, shared, screened, guest, invitation, evening
);

/// A required document, which may be JSON's own `null`.
pub mod document {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "document")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub body: Json,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A tree in which primary key and foreign key share the tenant.
pub mod unit {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "unit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub parent: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "Entity",
            from = "(Column::Tenant, Column::Parent)",
            to = "(Column::Tenant, Column::Number)",
            on_delete = "Cascade"
        )]
        Above,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Above).related_name("below");
        }
    }
}

/// One of two tables to which the same column refers.
pub mod east {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "east")]
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

/// The other of the two.
pub mod west {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "west")]
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

/// Two keys on one column, and a primary key of two columns: no junction.
pub mod shared {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shared")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub side: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::east::Entity",
            from = "Column::Side",
            to = "super::east::Column::Id",
            on_delete = "Cascade"
        )]
        East,
        #[sea_orm(
            belongs_to = "super::west::Entity",
            from = "Column::Side",
            to = "super::west::Column::Id",
            on_delete = "Cascade",
            fk_name = "fk-shared-side-west"
        )]
        West,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::East).accessor("east");
            model.foreign_key(Relation::West).accessor("west");
        }
    }
}

/// A hidden column of an enum whose values are no GraphQL names.
pub mod screened {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "screened")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub verdict: Verdict,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "secret_verdict")]
    pub enum Verdict {
        #[sea_orm(string_value = "1st")]
        First,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Verdict).hide();
        }
    }
}

/// One side of links that the database does not check.
pub mod guest {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "guest")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// The other side of them.
pub mod evening {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "evening")]
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
                .many_to_many::<super::invitation::Entity>("guests")
                .related_name("evenings");
        }
    }
}

/// The links: without a constraint, so that they may lead nowhere, but none of them is made to
/// those who came late.
pub mod invitation {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitation")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub evening_id: i64,
        #[sea_orm(indexed)]
        pub guest_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::evening::Entity",
            from = "Column::EveningId",
            to = "super::evening::Column::Id",
            on_delete = "Cascade"
        )]
        Evening,
        #[sea_orm(
            belongs_to = "super::guest::Entity",
            from = "Column::GuestId",
            to = "super::guest::Column::Id",
            on_delete = "NoAction",
            skip_fk
        )]
        Guest,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Evening).no_reverse();
            model
                .foreign_key(Relation::Guest)
                .no_reverse()
                .limit_choices_to::<super::guest::Entity>(|guests| {
                    guests.at_most(super::guest::Column::Id, 1_000_i64);
                });
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let document = |id, body| document::Model { id, body };
    insert(
        db,
        [
            document(1, json!({"a": 1})),
            document(2, serde_json::Value::Null),
        ],
    )
    .await?;
    db.execute_unprepared("CREATE INDEX unit_above ON unit (tenant, parent)")
        .await?;
    let unit = |number, parent| unit::Model {
        tenant: 1,
        number,
        parent,
    };
    insert(db, [unit(1, None), unit(2, Some(1)), unit(3, Some(1))]).await?;
    insert(db, [east::Model { id: 1 }]).await?;
    insert(db, [west::Model { id: 1 }]).await?;
    let shared = |place| shared::Model { side: 1, place };
    insert(db, [shared(1), shared(2)]).await?;
    let guest = |id, name: &str| guest::Model {
        id,
        name: name.to_owned(),
    };
    insert(db, [guest(2, "Bill"), guest(3, "Chuck")]).await?;
    insert(db, [evening::Model { id: 1 }]).await?;
    let invitation = |id, guest_id| invitation::Model {
        id,
        evening_id: 1,
        guest_id,
    };
    let links = [(1, -7), (2, 2), (3, 3), (4, 77)];
    insert(db, links.map(|(id, guest)| invitation(id, guest))).await
}
