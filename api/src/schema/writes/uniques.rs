//! The unique keys of models.

use std::cmp::Reverse;

use async_graphql::Name;
use indexmap::IndexMap;
use relation::catalog::{Catalog, FieldId, ForeignKey, Model};

use super::{
    rows::shown_keys,
    types::{UniqueField, UniqueGroup, UniqueMember, UniqueShape},
};
use crate::inflection;

/// The unique keys of `model` that the API can name. A primary key of several fields is the id.
pub(super) fn unique(catalog: &Catalog, model: &Model) -> UniqueShape {
    let mut fields = IndexMap::from([("id".to_owned(), UniqueField::Id)]);
    for key in keys(catalog, model) {
        let (name, field) = unique_field(model, key);
        fields.entry(name).or_insert(field);
    }
    UniqueShape {
        type_name: Name::new(inflection::unique_type(&model.name)),
        fields,
    }
}

/// The members of each unique key, under their names, one way to name a key after the other.
/// Two keys can have one name; [`unique`] keeps the first.
pub(in crate::schema) fn keys(
    catalog: &Catalog,
    model: &Model,
) -> Vec<IndexMap<String, UniqueMember>> {
    let singles = (model.shown_fields())
        .filter(|(_, field)| field.unique)
        .map(|(id, _)| vec![id]);
    let foreign = shown_keys(catalog, model)
        .filter(|key| key.one_to_one)
        .map(|key| key.fields.clone());
    let groups = model.unique_together.iter().cloned();
    let is_primary = |fields: &[FieldId]| {
        fields.len() == model.primary_key.len()
            && fields.iter().all(|id| model.primary_key.contains(id))
    };
    let primary = (model.primary_key.len() == 1).then(|| model.primary_key.clone());
    let others = singles.chain(foreign).chain(groups);
    let others = others.filter(|fields| !is_primary(fields));
    let mut keys: Vec<IndexMap<String, UniqueMember>> = Vec::new();
    for fields in primary.into_iter().chain(others) {
        let Some(members) = members(catalog, model, &fields) else {
            continue;
        };
        let is_same = |key: &IndexMap<String, UniqueMember>| {
            key.len() == members.len()
                && key
                    .values()
                    .all(|member| members.values().any(|m| m == member))
        };
        if !keys.iter().any(is_same) {
            keys.push(members);
        }
    }
    keys
}

/// What a unique key is called: by its only member, or by all of them.
pub(in crate::schema) fn key_name(members: &IndexMap<String, UniqueMember>) -> String {
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    inflection::joined_field(&names)
}

fn unique_field(model: &Model, members: IndexMap<String, UniqueMember>) -> (String, UniqueField) {
    let name = key_name(&members);
    let only = members.values().next().filter(|_| members.len() == 1);
    let field = match only {
        Some(UniqueMember::Field(id)) => UniqueField::Field(*id),
        Some(UniqueMember::ForeignKey(key)) => UniqueField::ForeignKey(*key),
        None => UniqueField::Group(UniqueGroup {
            type_name: Name::new(inflection::unique_group_type(&model.name, &name)),
            members,
        }),
    };
    (name, field)
}

/// The fields as the API names them, foreign keys by their accessors; none if it cannot name
/// one of them.
fn members(
    catalog: &Catalog,
    model: &Model,
    fields: &[FieldId],
) -> Option<IndexMap<String, UniqueMember>> {
    let mut within: Vec<&ForeignKey> = shown_keys(catalog, model)
        .filter(|key| key.fields.iter().all(|id| fields.contains(id)))
        .collect();
    // Where a key of several fields holds that of another, it says all.
    within.sort_by_key(|key| Reverse(key.fields.len()));
    let mut members = IndexMap::new();
    for id in fields {
        let key = within.iter().find(|key| key.fields.contains(id));
        if let Some(key) = key {
            let name = inflection::field(&key.name);
            members.insert(name, UniqueMember::ForeignKey(key.id));
        } else {
            let (_, field) = model.shown_fields().find(|(shown, _)| shown == id)?;
            let name = inflection::field(&field.name);
            members.insert(name, UniqueMember::Field(*id));
        }
    }
    Some(members)
}
