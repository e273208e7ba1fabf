//! Creates the table of keywords.

use sea_orm_migration::{
    prelude::*,
    schema::{big_pk_auto, string},
};

use crate::schema::{create_table, unique_index};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Tag::Table)
            .col(big_pk_auto(Tag::Id))
            .col(string(Tag::Name));
        create_table(manager, table).await?;
        manager
            .create_index(unique_index("idx_tag_name", Tag::Table, [Tag::Name]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Tag::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Tag {
    Table,
    Id,
    Name,
}
