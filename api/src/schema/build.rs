//! The shape as types of async-graphql's dynamic schema.

use std::collections::HashSet;

use async_graphql::dynamic::{
    Enum, EnumItem, Field, InputValue, Interface, InterfaceField, Object, SchemaBuilder, TypeRef,
};
use relation::catalog::{Catalog, Field as CatalogField, Kind};

use super::{
    describe,
    resolve::unplanned,
    scalar,
    shape::{
        ConnectionShape, FieldKind, FieldShape, ObjectShape, RootKind, RootShape, Shape,
        is_required, pk_kind, type_of,
    },
};
use crate::{inflection, own_field::RowsField};

const QUERY: &str = "\
Reads the database. Lists are connections in the sense of Relay; without arguments a list \
starts with its first page, in the order of the primary key.

An error carries `extensions.code`, one of: `INVALID` (an argument is wrong), `LIMIT` (a limit \
is exceeded; the message names the limit and its setting), `WRONG_TYPE` (an id of another \
type), `NOT_FOUND` (a required row is missing or hidden), `UNAVAILABLE` (the database cannot \
be reached now), `INTERNAL` (a fault of the server; `extensions.id` finds it in its log).";

const CONNECTION_ARGUMENTS: [(&str, &str, &str); 5] = [
    (
        "first",
        TypeRef::INT,
        "How many rows to take from the start; default: one page.",
    ),
    ("after", TypeRef::STRING, "Take rows after this cursor."),
    (
        "last",
        TypeRef::INT,
        "How many rows to take from the end; not together with `first`.",
    ),
    ("before", TypeRef::STRING, "Take rows before this cursor."),
    (
        "offset",
        TypeRef::INT,
        "How many rows to pass over first; not together with `last`.",
    ),
];

/// The schema's types. The caller adds extensions and finishes it.
pub(crate) fn build(
    catalog: &Catalog,
    shape: &Shape,
    own_fields: &[RowsField],
    extend: impl FnOnce(Object) -> Object,
) -> SchemaBuilder {
    let mut query = Object::new("Query").description(QUERY);
    for (name, root) in &shape.roots {
        query = query.field(root_field(catalog, shape, own_fields, name, root));
    }
    let query = extend(query);
    let mut builder = async_graphql::dynamic::Schema::build("Query", None, None)
        .register(query)
        .register(node())
        .register(page_info());
    for scalar in scalar::custom_scalars(&scalars_in_use(catalog, shape)) {
        builder = builder.register(scalar);
    }
    for (position, enumeration) in shape.visible_enums() {
        let facts = &catalog.enums()[position];
        let mut ty = Enum::new(enumeration.type_name.as_str())
            .description(format!("The values of `{}`.", facts.name));
        for (value, fact) in enumeration.values.iter().zip(&facts.values) {
            ty = ty
                .item(EnumItem::new(value.as_str()).description(inflection::sentence(&fact.name)));
        }
        builder = builder.register(ty);
    }
    for object in shape.visible_objects() {
        builder = builder.register(object_type(catalog, shape, object));
    }
    for connection in shape.visible_connections() {
        let (connection, edge) = connection_types(shape, connection);
        builder = builder.register(connection).register(edge);
    }
    builder
}

/// The names of the types of all fields.
fn scalars_in_use(catalog: &Catalog, shape: &Shape) -> HashSet<String> {
    let mut names = HashSet::new();
    for object in shape.visible_objects() {
        let model = &catalog[object.model];
        for field in object.fields.values() {
            let kind = match field.kind {
                FieldKind::Pk => pk_kind(model),
                FieldKind::Column(id) => model[id].kind.clone(),
                FieldKind::Computed(position) => model.computed[position].kind.clone(),
                FieldKind::Id | FieldKind::ToOne(_) | FieldKind::ToMany(..) => continue,
            };
            let kind = match kind {
                Kind::Array(element) => *element,
                kind => kind,
            };
            names.insert(type_of(shape, &kind));
        }
    }
    names
}

fn root_field(
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
        RootKind::One(model) => {
            let type_name = shape.object(model).type_name.as_str();
            Field::new(name, TypeRef::named(type_name), unplanned).argument(
                id(TypeRef::named_nn(TypeRef::ID)).description(format!(
                    "The id, for example `{}`, or the primary key alone.",
                    describe::example_id(&catalog[model])
                )),
            )
        }
        RootKind::List(_, connection) => {
            let type_name = shape.connection(connection).type_name.as_str();
            with_page_arguments(Field::new(name, TypeRef::named_nn(type_name), unplanned))
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

fn with_page_arguments(field: Field) -> Field {
    CONNECTION_ARGUMENTS
        .into_iter()
        .fold(field, |field, (name, ty, description)| {
            field.argument(InputValue::new(name, TypeRef::named(ty)).description(description))
        })
}

fn node() -> Interface {
    Interface::new("Node")
        .description("An object with a globally unique id.")
        .field(
            InterfaceField::new("id", TypeRef::named_nn(TypeRef::ID))
                .description("The globally unique id, for example `Post:1`."),
        )
}

fn page_info() -> Object {
    let field = |name: &str, ty, description: &str| {
        Field::new(name, ty, unplanned).description(description)
    };
    Object::new("PageInfo")
        .description("The place of a page in its list.")
        .field(field(
            "hasNextPage",
            TypeRef::named_nn(TypeRef::BOOLEAN),
            "Whether rows follow the page. With `before` they do: the row of that cursor.",
        ))
        .field(field(
            "hasPreviousPage",
            TypeRef::named_nn(TypeRef::BOOLEAN),
            "Whether rows come before the page. With `after` or an `offset` they do.",
        ))
        .field(field(
            "startCursor",
            TypeRef::named(TypeRef::STRING),
            "The cursor of the first row; null on an empty page.",
        ))
        .field(field(
            "endCursor",
            TypeRef::named(TypeRef::STRING),
            "The cursor of the last row; null on an empty page.",
        ))
}

fn object_type(catalog: &Catalog, shape: &Shape, object: &ObjectShape) -> Object {
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
        FieldKind::ToMany(..) => with_page_arguments(graphql),
        _ => graphql,
    }
}

/// Whether the API shows null: for NULL, and for a JSON document that is `null`.
pub(crate) fn is_nullable(field: &CatalogField) -> bool {
    field.nullable || field.kind == Kind::Json
}

fn scalar_type(shape: &Shape, kind: &Kind, nullable: bool) -> TypeRef {
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

fn connection_types(shape: &Shape, connection: &ConnectionShape) -> (Object, Object) {
    let node = shape.object(connection.node).type_name.as_str();
    let edge_name = connection.edge_name.as_str();
    let field = |name: &str, ty, description: String| {
        Field::new(name, ty, unplanned).description(description)
    };
    let list = Object::new(connection.type_name.as_str())
        .description(format!("A page of a list of `{node}`."))
        .field(field(
            "edges",
            TypeRef::named_nn_list_nn(edge_name),
            "The rows of the page, each with its cursor.".to_owned(),
        ))
        .field(field(
            "nodes",
            TypeRef::named_nn_list_nn(node),
            "The rows of the page.".to_owned(),
        ))
        .field(field(
            "pageInfo",
            TypeRef::named_nn("PageInfo"),
            "The place of the page in the list.".to_owned(),
        ))
        .field(field(
            "totalCount",
            TypeRef::named_nn(TypeRef::INT),
            "The number of rows in the whole list.".to_owned(),
        ));
    let mut edge = Object::new(edge_name)
        .description(format!("One `{node}` in a list."))
        .field(field(
            "cursor",
            TypeRef::named_nn(TypeRef::STRING),
            "The place of the row in the list, for `after` and `before`.".to_owned(),
        ))
        .field(field(
            "node",
            TypeRef::named_nn(node),
            "The row.".to_owned(),
        ));
    if let Some(through) = connection.through {
        edge = edge.field(field(
            "through",
            TypeRef::named_nn(shape.object(through).type_name.as_str()),
            "The link that puts the row into the list, with its own data.".to_owned(),
        ));
    }
    (list, edge)
}
