//! Deleting rows under Django's `on_delete` rules.
//!
//! Three steps: rows that follow from the first ones are collected, as conditions where that is
//! possible; the plan says as plain data what happens to them and what must not be there; it is
//! then executed, or counted for a preview. All of it is set-based: how many statements there
//! are follows from the catalog alone.

mod error;
mod roots;

mod reach;
mod rows;

mod collect;
mod components;
mod touched;

mod hold;

mod plan;

mod check;

mod execute;

mod preview;
mod survey;
mod token;

pub use error::{Blocker, DeletionError, Refused};
pub use execute::{Deleted, Updated};
pub use preview::{Preview, Samples, Step};
pub use reach::Reach;
pub use roots::Roots;

use sea_orm::{ConnectionTrait, DbErr};

use crate::{
    catalog::{Catalog, ModelId},
    changes::Changes,
    scope::{Action, Scope},
    transaction::Transaction,
};
use collect::Collected;
use plan::Plan;

/// How many rows that stand in the way of a deletion are named for each key.
const SAMPLE: u64 = 100;

/// What a deletion works with.
#[derive(Clone, Copy)]
pub struct Deletion<'a, C> {
    /// The database, or a transaction.
    pub db: &'a C,
    /// The models and their rules.
    pub catalog: &'a Catalog,
    /// What the viewer may see and delete.
    pub scope: &'a dyn Scope,
}

/// Deletes `roots` and whatever must follow them, and adds to `changes` which rows were deleted and
/// which were changed.
///
/// Rows follow, refuse and are changed whether the viewer may see them or not: a key of a row that he
/// may not change is written where a rule says so, as the row it refers to is gone. Models may be
/// named more than once. After an error the transaction has to be rolled back.
///
/// No rows are held but the keys that `changes` names and, for circles, a list of keys as JSON. SQLite
/// itself holds some thirty bytes for each row of a model while it deletes them.
///
/// With the `token` of a [`Preview`], nothing is done unless it is what was previewed. A token stands
/// for the roots, and for the numbers of rows that follow by each key, that are changed by each key and
/// that stand in the way. Of the rows that follow or change, where the viewer sees their model
/// whole, it also stands for sums over their primary keys, which come with the count for little:
/// a row that took the place of another is noticed but for a rare chance. Of other rows it is not,
/// because a token must not tell which rows there are that the viewer may not see.
///
/// Roots by a condition stand for themselves: the token of the same rows by their keys is another.
///
/// # Errors
///
/// - [`DeletionError::Stale`] when a token was given and something else would happen.
/// - [`DeletionError::Forbidden`] when the viewer may not delete one of the rows.
/// - [`DeletionError::Refused`] when rows refer to those that are to be deleted by `PROTECT`, or by
///   `RESTRICT` without being deleted themselves.
/// - [`DeletionError::Database`] for what the database reports. It checks `DO_NOTHING` when the
///   transaction is committed.
///
/// Source: Django 5.2, model field reference, `ForeignKey.on_delete`.
pub async fn delete(
    txn: &Transaction,
    catalog: &Catalog,
    scope: &dyn Scope,
    roots: &[Roots],
    token: Option<&str>,
    changes: &mut Changes,
) -> Result<Deleted, DeletionError> {
    let deletion = Deletion {
        db: txn,
        catalog,
        scope,
    };
    deletion.hold(&roots::starts(roots)).await?;
    let decision = deletion.decide(roots, SAMPLE).await?;
    if let Some(expected) = token {
        let survey = deletion.survey(&decision.plan, &decision.collected);
        if token::token(catalog, roots, &decision, &survey.await?) != expected {
            return Err(DeletionError::Stale);
        }
    }
    if let Some(model) = decision.forbidden.first() {
        return Err(DeletionError::Forbidden {
            model: *model,
            action: Action::Delete,
        });
    }
    if !decision.refused.is_empty() {
        return Err(DeletionError::Refused(decision.refused));
    }
    let Decision {
        plan, collected, ..
    } = &decision;
    Ok(plan.execute(&deletion, collected, changes).await?)
}

/// A plan, and what keeps it from being executed.
struct Decision {
    collected: Collected,
    plan: Plan,
    forbidden: Vec<ModelId>,
    refused: Refused,
}

impl Decision {
    fn is_allowed(&self) -> bool {
        self.forbidden.is_empty() && self.refused.is_empty()
    }
}

impl<C: ConnectionTrait> Deletion<'_, C> {
    async fn decide(&self, roots: &[Roots], sample: u64) -> Result<Decision, DbErr> {
        let collected = self.collect(&roots::starts(roots)).await?;
        let plan = Plan::new(self.catalog, &collected);
        Ok(Decision {
            forbidden: self.forbidden(&plan, &collected).await?,
            refused: self.refused(&plan, &collected, sample).await?,
            collected,
            plan,
        })
    }
}
