//! Reporters: those who write the news.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// A reporter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reporter")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("Someone on the staff who answers for articles and contributes to others.")
            .display(Column::LastName);
        model
            .field(Column::FirstName)
            .not_blank()
            .describe("The given name, as it is printed below articles.");
        model
            .field(Column::LastName)
            .not_blank()
            .describe("The family name, as it is printed below articles.");
        model
            .field(Column::Email)
            .not_blank()
            .email()
            .describe("Where readers and colleagues can write to.");
    }
}
