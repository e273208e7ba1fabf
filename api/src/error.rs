//! Failures of operations as GraphQL errors, and the codes; requests that are refused before they
//! are operations are worded in `http`.

use std::borrow::Cow;

use async_graphql::{ErrorExtensionValues, Name, PathSegment, Pos, ServerError};
use sea_orm::{DbErr, RuntimeErr, sqlx};

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
    /// Finds an internal failure in the log.
    pub(crate) id: Option<String>,
    /// The type whose rows it is about.
    pub(crate) model: Option<String>,
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
            id: None,
            model: None,
        }
    }

    /// The failure with the type whose rows it is about, in `extensions.model`.
    pub(crate) fn of_model(mut self, type_name: &str) -> Self {
        self.model = Some(type_name.to_owned());
        self
    }

    /// A fault of ours: `detail` goes to the log, and an id of it to the client.
    pub(crate) fn internal(detail: &str, pos: Pos, path: Vec<PathSegment>) -> Self {
        let id = uuid::Uuid::now_v7().to_string();
        tracing::error!(id, detail, "internal error");
        let mut failure = Self::new(Code::Internal, "internal error", pos, path);
        failure.id = Some(id);
        failure
    }

    /// What the database reported while reading for the field at `path`.
    pub(crate) fn database(error: &DbErr, path: Vec<PathSegment>) -> Self {
        if is_unavailable(error) {
            tracing::warn!(%error, "the database cannot be reached");
            let message = "the database cannot be reached now; try again";
            return Self::new(Code::Unavailable, message, Pos::default(), path);
        }
        Self::internal(&error.to_string(), Pos::default(), path)
    }
}

impl From<Failure> for ServerError {
    fn from(failure: Failure) -> Self {
        let pos = (failure.pos != Pos::default()).then_some(failure.pos);
        let mut error = Self::new(failure.message, pos);
        error.path = failure.path;
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", failure.code.as_str());
        if let Some(id) = failure.id {
            extensions.set("id", id);
        }
        if let Some(model) = failure.model {
            extensions.set("model", model);
        }
        error.extensions = Some(extensions);
        error
    }
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

fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Query(RuntimeErr::SqlxError(error)) | DbErr::Exec(RuntimeErr::SqlxError(error)) => {
            match &**error {
                sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
                // SQLITE_BUSY and SQLITE_LOCKED, in their primary and extended forms.
                sqlx::Error::Database(error) => error
                    .code()
                    .and_then(|code| code.parse::<u32>().ok())
                    .is_some_and(|code| matches!(code & 0xff, 5 | 6)),
                _ => false,
            }
        }
        _ => false,
    }
}
