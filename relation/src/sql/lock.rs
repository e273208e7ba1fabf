//! Locks on rows that a transaction is about to write.

use sea_orm::sea_query::{LockType, SelectStatement};

use super::Dialect;

/// What a transaction is going to do with the rows that it reads. Until it ends others wait who want to
/// do the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// It changes them, or what is related to them; others may go on to refer to them.
    Change,
    /// It deletes them.
    Delete,
}

impl Lock {
    /// Locks the rows of the table that goes by `alias` in a statement. On SQLite there is one writer, who needs no locks.
    ///
    /// Source: PostgreSQL 17, "Row-Level Locks".
    pub(super) fn add_to(
        self,
        dialect: Dialect,
        select: &mut SelectStatement,
        alias: &'static str,
    ) {
        let lock = match self {
            Self::Change => LockType::NoKeyUpdate,
            Self::Delete => LockType::Update,
        };
        match dialect {
            Dialect::Sqlite => {}
            Dialect::Postgres => {
                select.lock_with_tables(lock, [alias]);
            }
            // It has one lock for both, and MariaDB none for single tables.
            Dialect::MySql => {
                select.lock(LockType::Update);
            }
        }
    }
}
