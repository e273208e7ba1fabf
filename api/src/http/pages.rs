//! Pages of plain text: the landing page and the schema.

use std::sync::Arc;

use poem::endpoint::make_sync;
use poem::http::header;
use poem::{Endpoint, Response};

use crate::config::Mode;

const TEXT: &str = "text/plain; charset=utf-8";

/// What is served, for a person who opens the address in a browser.
pub(super) fn landing(mode: Mode) -> impl Endpoint<Output = Response> {
    let paths = match mode {
        Mode::Development => "/graphql\n/graphiql\n/schema.graphql\n/health/live\n/health/ready\n",
        Mode::Production => "/graphql\n/health/live\n/health/ready\n",
    };
    let page = format!("Relata\n\n{paths}");
    make_sync(move |_| text(page.clone()))
}

/// The schema in GraphQL's own language.
pub(super) fn schema(sdl: String) -> impl Endpoint<Output = Response> {
    let sdl: Arc<str> = sdl.into();
    make_sync(move |_| text(sdl.to_string()))
}

fn text(body: String) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, TEXT)
        .body(body)
}
