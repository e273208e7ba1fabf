//! Rows related to many parents: a page for each parent, and their number for each parent.
//!
//! The page is cut in the database. A subquery for each parent takes the keys of its page in
//! the order that an index serves, so it reads no more rows than the page has.

use sea_orm::{
    Statement,
    sea_query::{Expr, ExprTrait, JoinType, SelectStatement},
};

use super::{Table, Window, count_star, keys::KeyTable, seek::TotalOrder, statement};
use crate::{
    catalog::{FieldId, ForeignKey, Model},
    scope::Access,
    value::Key,
};

/// The rows at the other end of a to-many relation, for many parents.
pub struct Related<'a> {
    /// The way from the parents to the rows.
    pub way: Way<'a>,
    /// The keys of the parents; at least one. The result names parents by position.
    pub parents: &'a [Key],
    /// The model at the other end.
    pub model: &'a Model,
    /// The rows of `model` that exist for the viewer.
    pub access: &'a Access,
}

/// The way of a to-many relation.
pub enum Way<'a> {
    /// The rows hold a key of the parent.
    Reverse {
        /// The key that the rows hold.
        key: &'a ForeignKey,
    },
    /// Rows of a through model hold a key of the parent and a key of the row.
    Through {
        /// The through model.
        through: &'a Model,
        /// The rows of the through model that exist for the viewer.
        access: &'a Access,
        /// Its key to the parent.
        source: &'a ForeignKey,
        /// Its key to the other end.
        target: &'a ForeignKey,
    },
}

/// Reads a page for each parent. Each row starts with the parent's position, then come
/// `through_fields` of the link, then `fields`; rows are ordered by parent and then by
/// primary key, for links by the target's primary key and then the link's own.
///
/// Builds, for example, `SELECT k.key, c.id, c.text FROM json_each(?) AS k JOIN comment AS c
/// ON c.id IN (SELECT p.id FROM comment AS p WHERE p.post_id = k.value ORDER BY p.id LIMIT ?)
/// ORDER BY k.key, c.id`.
pub fn select_related(
    related: &Related<'_>,
    through_fields: &[FieldId],
    fields: &[FieldId],
    window: &Window,
) -> Statement {
    let keys = KeyTable::new(related.parents);
    let mut select = SelectStatement::new();
    keys.add_to(&mut select);
    select.expr(KeyTable::ordinal());
    match &related.way {
        Way::Reverse { key } => {
            let row = Table {
                model: related.model,
                alias: "c",
            };
            let page = related.reverse_page(&keys, key, window);
            let in_page = row.row(&row.model.primary_key).in_subquery(page);
            select
                .exprs(row.columns(fields))
                .join(JoinType::InnerJoin, row.reference(), in_page)
                .order_by_expr(KeyTable::ordinal(), sea_orm::Order::Asc);
            related.order().of(&row, None).add_to(&mut select, false);
        }
        Way::Through {
            through, target, ..
        } => {
            let link = Table {
                model: through,
                alias: "l",
            };
            let row = Table {
                model: related.model,
                alias: "c",
            };
            let page = related.link_page(&keys, window);
            let in_page = link.row(&through.primary_key).in_subquery(page);
            select
                .exprs(link.columns(through_fields))
                .exprs(row.columns(fields))
                .join(JoinType::InnerJoin, link.reference(), in_page)
                .join(
                    JoinType::InnerJoin,
                    row.reference(),
                    joined(&link, target, &row),
                )
                .order_by_expr(KeyTable::ordinal(), sea_orm::Order::Asc);
            related
                .order()
                .of(&row, Some(&link))
                .add_to(&mut select, false);
        }
    }
    statement(&select)
}

/// Counts the rows of each parent that has any. Each row is a parent's position and a number.
///
/// Builds, for example, `SELECT k.key, COUNT(*) FROM json_each(?) AS k JOIN comment AS p ON
/// p.post_id = k.value GROUP BY k.key`.
pub fn count_related(related: &Related<'_>) -> Statement {
    let keys = KeyTable::new(related.parents);
    let mut select = SelectStatement::new();
    keys.add_to(&mut select);
    select.expr(KeyTable::ordinal()).expr(count_star());
    match &related.way {
        Way::Reverse { key } => {
            let row = Table {
                model: related.model,
                alias: "p",
            };
            select
                .join(
                    JoinType::InnerJoin,
                    row.reference(),
                    keys.matches(&row, &key.fields),
                )
                .and_where_option(row.permitted(related.access));
        }
        Way::Through {
            through, source, ..
        } => {
            let link = Table {
                model: through,
                alias: "p",
            };
            select.join(
                JoinType::InnerJoin,
                link.reference(),
                keys.matches(&link, &source.fields),
            );
            related.restrict_links(&mut select, &link, false);
        }
    }
    select.add_group_by([KeyTable::ordinal()]);
    statement(&select)
}

impl Related<'_> {
    fn reverse_page(&self, keys: &KeyTable, key: &ForeignKey, window: &Window) -> SelectStatement {
        let row = Table {
            model: self.model,
            alias: "p",
        };
        let mut page = SelectStatement::new();
        page.exprs(row.columns(&row.model.primary_key))
            .from(row.reference())
            .and_where(keys.matches_in_order(&row, &key.fields))
            .and_where_option(row.permitted(self.access));
        window.add_to(&mut page, self.order().of(&row, None));
        page
    }

    fn link_page(&self, keys: &KeyTable, window: &Window) -> SelectStatement {
        let Way::Through {
            through,
            source,
            target,
            ..
        } = &self.way
        else {
            unreachable!("only links have a link page")
        };
        let link = Table {
            model: through,
            alias: "p",
        };
        let mut page = SelectStatement::new();
        page.exprs(link.columns(&through.primary_key))
            .from(link.reference())
            .and_where(keys.matches_in_order(&link, &source.fields));
        // The key to the target is the target's primary key: the link alone gives the order.
        let by_link = target.target_fields == self.model.primary_key;
        self.restrict_links(&mut page, &link, !by_link);
        let order = if by_link {
            let mut order: Vec<Expr> = link.columns(&target.fields).collect();
            order.extend(self.order().link_fields(&link));
            TotalOrder(order)
        } else {
            let row = Table {
                model: self.model,
                alias: "q",
            };
            self.order().of(&row, Some(&link))
        };
        window.add_to(&mut page, order);
        page
    }

    /// Leaves the links that exist for the viewer and lead to a row that does, joining the
    /// row as `q` only where its own columns are needed.
    fn restrict_links(&self, select: &mut SelectStatement, link: &Table<'_>, join: bool) {
        let Way::Through { access, target, .. } = &self.way else {
            unreachable!("only links are restricted")
        };
        select.and_where_option(link.permitted(access));
        // Without a constraint a link may lead nowhere.
        if join || *self.access != Access::All || !target.has_constraint {
            let row = Table {
                model: self.model,
                alias: "q",
            };
            select
                .join(
                    JoinType::InnerJoin,
                    row.reference(),
                    joined(link, target, &row),
                )
                .and_where_option(row.permitted(self.access));
        } else if target.nullable {
            for column in link.columns(&target.fields) {
                select.and_where(column.is_not_null());
            }
        }
    }

    fn order(&self) -> RelatedOrder<'_> {
        match &self.way {
            Way::Reverse { .. } => RelatedOrder { link: &[] },
            Way::Through { through, .. } => RelatedOrder {
                link: link_order(through),
            },
        }
    }
}

/// The fields of a link that tell apart two links between the same two rows: none for a
/// plain junction, else the primary key.
pub fn link_order(through: &Model) -> &[FieldId] {
    if through.is_junction {
        &[]
    } else {
        &through.primary_key
    }
}

struct RelatedOrder<'a> {
    link: &'a [FieldId],
}

impl RelatedOrder<'_> {
    fn of(&self, row: &Table<'_>, link: Option<&Table<'_>>) -> TotalOrder {
        let mut order: Vec<Expr> = row.columns(&row.model.primary_key).collect();
        if let Some(link) = link {
            order.extend(self.link_fields(link));
        }
        TotalOrder(order)
    }

    fn link_fields(&self, link: &Table<'_>) -> Vec<Expr> {
        link.columns(self.link).collect()
    }
}

fn joined(link: &Table<'_>, key: &ForeignKey, row: &Table<'_>) -> Expr {
    link.columns(&key.fields)
        .zip(row.columns(&key.target_fields))
        .map(|(from, to)| from.eq(to))
        .reduce(ExprTrait::and)
        .expect("a key has at least one field")
}
