//! What it means that the database refuses a row, found out by looking and not by its words.

use std::collections::HashSet;

use sea_orm::Value;

use super::{Place, WriteError, writer::Work};
use crate::{
    catalog::{FieldId, Model, ModelId},
    value::{Key, is_null},
    violation::Violation,
};

/// A row that was to be stored: where it stands in the request, its values, and its primary key if
/// it was there before.
pub(super) type Tried<'p> = (&'p Place, Vec<(FieldId, Value)>, Option<Key>);

impl Work<'_> {
    /// Why the database refused to make the same changes to all of these rows.
    pub(super) async fn refusal_of_same(
        &self,
        error: WriteError,
        model: ModelId,
        changes: &[(FieldId, Value)],
        keys: &[Key],
        place: &Place,
    ) -> WriteError {
        let is_unique = matches!(
            &error,
            WriteError::Database(error) if Violation::of(error) == Violation::Unique
        );
        let given = |fields: &Vec<FieldId>| {
            let mut fields = fields.iter();
            fields.all(|field| {
                changes
                    .iter()
                    .any(|(known, value)| known == field && !is_null(value))
            })
        };
        // Several rows cannot have one value; they need no look.
        if is_unique
            && keys.len() > 1
            && let Some(fields) = unique_keys(&self.catalog[model]).into_iter().find(given)
        {
            return WriteError::Unique {
                model,
                fields,
                place: place.clone(),
            };
        }
        let unique: Vec<FieldId> = unique_keys(&self.catalog[model]).concat();
        let mut changes = changes.to_vec();
        changes.retain(|(field, _)| unique.contains(field));
        let tried = keys.iter();
        let tried = tried.map(|key| (place, changes.clone(), Some(key.clone())));
        self.refusal(error, model, tried.collect()).await
    }

    /// Why the database refused to store these rows.
    pub(super) async fn refusal(
        &self,
        error: WriteError,
        model: ModelId,
        tried: Vec<Tried<'_>>,
    ) -> WriteError {
        let WriteError::Database(database_error) = &error else {
            return error;
        };
        match Violation::of(database_error) {
            Violation::Unique => match self.taken(model, &tried).await {
                Ok((fields, place)) => WriteError::Unique {
                    model,
                    fields,
                    place,
                },
                Err(error) => error,
            },
            Violation::ForeignKey | Violation::NotNull | Violation::Check => {
                WriteError::Constraint { model: Some(model) }
            }
            Violation::Unavailable | Violation::Busy | Violation::Timeout | Violation::Other => {
                error
            }
        }
    }

    /// The unique key that is taken, and the row that wants it.
    async fn taken(
        &self,
        model: ModelId,
        tried: &[Tried<'_>],
    ) -> Result<(Vec<FieldId>, Place), WriteError> {
        let facts = &self.catalog[model];
        let tried = self.completed(model, tried).await?;
        for fields in unique_keys(facts) {
            let wanted: Vec<(&Tried<'_>, Key)> = tried
                .iter()
                .filter_map(|row| Some((row, key_of(&row.1, &fields)?)))
                .collect();
            let mut seen = HashSet::new();
            if let Some((row, _)) = wanted.iter().find(|(_, key)| !seen.insert(key)) {
                return Ok((fields, row.0.clone()));
            }
            let keys: Vec<Key> = wanted.iter().map(|(_, key)| key.clone()).collect();
            let reader = self.open_reader();
            let holders = reader.by_key(model, &fields, &keys, &facts.primary_key);
            for ((row, _), holder) in wanted.iter().zip(holders.await?) {
                let holder = holder.and_then(|holder| Key::new(holder.iter()));
                if holder.is_some() && holder != row.2 {
                    return Ok((fields, row.0.clone()));
                }
            }
        }
        // A key of which the catalog does not know, or one that holds what was there before.
        let place = tried.first().map(|row| row.0.clone());
        Ok((Vec::new(), place.unwrap_or_default()))
    }

    /// The rows with all their values: those that were there before keep what does not change.
    async fn completed<'p>(
        &self,
        model: ModelId,
        tried: &[Tried<'p>],
    ) -> Result<Vec<Tried<'p>>, WriteError> {
        let facts = &self.catalog[model];
        let mut all: Vec<FieldId> = unique_keys(facts).concat();
        all.sort_unstable();
        all.dedup();
        let keys: Vec<Key> = tried.iter().filter_map(|row| row.2.clone()).collect();
        let reader = self.open_reader();
        let stored = reader.by_key(model, &facts.primary_key, &keys, &all);
        let mut stored = stored.await?.into_iter();
        let complete = |(place, values, key): &Tried<'p>| {
            let before = key.as_ref().and_then(|_| stored.next()?);
            let before = before.iter().flat_map(|row| row.iter().cloned());
            let before = all.iter().copied().zip(before);
            (
                *place,
                before.chain(values.iter().cloned()).collect(),
                key.clone(),
            )
        };
        Ok(tried.iter().map(complete).collect())
    }
}

/// The unique keys of a model, the primary key first.
fn unique_keys(model: &Model) -> Vec<Vec<FieldId>> {
    let single = model.field_ids().filter(|field| model[*field].unique);
    let mut keys = vec![model.primary_key.clone()];
    keys.extend(single.map(|field| vec![field]));
    keys.extend(model.unique_together.iter().cloned());
    keys
}

/// The values of a unique key; none where one is not given or NULL.
fn key_of(values: &[(FieldId, Value)], fields: &[FieldId]) -> Option<Key> {
    let value = |field: &FieldId| {
        let mut given = values.iter().rev();
        Some(&given.find(|(known, _)| known == field)?.1)
    };
    let values: Vec<&Value> = fields.iter().map(value).collect::<Option<_>>()?;
    Key::new(values.into_iter())?.normalized()
}
