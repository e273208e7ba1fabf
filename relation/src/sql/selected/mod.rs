//! Statements over sets of rows that follow from each other along foreign keys, as a deletion has
//! them. A set that is told by a condition is a table of the statement (`WITH`), so no key of it is
//! ever read and the text grows with the number of models, however many ways lead to them.

mod builder;
mod list;
mod mixed;

mod reach;
mod read;
mod write;

pub use list::KeyList;
pub use reach::Member;
pub use read::Count;

use super::Context;
use crate::{
    catalog::{ForeignKeyId, ModelId},
    lookup::Predicate,
};

/// Builds statements over rows of sets and over those that refer to them.
#[derive(Clone, Copy)]
pub struct Selected<'a> {
    /// The models, and what the viewer may see. It matters to [`Source::Visible`] alone; all other
    /// rows are taken whether the viewer may see them or not.
    pub context: Context<'a>,
    /// The sets; a model at most once. Their sources lead round in no circle.
    pub sets: &'a [Set],
}

/// The selected rows of one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The model.
    pub model: ModelId,
    /// Where the rows come from, at least one; a row that comes from several is in the set once.
    pub sources: Vec<Source>,
}

/// Rows of one model by where they come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The rows that the viewer may see and that meet the condition.
    Visible(Predicate),
    /// The rows that meet the condition.
    Meeting(Predicate),
    /// The rows whose primary key is in the list.
    Listed(KeyList),
    /// The rows that refer by the key to one of its target's set. The target has one.
    Referring(ForeignKeyId),
    /// The rows of the model's own set. It has one.
    Selected,
}

/// Rows of one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The model.
    pub model: ModelId,
    /// The rows come from one of these.
    pub any_of: Vec<Source>,
    /// They come from each of these as well.
    pub all_of: Vec<Source>,
    /// They come from none of these.
    pub none_of: Vec<Source>,
}

impl Rows {
    /// The rows that come from one of `sources`.
    pub fn any_of(model: ModelId, sources: impl Into<Vec<Source>>) -> Self {
        Self {
            model,
            any_of: sources.into(),
            all_of: Vec::new(),
            none_of: Vec::new(),
        }
    }

    /// Those of the rows that come from `source` as well.
    #[must_use]
    pub fn and(mut self, source: Source) -> Self {
        self.all_of.push(source);
        self
    }

    /// Those of the rows that do not come from `source`.
    #[must_use]
    pub fn but_not(mut self, source: Source) -> Self {
        self.none_of.push(source);
        self
    }

    /// Those of the rows that the viewer may see.
    #[must_use]
    pub fn visible(self) -> Self {
        self.and(Source::Visible(Predicate::ALWAYS))
    }
}
