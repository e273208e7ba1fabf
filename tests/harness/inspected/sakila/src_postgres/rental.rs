use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rental")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub rental_id: i32,
    #[sea_orm(unique_key = "idx_rental_unique")]
    pub rental_date: DateTimeUtc,
    #[sea_orm(unique_key = "idx_rental_unique")]
    pub inventory_id: i32,
    #[sea_orm(unique_key = "idx_rental_unique")]
    pub customer_id: i16,
    pub return_date: Option<DateTimeUtc>,
    pub staff_id: i16,
    #[sea_orm(default_expr = "Expr::cust(\"now()\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(
        belongs_to,
        from = "customer_id",
        to = "customer_id",
        on_delete = "NoAction"
    )]
    pub customer: BelongsTo<super::customer::Entity>,
    #[sea_orm(
        belongs_to,
        from = "inventory_id",
        to = "inventory_id",
        on_delete = "NoAction"
    )]
    pub inventory: BelongsTo<super::inventory::Entity>,
    #[sea_orm(has_many)]
    pub payments: HasMany<super::payment::Entity>,
    #[sea_orm(belongs_to, from = "staff_id", to = "staff_id", on_delete = "NoAction")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Inventory)
            .accessor("inventory")
            .related_name("rentals");
        model
            .foreign_key(Relation::Customer)
            .accessor("customer")
            .related_name("rentals");
        model.foreign_key(Relation::Staff).accessor("staff").related_name("rentals");
    }
}
