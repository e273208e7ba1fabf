//! Checks that GraphQL takes every generated name and that no two things share one.

mod fields;
mod filters;
mod types;
mod writes;

use std::collections::HashMap;

use relation::catalog::Catalog;

use super::{SchemaError, deletion::DELETE_PREVIEW, shape::Shape};
use crate::{inflection, own_field::RowsField};

pub(super) fn check(
    catalog: &Catalog,
    shape: &Shape,
    own_fields: &[RowsField],
) -> Result<(), SchemaError> {
    let mut faults = Vec::new();
    types::check(catalog, shape, &mut faults);
    for object in shape.visible_objects() {
        let model = &catalog[object.model];
        let refused = fields::check(catalog, model, &mut faults);
        filters::check(catalog, model, &refused, &mut faults);
        if refused.is_empty() {
            writes::check_uniques(catalog, model, &mut faults);
        }
        writes::check_payloads(model, &mut faults);
    }
    check_roots(catalog, &mut faults);
    writes::check_relations(catalog, shape, &mut faults);
    writes::check_roots(catalog, shape, &mut faults);
    check_enums(shape, &mut faults);
    check_own_fields(shape, own_fields, &mut faults);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(SchemaError::Names(faults))
    }
}

/// The root fields of every API.
const ROOTS: [&str; 3] = ["node", "nodes", DELETE_PREVIEW];

/// Whether a model of this name would be in the way of what every API has.
pub(crate) fn is_built_in(model: &str) -> bool {
    let mut roots = roots(model).into_iter();
    types::built_in_names().any(|name| name == model)
        || roots.any(|root| ROOTS.contains(&root.as_str()))
}

/// The root fields that read rows of a model.
fn roots(model: &str) -> [String; 3] {
    [
        inflection::singular_root(model),
        inflection::plural_root(model),
        inflection::get_root(model),
    ]
}

fn check_roots(catalog: &Catalog, faults: &mut Vec<String>) {
    let mut holders: HashMap<String, &str> = HashMap::new();
    for model in catalog.models().iter().filter(|model| !model.hidden) {
        for name in roots(&model.name) {
            if ROOTS.contains(&name.as_str()) {
                faults.push(format!(
                    "model {}: `{name}` is a field of every API; give the model another name \
                     with `rename`",
                    model.name
                ));
            } else if let Some(first) = holders.insert(name.clone(), &model.name) {
                faults.push(format!(
                    "model {}: `{name}` would be a field of both {first} and {}; give one of \
                     them another name with `rename`",
                    model.name, model.name
                ));
            }
        }
    }
}

fn check_enums(shape: &Shape, faults: &mut Vec<String>) {
    for (_, enumeration) in shape.visible_enums() {
        let mut seen = Vec::new();
        for value in &enumeration.values {
            let reserved = ["TRUE", "FALSE", "NULL"].contains(&value.as_str());
            if reserved || !inflection::is_valid_name(value) {
                faults.push(format!(
                    "enum {}: value `{value}` is no GraphQL name; serve it with \
                     `field(..).enumeration::<..>()` and another variant name",
                    enumeration.type_name
                ));
            }
            if seen.contains(&value) {
                faults.push(format!(
                    "enum {}: two values would be `{value}`; rename one of them",
                    enumeration.type_name
                ));
            }
            seen.push(value);
        }
    }
}

fn check_own_fields(shape: &Shape, fields: &[RowsField], faults: &mut Vec<String>) {
    let mut seen = Vec::new();
    for field in fields {
        let name = field.name.as_str();
        if shape.model_by_type_name(&field.model).is_none() {
            faults.push(format!(
                "Query.{name}: there is no model `{}`; name one of the catalog's models",
                field.model
            ));
        }
        if !inflection::is_valid_name(name) {
            faults.push(format!(
                "Query.{name}: GraphQL names consist of ASCII letters, digits and `_`; \
                 give the field another name"
            ));
        }
        if shape.roots.contains_key(name) || seen.contains(&name) {
            faults.push(format!(
                "Query.{name}: there is a field of this name already; give it another name"
            ));
        }
        seen.push(name);
    }
}
