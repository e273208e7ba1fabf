//! Who follows whom.

use entity::{follow, user};
use sea_orm::ActiveValue::Set;

use super::article_date;
use crate::TestApp;

impl TestApp {
    /// Makes `follower` follow `followed`.
    pub async fn follow(&self, follower: &user::Model, followed: &user::Model) -> follow::Model {
        self.insert(follow::ActiveModel {
            follower_id: Set(follower.id),
            followed_id: Set(followed.id),
            since: Set(article_date()),
            ..Default::default()
        })
        .await
    }
}
