//! Creates the links between posts and tags.

use sea_orm_migration::{prelude::*, schema::big_integer};

use crate::schema::create_table;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table(PostTag::Table)
            .col(big_integer(PostTag::PostId))
            .col(big_integer(PostTag::TagId))
            .primary_key(
                Index::create()
                    .name("pk_post_tag")
                    .col(PostTag::PostId)
                    .col(PostTag::TagId),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_post_tag_post_id")
                    .from(PostTag::Table, PostTag::PostId)
                    .to(Post::Table, Post::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_post_tag_tag_id")
                    .from(PostTag::Table, PostTag::TagId)
                    .to(Tag::Table, Tag::Id)
                    .on_delete(ForeignKeyAction::Cascade),
            );
        create_table(manager, table).await?;
        let mut reverse = Index::create();
        reverse
            .name("idx_post_tag_tag_id_post_id")
            .table(PostTag::Table)
            .col(PostTag::TagId)
            .col(PostTag::PostId);
        manager.create_index(reverse).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(PostTag::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(DeriveIden)]
enum PostTag {
    Table,
    PostId,
    TagId,
}

#[derive(DeriveIden)]
enum Post {
    Table,
    Id,
}

#[derive(DeriveIden)]
enum Tag {
    Table,
    Id,
}
