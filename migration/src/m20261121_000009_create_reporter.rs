//! Creates the table of those who report the news.

use sea_orm_migration::{
    prelude::*,
    schema::{big_pk_auto, string},
};

use crate::schema::create_table;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Reporter::Table)
            .col(big_pk_auto(Reporter::Id))
            .col(string(Reporter::FirstName))
            .col(string(Reporter::LastName))
            .col(string(Reporter::Email));
        create_table(manager, table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Reporter::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Reporter {
    Table,
    Id,
    FirstName,
    LastName,
    Email,
}
