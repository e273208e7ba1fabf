//! The databases that statements are built for, and what they make of a value.

use chrono::SubsecRound;
use sea_orm::{
    DbBackend, DbErr, Statement, StatementBuilder, Value,
    prelude::Decimal,
    sea_query::{Enum, Expr, ExprTrait, Keyword, OptionEnum},
};

use crate::{
    catalog::Field,
    value::{is_null, normalize},
};

/// The SQL of one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB: what both of them understand.
    MySql,
}

impl Dialect {
    /// The SQL of a database.
    ///
    /// # Errors
    ///
    /// [`DbErr::BackendNotSupported`] for a database without statements of its own.
    pub fn of(backend: DbBackend) -> Result<Self, DbErr> {
        match backend {
            DbBackend::Sqlite => Ok(Self::Sqlite),
            DbBackend::Postgres => Ok(Self::Postgres),
            DbBackend::MySql => Ok(Self::MySql),
            other => Err(DbErr::BackendNotSupported {
                db: other.as_str(),
                ctx: "relation::sql",
            }),
        }
    }

    /// Whether statements that write rows give them back. MySQL's give none.
    pub fn has_returning(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::MySql => false,
        }
    }

    /// Whether the database holds a statement against foreign keys after all of its rows are written,
    /// or later. MySQL does so after each row.
    pub fn checks_keys_at_end(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::MySql => false,
        }
    }

    pub(super) fn statement(self, built: &impl StatementBuilder) -> Statement {
        let backend = match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
            Self::MySql => DbBackend::MySql,
        };
        StatementBuilder::build(built, &backend)
    }

    /// A value that columns are compared with.
    pub(super) fn compared(self, value: &Value) -> Expr {
        match self {
            Self::Sqlite => Expr::val(value.clone()),
            Self::Postgres => bound(normalize(value.clone())),
            Self::MySql => Expr::val(without_zone(normalize(value.clone()))),
        }
    }

    /// A value that is written into a field. Fractions of a microsecond are left out.
    ///
    /// PostgreSQL takes a NULL of no type alone for every column, and for an enum a value of its
    /// type.
    pub(super) fn written(self, field: &Field, value: Value) -> Expr {
        let value = in_microseconds(value);
        match self {
            Self::Sqlite => Expr::val(value),
            Self::MySql => Expr::val(without_zone(normalize(value))),
            Self::Postgres if is_null(&value) => Expr::Keyword(Keyword::Null),
            Self::Postgres => match (&field.enum_type, normalize(value)) {
                (Some(name), Value::String(Some(text))) => {
                    let value = Enum {
                        type_name: name.as_str().into(),
                        value: text.into(),
                    };
                    Expr::val(Value::Enum(OptionEnum::Some(Box::new(value))))
                }
                (_, value) => bound(value),
            },
        }
    }
}

/// A time as exact as servers hold it, so that it is the same on all databases.
fn in_microseconds(value: Value) -> Value {
    match value {
        Value::ChronoTime(Some(time)) => time.trunc_subsecs(6).into(),
        Value::ChronoDateTime(Some(moment)) => moment.trunc_subsecs(6).into(),
        Value::ChronoDateTimeUtc(Some(moment)) => moment.trunc_subsecs(6).into(),
        Value::ChronoDateTimeLocal(Some(moment)) => moment.trunc_subsecs(6).into(),
        Value::ChronoDateTimeWithTimeZone(Some(moment)) => moment.trunc_subsecs(6).into(),
        value => value,
    }
}

/// A normalized point in time as MySQL holds it in a column of its widest type. What is bound with a zone is
/// one of its timestamps, and becomes NULL, without a word, before 1970 and after 2038.
pub(super) fn without_zone(value: Value) -> Value {
    match value {
        Value::ChronoDateTimeUtc(moment) => {
            Value::ChronoDateTime(moment.map(|moment| moment.naive_utc()))
        }
        value => value,
    }
}

/// A normalized value as it is bound on PostgreSQL. A statement is prepared once for each text, so
/// where a column is compared with values of several types the text says which.
fn bound(value: Value) -> Expr {
    let is_beyond = matches!(value, Value::BigUnsigned(_));
    let value = Expr::val(typed(value));
    if is_beyond {
        value.cast_as("numeric")
    } else {
        value
    }
}

/// A normalized value in a type that PostgreSQL has: whole numbers beyond 64 bits are decimals, and
/// floating-point numbers have 64 bits.
pub(super) fn typed(value: Value) -> Value {
    match value {
        Value::Float(number) => Value::Double(number.map(f64::from)),
        Value::BigUnsigned(number) => Value::Decimal(number.map(Decimal::from)),
        value => value,
    }
}
