use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Customer")]
pub struct Model {
    #[sea_orm(column_name = "CustomerId", primary_key)]
    pub customer_id: i32,
    #[sea_orm(column_name = "FirstName")]
    #[sea_orm(column_type = "String(StringLen::N(40))")]
    pub first_name: String,
    #[sea_orm(column_name = "LastName")]
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub last_name: String,
    #[sea_orm(column_name = "Company")]
    #[sea_orm(column_type = "String(StringLen::N(80))", nullable)]
    pub company: Option<String>,
    #[sea_orm(column_name = "Address")]
    #[sea_orm(column_type = "String(StringLen::N(70))", nullable)]
    pub address: Option<String>,
    #[sea_orm(column_name = "City")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub city: Option<String>,
    #[sea_orm(column_name = "State")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub state: Option<String>,
    #[sea_orm(column_name = "Country")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub country: Option<String>,
    #[sea_orm(column_name = "PostalCode")]
    #[sea_orm(column_type = "String(StringLen::N(10))", nullable)]
    pub postal_code: Option<String>,
    #[sea_orm(column_name = "Phone")]
    #[sea_orm(column_type = "String(StringLen::N(24))", nullable)]
    pub phone: Option<String>,
    #[sea_orm(column_name = "Fax")]
    #[sea_orm(column_type = "String(StringLen::N(24))", nullable)]
    pub fax: Option<String>,
    #[sea_orm(column_name = "Email")]
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub email: String,
    #[sea_orm(column_name = "SupportRepId")]
    pub support_rep_id: Option<i32>,
    #[sea_orm(
        belongs_to,
        from = "support_rep_id",
        to = "employee_id",
        on_delete = "NoAction"
    )]
    pub employee: BelongsTo<Option<super::employee::Entity>>,
    #[sea_orm(has_many)]
    pub invoices: HasMany<super::invoice::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Employee)
            .accessor("support_rep")
            .related_name("customers");
    }
}
