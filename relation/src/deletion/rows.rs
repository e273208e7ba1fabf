//! Questions about rows of sets, one statement each.

use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde::de::IgnoredAny;

use super::Deletion;
use crate::{
    catalog::{FieldId, Model},
    query::Decoder,
    sql::{Context, Count, Dialect, KeyList, Rows, Selected, Set},
    value::{Key, UNREADABLE},
};

/// How many rows there are.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) all: u64,
    /// Those that were not counted before.
    pub(super) new: u64,
    /// What tells them from others of the same number; empty where that was not asked for.
    pub(super) fingerprint: String,
}

impl<C: ConnectionTrait> Deletion<'_, C> {
    pub(super) fn selected<'s>(&'s self, sets: &'s [Set]) -> Result<Selected<'s>, DbErr> {
        let context = Context {
            dialect: Dialect::of(self.db.get_database_backend())?,
            catalog: self.catalog,
            scope: self.scope,
            lock: None,
        };
        Ok(Selected { context, sets })
    }

    /// Whether there is any of the rows.
    pub(super) async fn any(&self, sets: &[Set], rows: &Rows) -> Result<bool, DbErr> {
        let statement = self.selected(sets)?.any(rows);
        Ok(self.db.query_one_raw(statement).await?.is_some())
    }

    pub(super) async fn count(&self, sets: &[Set], count: Count<'_>) -> Result<Counted, DbErr> {
        let statement = self.selected(sets)?.count(count);
        let row = self.db.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("a count".to_owned()))?;
        let fingerprint: String = row.try_get_by_index(2)?;
        Ok(Counted {
            all: number(&row, 0)?,
            new: number(&row, 1)?,
            // Some databases write JSON with blanks.
            fingerprint: fingerprint.replace(' ', ""),
        })
    }

    /// The primary keys of the first rows, `limit` at most. None are asked for without a statement.
    pub(super) async fn first(
        &self,
        sets: &[Set],
        rows: &Rows,
        limit: u64,
    ) -> Result<Vec<Key>, DbErr> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let statement = self.selected(sets)?.first(rows, limit);
        let found = self.db.query_all_raw(statement).await?;
        let keys = self.keys(&self.catalog[rows.model], &found);
        Ok(keys.flatten().collect())
    }

    /// All of the rows.
    pub(super) async fn list(
        &self,
        sets: &[Set],
        rows: &Rows,
        fields: Vec<FieldId>,
    ) -> Result<KeyList, DbErr> {
        let statement = self.selected(sets)?.list(rows, &fields);
        let row = self.db.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("a list".to_owned()))?;
        key_list(&row, fields)
    }

    /// The primary keys of rows; none for one that cannot be read.
    pub(super) fn keys<'r>(
        &self,
        model: &Model,
        rows: &'r [QueryResult],
    ) -> impl Iterator<Item = Option<Key>> + use<'r, '_, C> {
        let decoder = Decoder::new(self.catalog, &self.catalog[model.id], &model.primary_key);
        rows.iter().map(move |row| {
            let values = decoder.row(row, 0);
            let is_readable = !values.contains(&UNREADABLE);
            is_readable.then(|| Key::new(values.iter())).flatten()
        })
    }
}

/// The list of `fields` whose length and JSON are in the row.
pub(super) fn key_list(row: &QueryResult, fields: Vec<FieldId>) -> Result<KeyList, DbErr> {
    let list = KeyList {
        fields,
        len: number(row, 0)?,
        json: row.try_get_by_index(1)?,
    };
    // MariaDB cuts it off at `group_concat_max_len`, and then closes it.
    let rows: Result<Vec<IgnoredAny>, _> = serde_json::from_str(&list.json);
    if rows.is_ok_and(|rows| rows.len() as u64 == list.len) {
        Ok(list)
    } else {
        let message = "the database did not write the list of keys to its end";
        Err(DbErr::Custom(message.to_owned()))
    }
}

/// A count; a sum of nothing is NULL.
fn number(row: &QueryResult, index: usize) -> Result<u64, DbErr> {
    let number: Option<i64> = row.try_get_by_index(index)?;
    Ok(number
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or(0))
}
