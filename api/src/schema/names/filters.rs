//! The names of the fields of filters. Those of orders are among them.

use std::collections::{HashMap, HashSet};

use relation::catalog::{Accessor, Catalog, Model, Path};

use super::super::facts::is_required;
use crate::inflection;

/// What every filter has.
const RESERVED: [&str; 5] = ["and", "or", "not", "id", "pk"];

/// A field of a filter, and how to give it another name.
struct Holder<'c> {
    name: &'c str,
    what: String,
    api_name: String,
    mend: &'static str,
}

/// Checks what is not `refused` already as a field of the model.
pub(super) fn check(
    catalog: &Catalog,
    model: &Model,
    refused: &HashSet<&str>,
    faults: &mut Vec<String>,
) {
    let mut holders: HashMap<String, String> = HashMap::new();
    let all = all(catalog, model).into_iter();
    for holder in all.filter(|holder| !refused.contains(holder.name)) {
        let (name, api_name, mend) = (holder.name, &holder.api_name, holder.mend);
        let place = format!("{}.{name}", model.name);
        if !inflection::is_valid_name(api_name) {
            faults.push(format!(
                "{place}: GraphQL names consist of ASCII letters, digits and `_`; {mend}"
            ));
        }
        if RESERVED.contains(&api_name.as_str()) {
            faults.push(format!(
                "{place}: `{api_name}` has a meaning of its own in filters; {mend}"
            ));
        } else if let Some(first) = holders.get(api_name) {
            faults.push(format!(
                "{place}: {first} and {} would both be `{api_name}` in filters; {mend}",
                holder.what
            ));
        } else {
            holders.insert(holder.api_name, holder.what);
        }
    }
}

/// The fields that follow from the catalog's names; the tests of missing rows last.
fn all<'c>(catalog: &'c Catalog, model: &'c Model) -> Vec<Holder<'c>> {
    let columns = model.shown_fields().map(|(_, field)| Holder {
        name: &field.name,
        what: format!("`{}`", field.name),
        api_name: inflection::field(&field.name),
        mend: "give the field another name with `field(..).rename(..)`",
    });
    let relations = catalog.accessors_of(model.id).map(|accessor| Holder {
        name: &accessor.query_name,
        what: format!("`{}`", accessor.query_name),
        api_name: inflection::field(&accessor.query_name),
        mend: mend(accessor),
    });
    let optional = catalog
        .accessors_of(model.id)
        .filter(|accessor| accessor.is_to_one() && !is_required(catalog, accessor));
    let tests = optional.map(|accessor| Holder {
        name: &accessor.query_name,
        what: format!("the test for a missing `{}`", accessor.query_name),
        api_name: inflection::is_null_field(&accessor.query_name),
        mend: mend(accessor),
    });
    columns.chain(relations).chain(tests).collect()
}

fn mend(accessor: &Accessor) -> &'static str {
    match accessor.path {
        Path::Forward(_) => "give the key another name with `foreign_key(..).accessor(..)`",
        Path::Reverse(_) | Path::ReverseOne(_) => {
            "give the relation another name in filters with `related_query_name`"
        }
        Path::ManyToMany(_) => {
            "give the relation another name, or another in filters with `related_query_name`"
        }
    }
}
