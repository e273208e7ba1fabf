//! PostgreSQL and MySQL, or MariaDB, give the answers that SQLite gives, over the same rows.
//!
//! `RELATA_TEST_POSTGRES` is the URL of a database in which each test makes a schema of its own,
//! `RELATA_TEST_MYSQL` that of a server on which it makes a database; what is not given is not tested.

#![expect(clippy::unwrap_used, reason = "a failure is a failing test")]
#![expect(unreachable_pub, reason = "SeaORM's macros make public items")]

mod servers;
mod tables;
mod worlds;

mod aggregates;
mod changes;
mod filters;
mod orders;
mod rows;
