//! Follows: the links from users to the users they follow.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// The link from a follower to a user who is followed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique_key = "pair")]
    pub follower_id: i64,
    #[sea_orm(unique_key = "pair")]
    pub followed_id: i64,
    pub since: Date,
    #[sea_orm(
        belongs_to,
        relation_enum = "Follower",
        from = "follower_id",
        to = "id",
        on_delete = "Cascade"
    )]
    pub follower: BelongsTo<super::user::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Followed",
        from = "followed_id",
        to = "id",
        on_delete = "Cascade"
    )]
    pub followed: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.describe("One user following another; a user follows another at most once.");
        model
            .field(Column::Since)
            .describe("The day on which the following began.");
        model
            .foreign_key(Relation::Follower)
            .no_reverse()
            .describe("The user who follows.");
        model
            .foreign_key(Relation::Followed)
            .no_reverse()
            .describe("The user who is followed.");
    }
}
