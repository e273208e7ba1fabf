//! Answers to requests that are refused before anything runs, in the shape of GraphQL errors.

use poem::Response;
use poem::http::{StatusCode, header};
use serde::Serialize;

use crate::Code;

const JSON: &str = "application/json; charset=utf-8";

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// Body or parameters are not a GraphQL request.
    #[error("{reason}")]
    Malformed { reason: String },
    /// The body is not declared to be plain JSON.
    #[error("the body must be sent as application/json in UTF-8, without content-encoding")]
    ContentType,
    /// The client takes none of the types that can be given.
    #[error(
        "the answer is application/graphql-response+json or application/json, and `accept` allows neither"
    )]
    NotAcceptable,
    /// The path knows other methods only.
    #[error("this method is not served here; allowed: {allow}")]
    Method { allow: &'static str },
    /// An operation by GET that is no query.
    #[error("only queries are served by GET; send this operation by POST")]
    NotAQuery,
    /// The body is too long.
    #[error("the body is longer than {max_bytes} bytes (setting `max_body_bytes`)")]
    TooLarge { max_bytes: usize },
    /// The body did not arrive.
    #[error("the body cannot be read to its end")]
    Unreadable,
    /// There is no such path.
    #[error("there is nothing at this path")]
    NotFound,
    /// The service does not take requests now.
    #[error("the service is not ready: {reason}")]
    Unavailable { reason: &'static str },
    /// A bug; the log line with this id says more.
    #[error("internal error; the log names it by its id")]
    Internal { id: String },
}

#[derive(Serialize)]
struct Body<'a> {
    errors: [Error<'a>; 1],
}

#[derive(Serialize)]
struct Error<'a> {
    message: String,
    extensions: Extensions<'a>,
}

#[derive(Serialize)]
struct Extensions<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Malformed { .. } | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Method { .. } | Self::NotAQuery => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::TooLarge { .. } => Code::Limit,
            Self::NotFound => Code::NotFound,
            Self::Unavailable { .. } => Code::Unavailable,
            Self::Internal { .. } => Code::Internal,
            _ => Code::Invalid,
        }
    }

    pub(super) fn into_response(self) -> Response {
        let id = match &self {
            Self::Internal { id } => Some(id.as_str()),
            _ => None,
        };
        let code = self.code().as_str();
        let error = Error {
            message: self.to_string(),
            extensions: Extensions { code, id },
        };
        let body = serde_json::to_vec(&Body { errors: [error] });
        let body = body.expect("texts are JSON values");
        let mut builder = Response::builder()
            .status(self.status())
            .header(header::CONTENT_TYPE, JSON);
        builder = match self {
            Self::Method { allow } => builder.header(header::ALLOW, allow),
            Self::NotAQuery => builder.header(header::ALLOW, "POST"),
            _ => builder,
        };
        builder.body(body)
    }
}

impl From<poem::Error> for Refusal {
    /// Only paths and methods fail inside poem; handlers of the service answer by themselves.
    fn from(error: poem::Error) -> Self {
        match error.status() {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method { allow: "GET, HEAD" },
            _ => Self::Malformed {
                reason: error.to_string(),
            },
        }
    }
}
