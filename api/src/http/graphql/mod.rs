//! `/graphql`: operations by POST, queries also by GET.
//!
//! Source: GraphQL over HTTP, working draft of 2025.

mod answer;
mod media;
mod request;

use std::sync::Arc;

use async_graphql::parser::types::{DocumentOperations, OperationType};
use async_graphql::{Request as Operation, Response as Outcome, ServerError};
use poem::endpoint::make;
use poem::http::{HeaderMap, Method};
use poem::{Endpoint, Request, Response};

use super::nesting::{self, NestingError};
use super::refusal::Refusal;
use super::{Service, observe};
use crate::config::Mode;
use crate::{Code, RequestContext};
use media::Media;

const TRACE_HEADER: &str = "x-relata-trace";

/// Answers operations for any client that speaks GraphQL over HTTP.
pub(super) fn endpoint(service: Arc<Service>) -> impl Endpoint<Output = Response> {
    make(move |request| {
        let service = service.clone();
        async move {
            let media = match Media::accepted_by(request.headers()) {
                Ok(media) => media,
                Err(refusal) => return refusal.into_response(),
            };
            match answer(&service, request).await {
                Ok(outcome) => answer::render(&outcome, media),
                Err(refusal) => refusal
                    .into_response()
                    .set_content_type(media.content_type()),
            }
        }
    })
}

async fn answer(service: &Service, mut request: Request) -> Result<Outcome, Refusal> {
    let options = service.options;
    let mut operation = match *request.method() {
        Method::POST => request::from_body(&mut request, options.max_body_bytes).await?,
        Method::GET => request::from_parameters(request.uri().query().unwrap_or_default())?,
        _ => return Err(Refusal::Method { allow: "GET, POST" }),
    };
    if let Some(name) = &operation.operation_name {
        observe::record_operation(name);
    }
    if let Err(error) = nesting::check(&operation.query, options.max_nesting) {
        return Ok(refused(error));
    }
    if request.method() == Method::GET && writes(&mut operation) {
        return Err(Refusal::NotAQuery);
    }
    if options.mode == Mode::Production {
        operation = operation.disable_introspection();
    }
    let context = RequestContext {
        trace_sql: options.mode == Mode::Development && wants_trace(request.headers()),
        ..RequestContext::default()
    };
    Ok(service.engine.execute(operation, context).await)
}

/// Whether the chosen operation is a mutation or a subscription. What does not parse, or
/// leaves the choice open, is left to the engine, which runs nothing then.
fn writes(operation: &mut Operation) -> bool {
    let name = operation.operation_name.clone();
    let Ok(document) = operation.parsed_query() else {
        return false;
    };
    let chosen = match &document.operations {
        DocumentOperations::Single(single) => Some(single),
        DocumentOperations::Multiple(all) => match name {
            Some(name) => all.get(name.as_str()),
            None if all.len() == 1 => all.values().next(),
            None => None,
        },
    };
    chosen.is_some_and(|chosen| chosen.node.ty != OperationType::Query)
}

fn refused(error: NestingError) -> Outcome {
    let mut answer = ServerError::new(error.to_string(), None);
    let extensions = answer.extensions.get_or_insert_default();
    match error {
        NestingError::TooDeep { max } => {
            extensions.set("code", Code::Limit.as_str());
            extensions.set("limit", max);
        }
        NestingError::OpenBlockString => extensions.set("code", Code::Invalid.as_str()),
    }
    Outcome::from_errors(vec![answer])
}

fn wants_trace(headers: &HeaderMap) -> bool {
    headers
        .get(TRACE_HEADER)
        .is_some_and(|value| value == "sql")
}
