//! Each kind of disagreement: tables that agree with the catalog, and one thing changed.

mod domain;

mod columns;
mod foreign_keys;
mod keys;
mod rules;

use expect_test::Expect;

use super::{Action, Column, Constraint, Index, Table, TableKind, columns as columns_of, compare};
use crate::catalog::{Catalog, Model};

/// What is reported after `change` has been made to tables that agree.
fn check(change: impl FnOnce(&mut Vec<Table>), expected: &Expect) {
    let catalog = domain::catalog();
    let mut tables = agreeing(&catalog);
    change(&mut tables);
    expected.assert_eq(&report(&catalog, &tables));
}

fn report(catalog: &Catalog, tables: &[Table]) -> String {
    let found = compare(catalog, tables);
    let lines = found
        .iter()
        .map(|one| format!("{}: {one}\n", one.severity()));
    lines.collect()
}

/// The table of this name.
fn at<'a>(tables: &'a mut [Table], name: &str) -> &'a mut Table {
    let mut tables = tables.iter_mut();
    tables.find(|table| table.name == name).unwrap()
}

fn column_at<'a>(tables: &'a mut [Table], table: &str, name: &str) -> &'a mut Column {
    let mut columns = at(tables, table).columns.iter_mut();
    columns.find(|column| column.name == name).unwrap()
}

fn constraint_at<'a>(tables: &'a mut [Table], table: &str, column: &str) -> &'a mut Constraint {
    let mut constraints = at(tables, table).constraints.iter_mut();
    let found = constraints.find(|constraint| constraint.columns == [column]);
    found.unwrap()
}

fn column(name: &str) -> Column {
    Column {
        name: name.to_owned(),
        nullable: false,
        has_default: false,
    }
}

fn index(columns: &[&str]) -> Index {
    Index {
        name: columns.join("_"),
        columns: columns
            .iter()
            .map(|name| Some((*name).to_owned()))
            .collect(),
        unique: false,
        partial: false,
    }
}

fn unique(columns: &[&str]) -> Index {
    Index {
        unique: true,
        ..index(columns)
    }
}

fn constraint(columns: &[&str], target: &str, target_columns: &[&str]) -> Constraint {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Constraint {
        columns: owned(columns),
        target_schema: None,
        target: target.to_owned(),
        target_columns: owned(target_columns),
        on_delete: Action::NoAction,
    }
}

fn named(name: &str) -> Table {
    Table {
        schema: None,
        name: name.to_owned(),
        kind: TableKind::Stored,
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        constraints: Vec::new(),
    }
}

/// The tables as the catalog has them.
fn agreeing(catalog: &Catalog) -> Vec<Table> {
    let models = catalog.models().iter();
    models.map(|model| agreeing_table(catalog, model)).collect()
}

fn agreeing_table(catalog: &Catalog, model: &Model) -> Table {
    let mut table = named(&model.table.to_string());
    table.primary_key = columns_of(model, &model.primary_key);
    for id in model.field_ids() {
        let field = &model[id];
        let is_counted = model.auto_increment && model.primary_key == [id];
        table.columns.push(Column {
            name: field.column.to_string(),
            nullable: field.nullable,
            has_default: is_counted || field.default.is_some(),
        });
        if field.unique && model.primary_key != [id] {
            table.indexes.push(unique(&[&field.column.to_string()]));
        }
    }
    for group in &model.unique_together {
        let columns = columns_of(model, group);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        table.indexes.push(unique(&columns));
    }
    let keys = catalog.foreign_keys().iter();
    for key in keys.filter(|key| key.model == model.id) {
        let columns = columns_of(model, &key.fields);
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        if !table.has_index(&columns) {
            table.indexes.push(index(&names));
        }
        if key.has_constraint {
            let target = &catalog[key.target];
            table.constraints.push(Constraint {
                columns,
                target_schema: None,
                target: target.table.to_string(),
                target_columns: columns_of(target, &key.target_fields),
                on_delete: Action::NoAction,
            });
        }
    }
    table
}
