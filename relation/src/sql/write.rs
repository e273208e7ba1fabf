//! Making rows, and giving each of many rows values of its own. The statements give back columns
//! of the rows they touched.

use sea_orm::{
    Order, Statement, Value,
    sea_query::{
        DynIden, Expr, ExprTrait, InsertStatement, Keyword, OnConflict, Query, SelectStatement,
        TableRef,
    },
};

use super::{
    Dialect,
    keys::KeyTable,
    table::{Table, call, equal, returning},
};
use crate::{
    catalog::{FieldId, Model},
    value::{Key, is_null},
};

/// How many values one statement binds at most: what SQLite takes, less a few.
const MOST_VALUES: usize = 32_000;

/// How many rows with values of so many fields one [`insert`] takes.
pub fn most_rows(n_fields: usize) -> usize {
    MOST_VALUES / n_fields.max(1)
}

/// Makes rows; each has a value for each of `fields`, of which there is at least one. Nothing is returned
/// where the database [gives no rows back](Dialect::has_returning).
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
    dialect.statement(&insertion(dialect, model, fields, rows, returned))
}

/// As [`insert`]; a row whose primary key there is already is passed over and not given back.
pub fn insert_new(
    dialect: Dialect,
    model: &Model,
    fields: &[FieldId],
    rows: Vec<Vec<Value>>,
    returned: &[FieldId],
) -> Statement {
    let mut insert = insertion(dialect, model, fields, rows, returned);
    let key = model.primary_key.iter();
    let key: Vec<DynIden> = key.map(|field| model[*field].column.clone()).collect();
    let mut conflict = OnConflict::columns(key.clone());
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => conflict.do_nothing(),
        // `INSERT IGNORE` would pass over rows that break any rule.
        Dialect::MySql => conflict.do_nothing_on(key),
    };
    insert.on_conflict(conflict);
    dialect.statement(&insert)
}

/// Reads the rows whose primary keys MySQL made for the `n_rows` rows of the last statement that
/// [inserts](insert), in the order of their values. It gives all rows of one statement numbers in one go.
///
/// Builds, for example, `SELECT t.id, t.name FROM tag AS t WHERE t.id >= LAST_INSERT_ID() AND t.id <
/// LAST_INSERT_ID() + ? * @@auto_increment_increment ORDER BY t.id LIMIT ?`.
pub fn last_inserted(model: &Model, returned: &[FieldId], n_rows: u64) -> Statement {
    let table = Table::new(model, "t");
    let key = || table.column(model.primary_key[0]);
    let first = || call("LAST_INSERT_ID", []);
    let step = Expr::cust("@@auto_increment_increment");
    let end = first().add(Expr::val(n_rows).mul(step));
    let mut select = SelectStatement::new();
    select
        .exprs(table.columns(returned))
        .from(table.reference())
        .and_where(key().gte(first()))
        .and_where(key().lt(end))
        .order_by_expr(key(), Order::Asc)
        .limit(n_rows);
    Dialect::MySql.statement(&select)
}

/// Gives each row values of its own: `rows` hold the primary key and then a value for each of
/// `fields`, none of them NULL.
///
/// Builds, for example, `UPDATE comment SET post_id = json_extract(k.value, '$[1]') FROM
/// json_each(?) AS k WHERE comment.id = json_extract(k.value, '$[0]') RETURNING id`, and on MySQL `UPDATE
/// comment JOIN JSON_TABLE(..) AS k ON comment.id = k.value0 SET comment.post_id = k.value1`.
pub fn update_each(
    dialect: Dialect,
    model: &Model,
    fields: &[FieldId],
    rows: &[Key],
    returned: &[FieldId],
) -> Statement {
    let mut update = Query::update();
    update.table(table_of(model));
    let table = KeyTable::new(dialect, rows);
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
    match dialect {
        Dialect::Sqlite => {
            if let Some(back) = returning(model, returned) {
                update.returning(back);
            }
        }
        // The names of the list's columns are in reach as well.
        Dialect::Postgres if !returned.is_empty() => {
            update.returning(Query::returning().exprs(returned.iter().map(qualified)));
        }
        Dialect::Postgres | Dialect::MySql => {}
    }
    dialect.statement(&update)
}

fn insertion(
    dialect: Dialect,
    model: &Model,
    fields: &[FieldId],
    rows: Vec<Vec<Value>>,
    returned: &[FieldId],
) -> InsertStatement {
    let mut insert = Query::insert();
    insert
        .into_table(table_of(model))
        .columns(fields.iter().map(|field| model[*field].column.clone()));
    for row in rows {
        let values = fields.iter().zip(row);
        insert.values_panic(values.map(|(field, value)| new_value(dialect, model, *field, value)));
    }
    if let Some(back) = returning(model, returned) {
        insert.returning(back);
    }
    insert
}

/// A value of a new row. Where a primary key is to be made by the database, SQLite is given NULL.
fn new_value(dialect: Dialect, model: &Model, field: FieldId, value: Value) -> Expr {
    let is_made = is_null(&value) && model.primary_key.contains(&field);
    match dialect {
        Dialect::Postgres if is_made => Expr::Keyword(Keyword::Default),
        _ => dialect.written(&model[field], value),
    }
}

fn table_of(model: &Model) -> TableRef {
    match &model.schema {
        Some(schema) => TableRef::from((schema.clone(), model.table.clone())),
        None => TableRef::from(model.table.clone()),
    }
}
