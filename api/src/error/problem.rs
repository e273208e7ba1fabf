//! Values that cannot be stored, as one error that lists them for a form.

use async_graphql::{Name, PathSegment, Pos, Value};
use relation::manager::{Place, Step};

use super::{Code, Failure};

/// How many problems one error lists; its message counts them all.
pub(super) const MAX_LISTED: usize = 100;

/// What is wrong with one value of an input.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldProblem {
    /// Where it stands, from the argument on.
    pub(crate) place: Place,
    /// A stable word: `required`, `invalid`, `unknown`, or one of a validator's own.
    pub(crate) code: String,
    /// What is wrong, as the end of a sentence that starts with the place.
    pub(crate) message: String,
}

impl Failure {
    /// The failure of a field some of whose values cannot be stored; at least one.
    pub(crate) fn invalid(problems: &[FieldProblem], pos: Pos, path: Vec<PathSegment>) -> Self {
        let first = (problems.first()).map(|first| format!("`{}` {}", first.place, first.message));
        let first = first.unwrap_or_else(|| "a value cannot be stored".to_owned());
        let message = match problems.len() {
            0 | 1 => first,
            2 => format!("{first}, and 1 more value is wrong"),
            n => format!("{first}, and {} more values are wrong", n - 1),
        };
        let listed = problems.iter().take(MAX_LISTED).map(to_value).collect();
        Self::new(Code::Invalid, message, pos, path).with("fields", Value::List(listed))
    }
}

fn to_value(problem: &FieldProblem) -> Value {
    let steps = &problem.place.0;
    let field = steps.iter().rev().find_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Index(_) => None,
    });
    let path = steps.iter().map(|step| match step {
        Step::Name(name) => Value::from(name.as_str()),
        Step::Index(index) => Value::from(*index),
    });
    let entries = [
        ("field", field.map_or(Value::Null, Value::from)),
        ("path", Value::List(path.collect())),
        ("code", Value::from(problem.code.as_str())),
        ("message", Value::from(problem.message.as_str())),
    ];
    Value::Object(
        entries
            .into_iter()
            .map(|(name, value)| (Name::new(name), value))
            .collect(),
    )
}
