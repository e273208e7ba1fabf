//! Orders in which no two rows are equal, and the place in one from which a page starts or at
//! which it ends.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, NullOrdering, Order as SqlOrder, OrderedStatement},
};

use super::{
    Dialect,
    functions::kind_of,
    place,
    table::{constant, tuple},
    tables::{Row, Tables},
};
use crate::{
    catalog::{FieldId, Kind},
    lookup::{Direction, Function, Nulls, Order, OrderKey, OrderTerm, Quantifier, ToMany},
    value::is_null,
};

/// An order by several keys; no two rows are equal in it.
pub(super) struct TotalOrder<'a> {
    dialect: Dialect,
    sorts: Vec<Sort<'a>>,
}

struct Sort<'a> {
    key: Expr,
    kind: &'a Kind,
    direction: Direction,
    nullable: bool,
}

impl<'a> Tables<'a> {
    /// The order completed by the row's primary key, and by `link_fields` where the same row may
    /// be linked twice.
    pub(super) fn total_order(
        &mut self,
        row: &Row<'a>,
        order: &Order,
        link: Option<(&Row<'a>, &[FieldId])>,
    ) -> TotalOrder<'a> {
        let mut sorts: Vec<Sort<'a>> = order
            .terms()
            .iter()
            .map(|term| self.sort(row, term))
            .collect();
        for field in order.completed_by(row.model()) {
            sorts.push(self.sort_by_key(row, field));
        }
        if let Some((link, fields)) = link {
            let keys = fields.iter();
            sorts.extend(keys.map(|field| self.sort_by_key(link, *field)));
        }
        TotalOrder {
            dialect: self.context.dialect,
            sorts,
        }
    }

    fn sort_by_key(&mut self, row: &Row<'a>, field: FieldId) -> Sort<'a> {
        Sort {
            key: self.sortable(row, field),
            kind: self.kind(row, field),
            direction: Direction::ASCENDING,
            nullable: false,
        }
    }

    fn sort(&mut self, row: &Row<'a>, term: &OrderTerm) -> Sort<'a> {
        let path = term.path.iter();
        let row = path.fold(row.clone(), |row, accessor| self.target(&row, *accessor));
        let (key, kind, nullable) = match &term.key {
            OrderKey::Field(field) => (
                self.sortable(&row, *field),
                self.kind(&row, *field),
                self.is_nullable(&row, *field),
            ),
            OrderKey::Related {
                accessor,
                through,
                condition,
                function,
            } => {
                let many = ToMany {
                    accessor: *accessor,
                    quantifier: Quantifier::Some,
                    through: through.clone(),
                    condition: condition.clone(),
                };
                let value = if row.is_listed() {
                    self.related_value(&row, &many, *function)
                } else {
                    self.shared_value(&row, &many, *function)
                };
                let catalog = self.context.catalog;
                let target = &catalog[catalog[*accessor].target];
                let kind = kind_of(*function, |field| catalog.stored_kind(&target[field].kind));
                (value, kind, *function != Function::Count)
            }
        };
        Sort {
            key,
            kind,
            direction: term.direction,
            nullable,
        }
    }
}

impl TotalOrder<'_> {
    /// The keys themselves, in the order of their weight.
    pub(super) fn keys(&self) -> impl Iterator<Item = Expr> {
        self.sorts.iter().map(|sort| sort.key.clone())
    }

    /// Rows after `after` and before `before`, both exclusive.
    pub(super) fn between(
        &self,
        after: Option<&[Value]>,
        before: Option<&[Value]>,
    ) -> Option<Expr> {
        let after = after.map(|values| self.beyond(values, false));
        let before = before.map(|values| self.beyond(values, true));
        after.into_iter().chain(before).reduce(ExprTrait::and)
    }

    pub(super) fn add_to(&self, ordered: &mut impl OrderedStatement, backwards: bool) {
        for sort in &self.sorts {
            let Direction { descending, nulls } = sort.direction(backwards);
            let order = if descending {
                SqlOrder::Desc
            } else {
                SqlOrder::Asc
            };
            let is_default = match self.dialect {
                // NULL is less than every value.
                Dialect::Sqlite | Dialect::MySql => descending == (nulls == Nulls::Last),
                // NULL is greater than every value.
                Dialect::Postgres => descending == (nulls == Nulls::First),
            };
            if is_default || !sort.nullable {
                ordered.order_by_expr(sort.key.clone(), order);
            } else {
                let nulls = match nulls {
                    Nulls::First => NullOrdering::First,
                    Nulls::Last => NullOrdering::Last,
                };
                ordered.order_by_expr_with_nulls(sort.key.clone(), order, nulls);
            }
        }
    }

    /// The rows that come after the place of `values`, or, reversed, before it.
    fn beyond(&self, values: &[Value], reversed: bool) -> Expr {
        let keys = self.sorts.iter().zip(values);
        let keys = keys.map(|(sort, value)| place::key(self.dialect, sort.kind, value));
        let values = &keys.collect::<Vec<Value>>()[..];
        let descending = |sort: &Sort<'_>| sort.direction(reversed).descending;
        let first = &self.sorts[0];
        let is_plain = |sort: &Sort<'_>| !sort.nullable && descending(sort) == descending(first);
        // MySQL searches no index for a row value that is greater or less.
        let has_rows = self.dialect != Dialect::MySql || self.sorts.len() == 1;
        if has_rows && self.sorts.iter().all(is_plain) {
            let row = tuple(self.keys().collect());
            let values = values.iter();
            let values = values.map(|value| place::bound(self.dialect, value));
            let values = tuple(values.collect());
            return if descending(first) {
                row.lt(values)
            } else {
                row.gt(values)
            };
        }
        let places = self.sorts.iter().zip(values);
        let after = places.rev().fold(None, |rest, (sort, value)| {
            let beyond = sort.beyond(value, reversed);
            let tied = rest.map(|rest| sort.is_at(value).and(rest));
            beyond.into_iter().chain(tied).reduce(ExprTrait::or)
        });
        let after = after.unwrap_or(constant(false));
        match first.bound(&values[0], reversed) {
            Some(bound) => bound.and(after),
            None => after,
        }
    }
}

impl Sort<'_> {
    fn direction(&self, reversed: bool) -> Direction {
        if reversed {
            self.direction.reversed()
        } else {
            self.direction
        }
    }

    fn is_at(&self, value: &Value) -> Expr {
        if is_null(value) {
            self.key.clone().is_null()
        } else {
            self.key.clone().eq(value.clone())
        }
    }

    /// The rows whose key alone puts them after `value`; none where no row is.
    fn beyond(&self, value: &Value, reversed: bool) -> Option<Expr> {
        let Direction { descending, nulls } = self.direction(reversed);
        let key = || self.key.clone();
        if is_null(value) {
            return (nulls == Nulls::First).then(|| key().is_not_null());
        }
        let beyond = if descending {
            key().lt(value.clone())
        } else {
            key().gt(value.clone())
        };
        if self.nullable && nulls == Nulls::Last {
            Some(beyond.or(key().is_null()))
        } else {
            Some(beyond)
        }
    }

    /// A condition on the key alone that all rows at `value` and after it meet, from which an
    /// index can start.
    fn bound(&self, value: &Value, reversed: bool) -> Option<Expr> {
        let Direction { descending, nulls } = self.direction(reversed);
        if is_null(value) || (self.nullable && nulls == Nulls::Last) {
            return None;
        }
        let key = self.key.clone();
        Some(if descending {
            key.lte(value.clone())
        } else {
            key.gte(value.clone())
        })
    }
}
