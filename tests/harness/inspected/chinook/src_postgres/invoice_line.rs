use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "InvoiceLine")]
pub struct Model {
    #[sea_orm(column_name = "InvoiceLineId", primary_key)]
    pub invoice_line_id: i32,
    #[sea_orm(column_name = "InvoiceId")]
    pub invoice_id: i32,
    #[sea_orm(column_name = "TrackId")]
    pub track_id: i32,
    #[sea_orm(column_name = "UnitPrice", column_type = "Decimal(Some((10, 2)))")]
    pub unit_price: Decimal,
    #[sea_orm(column_name = "Quantity")]
    pub quantity: i32,
    #[sea_orm(
        belongs_to,
        from = "invoice_id",
        to = "invoice_id",
        on_delete = "NoAction"
    )]
    pub invoice: BelongsTo<super::invoice::Entity>,
    #[sea_orm(belongs_to, from = "track_id", to = "track_id", on_delete = "NoAction")]
    pub track: BelongsTo<super::track::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::Invoice)
            .accessor("invoice")
            .related_name("invoice_lines");
        model
            .foreign_key(Relation::Track)
            .accessor("track")
            .related_name("invoice_lines");
    }
}
