//! Mutations: the root type, inputs and payloads.

mod inputs;
mod payloads;
mod relations;
mod roots;
mod uniques;

use std::collections::BTreeSet;

use async_graphql::dynamic::{Object, Type};
use relation::catalog::{Catalog, ModelId};

use super::{
    super::{
        shape::{ObjectShape, Shape},
        writes::{InputKind, MutationKind},
    },
    deletion,
};
use inputs::Use;

const MUTATION: &str = "\
Writes the database. One operation is one transaction: its root fields run one after the other, \
each sees what those before it did, and the payloads are read before it ends. An error anywhere \
takes everything back, so that nothing has changed.

In inputs, a field that is absent and one that is null are different: what is absent keeps its \
value or gets its default, null stands for no value. Where a row is given by its id, the primary \
key alone will do. An id that is given twice counts once.

An error carries `extensions.code`, one of: `NOT_FOUND` (a row that is named does not exist or \
is hidden), `WRONG_TYPE` (an id of another type), `INVALID` (values are refused; \
`extensions.fields` lists each with `field`, `path`, `code` and `message`), `UNIQUE` (another row \
has the same unique key; `extensions.model` and `extensions.fields` name it), `PROTECTED` and \
`RESTRICTED` (rows that refer to a row forbid its deletion; `extensions.total` counts them and \
`extensions.blockers` lists them), `STALE_PLAN` (the deletion would do something else than the preview \
told of which `token` is given), `CONSTRAINT` (the database refuses the values), `AT_MOST` \
(more rows meet the conditions than `atMost` allows), `FORBIDDEN` (the viewer may not write \
this), `LIMIT` (a limit is exceeded; the message names the limit and its setting), `CONFLICT` \
(another transaction came in between; the operation can be repeated), `OUTCOME_UNKNOWN` (the \
connection was lost while the transaction ended, or it took too long, so that it may have taken effect \
or not), `TIMEOUT` (a statement took too long, and nothing was changed), `UNAVAILABLE` (the database cannot be reached now), `INTERNAL` (a fault of the server; \
`extensions.id` finds it in its log).";

/// The root type; none where no model is visible.
pub(super) fn mutation_type(catalog: &Catalog, shape: &Shape) -> Option<Object> {
    if shape.mutations.is_empty() {
        return None;
    }
    let ty = Object::new("Mutation").description(MUTATION);
    let fields = shape.mutations.iter();
    Some(fields.fold(ty, |ty, (name, mutation)| {
        ty.field(roots::root_field(catalog, shape, name, mutation))
    }))
}

/// The types of all inputs and payloads.
pub(super) fn types(catalog: &Catalog, shape: &Shape) -> Vec<Type> {
    let mut types = Vec::new();
    for object in shape.visible_objects() {
        types.extend(of_rows(catalog, shape, object));
        for accessor in catalog.accessors_of(object.model) {
            types.extend(relations::types(catalog, shape, accessor));
        }
    }
    if let Some(object) = shape.visible_objects().next() {
        let deletion = shape.payload(MutationKind::Delete(object.model));
        types.push(payloads::payload_type(shape, deletion).into());
        types.extend(deletion::types());
    }
    types.extend(relations::link_inputs(catalog, shape));
    let targets = forward_targets(catalog, shape).into_iter();
    types.extend(targets.map(|target| relations::to_one(catalog, shape, target).into()));
    types
}

fn of_rows(catalog: &Catalog, shape: &Shape, object: &ObjectShape) -> Vec<Type> {
    let model = object.model;
    let inputs = [
        (shape.creates(model), Use::New),
        (shape.updates(model), Use::Changes),
        (shape.defaults(model), Use::Defaults),
    ];
    let inputs = inputs.into_iter().filter_map(|(input, purpose)| {
        let description = inputs::description(object, purpose);
        let ty = inputs::row_input(catalog, shape, input?, purpose);
        Some(ty.description(description).into())
    });
    let mut types: Vec<Type> = inputs.collect();
    types.extend(uniques::types(catalog, shape, object));
    if shape.creates(model).or(shape.updates(model)).is_some() {
        types
            .push(payloads::payload_type(shape, shape.payload(MutationKind::Create(model))).into());
        let list = shape.payload(MutationKind::CreateMany(model));
        types.push(payloads::payload_type(shape, list).into());
    }
    let found = shape.payload(MutationKind::GetOrCreate(model));
    types.push(payloads::payload_type(shape, found).into());
    types
}

/// The models to which foreign keys refer that an input takes.
fn forward_targets(catalog: &Catalog, shape: &Shape) -> BTreeSet<ModelId> {
    let fields = shape.row_inputs().flat_map(|input| input.fields.values());
    fields
        .filter_map(|field| match field.kind {
            InputKind::Forward(key) => Some(catalog[key].target),
            _ => None,
        })
        .collect()
}
