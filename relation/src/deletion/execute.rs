//! Carries out a plan.

use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::{
    check::any,
    plan::{Change, Deletion, Plan},
};
use crate::{
    catalog::{Catalog, Model, ModelId, OnDelete},
    changes::Changes,
    query::Decoder,
    scope::Unrestricted,
    sql::{self, Context, NewValue},
    transaction::Transaction,
    value::{Key, UNREADABLE},
};

/// What was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deleted {
    /// How many rows of each model, in the order of the deletion; models without any are left out.
    pub counts: Vec<(ModelId, u64)>,
}

impl Deleted {
    /// How many rows there were in all.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

impl Plan {
    /// Deletes and writes the rows, and adds to `changes` which they were.
    pub(super) async fn execute(
        &self,
        txn: &Transaction,
        catalog: &Catalog,
        changes: &mut Changes,
    ) -> Result<Deleted, DbErr> {
        let executor = Executor { txn, catalog };
        let mut deleted = Deleted::default();
        for leaf in &self.leaves {
            executor.delete(leaf, &mut deleted, changes).await?;
        }
        for change in &self.changes {
            executor.change(change, changes).await?;
        }
        for rows in &self.rows {
            executor.delete(rows, &mut deleted, changes).await?;
        }
        Ok(deleted)
    }
}

struct Executor<'a> {
    txn: &'a Transaction,
    catalog: &'a Catalog,
}

impl Executor<'_> {
    async fn delete(
        &self,
        deletion: &Deletion,
        deleted: &mut Deleted,
        changes: &mut Changes,
    ) -> Result<(), DbErr> {
        let model = &self.catalog[deletion.model];
        let statement = sql::delete(
            self.context(),
            model,
            &deletion.condition,
            &model.primary_key,
        );
        let keys = self.returned(model, statement).await?;
        if !keys.is_empty() {
            deleted.counts.push((model.id, keys.len() as u64));
        }
        let keys = keys.into_iter().flatten();
        changes.deleted.extend(keys.map(|key| (model.id, key)));
        Ok(())
    }

    async fn change(&self, change: &Change, changes: &mut Changes) -> Result<(), DbErr> {
        let key = &self.catalog[change.foreign_key];
        let value = match &key.on_delete {
            OnDelete::SetDefault => NewValue::Default,
            OnDelete::SetValue(value) => NewValue::Value(value.clone()),
            OnDelete::SetWith(value) => {
                // It may cost something or make a row: it is asked only where there is a need.
                if !any(self.txn, self.catalog, key.model, &change.condition).await? {
                    return Ok(());
                }
                NewValue::Value(value())
            }
            _ => NewValue::Null,
        };
        let model = &self.catalog[key.model];
        let fields: Vec<_> = key
            .fields
            .iter()
            .map(|field| (*field, value.clone()))
            .collect();
        let statement = sql::change(
            self.context(),
            model,
            &change.condition,
            &fields,
            &model.primary_key,
        );
        for written in self.returned(model, statement).await?.into_iter().flatten() {
            changes.updated.push((model.id, written));
        }
        Ok(())
    }

    /// The primary keys that a statement gives; none for one that cannot be read.
    async fn returned(
        &self,
        model: &Model,
        statement: Statement,
    ) -> Result<Vec<Option<Key>>, DbErr> {
        let decoder = Decoder::new(self.catalog, model, &model.primary_key);
        let rows = self.txn.query_all_raw(statement).await?;
        let keys = rows.iter().map(|row| {
            let values = decoder.row(row, 0);
            let is_readable = !values.contains(&UNREADABLE);
            is_readable.then(|| Key::new(values.iter())).flatten()
        });
        Ok(keys.collect())
    }

    fn context(&self) -> Context<'_> {
        Context {
            catalog: self.catalog,
            scope: &Unrestricted,
        }
    }
}
