//! Why an argument is refused, and where in it.

use std::fmt::Display;

use crate::error::Code;

/// What is wrong with an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: Code,
    /// Where in the argument: `author.age.gt`, `or[1]`.
    path: String,
    /// What follows the path in the message.
    problem: String,
}

impl Refusal {
    pub(super) fn invalid(problem: impl Display) -> Self {
        Self::new(Code::Invalid, format!(": {problem}"))
    }

    /// More than a limit allows.
    pub(super) fn limit(problem: impl Display, setting: &str) -> Self {
        Self::new(Code::Limit, format!(": {problem} (setting `{setting}`)"))
    }

    pub(super) fn wrong_type(expected: impl Display, id: &str) -> Self {
        Self::new(Code::WrongType, format!(" expects {expected}, got {id}"))
    }

    /// A null that means nothing.
    pub(super) fn null() -> Self {
        Self::invalid("must not be null; leave it out")
    }

    /// A null where something else asks for missing values.
    pub(super) fn null_instead_of(name: &str) -> Self {
        Self::invalid(format_args!(
            "must not be null; leave it out or use `{name}`"
        ))
    }

    pub(super) fn unknown_field() -> Self {
        Self::invalid("there is no such field")
    }

    fn new(code: Code, problem: String) -> Self {
        Self {
            code,
            path: String::new(),
            problem,
        }
    }

    /// The refusal seen from one step further out.
    pub(super) fn below(mut self, step: impl Display) -> Self {
        let is_end = self.path.is_empty() || self.path.starts_with('[');
        let separator = if is_end { "" } else { "." };
        self.path = format!("{step}{separator}{}", self.path);
        self
    }

    /// The refusal seen from the list that holds what is refused.
    pub(super) fn at(self, index: usize) -> Self {
        self.below(format_args!("[{index}]"))
    }

    pub(super) fn message(&self) -> String {
        format!("{}{}", self.path, self.problem)
    }
}
