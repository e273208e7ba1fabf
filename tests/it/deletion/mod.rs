//! Deletion through the API, and its preview.

mod rules;

mod domain;
mod many;
mod previews;
mod statements;
mod tokens;
mod viewers;
