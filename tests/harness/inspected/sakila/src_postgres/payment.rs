use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub payment_id: i32,
    pub customer_id: i16,
    pub staff_id: i16,
    pub rental_id: Option<i32>,
    #[sea_orm(column_type = "Decimal(Some((5, 2)))")]
    pub amount: Decimal,
    pub payment_date: DateTimeUtc,
    #[sea_orm(default_expr = "Expr::cust(\"now()\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(
        belongs_to,
        from = "customer_id",
        to = "customer_id",
        on_delete = "NoAction"
    )]
    pub customer: BelongsTo<super::customer::Entity>,
    #[sea_orm(belongs_to, from = "rental_id", to = "rental_id", on_delete = "SetNull")]
    pub rental: BelongsTo<Option<super::rental::Entity>>,
    #[sea_orm(belongs_to, from = "staff_id", to = "staff_id", on_delete = "NoAction")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Customer)
            .accessor("customer")
            .related_name("payments");
        model.foreign_key(Relation::Staff).accessor("staff").related_name("payments");
        model.foreign_key(Relation::Rental).accessor("rental").related_name("payments");
    }
}
