//! Writing rows and what relates them: creation, changes, nested writes, deletion and Django's related
//! managers (`add`, `remove`, `set`, `clear`, `create`).
//!
//! A [`Write`] is plain data; a [`Writer`] carries it out inside a transaction, in as many
//! statements as its shape asks for, however many rows there are.

mod error;
mod place;
mod types;

mod check;
mod held;
mod writer;

mod access;
mod choices;
mod refusal;
mod returned;
mod store;
mod ties;

mod save;

mod delta;
mod related;

mod links;
mod one_to_one;
mod unlinks;

mod delete;
mod get_or_create;

pub use check::problems;
pub use error::{Problem, Subject, WriteError};
pub use place::{Place, Step};
pub use types::{
    GetOrCreate, MemberInput, NewMember, RowInput, Target, ToManyInput, ToOneInput, UniqueInput,
    Within, Write, Written,
};
pub use writer::Writer;
