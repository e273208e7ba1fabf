//! Storing rows: the statements, and what they give back.

use std::collections::HashMap;

use sea_orm::{ActiveValue, DbErr, Value};

use super::{Place, WriteError, held::Held, save::NewRow, writer::Work};
use crate::{
    catalog::{Draft, FieldId, Model, ModelId},
    query::Row,
    sql,
    value::{Key, is_null},
};

impl<'w> Work<'w> {
    /// Inserts rows, all that have values of the same columns in one statement, and gives back
    /// each with all its columns.
    pub(super) async fn insert(
        &self,
        model: ModelId,
        drafts: Vec<Draft>,
        rows: &[NewRow<'w>],
    ) -> Result<Vec<Row>, WriteError> {
        let facts = &self.catalog[model];
        let all: Vec<FieldId> = facts.field_ids().collect();
        // The key is given to all of them or to none.
        let mut groups: Vec<(Vec<FieldId>, bool, Vec<usize>)> = Vec::new();
        for (position, draft) in drafts.iter().enumerate() {
            let (fields, has_key) = (fields_to_insert(facts, draft), has_key(facts, draft));
            let mut known = groups.iter_mut();
            match known.find(|(known, keyed, _)| *known == fields && *keyed == has_key) {
                Some((.., positions)) => positions.push(position),
                None => groups.push((fields, has_key, vec![position])),
            }
        }
        let mut stored: Vec<Option<Row>> = drafts.iter().map(|_| None).collect();
        for (fields, _, positions) in groups {
            for chunk in positions.chunks(sql::most_rows(fields.len())) {
                let values = chunk.iter().map(|position| {
                    let draft = &drafts[*position];
                    fields.iter().map(|field| value_of(&draft[field.index()]))
                });
                let values = values.map(Iterator::collect).collect();
                match self.inserted(model, &fields, values, &all).await {
                    Ok(found) => {
                        for (position, row) in chunk.iter().zip(found) {
                            stored[*position] = Some(row);
                        }
                    }
                    Err(error) => {
                        let tried = chunk.iter().map(|position| {
                            let values = set_values(facts, &drafts[*position]);
                            (rows[*position].place, values, None)
                        });
                        return Err(self.refusal(error, model, tried.collect()).await);
                    }
                }
            }
        }
        let stored: Option<Vec<Row>> = stored.into_iter().collect();
        stored.ok_or_else(|| DbErr::RecordNotInserted.into())
    }

    /// A row with all its columns.
    pub(super) async fn stored(&self, model: ModelId, key: &Key) -> Result<Row, WriteError> {
        let facts = &self.catalog[model];
        let fields: Vec<FieldId> = facts.field_ids().collect();
        let keys = std::slice::from_ref(key);
        let reader = self.open_reader();
        let rows = reader.by_key(model, &facts.primary_key, keys, &fields);
        let row = rows.await?.into_iter().next().flatten();
        row.ok_or_else(|| DbErr::RecordNotFound(facts.name.clone()).into())
    }

    /// Changes a row and gives it back with all its columns.
    pub(super) async fn update_stored(
        &self,
        model: ModelId,
        key: &Key,
        changes: Vec<(FieldId, Value)>,
        place: &Place,
    ) -> Result<Row, WriteError> {
        let facts = &self.catalog[model];
        let all: Vec<FieldId> = facts.field_ids().collect();
        let keys = std::slice::from_ref(key);
        let rows = self.changed(model, &facts.primary_key, keys, &changes, &all);
        match rows.await {
            Ok(rows) => {
                let row = rows.into_iter().next();
                row.ok_or_else(|| DbErr::RecordNotUpdated.into())
            }
            Err(error) => Err(self
                .refusal_of_same(error, model, &changes, keys, place)
                .await),
        }
    }

    /// Changes rows that have these primary keys, and gives them back in the order of the keys.
    pub(super) async fn update_rows(
        &mut self,
        model: ModelId,
        changes: &[(FieldId, Value)],
        keys: &[Key],
        place: &Place,
    ) -> Result<Vec<Held>, WriteError> {
        let facts = &self.catalog[model];
        let fields = self.fields(model);
        let rows = self.changed(model, &facts.primary_key, keys, changes, &fields);
        match rows.await {
            Ok(rows) => self.in_order(model, rows, keys),
            Err(error) => Err(self
                .refusal_of_same(error, model, changes, keys, place)
                .await),
        }
    }

    /// Rows that a statement gave back with the columns by which they are related.
    pub(super) fn in_order(
        &mut self,
        model: ModelId,
        rows: Vec<Row>,
        keys: &[Key],
    ) -> Result<Vec<Held>, WriteError> {
        let mut found: HashMap<Key, Held> = HashMap::with_capacity(rows.len());
        for row in self.decoded(model, rows) {
            found.insert(self.key_of(model, &row), row);
        }
        let in_order: Option<Vec<Held>> = keys.iter().map(|key| found.remove(key)).collect();
        in_order.ok_or_else(|| DbErr::RecordNotUpdated.into())
    }

    /// Rows that have the columns by which they are related, in their order.
    pub(super) fn decoded(&mut self, model: ModelId, rows: Vec<Row>) -> Vec<Held> {
        let fields = self.fields(model);
        let rows = rows.into_iter();
        rows.map(|row| Held::new(fields.clone(), row)).collect()
    }

    /// The columns by which a row is related, of all its columns.
    pub(super) fn held(&mut self, model: ModelId, stored: &Row) -> Held {
        let fields = self.fields(model);
        let related: Row = fields.iter().map(|f| stored[f.index()].clone()).collect();
        Held::new(fields, related)
    }
}

/// The columns that a statement gives values; SQL has no form for many rows without any.
fn fields_to_insert(model: &Model, draft: &Draft) -> Vec<FieldId> {
    let is_set = |field: &FieldId| !draft[field.index()].is_not_set();
    let fields: Vec<FieldId> = model.field_ids().filter(is_set).collect();
    if fields.is_empty() {
        // NULL asks for the next number, and for the default where NULL is allowed.
        return model.primary_key[..1].to_vec();
    }
    fields
}

/// Whether a new row is given its primary key.
fn has_key(model: &Model, draft: &Draft) -> bool {
    let mut values = model.primary_key.iter().map(|field| &draft[field.index()]);
    values.all(|value| !is_null(&value_of(value)))
}

fn value_of(value: &ActiveValue<Value>) -> Value {
    match value {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => value.clone(),
        ActiveValue::NotSet => Value::BigInt(None),
    }
}

/// The values that a draft changes.
pub(super) fn set_values(model: &Model, draft: &Draft) -> Vec<(FieldId, Value)> {
    let fields = model.field_ids().zip(draft);
    fields
        .filter_map(|(field, value)| match value {
            ActiveValue::Set(value) => Some((field, value.clone())),
            _ => None,
        })
        .collect()
}
