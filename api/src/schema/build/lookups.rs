//! Lookups as input types.

use async_graphql::dynamic::{InputObject, InputValue, TypeRef};
use relation::catalog::{Catalog, EnumId};

use super::super::{
    lookups::Lookup,
    operators::{self, Operand},
    shape::Shape,
};

/// The lookups of the fields and keys of all models, and those inside of these.
pub(super) fn in_use(catalog: &Catalog, shape: &Shape) -> Vec<Lookup> {
    let mut lookups = vec![Lookup::Id];
    let mut add = |lookup: Lookup| {
        if !lookups.contains(&lookup) {
            lookups.push(lookup);
        }
    };
    for object in shape.visible_objects() {
        let model = &catalog[object.model];
        let fields = model.shown_fields();
        let of_fields = fields.map(|(_, field)| Lookup::of(&field.kind));
        for lookup in of_fields.chain([Lookup::of_pk(model)]) {
            add(lookup);
            lookup.inner().iter().copied().for_each(&mut add);
        }
    }
    lookups
}

pub(super) fn lookup_type(shape: &Shape, lookup: Lookup) -> InputObject {
    let value_type = value_type(shape, lookup).unwrap_or_default();
    let ty = InputObject::new(type_name(shape, lookup))
        .description(operators::description(lookup, &value_type));
    let operators = operators::operators(lookup).into_iter();
    operators.fold(ty, |ty, operator| {
        let operand = match operator.operand {
            Operand::Value => TypeRef::named(&value_type),
            Operand::Values => TypeRef::named_nn_list(&value_type),
            Operand::Boolean => TypeRef::named(TypeRef::BOOLEAN),
            Operand::Lookup(inner) => TypeRef::named(type_name(shape, inner)),
        };
        ty.field(InputValue::new(operator.name, operand).description(operator.description))
    })
}

pub(super) fn type_name(shape: &Shape, lookup: Lookup) -> String {
    lookup.type_name(enum_name(shape))
}

pub(super) fn value_type(shape: &Shape, lookup: Lookup) -> Option<String> {
    lookup.value_type(enum_name(shape))
}

fn enum_name(shape: &Shape) -> impl Fn(EnumId) -> String {
    |id| shape.enums[id.index()].type_name.to_string()
}
