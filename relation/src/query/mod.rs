//! Reading rows: by key, by page, by relation, and counting them.

mod decode;
mod read;

pub use decode::Row;
pub use read::{Counts, Reader, RelatedRows, link_order};
