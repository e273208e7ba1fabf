//! Posts: what users write.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

use super::post_tag;

/// A post of a user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    #[sea_orm(default_value = "DRAFT")]
    pub status: PostStatus,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
    pub author_id: i64,
    pub category_id: Option<i64>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Author",
        from = "author_id",
        to = "id",
        on_delete = "Cascade"
    )]
    pub author: BelongsTo<super::user::Entity>,
    #[sea_orm(belongs_to, from = "category_id", to = "id", on_delete = "SetNull")]
    pub category: BelongsTo<Option<super::category::Entity>>,
}

/// How far a post has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "post_status")]
pub enum PostStatus {
    /// Still being written.
    #[sea_orm(string_value = "DRAFT")]
    Draft,
    /// Out for everyone to read.
    #[sea_orm(string_value = "PUBLISHED")]
    Published,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("A piece that a user wrote, open to comments.")
            .display(Column::Title);
        declare_fields(model);
        model
            .foreign_key(Relation::Author)
            .related_name("posts")
            .describe("The user who wrote the post.")
            .describe_reverse("The posts that the user wrote.");
        model
            .foreign_key(Relation::Category)
            .related_name("posts")
            .describe("The subject that the post is filed under; null when it is filed nowhere.")
            .describe_reverse("The posts filed directly under this category.");
        model
            .many_to_many::<post_tag::Entity>("tags")
            .related_name("posts")
            .describe("The keywords that the post carries.")
            .describe_reverse("The posts that carry this keyword.");
    }
}

fn declare_fields(model: &mut Declaration<Entity>) {
    model
        .field(Column::Title)
        .not_blank()
        .describe("The title, without markup.");
    model
        .field(Column::Content)
        .describe("The text, in paragraphs with an empty line between them.");
    model
        .field(Column::Status)
        .describe("How far the post has come: `DRAFT` unless given.");
    model
        .field(Column::CreatedAt)
        .describe("When the post was begun; the time of creation unless given.");
    model
        .field(Column::PublishedAt)
        .describe("When the post came out; null while it has not.");
}
