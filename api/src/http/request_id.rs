//! The id under which a request is found in the log: the client's own or a new one.

use std::fmt;

use poem::Request;
use poem::http::HeaderValue;
use uuid::Uuid;

pub(super) const HEADER: &str = "x-request-id";

const MAX_BYTES: usize = 128;

/// Visible ASCII, at most 128 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestId(String);

impl RequestId {
    /// Takes the id that the request brings when it is sane, and makes one otherwise.
    pub(super) fn of(request: &Request) -> Self {
        let given = request.header(HEADER).filter(|id| is_sane(id));
        Self(given.map_or_else(|| Uuid::now_v7().to_string(), ToOwned::to_owned))
    }

    pub(super) fn header_value(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("visible ASCII is a header value")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_sane(id: &str) -> bool {
    !id.is_empty() && id.len() <= MAX_BYTES && id.bytes().all(|byte| byte.is_ascii_graphic())
}
