//! Rows of one model: by key, by page, and values made of all of them.

use sea_orm::{
    Statement, Value,
    sea_query::{Expr, JoinType, SelectStatement},
};

use super::{
    Context,
    functions::exact_columns,
    keys::{KeyTable, is_key},
    order::TotalOrder,
    table::{Table, whole},
    tables::{Names, Row, Tables},
};
use crate::{
    catalog::{FieldId, Model},
    lookup::{Function, List, Predicate},
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
}

/// A part of a list, and what to read of its rows.
#[derive(Clone, Copy)]
pub struct Listing<'a> {
    /// The fields to read, in the order of the result.
    pub fields: &'a [FieldId],
    /// The list.
    pub list: &'a List,
    /// The part of it.
    pub window: &'a Window,
    /// Whether the keys of the list's order follow the fields.
    pub with_keys: bool,
}

/// A part of an ordered list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Window {
    /// The order's keys of the row after which the part starts.
    pub after: Option<Vec<Value>>,
    /// The order's keys of the row before which it ends.
    pub before: Option<Vec<Value>>,
    /// Whether rows are taken from the end.
    pub backwards: bool,
    /// How many rows to pass over first.
    pub offset: u64,
    /// How many rows to take.
    pub limit: u64,
}

/// Each row starts with the position of its key in the list, so that the database alone decides
/// which values are equal, by the collation of the column.
///
/// Builds, for example, `SELECT k.key, t.id, t.name FROM json_each(?) AS k JOIN tag AS t ON
/// t.id = k.value`, and `SELECT 0, t.id, t.name FROM tag AS t WHERE t.id = ?` for one key. On
/// PostgreSQL the list is `(SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS
/// bigint[])) AS value0) AS k`, on MySQL
/// `JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$')) AS k`.
pub fn select_by_key(context: Context<'_>, read: &ByKey<'_>) -> Statement {
    let names = Names::default();
    let mut tables = Tables::new(context, &names);
    let table = Table::new(&context.catalog[read.model.id], "t");
    let mut select = SelectStatement::new();
    if let [key] = read.keys {
        let columns = tables.comparable(&Row::Of(table.clone()), read.key);
        select
            .expr(whole(context.dialect, 0))
            .from(table.reference())
            .and_where(is_key(context.dialect, columns, key));
    } else {
        let keys = KeyTable::new(context.dialect, read.keys);
        keys.add_to(&mut select);
        select.expr(keys.ordinal()).join(
            JoinType::InnerJoin,
            table.reference(),
            keys.matches(context, &table, read.key),
        );
    }
    if let Some(lock) = context.lock {
        lock.add_to(context.dialect, &mut select, "t");
    }
    select
        .exprs(table.columns(read.fields))
        .and_where_option(tables.visible(&Row::Of(table)));
    tables.add_to(&mut select);
    context.dialect.statement(&select)
}

/// Builds, for example, `SELECT t.id, t.name FROM tag AS t WHERE t.id > ? ORDER BY t.id
/// LIMIT ?`. Backwards, the rows come last first.
pub fn select_page(context: Context<'_>, model: &Model, listing: &Listing<'_>) -> Statement {
    let names = Names::default();
    let (mut select, mut tables, row) = filtered(context, &names, model, &listing.list.filter);
    let order = tables.total_order(&row, &listing.list.order, None);
    select.exprs(tables.columns(&row, listing.fields));
    if listing.with_keys {
        select.exprs(order.keys());
    }
    listing.window.add_to(&mut select, &order);
    if let Some(lock) = context.lock {
        lock.add_to(context.dialect, &mut select, "t");
    }
    tables.add_to(&mut select);
    context.dialect.statement(&select)
}

/// Builds, for example, `SELECT COUNT(*), MAX(t.created_at) FROM post AS t WHERE t.status = ?`.
/// The sum of whole numbers is two columns: the sums of their upper and their lower 32 bits.
pub fn aggregate(
    context: Context<'_>,
    model: &Model,
    filter: &Predicate,
    functions: &[Function],
) -> Statement {
    let names = Names::default();
    let (mut select, mut tables, row) = filtered(context, &names, model, filter);
    for function in functions {
        select.exprs(exact_columns(&mut tables, &row, *function));
    }
    tables.add_to(&mut select);
    context.dialect.statement(&select)
}

/// The rows of a model that exist for the viewer and meet a condition.
pub(super) fn filtered<'a>(
    context: Context<'a>,
    names: &'a Names,
    model: &Model,
    filter: &Predicate,
) -> (SelectStatement, Tables<'a>, Row<'a>) {
    let mut tables = Tables::new(context, names);
    let table = Table::new(&context.catalog[model.id], "t");
    let mut select = SelectStatement::new();
    select.from(table.reference());
    let row = Row::Of(table);
    select.and_where_option(tables.visible(&row));
    if filter.constant() != Some(true) {
        select.and_where(tables.only_where(&row, filter));
    }
    (select, tables, row)
}

impl Window {
    /// The whole list.
    pub fn all() -> Self {
        Self {
            limit: i64::MAX as u64,
            ..Self::default()
        }
    }

    /// The rows between its ends.
    pub(super) fn between(&self, order: &TotalOrder) -> Option<Expr> {
        order.between(self.after.as_deref(), self.before.as_deref())
    }

    pub(super) fn add_to(&self, select: &mut SelectStatement, order: &TotalOrder) {
        select.and_where_option(self.between(order));
        order.add_to(select, self.backwards);
        select.limit(self.limit);
        if self.offset > 0 {
            select.offset(self.offset);
        }
    }
}
