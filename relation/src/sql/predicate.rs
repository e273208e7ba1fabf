//! Predicates as SQL conditions.

use sea_orm::sea_query::{Expr, ExprTrait};

use super::{
    collation::comparable,
    keys::{KeyTable, is_key},
    selective::is_indexed,
    table::{constant, is_not_true},
    tables::{Row, Tables},
    temporal, values,
};
use crate::{
    catalog::FieldId,
    lookup::{Predicate, Test, Transform},
};

impl<'a> Tables<'a> {
    /// The condition as SQL has it; unknown counts as false.
    pub(super) fn condition(&mut self, row: &Row<'a>, predicate: &Predicate) -> Expr {
        if let Some(is_true) = predicate.constant() {
            return constant(is_true);
        }
        match predicate {
            Predicate::All(parts) => {
                let before = self.has_index;
                self.has_index |= is_indexed(self.context.catalog, row.model(), predicate);
                let all = self.joined(row, parts, true, ExprTrait::and);
                self.has_index = before;
                all
            }
            Predicate::Any(parts) => self.joined(row, parts, false, ExprTrait::or),
            Predicate::Not(inner) => is_not_true(self.condition(row, inner)),
            Predicate::Field {
                field,
                transform,
                test,
            } => self.field_test(row, *field, *transform, test),
            Predicate::Key { fields, keys } => {
                let dialect = self.context.dialect;
                let columns = self.comparable(row, fields);
                match &keys[..] {
                    [key] => is_key(dialect, columns, key),
                    keys => KeyTable::new(dialect, keys).contains(columns),
                }
            }
            Predicate::ToOne {
                accessor,
                condition,
            } => {
                let target = self.target(row, *accessor);
                self.condition(&target, condition)
            }
            Predicate::ToMany(many) => self.quantified(row, many),
        }
    }

    /// Parts that are the same for every row are left out.
    fn joined(
        &mut self,
        row: &Row<'a>,
        parts: &[Predicate],
        neutral: bool,
        join: fn(Expr, Expr) -> Expr,
    ) -> Expr {
        let varying = parts.iter().filter(|part| part.constant().is_none());
        varying
            .map(|part| self.condition(row, part))
            .reduce(join)
            .unwrap_or(constant(neutral))
    }

    fn field_test(
        &mut self,
        row: &Row<'a>,
        field: FieldId,
        transform: Option<Transform>,
        test: &Test,
    ) -> Expr {
        let column = self.column(row, field);
        let facts = &row.model()[field];
        let kind = self.context.catalog.stored_kind(&facts.kind);
        let dialect = self.context.dialect;
        match transform {
            _ if *test == Test::IsNull => column.is_null(),
            None if !temporal::is_moment(kind) => {
                values::passes(dialect, comparable(self.context, facts, column), test)
            }
            transform => temporal::passes(dialect, column, kind, transform, test),
        }
    }
}
