//! Comments: what readers write below posts.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// A reader's comment on a post.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub author: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    pub post_id: i64,
    #[sea_orm(belongs_to, from = "post_id", to = "id", on_delete = "Cascade")]
    pub post: BelongsTo<super::post::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("What a reader wrote below a post; readers need no account.")
            .display(Column::Text);
        model
            .field(Column::Author)
            .not_blank()
            .describe("The name under which the reader signed; not a user of the publication.");
        model
            .field(Column::Text)
            .not_blank()
            .describe("The comment, without markup.");
        model
            .field(Column::CreatedAt)
            .describe("When the comment was written; the time of creation unless given.");
        model
            .foreign_key(Relation::Post)
            .related_name("comments")
            .describe("The post that the comment stands below.")
            .describe_reverse("What readers wrote below the post.");
    }
}
