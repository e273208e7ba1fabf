//! What mutations give back, as object types.

use async_graphql::dynamic::{Field, Object, TypeRef};
use relation::catalog::ModelId;

use super::super::super::{
    deletion::{DELETED_ROWS, UPDATED_ROWS},
    resolve::unplanned,
    shape::Shape,
    writes::{PayloadField, PayloadShape},
};
use crate::inflection;

pub(super) fn payload_type(shape: &Shape, payload: &PayloadShape) -> Object {
    let ty = Object::new(payload.type_name.as_str())
        .description("What a mutation came to, as it stands when the mutation has run.");
    payload.fields.iter().fold(ty, |ty, (name, field)| {
        let (field_type, description) = payload_field(shape, *field);
        ty.field(Field::new(name, field_type, unplanned).description(description))
    })
}

fn payload_field(shape: &Shape, field: PayloadField) -> (TypeRef, String) {
    let name = |model: ModelId| shape.object(model).type_name.as_str();
    let rows = |model: ModelId| inflection::plural_words(name(model));
    match field {
        PayloadField::Owner(model) => (
            TypeRef::named_nn(name(model)),
            format!(
                "The {} whose relation is written.",
                inflection::words(name(model))
            ),
        ),
        PayloadField::Row(model) => (
            TypeRef::named_nn(name(model)),
            format!(
                "The {} that is made, changed or found.",
                inflection::words(name(model))
            ),
        ),
        PayloadField::Rows(model) => (
            TypeRef::named_nn_list_nn(name(model)),
            format!(
                "The {} that are made, in the order of the input, or changed, in the order of \
                 their primary key.",
                rows(model)
            ),
        ),
        PayloadField::Count => (
            TypeRef::named_nn(TypeRef::INT),
            "How many rows are made or changed.".to_owned(),
        ),
        PayloadField::Created => (
            TypeRef::named_nn(TypeRef::BOOLEAN),
            "Whether the row is made. False: it was there.".to_owned(),
        ),
        PayloadField::Added(model) => (
            TypeRef::named_nn_list_nn(TypeRef::ID),
            format!(
                "The ids of the {} that are related now and were not before, in the order of the \
                 request.",
                rows(model)
            ),
        ),
        PayloadField::Removed(model) => (
            TypeRef::named_nn_list_nn(TypeRef::ID),
            format!(
                "The ids of the {} that were related before and are no longer, in the order of \
                 their primary key.",
                rows(model)
            ),
        ),
        PayloadField::Ids(_) => (
            TypeRef::named_nn_list_nn(TypeRef::ID),
            "The ids of the rows that were asked for, in the order of their primary key. Rows that \
             followed them are counted only."
                .to_owned(),
        ),
        PayloadField::Total => (
            TypeRef::named_nn(TypeRef::INT),
            "How many rows were deleted in all.".to_owned(),
        ),
        PayloadField::Deleted => (
            TypeRef::named_nn_list_nn(DELETED_ROWS),
            "How many rows of each type were deleted, in the order of the deletion; links count too."
                .to_owned(),
        ),
        PayloadField::Updated => (
            TypeRef::named_nn_list_nn(UPDATED_ROWS),
            "The fields that were changed, because they referred to rows that were deleted.".to_owned(),
        ),
    }
}
