//! Making rows, and giving each of many rows values of its own. The statements give back columns
//! of the rows they touched.

use sea_orm::{
    Statement, Value,
    sea_query::{Expr, InsertStatement, OnConflict, Query, TableRef, UpdateStatement},
};

use super::{
    Dialect,
    keys::KeyTable,
    table::{equal, returning},
};
use crate::{
    catalog::{FieldId, Model},
    value::Key,
};

/// How many values one statement binds at most: what SQLite takes, less a few.
const MOST_VALUES: usize = 32_000;

/// How many rows with values of so many fields one [`insert`] takes.
pub fn most_rows(n_fields: usize) -> usize {
    MOST_VALUES / n_fields.max(1)
}

/// Makes rows; each has a value for each of `fields`, of which there is at least one.
///
/// Builds, for example, `INSERT INTO tag (name) VALUES (?), (?) RETURNING id, name`. SQLite and
/// PostgreSQL give the rows back in the order of the values.
pub fn insert(
    dialect: Dialect,
    model: &Model,
    fields: &[FieldId],
    rows: Vec<Vec<Value>>,
    returned: &[FieldId],
) -> Statement {
    dialect.statement(&insertion(model, fields, rows, returned))
}

/// As [`insert`]; a row whose primary key there is already is passed over and not given back.
pub fn insert_new(
    dialect: Dialect,
    model: &Model,
    fields: &[FieldId],
    rows: Vec<Vec<Value>>,
    returned: &[FieldId],
) -> Statement {
    let mut insert = insertion(model, fields, rows, returned);
    let key = model.primary_key.iter();
    let mut conflict = OnConflict::columns(key.map(|field| model[*field].column.clone()));
    insert.on_conflict(conflict.do_nothing().to_owned());
    dialect.statement(&insert)
}

/// Gives each row values of its own: `rows` hold the primary key and then a value for each of
/// `fields`, none of them NULL.
///
/// Builds, for example, `UPDATE comment SET post_id = json_extract(k.value, '$[1]') FROM
/// json_each(?) AS k WHERE comment.id = json_extract(k.value, '$[0]') RETURNING id`.
pub fn update_each(
    dialect: Dialect,
    model: &Model,
    fields: &[FieldId],
    rows: &[Key],
    returned: &[FieldId],
) -> Statement {
    let mut update = update(model, returned);
    let table = KeyTable::new(rows);
    let mut values = table.values();
    let new = values.split_off(model.primary_key.len());
    for (field, value) in fields.iter().zip(new) {
        update.value(model[*field].column.clone(), value);
    }
    let qualified = |field: &FieldId| {
        let column = model[*field].column.clone();
        Expr::col((model.table.clone(), column))
    };
    update
        .from(table.reference())
        .and_where(equal(model.primary_key.iter().map(qualified), values));
    dialect.statement(&update)
}

fn insertion(
    model: &Model,
    fields: &[FieldId],
    rows: Vec<Vec<Value>>,
    returned: &[FieldId],
) -> InsertStatement {
    let mut insert = Query::insert();
    insert
        .into_table(table(model))
        .columns(fields.iter().map(|field| model[*field].column.clone()));
    for row in rows {
        insert.values_panic(row.into_iter().map(Expr::val));
    }
    if let Some(back) = returning(model, returned) {
        insert.returning(back);
    }
    insert
}

fn update(model: &Model, returned: &[FieldId]) -> UpdateStatement {
    let mut update = Query::update();
    update.table(table(model));
    if let Some(back) = returning(model, returned) {
        update.returning(back);
    }
    update
}

fn table(model: &Model) -> TableRef {
    match &model.schema {
        Some(schema) => TableRef::from((schema.clone(), model.table.clone())),
        None => TableRef::from(model.table.clone()),
    }
}
