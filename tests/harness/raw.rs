//! Rows of any model, written and read by what the catalog alone knows.

use relation::catalog::Model;
use sea_orm::{
    ConnectionTrait, DbBackend, QueryResult,
    sea_query::{Expr, IntoTableRef, Query, TableRef},
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
        for db in self.writers() {
            let mut insert = Query::insert();
            insert
                .into_table(table(model))
                .columns(model.fields.iter().map(|field| field.column.clone()));
            let rows = rows(db.get_database_backend());
            if rows.is_empty() {
                continue;
            }
            for row in rows {
                insert.values_panic(row);
            }
            let inserted = db.execute(&insert).await;
            inserted.unwrap_or_else(|error| panic!("{}: {error}", model.name));
        }
    }

    /// All rows of a model with all its fields, as the first database holds them.
    ///
    /// # Panics
    ///
    /// If the database refuses to read them.
    pub async fn read_raw(&self, model: &Model) -> Vec<QueryResult> {
        let mut select = Query::select();
        select
            .columns(model.fields.iter().map(|field| field.column.clone()))
            .from(table(model));
        let db = self.writers().next().expect("at least one database");
        let rows = db.query_all(&select).await;
        rows.unwrap_or_else(|error| panic!("{}: {error}", model.name))
    }
}

fn table(model: &Model) -> TableRef {
    match &model.schema {
        Some(schema) => (schema.clone(), model.table.clone()).into_table_ref(),
        None => model.table.clone().into_table_ref(),
    }
}
