//! Creates the table of news articles.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, date, string},
};

use crate::schema::{create_table, index_of_key};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Article::Table)
            .col(big_pk_auto(Article::Id))
            .col(string(Article::Headline))
            .col(date(Article::PubDate))
            .col(big_integer(Article::ReporterId))
            .col(big_integer_null(Article::CategoryId))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_article_reporter_id")
                    .from(Article::Table, Article::ReporterId)
                    .to(Reporter::Table, Reporter::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_article_category_id")
                    .from(Article::Table, Article::CategoryId)
                    .to(Category::Table, Category::Id)
                    .on_delete(ForeignKeyAction::Restrict),
            );
        create_table(manager, table).await?;
        for (name, key) in [
            ("idx_article_reporter_id", Article::ReporterId),
            ("idx_article_category_id", Article::CategoryId),
        ] {
            manager
                .create_index(index_of_key(
                    manager,
                    name,
                    Article::Table,
                    key,
                    Article::Id,
                ))
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Article::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Article {
    Table,
    Id,
    Headline,
    PubDate,
    ReporterId,
    CategoryId,
}

#[derive(DeriveIden)]
enum Reporter {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Category {
    Table,
    Id,
}
