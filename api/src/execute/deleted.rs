//! What deletions do or did, as GraphQL values.

use async_graphql::Value as Graphql;
use relation::{
    catalog::{ForeignKeyId, ModelId},
    deletion::Updated,
};

use super::project::{Projected, Projector};
use crate::{
    inflection,
    plan::{DeletePlanOutput, DeletePlanValue, GroupOutput, GroupsOutput, SampleOutput},
    schema::PLAN,
};

/// Rows that a deletion treats alike.
#[derive(Clone, Copy)]
struct Group {
    model: ModelId,
    /// The key for whose sake they are in the group; none for rows that were asked for.
    foreign_key: Option<ForeignKeyId>,
    count: u64,
}

impl<'a> Projector<'a> {
    pub(super) fn delete_plan(&mut self, plan: &'a DeletePlanOutput) -> Projected {
        let preview = &plan.preview;
        self.fields(&plan.fields, |this, field| match &field.value {
            DeletePlanValue::Typename => Some(Graphql::from(PLAN)),
            DeletePlanValue::Allowed => Some(Graphql::from(preview.allowed)),
            DeletePlanValue::Total => this.number(preview.total, field.pos),
            DeletePlanValue::Token => Some(Graphql::from(preview.token.as_str())),
            DeletePlanValue::Deleted(groups) => this.deleted(groups, &preview.deleted),
            DeletePlanValue::Updated(groups) => this.updated(groups, &preview.updated),
            DeletePlanValue::Blockers(groups) => {
                let blockers = preview.blockers.all();
                let of_key = blockers.map(|blocker| (blocker.foreign_key, blocker.count));
                let keyed: Vec<Group> = of_key.map(|(key, count)| this.keyed(key, count)).collect();
                this.groups(groups, keyed)
            }
            DeletePlanValue::Forbidden => {
                let models = preview.forbidden.iter();
                let shown = models.filter_map(|model| this.type_name(*model));
                Some(Graphql::List(shown.collect()))
            }
            DeletePlanValue::Steps(groups) => {
                let steps = preview.steps.iter().map(|step| Group {
                    model: step.model,
                    foreign_key: step.foreign_key,
                    count: step.count,
                });
                this.groups(groups, steps)
            }
        })
    }

    /// How many rows of each model are deleted.
    pub(super) fn deleted(
        &mut self,
        groups: &'a GroupsOutput,
        counts: &[(ModelId, u64)],
    ) -> Projected {
        let of_models = counts.iter().map(|(model, count)| Group {
            model: *model,
            foreign_key: None,
            count: *count,
        });
        self.groups(groups, of_models)
    }

    /// How many rows are changed, for each key.
    pub(super) fn updated(&mut self, groups: &'a GroupsOutput, updated: &[Updated]) -> Projected {
        let keyed = updated
            .iter()
            .map(|of| self.keyed(of.foreign_key, of.count));
        let keyed: Vec<Group> = keyed.collect();
        self.groups(groups, keyed)
    }

    fn keyed(&self, key: ForeignKeyId, count: u64) -> Group {
        Group {
            model: self.catalog[key].model,
            foreign_key: Some(key),
            count,
        }
    }

    fn groups(
        &mut self,
        output: &'a GroupsOutput,
        groups: impl IntoIterator<Item = Group>,
    ) -> Projected {
        let groups: Vec<Group> = groups.into_iter().collect();
        self.list(0..groups.len(), |this, index| {
            this.fields(&output.fields, |this, field| {
                let group = groups[index];
                Some(match &field.value {
                    GroupOutput::Typename(type_name) => Graphql::from(*type_name),
                    GroupOutput::Model => this.type_name(group.model).unwrap_or_default(),
                    GroupOutput::Field => this.field_name(group).unwrap_or_default(),
                    GroupOutput::Rule => this.rule(group),
                    GroupOutput::Count => return this.number(group.count, field.pos),
                    GroupOutput::Sample(position) => {
                        let sample = &output.samples[index][*position];
                        return this.sample(sample.as_ref());
                    }
                })
            })
        })
    }

    fn type_name(&self, model: ModelId) -> Option<Graphql> {
        let object = self.shape.object_for(self.scope, model)?;
        Some(Graphql::from(object.type_name.as_str()))
    }

    fn field_name(&self, group: Group) -> Option<Graphql> {
        self.shape.object_for(self.scope, group.model)?;
        let key = &self.catalog[group.foreign_key?];
        Some(Graphql::from(inflection::field(&key.name)))
    }

    fn rule(&self, group: Group) -> Graphql {
        let key = group.foreign_key.map(|key| &self.catalog[key]);
        key.map_or(Graphql::Null, |key| {
            Graphql::Enum(async_graphql::Name::new(key.on_delete.name()))
        })
    }

    fn sample(&mut self, sample: Option<&'a SampleOutput>) -> Projected {
        let Some(SampleOutput {
            read,
            n_keys,
            projection,
        }) = sample
        else {
            return Some(Graphql::List(Vec::new()));
        };
        let found = (0..*n_keys).filter_map(|index| self.loaded.one(*read, index));
        let found: Vec<usize> = found.collect();
        self.list(found, |this, row| this.object(projection, row))
    }
}
