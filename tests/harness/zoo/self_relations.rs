//! Many-to-many relations of a model with itself.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(person, friendship, idolization, colleagueship);

/// Friends both ways, idols one way, colleagues both ways with data on the link.
pub mod person {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
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
            model
                .many_to_many::<super::friendship::Entity>("friends")
                .symmetrical();
            model
                .many_to_many::<super::idolization::Entity>("idols")
                .related_name("fans");
            model
                .many_to_many::<super::colleagueship::Entity>("colleagues")
                .symmetrical();
        }
    }
}

/// Stored in both directions.
pub mod friendship {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "friendship")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_person_id: i64,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub to_person_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::FromPersonId",
            to = "super::person::Column::Id",
            on_delete = "Cascade"
        )]
        FromPerson,
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::ToPersonId",
            to = "super::person::Column::Id",
            on_delete = "Cascade"
        )]
        ToPerson,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.hide();
            model.foreign_key(Relation::FromPerson).no_reverse();
            model.foreign_key(Relation::ToPerson).no_reverse();
        }
    }
}

/// Without a choice of keys: the first is the source, the second the target.
pub mod idolization {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idolization")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub fan_id: i64,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub idol_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::FanId",
            to = "super::person::Column::Id",
            on_delete = "Cascade"
        )]
        Fan,
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::IdolId",
            to = "super::person::Column::Id",
            on_delete = "Cascade"
        )]
        Idol,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Fan).no_reverse();
            model.foreign_key(Relation::Idol).no_reverse();
        }
    }
}

/// A symmetrical link with data.
pub mod colleagueship {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "colleagueship")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(indexed)]
        pub from_person_id: i64,
        #[sea_orm(indexed)]
        pub to_person_id: i64,
        pub since: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::FromPersonId",
            to = "super::person::Column::Id",
            on_delete = "Cascade"
        )]
        FromPerson,
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::ToPersonId",
            to = "super::person::Column::Id",
            on_delete = "Cascade"
        )]
        ToPerson,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::FromPerson)
                .related_name("colleagueships");
            model.foreign_key(Relation::ToPerson).no_reverse();
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let person = |id, name: &str| person::Model {
        id,
        name: name.into(),
    };
    let persons = [
        person(1, "Anne"),
        person(2, "Bill"),
        person(3, "Chuck"),
        person(4, "David"),
    ];
    insert(db, persons).await?;

    let friendship = |from_person_id, to_person_id| friendship::Model {
        from_person_id,
        to_person_id,
    };
    let friendships = [
        friendship(1, 2),
        friendship(2, 1),
        friendship(1, 3),
        friendship(3, 1),
        friendship(4, 4),
    ];
    insert(db, friendships).await?;

    let idolization = |fan_id, idol_id| idolization::Model { fan_id, idol_id };
    let idolizations = [
        idolization(1, 2),
        idolization(1, 4),
        idolization(2, 4),
        idolization(4, 1),
    ];
    insert(db, idolizations).await?;

    let colleagueship = |id, from_person_id, to_person_id, since| colleagueship::Model {
        id,
        from_person_id,
        to_person_id,
        since,
    };
    let colleagueships = [
        colleagueship(1, 1, 2, 2011),
        colleagueship(2, 2, 1, 2011),
        colleagueship(3, 1, 4, 2014),
    ];
    insert(db, colleagueships).await
}
