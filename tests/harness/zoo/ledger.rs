//! Numbers and moments on the many side of every shape of relation: what aggregates are made of.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(account, entry, batch, batch_entry, check);

/// The parent of entries.
pub mod account {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
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

/// A number of each width, each of which may be missing.
pub mod entry {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub account_id: Option<i64>,
        pub small: Option<i32>,
        pub large: Option<i64>,
        #[sea_orm(column_type = "Decimal(Some((16, 4)))", nullable)]
        pub price: Option<Decimal>,
        pub weight: Option<f64>,
        pub booked_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::account::Entity",
            from = "Column::AccountId",
            to = "super::account::Column::Id",
            on_delete = "SetNull"
        )]
        Account,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Account)
                .accessor("account")
                .related_name("entries");
        }
    }
}

/// Two many-to-many relations to entries: plain, and through links with data.
pub mod batch {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "batch")]
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
                .many_to_many::<super::batch_entry::Entity>("entries")
                .related_name("batches");
            model
                .many_to_many::<super::check::Entity>("checked")
                .related_name("checked_by");
        }
    }
}

/// The plain junction.
pub mod batch_entry {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "batch_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch_id: i64,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub entry_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::batch::Entity",
            from = "Column::BatchId",
            to = "super::batch::Column::Id",
            on_delete = "Cascade"
        )]
        Batch,
        #[sea_orm(
            belongs_to = "super::entry::Entity",
            from = "Column::EntryId",
            to = "super::entry::Column::Id",
            on_delete = "Cascade"
        )]
        Entry,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A link with data, whose pair is not unique.
pub mod check {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "check")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub batch_id: i64,
        #[sea_orm(indexed)]
        pub entry_id: i64,
        pub passed: bool,
        pub minutes: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::batch::Entity",
            from = "Column::BatchId",
            to = "super::batch::Column::Id",
            on_delete = "Cascade"
        )]
        Batch,
        #[sea_orm(
            belongs_to = "super::entry::Entity",
            from = "Column::EntryId",
            to = "super::entry::Column::Id",
            on_delete = "Cascade"
        )]
        Entry,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let account = |id, name: &str| account::Model {
        id,
        name: name.into(),
    };
    let accounts = [account(1, "Cash"), account(2, "Bank"), account(3, "Empty")];
    insert(db, accounts).await?;
    insert(db, entries()).await?;

    let batch = |id, name: &str| batch::Model {
        id,
        name: name.into(),
    };
    insert(db, [batch(1, "May"), batch(2, "June"), batch(3, "July")]).await?;
    let part = |batch_id, entry_id| batch_entry::Model { batch_id, entry_id };
    insert(
        db,
        [part(1, 1), part(1, 2), part(1, 6), part(2, 2), part(2, 4)],
    )
    .await?;
    let check = |id, batch_id, entry_id, passed, minutes| check::Model {
        id,
        batch_id,
        entry_id,
        passed,
        minutes,
    };
    let checks = [
        check(1, 1, 1, true, 10),
        check(2, 1, 1, false, 20),
        check(3, 1, 6, true, 5),
        check(4, 2, 2, false, 40),
    ];
    insert(db, checks).await
}

fn entries() -> Vec<entry::Model> {
    let entry =
        |id, account_id, small, large, price: Option<&str>, weight, booked_at: Option<&str>| {
            entry::Model {
                id,
                account_id,
                small,
                large,
                price: price.map(|text| text.parse().expect("a decimal")),
                weight,
                booked_at: booked_at.map(|text| text.parse().expect("a moment")),
            }
        };
    let (least, greatest) = (Some(i64::MIN), Some(i64::MAX));
    let (may, june) = (Some("2025-05-01T08:00:00Z"), Some("2025-06-30T23:59:59Z"));
    vec![
        entry(1, Some(1), Some(2), greatest, Some("0.25"), Some(0.5), june),
        entry(2, Some(1), Some(-5), greatest, Some("10"), Some(0.25), may),
        entry(3, Some(1), None, Some(1), Some("-1.5"), None, None),
        entry(4, Some(2), Some(i32::MIN), least, None, Some(-2.5), None),
        entry(5, Some(2), Some(i32::MIN), least, None, Some(2.5), None),
        entry(6, None, Some(7), Some(0), Some("7.125"), Some(1.0), may),
    ]
}
