//! Checks of values: those of a whole write before anything is looked up, so that all problems
//! come together, and those of a row as it is about to be stored.

use std::collections::HashSet;

use sea_orm::ActiveValue;

use super::{
    GetOrCreate, MemberInput, Place, Problem, RowInput, Subject, ToManyInput, ToOneInput, Write,
    WriteError,
};
use crate::{
    catalog::{Catalog, Draft, FieldProblem, ModelId, Path},
    value::{Key, is_null},
};

/// Whether a row is made or changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Make,
    Change,
}

/// What is wrong with the values that a write gives, in all rows that it nests, as far as they tell
/// by themselves.
pub fn problems(catalog: &Catalog, write: &Write) -> Vec<Problem> {
    let mut checks = Checks {
        catalog,
        problems: Vec::new(),
    };
    match write {
        Write::Create { model, rows } => {
            for row in rows {
                checks.check_row(*model, row, Purpose::Make);
            }
        }
        Write::Update { target, input } => checks.check_row(target.model, input, Purpose::Change),
        Write::UpdateMany { model, input, .. } => checks.check_row(*model, input, Purpose::Change),
        Write::GetOrCreate(write) => checks.check_get_or_create(write),
        Write::Manage {
            accessor, change, ..
        } => {
            let target = catalog[*accessor].target;
            checks.check_to_many(target, through_of(&catalog[*accessor].path), change);
        }
        Write::Delete { .. } | Write::DeleteMany { .. } => {}
    }
    checks.problems
}

/// The problems of a row as it is about to be stored, after the entity's hooks.
pub(super) fn draft(
    catalog: &Catalog,
    model: ModelId,
    place: &Place,
    draft: &Draft,
    is_new: bool,
) -> Vec<Problem> {
    let facts = &catalog[model];
    let mut problems = declared(model, place, facts.problems(catalog, draft));
    for field in facts.field_ids() {
        let column = &facts[field];
        let is_given_by_database =
            column.has_default || (facts.auto_increment && facts.primary_key == [field]);
        let is_missing = match &draft[field.index()] {
            ActiveValue::Set(value) => is_null(value) && !column.nullable,
            ActiveValue::NotSet => is_new && !column.nullable && !is_given_by_database,
            ActiveValue::Unchanged(_) => false,
        };
        if is_missing {
            let foreign_key = catalog
                .foreign_keys()
                .iter()
                .find(|key| key.model == model && column.is_foreign_key && key.fields == [field]);
            let subject = match foreign_key {
                Some(key) => Subject::ForeignKey(key.id),
                None => Subject::Field(field),
            };
            problems.push(required(place, model, subject));
        }
    }
    problems
}

fn required(place: &Place, model: ModelId, subject: Subject) -> Problem {
    Problem {
        place: place.clone(),
        model,
        subject,
        code: "required".to_owned(),
        message: "must have a value".to_owned(),
    }
}

/// What declared validators say of a row.
fn declared(model: ModelId, place: &Place, found: Vec<FieldProblem>) -> Vec<Problem> {
    found
        .into_iter()
        .map(|found| Problem {
            place: place.clone(),
            model,
            subject: found.field.map_or(Subject::Row, Subject::Field),
            code: found.code,
            message: found.message,
        })
        .collect()
}

/// The model of the links of a many-to-many relation.
fn through_of(path: &Path) -> Option<ModelId> {
    match path {
        Path::ManyToMany(link) => Some(link.through),
        _ => None,
    }
}

struct Checks<'a> {
    catalog: &'a Catalog,
    problems: Vec<Problem>,
}

impl Checks<'_> {
    fn check_get_or_create(&mut self, write: &GetOrCreate) {
        if let Some(row) = &write.defaults {
            self.check_row(write.model, row, Purpose::Make);
        }
        if let Some(row) = &write.update {
            self.check_row(write.model, row, Purpose::Change);
        }
        if let Some(within) = &write.within {
            let path = &self.catalog[within.accessor].path;
            let through = through_of(path);
            self.check_through(through, within.through.as_deref());
        }
    }

    fn check_row(&mut self, model: ModelId, row: &RowInput, purpose: Purpose) {
        let catalog = self.catalog;
        let facts = &catalog[model];
        let mut draft: Draft = match purpose {
            Purpose::Make => facts.hooks.new_draft(),
            Purpose::Change => facts.fields.iter().map(|_| ActiveValue::NotSet).collect(),
        };
        for (field, value) in &row.values {
            let column = &facts[*field];
            // Whoever gives NULL does not ask for the default.
            if is_null(value) && !column.nullable {
                let subject = Subject::Field(*field);
                self.problems.push(required(&row.place, model, subject));
            } else {
                draft[field.index()] = ActiveValue::Set(value.clone());
            }
        }
        let found = facts.field_problems(catalog, &draft);
        self.problems
            .append(&mut declared(model, &row.place, found));
        for (key, to) in &row.forward {
            if matches!(to, ToOneInput::Null(_)) && !catalog[*key].nullable {
                let subject = Subject::ForeignKey(*key);
                self.problems.push(required(&row.place, model, subject));
            }
            self.check_to_one(catalog[*key].target, to);
        }
        for (key, to) in &row.reverse {
            self.check_to_one(catalog[*key].model, to);
        }
        for (accessor, change) in &row.to_many {
            let accessor = &catalog[*accessor];
            let through = through_of(&accessor.path);
            self.check_to_many(accessor.target, through, change);
        }
    }

    fn check_to_one(&mut self, other: ModelId, to: &ToOneInput) {
        if let ToOneInput::Create(row) = to {
            self.check_row(other, row, Purpose::Make);
        }
    }

    fn check_to_many(&mut self, target: ModelId, through: Option<ModelId>, change: &ToManyInput) {
        for member in change.set.iter().flatten().chain(&change.add) {
            self.check_through(through, member.through.as_deref());
        }
        for new in &change.create {
            self.check_row(target, &new.row, Purpose::Make);
            self.check_through(through, new.through.as_deref());
        }
        let removed = change.remove.iter();
        let removed: HashSet<&Key> = removed.filter_map(|target| target.key.as_ref()).collect();
        let is_removed = |member: &MemberInput| {
            let key = member.target.key.as_ref();
            key.is_some_and(|key| removed.contains(key))
        };
        let mut members = change.set.iter().flatten().chain(&change.add);
        if let Some(twice) = members.find(|member| is_removed(member)) {
            self.problems.push(Problem {
                place: twice.target.place.clone(),
                model: target,
                subject: Subject::Place,
                code: "repeated".to_owned(),
                message: format!("{} is to be removed as well", twice.target.id),
            });
        }
    }

    fn check_through(&mut self, model: Option<ModelId>, row: Option<&RowInput>) {
        if let (Some(model), Some(row)) = (model, row) {
            self.check_row(model, row, Purpose::Make);
        }
    }
}

/// A problem of what stands at a place.
pub(super) fn at(place: &Place, model: ModelId, code: &str, message: String) -> WriteError {
    WriteError::Invalid(vec![Problem {
        place: place.clone(),
        model,
        subject: Subject::Place,
        code: code.to_owned(),
        message,
    }])
}
