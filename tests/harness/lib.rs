//! What the end-to-end tests stand on: databases, rows, a client, and entities that only
//! tests use.

pub mod app;
pub mod backend;
pub mod client;
pub mod contents;
pub mod empty;
pub mod raw;
pub mod reply;
pub mod rows;
pub mod sqlite;
pub mod trace;

pub mod faults;
pub mod forms;
pub mod generated;
pub mod inspected;
pub mod zoo;

mod format;
mod introspection;
mod postgres;
mod tables;
mod template;
mod translate;

pub use app::TestApp;
pub use client::Client;
pub use contents::Contents;
pub use reply::Reply;
