//! Predicates as SQL conditions.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait},
};

use super::{
    keys::{KeyTable, is_key},
    selective::is_indexed,
    table::{constant, is_not_true, tuple},
    tables::{Row, Tables},
    temporal, text,
};
use crate::{
    catalog::{FieldId, Kind},
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
                let columns = self.columns(row, fields);
                match &keys[..] {
                    [key] => is_key(columns, key),
                    keys => tuple(columns).in_subquery(KeyTable::new(keys).select()),
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
        let kind = self.context.catalog.stored_kind(&row.model()[field].kind);
        match transform {
            None if temporal::has_forms(kind) => moment_test(column, test),
            None => value_test(column, test),
            Some(_) if *test == Test::IsNull => column.is_null(),
            Some(Transform::Date) => value_test(temporal::date(&column), test),
            Some(Transform::Time) => match kind {
                Kind::Time => value_test(column, test),
                _ => value_test(temporal::time(&column), &temporal::time_as_text(test)),
            },
            Some(Transform::Part(part)) => value_test(temporal::part(&column, kind, part), test),
        }
    }
}

/// How many values of a list are bound one by one where they cannot be one.
const MOST_BOUND: usize = 100;

fn is_float(value: &Value) -> bool {
    matches!(value, Value::Float(_) | Value::Double(_))
}

fn moment_test(column: Expr, test: &Test) -> Expr {
    match test {
        Test::Compare(comparison, value) => temporal::compare(&column, *comparison, value),
        Test::In(values) => temporal::is_in(&column, values),
        Test::IsNull | Test::Text { .. } | Test::Pattern(_) => value_test(column, test),
    }
}

fn value_test(column: Expr, test: &Test) -> Expr {
    match test {
        Test::IsNull => column.is_null(),
        Test::Compare(comparison, value) => compare(column, *comparison, value.clone()),
        // Not every number of 64 bits comes back the same from JSON.
        Test::In(values) if values.len() <= MOST_BOUND && values.iter().all(is_float) => {
            column.is_in(values.iter().cloned())
        }
        Test::In(values) => {
            let keys: Vec<Key> = values
                .iter()
                .cloned()
                .map(normalize)
                .map(Key::One)
                .collect();
            column.in_subquery(KeyTable::new(&keys).select())
        }
        Test::Text {
            place,
            ignores_case,
            text,
        } => text::found(column, *place, *ignores_case, text),
        Test::Pattern(pattern) => text::matches(column, pattern.for_rust()),
    }
}

pub(super) fn compare(column: Expr, comparison: Comparison, value: Value) -> Expr {
    let value = Expr::val(value);
    match comparison {
        Comparison::Equal => column.eq(value),
        Comparison::Less => column.lt(value),
        Comparison::LessOrEqual => column.lte(value),
        Comparison::Greater => column.gt(value),
        Comparison::GreaterOrEqual => column.gte(value),
    }
}
