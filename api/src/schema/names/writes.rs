//! The names of mutations, and of what only they have. Fields of their inputs are named like those
//! of the object types, their arguments so that no two can be alike.

use std::collections::{HashMap, HashSet};

use relation::catalog::{Accessor, Catalog, Model, Path};

use super::{
    super::{
        shape::{ObjectShape, Shape},
        writes::{
            ManagerVerb, MutationKind, Source, UniqueField, key_name, mutations, relation_stem,
            unique_keys,
        },
    },
    types::Holder,
};
use crate::inflection;

/// Types and root fields of a relation are named after one stem.
pub(super) fn check_relations(catalog: &Catalog, shape: &Shape, faults: &mut Vec<String>) {
    let mut holders: HashMap<String, &Accessor> = HashMap::new();
    for accessor in relations(catalog, shape) {
        let stem = relation_stem(catalog, accessor);
        if let Some(first) = holders.get(&stem) {
            faults.push(format!(
                "{}: mutations of {} have the names that those of this relation would have, such \
                 as `{}`; give the relation another name",
                relation_words(catalog, accessor),
                relation_words(catalog, first),
                inflection::mutation(ManagerVerb::Create.name(), &stem)
            ));
        } else {
            holders.insert(stem, accessor);
        }
    }
}

/// The relations that start from another row than the one that holds the key.
fn relations<'c>(catalog: &'c Catalog, shape: &Shape) -> impl Iterator<Item = &'c Accessor> {
    let objects = shape.visible_objects();
    let accessors = objects.flat_map(|object| catalog.accessors_of(object.model));
    accessors.filter(|accessor| !matches!(accessor.path, Path::Forward(_)))
}

pub(super) fn check_roots(catalog: &Catalog, shape: &Shape, faults: &mut Vec<String>) {
    let mut holders: HashMap<String, Source<'_>> = HashMap::new();
    for field in mutations(catalog, &shape.writes) {
        let Some(first) = holders.insert(field.name.clone(), field.source) else {
            continue;
        };
        if is_reported(catalog, first, field.source) {
            continue;
        }
        let mend = match (first, field.source) {
            (Source::Model(_), Source::Model(_)) => "give one of the models another with `rename`",
            _ => "give the relation another name",
        };
        faults.push(format!(
            "Mutation.{}: fields of {} and {} would have the same name; {mend}",
            field.name,
            words(catalog, first),
            words(catalog, field.source)
        ));
    }
}

/// Whether two share more than a root field of mutations: models their root fields of queries,
/// relations the stem of all their names.
fn is_reported(catalog: &Catalog, first: Source<'_>, second: Source<'_>) -> bool {
    match (first, second) {
        (Source::Model(first), Source::Model(second)) => {
            inflection::singular_root(&first.name) == inflection::singular_root(&second.name)
        }
        (Source::Relation(first), Source::Relation(second)) => {
            relation_stem(catalog, first) == relation_stem(catalog, second)
        }
        _ => false,
    }
}

fn words(catalog: &Catalog, source: Source<'_>) -> String {
    match source {
        Source::Model(model) => format!("model {}", model.name),
        Source::Relation(accessor) => relation_words(catalog, accessor),
    }
}

fn relation_words(catalog: &Catalog, accessor: &Accessor) -> String {
    format!("{}.{}", catalog[accessor.source].name, accessor.name)
}

/// Payloads name a row by its model, beside fields of their own.
pub(super) fn check_payloads(model: &Model, faults: &mut Vec<String>) {
    let model = model.name.as_str();
    let (one, many) = (
        inflection::singular_root(model),
        inflection::plural_root(model),
    );
    let is_taken = ["created", "added", "removed"].contains(&one.as_str());
    let taken = [is_taken.then_some(one), (many == "count").then_some(many)];
    for name in taken.into_iter().flatten() {
        faults.push(format!(
            "model {model}: `{name}` has a meaning of its own in the payloads of mutations; give \
             the model another name with `rename`"
        ));
    }
}

/// Unique keys of several fields are named after all of them.
pub(super) fn check_uniques(catalog: &Catalog, model: &Model, faults: &mut Vec<String>) {
    let mut holders: HashMap<String, String> = HashMap::new();
    for key in unique_keys(catalog, model) {
        let members: Vec<String> = key.keys().map(|name| format!("`{name}`")).collect();
        let members = members.join(", ");
        let name = key_name(&key);
        if let Some(first) = holders.insert(name.clone(), members.clone()) {
            faults.push(format!(
                "model {}: the unique keys of {first} and of {members} would both be `{name}`; \
                 give one of the fields another name",
                model.name
            ));
        }
    }
}

/// The types of mutations. Of relations with one stem, which are refused, those of the first.
pub(super) fn types(catalog: &Catalog, shape: &Shape) -> Vec<Holder> {
    let mut holders: Vec<Holder> = Vec::new();
    for object in shape.visible_objects() {
        holders.extend(of_rows(shape, object));
    }
    let (mut stems, mut known) = (HashSet::new(), HashSet::new());
    for accessor in relations(catalog, shape) {
        if stems.insert(relation_stem(catalog, accessor)) {
            holders.extend(of_relation(catalog, shape, accessor, &mut known));
        }
    }
    holders
}

fn of_rows(shape: &Shape, object: &ObjectShape) -> Vec<Holder> {
    let model = object.model;
    let type_name = object.type_name.as_str();
    let create = shape.creates(model).map(|input| &input.type_name);
    let update = shape.updates(model).map(|input| &input.type_name);
    let defaults = shape.defaults(model).map(|input| &input.type_name);
    let payload = |kind| Some(&shape.payload(kind).type_name);
    let of_input = |kind| create.or(update).and_then(|_| payload(kind));
    let found = payload(MutationKind::GetOrCreate(model));
    let types = [
        (create, "the input of a new"),
        (update, "the changes to a"),
        (defaults, "the defaults of a"),
        (
            Some(&shape.to_one(model).type_name),
            "the input of a reference to a",
        ),
        (Some(&shape.uniques(model).type_name), "the unique keys of"),
        (of_input(MutationKind::Create(model)), "the payload of a"),
        (
            of_input(MutationKind::CreateMany(model)),
            "the payload of many",
        ),
        (found, "the payload of a found or new"),
    ];
    let types = types
        .into_iter()
        .filter_map(|(name, what)| Some((name?, what)));
    let types =
        types.map(|(name, what)| Holder::following(type_name, name, format!("{what} {type_name}")));
    let uniques = &shape.uniques(model).fields;
    let groups = uniques.iter().filter_map(|(name, field)| match field {
        UniqueField::Group(group) => Some(Holder::following(
            type_name,
            &group.type_name,
            format!("the unique key {type_name}.{name}"),
        )),
        _ => None,
    });
    types.chain(groups).collect()
}

/// The types of a relation. Those of the data of links can be shared; `known` has their names.
fn of_relation(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
    known: &mut HashSet<String>,
) -> Vec<Holder> {
    let owner = catalog[accessor.source].name.as_str();
    let relation = relation_words(catalog, accessor);
    let mut names = Vec::new();
    if let Path::Reverse(key) | Path::ReverseOne(key) = accessor.path {
        let create = shape.child_create(key).map(|input| &input.type_name);
        names.extend(create.map(|name| (name, "the input of a new row of")));
        let to_one = shape.reverse_one(key).map(|to_one| &to_one.type_name);
        names.extend(to_one.map(|name| (name, "the input of")));
    }
    if let Some(manager) = shape.manager(accessor.id) {
        names.push((&manager.input_name, "the input of"));
        names.push((&manager.payload.type_name, "the payload of"));
        let found = &manager.get_or_create_payload.type_name;
        names.push((found, "the payload of a found or new row of"));
        if let Some(links) = &manager.links {
            names.push((&links.member_name, "the input of a row of"));
            if manager.verbs.contains(&ManagerVerb::Create) {
                names.push((&links.create_name, "the input of a new row of"));
            }
            if known.insert(links.input.type_name.to_string()) {
                names.push((&links.input.type_name, "the data of links of"));
            }
        }
    }
    let holders = names.into_iter();
    holders
        .map(|(name, what)| Holder::of_relation(owner, name, format!("{what} {relation}")))
        .collect()
}
