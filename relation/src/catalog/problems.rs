//! What is wrong with values that are about to be written.

use std::fmt;

use sea_orm::{ActiveValue, Value};

use super::{Catalog, Digits, Field, FieldId, IntWidth, Kind, Model};
use crate::value::is_null;

/// What is wrong with a value of a row, or with the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field; none where it is the row as a whole.
    pub field: Option<FieldId>,
    /// What programs know the rule by: `blank`, `max_length`, `max_decimal_places`, `range`, `invalid` or a
    /// code of the entity's own.
    pub code: String,
    /// The end of a sentence that starts with the name of the field, else of the model.
    pub message: String,
}

impl Model {
    /// The problems of what is `Set` in the draft, in the order of the fields, then those of the
    /// row as a whole. They are found together, and without asking the database.
    ///
    /// Whether a required value is missing, a unique one taken or a target there is not looked at.
    ///
    /// Source: Django 5.2, model instance reference, `Model.full_clean`.
    pub fn problems(&self, catalog: &Catalog, draft: &[ActiveValue<Value>]) -> Vec<FieldProblem> {
        let mut problems = self.field_problems(catalog, draft);
        let rules = self.validators.iter();
        problems.extend(rules.flat_map(|rule| rule.problems(draft)));
        problems
    }

    /// As [`problems`](Self::problems), without those of the row as a whole, which a draft that is
    /// not complete cannot tell.
    pub fn field_problems(
        &self,
        catalog: &Catalog,
        draft: &[ActiveValue<Value>],
    ) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        for (index, (field, value)) in self.fields.iter().zip(draft).enumerate() {
            let ActiveValue::Set(value) = value else {
                continue;
            };
            if !is_null(value) {
                let found = field.problems(catalog, value).into_iter();
                problems.extend(found.map(|(code, message)| FieldProblem {
                    field: Some(FieldId::new(index)),
                    code,
                    message,
                }));
            }
        }
        problems
    }
}

impl Field {
    /// Codes and messages.
    fn problems(&self, catalog: &Catalog, value: &Value) -> Vec<(String, String)> {
        let length = self.max_length.and_then(|limit| too_long(value, limit));
        let digits = self.digits.and_then(|limit| too_exact(value, limit));
        let range = out_of_range(value, catalog.stored_kind(&self.kind));
        let broken = self.validators.iter().filter(|rule| !rule.is_valid(value));
        let broken = broken.map(|rule| (rule.code.clone(), rule.message.clone()));
        let limits = [length, digits, range].into_iter().flatten();
        limits.chain(broken).collect()
    }
}

fn too_long(value: &Value, limit: u32) -> Option<(String, String)> {
    let Value::String(Some(text)) = value else {
        return None;
    };
    let limit_reached = usize::try_from(limit).is_ok_and(|limit| text.chars().count() > limit);
    limit_reached.then(|| {
        let message = format!("must have at most {}", counted(limit, "character"));
        ("max_length".to_owned(), message)
    })
}

/// A decimal that its column would round or not hold.
///
/// Source: Django 5.2, validators, `DecimalValidator`.
fn too_exact(value: &Value, limit: Digits) -> Option<(String, String)> {
    let Value::Decimal(Some(number)) = value else {
        return None;
    };
    if number.normalize().scale() > limit.places {
        let places = counted(limit.places, "digit");
        let message = format!("must have at most {places} after the point");
        return Some(("max_decimal_places".to_owned(), message));
    }
    // The whole part of the number, which then has no places.
    let whole = number.trunc().mantissa().unsigned_abs();
    let n_digits = whole.checked_ilog10().map_or(0, |log| log + 1);
    (n_digits > limit.whole).then(|| {
        let message = format!(
            "must have at most {} before the point",
            counted(limit.whole, "digit")
        );
        ("range".to_owned(), message)
    })
}

fn counted(count: u32, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn out_of_range(value: &Value, kind: &Kind) -> Option<(String, String)> {
    let number: i128 = match value {
        Value::BigInt(Some(number)) => (*number).into(),
        Value::BigUnsigned(Some(number)) => (*number).into(),
        Value::Double(Some(number)) if matches!(kind, Kind::Float) => {
            let is_outside = number.abs() > f32::MAX.into();
            return is_outside.then(|| must_be_within(f32::MIN, f32::MAX));
        }
        _ => return None,
    };
    let (least, greatest) = range(kind)?;
    let is_outside = number < least || number > greatest;
    is_outside.then(|| must_be_within(least, greatest))
}

fn must_be_within(least: impl fmt::Debug, greatest: impl fmt::Debug) -> (String, String) {
    let message = format!("must be from {least:?} to {greatest:?}");
    ("range".to_owned(), message)
}

/// The least and the greatest whole number of a kind.
fn range(kind: &Kind) -> Option<(i128, i128)> {
    Some(match kind {
        Kind::Int(IntWidth::W8) => (i8::MIN.into(), i8::MAX.into()),
        Kind::Int(IntWidth::W16) => (i16::MIN.into(), i16::MAX.into()),
        Kind::Int(IntWidth::W32) => (i32::MIN.into(), i32::MAX.into()),
        Kind::BigInt => (i64::MIN.into(), i64::MAX.into()),
        Kind::Unsigned(IntWidth::W8) => (0, u8::MAX.into()),
        Kind::Unsigned(IntWidth::W16) => (0, u16::MAX.into()),
        Kind::Unsigned(IntWidth::W32) => (0, u32::MAX.into()),
        Kind::BigUnsigned => (0, u64::MAX.into()),
        _ => return None,
    })
}
