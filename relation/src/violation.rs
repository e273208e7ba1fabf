//! What an error of the database means, told by its code and never by its text.

use sea_orm::{
    DbErr, RuntimeErr, SqlxMySqlError, SqlxPostgresError, SqlxSqliteError,
    sqlx::{self, error::DatabaseError},
};

/// What an error of the database means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violation {
    /// The database cannot be reached now. Whether the statement had its effect is not known.
    Unavailable,
    /// Another transaction is in the way. This one had no effect and can be repeated as a whole.
    Busy,
    /// The statement took longer than the server lets it.
    Timeout,
    /// Another row has the same values of a unique key.
    Unique,
    /// A row refers to one that does not exist.
    ForeignKey,
    /// A column that must have a value has none.
    NotNull,
    /// A row does not meet another condition that the database puts on it.
    Check,
    /// Anything else.
    Other,
}

impl Violation {
    /// What `error` means.
    pub fn of(error: &DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable,
            DbErr::Query(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error)) => match &**error {
                sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
                | sqlx::Error::Protocol(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Io(_) => Self::Unavailable,
                sqlx::Error::Database(error) => of_database(&**error),
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }

    /// Whether a row was refused by a constraint.
    pub fn is_constraint(self) -> bool {
        matches!(
            self,
            Self::Unique | Self::ForeignKey | Self::NotNull | Self::Check
        )
    }
}

fn of_database(error: &dyn DatabaseError) -> Violation {
    if error.try_downcast_ref::<SqlxSqliteError>().is_some() {
        let code = error.code().and_then(|code| code.parse().ok());
        return code.map_or(Violation::Other, of_sqlite);
    }
    if let Some(error) = error.try_downcast_ref::<SqlxMySqlError>() {
        return of_mysql(error.number());
    }
    match error.try_downcast_ref::<SqlxPostgresError>() {
        Some(error) => of_postgres(error.code()),
        None => Violation::Other,
    }
}

/// Source: SQLite, Result and Error Codes.
fn of_sqlite(extended: u32) -> Violation {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const CONSTRAINT: u32 = 19;
    match (extended & 0xff, extended) {
        (BUSY | LOCKED, _) => Violation::Busy,
        // UNIQUE, PRIMARYKEY, ROWID.
        (_, 2067 | 1555 | 2579) => Violation::Unique,
        // FOREIGNKEY; TRIGGER is how `ON DELETE RESTRICT` refuses.
        (_, 787 | 1811) => Violation::ForeignKey,
        (_, 1299) => Violation::NotNull,
        // CHECK and the rest, such as the type of a column in a strict table.
        (CONSTRAINT, _) => Violation::Check,
        _ => Violation::Other,
    }
}

/// Source: `PostgreSQL` 17, Appendix A.
fn of_postgres(state: &str) -> Violation {
    match state {
        // Serialization failure, deadlock, lock not available.
        "40001" | "40P01" | "55P03" => Violation::Busy,
        // The statement was ended, by its time-out or by hand.
        "57014" => Violation::Timeout,
        "23505" => Violation::Unique,
        "23503" | "23001" => Violation::ForeignKey,
        "23502" => Violation::NotNull,
        // A condition; what does not fit the type of its column: too long, out of range, of another form, a
        // character that the encoding has not.
        "23514" | "23P01" | "22001" | "22003" | "22P02" | "22021" => Violation::Check,
        // Too many connections; the server is shutting down, crashed, or is starting; the session was
        // idle for too long, in a transaction or not.
        "53300" | "57P01" | "57P02" | "57P03" | "25P03" | "57P05" => Violation::Unavailable,
        state if state.starts_with("08") => Violation::Unavailable,
        _ => Violation::Other,
    }
}

/// Source: `MySQL` 8.0 Error Message Reference; 4025 is `MariaDB`'s.
fn of_mysql(number: u16) -> Violation {
    match number {
        // Deadlock, lock wait timeout, a row that was changed since this transaction saw it.
        1213 | 1205 | 1020 => Violation::Busy,
        // The statement took too long (MySQL's, MariaDB's), or was ended by hand.
        3024 | 1969 | 1317 => Violation::Timeout,
        1062 | 1022 | 1586 => Violation::Unique,
        1451 | 1452 | 1216 | 1217 => Violation::ForeignKey,
        1048 | 1364 => Violation::NotNull,
        // What does not fit the type of its column: out of range, cut off, of another form, too long.
        3819 | 4025 | 1264 | 1265 | 1366 | 1406 => Violation::Check,
        // Too many connections, the server is shutting down, the connection was ended by hand.
        1040 | 1053 | 1203 | 1927 => Violation::Unavailable,
        _ => Violation::Other,
    }
}
