//! What identifies a row: the primary key and whatever else is unique.

use super::{
    Comparison, Disagreement, columns, fields, has_columns, place,
    tables::{Index, Table, are_same},
};
use crate::catalog::{FieldId, Model};

impl Comparison<'_> {
    pub(super) fn primary_key(&mut self, model: &Model, table: &Table) {
        let declared = columns(model, &model.primary_key);
        if are_same(&declared, &table.primary_key) || !has_columns(table, &declared) {
            return;
        }
        self.found.push(Disagreement::PrimaryKey {
            place: place(model, &[]),
            is_unique: table.is_unique(&declared),
            declared,
            found: table.primary_key.clone(),
        });
    }

    /// What the catalog takes for unique.
    pub(super) fn unique_fields(&mut self, model: &Model, table: &Table) {
        let single = model.field_ids().filter(|field| {
            let is_key = model.primary_key == [*field];
            model[*field].unique && !is_key
        });
        let groups = single
            .map(|field| vec![field])
            .chain(model.unique_together.iter().cloned());
        let groups: Vec<Vec<FieldId>> = groups.collect();
        for (position, group) in groups.iter().enumerate() {
            let columns = columns(model, group);
            let is_told = groups[..position].contains(group) || !has_columns(table, &columns);
            if !is_told && !table.is_unique(&columns) {
                self.found.push(Disagreement::NotUnique {
                    place: place(model, group),
                });
            }
        }
    }

    /// What only the database takes for unique.
    pub(super) fn unique_indexes(&mut self, model: &Model, table: &Table) {
        for columns in table.indexes.iter().filter_map(Index::key) {
            // A column that no model has is none of the catalog's business.
            let Some(fields) = fields(model, &columns) else {
                continue;
            };
            if !model.is_unique(&fields) {
                self.found.push(Disagreement::UniqueUnknown {
                    place: place(model, &fields),
                });
            }
        }
    }
}
