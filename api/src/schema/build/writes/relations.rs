//! The other end of relations as input types.

use std::collections::HashSet;

use async_graphql::dynamic::{InputObject, InputValue, Type, TypeRef};
use relation::catalog::{Accessor, Catalog, ForeignKeyId, ModelId, Path};

use super::{
    super::super::{
        describe,
        shape::Shape,
        writes::{
            InputShape, LinkShape, ManagerShape, ManagerVerb, MutationKind, ToOneShape, Words,
        },
    },
    inputs::{Use, row_input},
    payloads::payload_type,
};
use crate::inflection;

/// The types of one relation that starts from another row than the one that holds the key.
pub(super) fn types(catalog: &Catalog, shape: &Shape, accessor: &Accessor) -> Vec<Type> {
    let mut types = Vec::new();
    if let Path::Reverse(key) | Path::ReverseOne(key) = accessor.path
        && let Some(input) = shape.child_create(key)
    {
        types.push(child_create(catalog, shape, accessor, input).into());
    }
    if let Path::ReverseOne(key) = accessor.path
        && let Some(ty) = shape.reverse_one(key)
    {
        types.push(reverse_one(catalog, shape, accessor, key, ty).into());
    }
    let Some(manager) = shape.manager(accessor.id) else {
        return types;
    };
    types.push(to_many(catalog, shape, accessor, manager).into());
    if let Some(links) = &manager.links {
        types.push(member(catalog, accessor, links).into());
        if manager.verbs.contains(&ManagerVerb::Create) {
            types.push(new_member(catalog, shape, accessor, links).into());
        }
    }
    let found = shape.payload(MutationKind::GetOrCreateRelated(accessor.id));
    types.push(payload_type(shape, &manager.payload).into());
    types.push(payload_type(shape, found).into());
    types
}

/// The data of links. Both sides of a relation share the type.
pub(super) fn link_inputs(catalog: &Catalog, shape: &Shape) -> Vec<Type> {
    let mut known = HashSet::new();
    let objects = shape.visible_objects();
    let accessors = objects.flat_map(|object| catalog.accessors_of(object.model));
    let inputs = accessors.filter_map(|accessor| shape.through_input(accessor.id));
    inputs
        .filter(|input| known.insert(&input.type_name))
        .map(|input| {
            let link = inflection::words(&catalog[input.model].name);
            let ty = row_input(catalog, shape, input, Use::New).description(format!(
                "The values of a new {link}, as which two rows are linked. Which rows these are \
                 follows from where it stands."
            ));
            ty.into()
        })
        .collect()
}

/// The row that any foreign key to `target` refers to.
pub(super) fn to_one(catalog: &Catalog, shape: &Shape, target: ModelId) -> InputObject {
    let words = inflection::words(&catalog[target].name);
    let ty = shape.to_one(target);
    let type_name = ty.type_name.as_str();
    let create = shape.creates(target);
    let object = InputObject::new(type_name)
        .description(format!(
            "The {words} that a row refers to. Exactly one field is given."
        ))
        .oneof();
    with_to_one_fields(catalog, shape, target, object, ty, create)
}

/// The row that refers by a one-to-one key of its own.
fn reverse_one(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
    key: ForeignKeyId,
    ty: &ToOneShape,
) -> InputObject {
    let object = InputObject::new(ty.type_name.as_str())
        .description(format!(
            "The {} that refers to a {} as its `{}`. Exactly one field is given.",
            inflection::words(&catalog[accessor.target].name),
            inflection::words(&catalog[accessor.source].name),
            inflection::field(&catalog[key].name),
        ))
        .oneof();
    let create = shape.child_create(key);
    with_to_one_fields(catalog, shape, accessor.target, object, ty, create)
}

fn with_to_one_fields(
    catalog: &Catalog,
    shape: &Shape,
    target: ModelId,
    object: InputObject,
    ty: &ToOneShape,
    create: Option<&InputShape>,
) -> InputObject {
    let words = inflection::words(&catalog[target].name);
    let mut fields = Vec::new();
    if ty.takes_existing {
        fields.push(
            InputValue::new("id", TypeRef::named(TypeRef::ID)).description(format!(
                "A {words} that exists, by its id, for example `{}`, or its primary key alone.",
                describe::example_id(&catalog[target])
            )),
        );
    }
    if let Some(create) = create {
        fields.push(
            InputValue::new("create", TypeRef::named(create.type_name.as_str()))
                .description(format!("A {words} that is made.")),
        );
    }
    if ty.takes_existing {
        let unique = shape.uniques(target).type_name.as_str();
        fields.push(
            InputValue::new("get", TypeRef::named(unique)).description(format!(
                "A {words} that exists, by a unique key. Where there is none, it is an error of \
                 the code `NOT_FOUND`."
            )),
        );
    }
    fields.into_iter().fold(object, InputObject::field)
}

/// A row that is made at the other end of the key that it holds.
fn child_create(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
    input: &InputShape,
) -> InputObject {
    let child = inflection::words(&catalog[accessor.target].name);
    let owner = inflection::words(&catalog[accessor.source].name);
    let name = inflection::field(&accessor.name);
    row_input(catalog, shape, input, Use::New).description(format!(
        "The values of a new {child} as `{name}` of a {owner}. To which {owner} it refers follows \
         from where it stands."
    ))
}

/// What is done to the rows at the other end of a to-many relation.
fn to_many(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
    manager: &ManagerShape,
) -> InputObject {
    let words = Words::of(catalog, accessor);
    let ty = InputObject::new(manager.input_name.as_str()).description(format!(
        "What is done to the `{}` of a {}. Where several fields are given, they run in the order \
         `clear`, `set`, `remove`, `add`, `create`.",
        words.accessor, words.owner
    ));
    manager.verbs.iter().fold(ty, |ty, verb| {
        let field_type = match verb {
            ManagerVerb::Clear => TypeRef::named(TypeRef::BOOLEAN),
            ManagerVerb::Remove => TypeRef::named_nn_list(TypeRef::ID),
            ManagerVerb::Add | ManagerVerb::Set => {
                let links = manager.links.as_ref();
                let member = links.map_or(TypeRef::ID, |links| links.member_name.as_str());
                TypeRef::named_nn_list(member)
            }
            ManagerVerb::Create => TypeRef::named_nn_list(created_type(shape, accessor, manager)),
        };
        let description = words.manage(*verb);
        let description = match verb {
            ManagerVerb::Clear => format!("True: {}", lower_first(&description)),
            _ => description,
        };
        ty.field(InputValue::new(verb.name(), field_type).description(description))
    })
}

fn created_type<'s>(shape: &'s Shape, accessor: &Accessor, manager: &'s ManagerShape) -> &'s str {
    if let Some(links) = &manager.links {
        return links.create_name.as_str();
    }
    let create = shape.related_create(accessor);
    let create = create.expect("rows can be made where the verb exists");
    create.type_name.as_str()
}

/// A row that exists, with the data of the link to it.
fn member(catalog: &Catalog, accessor: &Accessor, links: &LinkShape) -> InputObject {
    let words = Words::of(catalog, accessor);
    let example = describe::example_id(&catalog[accessor.target]);
    InputObject::new(links.member_name.as_str())
        .description(format!(
            "A {} that is linked with a {}, and the data of the link.",
            words.one, words.owner
        ))
        .field(
            InputValue::new("id", TypeRef::named_nn(TypeRef::ID)).description(format!(
                "The id of the {}, for example `{example}`, or its primary key alone.",
                words.one
            )),
        )
        .field(through(links).description(
            "The data of the link, if it is made. A link that is there already keeps its own.",
        ))
}

/// A row that is made, with the data of the link to it.
fn new_member(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
    links: &LinkShape,
) -> InputObject {
    let words = Words::of(catalog, accessor);
    let node = shape.related_create(accessor);
    let node = node.expect("rows can be made where the verb exists");
    InputObject::new(links.create_name.as_str())
        .description(format!(
            "A new {} that is linked with a {}, and the data of the link.",
            words.one, words.owner
        ))
        .field(
            InputValue::new("node", TypeRef::named_nn(node.type_name.as_str()))
                .description(format!("The values of the new {}.", words.one)),
        )
        .field(through(links).description("The data of the link."))
}

fn through(links: &LinkShape) -> InputValue {
    let name = links.input.type_name.as_str();
    let ty = if links.input.has_required() {
        TypeRef::named_nn(name)
    } else {
        TypeRef::named(name)
    };
    InputValue::new("through", ty)
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}
