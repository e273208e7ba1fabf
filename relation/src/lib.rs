//! Django's relationship rules over SeaORM, for any tables.
//!
//! This crate knows no GraphQL, no HTTP and no table of its own.

pub mod catalog;
