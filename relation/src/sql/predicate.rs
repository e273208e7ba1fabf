//! Predicates as SQL conditions.

use sea_orm::sea_query::{Expr, ExprTrait, Func};

use super::{Table, never};
use crate::{
    lookup::{Comparison, Predicate, Test},
    scope::Access,
};

impl Table<'_> {
    /// The condition under which `access` leaves a row; none where it leaves all.
    pub(super) fn permitted(&self, access: &Access) -> Option<Expr> {
        match access {
            Access::All => None,
            Access::None => Some(never()),
            Access::Filtered(predicate) => Some(self.predicate(predicate)),
        }
    }

    fn predicate(&self, predicate: &Predicate) -> Expr {
        match predicate {
            Predicate::All(parts) => self.joined(parts, Expr::val(true), ExprTrait::and),
            Predicate::Any(parts) => self.joined(parts, Expr::val(false), ExprTrait::or),
            Predicate::Not(inner) => {
                let inner = self.predicate(inner);
                Expr::from(Func::coalesce([inner, Expr::val(false)])).not()
            }
            Predicate::Field {
                field,
                transform: None,
                test,
            } => match test {
                Test::IsNull => self.column(*field).is_null(),
                Test::Compare(comparison, value) => {
                    let column = self.column(*field);
                    let value = Expr::val(value.clone());
                    match comparison {
                        Comparison::Equal => column.eq(value),
                        Comparison::Less => column.lt(value),
                        Comparison::LessOrEqual => column.lte(value),
                        Comparison::Greater => column.gt(value),
                        Comparison::GreaterOrEqual => column.gte(value),
                    }
                }
                _ => unreachable!(),
            },
            _ => unreachable!(),
        }
    }

    fn joined(&self, parts: &[Predicate], empty: Expr, join: fn(Expr, Expr) -> Expr) -> Expr {
        parts
            .iter()
            .map(|part| self.predicate(part))
            .reduce(join)
            .unwrap_or(empty)
    }
}
