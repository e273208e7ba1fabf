//! What the arguments `where` and `orderBy` can name, as data: each GraphQL name with what it
//! stands for in the catalog.

use async_graphql::Name;
use indexmap::IndexMap;
use relation::catalog::{Accessor, AccessorId, Catalog, FieldId, Kind, Model, ModelId, Path};

use super::facts::{is_required, shown_through};
use crate::inflection;

/// The conditions on the rows of a model: `PostWhere`.
#[derive(Debug)]
pub(crate) struct WhereShape {
    pub(crate) type_name: Name,
    /// `PostCountLookup`.
    pub(crate) count_name: Name,
    pub(crate) fields: IndexMap<String, WhereField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhereField {
    And,
    Or,
    Not,
    /// The global id.
    Id,
    /// The primary key.
    Pk,
    Column(FieldId),
    /// Conditions on the row at the other end of a to-one relation.
    ToOne(AccessorId),
    /// Whether there is no row at the other end of a to-one relation.
    IsMissing(AccessorId),
    /// Conditions on the rows at the other end of a to-many relation.
    ToMany(AccessorId),
}

/// The quantified conditions on a to-many relation (`CommentMany`, `TagsOfPostMany`) and the
/// orders by it.
#[derive(Debug)]
pub(crate) struct ManyShape {
    pub(crate) type_name: Name,
    /// `CommentManyOrder`.
    pub(crate) order_name: Name,
    pub(crate) target: ModelId,
    /// The model of the links, where their own data can be tested.
    pub(crate) through: Option<ModelId>,
}

/// By what the rows of a model can be ordered: `PostOrder`.
#[derive(Debug)]
pub(crate) struct OrderShape {
    pub(crate) type_name: Name,
    /// `PostManyFieldOrder`: the fields by whose least or greatest value others can be ordered.
    pub(crate) field_name: Name,
    /// `PostManyNumberOrder`: the fields by whose sum or mean others can be ordered.
    pub(crate) number_name: Name,
    pub(crate) fields: IndexMap<String, OrderField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderField {
    /// The primary key, under the names `id` and `pk`.
    Pk,
    Column(FieldId),
    ToOne(AccessorId),
    ToMany(AccessorId),
}

impl WhereShape {
    pub(super) fn new(catalog: &Catalog, model: &Model) -> Self {
        let mut fields: IndexMap<String, WhereField> = [
            ("and", WhereField::And),
            ("or", WhereField::Or),
            ("not", WhereField::Not),
            ("id", WhereField::Id),
            ("pk", WhereField::Pk),
        ]
        .map(|(name, field)| (name.to_owned(), field))
        .into();
        for (id, field) in model.shown_fields() {
            fields.insert(inflection::field(&field.name), WhereField::Column(id));
        }
        for accessor in catalog.accessors_of(model.id) {
            let name = inflection::field(&accessor.query_name);
            if !accessor.is_to_one() {
                fields.insert(name, WhereField::ToMany(accessor.id));
                continue;
            }
            fields.insert(name, WhereField::ToOne(accessor.id));
            if !is_required(catalog, accessor) {
                let name = inflection::is_null_field(&accessor.query_name);
                fields.insert(name, WhereField::IsMissing(accessor.id));
            }
        }
        Self {
            type_name: Name::new(inflection::where_type(&model.name)),
            count_name: Name::new(inflection::count_lookup_type(&model.name)),
            fields,
        }
    }
}

impl ManyShape {
    /// None for a to-one relation.
    pub(super) fn new(catalog: &Catalog, accessor: &Accessor) -> Option<Self> {
        let (source, target) = (&catalog[accessor.source], &catalog[accessor.target]);
        let stem = match accessor.path {
            Path::Forward(_) | Path::ReverseOne(_) => return None,
            Path::Reverse(_) => target.name.clone(),
            Path::ManyToMany(_) => inflection::many_stem(&accessor.query_name, &source.name),
        };
        let type_name = inflection::many_type(&stem);
        Some(Self {
            order_name: Name::new(inflection::order_type(&type_name)),
            type_name: Name::new(type_name),
            target: target.id,
            through: shown_through(catalog, accessor),
        })
    }
}

impl OrderShape {
    pub(super) fn new(catalog: &Catalog, model: &Model) -> Self {
        let mut fields: IndexMap<String, OrderField> = ["id", "pk"]
            .map(|name| (name.to_owned(), OrderField::Pk))
            .into();
        for (id, field) in model.shown_fields() {
            if has_order(&field.kind) {
                fields.insert(inflection::field(&field.name), OrderField::Column(id));
            }
        }
        for accessor in catalog.accessors_of(model.id) {
            let field = if accessor.is_to_one() {
                OrderField::ToOne(accessor.id)
            } else {
                OrderField::ToMany(accessor.id)
            };
            fields.insert(inflection::field(&accessor.query_name), field);
        }
        Self {
            type_name: Name::new(inflection::order_type(&model.name)),
            field_name: Name::new(inflection::field_order_type(&model.name)),
            number_name: Name::new(inflection::number_order_type(&model.name)),
            fields,
        }
    }
}

/// Whether every database orders values of this kind, and alike.
fn has_order(kind: &Kind) -> bool {
    !matches!(kind, Kind::Json | Kind::Array(_))
}
