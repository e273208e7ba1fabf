//! Values of several kinds in one column, as a recursive statement over several models has them.
//!
//! SQLite's columns hold any value. PostgreSQL and MySQL have one type for each column, so that all are
//! held as text and read back as one of their kind. MySQL takes the length of the text from the first row,
//! compares it by the collation of the session, and writes bytes as they are: there it is padded by a
//! cast, and text and bytes are in hexadecimal digits.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Keyword};

use super::super::{Dialect, keys::type_name, table::call};
use crate::catalog::Kind;

/// Columns with values of some kinds.
#[derive(Clone, Copy)]
pub(super) struct Mixed {
    dialect: Dialect,
    /// How many characters the longest value has at most.
    characters: usize,
}

impl Mixed {
    pub(super) fn new<'a>(dialect: Dialect, kinds: impl Iterator<Item = &'a Kind>) -> Self {
        Self {
            dialect,
            characters: kinds.map(most_characters).max().unwrap_or(1),
        }
    }

    /// A value of a kind, to be put into the column.
    pub(super) fn put(self, value: Expr, kind: &Kind) -> Expr {
        match self.dialect {
            Dialect::Sqlite => value,
            Dialect::Postgres => value.cast_as("text"),
            Dialect::MySql => self.padded(match kind {
                Kind::Text | Kind::Enum(_) | Kind::Bytes | Kind::Uuid => call("HEX", [value]),
                _ => value,
            }),
        }
    }

    /// No value.
    pub(super) fn put_null(self) -> Expr {
        let null = Expr::Keyword(Keyword::Null);
        match self.dialect {
            Dialect::Sqlite => null,
            Dialect::Postgres => null.cast_as("text"),
            Dialect::MySql => self.padded(null),
        }
    }

    /// A value of the column as one of its kind.
    pub(super) fn take(self, value: Expr, kind: &Kind) -> Expr {
        match self.dialect {
            Dialect::Sqlite => value,
            Dialect::Postgres => value.cast_as(type_name(kind)),
            Dialect::MySql => match kind {
                Kind::Text | Kind::Enum(_) | Kind::Json | Kind::Array(_) => {
                    let bytes = call("UNHEX", [value]);
                    Expr::cust_with_exprs("CONVERT(? USING utf8mb4)", [bytes])
                }
                Kind::Bytes | Kind::Uuid => call("UNHEX", [value]),
                Kind::Bool | Kind::Int(_) | Kind::BigInt => value.cast_as("signed"),
                Kind::Unsigned(_) | Kind::BigUnsigned => value.cast_as("unsigned"),
                Kind::Float | Kind::Double => value.cast_as("double"),
                Kind::Decimal => value.cast_as("decimal(65, 30)"),
                Kind::Date => value.cast_as("date"),
                Kind::Time => value.cast_as("time(6)"),
                Kind::DateTime | Kind::Timestamp => value.cast_as("datetime(6)"),
            },
        }
    }

    fn padded(self, value: Expr) -> Expr {
        value.cast_as(Alias::new(format!("char({})", self.characters)))
    }
}

/// How many characters MySQL's text of a value has at most that other rows refer to: it has an index, and
/// so no more than 3072 bytes.
fn most_characters(kind: &Kind) -> usize {
    match kind {
        Kind::Text | Kind::Enum(_) | Kind::Bytes | Kind::Json | Kind::Array(_) => 2 * 3072,
        Kind::Decimal => 67,
        _ => 32,
    }
}
