//! The shipped domain, a small publication: one file for each table.
//!
//! Each file says what its table holds, how it is related and how the API names and
//! describes it. There is no behavior here.

pub mod article;
pub mod category;
pub mod comment;
pub mod contribution;
pub mod follow;
pub mod post;
pub mod post_tag;
pub mod profile;
pub mod reporter;
pub mod tag;
pub mod user;

#[cfg(test)]
mod tests;
