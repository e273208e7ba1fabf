//! Reading an operation from a body or from the parameters of a URL.

use std::collections::HashMap;

use async_graphql::{Extensions, Request as Operation, Variables};
use percent_encoding::percent_decode_str;
use poem::Request;
use poem::error::ReadBodyError;
use poem::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::http::refusal::Refusal;

/// What a client sends, before its types are checked. Other keys are reserved for
/// extensions of the protocol and ignored.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parts {
    query: Option<Value>,
    operation_name: Option<Value>,
    variables: Option<Value>,
    extensions: Option<Value>,
}

/// Reads the body of a POST.
///
/// # Errors
///
/// Another content type than JSON, more than `max_bytes`, or no GraphQL request in it.
pub(super) async fn from_body(
    request: &mut Request,
    max_bytes: usize,
) -> Result<Operation, Refusal> {
    if !is_json(request.headers()) {
        return Err(Refusal::ContentType);
    }
    let too_large = Refusal::TooLarge { max_bytes };
    if declared_length(request.headers()).is_some_and(|length| length > max_bytes as u64) {
        return Err(too_large);
    }
    let body = request.take_body().into_bytes_limit(max_bytes).await;
    let body = body.map_err(|error| match error {
        ReadBodyError::PayloadTooLarge => too_large,
        _ => Refusal::Unreadable,
    })?;
    match body.trim_ascii_start().first() {
        Some(b'{') => {}
        Some(b'[') => return Err(malformed("batches are not served: send one operation")),
        _ => return Err(malformed("the body must be a JSON object")),
    }
    let parts: Parts =
        serde_json::from_slice(&body).map_err(|error| malformed(format!("the body: {error}")))?;
    parts.into_operation()
}

/// Reads the parameters of a GET.
///
/// # Errors
///
/// A parameter that appears twice, is not UTF-8, or is no JSON where it must be.
pub(super) fn from_parameters(parameters: &str) -> Result<Operation, Refusal> {
    let mut parts = Parts::default();
    for pair in parameters.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name)?, decoded(value)?);
        let (part, value) = match name.as_str() {
            "query" => (&mut parts.query, Value::String(value)),
            "operationName" => (&mut parts.operation_name, Value::String(value)),
            "variables" => (&mut parts.variables, json(&name, &value)?),
            "extensions" => (&mut parts.extensions, json(&name, &value)?),
            _ => continue,
        };
        if part.replace(value).is_some() {
            return Err(malformed(format!("`{name}` is given twice")));
        }
    }
    parts.into_operation()
}

impl Parts {
    fn into_operation(self) -> Result<Operation, Refusal> {
        let query = text("query", self.query)?.ok_or_else(|| malformed("`query` is missing"))?;
        let mut operation = Operation::new(query);
        operation.operation_name = text("operationName", self.operation_name)?;
        if let Some(variables) = object("variables", self.variables)? {
            operation.variables = Variables::from_json(Value::Object(variables));
        }
        if let Some(extensions) = object("extensions", self.extensions)? {
            let values = extensions
                .into_iter()
                .map(|(name, value)| Ok((name, async_graphql::Value::from_json(value)?)))
                .collect::<Result<HashMap<_, _>, serde_json::Error>>()
                .map_err(|error| malformed(format!("`extensions`: {error}")))?;
            operation.extensions = Extensions(values);
        }
        Ok(operation)
    }
}

fn text(name: &str, value: Option<Value>) -> Result<Option<String>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(malformed(format!("`{name}` must be a string"))),
    }
}

fn object(name: &str, value: Option<Value>) -> Result<Option<Map<String, Value>>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(malformed(format!("`{name}` must be an object"))),
    }
}

fn json(name: &str, text: &str) -> Result<Value, Refusal> {
    serde_json::from_str(text).map_err(|error| malformed(format!("`{name}`: {error}")))
}

fn decoded(text: &str) -> Result<String, Refusal> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    decoded
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| malformed("the parameters are not UTF-8"))
}

fn malformed(reason: impl Into<String>) -> Refusal {
    Refusal::Malformed {
        reason: reason.into(),
    }
}

/// Exactly one content type: JSON in UTF-8, as it is.
fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).into_iter();
    let (Some(content_type), None) = (types.next(), types.next()) else {
        return false;
    };
    let encoded = headers
        .get_all(header::CONTENT_ENCODING)
        .into_iter()
        .any(|encoding| encoding != "identity");
    let mut parts = content_type
        .to_str()
        .unwrap_or_default()
        .split(';')
        .map(str::trim);
    let is_json = parts
        .next()
        .is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts
        .filter_map(|parameter| parameter.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .all(|(_, charset)| {
            charset
                .trim()
                .trim_matches('"')
                .eq_ignore_ascii_case("utf-8")
        });
    is_json && is_utf8 && !encoded
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}
