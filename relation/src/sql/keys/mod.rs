//! Lists of keys as one bound value, or one for each field of the key.

mod arrays;
mod json;
mod json_table;
mod written;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, SelectStatement, TableRef};

use super::{
    Context, Dialect,
    collation::comparable,
    table::{Table, call, constant, equal, tuple},
};
use crate::{catalog::FieldId, value::Key};
use arrays::KeyArrays;
use json::KeyJson;
use json_table::JsonTable;

pub(super) use json::{Reader, reader_of};
pub(super) use written::{type_name, written};

/// A list of keys that a statement joins with or looks into.
pub(super) enum KeyTable {
    /// SQLite's `json_each` over one bound array.
    Json(KeyJson),
    /// PostgreSQL's `UNNEST` over a bound array for each field of the key.
    Arrays(KeyArrays),
    /// MySQL's `JSON_TABLE` over one bound array.
    Table(JsonTable),
}

const ALIAS: &str = "k";

impl KeyTable {
    /// `keys` is not empty, and all of its keys are of one shape.
    pub(super) fn new<'a>(dialect: Dialect, keys: impl IntoIterator<Item = &'a Key>) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Json(KeyJson::new(keys)),
            Dialect::Postgres => Self::Arrays(KeyArrays::new(keys)),
            Dialect::MySql => Self::Table(JsonTable::new(keys)),
        }
    }

    /// Adds the list to a statement's tables.
    pub(super) fn add_to(&self, select: &mut SelectStatement) {
        select.from(self.reference());
    }

    /// The list as a table.
    pub(super) fn reference(&self) -> TableRef {
        match self {
            Self::Json(keys) => keys.reference(),
            Self::Arrays(keys) => keys.reference(),
            Self::Table(keys) => keys.reference(),
        }
    }

    /// The position of the key in the list, counting from 0.
    pub(super) fn ordinal(&self) -> Expr {
        match self {
            Self::Json(_) => column(json::ORDINAL),
            Self::Arrays(_) => column(arrays::ORDINAL),
            Self::Table(_) => json_table::ordinal(),
        }
    }

    /// The key's values, one expression each.
    pub(super) fn values(&self) -> Vec<Expr> {
        match self {
            Self::Json(keys) => keys.values(),
            Self::Arrays(keys) => keys.values(),
            Self::Table(keys) => keys.values(),
        }
    }

    /// The condition that the columns hold one of the keys.
    pub(super) fn contains(&self, columns: Vec<Expr>) -> Expr {
        match self {
            Self::Json(keys) => tuple(columns).in_subquery(keys.select()),
            Self::Arrays(keys) => keys.contains(columns),
            Self::Table(keys) => keys.contains(columns),
        }
    }

    /// The condition that `fields` of `table` are the key's values.
    pub(super) fn matches(
        &self,
        context: Context<'_>,
        table: &Table<'_>,
        fields: &[FieldId],
    ) -> Expr {
        self.matches_with(context, table, fields, |_, condition| condition)
    }

    /// As [`matches`](Self::matches), where the rows are then ordered by the primary key.
    ///
    /// A key of several fields can share some with the primary key, as where every table has a
    /// tenant. Without statistics SQLite would then walk the primary key, which gives the order
    /// for nothing, through all rows of the tenant. What the key has for itself is marked as
    /// rarely true, so that the index on the key is taken.
    pub(super) fn matches_in_order(
        &self,
        context: Context<'_>,
        table: &Table<'_>,
        fields: &[FieldId],
    ) -> Expr {
        let primary_key = &table.model.primary_key;
        let is_shared = |field: &FieldId| primary_key.contains(field);
        let is_marked = context.dialect == Dialect::Sqlite && fields.iter().any(is_shared);
        self.matches_with(context, table, fields, |field, condition| {
            if is_marked && !is_shared(&field) {
                call("unlikely", [condition])
            } else {
                condition
            }
        })
    }

    fn matches_with(
        &self,
        context: Context<'_>,
        table: &Table<'_>,
        fields: &[FieldId],
        condition: impl Fn(FieldId, Expr) -> Expr,
    ) -> Expr {
        fields
            .iter()
            .zip(self.values())
            .map(|(field, value)| {
                let column = comparable(context, &table.model[*field], table.column(*field));
                condition(*field, column.eq(value))
            })
            .reduce(ExprTrait::and)
            .expect("a key has at least one field")
    }
}

/// The condition that the columns hold `key`.
pub(super) fn is_key(dialect: Dialect, columns: impl IntoIterator<Item = Expr>, key: &Key) -> Expr {
    let values = key.values().iter();
    if dialect == Dialect::Postgres && values.clone().any(arrays::is_unknown) {
        return constant(false);
    }
    equal(columns, values.map(|value| dialect.compared(value)))
}

fn column(name: impl Into<String>) -> Expr {
    Expr::col((Alias::new(ALIAS).into_iden(), Alias::new(name).into_iden()))
}
