use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Invoice")]
pub struct Model {
    #[sea_orm(column_name = "InvoiceId", primary_key)]
    pub invoice_id: i64,
    #[sea_orm(column_name = "CustomerId")]
    pub customer_id: i64,
    #[sea_orm(column_name = "InvoiceDate")]
    pub invoice_date: DateTime,
    #[sea_orm(column_name = "BillingAddress")]
    #[sea_orm(column_type = "String(StringLen::N(70))", nullable)]
    pub billing_address: Option<String>,
    #[sea_orm(column_name = "BillingCity")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub billing_city: Option<String>,
    #[sea_orm(column_name = "BillingState")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub billing_state: Option<String>,
    #[sea_orm(column_name = "BillingCountry")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub billing_country: Option<String>,
    #[sea_orm(column_name = "BillingPostalCode")]
    #[sea_orm(column_type = "String(StringLen::N(10))", nullable)]
    pub billing_postal_code: Option<String>,
    #[sea_orm(column_name = "Total", column_type = "Decimal(Some((10, 2)))")]
    pub total: Decimal,
    #[sea_orm(
        belongs_to,
        from = "customer_id",
        to = "customer_id",
        on_delete = "NoAction"
    )]
    pub customer: BelongsTo<super::customer::Entity>,
    #[sea_orm(has_many)]
    pub invoice_lines: HasMany<super::invoice_line::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Customer)
            .accessor("customer")
            .related_name("invoices");
    }
}
