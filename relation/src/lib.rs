//! Django's relationship rules over SeaORM, for any tables.
//!
//! This crate knows no GraphQL, no HTTP and no table of its own. Its modules form a list
//! in which each imports only those before it.

#![warn(missing_docs)]

pub mod value;

pub mod transaction;
pub mod violation;

pub mod catalog;

pub mod agreement;

pub mod lookup;
pub mod scope;
pub mod sql;

pub mod query;

pub mod changes;
pub mod deletion;

pub mod manager;
