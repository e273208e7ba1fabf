//! Deletion under `on_delete` rules, on tables of its own.

#![expect(unreachable_pub, reason = "SeaORM's macros make public items")]
#![expect(clippy::unwrap_used, reason = "a failure is a failing test")]

mod tables;
mod world;

mod limits;
mod paths;
mod previews;
mod roots;
mod rules;
mod tokens;
