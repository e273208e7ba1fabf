//! What writes changed: the ground for whoever has to hear of it.

use crate::{
    catalog::{AccessorId, ModelId},
    value::Key,
};

/// What a transaction changed, in the order in which it happened.
///
/// A deletion names [`MOST_NAMED`] rows of a model at most, so that one of a million rows holds no
/// million keys; how many others there were is told by number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// Rows that were made.
    pub created: Vec<(ModelId, Key)>,
    /// Rows of which a column was written.
    pub updated: Vec<(ModelId, Key)>,
    /// How many rows were written beside those in `updated`.
    pub updated_more: Vec<(ModelId, u64)>,
    /// Rows that were deleted.
    pub deleted: Vec<(ModelId, Key)>,
    /// How many rows were deleted beside those in `deleted`.
    pub deleted_more: Vec<(ModelId, u64)>,
    /// Rows that came to be related.
    pub linked: Vec<Tie>,
    /// Rows that are no longer related.
    pub unlinked: Vec<Tie>,
}

/// How many rows of a model a deletion names; of those that it writes, how many for each foreign key.
pub const MOST_NAMED: u64 = 10_000;

/// Two rows and the relation between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The relation: for a foreign key its forward accessor, for a many-to-many relation that of the
    /// side from which it was written.
    pub accessor: AccessorId,
    /// The primary key of the row the accessor starts from.
    pub source: Key,
    /// The primary key of the row it leads to.
    pub target: Key,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
