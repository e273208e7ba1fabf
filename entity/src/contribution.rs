//! Contributions: the links from articles to the reporters who worked on them.

use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

/// The work of one reporter on one article.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contribution")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique_key = "pair")]
    pub article_id: i64,
    #[sea_orm(unique_key = "pair")]
    pub reporter_id: i64,
    pub role: ContributionRole,
    pub since: Date,
    #[sea_orm(belongs_to, from = "article_id", to = "id", on_delete = "Cascade")]
    pub article: BelongsTo<super::article::Entity>,
    #[sea_orm(belongs_to, from = "reporter_id", to = "id", on_delete = "Cascade")]
    pub reporter: BelongsTo<super::reporter::Entity>,
}

/// What a reporter does for an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "contribution_role")]
pub enum ContributionRole {
    /// Writes the text.
    #[sea_orm(string_value = "WRITER")]
    Writer,
    /// Edits what others wrote.
    #[sea_orm(string_value = "EDITOR")]
    Editor,
    /// Takes the pictures.
    #[sea_orm(string_value = "PHOTOGRAPHER")]
    Photographer,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe(
                "The work of one reporter on one article; there is one for each pair at most.",
            )
            .display(Column::Role);
        model
            .field(Column::Role)
            .describe("What the reporter does for the article.");
        model
            .field(Column::Since)
            .describe("The day on which the work began.");
        model
            .foreign_key(Relation::Article)
            .describe("The article that was worked on.")
            .describe_reverse("Who worked on the article, in which role and since when.");
        model
            .foreign_key(Relation::Reporter)
            .describe("The reporter who did the work.")
            .describe_reverse("What the reporter did for which article.");
    }
}
