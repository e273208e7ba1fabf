//! Columns: whether they are there, can be NULL and get a value when none is given.

use sea_orm::ActiveValue;

use super::{
    Comparison, Disagreement, place,
    tables::{Column, Table, TableKind},
};
use crate::catalog::{FieldId, Model};

impl Comparison<'_> {
    pub(super) fn columns(&mut self, model: &Model, table: &Table) {
        let draft = model.hooks.new_draft();
        for (field, value) in model.field_ids().zip(draft) {
            match table.column(&model[field].column.to_string()) {
                None => self.found.push(Disagreement::ColumnMissing {
                    place: place(model, &[field]),
                }),
                Some(column) if table.kind == TableKind::Stored => {
                    self.nullability(model, field, column);
                    if value == ActiveValue::NotSet {
                        self.default(model, field, column);
                    }
                }
                Some(_) => {}
            }
        }
        if table.kind == TableKind::Stored {
            self.unknown_columns(model, table);
        }
    }

    fn nullability(&mut self, model: &Model, field: FieldId, column: &Column) {
        let place = place(model, &[field]);
        match (model[field].nullable, column.nullable) {
            (true, false) => self.found.push(Disagreement::NullRefused { place }),
            (false, true) => self.found.push(Disagreement::NullAdmitted { place }),
            _ => {}
        }
    }

    /// Values that are left to the database, because the entity's own code gives none.
    fn default(&mut self, model: &Model, field: FieldId, column: &Column) {
        if column.has_default {
            return;
        }
        let place = place(model, &[field]);
        let facts = &model[field];
        if model.auto_increment && model.primary_key == [field] && !facts.is_foreign_key {
            self.found.push(Disagreement::KeyNotGiven { place });
        } else if facts.default.is_some() {
            self.found.push(Disagreement::DefaultMissing {
                place,
                nullable: column.nullable,
            });
        }
    }

    fn unknown_columns(&mut self, model: &Model, table: &Table) {
        let required = |column: &&Column| !(column.nullable || column.has_default);
        for column in table.columns.iter().filter(required) {
            let mut fields = model.fields.iter();
            let known = fields.any(|field| {
                let name = field.column.to_string();
                name.eq_ignore_ascii_case(&column.name)
            });
            if !known {
                self.found.push(Disagreement::ColumnUnknown {
                    model: model.name.clone(),
                    table: table.name.clone(),
                    column: column.name.clone(),
                });
            }
        }
    }
}
