//! Creates the links by which users follow users.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, date},
};

use crate::schema::{create_table, unique_index};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Follow::Table)
            .col(big_pk_auto(Follow::Id))
            .col(big_integer(Follow::FollowerId))
            .col(big_integer(Follow::FollowedId))
            .col(date(Follow::Since))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_follow_follower_id")
                    .from(Follow::Table, Follow::FollowerId)
                    .to(User::Table, User::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_follow_followed_id")
                    .from(Follow::Table, Follow::FollowedId)
                    .to(User::Table, User::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            );
        create_table(manager, table).await?;
        manager
            .create_index(unique_index(
                "idx_follow_follower_id_followed_id",
                Follow::Table,
                [Follow::FollowerId, Follow::FollowedId],
            ))
            .await?;
        let mut reverse = Index::create();
        reverse
            .name("idx_follow_followed_id_follower_id")
            .table(Follow::Table)
            .col(Follow::FollowedId)
            .col(Follow::FollowerId);
        manager.create_index(reverse).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Follow::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Follow {
    Table,
    Id,
    FollowerId,
    FollowedId,
    Since,
}

#[derive(DeriveIden)]
enum User {
    Table,
    Id,
}
