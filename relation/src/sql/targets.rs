//! Rows to be written on MySQL, where a statement that writes is joined with one that finds their
//! primary keys.
//!
//! A statement that writes takes no table of its own (`WITH`) in MariaDB, reads the table that it writes
//! nowhere but in a derived table, and searches an index for a list of keys in a join alone.

use sea_orm::{
    DbBackend, Statement, StatementBuilder,
    sea_query::{
        Alias, Asterisk, Expr, IntoIden, JoinType, SelectStatement, TableRef, UpdateStatement,
    },
};

use super::{
    Context,
    table::{Table, equal},
    tables::{Names, Row, Tables},
};
use crate::lookup::Predicate;

const ALIAS: &str = "s";

/// The rows of `table`, which is under an alias, that are selected.
pub(super) struct Targets<'a> {
    table: Table<'a>,
    keys: TableRef,
    on: Expr,
}

impl<'a> Targets<'a> {
    /// The first rows of `select`, which is over `table` and without columns, as many as `most`.
    pub(super) fn new(table: Table<'a>, mut select: SelectStatement, most: Option<u64>) -> Self {
        let alias = Alias::new(ALIAS).into_iden();
        let key = &table.model.primary_key;
        let mut names = Vec::with_capacity(key.len());
        for (position, column) in table.columns(key).enumerate() {
            let name = Alias::new(format!("key{position}")).into_iden();
            names.push(Expr::col((alias.clone(), name.clone())));
            select.expr_as(column, name);
        }
        // A derived table with a limit is never merged into the statement around it.
        select.limit(most.unwrap_or(i64::MAX as u64));
        Self {
            on: equal(table.columns(key), names),
            keys: TableRef::SubQuery(select.into(), alias),
            table,
        }
    }

    /// The rows that meet a condition, which speaks of their own fields alone.
    pub(super) fn meeting(context: Context<'_>, table: Table<'a>, condition: &Predicate) -> Self {
        let names = Names::default();
        let row = Row::Of(table.clone());
        let condition = Tables::new(context, &names).condition(&row, condition);
        let mut select = SelectStatement::new();
        select.from(table.reference()).and_where(condition);
        Self::new(table, select, None)
    }

    /// The statement that deletes the rows.
    pub(super) fn delete(self) -> Delete {
        let mut select = SelectStatement::new();
        select
            .column((self.table.alias.clone(), Asterisk))
            .from(self.table.reference())
            .join(JoinType::InnerJoin, self.keys, self.on);
        Delete(select)
    }

    /// The statement that writes the rows, without values.
    pub(super) fn update(self) -> UpdateStatement {
        let mut update = UpdateStatement::new();
        update
            .table(self.table.reference())
            .from(self.keys)
            .and_where(self.on);
        update
    }
}

/// A statement that deletes rows of one of several tables, which the builder does not know: but for
/// its first word it is the one that would select them.
pub(super) struct Delete(SelectStatement);

impl StatementBuilder for Delete {
    fn build(&self, backend: &DbBackend) -> Statement {
        let mut statement = StatementBuilder::build(&self.0, backend);
        let rest = statement.sql.strip_prefix("SELECT");
        statement.sql = format!("DELETE{}", rest.expect("a statement that selects"));
        statement
    }
}
