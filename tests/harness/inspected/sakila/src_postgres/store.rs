use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "store")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub store_id: i32,
    pub manager_staff_id: i16,
    pub address_id: i16,
    #[sea_orm(default_expr = "Expr::cust(\"now()\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(
        belongs_to,
        from = "address_id",
        to = "address_id",
        on_delete = "NoAction"
    )]
    pub address: BelongsTo<super::address::Entity>,
    #[sea_orm(has_many)]
    pub customers: HasMany<super::customer::Entity>,
    #[sea_orm(has_many)]
    pub inventories: HasMany<super::inventory::Entity>,
    #[sea_orm(
        belongs_to,
        from = "manager_staff_id",
        to = "staff_id",
        on_delete = "NoAction"
    )]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Staff)
            .accessor("manager_staff")
            .related_name("stores");
        model.foreign_key(Relation::Address).accessor("address").related_name("stores");
    }
}
