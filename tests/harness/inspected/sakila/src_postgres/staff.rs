use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub staff_id: i32,
    #[sea_orm(column_type = "String(StringLen::N(45))")]
    pub first_name: String,
    #[sea_orm(column_type = "String(StringLen::N(45))")]
    pub last_name: String,
    pub address_id: i16,
    #[sea_orm(column_type = "Blob", nullable)]
    pub picture: Option<Vec<u8>>,
    #[sea_orm(column_type = "String(StringLen::N(50))", nullable)]
    pub email: Option<String>,
    pub store_id: i16,
    #[sea_orm(default_expr = "Expr::cust(\"true\")")]
    pub active: bool,
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub username: String,
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub password: Option<String>,
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
            .related_name("staff_list");
        model.foreign_key(Relation::Store).accessor("store").related_name("staff_list");
    }
}
