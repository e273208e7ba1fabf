//! Which fields the inputs of rows have.

use async_graphql::Name;
use indexmap::IndexMap;
use relation::catalog::{Catalog, Field, FieldId, ForeignKey, ForeignKeyId, Model, Path};

use super::{
    relations::{is_writable, is_writable_key, shares_primary_key},
    types::{InputField, InputKind, InputShape},
};
use crate::inflection;

/// What an input is for; its fields follow.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// A row that is made.
    Create,
    /// A row that is made at the other end of a relation, where it gets this key.
    Child(ForeignKeyId),
    /// The data of a link, which gets these keys.
    Link([ForeignKeyId; 2]),
    /// What a row gets, should it be made.
    Defaults,
    /// A row that exists.
    Update,
}

impl Purpose {
    fn gives(self, key: ForeignKeyId) -> bool {
        match self {
            Self::Child(given) => key == given,
            Self::Link(given) => given.contains(&key),
            Self::Create | Self::Defaults | Self::Update => false,
        }
    }

    fn is_new_row(self) -> bool {
        !matches!(self, Self::Update)
    }

    fn requires_values(self) -> bool {
        !matches!(self, Self::Defaults | Self::Update)
    }
}

/// The input of rows of `model`; none if it has no field.
pub(super) fn input(
    catalog: &Catalog,
    model: &Model,
    purpose: Purpose,
    type_name: String,
) -> Option<InputShape> {
    let mut fields = own_fields(catalog, model, purpose);
    if !matches!(purpose, Purpose::Link(_)) {
        fields.extend(far_relations(catalog, model));
    }
    (!fields.is_empty()).then(|| InputShape {
        type_name: Name::new(type_name),
        model: model.id,
        fields,
    })
}

/// What the row itself holds: its primary key, its columns and its foreign keys.
pub(super) fn own_fields(
    catalog: &Catalog,
    model: &Model,
    purpose: Purpose,
) -> IndexMap<String, InputField> {
    let mut fields = IndexMap::new();
    if let [only] = model.primary_key[..] {
        let field = &model[only];
        // A foreign key shows as its target, whatever its name.
        if field.name == "id" && !field.is_foreign_key && takes(model, only, purpose) {
            let required = purpose.requires_values() && needs_value(field);
            let kind = InputKind::Pk(only);
            fields.insert("pk".to_owned(), InputField { kind, required });
        }
    }
    for (id, field) in model.shown_fields() {
        let source = Source::of(catalog, model, id, purpose);
        if source == Source::Key || !takes(model, id, purpose) {
            continue;
        }
        let required = source == Source::Column && purpose.requires_values() && needs_value(field);
        let kind = InputKind::Column(id);
        fields.insert(
            inflection::field(&field.name),
            InputField { kind, required },
        );
    }
    for key in shown_keys(catalog, model) {
        let is_fixed = !purpose.is_new_row() && shares_primary_key(catalog, key);
        if purpose.gives(key.id) || is_fixed || !is_writable_key(catalog, key) {
            continue;
        }
        let needs_value = key.fields.iter().any(|field| needs_value(&model[*field]));
        let kind = InputKind::Forward(key.id);
        let required = purpose.requires_values() && !key.nullable && needs_value;
        fields.insert(inflection::field(&key.name), InputField { kind, required });
    }
    fields
}

/// The relations that other models hold.
fn far_relations(catalog: &Catalog, model: &Model) -> Vec<(String, InputField)> {
    let accessors = catalog.accessors_of(model.id);
    let writable = accessors.filter(|accessor| is_writable(catalog, accessor));
    writable
        .filter_map(|accessor| {
            let kind = match accessor.path {
                Path::Forward(_) => return None,
                Path::ReverseOne(key) => InputKind::ReverseOne(key),
                Path::Reverse(_) | Path::ManyToMany(_) => InputKind::ToMany(accessor.id),
            };
            let required = false;
            let name = inflection::field(&accessor.name);
            Some((name, InputField { kind, required }))
        })
        .collect()
}

/// Whether requests choose the value of the field.
fn takes(model: &Model, id: FieldId, purpose: Purpose) -> bool {
    let is_given_key =
        model.primary_key.contains(&id) && (!purpose.is_new_row() || model.auto_increment);
    !is_given_key && !model[id].read_only
}

fn needs_value(field: &Field) -> bool {
    !(field.nullable || field.has_default)
}

/// From where a column gets its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Column,
    /// From a foreign key where that is given. Such a key can be missing although the column
    /// has a value: one of several columns that is part of other keys too.
    Either,
    Key,
}

impl Source {
    fn of(catalog: &Catalog, model: &Model, id: FieldId, purpose: Purpose) -> Self {
        let holds = |key: &&ForeignKey| key.fields.contains(&id);
        let mut keys = shown_keys(catalog, model).filter(holds).peekable();
        if keys.peek().is_none() {
            return Self::Column;
        }
        let is_always_given = |key: &ForeignKey| !key.nullable || purpose.gives(key.id);
        if model[id].nullable || !purpose.is_new_row() || keys.any(is_always_given) {
            Self::Key
        } else {
            Self::Either
        }
    }
}

/// The foreign keys of the model whose targets are part of the API.
pub(super) fn shown_keys<'c>(
    catalog: &'c Catalog,
    model: &Model,
) -> impl Iterator<Item = &'c ForeignKey> {
    let accessors = catalog.accessors_of(model.id);
    accessors.filter_map(|accessor| match accessor.path {
        Path::Forward(key) => Some(&catalog[key]),
        _ => None,
    })
}
