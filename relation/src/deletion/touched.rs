//! What a deletion can change, as far as the catalog tells, and which conditions it leaves as they are.
//!
//! A condition is evaluated by every statement that speaks of its rows. One that an earlier statement
//! of the same deletion may have changed is evaluated once, at the start, and its rows are listed.

use super::collect::is_cascade;
use crate::{
    catalog::{AccessorId, Catalog, FieldId, ForeignKey, ModelId, OnDelete, Path},
    lookup::Predicate,
    scope::{Access, Action, Scope, Unrestricted},
};

pub(super) struct Touched<'a> {
    catalog: &'a Catalog,
    /// The models of which rows may be deleted.
    deleted: Vec<ModelId>,
}

impl<'a> Touched<'a> {
    pub(super) fn new(catalog: &'a Catalog, deleted: Vec<ModelId>) -> Self {
        Self { catalog, deleted }
    }

    /// Whether other rows of the model may follow than before because a rule wrote a value into the
    /// key by which they do; keys of several fields can share some.
    pub(super) fn may_gain(&self, model: ModelId) -> bool {
        let writes = |key: &ForeignKey, fields: &[FieldId]| {
            let is_value = !matches!(key.on_delete, OnDelete::SetNull);
            is_value && key.fields.iter().any(|field| fields.contains(field))
        };
        let mut keys = self.catalog.foreign_keys().iter();
        keys.any(|cascade| {
            let mut written = self.written_keys(model);
            cascade.model == model
                && is_cascade(cascade)
                && written.any(|key| writes(key, &cascade.fields))
        })
    }

    /// Whether the viewer sees the same rows of `model` meet the condition as long as they are there,
    /// whatever the deletion has done before.
    pub(super) fn leaves(&self, scope: &dyn Scope, model: ModelId, condition: &Predicate) -> bool {
        self.leaves_visible(scope, model) && self.leaves_as_is(scope, model, condition)
    }

    fn leaves_visible(&self, scope: &dyn Scope, model: ModelId) -> bool {
        match scope.access(model, Action::View) {
            Access::All | Access::None => true,
            // What it reaches is reached whether the viewer may see it or not.
            Access::Filtered(visible) => self.leaves_as_is(&Unrestricted, model, &visible),
        }
    }

    fn leaves_as_is(&self, scope: &dyn Scope, model: ModelId, condition: &Predicate) -> bool {
        let leaves = |part: &Predicate| self.leaves_as_is(scope, model, part);
        match condition {
            Predicate::All(parts) | Predicate::Any(parts) => parts.iter().all(leaves),
            Predicate::Not(inner) => leaves(inner),
            Predicate::Field { field, .. } => !self.is_written(model, &[*field]),
            Predicate::Key { fields, .. } => !self.is_written(model, fields),
            Predicate::ToOne {
                accessor,
                condition,
            } => self.leaves_way(scope, *accessor) && self.leaves_end(scope, *accessor, condition),
            Predicate::ToMany(many) => {
                let leaves_links = match self.catalog[many.accessor].path {
                    Path::ManyToMany(link) => self.leaves_as_is(scope, link.through, &many.through),
                    _ => true,
                };
                leaves_links
                    && self.leaves_way(scope, many.accessor)
                    && self.leaves_end(scope, many.accessor, &many.condition)
            }
        }
    }

    /// Whether the accessor leads from rows that stay to the same rows as before.
    fn leaves_way(&self, scope: &dyn Scope, accessor: AccessorId) -> bool {
        match self.catalog[accessor].path {
            Path::Forward(key) => {
                let key = &self.catalog[key];
                !self.is_written(key.model, &key.fields)
            }
            Path::ReverseOne(_) | Path::Reverse(_) => true,
            Path::ManyToMany(link) => {
                !self.is_touched(link.through) && self.leaves_visible(scope, link.through)
            }
        }
    }

    fn leaves_end(&self, scope: &dyn Scope, accessor: AccessorId, condition: &Predicate) -> bool {
        let target = self.catalog[accessor].target;
        !self.is_touched(target) && self.leaves(scope, target, condition)
    }

    fn is_touched(&self, model: ModelId) -> bool {
        self.deleted.contains(&model) || self.written_keys(model).next().is_some()
    }

    fn is_written(&self, model: ModelId, fields: &[FieldId]) -> bool {
        self.written_keys(model)
            .any(|key| key.fields.iter().any(|field| fields.contains(field)))
    }

    /// The keys of the model that a rule may write.
    fn written_keys(&self, model: ModelId) -> impl Iterator<Item = &ForeignKey> {
        let keys = self.catalog.foreign_keys().iter();
        keys.filter(move |key| {
            let is_set = !matches!(
                key.on_delete,
                OnDelete::Cascade | OnDelete::Protect | OnDelete::Restrict | OnDelete::DoNothing
            );
            key.model == model && is_set && self.deleted.contains(&key.target)
        })
    }
}
