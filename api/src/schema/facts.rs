//! What follows from the catalog for names, types and plans alike.

use relation::catalog::{Accessor, Catalog, Kind, Model, ModelId, Path};

/// Whether following the accessor always finds a row, so that the field is never null.
pub(crate) fn is_required(catalog: &Catalog, accessor: &Accessor) -> bool {
    match accessor.path {
        Path::Forward(key) => !catalog[key].nullable,
        _ => false,
    }
}

/// The model of a many-to-many relation's links, where they carry data that is shown.
pub(super) fn shown_through(catalog: &Catalog, accessor: &Accessor) -> Option<ModelId> {
    let Path::ManyToMany(link) = accessor.path else {
        return None;
    };
    let through = &catalog[link.through];
    (!(through.is_junction || through.hidden)).then_some(link.through)
}

/// The kind of a model's `pk`: that of its only key field, text for a key of several.
pub(crate) fn pk_kind(model: &Model) -> Kind {
    match model.primary_key[..] {
        [only] => model[only].kind.clone(),
        _ => Kind::Text,
    }
}
