//! The orders of `orderBy` as input types.

use async_graphql::dynamic::{Enum, EnumItem, InputObject, InputValue, TypeRef};
use relation::catalog::{Accessor, Catalog, ModelId};

use super::{
    super::{
        describe,
        facts::is_required,
        inputs::OrderField,
        shape::{ObjectShape, Shape},
    },
    filters::{list_words, through_field},
};
use crate::inflection;

const DIRECTION: &str = "Direction";

const DIRECTIONS: [(&str, &str); 6] = [
    (
        "ASC",
        "The least first. NULL is less than every value, so it comes first.",
    ),
    (
        "DESC",
        "The greatest first. NULL is less than every value, so it comes last.",
    ),
    (
        "ASC_NULLS_FIRST",
        "The least first, but NULL before all; the same as `ASC`.",
    ),
    ("ASC_NULLS_LAST", "The least first, and NULL after all."),
    (
        "DESC_NULLS_FIRST",
        "The greatest first, but NULL before all.",
    ),
    (
        "DESC_NULLS_LAST",
        "The greatest first, and NULL after all; the same as `DESC`.",
    ),
];

pub(super) fn direction() -> Enum {
    let ty = Enum::new(DIRECTION)
        .description("In which direction rows are ordered, and where those without a value come.");
    DIRECTIONS.into_iter().fold(ty, |ty, (name, description)| {
        ty.item(EnumItem::new(name).description(description))
    })
}

pub(super) fn order_type(catalog: &Catalog, shape: &Shape, object: &ObjectShape) -> InputObject {
    let order = shape.orders(object.model);
    let rows = inflection::plural_words(&object.type_name);
    let ty = InputObject::new(order.type_name.as_str())
        .description(format!(
            "One thing that {rows} are ordered by, and in which direction. Exactly one field is \
             given."
        ))
        .oneof();
    order.fields.iter().fold(ty, |ty, (name, field)| {
        let (field_type, description) = order_field(catalog, shape, object, name, *field);
        ty.field(InputValue::new(name, TypeRef::named(field_type)).description(description))
    })
}

fn order_field<'s>(
    catalog: &Catalog,
    shape: &'s Shape,
    object: &ObjectShape,
    name: &str,
    field: OrderField,
) -> (&'s str, String) {
    let accessor_words = |id| describe::accessor(catalog, &catalog[id]);
    match field {
        OrderField::Pk => (
            DIRECTION,
            "The primary key; `id` and `pk` order alike.".to_owned(),
        ),
        OrderField::Column(_) => (DIRECTION, object.fields[name].description.clone()),
        OrderField::ToOne(id) => {
            let missing = if is_required(catalog, &catalog[id]) {
                ""
            } else {
                " Rows without one are kept; its fields are NULL for them."
            };
            let description = accessor_words(id);
            (
                shape.orders(catalog[id].target).type_name.as_str(),
                format!("{description}\n\nOrders by a field of it.{missing}"),
            )
        }
        OrderField::ToMany(id) => (
            shape.many(id).order_name.as_str(),
            format!(
                "{}\n\nOrders by their number, or by a value made of all of them.",
                accessor_words(id)
            ),
        ),
    }
}

/// The orders by a to-many relation. Reverse sides with one target share the type.
pub(super) fn many_order_type(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
) -> InputObject {
    let many = shape.many(accessor.id);
    let rows = inflection::plural_words(&catalog[many.target].name);
    let field = |name: &str, ty: &str, description: String| {
        InputValue::new(name, TypeRef::named(ty)).description(description)
    };
    let mut ty = InputObject::new(many.order_name.as_str())
        .description(format!(
            "What is made of {} to order by it: exactly one of the fields that take a direction \
             or name a field.",
            list_words(catalog, accessor)
        ))
        .field(field(
            "where",
            &shape.wheres(many.target).type_name,
            format!("Looks only at the {rows} that meet these conditions; default: at all."),
        ));
    if let Some(through) = through_field(shape, many) {
        ty = ty.field(through.description(format!(
            "Looks only at the {rows} whose link meets these conditions; default: at all."
        )));
    }
    ty = ty.field(field(
        "count",
        DIRECTION,
        format!("By the number of {rows}."),
    ));
    for function in functions(shape, many.target) {
        ty = ty.field(field(
            function.name,
            function.type_name,
            format!(
                "By {} a field; NULL where no row has a value.",
                function.words
            ),
        ));
    }
    ty
}

/// A value made of a field of many rows, by which others can be ordered.
struct OrderFunction<'s> {
    name: &'static str,
    type_name: &'s str,
    words: &'static str,
}

/// Those for which the target has fields.
fn functions(shape: &Shape, target: ModelId) -> Vec<OrderFunction<'_>> {
    let (order, aggregate) = (shape.orders(target), shape.aggregates(target));
    let all = [
        ("min", "the least value of"),
        ("max", "the greatest value of"),
        ("sum", "the sum of"),
        ("avg", "the mean of"),
    ];
    let functions = all.map(|(name, words)| {
        let (fields, type_name) = match name {
            "min" | "max" => (&aggregate.comparable, &order.field_name),
            _ => (&aggregate.numeric, &order.number_name),
        };
        let function = OrderFunction {
            name,
            type_name: type_name.as_str(),
            words,
        };
        (!fields.is_empty()).then_some(function)
    });
    functions.into_iter().flatten().collect()
}

/// The fields by whose least, greatest, summed or mean value rows are ordered that have many
/// rows of `target`.
pub(super) fn function_order_types(shape: &Shape, target: ModelId) -> Vec<InputObject> {
    let (order, aggregate) = (shape.orders(target), shape.aggregates(target));
    let object = shape.object(target);
    let rows = inflection::plural_words(&object.type_name);
    let types = [
        (
            &order.field_name,
            &aggregate.comparable,
            format!("A field of {rows}, by whose least or greatest value is ordered."),
        ),
        (
            &order.number_name,
            &aggregate.numeric,
            format!("A field of {rows}, by whose sum or mean is ordered."),
        ),
    ];
    let types = types
        .into_iter()
        .filter(|(_, fields, _)| !fields.is_empty());
    types
        .map(|(name, fields, description)| {
            let ty = InputObject::new(name.as_str())
                .description(format!("{description} Exactly one field is given."))
                .oneof();
            fields.keys().fold(ty, |ty, name| {
                let direction = InputValue::new(name, TypeRef::named(DIRECTION));
                ty.field(direction.description(&object.fields[name].description))
            })
        })
        .collect()
}
