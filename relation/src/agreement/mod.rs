//! Whether the catalog and the tables of a database agree.
//!
//! [`compare`] takes the tables as plain data and reads nothing; how they are found is left to
//! others. Types of columns are not compared: each database has names of its own for them.

mod disagreement;
mod tables;

mod columns;
mod foreign_keys;
mod keys;

use crate::catalog::{Catalog, FieldId, Model};

pub use disagreement::{Disagreement, Place, Severity};
use tables::has;
pub use tables::{Action, Column, Constraint, Index, Table, TableKind};

/// What the catalog and `tables` say differently, in the order of the catalog's models.
///
/// Tables and columns that no model has are passed over, unless they stand in the way of what the
/// catalog promises. Names are compared without regard to ASCII case, as SQLite does.
pub fn compare(catalog: &Catalog, tables: &[Table]) -> Vec<Disagreement> {
    let mut comparison = Comparison {
        catalog,
        tables,
        found: Vec::new(),
    };
    for model in catalog.models() {
        comparison.model(model);
    }
    comparison.found
}

struct Comparison<'a> {
    catalog: &'a Catalog,
    tables: &'a [Table],
    found: Vec<Disagreement>,
}

impl<'a> Comparison<'a> {
    fn model(&mut self, model: &'a Model) {
        let Some(table) = self.table_of(model) else {
            self.found.push(Disagreement::TableMissing {
                place: place(model, &[]),
            });
            return;
        };
        self.columns(model, table);
        if table.kind == TableKind::Stored {
            self.primary_key(model, table);
            self.unique_fields(model, table);
            self.unique_indexes(model, table);
        }
        self.foreign_keys(model, table);
        self.unknown_referrers(model);
    }

    fn table_of(&self, model: &Model) -> Option<&'a Table> {
        self.tables.iter().find(|table| is_table_of(table, model))
    }
}

fn schema_of(model: &Model) -> Option<String> {
    model.schema.as_ref().map(ToString::to_string)
}

fn is_table_of(table: &Table, model: &Model) -> bool {
    table.schema == schema_of(model) && table.is_named(&model.table.to_string())
}

fn refers_to(constraint: &Constraint, model: &Model) -> bool {
    constraint.refers_to(schema_of(model).as_deref(), &model.table.to_string())
}

/// The columns of fields.
fn columns(model: &Model, fields: &[FieldId]) -> Vec<String> {
    let fields = fields.iter();
    fields
        .map(|field| model[*field].column.to_string())
        .collect()
}

fn has_columns(table: &Table, columns: &[String]) -> bool {
    columns.iter().all(|column| table.column(column).is_some())
}

/// The fields of columns; none where the model lacks one of them.
fn fields(model: &Model, columns: &[String]) -> Option<Vec<FieldId>> {
    let named = |column: &String| {
        let mut ids = model.field_ids();
        ids.find(|id| has(std::slice::from_ref(column), &model[*id].column.to_string()))
    };
    columns.iter().map(named).collect()
}

/// The place of fields of a model, or of the model where there are none.
fn place(model: &Model, fields: &[FieldId]) -> Place {
    Place {
        model: model.name.clone(),
        field: match fields {
            [field] => Some(model[*field].name.clone()),
            _ => None,
        },
        table: model.table.to_string(),
        columns: columns(model, fields),
    }
}

#[cfg(test)]
mod tests;
