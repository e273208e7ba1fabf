//! The conditions of `where` as input types.

use async_graphql::dynamic::{InputObject, InputValue, TypeRef};
use relation::catalog::{Accessor, Catalog, ModelId, Path};

use super::{
    super::{
        describe,
        facts::is_required,
        inputs::{ManyShape, WhereField},
        lookups::Lookup,
        shape::{ObjectShape, Shape},
    },
    lookups,
};
use crate::inflection;

const COMPARISONS: [(&str, &str); 5] = [
    ("exact", "The number equals this."),
    ("gt", "The number is greater than this."),
    ("gte", "The number is greater than this or equals it."),
    ("lt", "The number is less than this."),
    ("lte", "The number is less than this or equals it."),
];

pub(super) fn where_type(catalog: &Catalog, shape: &Shape, object: &ObjectShape) -> InputObject {
    let filter = shape.wheres(object.model);
    let words = inflection::words(&object.type_name);
    let ty = InputObject::new(filter.type_name.as_str()).description(format!(
        "Conditions on one {words}. All that are given have to hold; `{{}}` holds for every {words}."
    ));
    filter.fields.iter().fold(ty, |ty, (name, field)| {
        let (field_type, description) = where_field(catalog, shape, object, name, *field);
        ty.field(InputValue::new(name, field_type).description(description))
    })
}

fn where_field(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
    name: &str,
    field: WhereField,
) -> (TypeRef, String) {
    let model = &catalog[object.model];
    let own_type = shape.wheres(object.model).type_name.as_str();
    let lookup = |lookup| {
        let ty = TypeRef::named(lookups::type_name(shape, lookup));
        (ty, object.fields[name].description.clone())
    };
    match field {
        WhereField::And => (
            TypeRef::named_nn_list(own_type),
            "All of these hold. An empty list is true.".to_owned(),
        ),
        WhereField::Or => (
            TypeRef::named_nn_list(own_type),
            "At least one of these holds. An empty list is false.".to_owned(),
        ),
        WhereField::Not => (
            TypeRef::named(own_type),
            "This does not hold. A comparison with a missing value (NULL) is false, so `not` \
             keeps the row, as Django's `exclude` does."
                .to_owned(),
        ),
        WhereField::Id => lookup(Lookup::Id),
        WhereField::Pk => lookup(Lookup::of_pk(model)),
        WhereField::Column(id) => lookup(Lookup::of(&model[id].kind)),
        WhereField::ToOne(id) => {
            let target = shape.wheres(catalog[id].target).type_name.as_str();
            (TypeRef::named(target), to_one(catalog, &catalog[id]))
        }
        WhereField::IsMissing(id) => (
            TypeRef::named(TypeRef::BOOLEAN),
            format!(
                "True: there is no `{0}`. False: there is one.",
                inflection::field(&catalog[id].query_name)
            ),
        ),
        WhereField::ToMany(id) => (
            TypeRef::named(shape.many(id).type_name.as_str()),
            format!(
                "{}\n\nConditions on some, all or none of them, or on their number.",
                describe::accessor(catalog, &catalog[id])
            ),
        ),
    }
}

fn to_one(catalog: &Catalog, accessor: &Accessor) -> String {
    let description = describe::accessor(catalog, accessor);
    if is_required(catalog, accessor) {
        return format!("{description}\n\nConditions on it.");
    }
    format!(
        "{description}\n\nConditions on it. Where there is none, they are held against one whose \
         fields are all NULL."
    )
}

/// The conditions on a to-many relation. Reverse sides with one target share the type.
pub(super) fn many_type(catalog: &Catalog, shape: &Shape, accessor: &Accessor) -> InputObject {
    let many = shape.many(accessor.id);
    let target = shape.wheres(many.target);
    let one = inflection::words(&catalog[many.target].name);
    let rows = inflection::plural_words(&catalog[many.target].name);
    let condition = |name: &str, description: String| {
        let ty = TypeRef::named(target.type_name.as_str());
        InputValue::new(name, ty).description(description)
    };
    let ty = InputObject::new(many.type_name.as_str())
        .description(format!(
            "Conditions on {}. All that are given have to hold.",
            list_words(catalog, accessor)
        ))
        .field(condition(
            "some",
            format!(
                "At least one {one} meets these conditions, all of them at once. What different \
                 {rows} may meet goes into two elements of `and`."
            ),
        ))
        .field(condition(
            "every",
            format!("Every {one} meets these conditions. True where there are no {rows}."),
        ))
        .field(condition(
            "none",
            format!("No {one} meets these conditions; `{{}}`: there are no {rows}."),
        ))
        .field(
            InputValue::new("count", TypeRef::named(target.count_name.as_str()))
                .description(format!("Conditions on the number of {rows}.")),
        );
    through_field(shape, many)
        .into_iter()
        .fold(ty, |ty, field| {
            ty.field(field.description(format!(
            "Restricts all of these conditions to the {rows} whose link meets this. Alone: there \
             is such a link."
        )))
        })
}

/// Conditions on the links of a relation, where they have data.
pub(super) fn through_field(shape: &Shape, many: &ManyShape) -> Option<InputValue> {
    let through = shape.wheres(many.through?).type_name.as_str();
    Some(InputValue::new("through", TypeRef::named(through)))
}

/// The rows at the other end of a to-many relation, in words.
pub(super) fn list_words(catalog: &Catalog, accessor: &Accessor) -> String {
    match accessor.path {
        Path::ManyToMany(_) => format!(
            "the `{}` of one {}",
            inflection::field(&accessor.query_name),
            inflection::words(&catalog[accessor.source].name)
        ),
        _ => format!(
            "the {} that belong to one row",
            inflection::plural_words(&catalog[accessor.target].name)
        ),
    }
}

pub(super) fn count_lookup_type(catalog: &Catalog, shape: &Shape, target: ModelId) -> InputObject {
    let shape = shape.wheres(target);
    let rows = inflection::plural_words(&catalog[target].name);
    let condition = TypeRef::named(shape.type_name.as_str());
    let ty = InputObject::new(shape.count_name.as_str())
        .description(format!(
            "Conditions on a number of {rows}. At least one comparison is needed; all that are \
             given have to hold."
        ))
        .field(InputValue::new("where", condition).description(format!(
            "Counts only the {rows} that meet these conditions; default: all."
        )));
    COMPARISONS.into_iter().fold(ty, |ty, (name, description)| {
        ty.field(InputValue::new(name, TypeRef::named(TypeRef::INT)).description(description))
    })
}
