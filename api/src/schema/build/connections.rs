//! Lists: the arguments of their fields, their types and those of their edges.

use async_graphql::dynamic::{Field, InputValue, Object, TypeRef};
use relation::catalog::ModelId;

use super::super::{
    resolve::unplanned,
    shape::{ConnectionShape, Shape},
};

const PAGE_ARGUMENTS: [(&str, &str, &str); 5] = [
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

/// The field with the arguments of a list of rows of `model`.
pub(super) fn with_list_arguments(shape: &Shape, model: ModelId, field: Field) -> Field {
    let filter = TypeRef::named(shape.wheres(model).type_name.as_str());
    let order = TypeRef::named_nn_list(shape.orders(model).type_name.as_str());
    let field = field
        .argument(
            InputValue::new("where", filter)
                .description("Take only rows that meet these conditions."),
        )
        .argument(InputValue::new("orderBy", order).description(
            "What the rows are ordered by, the first thing first. Rows that are equal in all of \
             it follow in the order of their primary key.",
        ));
    PAGE_ARGUMENTS
        .into_iter()
        .fold(field, |field, (name, ty, description)| {
            field.argument(InputValue::new(name, TypeRef::named(ty)).description(description))
        })
}

pub(super) fn connection_types(shape: &Shape, connection: &ConnectionShape) -> (Object, Object) {
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
        ))
        .field(field(
            "aggregate",
            TypeRef::named_nn(shape.aggregates(connection.node).type_name.as_str()),
            "Values made of all rows of the whole list, not only of those of the page.".to_owned(),
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

pub(super) fn page_info() -> Object {
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
