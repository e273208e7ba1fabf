//! Deleting rows under Django's `on_delete` rules.
//!
//! Three steps: `collect` reads which rows follow from the first ones, `Plan` says as plain data
//! what happens to them and what must not be there, and is then checked and executed. All of it is
//! set-based: how many statements there are follows from the catalog alone.

mod error;

mod components;

mod collect;
mod plan;

mod check;
mod execute;

pub use error::{Blocker, DeletionError, Refused};
pub use execute::Deleted;

use crate::{
    catalog::{Catalog, ModelId},
    changes::Changes,
    lookup::Predicate,
    scope::Scope,
    transaction::Transaction,
    value::Key,
};
use check::Checker;
use collect::collect;
use plan::Plan;

/// Deletes the rows of `model` with these primary keys and whatever must follow them, and adds to
/// `changes` which rows were deleted and which were changed.
///
/// Keys that no row has are ignored, and so are duplicates. Rows follow, refuse and are changed
/// whether the viewer may see them or not. After an error the transaction has to be rolled back.
///
/// # Errors
///
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
    model: ModelId,
    keys: &[Key],
    changes: &mut Changes,
) -> Result<Deleted, DeletionError> {
    let roots = Predicate::Key {
        fields: catalog[model].primary_key.clone(),
        keys: keys.iter().filter_map(Key::normalized).collect(),
    };
    let collected = collect(txn, catalog, model, &roots).await?;
    let plan = Plan::new(catalog, &collected);
    let checker = Checker {
        txn,
        catalog,
        scope,
    };
    checker.check(&plan, model, &collected).await?;
    Ok(plan.execute(txn, catalog, changes).await?)
}
