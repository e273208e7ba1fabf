//! Creates the table of what users say about themselves, one row for a user at most.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, text, text_null},
};

use crate::schema::{create_table, unique_index};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Profile::Table)
            .col(big_pk_auto(Profile::Id))
            .col(text(Profile::Bio))
            .col(text_null(Profile::Photo))
            .col(big_integer(Profile::UserId))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_profile_user_id")
                    .from(Profile::Table, Profile::UserId)
                    .to(User::Table, User::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            );
        create_table(manager, table).await?;
        manager
            .create_index(unique_index(
                "idx_profile_user_id",
                Profile::Table,
                [Profile::UserId],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Profile::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Profile {
    Table,
    Id,
    Bio,
    Photo,
    UserId,
}

#[derive(DeriveIden)]
enum User {
    Table,
    Id,
}
