//! Why a deletion fails. Nothing of the operation is then kept.

use sea_orm::DbErr;

use crate::{
    catalog::{ForeignKeyId, ModelId},
    scope::Action,
    value::Key,
};

/// Why a deletion fails.
#[derive(Debug, thiserror::Error)]
pub enum DeletionError {
    /// Rules forbid it.
    #[error("rows that are to be deleted are referred to")]
    Refused(Refused),
    /// The viewer may not delete one of the rows.
    #[error("the viewer may not {action:?} rows of the model")]
    Forbidden {
        /// The model of the row.
        model: ModelId,
        /// What is not allowed.
        action: Action,
    },
    /// What would happen is no longer what the token stands for.
    #[error("the deletion would do something else than its token stands for")]
    Stale,
    /// Anything else that the database reports.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// A deletion that rules forbid; at least one row stands in the way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Refused {
    /// The rows that stand in the way by `PROTECT`. Where there are any, Django names only these.
    pub protected: Vec<Blocker>,
    /// The rows that stand in the way by `RESTRICT` and are not deleted themselves.
    pub restricted: Vec<Blocker>,
}

/// Rows that stand in the way of a deletion by one foreign key.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocker {
    /// The key by which they refer to rows that are to be deleted; it names model and rule.
    pub foreign_key: ForeignKeyId,
    /// The keys that Django's message names: for `PROTECT` those to the rows that were to be deleted
    /// in the first place on the ways that lead to the blockers, for `RESTRICT` the blockers' own.
    pub via: Vec<ForeignKeyId>,
    /// How many of the rows the viewer may see; there may be others.
    pub count: u64,
    /// The primary keys of the first of them, the least first.
    pub sample: Vec<Key>,
}

impl Refused {
    /// All that stand in the way, those by `PROTECT` first.
    pub fn all(&self) -> impl Iterator<Item = &Blocker> {
        self.protected.iter().chain(&self.restricted)
    }

    /// Whether no row stands in the way, seen or not.
    pub fn is_empty(&self) -> bool {
        self.protected.is_empty() && self.restricted.is_empty()
    }

    /// How many rows that the viewer may see stand in the way. One that does so by several keys counts
    /// for each.
    pub fn total(&self) -> u64 {
        self.all().map(|blocker| blocker.count).sum()
    }
}
