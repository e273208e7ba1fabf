//! Predicates, orders and plans as statements. No I/O happens here.
//!
//! Values are always bound, and lists of values are bound as one JSON array or, on PostgreSQL, as one
//! array for each field, so that the text of a statement depends on the shape of a request alone and
//! is prepared once.

mod dialect;
mod table;

mod collation;
mod keys;
mod selective;
mod tables;
mod text;

mod values;

mod temporal;

mod children;
mod functions;
mod lock;
mod order;
mod place;
mod predicate;

mod read;
mod related;

mod targets;

mod change;
mod delete;
mod write;

mod selected;

pub use change::{NewValue, change};
pub use delete::delete;
pub use dialect::Dialect;
pub(crate) use functions::is_whole;
pub use lock::Lock;
pub use read::{ByKey, Listing, Window, aggregate, select_by_key, select_page};
pub use related::{Related, aggregate_related, select_related};
pub use selected::{Count, KeyList, Member, Rows, Selected, Set, Source};
pub use write::{insert, insert_new, last_inserted, most_rows, update_each};

use crate::{catalog::Catalog, scope::Scope};

/// What every statement is built with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The database.
    pub dialect: Dialect,
    /// The models and relations.
    pub catalog: &'a Catalog,
    /// The rows that exist for the viewer, at every place of a statement where a model appears.
    pub scope: &'a dyn Scope,
    /// How the rows are locked that a statement reads by key, by page or by relation.
    pub lock: Option<Lock>,
}

#[cfg(test)]
mod tests;
