//! Reading rows: by key, by page, by relation, and values made of many.

mod decode;
mod functions;
mod read;

pub use crate::sql::{Listing, Window};
pub(crate) use decode::Decoder;
pub use decode::Row;
pub use read::{PageRows, Reader, RelatedRows};
