//! Tags: keywords that posts carry.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// A keyword.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tag")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("A keyword; a post carries any number of them.")
            .display(Column::Name);
        model
            .field(Column::Name)
            .not_blank()
            .describe("The keyword itself; no two tags share one.");
    }
}
