//! What previews and payloads tell of deletions.

use async_graphql::{Name, Pos, Positioned, parser::types::Field};
use relation::{
    catalog::{Catalog, ForeignKeyId, ModelId},
    deletion::{Preview, Reach, Samples},
    manager::{Place, Target},
    value::Key,
};

use super::{
    DeletePlanOutput, DeletePlanValue, GroupOutput, GroupsOutput, KeySource, Output, Planner,
    RootOutput, SampleOutput,
    collect::{Collected, sets_of},
};
use crate::{
    error::Code,
    id::{self, ParsedId},
    schema::{BLOCKER, DEFAULT_SAMPLE, DELETED_ROWS, PLAN, RootKind, STEP, UPDATED_ROWS},
};

/// A use of `deletePreview`, to be run before the plan is made.
pub(crate) struct PreviewCall {
    pub(crate) key: Name,
    pub(crate) pos: Pos,
    /// The rows that would be deleted in the first place.
    pub(crate) targets: Vec<Target>,
    pub(crate) samples: Samples,
}

/// A `sample` that is selected.
struct Wanted<'a> {
    key: Name,
    first: u64,
    fields: Vec<&'a Positioned<Field>>,
}

/// What is known of a deletion while its preview is planned.
#[derive(Clone, Copy)]
enum Found<'p> {
    Preview(&'p Preview),
    /// What it can come to.
    Reach(&'p Reach),
}

/// Rows that the deletion treats alike.
struct Group<'p> {
    model: ModelId,
    /// The keys of the first of them, where they are known.
    keys: Option<&'p [Key]>,
}

impl<'p> Found<'p> {
    fn blockers(self, catalog: &Catalog) -> Vec<Group<'p>> {
        let group = |key: ForeignKeyId, keys| Group {
            model: catalog[key].model,
            keys,
        };
        match self {
            Self::Preview(preview) => {
                let blockers = preview.blockers.all();
                let groups = blockers.map(|b| group(b.foreign_key, Some(&b.sample[..])));
                groups.collect()
            }
            Self::Reach(reach) => reach.guards.iter().map(|key| group(*key, None)).collect(),
        }
    }

    fn steps(self, catalog: &Catalog) -> Vec<Group<'p>> {
        match self {
            Self::Preview(preview) => {
                let steps = preview.steps.iter().map(|step| Group {
                    model: step.model,
                    keys: Some(&step.sample),
                });
                steps.collect()
            }
            Self::Reach(reach) => {
                let followers = reach.cascades.iter().map(|key| catalog[*key].model);
                let models = reach.roots.iter().copied().chain(followers);
                models.map(|model| Group { model, keys: None }).collect()
            }
        }
    }
}

/// What of a group of rows is selected.
struct Selected<'a> {
    fields: Vec<Output<GroupOutput>>,
    samples: Vec<Wanted<'a>>,
}

impl Selected<'_> {
    /// The greatest number of rows that a sample shows.
    fn most(&self) -> u64 {
        self.samples
            .iter()
            .map(|sample| sample.first)
            .max()
            .unwrap_or(0)
    }
}

impl<'a> Planner<'a> {
    /// The previews that the operation asks for.
    pub(crate) fn preview_calls(&self) -> Vec<PreviewCall> {
        let (catalog, shape, scope) = (self.catalog, self.shape, self.scope);
        // What fails here fails again when the plan is made.
        let mut trial = Self::new(catalog, shape, scope, self.limits, self.document);
        let set = &self.document.operation.node.selection_set.node;
        let fields: Collected<'a> = trial.collect(&[set], "Query", false);
        let is_preview = |fields: &[&Positioned<Field>]| {
            let root = shape.roots.get(fields[0].node.name.node.as_str());
            root.is_some_and(|root| matches!(root.kind, RootKind::DeletePreview))
        };
        let calls = fields.into_iter().filter(|(_, fields)| is_preview(fields));
        let calls = calls.map(|(key, fields)| {
            let targets = trial.preview_targets(fields[0]);
            let reach = trial.reach(&targets);
            PreviewCall {
                key,
                pos: fields[0].pos,
                targets,
                samples: trial.delete_plan_fields(&fields, Found::Reach(&reach)).1,
            }
        });
        calls.collect()
    }

    pub(super) fn delete_preview(&mut self, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let targets = self.preview_targets(fields[0]);
        self.add_cost(targets.len() as u64);
        self.count_preview(fields[0].pos);
        let key = &fields[0].node.response_key().node;
        match self.previews.remove(key) {
            Some(Ok(preview)) => {
                let (fields, _) = self.delete_plan_fields(fields, Found::Preview(&preview));
                return RootOutput::DeletePlan(Box::new(DeletePlanOutput { preview, fields }));
            }
            Some(Err(failure)) => self.failures.push(failure),
            None => {
                let reach = self.reach(&targets);
                self.delete_plan_fields(fields, Found::Reach(&reach));
            }
        }
        RootOutput::Failed { nullable: false }
    }

    /// Each preview is some statements, whatever it shows.
    fn count_preview(&mut self, pos: Pos) {
        self.n_previews += 1;
        let limit = self.limits.max_previews;
        if self.n_previews == limit + 1 {
            let message = format!(
                "there are more than {limit} previews of deletions (setting `max_previews`)"
            );
            self.fail(Code::Limit, message, pos);
        }
    }

    fn reach(&self, targets: &[Target]) -> Reach {
        let models: Vec<ModelId> = targets.iter().map(|target| target.model).collect();
        Reach::of(self.catalog, &models)
    }

    /// The rows of the argument `ids`.
    fn preview_targets(&mut self, field: &Positioned<Field>) -> Vec<Target> {
        let ids = self.ids(field).unwrap_or_default();
        let (n, limit) = (ids.len() as u64, self.limits.max_page_size);
        if n > limit {
            let message = format!("`ids` has {n} ids, more than {limit} (setting `max_page_size`)");
            self.fail(Code::Limit, message, field.pos);
            return Vec::new();
        }
        let places = ids.into_iter().enumerate();
        let targets = places.filter_map(|(index, id)| {
            let place = Place::default().field("ids").item(index);
            self.preview_target(id, place, field.pos)
        });
        targets.collect()
    }

    fn preview_target(&mut self, id: String, place: Place, pos: Pos) -> Option<Target> {
        let (n, limit) = (id.chars().count(), self.limits.max_string_length);
        if n > limit {
            let message = format!(
                "`{place}`: has {n} characters, more than {limit} (setting `max_string_length`)"
            );
            self.fail(Code::Limit, message, pos);
            return None;
        }
        let (model, key) = match id::parse(self.catalog, self.shape, &id) {
            ParsedId::Key(model, key) => (model, Some(key)),
            ParsedId::NoKey(model) => (model, None),
            ParsedId::NoModel => {
                let message = format!(
                    "`{place}`: {id:?} names no type; it has to be a global id, `Type:key`"
                );
                self.fail(Code::Invalid, message, pos);
                return None;
            }
        };
        Some(Target {
            model,
            key,
            id,
            place,
        })
    }

    /// What is selected of a preview, and how many rows it has to name for that.
    fn delete_plan_fields(
        &mut self,
        fields: &[&'a Positioned<Field>],
        found: Found<'_>,
    ) -> (Vec<Output<DeletePlanValue>>, Samples) {
        let selected: Collected<'a> = self.collect(&sets_of(fields), PLAN, false);
        let mut outputs = Vec::with_capacity(selected.len());
        let mut samples = Samples::default();
        for (key, merged) in selected {
            let pos = merged[0].pos;
            self.path.push(key.clone());
            let value = self.delete_plan_field(&merged, found, &mut samples);
            self.path.pop();
            outputs.extend(value.map(|value| Output { key, pos, value }));
        }
        (outputs, samples)
    }

    fn delete_plan_field(
        &mut self,
        fields: &[&'a Positioned<Field>],
        found: Found<'_>,
        samples: &mut Samples,
    ) -> Option<DeletePlanValue> {
        Some(match fields[0].node.name.node.as_str() {
            "__typename" => DeletePlanValue::Typename,
            "allowed" => DeletePlanValue::Allowed,
            "total" => DeletePlanValue::Total,
            "forbidden" => DeletePlanValue::Forbidden,
            "token" => DeletePlanValue::Token,
            "deleted" => DeletePlanValue::Deleted(self.deleted_rows(fields)),
            "updated" => DeletePlanValue::Updated(self.updated_rows(fields)),
            "blockers" => {
                let selected = self.group(BLOCKER, fields);
                samples.blockers = samples.blockers.max(selected.most());
                let groups = found.blockers(self.catalog);
                let of_groups = self.samples(&groups, &selected.samples);
                DeletePlanValue::Blockers(selected.into_output(of_groups))
            }
            "steps" => {
                let selected = self.group(STEP, fields);
                samples.steps = samples.steps.max(selected.most());
                let groups = found.steps(self.catalog);
                let of_groups = self.samples(&groups, &selected.samples);
                DeletePlanValue::Steps(selected.into_output(of_groups))
            }
            // Validation has refused unknown names.
            _ => return None,
        })
    }

    pub(super) fn deleted_rows(&mut self, fields: &[&'a Positioned<Field>]) -> GroupsOutput {
        self.group(DELETED_ROWS, fields).into_output(Vec::new())
    }

    pub(super) fn updated_rows(&mut self, fields: &[&'a Positioned<Field>]) -> GroupsOutput {
        self.group(UPDATED_ROWS, fields).into_output(Vec::new())
    }

    fn group(&mut self, type_name: &'static str, fields: &[&'a Positioned<Field>]) -> Selected<'a> {
        let collected: Collected<'a> = self.collect(&sets_of(fields), type_name, false);
        let mut selected = Selected {
            fields: Vec::with_capacity(collected.len()),
            samples: Vec::new(),
        };
        for (key, merged) in collected {
            let pos = merged[0].pos;
            let value = match merged[0].node.name.node.as_str() {
                "__typename" => GroupOutput::Typename(type_name),
                "model" => GroupOutput::Model,
                "field" | "relation" => GroupOutput::Field,
                "rule" => GroupOutput::Rule,
                "count" => GroupOutput::Count,
                "sample" => {
                    let first = self.sample_size(merged[0]);
                    selected.samples.push(Wanted {
                        key: key.clone(),
                        first,
                        fields: merged,
                    });
                    GroupOutput::Sample(selected.samples.len() - 1)
                }
                // Validation has refused unknown names.
                _ => continue,
            };
            selected.fields.push(Output { key, pos, value });
        }
        selected
    }

    fn sample_size(&mut self, field: &Positioned<Field>) -> u64 {
        let limit = self.limits.max_page_size;
        let default = u64::from(DEFAULT_SAMPLE).min(limit);
        let first = self.natural(field, "first").unwrap_or(default);
        if first > limit {
            let message =
                format!("`first` is {first}, more than {limit} (setting `max_page_size`)");
            self.fail(Code::Limit, message, field.pos);
            return 0;
        }
        first
    }

    /// What is shown of the rows of each group; nothing of a model that the API does not show. A group
    /// whose rows are not known is planned for the sake of what is wrong in it and of its cost.
    fn samples(
        &mut self,
        groups: &[Group<'_>],
        wanted: &[Wanted<'a>],
    ) -> Vec<Vec<Option<SampleOutput>>> {
        let mut of_groups = Vec::with_capacity(groups.len());
        for group in groups {
            let is_shown = self.shape.object_for(self.scope, group.model).is_some();
            let samples = wanted.iter().map(|wanted| {
                let first = usize::try_from(wanted.first).unwrap_or(usize::MAX);
                let keys = group.keys.map(|keys| &keys[..keys.len().min(first)]);
                let at_most = keys.map_or(wanted.first, |keys| keys.len() as u64);
                let is_any = is_shown && at_most > 0;
                let keys = keys.unwrap_or_default().to_vec();
                is_any.then(|| self.sample(group.model, keys, at_most, wanted))
            });
            of_groups.push(samples.collect());
        }
        of_groups
    }

    fn sample(
        &mut self,
        model: ModelId,
        keys: Vec<Key>,
        at_most: u64,
        wanted: &Wanted<'a>,
    ) -> SampleOutput {
        let n_keys = keys.len();
        self.path.push(wanted.key.clone());
        let rows = self.keyed_rows(model, at_most);
        let read = self.add_keys(model, KeySource::Given(keys), rows);
        let projection = self.projection(model, rows, &sets_of(&wanted.fields));
        self.path.pop();
        SampleOutput {
            read,
            n_keys,
            projection,
        }
    }
}

impl Selected<'_> {
    fn into_output(self, samples: Vec<Vec<Option<SampleOutput>>>) -> GroupsOutput {
        GroupsOutput {
            fields: self.fields,
            samples,
        }
    }
}
