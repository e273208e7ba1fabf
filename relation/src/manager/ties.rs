//! Notes of which rows came to be related and which ceased to be.

use super::{Place, RowInput, WriteError, held::Held, writer::Work};
use crate::{
    catalog::{ForeignKey, ForeignKeyId, ModelId},
    changes::Tie,
    value::Key,
};

impl Work<'_> {
    /// The primary keys of the rows that these values of a foreign key refer to; none where it
    /// refers to nothing.
    pub(super) async fn targets_of(
        &self,
        key: &ForeignKey,
        values: Vec<Option<Key>>,
    ) -> Result<Vec<Option<Key>>, WriteError> {
        let primary_key = &self.catalog[key.target].primary_key;
        if key.has_constraint && key.target_fields == *primary_key {
            return Ok(values);
        }
        let keys: Vec<Key> = values.iter().flatten().cloned().collect();
        let reader = self.open_reader();
        let rows = reader.by_key(key.target, &key.target_fields, &keys, primary_key);
        let mut found = rows.await?.into_iter();
        let mut next = || Key::new(found.next()??.iter());
        Ok(values
            .iter()
            .map(|value| value.as_ref().and_then(|_| next()))
            .collect())
    }

    /// Takes note that foreign keys of rows refer to others than before, and checks that they may.
    pub(super) async fn rekeyed(
        &mut self,
        model: ModelId,
        rows: &[Rekeyed<'_>],
    ) -> Result<(), WriteError> {
        let catalog = self.catalog;
        for row in rows {
            let key = self.key_of(model, &row.after);
            self.present.insert((model, key), row.after.clone());
        }
        let keys = catalog.foreign_keys().iter();
        for key in keys.filter(|key| key.model == model) {
            let before = |row: &Rekeyed<'_>| row.before.as_ref()?.key(&key.fields);
            let after = |row: &Rekeyed<'_>| row.after.key(&key.fields);
            let changed = rows.iter().filter(|row| before(row) != after(row));
            let changed: Vec<&Rekeyed<'_>> = changed.collect();
            if changed.is_empty() {
                continue;
            }
            let from = changed.iter().map(|row| before(row)).collect();
            let from = self.targets_of(key, from).await?;
            let to = changed.iter().map(|row| after(row)).collect();
            let to = self.targets_of(key, to).await?;
            let chosen = changed.iter().zip(&to);
            let chosen: Vec<(Key, Place)> = chosen
                .filter_map(|(row, to)| Some((to.clone()?, row.place_of(key.id))))
                .collect();
            self.check_choices(key.id, &chosen).await?;
            for (row, (from, to)) in changed.iter().zip(from.into_iter().zip(to)) {
                let tie = |target| Tie {
                    accessor: key.forward,
                    source: self.key_of(model, &row.after),
                    target,
                };
                let (from, to) = (from.map(tie), to.map(tie));
                self.changes.unlinked.extend(from);
                self.changes.linked.extend(to);
            }
        }
        Ok(())
    }
}

/// A row that was made, or whose columns may refer to other rows than before.
pub(super) struct Rekeyed<'r> {
    /// None for a row that was made.
    pub(super) before: Option<Held>,
    pub(super) after: Held,
    /// What the request says of the row itself.
    pub(super) input: &'r RowInput,
    /// Where in the request the row stands.
    pub(super) place: &'r Place,
}

impl Rekeyed<'_> {
    /// Where the request says to what a key refers.
    fn place_of(&self, key: ForeignKeyId) -> Place {
        match self.input.forward.iter().find(|(known, _)| *known == key) {
            Some((_, to)) => to.place().clone(),
            None => self.place.clone(),
        }
    }
}
