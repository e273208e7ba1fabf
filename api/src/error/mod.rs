//! Failures of operations as GraphQL errors, and the codes; requests that are refused before they
//! are operations are worded in `http`.

mod problem;

mod write;

use std::borrow::Cow;

use async_graphql::{ErrorExtensionValues, Name, PathSegment, Pos, ServerError, Value};
use relation::violation::Violation;
use sea_orm::DbErr;

pub(crate) use problem::FieldProblem;
pub(crate) use write::Wording;

/// A stable word for a kind of failure, in `extensions.code`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// An argument is wrong.
    Invalid,
    /// A limit is exceeded; the message names the limit and its setting.
    Limit,
    /// An id of another type.
    WrongType,
    /// A row that has to be there is missing or hidden.
    NotFound,
    /// Several rows are there where exactly one has to be.
    MultipleObjects,
    /// Another row has the same values of a unique key.
    Unique,
    /// Rows that must not lose what they refer to stand in the way of a deletion.
    Protected,
    /// Rows that would stay stand in the way of a deletion.
    Restricted,
    /// A deletion would do something else than was previewed.
    StalePlan,
    /// A constraint of the database is violated that no other code tells of.
    Constraint,
    /// More rows match than may be changed.
    AtMost,
    /// The viewer may not do this.
    Forbidden,
    /// The operation took too long and was given up; nothing was changed.
    Timeout,
    /// Other writers were in the way, again and again; nothing was changed.
    Conflict,
    /// The connection was lost while the changes were committed, or they took too long.
    OutcomeUnknown,
    /// The database cannot be reached now.
    Unavailable,
    /// A fault of the server; `extensions.id` finds it in the log.
    Internal,
}

impl Code {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "INVALID",
            Self::Limit => "LIMIT",
            Self::WrongType => "WRONG_TYPE",
            Self::NotFound => "NOT_FOUND",
            Self::MultipleObjects => "MULTIPLE_OBJECTS",
            Self::Unique => "UNIQUE",
            Self::Protected => "PROTECTED",
            Self::Restricted => "RESTRICTED",
            Self::StalePlan => "STALE_PLAN",
            Self::Constraint => "CONSTRAINT",
            Self::AtMost => "AT_MOST",
            Self::Forbidden => "FORBIDDEN",
            Self::Timeout => "TIMEOUT",
            Self::Conflict => "CONFLICT",
            Self::OutcomeUnknown => "OUTCOME_UNKNOWN",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// A failure of one field of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) code: Code,
    pub(crate) message: Cow<'static, str>,
    pub(crate) pos: Pos,
    pub(crate) path: Vec<PathSegment>,
    /// What `extensions` tells besides the code.
    extensions: Vec<(&'static str, Value)>,
}

impl Failure {
    pub(crate) fn new(
        code: Code,
        message: impl Into<Cow<'static, str>>,
        pos: Pos,
        path: Vec<PathSegment>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            pos,
            path,
            extensions: Vec::new(),
        }
    }

    /// The failure with one thing more in `extensions`.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.extensions.push((name, value.into()));
        self
    }

    /// A fault of ours: `detail` goes to the log, and an id of it to the client.
    pub(crate) fn internal(detail: &str, pos: Pos, path: Vec<PathSegment>) -> Self {
        let id = uuid::Uuid::now_v7().to_string();
        tracing::error!(id, detail, "internal error");
        Self::new(Code::Internal, "internal error", pos, path).with("id", id)
    }

    /// What the database reported while working for the field at `path`.
    pub(crate) fn database(error: &DbErr, pos: Pos, path: Vec<PathSegment>) -> Self {
        match Violation::of(error) {
            Violation::Unavailable | Violation::Busy => {
                tracing::warn!(%error, "the database cannot be reached");
                let message = "the database cannot be reached now; try again";
                Self::new(Code::Unavailable, message, pos, path)
            }
            Violation::Timeout => {
                tracing::warn!(%error, "a statement took too long");
                let message =
                    "the database took too long; ask for less (setting `statement_timeout_s`)";
                Self::new(Code::Timeout, message, pos, path)
            }
            violation if violation.is_constraint() => {
                tracing::info!(%error, "a constraint refuses a write");
                let message = "the database refuses the change by a constraint of its own";
                Self::new(Code::Constraint, message, pos, path)
            }
            _ => Self::internal(&error.to_string(), pos, path),
        }
    }
}

impl From<Failure> for ServerError {
    fn from(failure: Failure) -> Self {
        let pos = (failure.pos != Pos::default()).then_some(failure.pos);
        let mut error = Self::new(failure.message, pos);
        error.path = failure.path;
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", failure.code.as_str());
        for (name, value) in failure.extensions {
            extensions.set(name, value);
        }
        error.extensions = Some(extensions);
        error
    }
}

/// How many errors one answer has at most.
const MAX_ERRORS: usize = 50;

/// Leaves the first errors of an answer, and tells how many there were.
pub(crate) fn bound(errors: &mut Vec<ServerError>) {
    if errors.len() <= MAX_ERRORS {
        return;
    }
    let n_more = errors.len() - (MAX_ERRORS - 1);
    errors.truncate(MAX_ERRORS - 1);
    let message = format!("there are {n_more} more errors");
    errors.push(Failure::new(Code::Limit, message, Pos::default(), Vec::new()).into());
}

/// Gives a code to an error that has none because async-graphql refused the operation: one
/// without a path, found before anything ran.
pub(crate) fn complete(error: &mut ServerError) {
    let extensions = error.extensions.get_or_insert_default();
    if error.path.is_empty() && extensions.get("code").is_none() {
        extensions.set("code", Code::Invalid.as_str());
    }
}

/// The path of what fails before there are rows: the root field alone, because below it the
/// places in lists are not known.
pub(crate) fn root_path(names: &[Name]) -> Vec<PathSegment> {
    names
        .first()
        .map(|name| PathSegment::Field(name.to_string()))
        .into_iter()
        .collect()
}
