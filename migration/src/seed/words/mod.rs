//! The words that the sample data is made of.
//!
//! Templates have places: `{s}` is a subject, `{S}` the same at the start of a sentence,
//! `{city}` a city, `{n}` a number.

pub(super) mod comments;
pub(super) mod essays;
pub(super) mod names;
pub(super) mod tags;
pub(super) mod topics;

/// Puts words into the places of `template`.
pub(super) fn fill(template: &str, subject: &str, city: &str, number: u64) -> String {
    template
        .replace("{s}", subject)
        .replace("{S}", &capitalized(subject))
        .replace("{city}", city)
        .replace("{n}", &number.to_string())
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
