//! The rows that meet a condition, in no order: whether there are any, all of them, the first ones.

use sea_orm::{
    Order, Statement,
    sea_query::{Asterisk, Expr, Func, WindowStatement},
};

use super::{Context, read::filtered, statement, table::constant, tables::Names};
use crate::{
    catalog::{FieldId, Model},
    lookup::Predicate,
};

/// Builds, for example, `SELECT t.id FROM comment AS t WHERE t.post_id = ?`.
pub fn select_matching(
    context: Context<'_>,
    model: &Model,
    condition: &Predicate,
    fields: &[FieldId],
) -> Statement {
    let names = Names::default();
    let (mut select, mut tables, row) = filtered(context, &names, model, condition);
    select.exprs(tables.columns(&row, fields));
    tables.add_to(&mut select);
    statement(&select)
}

/// Gives one row if any row meets the condition, and none otherwise.
///
/// Builds, for example, `SELECT 1 FROM comment AS t WHERE t.post_id = ? LIMIT ?`.
pub fn any_matching(context: Context<'_>, model: &Model, condition: &Predicate) -> Statement {
    let names = Names::default();
    let (mut select, tables, _) = filtered(context, &names, model, condition);
    select.expr(constant(1_i64)).limit(1);
    tables.add_to(&mut select);
    statement(&select)
}

/// The first rows by primary key. Each is the number of all that meet the condition and the
/// primary key.
///
/// Builds, for example, `SELECT COUNT(*) OVER ( ), t.id FROM comment AS t WHERE t.post_id = ?
/// ORDER BY t.id LIMIT ?`.
pub fn sample_matching(
    context: Context<'_>,
    model: &Model,
    condition: &Predicate,
    limit: u64,
) -> Statement {
    let names = Names::default();
    let (mut select, mut tables, row) = filtered(context, &names, model, condition);
    let count = Func::count(Expr::col(Asterisk));
    select.expr_window(count, WindowStatement::new());
    for column in tables.columns(&row, &model.primary_key) {
        select
            .expr(column.clone())
            .order_by_expr(column, Order::Asc);
    }
    select.limit(limit);
    tables.add_to(&mut select);
    statement(&select)
}
