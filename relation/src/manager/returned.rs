//! What a statement gives back of the rows that it writes. MySQL's give nothing back: there rows that
//! are made or changed are read afterwards, by keys that are known or that the statement made, and rows
//! that are deleted are read before.

use sea_orm::{DbErr, QueryResult, Value};

use super::{WriteError, writer::Work};
use crate::{
    catalog::{FieldId, Model, ModelId},
    lookup::{List, Order, Predicate},
    query::{Decoder, Listing, Row, Window},
    sql::{self, NewValue},
    value::{Key, normalize},
};

impl Work<'_> {
    /// Inserts rows, each with a value for each of `fields`, and gives back some fields of each, in their
    /// order. Either all of them are given their primary keys or none is.
    pub(super) async fn inserted(
        &self,
        model: ModelId,
        fields: &[FieldId],
        rows: Vec<Vec<Value>>,
        returned: &[FieldId],
    ) -> Result<Vec<Row>, WriteError> {
        let facts = &self.catalog[model];
        let (n_rows, keys) = (rows.len(), given_keys(facts, fields, &rows));
        let statement = sql::insert(self.dialect, facts, fields, rows, returned);
        if self.dialect.has_returning() {
            let rows = self.attempt(statement).await?;
            return Ok(self.decode(model, returned, &rows));
        }
        if keys.len() < n_rows && !facts.auto_increment {
            let message = format!("MySQL does not tell the key of a new {}", facts.name);
            return Err(DbErr::Custom(message).into());
        }
        self.attempt(statement).await?;
        if keys.len() == n_rows {
            return self.rows_by_key(model, &keys, returned).await;
        }
        let rows = self.query(sql::last_inserted(facts, returned, n_rows as u64));
        Ok(self.decode(model, returned, &rows.await?))
    }

    /// As [`inserted`](Self::inserted), for rows that are given their primary keys; one whose key there is
    /// already is passed over and not given back.
    pub(super) async fn inserted_new(
        &self,
        model: ModelId,
        fields: &[FieldId],
        mut rows: Vec<Vec<Value>>,
        returned: &[FieldId],
    ) -> Result<Vec<Row>, WriteError> {
        let facts = &self.catalog[model];
        let insert = |rows| sql::insert_new(self.dialect, facts, fields, rows, returned);
        if self.dialect.has_returning() {
            let rows = self.attempt(insert(rows)).await?;
            return Ok(self.decode(model, returned, &rows));
        }
        let keys = given_keys(facts, fields, &rows);
        let key = &facts.primary_key;
        let present = self.open_reader().by_key(model, key, &keys, key).await?;
        let mut is_present = present.iter().map(Option::is_some);
        rows.retain(|_| !is_present.next().unwrap_or_default());
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let keys = given_keys(facts, fields, &rows);
        self.attempt(insert(rows)).await?;
        self.rows_by_key(model, &keys, returned).await
    }

    /// Makes the same changes to the rows whose `key` fields hold one of `keys`, and gives back some
    /// fields of each, in no order.
    pub(super) async fn changed(
        &self,
        model: ModelId,
        key: &[FieldId],
        keys: &[Key],
        changes: &[(FieldId, Value)],
        returned: &[FieldId],
    ) -> Result<Vec<Row>, WriteError> {
        let facts = &self.catalog[model];
        let change = |condition: &Predicate| {
            let values = changes.iter();
            let values = values.map(|(field, value)| (*field, NewValue::Value(value.clone())));
            let values: Vec<(FieldId, NewValue)> = values.collect();
            sql::change(self.open(), facts, condition, &values, returned)
        };
        let condition = by_key(key, keys);
        if self.dialect.has_returning() {
            let rows = self.attempt(change(&condition)).await?;
            return Ok(self.decode(model, returned, &rows));
        }
        let keys = if *key == facts.primary_key {
            keys.to_vec()
        } else {
            self.keys_meeting(model, condition).await?
        };
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let condition = by_key(&facts.primary_key, &keys);
        self.attempt(change(&condition)).await?;
        let keys = keys.iter().map(|key| rekeyed(facts, key, changes));
        let keys: Vec<Key> = keys.collect();
        self.rows_by_key(model, &keys, returned).await
    }

    /// Deletes the rows that meet a condition, which speaks of their own fields alone, and gives back
    /// some fields of each, the primary key among them.
    pub(super) async fn deleted(
        &self,
        model: ModelId,
        condition: &Predicate,
        returned: &[FieldId],
    ) -> Result<Vec<Row>, WriteError> {
        let facts = &self.catalog[model];
        if self.dialect.has_returning() {
            let statement = sql::delete(self.open(), facts, condition, returned);
            let rows = self.query(statement).await?;
            return Ok(self.decode(model, returned, &rows));
        }
        let keys = self.keys_meeting(model, condition.clone()).await?;
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.rows_by_key(model, &keys, returned).await?;
        let condition = by_key(&facts.primary_key, &keys);
        let statement = sql::delete(self.open(), facts, &condition, &[]);
        self.query(statement).await?;
        Ok(rows)
    }

    /// The rows that a statement gave back.
    pub(super) fn decode(
        &self,
        model: ModelId,
        fields: &[FieldId],
        rows: &[QueryResult],
    ) -> Vec<Row> {
        let decoder = Decoder::new(self.catalog, &self.catalog[model], fields);
        rows.iter().map(|row| decoder.row(row, 0)).collect()
    }

    /// The rows with these primary keys, whoever may see them.
    pub(super) async fn rows_by_key(
        &self,
        model: ModelId,
        keys: &[Key],
        fields: &[FieldId],
    ) -> Result<Vec<Row>, WriteError> {
        let reader = self.open_reader();
        let primary_key = &self.catalog[model].primary_key;
        let rows = reader.by_key(model, primary_key, keys, fields).await?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The primary keys of the rows that meet a condition, whoever may see them.
    async fn keys_meeting(
        &self,
        model: ModelId,
        filter: Predicate,
    ) -> Result<Vec<Key>, WriteError> {
        let list = List {
            filter,
            order: Order::default(),
        };
        let listing = Listing {
            fields: &self.catalog[model].primary_key,
            list: &list,
            window: &Window::all(),
            with_keys: false,
        };
        let found = self.open_reader().page(model, &listing).await?;
        let keys = found.rows.iter().map(|row| Key::new(row.iter()));
        Ok(keys.flatten().collect())
    }
}

fn by_key(fields: &[FieldId], keys: &[Key]) -> Predicate {
    Predicate::Key {
        fields: fields.to_vec(),
        keys: keys.to_vec(),
    }
}

/// The primary keys of new rows that have them.
fn given_keys(model: &Model, fields: &[FieldId], rows: &[Vec<Value>]) -> Vec<Key> {
    let positions = model.primary_key.iter();
    let positions = positions.map(|field| fields.iter().position(|known| known == field));
    let Some(positions) = positions.collect::<Option<Vec<usize>>>() else {
        return Vec::new();
    };
    let key = |row: &Vec<Value>| {
        let values = positions.iter().map(|position| row[*position].clone());
        let values: Vec<Value> = values.map(normalize).collect();
        Key::new(values.iter())
    };
    rows.iter().filter_map(key).collect()
}

/// The primary key of a row after changes.
fn rekeyed(model: &Model, key: &Key, changes: &[(FieldId, Value)]) -> Key {
    let fields = model.primary_key.iter().zip(key.values());
    let values = fields.map(|(field, value)| {
        let new = changes.iter().find(|(changed, _)| changed == field);
        new.map_or(value.clone(), |(_, new)| normalize(new.clone()))
    });
    let values: Vec<Value> = values.collect();
    Key::new(values.iter()).unwrap_or_else(|| key.clone())
}
