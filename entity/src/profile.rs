//! Profiles: what users say about themselves, one for a user at most.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// The profile of a user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub bio: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub photo: Option<String>,
    #[sea_orm(unique)]
    pub user_id: i64,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("What a user says about themselves in public.")
            .display(Column::Bio);
        model
            .field(Column::Bio)
            .describe("A few sentences in the user's own words.");
        model
            .field(Column::Photo)
            .describe("The address of a portrait; null when the user has given none.");
        model
            .foreign_key(Relation::User)
            .related_name("profile")
            .describe("The user whom the profile describes.")
            .describe_reverse("What the user says about themselves; null until they have.");
    }
}
