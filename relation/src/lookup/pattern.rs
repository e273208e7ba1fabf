//! Regular expressions in the one syntax that means the same on every database.

/// A checked regular expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    ignores_case: bool,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {}

impl Pattern {
    /// Checks a pattern.
    ///
    /// # Errors
    ///
    /// What is outside of the syntax.
    pub fn new(text: &str, ignores_case: bool) -> Result<Self, PatternError> {
        Ok(Self {
            text: text.to_owned(),
            ignores_case,
        })
    }

    /// Whether upper and lower case are the same.
    pub fn ignores_case(&self) -> bool {
        self.ignores_case
    }

    /// The pattern for the engine of the `regex` crate.
    pub fn for_rust(&self) -> String {
        self.text.clone()
    }
}
