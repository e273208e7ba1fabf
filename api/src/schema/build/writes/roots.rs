//! Root fields of mutations.

use async_graphql::dynamic::{Field, InputValue, TypeRef};
use relation::catalog::{Accessor, AccessorId, Catalog, Model, ModelId};

use super::super::super::{
    describe,
    resolve::unplanned,
    shape::Shape,
    writes::{AT_MOST, InputShape, ManagerShape, ManagerVerb, MutationKind, MutationShape, Words},
};
use crate::inflection;

pub(super) fn root_field(
    catalog: &Catalog,
    shape: &Shape,
    name: &str,
    mutation: &MutationShape,
) -> Field {
    let payload = shape.payload(mutation.kind).type_name.as_str();
    let field =
        Field::new(name, TypeRef::named_nn(payload), unplanned).description(&mutation.description);
    let arguments = arguments(catalog, shape, mutation.kind);
    arguments.into_iter().fold(field, Field::argument)
}

fn arguments(catalog: &Catalog, shape: &Shape, kind: MutationKind) -> Vec<InputValue> {
    match kind {
        MutationKind::Create(model) => {
            let ty = TypeRef::named_nn(creates(shape, model).type_name.as_str());
            vec![InputValue::new("input", ty).description("The values of the row.")]
        }
        MutationKind::CreateMany(model) => {
            let ty = TypeRef::named_nn_list_nn(creates(shape, model).type_name.as_str());
            vec![InputValue::new("inputs", ty).description("The values of the rows.")]
        }
        MutationKind::Update(model) => {
            vec![row_id("id", &catalog[model]), changes(shape, model)]
        }
        MutationKind::UpdateMany(model) => vec![
            condition(shape, model, "changed"),
            changes(shape, model),
            at_most("may be changed", "changed"),
        ],
        MutationKind::Delete(model) => vec![row_id("id", &catalog[model]), token()],
        MutationKind::DeleteMany(model) => vec![
            condition(shape, model, "deleted"),
            at_most(
                "may meet the conditions; those that follow do not count",
                "deleted",
            ),
            token(),
        ],
        MutationKind::GetOrCreate(model) => {
            let mut arguments = vec![unique(shape, model)];
            arguments.extend(defaults(shape, model));
            arguments
        }
        MutationKind::UpdateOrCreate(model) => {
            let mut arguments = vec![unique(shape, model), changes(shape, model)];
            arguments.extend(defaults(shape, model));
            arguments
        }
        MutationKind::Manage(id, verb) => manage(catalog, shape, &catalog[id], verb),
        MutationKind::GetOrCreateRelated(id) => {
            let (accessor, manager) = (&catalog[id], manager(shape, id));
            let mut arguments = vec![owner(catalog, accessor, manager)];
            arguments.push(unique(shape, accessor.target));
            arguments.extend(defaults(shape, accessor.target));
            arguments.extend(through_defaults(manager, Links::Some));
            arguments
        }
        MutationKind::UpdateOrCreateRelated(id) => {
            let (accessor, manager) = (&catalog[id], manager(shape, id));
            let mut arguments = vec![owner(catalog, accessor, manager)];
            arguments.push(unique(shape, accessor.target));
            arguments.push(changes(shape, accessor.target));
            arguments.extend(defaults(shape, accessor.target));
            arguments.extend(through_defaults(manager, Links::Some));
            arguments
        }
    }
}

fn manage(
    catalog: &Catalog,
    shape: &Shape,
    accessor: &Accessor,
    verb: ManagerVerb,
) -> Vec<InputValue> {
    let manager = manager(shape, accessor.id);
    let words = Words::of(catalog, accessor);
    let mut arguments = vec![owner(catalog, accessor, manager)];
    match verb {
        ManagerVerb::Add | ManagerVerb::Remove => arguments.push(rows(manager, &words)),
        ManagerVerb::Set => {
            arguments.push(rows(manager, &words));
            // Without the verb, rows cannot be taken out, and `set` only adds.
            if manager.verbs.contains(&ManagerVerb::Clear) {
                arguments.push(clear(&words));
            }
        }
        ManagerVerb::Clear => {}
        ManagerVerb::Create => {
            let create = shape.related_create(accessor);
            let create = create.expect("rows can be made where the verb exists");
            let ty = TypeRef::named_nn_list_nn(create.type_name.as_str());
            let description = format!("The values of the new {}.", words.rows);
            arguments.push(InputValue::new("inputs", ty).description(description));
        }
    }
    match verb {
        ManagerVerb::Add | ManagerVerb::Set => {
            arguments.extend(through_defaults(manager, Links::Some));
        }
        ManagerVerb::Create => arguments.extend(through_defaults(manager, Links::All)),
        ManagerVerb::Remove | ManagerVerb::Clear => {}
    }
    arguments
}

fn manager(shape: &Shape, accessor: AccessorId) -> &ManagerShape {
    let manager = shape.manager(accessor);
    manager.expect("only relations that can be written have mutations")
}

/// The row whose relation is written.
fn owner(catalog: &Catalog, accessor: &Accessor, manager: &ManagerShape) -> InputValue {
    row_id(&manager.owner_argument, &catalog[accessor.source])
}

fn row_id(name: &str, model: &Model) -> InputValue {
    let words = inflection::words(&model.name);
    let example = describe::example_id(model);
    InputValue::new(name, TypeRef::named_nn(TypeRef::ID)).description(format!(
        "The id of the {words}, for example `{example}`, or its primary key alone."
    ))
}

fn rows(manager: &ManagerShape, words: &Words) -> InputValue {
    let ids = TypeRef::named_nn_list_nn(TypeRef::ID);
    InputValue::new(&manager.rows_argument, ids).description(format!(
        "The {}, each by its id or its primary key alone. One that is given twice counts once.",
        words.rows
    ))
}

fn clear(words: &Words) -> InputValue {
    InputValue::new("clear", TypeRef::named_nn(TypeRef::BOOLEAN))
        .default_value(false)
        .description(format!(
            "True: all {} are taken out first, and these are put in anew.",
            words.rows
        ))
}

fn creates(shape: &Shape, model: ModelId) -> &InputShape {
    let input = shape.creates(model);
    input.expect("rows can be made where the mutation exists")
}

fn changes(shape: &Shape, model: ModelId) -> InputValue {
    let input = shape.updates(model);
    let input = input.expect("rows can be changed where the mutation exists");
    InputValue::new("input", TypeRef::named_nn(input.type_name.as_str()))
        .description("The changes. What is absent keeps its value.")
}

fn unique(shape: &Shape, model: ModelId) -> InputValue {
    let ty = TypeRef::named_nn(shape.uniques(model).type_name.as_str());
    InputValue::new("where", ty).description("The unique key. A row that is made gets its values.")
}

fn defaults(shape: &Shape, model: ModelId) -> Option<InputValue> {
    let ty = TypeRef::named(shape.defaults(model)?.type_name.as_str());
    let argument = InputValue::new("defaults", ty);
    Some(argument.description("What a row that is made gets besides."))
}

fn condition(shape: &Shape, model: ModelId, done: &str) -> InputValue {
    let ty = TypeRef::named_nn(shape.wheres(model).type_name.as_str());
    InputValue::new("where", ty).description(format!(
        "Which rows are {done}: all that meet these conditions, which must say something; all rows are \
         `{{ id: {{ isNull: false }} }}`."
    ))
}

fn at_most(what: &str, done: &str) -> InputValue {
    InputValue::new("atMost", TypeRef::named_nn(TypeRef::INT))
        .default_value(AT_MOST)
        .description(format!(
            "How many rows {what}. Where more meet the conditions, it is an error of the code \
             `AT_MOST`, and nothing is {done}."
        ))
}

fn token() -> InputValue {
    InputValue::new("token", TypeRef::named(TypeRef::STRING)).description(
        "The `token` of a `deletePreview` of these rows. Where something else would happen by now, \
         nothing is deleted, and it is an error of the code `STALE_PLAN`.",
    )
}

/// Whether a mutation makes a link for each of its rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    All,
    Some,
}

fn through_defaults(manager: &ManagerShape, links: Links) -> Option<InputValue> {
    let input = &manager.links.as_ref()?.input;
    let name = input.type_name.as_str();
    let ty = if links == Links::All && input.has_required() {
        TypeRef::named_nn(name)
    } else {
        TypeRef::named(name)
    };
    let required = input.fields.iter().filter(|(_, field)| field.required);
    let required: Vec<String> = required.map(|(name, _)| format!("`{name}`")).collect();
    let note = match links {
        Links::All => String::new(),
        Links::Some if required.is_empty() => " Links that are there already keep theirs.".into(),
        Links::Some => format!(
            " Links that are there already keep theirs. It is needed where one is made, for the \
             sake of {}.",
            required.join(", ")
        ),
    };
    let description = format!("The data of the links that are made.{note}");
    Some(InputValue::new("throughDefaults", ty).description(description))
}
