//! Writing rows and what relates them: creation, changes, nested writes and Django's related
//! managers (`add`, `remove`, `set`, `clear`, `create`).
//!
//! A [`Write`] is plain data; a [`Writer`] carries it out inside a transaction, in as many
//! statements as its shape asks for, however many rows there are.

mod changes;
mod error;
mod place;
mod types;

pub use changes::{Changes, Tie};
pub use error::{Blocker, Problem, Refused, Subject, WriteError};
pub use place::{Place, Step};
pub use types::{
    GetOrCreate, MemberInput, NewMember, RowInput, Target, ToManyInput, ToOneInput, UniqueInput,
    Within, Write, Written,
};
