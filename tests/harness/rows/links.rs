//! Who follows whom.

use entity::{follow, user};
use sea_orm::ActiveValue::Set;

use super::article_date;
use crate::TestApp;

impl TestApp {
    /// Makes `user` follow `other`.
    pub async fn follow(&self, user: &user::Model, other: &user::Model) -> follow::Model {
        self.insert(follow::ActiveModel {
            follower_id: Set(user.id),
            followed_id: Set(other.id),
            since: Set(article_date()),
            ..Default::default()
        })
        .await
    }
}
