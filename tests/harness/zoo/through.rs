//! Many-to-many relations through models with data.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(member, team, membership, library, loan, reminder, receipt);

/// The target of several keys of the link.
pub mod member {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
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

/// Two relations through one model, which has two keys to the other side.
pub mod team {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "team")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::membership::Entity>("members")
                .related_name("teams")
                .through_fields(
                    super::membership::Relation::Team,
                    super::membership::Relation::Member,
                );
            model
                .many_to_many::<super::membership::Entity>("inviters")
                .related_name("inviting_teams")
                .through_fields(
                    super::membership::Relation::Team,
                    super::membership::Relation::Inviter,
                );
        }
    }
}

/// A link with data, whose pair is not unique.
pub mod membership {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub inviter_id: Option<i64>,
        #[sea_orm(indexed)]
        pub member_id: i64,
        #[sea_orm(indexed)]
        pub team_id: i64,
        pub role: Option<String>,
        pub joined_on: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::member::Entity",
            from = "Column::InviterId",
            to = "super::member::Column::Id",
            on_delete = "SetNull"
        )]
        Inviter,
        #[sea_orm(
            belongs_to = "super::member::Entity",
            from = "Column::MemberId",
            to = "super::member::Column::Id",
            on_delete = "Cascade"
        )]
        Member,
        #[sea_orm(
            belongs_to = "super::team::Entity",
            from = "Column::TeamId",
            to = "super::team::Column::Id",
            on_delete = "Cascade"
        )]
        Team,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Inviter)
                .related_name("invitations");
        }
    }
}

/// A relation whose links may have lost their target.
pub mod library {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "library")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::loan::Entity>("borrowers")
                .related_name("libraries");
        }
    }
}

/// A link that outlives its target.
pub mod loan {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "loan")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub library_id: i64,
        #[sea_orm(indexed)]
        pub borrower_id: Option<i64>,
        pub title: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::library::Entity",
            from = "Column::LibraryId",
            to = "super::library::Column::Id",
            on_delete = "Cascade"
        )]
        Library,
        #[sea_orm(
            belongs_to = "super::member::Entity",
            from = "Column::BorrowerId",
            to = "super::member::Column::Id",
            on_delete = "SetNull"
        )]
        Borrower,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Goes with the link that it is about.
pub mod reminder {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminder")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub loan_id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::loan::Entity",
            from = "Column::LoanId",
            to = "super::loan::Column::Id",
            on_delete = "Cascade"
        )]
        Loan,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Keeps the link that it is about.
pub mod receipt {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipt")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub loan_id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::loan::Entity",
            from = "Column::LoanId",
            to = "super::loan::Column::Id",
            on_delete = "Restrict"
        )]
        Loan,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Loan)
                .on_delete(OnDelete::Protect);
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let member = |id, name: &str| member::Model {
        id,
        name: name.into(),
    };
    insert(db, [member(1, "Bob"), member(2, "Jim"), member(3, "Jane")]).await?;
    let team = |id, name: &str| team::Model {
        id,
        name: name.into(),
    };
    insert(db, [team(1, "Rock"), team(2, "Roll"), team(3, "Silence")]).await?;

    let membership = |id, inviter_id, member_id, team_id, role: Option<&str>| membership::Model {
        id,
        inviter_id,
        member_id,
        team_id,
        role: role.map(Into::into),
        joined_on: sea_orm::prelude::Date::from_ymd_opt(2020, 1, 1).expect("a date"),
    };
    let memberships = [
        membership(1, None, 1, 1, Some("lead")),
        membership(2, Some(1), 2, 1, None),
        membership(3, Some(1), 2, 1, Some("bass")),
        membership(4, Some(2), 3, 2, Some("drums")),
        membership(5, None, 1, 2, None),
    ];
    insert(db, memberships).await?;

    let library = |id, name: &str| library::Model {
        id,
        name: name.into(),
    };
    insert(db, [library(1, "Main"), library(2, "Empty")]).await?;
    let loan = |id, borrower_id, title: &str| loan::Model {
        id,
        library_id: 1,
        borrower_id,
        title: title.into(),
    };
    insert(
        db,
        [
            loan(1, Some(1), "Maps"),
            loan(2, None, "Ferns"),
            loan(3, Some(3), "Maps"),
        ],
    )
    .await?;
    let reminder = reminder::Model {
        id: 1,
        loan_id: 1,
        text: "overdue".into(),
    };
    insert(db, [reminder]).await?;
    let receipt = receipt::Model {
        id: 1,
        loan_id: 3,
        text: "paid".into(),
    };
    insert(db, [receipt]).await
}
