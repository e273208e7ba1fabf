//! What the end-to-end tests stand on: databases, rows, a client, and entities that only
//! tests use.

pub mod faults;
pub mod generated;
pub mod zoo;
