//! Creates the table of posts.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, string, text},
};

use crate::schema::{
    create_enum, create_table, drop_enum, enumeration, index_of_key, timestamp, timestamp_of_insert,
};

const STATUS: &str = "post_status";
const STATUSES: &[&str] = &["DRAFT", "PUBLISHED"];

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_enum(manager, STATUS, STATUSES).await?;
        let mut table = Table::create();
        table
            .table(Post::Table)
            .col(big_pk_auto(Post::Id))
            .col(string(Post::Title))
            .col(text(Post::Content))
            .col(
                enumeration(manager, Post::Status, STATUS, STATUSES)
                    .default("DRAFT")
                    .take(),
            )
            .col(timestamp_of_insert(manager, Post::CreatedAt))
            .col(timestamp(manager, Post::PublishedAt).null().take())
            .col(big_integer(Post::AuthorId))
            .col(big_integer_null(Post::CategoryId))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_post_author_id")
                    .from(Post::Table, Post::AuthorId)
                    .to(User::Table, User::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_post_category_id")
                    .from(Post::Table, Post::CategoryId)
                    .to(Category::Table, Category::Id)
                    .on_delete(ForeignKeyAction::SetNull),
            );
        create_table(manager, table).await?;
        for (name, key) in [
            ("idx_post_author_id", Post::AuthorId),
            ("idx_post_category_id", Post::CategoryId),
        ] {
            manager
                .create_index(index_of_key(manager, name, Post::Table, key, Post::Id))
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Post::Table).take())
            .await?;
        drop_enum(manager, STATUS).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden, Clone)]
enum Post {
    Table,
    Id,
    Title,
    Content,
    Status,
    CreatedAt,
    PublishedAt,
    AuthorId,
    CategoryId,
}

#[derive(DeriveIden)]
enum User {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Category {
    Table,
    Id,
}
