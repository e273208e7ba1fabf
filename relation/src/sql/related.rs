//! Rows related to many parents: a page for each parent, and values made of each parent's rows.
//!
//! The page is cut in the database. A subquery for each parent takes the keys of its page in
//! the list's order; where an index serves that, it reads no more rows than the page has. MySQL has no
//! form of such a subquery that MariaDB has as well: there the rows of all parents are ranked, which
//! looks at the order's keys of each of them, but for a single parent, whose page is a table of its own.

use std::ops::RangeInclusive;

use sea_orm::{
    Order as SqlOrder, Statement,
    sea_query::{
        Alias, Expr, ExprTrait, JoinType, OverStatement, SelectStatement, WindowStatement,
    },
};

use super::{
    Context, Dialect, Listing,
    children::{Children, key_name},
    functions::exact_columns,
    keys::{KeyTable, is_key},
    table::{Table, call, constant, equal},
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
/// ORDER BY k.key, c.id`. On PostgreSQL the page is a `LATERAL` table, on MySQL it is `JOIN (SELECT
/// k.ordinal, p.id AS key0, ROW_NUMBER() OVER (PARTITION BY k.ordinal ORDER BY p.id) AS place FROM
/// JSON_TABLE(..) AS k, comment AS p WHERE p.post_id = k.value0) AS page` with a condition on the place.
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
    let mut select = SelectStatement::new();
    let page = Page::new(&tables, accessor, related, listing);
    select.expr(page.parent.clone());
    let parent = page.parent.clone();

    let row = Table::new(&catalog[accessor.target], "c");
    let link = if let Path::ManyToMany(link) = accessor.path {
        let key = &catalog[link.target];
        let table = Table::new(&catalog[link.through], "l");
        let on = equal(row.columns(&key.target_fields), table.columns(&key.fields));
        page.add_to(&mut select, &table);
        select
            .exprs(table.columns(link_fields))
            .join(JoinType::InnerJoin, row.reference(), on);
        Some(Row::Of(table))
    } else {
        page.add_to(&mut select, &row);
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
        .order_by_expr(parent, SqlOrder::Asc);
    if listing.with_keys {
        select.exprs(order.keys());
    }
    order.add_to(&mut select, false);
    tables.add_to(&mut select);
    context.dialect.statement(&select)
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

/// The pages of all parents: the primary keys of their rows, or of the links to them.
struct Page {
    /// The position of the parent.
    parent: Expr,
    form: Form,
}

enum Form {
    /// The keys of one parent, which is in a list.
    Searched(Dialect, KeyTable, SelectStatement),
    /// The keys of the only parent, which is the first.
    Single(SelectStatement),
    /// The keys of all parents, each with its place.
    Ranked(SelectStatement, RangeInclusive<u64>),
}

const PAGE: &str = "page";
const PARENT: &str = "parent";
const PLACE: &str = "place";

impl Page {
    fn new(
        tables: &Tables<'_>,
        accessor: &Accessor,
        related: &Related<'_>,
        listing: &Listing<'_>,
    ) -> Self {
        let context = tables.context;
        let keys = KeyTable::new(context.dialect, related.parents);
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
        let primary_key = first.columns(&first.model.primary_key);
        let window = listing.window;
        if context.dialect != Dialect::MySql {
            let matches = keys.matches_in_order(context, &first, children.owner_key);
            children.select.exprs(primary_key).and_where(matches);
            window.add_to(&mut children.select, &order);
            return Self {
                parent: keys.ordinal(),
                form: Form::Searched(context.dialect, keys, children.finish()),
            };
        }
        for (position, column) in primary_key.enumerate() {
            let name = Alias::new(key_name(position));
            children.select.expr_as(column, name);
        }
        if let [parent] = related.parents {
            let owner = first.columns(children.owner_key);
            let matches = is_key(context.dialect, owner, parent);
            children
                .select
                .expr_as(constant(0_i64), Alias::new(PARENT))
                .and_where(matches);
            window.add_to(&mut children.select, &order);
            return Self {
                parent: column(PARENT),
                form: Form::Single(children.finish()),
            };
        }
        let matches = keys.matches(context, &first, children.owner_key);
        let mut rank = WindowStatement::new();
        rank.add_partition_by(keys.ordinal());
        order.add_to(&mut rank, window.backwards);
        children
            .select
            .expr_as(keys.ordinal(), Alias::new(PARENT))
            .expr_window_as(call("ROW_NUMBER", []), rank, Alias::new(PLACE))
            .and_where(matches)
            .and_where_option(window.between(&order));
        keys.add_to(&mut children.select);
        let last = window.offset.saturating_add(window.limit);
        Self {
            parent: column(PARENT),
            form: Form::Ranked(children.finish(), window.offset.saturating_add(1)..=last),
        }
    }

    /// Adds the rows of the pages to a statement that has no table yet.
    fn add_to(self, select: &mut SelectStatement, table: &Table<'_>) {
        let primary_key = &table.model.primary_key;
        match self.form {
            Form::Searched(Dialect::Postgres, keys, page) => {
                let page_table = Table::new(table.model, PAGE);
                let is_in_page = equal(table.columns(primary_key), page_table.columns(primary_key));
                let page_alias = page_table.alias.clone();
                keys.add_to(select);
                select
                    .join_lateral(JoinType::InnerJoin, page, page_alias, constant(true))
                    .join(JoinType::InnerJoin, table.reference(), is_in_page);
            }
            Form::Searched(_, keys, page) => {
                keys.add_to(select);
                let in_page = table.row(primary_key).in_subquery(page);
                select.join(JoinType::InnerJoin, table.reference(), in_page);
            }
            Form::Single(page) => join_keys(select, table, page),
            Form::Ranked(page, places) => {
                let (first, last) = places.into_inner();
                join_keys(select, table, page);
                select.and_where(column(PLACE).between(Expr::val(first), Expr::val(last)));
            }
        }
    }
}

/// Joins the rows whose primary keys are in a table of pages.
fn join_keys(select: &mut SelectStatement, table: &Table<'_>, pages: SelectStatement) {
    let primary_key = &table.model.primary_key;
    let key = (0..primary_key.len()).map(|position| column(key_name(position)));
    let is_in_page = equal(table.columns(primary_key), key);
    select.from_subquery(pages, Alias::new(PAGE)).join(
        JoinType::InnerJoin,
        table.reference(),
        is_in_page,
    );
}

/// A column of the table of pages.
fn column(name: impl Into<String>) -> Expr {
    Expr::col((Alias::new(PAGE), Alias::new(name)))
}
