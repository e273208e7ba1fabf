//! Around every request: its id, its log line, and a wall that keeps a panic from the others.

use std::mem;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use futures_util::FutureExt;
use poem::http::HeaderValue;
use poem::http::header::X_CONTENT_TYPE_OPTIONS;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use tracing::{Instrument, Span, error_span, field, info, warn};

use super::refusal::Refusal;
use super::request_id::{self, RequestId};

/// Wraps the endpoint of the service.
pub(super) struct Observe;

impl<E: Endpoint> Middleware<E> for Observe {
    type Output = Observed<E>;

    fn transform(&self, inner: E) -> Observed<E> {
        Observed { inner }
    }
}

/// An endpoint whose every request is logged and answered.
pub(super) struct Observed<E> {
    inner: E,
}

impl<E: Endpoint> Endpoint for Observed<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let id = RequestId::of(&request);
        // The highest level, so that whatever is logged at all carries the id.
        let span = error_span!(
            "request",
            id = id.to_string(),
            method = request.method().as_str(),
            path = request.uri().path(),
            operation = field::Empty,
        );
        Ok(self.answer(request, id).instrument(span).await)
    }
}

impl<E: Endpoint> Observed<E> {
    async fn answer(&self, request: Request, id: RequestId) -> Response {
        let begin = Instant::now();
        let departure = Departure { begin };
        let outcome = AssertUnwindSafe(self.inner.call(request))
            .catch_unwind()
            .await;
        mem::forget(departure);
        let mut response = match outcome {
            Ok(Ok(response)) => response.into_response(),
            Ok(Err(error)) => Refusal::from(error).into_response(),
            Err(_panic) => Refusal::Internal { id: id.to_string() }.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(request_id::HEADER, id.header_value());
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        let status = response.status().as_u16();
        info!(status, ms = ms_since(begin), "answered");
        response
    }
}

/// Logs a request that nobody waits for any more, or that the end of the service cuts.
struct Departure {
    begin: Instant,
}

impl Drop for Departure {
    fn drop(&mut self) {
        warn!(ms = ms_since(self.begin), "left without an answer");
    }
}

/// Milliseconds, to the microsecond.
fn ms_since(begin: Instant) -> f64 {
    (begin.elapsed().as_secs_f64() * 1_000_000.0).round() / 1000.0
}

/// Adds the name of the operation to the log line of the current request.
pub(super) fn record_operation(name: &str) {
    const MAX_CHARS: usize = 100;
    let end = name.char_indices().nth(MAX_CHARS).map(|(end, _)| end);
    Span::current().record("operation", &name[..end.unwrap_or(name.len())]);
}

#[cfg(test)]
mod tests {
    use poem::endpoint::make;
    use poem::test::TestClient;
    use poem::{EndpointExt, Response};
    use serde_json::json;

    use super::Observe;

    #[tokio::test]
    async fn a_panic_is_answered_with_the_id_of_the_request() {
        let endpoint = make(async |_| -> Response { panic!("a bug") });
        let client = TestClient::new(endpoint.with(Observe));

        let response = client.get("/").header("x-request-id", "abc").send().await;

        assert_eq!(response.0.status().as_u16(), 500);
        response.assert_header("x-request-id", "abc");
        let expected = json!({ "errors": [{
            "message": "internal error; the log names it by its id",
            "extensions": { "code": "INTERNAL", "id": "abc" },
        }] });
        response.assert_json(expected).await;
    }
}
