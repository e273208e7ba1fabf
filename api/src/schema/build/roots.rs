//! Root fields.

use async_graphql::dynamic::{Field, InputValue, TypeRef};
use relation::catalog::Catalog;

use super::{
    super::{
        deletion::PLAN,
        describe,
        resolve::unplanned,
        shape::{RootKind, RootShape, Shape},
    },
    connections::with_list_arguments,
};
use crate::own_field::RowsField;

pub(super) fn root_field(
    catalog: &Catalog,
    shape: &Shape,
    own_fields: &[RowsField],
    name: &str,
    root: &RootShape,
) -> Field {
    let id = |ty| InputValue::new("id", ty);
    let field = match root.kind {
        RootKind::Node => Field::new(name, TypeRef::named("Node"), unplanned)
            .argument(id(TypeRef::named_nn(TypeRef::ID)).description("A globally unique id.")),
        RootKind::Nodes => Field::new(name, TypeRef::named_list_nn("Node"), unplanned).argument(
            InputValue::new("ids", TypeRef::named_nn_list_nn(TypeRef::ID))
                .description("Globally unique ids, also of different types."),
        ),
        RootKind::DeletePreview => Field::new(name, TypeRef::named_nn(PLAN), unplanned).argument(
            InputValue::new("ids", TypeRef::named_nn_list_nn(TypeRef::ID)).description(
                "Globally unique ids, also of different types. One that is given twice counts once.",
            ),
        ),
        RootKind::One(model) => {
            let type_name = shape.object(model).type_name.as_str();
            Field::new(name, TypeRef::named(type_name), unplanned).argument(
                id(TypeRef::named_nn(TypeRef::ID)).description(format!(
                    "The id, for example `{}`, or the primary key alone.",
                    describe::example_id(&catalog[model])
                )),
            )
        }
        RootKind::Exactly(model) => {
            let type_name = shape.object(model).type_name.as_str();
            let condition = TypeRef::named_nn(shape.wheres(model).type_name.as_str());
            Field::new(name, TypeRef::named_nn(type_name), unplanned).argument(
                InputValue::new("where", condition)
                    .description("The conditions that exactly one row meets."),
            )
        }
        RootKind::List(model, connection) => {
            let type_name = shape.connection(connection).type_name.as_str();
            let field = Field::new(name, TypeRef::named_nn(type_name), unplanned);
            with_list_arguments(shape, model, field)
        }
        RootKind::Own {
            model,
            field,
            is_list,
        } => {
            let own = &own_fields[field];
            let type_name = shape.object(model).type_name.as_str();
            let field_type = if is_list {
                TypeRef::named_nn_list_nn(type_name)
            } else {
                TypeRef::named(type_name)
            };
            let field = Field::new(name, field_type, unplanned);
            own.arguments.iter().fold(field, |field, argument| {
                field.argument(argument.input_value())
            })
        }
    };
    field.description(&root.description)
}
