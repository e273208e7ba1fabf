//! What a viewer may see and do. Every read and write takes a [`Scope`].

use crate::{catalog::ModelId, lookup::Predicate};

/// Decides, for a model and an action, which rows exist for a viewer.
///
/// What the viewer may not see does not exist for them: the filter is part of every
/// statement that touches the model, wherever the model appears.
pub trait Scope: Send + Sync {
    /// The rows of `model` on which the viewer may perform `action`.
    fn access(&self, model: ModelId, action: Action) -> Access;
}

/// What is done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read it, count it, reach through it.
    View,
    /// Make a new one.
    Add,
    /// Change it or its links.
    Change,
    /// Delete it.
    Delete,
}

/// The rows of a model that a scope leaves.
#[derive(Debug, Clone, PartialEq)]
pub enum Access {
    /// No row.
    None,
    /// The rows for which the condition holds.
    Filtered(Predicate),
    /// Every row.
    All,
}

/// The scope of a viewer who may see and do everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unrestricted;

impl Scope for Unrestricted {
    fn access(&self, _: ModelId, _: Action) -> Access {
        Access::All
    }
}
