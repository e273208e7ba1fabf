use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Customer")]
pub struct Model {
    #[sea_orm(column_name = "CustomerId", primary_key)]
    pub customer_id: i64,
    #[sea_orm(column_name = "FirstName")]
    pub first_name: String,
    #[sea_orm(column_name = "LastName")]
    pub last_name: String,
    #[sea_orm(column_name = "Company")]
    pub company: Option<String>,
    #[sea_orm(column_name = "Address")]
    pub address: Option<String>,
    #[sea_orm(column_name = "City")]
    pub city: Option<String>,
    #[sea_orm(column_name = "State")]
    pub state: Option<String>,
    #[sea_orm(column_name = "Country")]
    pub country: Option<String>,
    #[sea_orm(column_name = "PostalCode")]
    pub postal_code: Option<String>,
    #[sea_orm(column_name = "Phone")]
    pub phone: Option<String>,
    #[sea_orm(column_name = "Fax")]
    pub fax: Option<String>,
    #[sea_orm(column_name = "Email")]
    pub email: String,
    #[sea_orm(column_name = "SupportRepId")]
    pub support_rep_id: Option<i64>,
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
