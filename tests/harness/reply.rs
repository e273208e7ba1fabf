//! The answer to an operation, and what a test expects of it.

use std::fmt;

use async_graphql::{PathSegment, Response, Value};
use expect_test::Expect;

use crate::{format, trace::Trace};

/// The answer to one operation.
pub struct Reply {
    response: Response,
}

/// An error of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyError {
    /// `extensions.code`, empty where there is none.
    pub code: String,
    /// The message.
    pub message: String,
    /// The path, joined by dots; empty where there is none.
    pub path: String,
}

impl Reply {
    pub(crate) fn new(response: Response) -> Self {
        Self { response }
    }

    /// The data, null where there is none. The order of fields is lost.
    ///
    /// # Panics
    ///
    /// If there are errors.
    pub fn data(&self) -> serde_json::Value {
        assert_eq!(self.errors(), []);
        self.data_beside_errors()
    }

    /// The data, whether or not there are errors.
    ///
    /// # Panics
    ///
    /// If it is no JSON.
    pub fn data_beside_errors(&self) -> serde_json::Value {
        let data = self.response.data.clone();
        data.into_json().expect("an answer is JSON")
    }

    /// The data in the order of its fields.
    pub fn value(&self) -> &Value {
        &self.response.data
    }

    /// The values at the ends of the data, in its order and with blanks between them: all there
    /// is to see where one field is selected.
    ///
    /// # Panics
    ///
    /// If there are errors.
    pub fn leaves(&self) -> String {
        assert_eq!(self.errors(), []);
        let mut leaves = Vec::new();
        add_leaves(&mut leaves, &self.response.data);
        leaves.join(" ")
    }

    /// Compares the data, in the order of its fields, and wants no errors.
    ///
    /// # Panics
    ///
    /// If there are errors.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "`expect!` is written where it is used up"
    )]
    pub fn expect_data(&self, expected: Expect) {
        assert_eq!(self.errors(), []);
        expected.assert_eq(&format::value(&self.response.data));
    }

    /// Wants exactly one error.
    ///
    /// # Panics
    ///
    /// If there is none, another, or more.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "`expect!` is written where it is used up"
    )]
    pub fn expect_error(&self, code: &str, message: Expect) {
        let errors = self.errors();
        let [error] = &errors[..] else {
            panic!("expected one error, got {errors:?}");
        };
        assert_eq!(error.code, code, "{error:?}");
        message.assert_eq(&error.message);
    }

    /// Compares the errors with all that they tell, and wants no data.
    ///
    /// # Panics
    ///
    /// If there is data, or other errors.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "`expect!` is written where it is used up"
    )]
    pub fn expect_refusal(&self, expected: Expect) {
        assert_eq!(self.response.data, Value::Null);
        expected.assert_eq(&self.refusal());
    }

    /// The errors with all that they tell: each with its code, path and message, and then its
    /// other extensions, one to a line.
    pub fn refusal(&self) -> String {
        let mut lines = Vec::new();
        for (error, reply) in self.response.errors.iter().zip(self.errors()) {
            lines.push(format!(
                "{} at {}: {}",
                reply.code, reply.path, reply.message
            ));
            let extensions = error.extensions.clone().unwrap_or_default();
            let extensions = serde_json::to_value(&extensions).expect("extensions are JSON");
            for (name, value) in extensions.as_object().into_iter().flatten() {
                match value {
                    serde_json::Value::Array(items)
                        if items.iter().any(serde_json::Value::is_object) =>
                    {
                        lines.extend(items.iter().map(|item| format!("  {name}: {item}")));
                    }
                    _ if name == "code" => {}
                    value => lines.push(format!("  {name}: {value}")),
                }
            }
        }
        lines.join("\n")
    }

    /// The errors, in their order.
    pub fn errors(&self) -> Vec<ReplyError> {
        let errors = self.response.errors.iter();
        errors
            .map(|error| ReplyError {
                code: match error.extensions.as_ref().and_then(|e| e.get("code")) {
                    Some(Value::String(code)) => code.clone(),
                    _ => String::new(),
                },
                message: error.message.clone(),
                path: path_text(&error.path),
            })
            .collect()
    }

    /// A value of the first error's `extensions`, null where there is none.
    ///
    /// # Panics
    ///
    /// If there is no error.
    pub fn extension(&self, name: &str) -> serde_json::Value {
        let error = self.response.errors.first().expect("an error");
        let value = error.extensions.as_ref().and_then(|all| all.get(name));
        let json = value.map(|value| value.clone().into_json().expect("JSON"));
        json.unwrap_or_default()
    }

    /// The statements that the answer took.
    ///
    /// # Panics
    ///
    /// If the answer does not list them.
    pub fn trace(&self) -> Trace {
        let trace = self.response.extensions.get("sql");
        Trace::read(trace.expect("the answer lists its statements"))
    }
}

/// The data, then each error on a line of its own.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format::value(&self.response.data))?;
        self.errors().iter().try_for_each(|error| {
            write!(f, "\n{} at {}: {}", error.code, error.path, error.message)
        })
    }
}

fn add_leaves(leaves: &mut Vec<String>, value: &Value) {
    match value {
        Value::Object(fields) => fields.values().for_each(|v| add_leaves(leaves, v)),
        Value::List(values) => values.iter().for_each(|v| add_leaves(leaves, v)),
        Value::String(text) => leaves.push(text.clone()),
        other => leaves.push(other.to_string()),
    }
}

fn path_text(path: &[PathSegment]) -> String {
    let segments = path.iter().map(|segment| match segment {
        PathSegment::Field(name) => name.clone(),
        PathSegment::Index(index) => index.to_string(),
    });
    segments.collect::<Vec<_>>().join(".")
}
