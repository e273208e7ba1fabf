//! Why a text is no pattern.

use regex_syntax::ast::ErrorKind;

/// Why a text is no pattern. Places count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It has no characters.
    #[error("the pattern is empty")]
    Empty,
    /// It is no regular expression.
    #[error("{kind} at character {place}")]
    Malformed {
        /// What is wrong.
        kind: ErrorKind,
        /// Where.
        place: usize,
    },
    /// Not every database has it, or not with the same meaning.
    #[error("{what} at character {place} is not supported")]
    Unsupported {
        /// What is used.
        what: &'static str,
        /// Where.
        place: usize,
    },
    /// It takes too much memory once its repetitions are written out.
    #[error("the pattern is too large once its repetitions are written out")]
    TooLarge,
}
