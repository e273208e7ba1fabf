//! The values made of all rows of a list as object types.

use async_graphql::{
    Name,
    dynamic::{Field, Object, TypeRef},
};
use indexmap::IndexMap;
use relation::catalog::{Catalog, FieldId, Kind};

use super::super::{
    aggregates::{avg_kind, sum_kind},
    resolve::unplanned,
    shape::{ObjectShape, Shape, type_of},
};
use crate::inflection;

/// A value made of a field of many rows.
struct Function<'s> {
    name: &'static str,
    type_name: &'s Name,
    words: &'static str,
    fields: &'s IndexMap<String, FieldId>,
    kind: fn(&Kind) -> Kind,
}

/// The type of `aggregate`, and those of its functions.
pub(super) fn aggregate_types(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
) -> Vec<Object> {
    let rows = inflection::plural_words(&object.type_name);
    let functions = functions(shape, object);
    let mut aggregate = Object::new(shape.aggregates(object.model).type_name.as_str())
        .description(format!("Values made of all {rows} of a list."))
        .field(
            Field::new("count", TypeRef::named_nn(TypeRef::INT), unplanned)
                .description(format!("The number of {rows}.")),
        );
    for function in &functions {
        let ty = TypeRef::named_nn(function.type_name.as_str());
        aggregate = aggregate.field(
            Field::new(function.name, ty, unplanned)
                .description(format!("{} each field.", function.words)),
        );
    }
    let types = functions
        .iter()
        .map(|function| function_type(catalog, shape, object, function));
    [aggregate].into_iter().chain(types).collect()
}

/// Those for which the model has fields.
fn functions<'s>(shape: &'s Shape, object: &ObjectShape) -> Vec<Function<'s>> {
    let facts = shape.aggregates(object.model);
    let function = |name, type_name, words, fields, kind| Function {
        name,
        type_name,
        words,
        fields,
        kind,
    };
    let (comparable, numeric) = (&facts.comparable, &facts.numeric);
    let mut functions = vec![
        function(
            "min",
            &facts.min_name,
            "The least value of",
            comparable,
            Kind::clone,
        ),
        function(
            "max",
            &facts.max_name,
            "The greatest value of",
            comparable,
            Kind::clone,
        ),
        function(
            "sum",
            &facts.sum_name,
            "The sum of the values of",
            numeric,
            sum_kind,
        ),
        function(
            "avg",
            &facts.avg_name,
            "The mean of the values of",
            numeric,
            avg_kind,
        ),
    ];
    functions.retain(|function| !function.fields.is_empty());
    functions
}

fn function_type(
    catalog: &Catalog,
    shape: &Shape,
    object: &ObjectShape,
    function: &Function<'_>,
) -> Object {
    let rows = inflection::plural_words(&object.type_name);
    let ty = Object::new(function.type_name.as_str()).description(format!(
        "{} each field of all {rows} of a list. Null where no row has a value.",
        function.words
    ));
    function.fields.iter().fold(ty, |ty, (name, id)| {
        let kind = (function.kind)(&catalog[object.model][*id].kind);
        ty.field(
            Field::new(name, TypeRef::named(type_of(shape, &kind)), unplanned)
                .description(format!("{} `{name}`.", function.words)),
        )
    })
}
