//! Rows of any model, written and read by what the catalog alone knows.

use relation::catalog::{Field, FieldId, Model};
use sea_orm::{
    ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, IntoTableRef, Order, Query, TableRef},
};

use crate::TestApp;

impl TestApp {
    /// Inserts rows of a model on every database. `rows` gives them for a kind of database, each
    /// with a value for every field.
    ///
    /// # Panics
    ///
    /// If a database refuses them.
    pub async fn insert_raw(&self, model: &Model, rows: impl Fn(DbBackend) -> Vec<Vec<Expr>>) {
        for instance in self.instances() {
            let db = &instance.database.writer;
            let mut insert = Query::insert();
            insert
                .into_table(table(model))
                .columns(model.fields.iter().map(|field| field.column.clone()));
            let backend = db.get_database_backend();
            let rows = rows(backend);
            if rows.is_empty() {
                continue;
            }
            for row in rows {
                let values = row.into_iter().zip(model.fields.iter());
                insert.values_panic(values.map(|(value, field)| typed(backend, field, value)));
            }
            let inserted = db.execute(&insert).await;
            inserted.unwrap_or_else(|error| panic!("{}: {error}", model.name));
            instance.count_on().await;
        }
    }

    /// Writes columns of one row on every database. `key` and `values` give the columns of its primary
    /// key and those to write, each with a value, for a kind of database.
    ///
    /// # Panics
    ///
    /// If a database refuses it, or there is no such row.
    pub async fn update_raw(
        &self,
        model: &Model,
        key: impl Fn(DbBackend) -> Vec<(FieldId, Expr)>,
        values: impl Fn(DbBackend) -> Vec<(FieldId, Expr)>,
    ) {
        let column = |field: FieldId| model[field].column.clone();
        for db in self.writers() {
            let backend = db.get_database_backend();
            let mut update = Query::update();
            update.table(table(model));
            for (field, value) in values(backend) {
                update.value(column(field), typed(backend, &model[field], value));
            }
            for (field, value) in key(backend) {
                update.and_where(Expr::col(column(field)).eq(value));
            }
            let updated = db.execute(&update).await;
            let updated = updated.unwrap_or_else(|error| panic!("{}: {error}", model.name));
            assert_eq!(updated.rows_affected(), 1, "{}", model.name);
        }
    }

    /// All rows of a model with all its fields, as the first database holds them, in the order of their
    /// primary keys. Enums are texts.
    ///
    /// # Panics
    ///
    /// If the database refuses to read them.
    pub async fn read_raw(&self, model: &Model) -> Vec<QueryResult> {
        let db = &self.instance().database.writer;
        let mut select = Query::select();
        select.from(table(model));
        for field in &model.fields {
            let column = Expr::col(field.column.clone());
            match (&field.enum_type, db.get_database_backend()) {
                (Some(_), DbBackend::Postgres) => select.expr(column.cast_as("text")),
                _ => select.expr(column),
            };
        }
        for field in &model.primary_key {
            select.order_by(model[*field].column.clone(), Order::Asc);
        }
        let rows = db.query_all(&select).await;
        rows.unwrap_or_else(|error| panic!("{}: {error}", model.name))
    }
}

/// PostgreSQL makes an enum of no text by itself, and MySQL takes what is bound with a zone for one of its
/// timestamps, which are of few years.
fn typed(backend: DbBackend, field: &Field, value: Expr) -> Expr {
    match (backend, &field.enum_type, value) {
        (DbBackend::Postgres, Some(name), value) => value.cast_as(name.clone()),
        (DbBackend::MySql, _, Expr::Value(Value::ChronoDateTimeUtc(Some(moment)))) => {
            moment.naive_utc().into()
        }
        (DbBackend::MySql, _, Expr::Value(Value::ChronoDateTimeWithTimeZone(Some(moment)))) => {
            moment.naive_utc().into()
        }
        (_, _, value) => value,
    }
}

fn table(model: &Model) -> TableRef {
    match &model.schema {
        Some(schema) => (schema.clone(), model.table.clone()).into_table_ref(),
        None => model.table.clone().into_table_ref(),
    }
}
