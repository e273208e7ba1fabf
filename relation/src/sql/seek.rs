//! The place in an order from which a page starts or at which it ends.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Order, SelectStatement},
};

use super::{keys::bound_row, tuple};

/// An order by several expressions, all ascending; no two rows are equal in it.
pub(super) struct TotalOrder(pub(super) Vec<Expr>);

impl TotalOrder {
    /// Rows after `after` and before `before`, both exclusive.
    pub(super) fn between(
        &self,
        after: Option<&[Value]>,
        before: Option<&[Value]>,
    ) -> Option<Expr> {
        let row = || tuple(self.0.clone());
        let after = after.map(|values| row().gt(bound_row(values)));
        let before = before.map(|values| row().lt(bound_row(values)));
        after.into_iter().chain(before).reduce(ExprTrait::and)
    }

    pub(super) fn add_to(self, select: &mut SelectStatement, backwards: bool) {
        let direction = if backwards { Order::Desc } else { Order::Asc };
        for expression in self.0 {
            select.order_by_expr(expression, direction.clone());
        }
    }
}
