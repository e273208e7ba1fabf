//! Categories: a tree of subjects.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// A subject, with its place in the tree.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "category")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    #[sea_orm(unique)]
    pub slug: String,
    pub parent_id: Option<i64>,
    #[sea_orm(
        self_ref,
        relation_enum = "Parent",
        from = "parent_id",
        to = "id",
        on_delete = "SetNull"
    )]
    pub parent: BelongsTo<Option<Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("A subject that posts and articles are filed under, in a tree of subjects.")
            .display(Column::Name);
        model
            .field(Column::Name)
            .not_blank()
            .describe("The subject as readers see it, for example `Space`.");
        model
            .field(Column::Slug)
            .not_blank()
            .slug()
            .describe("The subject as it stands in addresses; no two categories share one.");
        model
            .foreign_key(Relation::Parent)
            .related_name("children")
            .describe("The wider subject; null at the top of the tree.")
            .describe_reverse("The narrower subjects directly below this one.");
    }
}
