//! What PostgreSQL and MySQL have in common: pools that live with a server that comes and goes.

use std::{future::Future, io, time::Duration};

use sea_orm::{
    ConnectOptions,
    sqlx::{self, Connection},
};
use tokio::time::timeout;

use super::pool;

/// How long an operation waits for a connection of the pool, and for a new one to come about.
pub(super) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// A connection that nobody used for so long is tested before it is used, since its server may be gone.
const TRUSTED: Duration = Duration::from_secs(1);

/// How long a server may take to give a sign of life.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// A connection that was open for so long is replaced, so that load moves to servers that are new.
const MAX_LIFETIME: Duration = Duration::from_mins(30);

pub(super) fn pool_options(scheme: &str, connections: u32) -> ConnectOptions {
    let mut options = pool::options(scheme, connections, ACQUIRE_TIMEOUT);
    options
        .max_lifetime(Some(MAX_LIFETIME))
        .test_before_acquire_if_idle_for(TRUSTED);
    options
}

/// Opens a connection, or gives up on a server that does not answer.
pub(super) async fn within<C>(
    patience: Duration,
    connecting: impl Future<Output = Result<C, sqlx::Error>>,
) -> Result<C, sqlx::Error> {
    let opened = timeout(patience, connecting).await;
    opened.unwrap_or_else(|_| Err(silent()))
}

/// Waits until what a client left unfinished has ended. A connection whose server stays silent is
/// given up, so that another can take its place.
pub(super) async fn is_alive(connection: &mut impl Connection) -> Result<bool, sqlx::Error> {
    let answered = timeout(SIGN_OF_LIFE, connection.ping()).await;
    answered.unwrap_or_else(|_| Err(silent()))?;
    Ok(true)
}

fn silent() -> sqlx::Error {
    io::Error::from(io::ErrorKind::TimedOut).into()
}
