//! Rows of one model: by key, by page, and their number.

use sea_orm::{
    Statement, Value,
    sea_query::{Expr, JoinType, SelectStatement},
};

use super::{
    Table, count_star,
    keys::{KeyTable, is_key},
    seek::TotalOrder,
    statement,
};
use crate::{
    catalog::{FieldId, Model},
    scope::Access,
    value::Key,
};

/// The rows that have one of some keys.
pub struct ByKey<'a> {
    /// The model.
    pub model: &'a Model,
    /// The fields to read, in the order of the result.
    pub fields: &'a [FieldId],
    /// The fields that hold the key.
    pub key: &'a [FieldId],
    /// The keys; at least one.
    pub keys: &'a [Key],
    /// The rows that exist for the viewer.
    pub access: &'a Access,
}

/// One page of the rows of a model, in the order of the primary key.
pub struct Page<'a> {
    /// The model.
    pub model: &'a Model,
    /// The fields to read, in the order of the result.
    pub fields: &'a [FieldId],
    /// The part of the list.
    pub window: &'a Window,
    /// The rows that exist for the viewer.
    pub access: &'a Access,
}

/// A part of an ordered list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Window {
    /// The order's values of the row after which the part starts.
    pub after: Option<Vec<Value>>,
    /// The order's values of the row before which it ends.
    pub before: Option<Vec<Value>>,
    /// Whether rows are taken from the end.
    pub backwards: bool,
    /// How many rows to pass over first.
    pub offset: u64,
    /// How many rows to take.
    pub limit: u64,
}

/// The number of rows of a model.
pub struct CountAll<'a> {
    /// The model.
    pub model: &'a Model,
    /// The rows that exist for the viewer.
    pub access: &'a Access,
}

/// Each row starts with the position of its key in the list, so that the database alone decides
/// which values are equal, by the collation of the column.
///
/// Builds, for example, `SELECT k.key, t.id, t.name FROM json_each(?) AS k JOIN tag AS t ON
/// t.id = k.value`, and `SELECT 0, t.id, t.name FROM tag AS t WHERE t.id = ?` for one key.
pub fn select_by_key(read: &ByKey<'_>) -> Statement {
    let table = Table {
        model: read.model,
        alias: "t",
    };
    let mut select = SelectStatement::new();
    if let [key] = read.keys {
        select
            .expr(Expr::cust("0"))
            .from(table.reference())
            .and_where(is_key(&table, read.key, key));
    } else {
        let keys = KeyTable::new(read.keys);
        keys.add_to(&mut select);
        select.expr(KeyTable::ordinal()).join(
            JoinType::InnerJoin,
            table.reference(),
            keys.matches(&table, read.key),
        );
    }
    select
        .exprs(table.columns(read.fields))
        .and_where_option(table.permitted(read.access));
    statement(&select)
}

/// Builds, for example, `SELECT t.id, t.name FROM tag AS t WHERE t.id > ? ORDER BY t.id
/// LIMIT ?`. Backwards, the rows come last first.
pub fn select_page(read: &Page<'_>) -> Statement {
    let table = Table {
        model: read.model,
        alias: "t",
    };
    let mut select = SelectStatement::new();
    select
        .exprs(table.columns(read.fields))
        .from(table.reference())
        .and_where_option(table.permitted(read.access));
    let order = TotalOrder(table.columns(&read.model.primary_key).collect());
    read.window.add_to(&mut select, order);
    statement(&select)
}

/// Builds, for example, `SELECT COUNT(*) FROM tag AS t`.
pub fn count(read: &CountAll<'_>) -> Statement {
    let table = Table {
        model: read.model,
        alias: "t",
    };
    let mut select = SelectStatement::new();
    select
        .expr(count_star())
        .from(table.reference())
        .and_where_option(table.permitted(read.access));
    statement(&select)
}

impl Window {
    pub(super) fn add_to(&self, select: &mut SelectStatement, order: TotalOrder) {
        select.and_where_option(order.between(self.after.as_deref(), self.before.as_deref()));
        order.add_to(select, self.backwards);
        select.limit(self.limit);
        if self.offset > 0 {
            select.offset(self.offset);
        }
    }
}
