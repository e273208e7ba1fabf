//! Creates the tree of subjects.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, big_pk_auto, string},
};

use crate::schema::{create_table, index_of_key, unique_index};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Category::Table)
            .col(big_pk_auto(Category::Id))
            .col(string(Category::Name))
            .col(string(Category::Slug))
            .col(big_integer_null(Category::ParentId))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_category_parent_id")
                    .from(Category::Table, Category::ParentId)
                    .to(Category::Table, Category::Id)
                    .on_delete(ForeignKeyAction::SetNull),
            );
        create_table(manager, table).await?;
        manager
            .create_index(unique_index(
                "idx_category_slug",
                Category::Table,
                [Category::Slug],
            ))
            .await?;
        manager
            .create_index(index_of_key(
                manager,
                "idx_category_parent_id",
                Category::Table,
                Category::ParentId,
                Category::Id,
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Category::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Category {
    Table,
    Id,
    Name,
    Slug,
    ParentId,
}
