//! Descriptions of what nobody described.

use relation::catalog::{Accessor, Catalog, Model, Path};

use crate::inflection;

/// An id as rows of `model` have it: `Post:1`, `PostTag:1,2`.
pub(super) fn example_id(model: &Model) -> String {
    let parts: Vec<String> = (1..=model.primary_key.len())
        .map(|n| n.to_string())
        .collect();
    format!("{}:{}", model.name, parts.join(","))
}

/// What an accessor leads to, in the words of its declaration where there are any.
pub(super) fn accessor(catalog: &Catalog, accessor: &Accessor) -> String {
    let declared = accessor.description.clone();
    declared.unwrap_or_else(|| undeclared_accessor(catalog, accessor))
}

fn undeclared_accessor(catalog: &Catalog, accessor: &Accessor) -> String {
    let source = inflection::words(&catalog[accessor.source].name);
    let target = &catalog[accessor.target].name;
    match accessor.path {
        Path::Forward(key) if catalog[key].nullable => format!(
            "The {} that this {source} refers to; null when it refers to none.",
            inflection::words(target)
        ),
        Path::Forward(_) => {
            format!(
                "The {} that this {source} refers to.",
                inflection::words(target)
            )
        }
        Path::ReverseOne(_) => format!(
            "The {} that refers to this {source}; null when there is none.",
            inflection::words(target)
        ),
        Path::Reverse(key) => format!(
            "The {} that refer to this {source} as their {}.",
            inflection::plural_words(target),
            inflection::words(&catalog[key].name)
        ),
        Path::ManyToMany(_) => format!(
            "The {} linked with this {source}.",
            inflection::plural_words(target)
        ),
    }
}
