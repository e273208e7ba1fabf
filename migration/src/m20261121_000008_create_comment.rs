//! Creates the table of what readers wrote below posts.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, string, text},
};

use crate::schema::{create_table, index_of_key, timestamp_of_insert};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(Comment::Table)
            .col(big_pk_auto(Comment::Id))
            .col(string(Comment::Author))
            .col(text(Comment::Text))
            .col(timestamp_of_insert(manager, Comment::CreatedAt))
            .col(big_integer(Comment::PostId))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_comment_post_id")
                    .from(Comment::Table, Comment::PostId)
                    .to(Post::Table, Post::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            );
        create_table(manager, table).await?;
        manager
            .create_index(index_of_key(
                manager,
                "idx_comment_post_id",
                Comment::Table,
                Comment::PostId,
                Comment::Id,
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Comment::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum Comment {
    Table,
    Id,
    Author,
    Text,
    CreatedAt,
    PostId,
}

#[derive(DeriveIden)]
enum Post {
    Table,
    Id,
}
