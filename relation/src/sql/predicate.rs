//! Predicates as SQL conditions.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Dialect,
    collation::comparable,
    keys::{KeyTable, is_key},
    selective::is_indexed,
    table::{constant, is_not_true},
    tables::{Row, Tables},
    temporal, text,
};
use crate::{
    catalog::FieldId,
    lookup::{Comparison, Predicate, Test, Transform},
    value::{Key, normalize},
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
                value_test(dialect, comparable(self.context, facts, column), test)
            }
            transform => temporal::passes(dialect, column, kind, transform, test),
        }
    }
}

/// How many values of a list are bound one by one where they cannot be one.
const MOST_BOUND: usize = 100;

fn is_float(value: &Value) -> bool {
    matches!(value, Value::Float(_) | Value::Double(_))
}

pub(super) fn value_test(dialect: Dialect, column: Expr, test: &Test) -> Expr {
    match test {
        Test::IsNull => column.is_null(),
        Test::Compare(comparison, value) => compare(dialect, column, *comparison, value),
        // Not every number of 64 bits comes back the same from JSON.
        Test::In(values)
            if dialect == Dialect::Sqlite
                && values.len() <= MOST_BOUND
                && values.iter().all(is_float) =>
        {
            column.is_in(values.iter().cloned())
        }
        Test::In(values) => {
            let keys: Vec<Key> = values
                .iter()
                .cloned()
                .map(normalize)
                .map(Key::One)
                .collect();
            KeyTable::new(dialect, &keys).contains(vec![column])
        }
        Test::Text {
            place,
            ignores_case,
            text,
        } => text::found(dialect, column, *place, *ignores_case, text),
        Test::Pattern(pattern) => text::matches(dialect, column, pattern),
    }
}

pub(super) fn compare(
    dialect: Dialect,
    column: Expr,
    comparison: Comparison,
    value: &Value,
) -> Expr {
    match (dialect, value) {
        (Dialect::Postgres, Value::String(Some(text))) => text::compare(column, comparison, text),
        _ => compared(column, comparison, dialect.compared(value)),
    }
}

pub(super) fn compared(column: Expr, comparison: Comparison, value: Expr) -> Expr {
    match comparison {
        Comparison::Equal => column.eq(value),
        Comparison::Less => column.lt(value),
        Comparison::LessOrEqual => column.lte(value),
        Comparison::Greater => column.gt(value),
        Comparison::GreaterOrEqual => column.gte(value),
    }
}
