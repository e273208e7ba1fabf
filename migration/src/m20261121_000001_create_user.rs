//! Creates the table of those who write posts.

use sea_orm_migration::{
    prelude::*,
    schema::{big_pk_auto, string},
};

use crate::schema::{create_table, timestamp_of_insert, unique_index};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(User::Table)
            .col(big_pk_auto(User::Id))
            .col(string(User::Username))
            .col(string(User::Email))
            .col(timestamp_of_insert(manager, User::JoinedAt));
        create_table(manager, table).await?;
        manager
            .create_index(unique_index(
                "idx_user_username",
                User::Table,
                [User::Username],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(User::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum User {
    Table,
    Id,
    Username,
    Email,
    JoinedAt,
}
