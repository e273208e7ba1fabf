//! What mutations give back.

use async_graphql::Name;
use relation::catalog::{Accessor, Catalog, Model};

use super::{
    super::deletion::DELETE_PAYLOAD,
    types::{PayloadField, PayloadShape},
};
use crate::inflection;

/// `PostPayload`.
pub(super) fn of_row(model: &Model) -> PayloadShape {
    payload(
        inflection::payload_type(&model.name),
        [(
            inflection::singular_root(&model.name),
            PayloadField::Row(model.id),
        )],
    )
}

/// `PostListPayload`.
pub(super) fn of_rows(model: &Model) -> PayloadShape {
    payload(
        inflection::list_payload_type(&model.name),
        [
            (
                inflection::plural_root(&model.name),
                PayloadField::Rows(model.id),
            ),
            ("count".to_owned(), PayloadField::Count),
        ],
    )
}

/// `PostGetOrCreatePayload`.
pub(super) fn of_found_row(model: &Model) -> PayloadShape {
    payload(
        inflection::get_or_create_payload_type(&model.name),
        [
            (
                inflection::singular_root(&model.name),
                PayloadField::Row(model.id),
            ),
            ("created".to_owned(), PayloadField::Created),
        ],
    )
}

/// `PostTagsPayload`.
pub(super) fn of_relation(catalog: &Catalog, accessor: &Accessor, stem: &str) -> PayloadShape {
    payload(
        inflection::payload_type(stem),
        [
            owner(catalog, accessor),
            ("added".to_owned(), PayloadField::Added(accessor.target)),
            ("removed".to_owned(), PayloadField::Removed(accessor.target)),
        ],
    )
}

/// `PostTagsGetOrCreatePayload`.
pub(super) fn of_related_row(catalog: &Catalog, accessor: &Accessor, stem: &str) -> PayloadShape {
    payload(
        inflection::get_or_create_payload_type(stem),
        [
            owner(catalog, accessor),
            ("node".to_owned(), PayloadField::Row(accessor.target)),
            ("created".to_owned(), PayloadField::Created),
        ],
    )
}

/// `DeletePayload`, which all models share.
pub(super) fn of_deletion(model: &Model) -> PayloadShape {
    payload(
        DELETE_PAYLOAD.to_owned(),
        [
            ("ids".to_owned(), PayloadField::Ids(model.id)),
            ("total".to_owned(), PayloadField::Total),
            ("deleted".to_owned(), PayloadField::Deleted),
            ("updated".to_owned(), PayloadField::Updated),
        ],
    )
}

fn owner(catalog: &Catalog, accessor: &Accessor) -> (String, PayloadField) {
    (
        inflection::singular_root(&catalog[accessor.source].name),
        PayloadField::Owner(accessor.source),
    )
}

fn payload<const N: usize>(type_name: String, fields: [(String, PayloadField); N]) -> PayloadShape {
    PayloadShape {
        type_name: Name::new(type_name),
        fields: fields.into(),
    }
}
