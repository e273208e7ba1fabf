//! Carries out a plan.

use sea_orm::{ActiveValue, ConnectionTrait, DbErr, Statement};

use super::{
    Deletion,
    collect::Collected,
    plan::{Change, Plan},
};
use crate::{
    catalog::{Draft, FieldId, ForeignKeyId, Model, ModelId, OnDelete},
    changes::{Changes, MOST_NAMED},
    lookup::Predicate,
    sql::{Dialect, NewValue, Rows, Source},
    transaction::Transaction,
    value::Key,
};

/// What was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deleted {
    /// How many rows of each model, in the order of the deletion; models without any are left out.
    pub counts: Vec<(ModelId, u64)>,
    /// How many rows were changed, for each foreign key with any.
    pub updated: Vec<Updated>,
}

/// Rows of which a foreign key is written because the row that it refers to is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Updated {
    /// The key; it names model and rule.
    pub foreign_key: ForeignKeyId,
    /// How many rows, whether the viewer may see them or not.
    pub count: u64,
}

impl Deleted {
    /// How many rows there were in all.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

impl Plan {
    /// Deletes and writes the rows, and adds to `changes` which they were.
    pub(super) async fn execute(
        &self,
        deletion: &Deletion<'_, Transaction>,
        collected: &Collected,
        changes: &mut Changes,
    ) -> Result<Deleted, DbErr> {
        let mut executor = Executor {
            deletion,
            collected,
            circles: Vec::new(),
        };
        let mut deleted = Deleted::default();
        for leaf in &self.leaves {
            executor.delete(*leaf, &mut deleted, changes).await?;
        }
        for change in &self.changes {
            executor.change(change, &mut deleted, changes).await?;
        }
        executor.look_at_circles().await?;
        if !executor.dialect()?.checks_keys_at_end() {
            executor.untie(&self.rows).await?;
        }
        for model in &self.rows {
            executor.delete(*model, &mut deleted, changes).await?;
        }
        Ok(deleted)
    }
}

struct Executor<'a> {
    deletion: &'a Deletion<'a, Transaction>,
    collected: &'a Collected,
    /// The rows that follow from each other, of each model.
    circles: Vec<(ModelId, Written)>,
}

/// The rows that statements wrote.
#[derive(Clone)]
struct Written {
    count: u64,
    /// The primary keys of the first of them.
    keys: Vec<Key>,
}

impl Written {
    /// How many rows there are beside those whose keys are known.
    fn more(&self) -> u64 {
        self.count.saturating_sub(self.keys.len() as u64)
    }
}

impl Executor<'_> {
    async fn delete(
        &self,
        model: ModelId,
        deleted: &mut Deleted,
        changes: &mut Changes,
    ) -> Result<(), DbErr> {
        let mut circles = self.circles.iter();
        let written = match circles.find(|(member, _)| *member == model) {
            Some((_, written)) => {
                let selected = self.deletion.selected(&self.collected.sets)?;
                let rows = Rows::any_of(model, [Source::Selected]);
                let statement = selected.delete(&rows, None);
                self.deletion.db.execute_raw(statement).await?;
                written.clone()
            }
            None => self.delete_rows(model).await?,
        };
        if written.count > 0 {
            deleted.counts.push((model, written.count));
        }
        if written.more() > 0 {
            changes.deleted_more.push((model, written.more()));
        }
        let keys = written.keys.into_iter();
        changes.deleted.extend(keys.map(|key| (model, key)));
        Ok(())
    }

    /// Deletes rows and asks for the keys of no more than are to be named. The others take a second
    /// statement, so that neither the database nor this process holds a million keys.
    async fn delete_rows(&self, model: ModelId) -> Result<Written, DbErr> {
        let selected = self.deletion.selected(&self.collected.sets)?;
        let rows = Rows::any_of(model, [Source::Selected]);
        if !self.dialect()?.has_returning() {
            let keys = self.first(&rows).await?;
            let statement = selected.delete(&rows, None);
            let count = self.deletion.db.execute_raw(statement).await?;
            return Ok(Written {
                count: count.rows_affected(),
                keys,
            });
        }
        let first = selected.delete(&rows, Some(MOST_NAMED));
        let mut written = self.returned(model, first).await?;
        if written.count == MOST_NAMED {
            let others = self.deletion.db.execute_raw(selected.delete(&rows, None));
            written.count += others.await?.rows_affected();
        }
        Ok(written)
    }

    /// Takes note of the rows that follow from each other. Where the database cascades by itself, it
    /// does not tell of the rows that went with others, so they are looked at before any is deleted.
    async fn look_at_circles(&mut self) -> Result<(), DbErr> {
        for (model, count) in &self.collected.circles {
            let keys = self
                .first(&Rows::any_of(*model, [Source::Selected]))
                .await?;
            let written = Written {
                count: *count,
                keys,
            };
            self.circles.push((*model, written));
        }
        Ok(())
    }

    /// Lets rows refer to nothing by keys whose targets go before them or with them, so that a database that
    /// checks each key at once lets them go; and MySQL cascades no further than through fifteen rows.
    ///
    /// Source: Django 5.2, `django.db.models.deletion.CASCADE`.
    async fn untie(&self, order: &[ModelId]) -> Result<(), DbErr> {
        let catalog = self.deletion.catalog;
        let place = |model: ModelId| order.iter().position(|gone| *gone == model);
        let keys = catalog.foreign_keys().iter().filter(|key| {
            let places = place(key.target).zip(place(key.model));
            let is_tie = places.is_some_and(|(target, model)| target <= model);
            is_tie && key.nullable && key.has_constraint
        });
        for key in keys {
            let model = &catalog[key.model];
            let fields = key.fields.iter();
            let fields = fields.filter(|field| model[**field].nullable);
            let fields: Vec<_> = fields.map(|field| (*field, NewValue::Null)).collect();
            let selected = self.deletion.selected(&self.collected.sets)?;
            let rows = Rows::any_of(key.model, [Source::Selected]);
            let statement = selected.change(&rows, &fields, None);
            self.deletion.db.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// The keys of those of the rows that are to be named.
    async fn first(&self, rows: &Rows) -> Result<Vec<Key>, DbErr> {
        let sets = &self.collected.sets;
        self.deletion.first(sets, rows, MOST_NAMED).await
    }

    fn dialect(&self) -> Result<Dialect, DbErr> {
        Dialect::of(self.deletion.db.get_database_backend())
    }

    async fn change(
        &self,
        change: &Change,
        deleted: &mut Deleted,
        changes: &mut Changes,
    ) -> Result<(), DbErr> {
        let model = change.rows.model;
        let Some(fields) = self.new_values(change).await? else {
            return Ok(());
        };
        let written = self.change_rows(&change.rows, &fields).await?;
        if written.count > 0 {
            deleted.updated.push(Updated {
                foreign_key: change.foreign_key,
                count: written.count,
            });
        }
        if written.more() > 0 {
            changes.updated_more.push((model, written.more()));
        }
        let keys = written.keys.into_iter();
        changes.updated.extend(keys.map(|key| (model, key)));
        Ok(())
    }

    /// What the rule sets; none where no row needs it.
    async fn new_values(&self, change: &Change) -> Result<Option<Vec<(FieldId, NewValue)>>, DbErr> {
        let key = &self.deletion.catalog[change.foreign_key];
        let model = &self.deletion.catalog[key.model];
        let is_computed = match &key.on_delete {
            OnDelete::SetWith(_) => true,
            OnDelete::SetDefault => key.fields.iter().any(|id| model[*id].is_set_when_new),
            _ => false,
        };
        // It may cost something: it is asked only where there is a need.
        if is_computed
            && !self
                .deletion
                .any(&self.collected.sets, &change.rows)
                .await?
        {
            return Ok(None);
        }
        let value = match &key.on_delete {
            OnDelete::SetDefault => {
                let draft = is_computed.then(|| model.hooks.new_draft());
                let default = |id: &FieldId| (*id, default(draft.as_ref(), *id));
                return Ok(Some(key.fields.iter().map(default).collect()));
            }
            OnDelete::SetValue(value) => NewValue::Value(value.clone()),
            OnDelete::SetWith(value) => NewValue::Value(value()),
            _ => NewValue::Null,
        };
        let fields = key.fields.iter();
        Ok(Some(fields.map(|field| (*field, value.clone())).collect()))
    }

    async fn change_rows(
        &self,
        rows: &Rows,
        fields: &[(FieldId, NewValue)],
    ) -> Result<Written, DbErr> {
        let selected = self.deletion.selected(&self.collected.sets)?;
        if !self.dialect()?.has_returning() {
            let keys = self.first(rows).await?;
            let statement = selected.change(rows, fields, None);
            let count = self.deletion.db.execute_raw(statement).await?;
            return Ok(Written {
                count: count.rows_affected(),
                keys,
            });
        }
        let first = selected.change(rows, fields, Some(MOST_NAMED));
        let mut written = self.returned(rows.model, first).await?;
        if written.count == MOST_NAMED {
            // A row may refer to one that is deleted as before: the value that is set is not checked.
            let fields_of_key = self.deletion.catalog[rows.model].primary_key.clone();
            let others = rows.clone().but_not(Source::Meeting(Predicate::Key {
                fields: fields_of_key,
                keys: written.keys.clone(),
            }));
            let statement = selected.change(&others, fields, None);
            let others = self.deletion.db.execute_raw(statement).await?;
            written.count += others.rows_affected();
        }
        Ok(written)
    }

    /// The rows that a statement gives.
    async fn returned(&self, model: ModelId, statement: Statement) -> Result<Written, DbErr> {
        let model: &Model = &self.deletion.catalog[model];
        let rows = self.deletion.db.query_all_raw(statement).await?;
        Ok(Written {
            count: rows.len() as u64,
            keys: self.deletion.keys(model, &rows).flatten().collect(),
        })
    }
}

/// What a new row gets in a field that it does not mention.
fn default(draft: Option<&Draft>, field: FieldId) -> NewValue {
    match draft.map(|draft| &draft[field.index()]) {
        Some(ActiveValue::Set(value) | ActiveValue::Unchanged(value)) => {
            NewValue::Value(value.clone())
        }
        Some(ActiveValue::NotSet) | None => NewValue::Default,
    }
}
