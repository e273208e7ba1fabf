//! Models, fields and accessors whose names differ from tables and columns.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(client, invoice);

/// Model, table and columns all have different names, one with a space, one a keyword.
pub mod client {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tbl_customer")]
    pub struct Model {
        #[sea_orm(primary_key, column_name = "CUST_NO")]
        pub id: i64,
        #[sea_orm(column_name = "cust nm")]
        pub name: String,
        #[sea_orm(column_name = "group")]
        pub segment: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.rename("Client").display(Column::Name);
            model.field(Column::Segment).rename("market");
        }
    }
}

/// A foreign key whose column, field and accessor have different names.
pub mod invoice {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tbl_invoice")]
    pub struct Model {
        #[sea_orm(primary_key, column_name = "INV_NO")]
        pub id: i64,
        #[sea_orm(column_name = "fk cust", indexed)]
        pub client_no: i64,
        #[sea_orm(column_name = "AMT")]
        pub amount: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::client::Entity",
            from = "Column::ClientNo",
            to = "super::client::Column::Id",
            on_delete = "Cascade"
        )]
        Client,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.rename("Invoice");
            model.foreign_key(Relation::Client).accessor("client");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let client = |id, name: &str, segment: &str| client::Model {
        id,
        name: name.into(),
        segment: segment.into(),
    };
    insert(
        db,
        [client(7, "Baker", "retail"), client(8, "Smith", "trade")],
    )
    .await?;

    let invoice = |id, client_no, amount| invoice::Model {
        id,
        client_no,
        amount,
    };
    insert(
        db,
        [invoice(1, 7, 120), invoice(2, 7, 80), invoice(3, 8, 45)],
    )
    .await
}
