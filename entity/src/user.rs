//! Users: those who write posts and follow each other.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

use super::follow;

/// A user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub username: String,
    pub email: String,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub joined_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("A member of the publication, who writes posts and follows other users.")
            .display(Column::Username);
        model
            .field(Column::Username)
            .not_blank()
            .describe("The name by which the user is known; no two users share one.");
        model
            .field(Column::Email)
            .not_blank()
            .email()
            .describe("Where the user receives mail.");
        model
            .field(Column::JoinedAt)
            .describe("When the user joined; the time of creation unless given.");
        model
            .many_to_many::<follow::Entity>("following")
            .through_fields(follow::Relation::Follower, follow::Relation::Followed)
            .related_name("followers")
            .describe("The users whom this user follows.")
            .describe_reverse("The users who follow this user.");
    }
}
