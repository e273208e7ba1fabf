//! Articles: news that reporters answer for.

use relation::catalog::{Declaration, Declare, OnDelete};
use sea_orm::entity::prelude::*;

use super::contribution;

/// A news article.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub headline: String,
    pub pub_date: Date,
    pub reporter_id: i64,
    pub category_id: Option<i64>,
    #[sea_orm(belongs_to, from = "reporter_id", to = "id", on_delete = "Cascade")]
    pub reporter: BelongsTo<super::reporter::Entity>,
    #[sea_orm(belongs_to, from = "category_id", to = "id", on_delete = "Restrict")]
    pub category: BelongsTo<Option<super::category::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .describe("A news article, for which one reporter answers.")
            .display(Column::Headline);
        model
            .field(Column::Headline)
            .not_blank()
            .describe("The headline, without markup.");
        model
            .field(Column::PubDate)
            .describe("The day on which the article was printed.");
        model
            .foreign_key(Relation::Reporter)
            .describe("The reporter who answers for the article.")
            .describe_reverse("The articles for which the reporter answers.");
        model
            .foreign_key(Relation::Category)
            .related_name("articles")
            .on_delete(OnDelete::Protect)
            .describe("The subject that the article is filed under; null when it is filed nowhere.")
            .describe_reverse("The articles filed directly under this category.");
        model
            .many_to_many::<contribution::Entity>("contributors")
            .related_name("contributed_articles")
            .describe("The reporters who worked on the article, each with a role.")
            .describe_reverse("The articles that the reporter worked on, in whatever role.");
    }
}
