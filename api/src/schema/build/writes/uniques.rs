//! Unique keys as input types.

use async_graphql::dynamic::{InputObject, InputValue, Type, TypeRef};
use relation::catalog::{Catalog, FieldId, ForeignKeyId};

use super::super::{
    super::{
        describe,
        shape::{ObjectShape, Shape},
        writes::{UniqueField, UniqueGroup, UniqueMember},
    },
    objects::scalar_type,
};
use crate::inflection;

/// The type of the model's unique keys, and those of keys with several members.
pub(super) fn types(catalog: &Catalog, shape: &Shape, object: &ObjectShape) -> Vec<Type> {
    let unique = shape.uniques(object.model);
    let words = inflection::words(&object.type_name);
    let ty = InputObject::new(unique.type_name.as_str())
        .description(format!(
            "A key that at most one {words} has. Exactly one field is given."
        ))
        .oneof();
    let ty = unique.fields.iter().fold(ty, |ty, (name, field)| {
        let (field_type, description) = unique_field(catalog, shape, object, name, field);
        ty.field(InputValue::new(name, field_type).description(description))
    });
    let groups = unique.fields.values().filter_map(|field| match field {
        UniqueField::Group(group) => Some(group_type(catalog, shape, object, group).into()),
        _ => None,
    });
    [ty.into()].into_iter().chain(groups).collect()
}

fn unique_field(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
    name: &str,
    field: &UniqueField,
) -> (TypeRef, String) {
    match field {
        UniqueField::Id => (
            TypeRef::named(TypeRef::ID),
            format!(
                "The id, for example `{}`, or the primary key alone.",
                describe::example_id(&catalog[object.model])
            ),
        ),
        UniqueField::Field(id) => column(catalog, shape, object, name, *id),
        UniqueField::ForeignKey(key) => target(catalog, *key),
        UniqueField::Group(group) => {
            let members: Vec<String> = group.members.keys().map(|m| format!("`{m}`")).collect();
            (
                TypeRef::named(group.type_name.as_str()),
                format!(
                    "The values of {}, which are unique together.",
                    members.join(", ")
                ),
            )
        }
    }
}

fn group_type(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
    group: &UniqueGroup,
) -> InputObject {
    let words = inflection::words(&object.type_name);
    let ty = InputObject::new(group.type_name.as_str()).description(format!(
        "Values that at most one {words} has together. All of them are given."
    ));
    group.members.iter().fold(ty, |ty, (name, member)| {
        let (field_type, description) = match member {
            UniqueMember::Field(id) => column(catalog, shape, object, name, *id),
            UniqueMember::ForeignKey(key) => target(catalog, *key),
        };
        let field_type = TypeRef::NonNull(Box::new(field_type));
        ty.field(InputValue::new(name, field_type).description(description))
    })
}

fn column(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
    name: &str,
    id: FieldId,
) -> (TypeRef, String) {
    (
        scalar_type(shape, &catalog[object.model][id].kind, true),
        object.fields[name].description.clone(),
    )
}

fn target(catalog: &Catalog, key: ForeignKeyId) -> (TypeRef, String) {
    let key = &catalog[key];
    let description = describe::accessor(catalog, &catalog[key.forward]);
    let example = describe::example_id(&catalog[key.target]);
    (
        TypeRef::named(TypeRef::ID),
        format!("{description}\n\nIts id, for example `{example}`, or its primary key alone."),
    )
}
