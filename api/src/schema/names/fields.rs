//! The names of the fields of object types.

use std::collections::{HashMap, HashSet};

use relation::catalog::{Catalog, Model};

use crate::inflection;

/// The names that are refused, as the catalog has them.
pub(super) fn check<'c>(
    catalog: &'c Catalog,
    model: &'c Model,
    faults: &mut Vec<String>,
) -> HashSet<&'c str> {
    let columns = model.shown_fields().map(|(_, field)| field.name.as_str());
    let computed = model.computed.iter().map(|computed| computed.name.as_str());
    let accessors = catalog
        .accessors_of(model.id)
        .map(|accessor| accessor.name.as_str());
    let mut refused = HashSet::new();
    let mut holders: HashMap<String, &str> =
        HashMap::from([("id".to_owned(), "id"), ("pk".to_owned(), "pk")]);
    for name in columns.chain(computed).chain(accessors) {
        let api_name = inflection::field(name);
        if !inflection::is_valid_name(&api_name) {
            refused.insert(name);
            faults.push(format!(
                "{}.{name}: GraphQL names consist of ASCII letters, digits and `_`; \
                 give the field another with `field(..).rename(..)`",
                model.name
            ));
        }
        if let Some(first) = holders.insert(api_name.clone(), name) {
            refused.insert(name);
            faults.push(format!(
                "{}.{name}: `{first}` and `{name}` would both be `{api_name}`; \
                 give one of them another name",
                model.name
            ));
        }
    }
    refused
}
