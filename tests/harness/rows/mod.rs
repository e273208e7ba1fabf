//! Rows of the shipped domain. A test spells out what matters to it; the rest is made up here.

mod links;
mod many;
mod news;
mod posts;

pub use news::{ArticleRow, article_date};
pub use posts::{CommentRow, PostRow};

use entity::{category, profile, reporter, tag, user};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait,
    IntoActiveModel, ModelTrait,
};

use crate::{TestApp, backend::Backend};

impl TestApp {
    /// Inserts a row on every database and gives it back as the first one stored it.
    pub(crate) async fn insert<A>(&self, row: A) -> <A::Entity as EntityTrait>::Model
    where
        A: ActiveModelTrait + ActiveModelBehavior + Clone + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A> + ModelTrait,
    {
        let mut first = None;
        for instance in self.instances() {
            let stored = row.clone().insert(&instance.database.writer).await;
            first.get_or_insert(stored.expect("a row that fits"));
            if row.get_primary_key_value().is_some() {
                instance.count_on().await;
            }
        }
        first.expect("at least one database")
    }

    /// Runs a statement, written as SQLite takes it, on every database.
    ///
    /// # Panics
    ///
    /// If a database refuses it.
    pub async fn sql(&self, statement: &str) {
        self.sql_by(|_| statement.to_owned()).await;
    }

    /// Runs a statement on every database, of which each kind may need another, though written as
    /// SQLite writes values.
    ///
    /// # Panics
    ///
    /// If a database refuses it.
    pub async fn sql_by(&self, statement: impl Fn(Backend) -> String) {
        for instance in self.instances() {
            let statement = statement(instance.backend);
            let statement = instance.backend.translate(&statement);
            let result = instance
                .database
                .writer
                .execute_unprepared(&statement)
                .await;
            let name = instance.backend.name();
            result.unwrap_or_else(|error| panic!("{name}: {statement}: {error}"));
            if statement.contains("INSERT") {
                instance.count_on().await;
            }
        }
    }

    /// A user.
    pub async fn user(&self, username: &str) -> user::Model {
        self.insert(user::ActiveModel {
            username: Set(username.to_owned()),
            email: Set(format!("{username}@example.org")),
            ..Default::default()
        })
        .await
    }

    /// The profile of a user.
    pub async fn profile(&self, user: &user::Model, bio: &str) -> profile::Model {
        self.insert(profile::ActiveModel {
            user_id: Set(user.id),
            bio: Set(bio.to_owned()),
            ..Default::default()
        })
        .await
    }

    /// A category at the top of the tree.
    pub async fn category(&self, name: &str) -> category::Model {
        self.insert_category(name, None).await
    }

    /// A category below another.
    pub async fn subcategory(&self, name: &str, parent: &category::Model) -> category::Model {
        self.insert_category(name, Some(parent.id)).await
    }

    async fn insert_category(&self, name: &str, parent_id: Option<i64>) -> category::Model {
        self.insert(category::ActiveModel {
            name: Set(name.to_owned()),
            slug: Set(name.to_lowercase()),
            parent_id: Set(parent_id),
            ..Default::default()
        })
        .await
    }

    /// A tag.
    pub async fn tag(&self, name: &str) -> tag::Model {
        self.insert(tag::ActiveModel {
            name: Set(name.to_owned()),
            ..Default::default()
        })
        .await
    }

    /// A reporter, from first and last name.
    ///
    /// # Panics
    ///
    /// If there is only one name.
    pub async fn reporter(&self, name: &str) -> reporter::Model {
        let (first, last) = name.split_once(' ').expect("two names");
        self.insert(reporter::ActiveModel {
            first_name: Set(first.to_owned()),
            last_name: Set(last.to_owned()),
            email: Set(format!("{}@example.org", last.to_lowercase())),
            ..Default::default()
        })
        .await
    }
}
