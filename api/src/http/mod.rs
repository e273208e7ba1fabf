//! The service over HTTP: which paths there are, and what surrounds every request.
//!
//! Neither sockets nor metrics have a place here yet.

mod graphiql;
mod graphql;
mod health;
mod nesting;
mod observe;
mod pages;
mod refusal;
mod request_id;
mod server;

use std::sync::Arc;

use poem::{Endpoint, EndpointExt, Response, Route, get};

use crate::config::Mode;
use crate::{Database, Engine, Shutdown};
use refusal::Refusal;

pub use server::{BindError, Server};

/// What the endpoints work with.
#[derive(Clone)]
pub struct Service {
    /// Answers operations.
    pub engine: Engine,
    /// Asked whether the service is ready.
    pub database: Database,
    /// Turns readiness red once asked to stop.
    pub shutdown: Shutdown,
    /// The query that a first visitor finds in GraphiQL.
    pub starter: &'static str,
    /// What is served, and how much is accepted.
    pub options: HttpOptions,
}

/// What is served, and how much is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpOptions {
    /// Production has no GraphiQL, no introspection, no SDL and no SQL traces.
    pub mode: Mode,
    /// The largest accepted request body.
    pub max_body_bytes: usize,
    /// The deepest nesting of brackets in a query.
    pub max_nesting: usize,
}

/// All paths of the service.
pub fn endpoint(service: Service) -> impl Endpoint<Output = Response> {
    let mode = service.options.mode;
    let sdl = service.engine.sdl();
    let service = Arc::new(service);
    let mut routes = Route::new()
        .at("/", get(pages::landing(mode)))
        .at("/graphql", graphql::endpoint(service.clone()))
        .at("/health/live", get(health::live()))
        .at("/health/ready", get(health::ready(service.clone())));
    if mode == Mode::Development {
        routes = routes
            .at("/schema.graphql", get(pages::schema(sdl)))
            .nest(graphiql::PATH, graphiql::routes(service.starter));
    }
    routes
        .catch_all_error(async |error| Refusal::from(error).into_response())
        .with(observe::Observe)
}
