//! The links between posts and tags: a plain junction.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// The link between a post and one of its tags.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post_tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag_id: i64,
    #[sea_orm(belongs_to, from = "post_id", to = "id", on_delete = "Cascade")]
    pub post: BelongsTo<super::post::Entity>,
    #[sea_orm(belongs_to, from = "tag_id", to = "id", on_delete = "Cascade")]
    pub tag: BelongsTo<super::tag::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.describe("The link between a post and one keyword that it carries.");
        model
            .foreign_key(Relation::Post)
            .no_reverse()
            .describe("The post that carries the keyword.");
        model
            .foreign_key(Relation::Tag)
            .no_reverse()
            .describe("The keyword that the post carries.");
    }
}
