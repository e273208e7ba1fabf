//! The root fields of `Mutation`.

use std::collections::HashSet;

use relation::catalog::{Accessor, Catalog, Model, ModelId};

use super::{ManagerShape, MutationKind, MutationShape, Writes, relations::stem, words::Words};
use crate::inflection;

/// A root field, and what gives it its name.
pub(in crate::schema) struct Named<'c> {
    pub(in crate::schema) name: String,
    pub(in crate::schema) source: Source<'c>,
    pub(in crate::schema) shape: MutationShape,
}

#[derive(Clone, Copy)]
pub(in crate::schema) enum Source<'c> {
    Model(&'c Model),
    Relation(&'c Accessor),
}

/// All root fields, in the order of the schema. Two can have one name; the schema's names are
/// checked.
pub(in crate::schema) fn mutations<'c>(catalog: &'c Catalog, writes: &Writes) -> Vec<Named<'c>> {
    let shown = || catalog.models().iter().filter(|model| !model.hidden);
    let managers = |model: ModelId| {
        let accessors = catalog.accessors_of(model);
        accessors.filter_map(|accessor| Some((accessor, writes.managers.get(&accessor.id)?)))
    };
    let mut taken = HashSet::new();
    for model in shown() {
        taken.extend(of_rows(model, writes).map(|field| field.name));
        for (accessor, manager) in managers(model.id) {
            taken.extend(of_relation(catalog, writes, accessor, manager).map(|field| field.name));
        }
    }
    let mut fields = Vec::new();
    for model in shown() {
        fields.extend(of_rows(model, writes));
        fields.extend(of_lists(model, writes, &taken));
        for (accessor, manager) in managers(model.id) {
            fields.extend(of_relation(catalog, writes, accessor, manager));
        }
    }
    fields
}

/// Those that write one row.
fn of_rows<'c>(model: &'c Model, writes: &Writes) -> impl Iterator<Item = Named<'c>> {
    let inputs = writes.model(model.id);
    let (creates, updates) = (inputs.create.is_some(), inputs.update.is_some());
    let words = inflection::words(&model.name);
    let fields = [
        (
            "create",
            MutationKind::Create(model.id),
            format!("Makes one {words}, and what the input nests in it."),
            creates,
        ),
        (
            "update",
            MutationKind::Update(model.id),
            format!(
                "Changes the {words} with this id. It is an error of the code `NOT_FOUND` when \
                 there is none."
            ),
            updates,
        ),
        (
            "getOrCreate",
            MutationKind::GetOrCreate(model.id),
            format!("The {words} with this unique key. Where there is none, one is made."),
            true,
        ),
        (
            "updateOrCreate",
            MutationKind::UpdateOrCreate(model.id),
            format!(
                "Changes the {words} with this unique key. Where there is none, one is made; it \
                 gets `defaults`, or `input` where there are no defaults."
            ),
            updates,
        ),
        (
            "delete",
            MutationKind::Delete(model.id),
            format!(
                "Deletes the {words} with this id and what follows it, by the rules of the relations; \
                 `deletePreview` tells what that is. It is an error of the code `NOT_FOUND` when \
                 there is none, and `PROTECTED` or `RESTRICTED` when rows forbid it."
            ),
            true,
        ),
    ];
    let fields = fields.into_iter().filter(|(.., exists)| *exists);
    fields.map(|(verb, kind, description, _)| Named {
        name: inflection::mutation(verb, &model.name),
        source: Source::Model(model),
        shape: MutationShape { description, kind },
    })
}

/// Those that write many rows of a model. Where one of their names is `taken`, as that of
/// `PostTag` by the tags of a post, all are named after a list.
fn of_lists<'c>(
    model: &'c Model,
    writes: &Writes,
    taken: &HashSet<String>,
) -> impl Iterator<Item = Named<'c>> {
    let inputs = writes.model(model.id);
    let rows = inflection::plural_words(&model.name);
    let fields = [
        (
            "create",
            MutationKind::CreateMany(model.id),
            format!(
                "Makes {rows}, each with what its input nests in it. Either all are made, or none."
            ),
            inputs.create.is_some(),
        ),
        (
            "update",
            MutationKind::UpdateMany(model.id),
            format!("Makes the same changes to all {rows} that meet the conditions."),
            inputs.update.is_some(),
        ),
        (
            "delete",
            MutationKind::DeleteMany(model.id),
            format!(
                "Deletes all {rows} that meet the conditions and what follows them, by the rules of \
                 the relations."
            ),
            true,
        ),
    ];
    let plural = inflection::plural_root(&model.name);
    let is_taken = ["create", "update", "delete"]
        .iter()
        .any(|verb| taken.contains(&inflection::mutation(verb, &plural)));
    let stem = if is_taken {
        inflection::list_root(&model.name)
    } else {
        plural
    };
    let fields = fields.into_iter().filter(|(.., exists)| *exists);
    fields.map(move |(verb, kind, description, _)| Named {
        name: inflection::mutation(verb, &stem),
        source: Source::Model(model),
        shape: MutationShape { description, kind },
    })
}

/// Those that write what is related to one row.
fn of_relation<'c>(
    catalog: &Catalog,
    writes: &Writes,
    accessor: &'c Accessor,
    manager: &ManagerShape,
) -> impl Iterator<Item = Named<'c>> {
    let words = Words::of(catalog, accessor);
    let verbs = manager.verbs.iter().map(|verb| {
        let kind = MutationKind::Manage(accessor.id, *verb);
        (verb.name(), kind, words.manage(*verb))
    });
    let get_or_create = (
        "getOrCreate",
        MutationKind::GetOrCreateRelated(accessor.id),
        format!(
            "The {} with this unique key among the `{}` of the {}. Where there is none among \
             them, one is made and becomes one of them.",
            words.one, words.accessor, words.owner
        ),
    );
    let update_or_create = (
        "updateOrCreate",
        MutationKind::UpdateOrCreateRelated(accessor.id),
        format!(
            "Changes the {} with this unique key among the `{}` of the {}. Where there is none \
             among them, one is made and becomes one of them; it gets `defaults`, or `input` where \
             there are no defaults.",
            words.one, words.accessor, words.owner
        ),
    );
    let updates = writes.model(accessor.target).update.is_some();
    let stem = stem(catalog, accessor);
    let mut fields: Vec<_> = verbs.collect();
    fields.push(get_or_create);
    fields.extend(updates.then_some(update_or_create));
    fields
        .into_iter()
        .map(move |(verb, kind, description)| Named {
            name: inflection::mutation(verb, &stem),
            source: Source::Relation(accessor),
            shape: MutationShape { description, kind },
        })
}
