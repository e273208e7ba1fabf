//! The answer to an operation: body, media type and status.

use std::collections::BTreeMap;

use async_graphql::{Response as Outcome, ServerError, Value};
use poem::Response;
use poem::http::{StatusCode, header};
use serde::Serialize;

use super::media::Media;
use crate::Code;

/// The body. Without `data` nothing has run.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// Writes `outcome` down. An operation that was refused before it ran has no `data`, and
/// status 400 where the media type allows to say so; one that met a bug there has 500.
pub(super) fn render(outcome: &Outcome, media: Media) -> Response {
    let refused = is_refused(outcome);
    let answer = Answer {
        errors: &outcome.errors,
        data: (!refused).then_some(&outcome.data),
        extensions: &outcome.extensions,
    };
    let status = match media {
        _ if refused && is_internal(outcome) => StatusCode::INTERNAL_SERVER_ERROR,
        Media::GraphqlResponse if refused => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    let body = serde_json::to_vec(&answer).expect("GraphQL values are JSON values");
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media.content_type())
        .body(body)
}

/// A failure that carries a path has happened in a field, so the operation was running.
fn is_refused(outcome: &Outcome) -> bool {
    outcome.data == Value::Null
        && !outcome.errors.is_empty()
        && outcome.errors.iter().all(|error| error.path.is_empty())
}

fn is_internal(outcome: &Outcome) -> bool {
    let internal = Value::from(Code::Internal.as_str());
    outcome.errors.iter().any(|error| {
        let extensions = error.extensions.as_ref();
        extensions.and_then(|extensions| extensions.get("code")) == Some(&internal)
    })
}
