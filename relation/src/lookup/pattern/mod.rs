//! Regular expressions in the one syntax that means the same on every database.

mod error;
mod syntax;
#[cfg(test)]
mod tests;

use regex::RegexBuilder;

pub use error::PatternError;
pub(crate) use syntax::in_any_case;

/// A compiled pattern may take this many bytes.
const SIZE_LIMIT: usize = 1 << 18;

/// A checked regular expression. It is found anywhere in a text, or not at all.
///
/// The syntax is what SQLite with the `regex` crate, PostgreSQL, MySQL and MariaDB share:
///
/// - characters stand for themselves, punctuation after `\`; `\t`, `\n` and `\r`;
/// - `.` is any character, the end of a line included;
/// - `[abc]`, `[a-z]` and `[^abc]`;
/// - `\d` is `[0-9]`, `\w` is `[0-9A-Za-z_]`, `\s` is a space or one of the characters 9 to 13;
///   `\D`, `\W` and `\S` are all others, outside of brackets only;
/// - `^` and `$` are the start and the end of the text, never of a line;
/// - `(…)` and `(?:…)` group, `|` separates alternatives, none of them empty;
/// - `*`, `+`, `?`, `{m}`, `{m,}` and `{m,n}` repeat, up to 255 times and as often as possible.
///
/// Where upper and lower case are the same, they are so by Unicode's simple case folding, but
/// for `\d`, `\w`, `\s` and their opposites, which stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Classes and cases are written out in it.
    text: String,
    ignores_case: bool,
}

impl Pattern {
    /// Checks a pattern.
    ///
    /// # Errors
    ///
    /// What is outside of the syntax, and where; or that the pattern is too large once its
    /// repetitions are written out.
    pub fn new(text: &str, ignores_case: bool) -> Result<Self, PatternError> {
        let pattern = Self {
            text: syntax::write_out(text, ignores_case)?,
            ignores_case,
        };
        let mut builder = RegexBuilder::new(&pattern.for_rust());
        // What was written out is valid, so its size is all that can be wrong with it.
        match builder.size_limit(SIZE_LIMIT).build() {
            Ok(_) => Ok(pattern),
            Err(_) => Err(PatternError::TooLarge),
        }
    }

    /// Whether upper and lower case are the same.
    pub fn ignores_case(&self) -> bool {
        self.ignores_case
    }

    /// The pattern for the engine of the `regex` crate. It needs no flag to ignore case.
    pub fn for_rust(&self) -> String {
        format!("(?s){}", self.text)
    }

    /// The pattern for MySQL and MariaDB.
    pub fn for_mysql(&self) -> String {
        for_mysql(&self.text)
    }

    /// The pattern for PostgreSQL, where it is an advanced regular expression.
    pub fn for_postgres(&self) -> String {
        // No text that is bound has this character.
        self.text.replace('\0', "\\u0000")
    }
}

/// A pattern that is written out, in what is common to the syntax of ICU, which is MySQL's, and that of
/// PCRE, which is MariaDB's: there `$` is before a last line break as well.
pub(crate) fn for_mysql(written_out: &str) -> String {
    let mut pattern = "(?s)".to_owned();
    let mut characters = written_out.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                pattern.push(character);
                pattern.extend(characters.next());
            }
            '$' => pattern.push_str("\\z"),
            '\0' => pattern.push_str("\\x{0}"),
            _ => pattern.push(character),
        }
    }
    pattern
}
