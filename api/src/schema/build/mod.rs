//! The shape as types of async-graphql's dynamic schema.

mod lookups;

mod filters;
mod orders;

mod connections;

mod aggregates;
mod deletion;
mod objects;
mod roots;

mod writes;

use std::collections::HashSet;

use async_graphql::dynamic::{Enum, EnumItem, Object, Schema, SchemaBuilder};
use relation::catalog::{Catalog, Kind, Model};

use super::{
    aggregates::{avg_kind, sum_kind},
    facts::pk_kind,
    scalar,
    shape::{FieldKind, ObjectShape, Shape, type_of},
};
use crate::{inflection, own_field::RowsField};

pub(crate) use objects::is_nullable;

const QUERY: &str = "\
Reads the database. Lists are connections in the sense of Relay; without arguments a list \
starts with its first page, in the order of the primary key.

An error carries `extensions.code`, one of: `INVALID` (an argument is wrong), `LIMIT` (a limit \
is exceeded; the message names the limit and its setting), `WRONG_TYPE` (an id of another \
type), `NOT_FOUND` (a required row is missing or hidden), `MULTIPLE_OBJECTS` (several rows are \
found where one is asked for), `TIMEOUT` (the operation took too long), `UNAVAILABLE` (the database cannot be reached now), `INTERNAL` \
(a fault of the server; `extensions.id` finds it in its log).";

/// The schema's types. The caller adds extensions and finishes it.
pub(crate) fn build(
    catalog: &Catalog,
    shape: &Shape,
    own_fields: &[RowsField],
    extend: impl FnOnce(Object) -> Object,
) -> SchemaBuilder {
    let mut query = Object::new("Query").description(QUERY);
    for (name, root) in &shape.roots {
        query = query.field(roots::root_field(catalog, shape, own_fields, name, root));
    }
    let query = extend(query);
    let mutation = writes::mutation_type(catalog, shape);
    let mutation_name = mutation.as_ref().map(Object::type_name);
    let mut builder = Schema::build("Query", mutation_name, None)
        .register(query)
        .register(objects::node())
        .register(connections::page_info())
        .register(orders::direction());
    for scalar in scalar::custom_scalars(&scalars_in_use(catalog, shape)) {
        builder = builder.register(scalar);
    }
    builder = enums(catalog, shape).fold(builder, SchemaBuilder::register);
    for lookup in lookups::in_use(catalog, shape) {
        builder = builder.register(lookups::lookup_type(shape, lookup));
    }
    for object in shape.visible_objects() {
        builder = builder
            .register(objects::object_type(catalog, shape, object))
            .register(filters::where_type(catalog, shape, object))
            .register(orders::order_type(catalog, shape, object));
        let aggregates = aggregates::aggregate_types(catalog, shape, object);
        builder = aggregates
            .into_iter()
            .fold(builder, SchemaBuilder::register);
        for accessor in catalog.accessors_of(object.model) {
            if !accessor.is_to_one() {
                builder = builder
                    .register(filters::many_type(catalog, shape, accessor))
                    .register(orders::many_order_type(catalog, shape, accessor));
            }
        }
    }
    for target in shape.many_targets() {
        builder = builder.register(filters::count_lookup_type(catalog, shape, target));
        let orders = orders::function_order_types(shape, target);
        builder = orders.into_iter().fold(builder, SchemaBuilder::register);
    }
    for connection in shape.visible_connections() {
        let (connection, edge) = connections::connection_types(shape, connection);
        builder = builder.register(connection).register(edge);
    }
    let writes = writes::types(catalog, shape).into_iter();
    builder = writes.fold(builder, SchemaBuilder::register);
    mutation.into_iter().fold(builder, SchemaBuilder::register)
}

fn enums(catalog: &Catalog, shape: &Shape) -> impl Iterator<Item = Enum> {
    shape.visible_enums().map(|(position, enumeration)| {
        let facts = &catalog.enums()[position];
        let ty = Enum::new(enumeration.type_name.as_str())
            .description(format!("The values of `{}`.", facts.name));
        let values = enumeration.values.iter().zip(&facts.values);
        values.fold(ty, |ty, (value, fact)| {
            ty.item(EnumItem::new(value.as_str()).description(inflection::sentence(&fact.name)))
        })
    })
}

/// The names of the types of all values.
fn scalars_in_use(catalog: &Catalog, shape: &Shape) -> HashSet<String> {
    let mut names = HashSet::new();
    for object in shape.visible_objects() {
        for kind in kinds_of(&catalog[object.model], shape, object) {
            names.insert(type_of(shape, &kind));
        }
    }
    for lookup in lookups::in_use(catalog, shape) {
        names.extend(lookups::value_type(shape, lookup));
    }
    names
}

/// The kinds of the values of a model's fields and aggregates.
fn kinds_of(model: &Model, shape: &Shape, object: &ObjectShape) -> Vec<Kind> {
    let fields = object.fields.values().filter_map(|field| match field.kind {
        FieldKind::Pk => Some(pk_kind(model)),
        FieldKind::Column(id) => Some(model[id].kind.clone()),
        FieldKind::Computed(position) => Some(model.computed[position].kind.clone()),
        FieldKind::Id | FieldKind::ToOne(_) | FieldKind::ToMany(..) => None,
    });
    let fields = fields.map(|kind| match kind {
        Kind::Array(element) => *element,
        kind => kind,
    });
    let numbers = shape.aggregates(model.id).numeric.values();
    let functions = numbers.flat_map(|id| {
        let kind = &model[*id].kind;
        [sum_kind(kind), avg_kind(kind)]
    });
    fields.chain(functions).collect()
}
