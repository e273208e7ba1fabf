//! The values of rows as input types.

use async_graphql::dynamic::{InputObject, InputValue, TypeRef};
use relation::catalog::{Accessor, AccessorId, Catalog, FieldId, ForeignKeyId, Model};

use super::super::{
    super::{
        describe,
        shape::{ObjectShape, Shape},
        writes::{InputField, InputKind, InputShape},
    },
    objects::scalar_type,
};
use crate::inflection;

/// For what row an input gives values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    New,
    Defaults,
    Changes,
}

/// What the input of a model is, for a use that no relation narrows.
pub(super) fn description(object: &ObjectShape, purpose: Use) -> String {
    let words = inflection::words(&object.type_name);
    match purpose {
        Use::New => format!(
            "The values of a new {words}. A field that is absent gets its default or, where the \
             {words} can be without a value, none."
        ),
        Use::Defaults => format!(
            "The values of a {words}, should none be found and one be made. What the unique key \
             in `where` gives need not be repeated. Other fields without which there can be no \
             {words} are needed only then."
        ),
        Use::Changes => format!(
            "Changes to the values of a {words}. A field that is absent keeps its value; null \
             takes the value away, and is an error of the code `INVALID` where the {words} needs \
             one."
        ),
    }
}

/// The input type, without its description.
pub(super) fn row_input(
    catalog: &Catalog,
    shape: &Shape,
    input: &InputShape,
    purpose: Use,
) -> InputObject {
    let ty = InputObject::new(input.type_name.as_str());
    input.fields.iter().fold(ty, |ty, (name, field)| {
        let (field_type, description) = row_field(catalog, shape, input, name, *field, purpose);
        ty.field(InputValue::new(name, field_type).description(description))
    })
}

fn row_field(
    catalog: &Catalog,
    shape: &Shape,
    input: &InputShape,
    name: &str,
    field: InputField,
    purpose: Use,
) -> (TypeRef, String) {
    let model = &catalog[input.model];
    let (inner, description) = match field.kind {
        InputKind::Column(id) | InputKind::Pk(id) => (
            scalar_type(shape, &model[id].kind, true),
            format!(
                "{}{}",
                shape.object(input.model).fields[name].description,
                column_note(catalog, model, id, field, purpose)
            ),
        ),
        InputKind::Forward(key) => (
            TypeRef::named(shape.to_one(catalog[key].target).type_name.as_str()),
            forward(catalog, key, purpose),
        ),
        InputKind::ReverseOne(key) => {
            let accessor = catalog[key].reverse.expect("the relation has this side");
            let ty = shape.reverse_one(key).expect("an input takes the relation");
            (
                TypeRef::named(ty.type_name.as_str()),
                reverse_one(catalog, &catalog[accessor]),
            )
        }
        InputKind::ToMany(id) => {
            let manager = shape.manager(id).expect("an input takes the relation");
            (
                TypeRef::named(manager.input_name.as_str()),
                to_many(catalog, id),
            )
        }
    };
    if field.required {
        (TypeRef::NonNull(Box::new(inner)), description)
    } else {
        (inner, description)
    }
}

/// What follows from a column's place in the input.
fn column_note(
    catalog: &Catalog,
    model: &Model,
    id: FieldId,
    input: InputField,
    purpose: Use,
) -> String {
    let field = &model[id];
    match purpose {
        Use::Changes if !field.nullable => "\n\nNot null.".to_owned(),
        Use::New | Use::Defaults if field.has_default => {
            "\n\nWhere it is absent, it gets its default.".to_owned()
        }
        Use::New if !(input.required || field.nullable) => {
            let keys = catalog.foreign_keys().iter();
            let keys = keys.filter(|key| key.model == model.id && key.fields.contains(&id));
            let names: Vec<String> = keys
                .map(|key| format!("`{}`", inflection::field(&key.name)))
                .collect();
            format!(
                "\n\nIt can be absent where {} gives it.",
                names.join(" or ")
            )
        }
        _ => String::new(),
    }
}

fn forward(catalog: &Catalog, key: ForeignKeyId, purpose: Use) -> String {
    let key = &catalog[key];
    let target = inflection::words(&catalog[key.target].name);
    let description = describe::accessor(catalog, &catalog[key.forward]);
    let note = match (key.nullable, purpose) {
        (false, Use::Changes) => " Not null.",
        (true, Use::Changes) => " Null: to none.",
        _ => "",
    };
    format!("{description}\n\nRefers to this {target}.{note}")
}

fn reverse_one(catalog: &Catalog, accessor: &Accessor) -> String {
    format!(
        "{}\n\nMakes this {} refer to the {}.",
        describe::accessor(catalog, accessor),
        inflection::words(&catalog[accessor.target].name),
        inflection::words(&catalog[accessor.source].name)
    )
}

fn to_many(catalog: &Catalog, id: AccessorId) -> String {
    format!(
        "{}\n\nWhat is done to them.",
        describe::accessor(catalog, &catalog[id])
    )
}
