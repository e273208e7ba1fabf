//! Conditions on the rows of a model and orders of them, as Django's lookups have them.
//!
//! All of it is plain data over the catalog's ids: it knows neither who asks nor any SQL.

mod calendar;
mod order;
mod pattern;
mod predicate;

pub use calendar::{Year, is_supported_year, on_date};
pub use order::{Direction, Function, List, Nulls, Order, OrderKey, OrderTerm};
pub use pattern::{Pattern, PatternError};
pub(crate) use pattern::{for_mysql, in_any_case};
pub use predicate::{Comparison, Part, Predicate, Quantifier, Test, TextMatch, ToMany, Transform};
