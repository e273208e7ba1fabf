use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub customer_id: i64,
    pub store_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(45))")]
    pub first_name: String,
    #[sea_orm(column_type = "String(StringLen::N(45))")]
    pub last_name: String,
    #[sea_orm(column_type = "String(StringLen::N(50))", nullable)]
    pub email: Option<String>,
    pub address_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(1))")]
    #[sea_orm(default_value = "Y")]
    pub active: String,
    pub create_date: DateTimeUtc,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(
        belongs_to,
        from = "address_id",
        to = "address_id",
        on_delete = "NoAction"
    )]
    pub address: BelongsTo<super::address::Entity>,
    #[sea_orm(has_many)]
    pub payments: HasMany<super::payment::Entity>,
    #[sea_orm(has_many)]
    pub rentals: HasMany<super::rental::Entity>,
    #[sea_orm(belongs_to, from = "store_id", to = "store_id", on_delete = "NoAction")]
    pub store: BelongsTo<super::store::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Address)
            .accessor("address")
            .related_name("customers");
        model.foreign_key(Relation::Store).accessor("store").related_name("customers");
    }
}
