//! What all pools of connections have in common.

use std::time::Duration;

use sea_orm::ConnectOptions;

/// A pool that opens connections when they are needed and keeps them. None is tested before each use,
/// and no statement is logged: those who run it do that.
pub(super) fn options(scheme: &str, connections: u32, acquire_timeout: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(scheme);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(acquire_timeout)
        .idle_timeout(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
