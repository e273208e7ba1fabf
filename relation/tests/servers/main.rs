//! PostgreSQL and MySQL, or MariaDB, give the answers that SQLite gives, over the same rows.
//!
//! A server that is neither installed nor given is not tested.

#![expect(clippy::unwrap_used, reason = "a failure is a failing test")]
#![expect(unreachable_pub, reason = "SeaORM's macros make public items")]

mod connections;
mod tables;
mod worlds;

mod aggregates;
mod changes;
mod filters;
mod orders;
mod rows;
