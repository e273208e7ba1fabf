//! Which media type the client takes.

use poem::http::{HeaderMap, header};

use crate::http::refusal::Refusal;

/// The media type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// The status tells whether the operation was run.
    GraphqlResponse,
    /// The status is 200 whatever the operation met.
    Json,
}

const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

impl Media {
    /// Takes the newer type when it is asked for by name and not ranked below plain JSON;
    /// a client that says nothing, or anything, gets JSON.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotAcceptable`] when neither will do.
    pub(super) fn accepted_by(headers: &HeaderMap) -> Result<Self, Refusal> {
        if !headers.contains_key(header::ACCEPT) {
            return Ok(Self::Json);
        }
        let quality = |name: &str| {
            ranges(headers)
                .find(|(range, _)| range.eq_ignore_ascii_case(name))
                .map(|(_, quality)| quality)
        };
        let newer = quality(GRAPHQL_RESPONSE).unwrap_or(0.0);
        let plain = quality(JSON)
            .or_else(|| quality("application/*"))
            .or_else(|| quality("*/*"))
            .unwrap_or(0.0);
        match (newer > 0.0, plain > 0.0) {
            (true, _) if newer >= plain => Ok(Self::GraphqlResponse),
            (_, true) => Ok(Self::Json),
            _ => Err(Refusal::NotAcceptable),
        }
    }

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// The media ranges of all `accept` headers with their quality, 1 where none is given.
fn ranges(headers: &HeaderMap) -> impl Iterator<Item = (&str, f32)> {
    headers
        .get_all(header::ACCEPT)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let quality = parts.find_map(|part| part.strip_prefix("q="));
            (name, quality.map_or(1.0, |q| q.parse().unwrap_or(0.0)))
        })
}
