//! Whether there are rows, how many, the first of them, and all of them as a list.

use sea_orm::{
    Order, Statement,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, SelectStatement},
};

use super::{
    super::{
        Dialect, Lock,
        table::{constant, count_star},
        tables::Names,
    },
    KeyList, Rows, Selected, Source,
    builder::Builder,
    list::fingerprint,
};
use crate::catalog::FieldId;

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    /// The rows.
    pub rows: &'a Rows,
    /// Those that come from none of these are counted for themselves as well.
    pub but_not: &'a [Source],
    /// Whether to tell what distinguishes the rows from others of the same number.
    pub with_fingerprint: bool,
}

impl Selected<'_> {
    /// Gives one row if there is any of `rows`, and none otherwise.
    ///
    /// Builds, for example, `WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.author_id = ?)
    /// SELECT 1 FROM selected_post AS s JOIN comment AS t ON s.id = t.post_id LIMIT ?`.
    pub fn any(self, rows: &Rows) -> Statement {
        let names = Names::default();
        let mut builder = Builder::new(self, &names);
        let mut select = builder.select_any(rows);
        select.expr(constant(1_i64)).limit(1);
        finish(builder, select)
    }

    /// The number of rows, the number of those that come from none of `but_not`, and a text.
    ///
    /// Builds, for example, `WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.author_id = ?)
    /// SELECT COUNT(*), COUNT(*), json_array(MIN(t.id), MAX(t.id), ..) FROM comment AS t WHERE
    /// t.post_id IN (SELECT id FROM selected_post)`.
    pub fn count(self, count: Count<'_>) -> Statement {
        self.read(count.rows, |builder, select| {
            let table = builder.table(count.rows.model);
            select.expr(count_star());
            if count.but_not.is_empty() {
                select.expr(count_star());
            } else {
                let known = builder.any_of(&table, count.but_not);
                let new = CaseStatement::new()
                    .case(known, constant(0_i64))
                    .finally(constant(1_i64));
                let sum = Expr::Case(Box::new(new)).sum();
                // MySQL sums to a decimal.
                select.expr(match self.context.dialect {
                    Dialect::Sqlite | Dialect::Postgres => sum,
                    Dialect::MySql => sum.cast_as("signed"),
                });
            }
            if count.with_fingerprint {
                select.expr(fingerprint(self.context, &table));
            } else {
                select.expr(constant(""));
            }
        })
    }

    /// The primary keys of the first rows, the least first.
    ///
    /// Builds, for example, `SELECT t.id FROM comment AS t WHERE t.post_id = ? ORDER BY t.id LIMIT ?`.
    pub fn first(self, rows: &Rows, limit: u64) -> Statement {
        self.read(rows, |builder, select| {
            let table = builder.table(rows.model);
            for column in table.columns(&table.model.primary_key) {
                select
                    .expr(column.clone())
                    .order_by_expr(column, Order::Asc);
            }
            select.limit(limit);
        })
    }

    /// What a [`KeyList`] with `fields` of the rows is made of: their number, and the JSON.
    ///
    /// Builds, for example, `SELECT COUNT(*), json_group_array(t.id) FROM post AS t WHERE ..`.
    pub fn list(self, rows: &Rows, fields: &[FieldId]) -> Statement {
        self.read(rows, |builder, select| {
            let table = builder.table(rows.model);
            let columns: Vec<_> = table.columns(fields).collect();
            KeyList::add_to(select, self.context, table.model, fields, columns);
        })
    }

    /// Locks the rows for a deletion, and gives their number.
    ///
    /// Builds, for example, `SELECT COUNT(*) FROM (SELECT 1 FROM post AS t WHERE .. FOR UPDATE OF t) AS locked`.
    pub fn lock(self, rows: &Rows) -> Statement {
        let names = Names::default();
        let mut builder = Builder::new(self, &names);
        let mut locked = builder.select(rows);
        locked.expr(constant(1_i64));
        Lock::Delete.add_to(self.context.dialect, &mut locked, "t");
        let mut select = SelectStatement::new();
        select
            .expr(count_star())
            .from_subquery(locked, Alias::new("locked"));
        finish(builder, select)
    }

    fn read(
        self,
        rows: &Rows,
        columns: impl FnOnce(&mut Builder<'_>, &mut SelectStatement),
    ) -> Statement {
        let names = Names::default();
        let mut builder = Builder::new(self, &names);
        let mut select = builder.select(rows);
        columns(&mut builder, &mut select);
        finish(builder, select)
    }
}

fn finish(builder: Builder<'_>, mut select: SelectStatement) -> Statement {
    let dialect = builder.selected.context.dialect;
    if !builder.is_plain() {
        select.with_cte(builder.clause());
    }
    dialect.statement(&select)
}
