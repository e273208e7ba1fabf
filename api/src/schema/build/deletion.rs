//! Deletions: what a preview and a payload tell.

use async_graphql::dynamic::{Enum, EnumItem, Field, InputValue, Object, Type, TypeRef};

use super::super::{
    deletion::{BLOCKER, DEFAULT_SAMPLE, DELETED_ROWS, ON_DELETE, PLAN, RULES, STEP, UPDATED_ROWS},
    resolve::unplanned,
};

/// The types of all schemas that delete.
pub(super) fn types() -> Vec<Type> {
    vec![
        on_delete().into(),
        deleted_rows().into(),
        updated_rows().into(),
        blocker().into(),
        step().into(),
        plan().into(),
    ]
}

fn on_delete() -> Enum {
    let ty = Enum::new(ON_DELETE).description(
        "What becomes of a row when the row that it refers to is deleted: the rule of its foreign \
         key. The rules are Django's.",
    );
    RULES.into_iter().fold(ty, |ty, (name, description)| {
        ty.item(EnumItem::new(name).description(description))
    })
}

fn field(name: &str, ty: TypeRef, description: &str) -> Field {
    Field::new(name, ty, unplanned).description(description)
}

fn model() -> Field {
    field(
        "model",
        TypeRef::named(TypeRef::STRING),
        "The type of the rows; null for one that the API or the viewer's rights do not show.",
    )
}

fn key(name: &str, description: &str) -> Field {
    field(name, TypeRef::named(TypeRef::STRING), description)
}

fn rule() -> Field {
    field(
        "rule",
        TypeRef::named_nn(ON_DELETE),
        "The rule of this field.",
    )
}

fn count(description: &str) -> Field {
    field("count", TypeRef::named_nn(TypeRef::INT), description)
}

fn sample() -> Field {
    field(
        "sample",
        TypeRef::named_nn_list_nn("Node"),
        "The first of the rows that the viewer may see, in the order of their primary key.",
    )
    .argument(
        InputValue::new("first", TypeRef::named_nn(TypeRef::INT))
            .default_value(DEFAULT_SAMPLE)
            .description("How many rows at most."),
    )
}

fn deleted_rows() -> Object {
    Object::new(DELETED_ROWS)
        .description("How many rows of one type a deletion deletes.")
        .field(model())
        .field(count(
            "How many rows. Those count that follow others, and links too.",
        ))
}

fn updated_rows() -> Object {
    Object::new(UPDATED_ROWS)
        .description(
            "Rows that stay, of which a deletion changes the field that refers to a deleted row.",
        )
        .field(model())
        .field(key(
            "field",
            "The field that is changed; null where `model` is.",
        ))
        .field(rule())
        .field(count("How many rows are changed in this field."))
}

fn blocker() -> Object {
    Object::new(BLOCKER)
        .description(
            "Rows that forbid a deletion, because they refer to rows that would be deleted and their \
             rule does not allow it.",
        )
        .field(model())
        .field(key(
            "field",
            "The field by which they refer; null where `model` is.",
        ))
        .field(rule())
        .field(count(
            "How many of the rows the viewer may see. There can be others.",
        ))
        .field(sample())
}

fn step() -> Object {
    Object::new(STEP)
        .description(
            "Rows of one type that come to be deleted for one reason. A row can be in several steps: \
             it counts once in `deleted`.",
        )
        .field(model())
        .field(key(
            "relation",
            "The field by which they refer to rows of another step, and so follow them; null for the \
             rows that were asked for, and where `model` is null.",
        ))
        .field(field(
            "rule",
            TypeRef::named(ON_DELETE),
            "The rule of this field; null for the rows that were asked for.",
        ))
        .field(count("How many rows, whether the viewer may see them or not."))
        .field(sample())
}

fn plan() -> Object {
    let list = |ty: &str| TypeRef::named_nn_list_nn(ty);
    Object::new(PLAN)
        .description(
            "What a deletion would do, told without doing it: by the same plan by which it would be \
             done, with the rows counted instead of deleted.",
        )
        .field(field(
            "allowed",
            TypeRef::named_nn(TypeRef::BOOLEAN),
            "Whether it would be done: nothing is in `blockers` and `forbidden`.",
        ))
        .field(field(
            "total",
            TypeRef::named_nn(TypeRef::INT),
            "How many rows would be deleted in all.",
        ))
        .field(field(
            "deleted",
            list(DELETED_ROWS),
            "How many rows of each type would be deleted, in the order of the deletion.",
        ))
        .field(field(
            "updated",
            list(UPDATED_ROWS),
            "The fields that would be changed, because they refer to rows that would be deleted.",
        ))
        .field(field(
            "blockers",
            list(BLOCKER),
            "All rows that forbid it, those by `PROTECT` first, then those by `RESTRICT` that would \
             not be deleted themselves.",
        ))
        .field(field(
            "forbidden",
            list(TypeRef::STRING),
            "The types of which the viewer may not delete some of the rows; those that the viewer \
             may not see at all are left out.",
        ))
        .field(field(
            "steps",
            list(STEP),
            "Why the rows would be deleted; rows come before those that follow them.",
        ))
        .field(field(
            "token",
            TypeRef::named_nn(TypeRef::STRING),
            "Stands for the rows that were asked for and for what would happen. A deletion of these rows \
             that is given it does so, or fails with `STALE_PLAN`. A mutation deletes rows of one \
             type, so it is of use where all of `ids` are of one.",
        ))
}
