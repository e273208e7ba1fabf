//! Deletion through the API, and its preview.

mod domain;
mod many;
mod previews;
mod statements;
mod tokens;
mod viewers;
