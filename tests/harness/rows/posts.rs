//! Posts and comments.

use std::future::IntoFuture;

use entity::{
    category, comment,
    post::{self, PostStatus},
    post_tag, tag, user,
};
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;

use crate::TestApp;

/// A post that is about to be inserted; awaiting it inserts it.
#[must_use]
pub struct PostRow<'a> {
    app: &'a TestApp,
    row: post::ActiveModel,
    tags: Vec<i64>,
}

/// A comment that is about to be inserted; awaiting it inserts it.
#[must_use]
pub struct CommentRow<'a> {
    app: &'a TestApp,
    row: comment::ActiveModel,
}

impl TestApp {
    /// A post of `author`.
    pub fn post(&self, title: &str, author: &user::Model) -> PostRow<'_> {
        PostRow {
            app: self,
            row: post::ActiveModel {
                title: Set(title.to_owned()),
                content: Set(format!("All about {title}.")),
                author_id: Set(author.id),
                ..Default::default()
            },
            tags: Vec::new(),
        }
    }

    /// A comment below `post`.
    pub fn comment(&self, post: &post::Model, text: &str) -> CommentRow<'_> {
        CommentRow {
            app: self,
            row: comment::ActiveModel {
                post_id: Set(post.id),
                author: Set("reader".to_owned()),
                text: Set(text.to_owned()),
                ..Default::default()
            },
        }
    }
}

impl PostRow<'_> {
    /// Files the post under a category.
    pub fn category(mut self, category: &category::Model) -> Self {
        self.row.category_id = Set(Some(category.id));
        self
    }

    /// Publishes the post.
    pub fn published(mut self) -> Self {
        self.row.status = Set(PostStatus::Published);
        self
    }

    /// Gives the post tags.
    pub fn tags<'t>(mut self, tags: impl IntoIterator<Item = &'t tag::Model>) -> Self {
        self.tags.extend(tags.into_iter().map(|tag| tag.id));
        self
    }
}

impl<'a> IntoFuture for PostRow<'a> {
    type Output = post::Model;
    type IntoFuture = BoxFuture<'a, post::Model>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let post = self.app.insert(self.row).await;
            for tag_id in self.tags {
                let link = post_tag::ActiveModel {
                    post_id: Set(post.id),
                    tag_id: Set(tag_id),
                };
                self.app.insert(link).await;
            }
            post
        })
    }
}

impl CommentRow<'_> {
    /// Signs the comment.
    pub fn author(mut self, name: &str) -> Self {
        self.row.author = Set(name.to_owned());
        self
    }
}

impl<'a> IntoFuture for CommentRow<'a> {
    type Output = comment::Model;
    type IntoFuture = BoxFuture<'a, comment::Model>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.app.insert(self.row))
    }
}
