//! What is known of indexes: keys and unique fields have one. It decides between forms of a
//! statement that give the same answer.

use crate::{
    catalog::{Catalog, FieldId, Model, Path},
    lookup::{Comparison, Predicate, Quantifier, Test, TextMatch, ToMany},
};

/// Whether an index surely leads to the few related rows that meet the condition.
pub(super) fn is_selective_many(catalog: &Catalog, many: &ToMany) -> bool {
    let target = &catalog[catalog[many.accessor].target];
    let by_link = match catalog[many.accessor].path {
        Path::ManyToMany(link) => is_selective(catalog, &catalog[link.through], &many.through),
        _ => false,
    };
    by_link || is_selective(catalog, target, &many.condition)
}

/// Whether an index surely leads to the few rows of `model` that meet the condition: it asks for
/// keys, for unique values, or for what refers to such.
fn is_selective(catalog: &Catalog, model: &Model, condition: &Predicate) -> bool {
    match condition {
        Predicate::All(parts) => parts.iter().any(|part| is_selective(catalog, model, part)),
        Predicate::Any(parts) => {
            !parts.is_empty() && parts.iter().all(|part| is_selective(catalog, model, part))
        }
        Predicate::Field {
            field,
            transform: None,
            test: Test::Compare(Comparison::Equal, _) | Test::In(_),
        } => has_index(model, *field),
        Predicate::Field { .. } | Predicate::Not(_) => false,
        Predicate::Key { fields, .. } => model.is_unique(fields),
        Predicate::ToOne {
            accessor,
            condition,
        } => is_selective(catalog, &catalog[catalog[*accessor].target], condition),
        Predicate::ToMany(many) => {
            many.quantifier == Quantifier::Some && is_selective_many(catalog, many)
        }
    }
}

/// Whether an index leads to the rows of `model` that meet the condition without a look at any
/// to-many relation.
pub(super) fn is_indexed(catalog: &Catalog, model: &Model, condition: &Predicate) -> bool {
    match condition {
        Predicate::All(parts) => parts.iter().any(|part| is_indexed(catalog, model, part)),
        Predicate::Field {
            field,
            transform: None,
            test,
        } => has_index(model, *field) && leads_to_few(test),
        Predicate::Key { fields, .. } => model.is_unique(fields),
        Predicate::ToOne {
            accessor,
            condition,
        } => is_indexed(catalog, &catalog[catalog[*accessor].target], condition),
        _ => false,
    }
}

fn has_index(model: &Model, field: FieldId) -> bool {
    model.is_unique(&[field]) || model[field].is_foreign_key
}

fn leads_to_few(test: &Test) -> bool {
    matches!(
        test,
        Test::Compare(Comparison::Equal, _)
            | Test::In(_)
            | Test::Text {
                place: TextMatch::Start,
                ignores_case: false,
                ..
            }
    )
}
