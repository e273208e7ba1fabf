//! The part of a list that a connection's arguments ask for.

use async_graphql::{Positioned, parser::types::Field};
use relation::query::Window;
use sea_orm::Value;

use super::Planner;
use crate::{cursor::CursorOrder, error::Code};

/// What the arguments ask for.
pub(super) struct PageArguments {
    /// With a limit of exactly the page's size.
    pub(super) window: Window,
    pub(super) has_after: bool,
    pub(super) has_before: bool,
}

impl Planner<'_> {
    pub(super) fn page_arguments(
        &mut self,
        field: &Positioned<Field>,
        order: &CursorOrder,
    ) -> PageArguments {
        let first = self.natural(field, "first");
        let last = self.natural(field, "last");
        let offset = self.natural(field, "offset");
        if first.is_some() && last.is_some() {
            self.fail(
                Code::Invalid,
                "`first` and `last` exclude each other; give one of them",
                field.pos,
            );
        }
        if last.is_some() && offset.is_some() {
            self.fail(
                Code::Invalid,
                "`last` and `offset` exclude each other; give one of them",
                field.pos,
            );
        }
        for (name, size) in [("first", first), ("last", last)] {
            let limit = self.limits.max_page_size;
            if let Some(size) = size.filter(|size| *size > limit) {
                self.fail(
                    Code::Limit,
                    format!("`{name}` is {size}, more than {limit} (setting `max_page_size`)"),
                    field.pos,
                );
            }
        }
        let after = self.cursor(field, "after", order);
        let before = self.cursor(field, "before", order);
        PageArguments {
            has_after: after.is_some() || offset.is_some_and(|offset| offset > 0),
            has_before: before.is_some(),
            window: Window {
                after,
                before,
                backwards: last.is_some(),
                offset: offset.unwrap_or(0),
                limit: first.or(last).unwrap_or(self.limits.default_page_size),
            },
        }
    }

    fn cursor(
        &mut self,
        field: &Positioned<Field>,
        name: &str,
        order: &CursorOrder,
    ) -> Option<Vec<Value>> {
        let text = self.text(field, name)?;
        let values = order.decode(&text);
        if values.is_none() {
            self.fail(
                Code::Invalid,
                format!(
                    "`{name}` is not a cursor of this list in this order; pass one that the list \
                     returned"
                ),
                field.pos,
            );
        }
        values
    }
}
