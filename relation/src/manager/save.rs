//! Making and changing rows: their values, the entity's hooks and validators, the statement, and
//! then what relates the rows.

use std::collections::HashSet;

use futures_util::future::BoxFuture;
use sea_orm::{ActiveValue, DbErr, Value};

use super::{
    Place, Problem, RowInput, Subject, ToOneInput, WriteError, check,
    held::{Held, reference},
    store::set_values,
    ties::Rekeyed,
    writer::Work,
};
use crate::{
    catalog::{Draft, FieldId, ForeignKeyId, Model, ModelId},
    query::Row,
    scope::Action,
    value::Key,
};

/// A row to be made.
pub(super) struct NewRow<'w> {
    pub(super) input: &'w RowInput,
    pub(super) place: &'w Place,
    /// Values that follow from where the row stands, such as the key to its parent.
    pub(super) given: Vec<(FieldId, Value)>,
    /// Values of fields that the input does not mention.
    pub(super) wanted: Vec<(FieldId, Value)>,
}

/// To what a row's foreign keys are to refer; none for nothing.
type Targets = Vec<(ForeignKeyId, Option<Held>)>;

impl<'w> NewRow<'w> {
    pub(super) fn of(input: &'w RowInput) -> Self {
        Self {
            input,
            place: &input.place,
            given: Vec::new(),
            wanted: Vec::new(),
        }
    }
}

impl<'w> Work<'w> {
    /// Makes rows and all that their inputs nest.
    pub(super) fn create<'s>(
        &'s mut self,
        model: ModelId,
        rows: Vec<NewRow<'w>>,
    ) -> BoxFuture<'s, Result<Vec<Held>, WriteError>>
    where
        'w: 's,
    {
        Box::pin(async move {
            if rows.is_empty() {
                return Ok(Vec::new());
            }
            self.may(model, Action::Add, &[]).await?;
            let inputs: Vec<&RowInput> = rows.iter().map(|row| row.input).collect();
            let targets = self.forward(&inputs).await?;
            let drafts = self.drafts(model, &rows, &targets).await?;
            let stored = self.insert(model, drafts, &rows).await?;
            let made: Vec<Held> = stored.iter().map(|row| self.held(model, row)).collect();
            let keys: Vec<Key> = made.iter().map(|row| self.key_of(model, row)).collect();
            self.may(model, Action::Add, &keys).await?;
            let created = keys.into_iter().map(|key| (model, key));
            self.changes.created.extend(created);
            let rekeyed: Vec<Rekeyed<'_>> = rows
                .iter()
                .zip(&made)
                .map(|(row, made)| Rekeyed {
                    before: None,
                    after: made.clone(),
                    input: row.input,
                    place: row.place,
                })
                .collect();
            self.rekeyed(model, &rekeyed).await?;
            let places: Vec<&Place> = rows.iter().map(|row| row.place).collect();
            self.after_save(model, &stored, &places, true).await?;
            let related = made.iter().cloned().zip(inputs).collect();
            self.relations(related, true).await?;
            Ok(made)
        })
    }

    /// Changes one row.
    pub(super) async fn update_one(
        &mut self,
        model: ModelId,
        row: &Held,
        input: &'w RowInput,
    ) -> Result<Held, WriteError> {
        let key = self.key_of(model, row);
        self.may(model, Action::Change, std::slice::from_ref(&key))
            .await?;
        let targets = self.forward(&[input]).await?.remove(0);
        let changes = self.changed_values(model, input, &targets)?;
        // What is nested in the targets may have changed the row.
        let row = &self.now(model, row);
        let mut after = row.clone();
        if !changes.is_empty() {
            let before = self.stored(model, &key).await?;
            let (txn, hooks) = (self.txn, &self.catalog[model].hooks);
            let draft = hooks.before_update(&before, changes, txn).await;
            let draft = draft.map_err(|error| hook_refusal(error, model, &input.place))?;
            self.check(model, [(&input.place, &draft)], false)?;
            let set = set_values(&self.catalog[model], &draft);
            if !set.is_empty() {
                let stored = self.update_stored(model, &key, set, &input.place).await?;
                after = self.held(model, &stored);
                self.updated(model, row, &after, input).await?;
                self.after_save(model, &[stored], &[&input.place], false)
                    .await?;
            }
        }
        self.relations(vec![(after.clone(), input)], false).await?;
        Ok(after)
    }

    /// Takes note of a row that was changed.
    async fn updated(
        &mut self,
        model: ModelId,
        before: &Held,
        after: &Held,
        input: &RowInput,
    ) -> Result<(), WriteError> {
        let key = self.key_of(model, after);
        self.may(model, Action::Change, std::slice::from_ref(&key))
            .await?;
        self.changes.updated.push((model, key));
        let rekeyed = Rekeyed {
            before: Some(before.clone()),
            after: after.clone(),
            input,
            place: &input.place,
        };
        self.rekeyed(model, &[rekeyed]).await
    }

    /// Makes the same changes to many rows, in one statement and past the entity's hooks, as
    /// Django's `update` does.
    pub(super) async fn update_many(
        &mut self,
        model: ModelId,
        rows: Vec<Held>,
        input: &'w RowInput,
    ) -> Result<Vec<Held>, WriteError> {
        let keys: Vec<Key> = rows.iter().map(|row| self.key_of(model, row)).collect();
        self.may(model, Action::Change, &keys).await?;
        if rows.is_empty() {
            return Ok(rows);
        }
        let targets = self.forward(&[input]).await?.remove(0);
        let changes = self.changed_values(model, input, &targets)?;
        let mut after: Vec<Held> = rows.iter().map(|row| self.now(model, row)).collect();
        if !changes.is_empty() {
            let rows = keys.iter().map(|key| (key.clone(), &changes[..]));
            let rows = rows.collect();
            self.check_changed(model, rows, &input.place).await?;
            let stored = self
                .update_rows(model, &changes, &keys, &input.place)
                .await?;
            let rekeyed: Vec<Rekeyed<'_>> = after
                .into_iter()
                .zip(&stored)
                .map(|(before, after)| Rekeyed {
                    before: Some(before),
                    after: after.clone(),
                    input,
                    place: &input.place,
                })
                .collect();
            self.rekeyed(model, &rekeyed).await?;
            after = stored;
            self.may(model, Action::Change, &keys).await?;
            let updated = keys.into_iter().map(|key| (model, key));
            self.changes.updated.extend(updated);
        }
        let related = after.iter().cloned().map(|row| (row, input)).collect();
        self.relations(related, false).await?;
        Ok(after)
    }

    /// The rows to which the foreign keys of each input are to refer. Those that have to be made
    /// are made, for each key in one go.
    async fn forward(&mut self, inputs: &[&'w RowInput]) -> Result<Vec<Targets>, WriteError> {
        let mut targets: Vec<Targets> = inputs.iter().map(|_| Vec::new()).collect();
        let mut new: Vec<(ForeignKeyId, Vec<usize>, Vec<NewRow<'w>>)> = Vec::new();
        for (position, input) in inputs.iter().enumerate() {
            for (key, to) in &input.forward {
                let held = match to {
                    ToOneInput::Null(_) => None,
                    ToOneInput::Id(target) => Some(self.target(target)),
                    ToOneInput::Get(unique) => Some(self.by_unique(unique)?),
                    ToOneInput::Create(row) => {
                        let known = new.iter().position(|(known, ..)| known == key);
                        let group = known.unwrap_or_else(|| {
                            new.push((*key, Vec::new(), Vec::new()));
                            new.len() - 1
                        });
                        new[group].1.push(position);
                        new[group].2.push(NewRow::of(row));
                        continue;
                    }
                };
                targets[position].push((*key, held));
            }
        }
        for (key, positions, rows) in new {
            let target = self.catalog[key].target;
            let made = self.create(target, rows).await?;
            for (position, row) in positions.into_iter().zip(made) {
                targets[position].push((key, Some(row)));
            }
        }
        Ok(targets)
    }

    /// The values of new rows, after the entity's hooks.
    async fn drafts(
        &self,
        model: ModelId,
        rows: &[NewRow<'w>],
        targets: &[Targets],
    ) -> Result<Vec<Draft>, WriteError> {
        let hooks = &self.catalog[model].hooks;
        let mut drafts = Vec::with_capacity(rows.len());
        for (row, targets) in rows.iter().zip(targets) {
            let mut draft = hooks.new_draft();
            let values = self.changed_values(model, row.input, targets)?;
            for (field, value) in &row.given {
                let mut known = values.iter().chain(&row.wanted);
                if known.any(|(known, other)| known == field && other != value) {
                    return Err(self.disagreement(model, *field, row.place));
                }
            }
            let wanted = row.wanted.iter().cloned();
            let given = row.given.iter().cloned();
            for (field, value) in wanted.chain(values).chain(given) {
                draft[field.index()] = ActiveValue::Set(value);
            }
            let draft = hooks.before_insert(draft, self.txn).await;
            drafts.push(draft.map_err(|error| hook_refusal(error, model, row.place))?);
        }
        let places = rows.iter().map(|row| row.place);
        self.check(model, places.zip(&drafts), true)?;
        Ok(drafts)
    }

    /// The values that an input gives to the row itself.
    fn changed_values(
        &self,
        model: ModelId,
        input: &RowInput,
        targets: &Targets,
    ) -> Result<Vec<(FieldId, Value)>, WriteError> {
        let facts = &self.catalog[model];
        let mut values = input.values.clone();
        for (key, target) in targets {
            let of_key: Vec<(FieldId, Value)> = match target {
                Some(target) => reference(self.catalog, *key, target).collect(),
                None => self.nothing(facts, *key).collect(),
            };
            for (field, value) in of_key {
                match values.iter().find(|(known, _)| *known == field) {
                    None => values.push((field, value)),
                    Some((_, known)) if *known == value => {}
                    Some(_) => {
                        let said = input.forward.iter().find(|(known, _)| known == key);
                        let place = said.map_or(&input.place, |(_, to)| to.place());
                        return Err(self.disagreement(model, field, place));
                    }
                }
            }
        }
        Ok(values)
    }

    /// Two parts of a request give a field different values.
    fn disagreement(&self, model: ModelId, field: FieldId, place: &Place) -> WriteError {
        let name = &self.catalog[model][field].name;
        let message = format!("is given two values of `{name}` that do not agree");
        check::at(place, model, "invalid", message)
    }

    /// The values of a foreign key that refers to nothing.
    pub(super) fn nothing(
        &self,
        model: &'w Model,
        key: ForeignKeyId,
    ) -> impl Iterator<Item = (FieldId, Value)> + use<'w> {
        let fields = self.catalog[key].fields.iter();
        let nullable = fields.filter(|field| model[**field].nullable);
        nullable.map(|field| (*field, Value::BigInt(None)))
    }

    /// Checks rows as they are about to be stored; all problems come together.
    fn check<'d>(
        &self,
        model: ModelId,
        drafts: impl IntoIterator<Item = (&'d Place, &'d Draft)>,
        is_new: bool,
    ) -> Result<(), WriteError> {
        let drafts = drafts.into_iter();
        let problems = drafts
            .flat_map(|(place, draft)| check::draft(self.catalog, model, place, draft, is_new));
        // Links that share their data share what is wrong with it.
        let mut seen = HashSet::new();
        let mut is_new_problem = |problem: &Problem| {
            let Problem {
                place,
                subject,
                code,
                ..
            } = problem;
            seen.insert(format!("{place} {subject:?} {code}"))
        };
        let problems: Vec<Problem> = problems.filter(|p| is_new_problem(p)).collect();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(WriteError::Invalid(problems))
        }
    }

    async fn after_save(
        &self,
        model: ModelId,
        stored: &[Row],
        places: &[&Place],
        is_new: bool,
    ) -> Result<(), WriteError> {
        let hooks = &self.catalog[model].hooks;
        for (row, place) in stored.iter().zip(places) {
            let done = hooks.after_save(row, is_new, self.txn).await;
            done.map_err(|error| hook_refusal(error, model, place))?;
        }
        Ok(())
    }

    /// Checks rows that are changed past the entity's hooks: the values that change, and where the
    /// entity has rules for whole rows, each row with them.
    pub(super) async fn check_changed(
        &self,
        model: ModelId,
        rows: Vec<(Key, &[(FieldId, Value)])>,
        place: &Place,
    ) -> Result<(), WriteError> {
        let facts = &self.catalog[model];
        let all: Vec<FieldId> = facts.field_ids().collect();
        let stored = if facts.validators.is_empty() {
            rows.iter().map(|_| None).collect()
        } else {
            let keys: Vec<Key> = rows.iter().map(|(key, _)| key.clone()).collect();
            let reader = self.open_reader();
            let stored = reader.by_key(model, &facts.primary_key, &keys, &all);
            stored.await?
        };
        let drafts: Vec<Draft> = rows
            .into_iter()
            .zip(stored)
            .map(|((_, changes), stored)| {
                let mut draft: Draft = match stored {
                    Some(row) => row.iter().cloned().map(ActiveValue::Unchanged).collect(),
                    None => all.iter().map(|_| ActiveValue::NotSet).collect(),
                };
                for (field, value) in changes {
                    draft[field.index()] = ActiveValue::Set(value.clone());
                }
                draft
            })
            .collect();
        self.check(model, drafts.iter().map(|draft| (place, draft)), false)
    }

    /// Writes what relates the rows: first what refers to them by one-to-one keys, then their
    /// to-many relations, each relation of all rows in one go.
    async fn relations(
        &mut self,
        rows: Vec<(Held, &'w RowInput)>,
        is_new: bool,
    ) -> Result<(), WriteError> {
        let reverse = grouped(&rows, |input| &input.reverse);
        for (key, owners) in reverse {
            self.relate_one(key, owners, is_new).await?;
        }
        let to_many = grouped(&rows, |input| &input.to_many);
        for (accessor, owners) in to_many {
            self.relate(accessor, owners, is_new).await?;
        }
        Ok(())
    }
}

/// What inputs say of each relation, with the rows of the inputs.
fn grouped<'w, K: Copy + PartialEq + 'w, I>(
    rows: &[(Held, &'w RowInput)],
    of: impl Fn(&'w RowInput) -> &'w Vec<(K, I)>,
) -> Vec<(K, Vec<(Held, &'w I)>)> {
    let mut groups: Vec<(K, Vec<(Held, &'w I)>)> = Vec::new();
    for (row, input) in rows {
        for (relation, change) in of(input) {
            let entry = (row.clone(), change);
            match groups.iter_mut().find(|(known, _)| known == relation) {
                Some((_, entries)) => entries.push(entry),
                None => groups.push((*relation, vec![entry])),
            }
        }
    }
    groups
}

/// A hook refuses a row in its own words; anything else that goes wrong in it is a fault.
pub(super) fn hook_refusal(error: DbErr, model: ModelId, place: &Place) -> WriteError {
    match error {
        DbErr::Custom(message) => WriteError::Invalid(vec![Problem {
            place: place.clone(),
            model,
            subject: Subject::Row,
            code: "invalid".to_owned(),
            message,
        }]),
        error => error.into(),
    }
}
