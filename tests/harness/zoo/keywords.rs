//! Tables, columns and fields named like words of SQL, of Rust and of GraphQL.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(order, select, data);

/// A table and columns that are keywords.
pub mod order {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "order")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub r#type: String,
        pub group: Option<String>,
        pub r#in: bool,
        #[sea_orm(indexed)]
        pub select_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::select::Entity",
            from = "Column::SelectId",
            to = "super::select::Column::Id",
            on_delete = "SetNull"
        )]
        Select,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Fields named like clauses of SQL and like arguments of a connection.
pub mod select {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "select")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub from: String,
        pub r#where: Option<String>,
        pub first: i32,
        pub after: String,
        pub count: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A model named like the root of every answer, with fields named like its parts.
pub mod data {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "data")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub node: String,
        pub nodes: String,
        pub edges: String,
        pub errors: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let select = |id, from: &str, condition: Option<&str>| select::Model {
        id,
        from: from.into(),
        r#where: condition.map(Into::into),
        first: 5,
        after: "lunch".into(),
        count: 2,
    };
    let selects = [
        select(1, "the menu", None),
        select(2, "the card", Some("upstairs")),
    ];
    insert(db, selects).await?;

    let order = |id, kind: &str, group: Option<&str>, select_id| order::Model {
        id,
        r#type: kind.into(),
        group: group.map(Into::into),
        r#in: id == 1,
        select_id,
    };
    let orders = [
        order(1, "dinner", Some("table 4"), Some(1)),
        order(2, "lunch", None, Some(1)),
        order(3, "take-away", None, None),
    ];
    insert(db, orders).await?;

    let data = data::Model {
        id: 1,
        node: "a".into(),
        nodes: "b".into(),
        edges: "c".into(),
        errors: None,
    };
    insert(db, [data]).await
}
