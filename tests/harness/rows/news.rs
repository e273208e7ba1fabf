//! Articles and those who worked on them.

use std::future::IntoFuture;

use entity::{
    article, category,
    contribution::{self, ContributionRole},
    reporter,
};
use futures_util::future::BoxFuture;
use sea_orm::{ActiveValue::Set, prelude::Date};

use crate::TestApp;

/// An article that is about to be inserted; awaiting it inserts it.
#[must_use]
pub struct ArticleRow<'a> {
    app: &'a TestApp,
    row: article::ActiveModel,
    contributors: Vec<(i64, ContributionRole)>,
}

/// The date of every article and every contribution.
pub fn article_date() -> Date {
    Date::from_ymd_opt(2024, 5, 17).expect("a date")
}

impl TestApp {
    /// An article of `reporter`.
    pub fn article(&self, headline: &str, reporter: &reporter::Model) -> ArticleRow<'_> {
        ArticleRow {
            app: self,
            row: article::ActiveModel {
                headline: Set(headline.to_owned()),
                pub_date: Set(article_date()),
                reporter_id: Set(reporter.id),
                ..Default::default()
            },
            contributors: Vec::new(),
        }
    }
}

impl ArticleRow<'_> {
    /// Files the article under a category.
    pub fn category(mut self, category: &category::Model) -> Self {
        self.row.category_id = Set(Some(category.id));
        self
    }

    /// Adds someone who worked on it.
    pub fn contributor(mut self, reporter: &reporter::Model, role: ContributionRole) -> Self {
        self.contributors.push((reporter.id, role));
        self
    }
}

impl<'a> IntoFuture for ArticleRow<'a> {
    type Output = article::Model;
    type IntoFuture = BoxFuture<'a, article::Model>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let article = self.app.insert(self.row).await;
            for (reporter_id, role) in self.contributors {
                let contribution = contribution::ActiveModel {
                    article_id: Set(article.id),
                    reporter_id: Set(reporter_id),
                    role: Set(role),
                    since: Set(article_date()),
                    ..Default::default()
                };
                self.app.insert(contribution).await;
            }
            article
        })
    }
}
