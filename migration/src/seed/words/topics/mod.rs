//! What posts and articles are about.

mod culture;
mod science;
mod technology;

/// A topic and the words that belong to it.
pub(in crate::seed) struct Topic {
    /// The id of the category that the topic belongs to.
    pub(in crate::seed) category: i64,
    /// What posts are about; each is a plural.
    pub(in crate::seed) subjects: &'static [&'static str],
    /// Sentences for posts, fit for each of the subjects.
    pub(in crate::seed) sentences: &'static [&'static str],
    /// Headlines for articles.
    pub(in crate::seed) headlines: &'static [&'static str],
}

/// All topics; tags refer to them by place.
pub(in crate::seed) const TOPICS: &[Topic] = &[
    technology::DATABASES,
    technology::PROGRAMMING,
    science::SPACE,
    science::ENVIRONMENT,
    science::OCEANS,
    culture::BOOKS,
    culture::FOOD,
    culture::BAKING,
];
