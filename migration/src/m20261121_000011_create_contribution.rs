//! Creates the links between articles and the reporters who worked on them.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, date},
};

use crate::schema::{
    create_enum, create_table, drop_enum, enumeration, index_of_key, unique_index,
};

const ROLE: &str = "contribution_role";
const ROLES: &[&str] = &["WRITER", "EDITOR", "PHOTOGRAPHER"];

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_enum(manager, ROLE, ROLES).await?;
        let mut table = Table::create();
        table
            .table(Contribution::Table)
            .col(big_pk_auto(Contribution::Id))
            .col(big_integer(Contribution::ArticleId))
            .col(big_integer(Contribution::ReporterId))
            .col(enumeration(manager, Contribution::Role, ROLE, ROLES))
            .col(date(Contribution::Since))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_contribution_article_id")
                    .from(Contribution::Table, Contribution::ArticleId)
                    .to(Article::Table, Article::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_contribution_reporter_id")
                    .from(Contribution::Table, Contribution::ReporterId)
                    .to(Reporter::Table, Reporter::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            );
        create_table(manager, table).await?;
        create_link_indexes(manager).await?;
        create_key_indexes(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Contribution::Table).take())
            .await?;
        drop_enum(manager, ROLE).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The indexes that list the contributors of an article and the articles of a contributor.
async fn create_link_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_index(unique_index(
            "idx_contribution_article_id_reporter_id",
            Contribution::Table,
            [Contribution::ArticleId, Contribution::ReporterId],
        ))
        .await?;
    let mut reverse = Index::create();
    reverse
        .name("idx_contribution_reporter_id_article_id")
        .table(Contribution::Table)
        .col(Contribution::ReporterId)
        .col(Contribution::ArticleId);
    manager.create_index(reverse).await
}

/// The indexes that list the contributions themselves, in the order of their own key.
async fn create_key_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (name, key) in [
        ("idx_contribution_article_id", Contribution::ArticleId),
        ("idx_contribution_reporter_id", Contribution::ReporterId),
    ] {
        manager
            .create_index(index_of_key(
                manager,
                name,
                Contribution::Table,
                key,
                Contribution::Id,
            ))
            .await?;
    }
    Ok(())
}

#[derive(DeriveIden, Clone)]
enum Contribution {
    Table,
    Id,
    ArticleId,
    ReporterId,
    Role,
    Since,
}

#[derive(DeriveIden)]
enum Article {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Reporter {
    Table,
    Id,
}
