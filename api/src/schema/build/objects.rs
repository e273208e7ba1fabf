//! Models as object types.

use async_graphql::dynamic::{Field, Interface, InterfaceField, Object, TypeRef};
use relation::catalog::{Catalog, Field as CatalogField, Kind};

use super::{
    super::{
        facts::{is_required, pk_kind},
        resolve::unplanned,
        shape::{FieldKind, FieldShape, ObjectShape, Shape, type_of},
    },
    connections::with_list_arguments,
};

pub(super) fn node() -> Interface {
    Interface::new("Node")
        .description("An object with a globally unique id.")
        .field(
            InterfaceField::new("id", TypeRef::named_nn(TypeRef::ID))
                .description("The globally unique id, for example `Post:1`."),
        )
}

pub(super) fn object_type(catalog: &Catalog, shape: &Shape, object: &ObjectShape) -> Object {
    let mut ty = Object::new(object.type_name.as_str())
        .description(&object.description)
        .implement("Node");
    for (name, field) in &object.fields {
        ty = ty.field(object_field(catalog, shape, object, name, field));
    }
    ty
}

fn object_field(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
    name: &str,
    field: &FieldShape,
) -> Field {
    let model = &catalog[object.model];
    let field_type = match field.kind {
        FieldKind::Id => TypeRef::named_nn(TypeRef::ID),
        FieldKind::Pk => scalar_type(shape, &pk_kind(model), false),
        FieldKind::Column(id) => scalar_type(shape, &model[id].kind, is_nullable(&model[id])),
        FieldKind::Computed(position) => scalar_type(shape, &model.computed[position].kind, true),
        FieldKind::ToOne(id) => {
            let accessor = &catalog[id];
            let target = shape.object(accessor.target).type_name.as_str();
            if is_required(catalog, accessor) {
                TypeRef::named_nn(target)
            } else {
                TypeRef::named(target)
            }
        }
        FieldKind::ToMany(_, connection) => {
            TypeRef::named_nn(shape.connection(connection).type_name.as_str())
        }
    };
    let graphql = Field::new(name, field_type, unplanned).description(&field.description);
    match field.kind {
        FieldKind::ToMany(id, _) => with_list_arguments(shape, catalog[id].target, graphql),
        _ => graphql,
    }
}

/// Whether the API shows null: for NULL, and for a JSON document that is `null`.
pub(crate) fn is_nullable(field: &CatalogField) -> bool {
    field.nullable || field.kind == Kind::Json
}

pub(super) fn scalar_type(shape: &Shape, kind: &Kind, nullable: bool) -> TypeRef {
    let inner = match kind {
        Kind::Array(element) => TypeRef::named_nn_list(type_of(shape, element)),
        kind => TypeRef::named(type_of(shape, kind)),
    };
    if nullable {
        inner
    } else {
        TypeRef::NonNull(Box::new(inner))
    }
}
