//! Notes of which rows came to be related and which ceased to be.

use super::{WriteError, held::Held, writer::Work};
use crate::{
    catalog::{FieldId, ForeignKey, ForeignKeyId, ModelId},
    changes::Tie,
    value::Key,
};

impl Work<'_> {
    /// The primary keys of the rows that these values of a foreign key refer to.
    pub(super) async fn targets_of(
        &self,
        key: &ForeignKey,
        values: Vec<Option<Key>>,
    ) -> Result<Vec<Option<Key>>, WriteError> {
        self.primary_keys(key.target, &key.target_fields, values)
            .await
    }

    /// The primary keys of the rows with these values of a unique key.
    pub(super) async fn primary_keys(
        &self,
        model: ModelId,
        fields: &[FieldId],
        values: Vec<Option<Key>>,
    ) -> Result<Vec<Option<Key>>, WriteError> {
        let primary_key = &self.catalog[model].primary_key;
        if fields == primary_key {
            return Ok(values);
        }
        let keys: Vec<Key> = values.iter().flatten().cloned().collect();
        let reader = self.open_reader();
        let rows = reader.by_key(model, fields, &keys, primary_key).await?;
        let mut found = rows.into_iter();
        let mut next = || Key::new(found.next()??.iter());
        Ok(values
            .iter()
            .map(|value| value.as_ref().and_then(|_| next()))
            .collect())
    }

    pub(super) fn link(&mut self, key: ForeignKeyId, child: &Key, parent: Key) {
        let tie = self.tie(key, child, parent);
        self.changes.linked.push(tie);
    }

    pub(super) fn unlink(&mut self, key: ForeignKeyId, child: &Key, parent: Key) {
        let tie = self.tie(key, child, parent);
        self.changes.unlinked.push(tie);
    }

    fn tie(&self, key: ForeignKeyId, child: &Key, parent: Key) -> Tie {
        Tie {
            accessor: self.catalog[key].forward,
            source: child.clone(),
            target: parent,
        }
    }

    /// Notes which foreign keys of rows refer to others than before.
    pub(super) async fn relink(
        &mut self,
        model: ModelId,
        rows: &[(Held, Held)],
    ) -> Result<(), WriteError> {
        let catalog = self.catalog;
        for key in catalog
            .foreign_keys()
            .iter()
            .filter(|key| key.model == model)
        {
            let of = |row: &Held| row.key(&key.fields);
            let moved = rows
                .iter()
                .filter(|(before, after)| of(before) != of(after));
            let moved: Vec<&(Held, Held)> = moved.collect();
            let before = moved.iter().map(|(before, _)| of(before)).collect();
            let before = self.targets_of(key, before).await?;
            let after = moved.iter().map(|(_, after)| of(after)).collect();
            let after = self.targets_of(key, after).await?;
            let children = moved.into_iter().map(|(_, after)| after);
            for (child, (from, to)) in children.zip(before.into_iter().zip(after)) {
                let child = self.key_of(model, child);
                if let Some(from) = from {
                    self.unlink(key.id, &child, from);
                }
                if let Some(to) = to {
                    self.link(key.id, &child, to);
                }
            }
        }
        Ok(())
    }
}
