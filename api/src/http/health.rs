//! Health for those who run the service: is it alive, is it ready.

use std::sync::Arc;
use std::time::Duration;

use poem::endpoint::{make, make_sync};
use poem::http::header;
use poem::{Endpoint, Response};
use tokio::time::timeout;
use tracing::warn;

use super::Service;
use super::refusal::Refusal;

/// A database that takes longer is as good as gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// Answers as long as the process does.
pub(super) fn live() -> impl Endpoint<Output = Response> {
    make_sync(|_| status("live"))
}

/// Answers 503 when the database does not answer, and from the wish to stop on.
pub(super) fn ready(service: Arc<Service>) -> impl Endpoint<Output = Response> {
    make(move |_| {
        let service = service.clone();
        async move {
            match obstacle(&service).await {
                None => status("ready"),
                Some(reason) => Refusal::Unavailable { reason }.into_response(),
            }
        }
    })
}

async fn obstacle(service: &Service) -> Option<&'static str> {
    if service.shutdown.is_asked() {
        return Some("it is shutting down");
    }
    match timeout(PATIENCE, service.database.ping()).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => {
            warn!(%error, "the database is not ready");
            Some("the database reports an error")
        }
        Err(_elapsed) => Some("the database does not answer in time"),
    }
}

fn status(status: &str) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .body(format!("{{\"status\":\"{status}\"}}"))
}
