//! `relata serve`: from an address and a file to a service that answers, and to its end.

use std::sync::Arc;
use std::time::Duration;

use sea_orm_migration::MigratorTrait;
use tokio::time::timeout;
use tracing::{info, warn};

use super::{CliError, Domain, check, migrate, print, seed};
use crate::config::{Mode, Settings};
use crate::http::{self, HttpOptions, Server, Service};
use crate::{Database, Engine, Shutdown};

/// Kept from the grace of requests, for closing the database.
const CLOSING: Duration = Duration::from_secs(1);

pub(super) async fn run<M: MigratorTrait>(
    domain: &Domain,
    settings: &Settings,
) -> Result<(), CliError> {
    let server = Server::bind(settings.listen).await?;
    let catalog = Arc::new((domain.catalog)()?);
    let database = open::<M>(domain, settings).await?;
    check::warn(&catalog, &database).await;
    let mut engine = (domain.extend)(Engine::builder(catalog)).limits(settings.limits());
    if settings.mode == Mode::Production {
        engine = engine.without_suggestions();
    }
    let engine = engine.build(database.clone())?;
    let shutdown = Shutdown::on_signal().map_err(CliError::Signals)?;
    let endpoint = http::endpoint(Service {
        engine,
        database: database.clone(),
        shutdown: shutdown.clone(),
        starter: domain.starter,
        options: HttpOptions {
            mode: settings.mode,
            max_body_bytes: settings.max_body_bytes,
            max_nesting: settings.max_nesting,
        },
    });
    greet(&server, &database, settings.mode)?;
    let grace = settings.shutdown_grace();
    server
        .run(endpoint, shutdown.clone(), grace.saturating_sub(CLOSING))
        .await
        .map_err(CliError::Serve)?;
    close(database).await;
    Ok(())
}

/// Migrates the database, fills it with sample data in development, and opens it for clients.
async fn open<M: MigratorTrait>(
    domain: &Domain,
    settings: &Settings,
) -> Result<Database, CliError> {
    let options = settings.database_options();
    let database = Database::connect(&settings.database_url, options.patient()).await?;
    for migration in migrate::up::<M>(&database, None).await? {
        info!(migration, "applied");
    }
    if let (Mode::Development, Some(sample)) = (settings.mode, domain.sample)
        && let Some(summary) = seed::fill(sample, &database, 1).await?
    {
        info!("{summary}");
    }
    // From now on clients wait.
    let name = database.name().to_owned();
    let closed = database.close().await;
    closed.map_err(|cause| CliError::Close {
        database: name,
        cause,
    })?;
    Ok(Database::connect(&settings.database_url, options).await?)
}

fn greet(server: &Server, database: &Database, mode: Mode) -> Result<(), CliError> {
    let address = server.address();
    info!(%address, database = database.name(), %mode, "ready");
    match mode {
        Mode::Development => print(&format!("GraphiQL: http://{address}/graphiql\n")),
        Mode::Production => Ok(()),
    }
}

async fn close(database: Database) {
    match timeout(CLOSING, database.close()).await {
        Ok(Ok(())) => info!("stopped"),
        Ok(Err(error)) => warn!(%error, "the database was not closed well"),
        Err(_elapsed) => warn!("the database was busy to the end"),
    }
}
