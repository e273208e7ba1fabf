//! What `where` and `orderBy` of each model can name, from the catalog.

use std::collections::HashMap;

use relation::catalog::{AccessorId, Catalog, FieldId, Kind, ModelId, Path};

use super::world::camel;

/// What a name in a `where` or in an order stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Named {
    /// The global id.
    Id,
    /// The primary key.
    Pk,
    Column(FieldId),
    ToOne(AccessorId),
    /// Whether a to-one relation leads nowhere.
    IsMissing(AccessorId),
    ToMany(AccessorId),
}

/// The names of every model.
pub(super) struct Names(Vec<Vec<(String, Named)>>);

impl Names {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let models = catalog.models().iter();
        Self(models.map(|model| of_model(catalog, model.id)).collect())
    }

    pub(super) fn of(&self, model: ModelId) -> &[(String, Named)] {
        &self.0[model.index()]
    }

    pub(super) fn find(&self, model: ModelId, name: &str) -> Named {
        let mut names = self.of(model).iter();
        let found = names.find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("no {name}")).1
    }
}

fn of_model(catalog: &Catalog, model: ModelId) -> Vec<(String, Named)> {
    let mut names = vec![("id".to_owned(), Named::Id), ("pk".to_owned(), Named::Pk)];
    for (id, field) in catalog[model].shown_fields() {
        names.push((camel(&field.name), Named::Column(id)));
    }
    for accessor in catalog.accessors_of(model) {
        let name = camel(&accessor.query_name);
        if !accessor.is_to_one() {
            names.push((name, Named::ToMany(accessor.id)));
            continue;
        }
        let can_be_missing = match accessor.path {
            Path::Forward(key) => catalog[key].nullable,
            _ => true,
        };
        if can_be_missing {
            names.push((format!("{name}IsNull"), Named::IsMissing(accessor.id)));
        }
        names.push((name, Named::ToOne(accessor.id)));
    }
    let distinct: HashMap<&String, &Named> = names.iter().map(|(name, is)| (name, is)).collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
    names
}

/// The model of a relation's links, where a condition can be on them.
pub(super) fn shown_through(catalog: &Catalog, accessor: AccessorId) -> Option<ModelId> {
    match catalog[accessor].path {
        Path::ManyToMany(link) => {
            let through = &catalog[link.through];
            (!(through.is_junction || through.hidden)).then_some(through.id)
        }
        _ => None,
    }
}

/// Whether rows can be ordered by values of this kind.
pub(super) fn has_order(kind: &Kind) -> bool {
    !matches!(kind, Kind::Json | Kind::Array(_))
}

/// Whether `sum` and `avg` take values of this kind.
pub(super) fn is_numeric(kind: &Kind) -> bool {
    is_whole(kind) || matches!(kind, Kind::Float | Kind::Double | Kind::Decimal)
}

/// Whether `min` and `max` take values of this kind.
pub(super) fn is_comparable(kind: &Kind) -> bool {
    let others = [
        Kind::Text,
        Kind::Date,
        Kind::Time,
        Kind::DateTime,
        Kind::Timestamp,
    ];
    is_numeric(kind) || others.contains(kind)
}

fn is_whole(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned
    )
}
