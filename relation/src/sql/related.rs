//! Rows related to many parents: a page for each parent, and values made of each parent's rows.
//!
//! The page is cut in the database. A subquery for each parent takes the keys of its page in
//! the list's order; where an index serves that, it reads no more rows than the page has.

use sea_orm::{
    Order as SqlOrder, Statement,
    sea_query::{ExprTrait, JoinType, SelectStatement},
};

use super::{
    Context, Dialect, Listing,
    children::Children,
    functions::exact_columns,
    keys::KeyTable,
    table::{Table, constant, equal},
    tables::{Names, Row, Tables},
};
use crate::{
    catalog::{Accessor, FieldId, Path},
    lookup::{Function, Predicate},
    value::Key,
};

/// The rows at the other end of a to-many relation, for many parents.
pub struct Related<'a> {
    /// The relation.
    pub accessor: &'a Accessor,
    /// The keys of the parents; at least one. The result names parents by position.
    pub parents: &'a [Key],
}

/// Reads a page for each parent. Each row starts with the parent's position, then come
/// `link_fields` of the link and the fields of the listing; rows are ordered by parent and then
/// by the list's order, which for links with data of their own ends with the link's key.
///
/// Builds, for example, `SELECT k.key, c.id, c.text FROM json_each(?) AS k JOIN comment AS c
/// ON c.id IN (SELECT p.id FROM comment AS p WHERE p.post_id = k.value ORDER BY p.id LIMIT ?)
/// ORDER BY k.key, c.id`. On PostgreSQL the page is a `LATERAL` table.
pub fn select_related(
    context: Context<'_>,
    related: &Related<'_>,
    link_fields: &[FieldId],
    listing: &Listing<'_>,
) -> Statement {
    let catalog = context.catalog;
    let accessor = &catalog[related.accessor.id];
    let names = Names::default();
    let mut tables = Tables::new(context, &names);
    let keys = KeyTable::new(context.dialect, related.parents);
    let mut select = SelectStatement::new();
    keys.add_to(&mut select);
    select.expr(keys.ordinal());

    let page = page_of_keys(&tables, accessor, &keys, listing);
    let row = Table::new(&catalog[accessor.target], "c");
    let link = if let Path::ManyToMany(link) = accessor.path {
        let key = &catalog[link.target];
        let table = Table::new(&catalog[link.through], "l");
        let on = equal(row.columns(&key.target_fields), table.columns(&key.fields));
        join_page(context.dialect, &mut select, &table, page);
        select
            .exprs(table.columns(link_fields))
            .join(JoinType::InnerJoin, row.reference(), on);
        Some(Row::Of(table))
    } else {
        join_page(context.dialect, &mut select, &row, page);
        // Rows at the end of links are not written with these.
        if let Some(lock) = context.lock {
            lock.add_to(context.dialect, &mut select, "c");
        }
        None
    };
    let row = Row::Of(row);
    let link = link.as_ref().map(|link| (link, link.model().link_key()));
    let order = tables.total_order(&row, &listing.list.order, link);
    select
        .exprs(tables.columns(&row, listing.fields))
        .order_by_expr(keys.ordinal(), SqlOrder::Asc);
    if listing.with_keys {
        select.exprs(order.keys());
    }
    order.add_to(&mut select, false);
    tables.add_to(&mut select);
    context.dialect.statement(&select)
}

/// Joins the rows of a page, given by their primary keys, to the parent that it is the page of.
fn join_page(
    dialect: Dialect,
    select: &mut SelectStatement,
    table: &Table<'_>,
    page: SelectStatement,
) {
    let primary_key = &table.model.primary_key;
    match dialect {
        Dialect::Sqlite => {
            let in_page = table.row(primary_key).in_subquery(page);
            select.join(JoinType::InnerJoin, table.reference(), in_page);
        }
        Dialect::Postgres => {
            let page_table = Table::new(table.model, "page");
            let is_in_page = equal(table.columns(primary_key), page_table.columns(primary_key));
            let page_alias = page_table.alias.clone();
            select
                .join_lateral(JoinType::InnerJoin, page, page_alias, constant(true))
                .join(JoinType::InnerJoin, table.reference(), is_in_page);
        }
    }
}

/// Values made of the rows of each parent that has any. Each row is a parent's position and the
/// values, as in [`aggregate`](super::aggregate).
///
/// Builds, for example, `SELECT k.key, COUNT(*) FROM json_each(?) AS k JOIN comment AS p ON
/// p.post_id = k.value GROUP BY k.key`.
pub fn aggregate_related(
    context: Context<'_>,
    related: &Related<'_>,
    filter: &Predicate,
    functions: &[Function],
) -> Statement {
    let names = Names::default();
    let tables = Tables::new(context, &names);
    let keys = KeyTable::new(context.dialect, related.parents);
    let mut children = tables.children(related.accessor.id, "p");
    children.tables.has_index = true;
    children.filter(filter);
    let Children {
        mut tables,
        mut select,
        first,
        owner_key,
        row,
        ..
    } = children;
    keys.add_to(&mut select);
    select
        .expr(keys.ordinal())
        .join(
            JoinType::InnerJoin,
            first.reference(),
            keys.matches(context, &first, owner_key),
        )
        .add_group_by([keys.ordinal()]);
    for function in functions {
        select.exprs(exact_columns(&mut tables, &row, *function));
    }
    tables.add_to(&mut select);
    context.dialect.statement(&select)
}

/// The keys of one parent's page: of its rows, or of the links to them.
fn page_of_keys(
    tables: &Tables<'_>,
    accessor: &Accessor,
    keys: &KeyTable,
    listing: &Listing<'_>,
) -> SelectStatement {
    let mut children = tables.children(accessor.id, "p");
    children.tables.has_index = true;
    children.filter(&listing.list.filter);
    let first = children.first.clone();
    let start = Row::Of(first.clone());
    let link = match accessor.path {
        Path::ManyToMany(_) => Some((&start, first.model.link_key())),
        _ => None,
    };
    let order = children
        .tables
        .total_order(&children.row, &listing.list.order, link);
    children
        .select
        .exprs(first.columns(&first.model.primary_key))
        .and_where(keys.matches_in_order(tables.context, &first, children.owner_key));
    listing.window.add_to(&mut children.select, &order);
    children.finish()
}
