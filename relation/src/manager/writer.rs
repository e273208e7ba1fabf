//! Carries out writes inside a transaction.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, QueryResult, Statement};

use super::{
    Target, UniqueInput, Write, WriteError, Written, check,
    held::{Held, Known, related_fields},
    save::NewRow,
};
use crate::{
    catalog::{AccessorId, Catalog, FieldId, ModelId},
    changes::Changes,
    lookup::{List, Order, Predicate},
    query::{Listing, Reader, Window},
    scope::{Action, Scope, Unrestricted},
    sql::{Context, Dialect, Lock},
    transaction::Transaction,
    value::Key,
};

/// Writes for one viewer inside a transaction.
pub struct Writer<'a> {
    /// The transaction. After an error it has to be rolled back.
    pub txn: &'a Transaction,
    /// The models and relations.
    pub catalog: &'a Catalog,
    /// What the viewer may see and do.
    pub scope: &'a dyn Scope,
    /// How many related rows one change of a relation may look at or unlink.
    pub max_rows: u64,
    /// What was changed so far.
    pub changes: Changes,
}

impl Writer<'_> {
    /// Carries out one write.
    ///
    /// Rows that the write names are looked for before anything is written.
    ///
    /// # Errors
    ///
    /// See [`WriteError`]; the transaction may then hold a part of the write.
    pub async fn run(&mut self, write: &Write) -> Result<Written, WriteError> {
        let problems = check::problems(self.catalog, write);
        if !problems.is_empty() {
            return Err(WriteError::Invalid(problems));
        }
        let reader = Reader {
            db: self.txn,
            catalog: self.catalog,
            scope: self.scope,
            lock: None,
        };
        let known = Known::find(reader, write).await?;
        let mut work = Work {
            txn: self.txn,
            dialect: Dialect::of(self.txn.get_database_backend())?,
            catalog: self.catalog,
            scope: self.scope,
            max_rows: self.max_rows,
            changes: &mut self.changes,
            known: &known,
            present: HashMap::new(),
            fields: HashMap::new(),
        };
        work.run(write).await
    }
}

/// One write under way.
pub(super) struct Work<'w> {
    pub(super) txn: &'w Transaction,
    pub(super) dialect: Dialect,
    pub(super) catalog: &'w Catalog,
    pub(super) scope: &'w dyn Scope,
    pub(super) max_rows: u64,
    pub(super) changes: &'w mut Changes,
    /// The rows that the write names.
    pub(super) known: &'w Known,
    /// Rows as they are now, where the write has changed to what they are related.
    pub(super) present: HashMap<(ModelId, Key), Held>,
    /// The columns by which the rows of a model are related.
    fields: HashMap<ModelId, Arc<[FieldId]>>,
}

impl<'w> Work<'w> {
    async fn run(&mut self, write: &'w Write) -> Result<Written, WriteError> {
        match write {
            Write::Create { model, rows } => {
                let rows = rows.iter().map(NewRow::of).collect();
                let made = self.create(*model, rows).await?;
                Ok(self.written(*model, &made))
            }
            Write::Update { target, input } => {
                let held = self.target(target);
                let row = self.update_one(target.model, &held, input).await?;
                Ok(self.written(target.model, &[row]))
            }
            Write::UpdateMany {
                model,
                filter,
                input,
                at_most,
            } => {
                let rows = self
                    .matching(*model, filter, *at_most, Lock::Change)
                    .await?;
                let rows = self.update_many(*model, rows, input).await?;
                Ok(self.written(*model, &rows))
            }
            Write::GetOrCreate(write) => self.get_or_create(write).await,
            Write::Manage {
                accessor,
                owner,
                change,
            } => {
                let held = self.target(owner);
                self.may(
                    owner.model,
                    Action::Change,
                    &[self.key_of(owner.model, &held)],
                )
                .await?;
                let owners = vec![(held.clone(), change)];
                let delta = self.relate(*accessor, owners, false).await?.remove(0);
                let (added, removed) = delta.into_keys();
                Ok(Written {
                    keys: vec![self.key_of(owner.model, &held)],
                    added,
                    removed,
                    ..Written::default()
                })
            }
            Write::Delete { target, token } => self.delete_one(target, token.as_deref()).await,
            Write::DeleteMany {
                model,
                filter,
                at_most,
                token,
            } => {
                let rows = self
                    .matching(*model, filter, *at_most, Lock::Delete)
                    .await?;
                let keys = rows.iter().map(|row| self.key_of(*model, row)).collect();
                self.delete(*model, keys, token.as_deref()).await
            }
        }
    }

    pub(super) fn written(&self, model: ModelId, rows: &[Held]) -> Written {
        Written {
            keys: rows.iter().map(|row| self.key_of(model, row)).collect(),
            ..Written::default()
        }
    }

    /// The rows that are to be changed or deleted, which the viewer may see.
    async fn matching(
        &mut self,
        model: ModelId,
        filter: &Predicate,
        at_most: u64,
        lock: Lock,
    ) -> Result<Vec<Held>, WriteError> {
        let window = Window {
            limit: at_most.saturating_add(1),
            ..Window::default()
        };
        let rows = self.rows(model, filter.clone(), window, Some(lock)).await?;
        if rows.len() as u64 > at_most {
            return Err(WriteError::AtMost { model, at_most });
        }
        Ok(rows)
    }

    /// The rows that meet a condition and that the viewer may see, in the order of their keys.
    pub(super) async fn rows(
        &mut self,
        model: ModelId,
        filter: Predicate,
        window: Window,
        lock: Option<Lock>,
    ) -> Result<Vec<Held>, WriteError> {
        let fields = self.fields(model);
        let list = List {
            filter,
            order: Order::default(),
        };
        let listing = Listing {
            fields: &fields,
            list: &list,
            window: &window,
            with_keys: false,
        };
        let found = self.reader(lock).page(model, &listing).await?;
        let rows = found.rows.into_iter();
        Ok(rows.map(|row| Held::new(fields.clone(), row)).collect())
    }

    /// The rows related to some owners, given by what they are referred to by, that meet a
    /// condition and that the viewer may see, each with the position of its owner. They are locked, unless
    /// links lead to them.
    pub(super) async fn related(
        &mut self,
        accessor: AccessorId,
        owners: &[Key],
        filter: Predicate,
        window: Window,
    ) -> Result<Vec<(usize, Held)>, WriteError> {
        let accessor = &self.catalog[accessor];
        let fields = self.fields(accessor.target);
        let list = List {
            filter,
            order: Order::default(),
        };
        let listing = Listing {
            fields: &fields,
            list: &list,
            window: &window,
            with_keys: false,
        };
        let reader = self.reader(Some(Lock::Change));
        let found = reader.related(accessor, owners, &[], &listing).await?;
        let rows = found.page.rows.into_iter();
        let rows = rows.map(|row| Held::new(fields.clone(), row));
        Ok(found.parents.into_iter().zip(rows).collect())
    }

    /// Reads rows that the viewer may see, and locks those that are going to be written.
    pub(super) fn reader(&self, lock: Option<Lock>) -> Reader<'w, Transaction> {
        Reader {
            db: self.txn,
            catalog: self.catalog,
            scope: self.scope,
            lock,
        }
    }

    /// For statements that see every row.
    pub(super) fn open(&self) -> Context<'w> {
        Context {
            dialect: self.dialect,
            catalog: self.catalog,
            scope: &Unrestricted,
            lock: None,
        }
    }

    /// Reads rows that the viewer may not see as well.
    pub(super) fn open_reader(&self) -> Reader<'w, Transaction> {
        Reader {
            db: self.txn,
            catalog: self.catalog,
            scope: &Unrestricted,
            lock: None,
        }
    }

    /// The columns by which the rows of a model are related.
    pub(super) fn fields(&mut self, model: ModelId) -> Arc<[FieldId]> {
        let catalog = self.catalog;
        let fields = self.fields.entry(model);
        fields
            .or_insert_with(|| related_fields(catalog, model))
            .clone()
    }

    /// A row that the write names, as it is now.
    pub(super) fn target(&self, target: &Target) -> Held {
        self.now(target.model, self.known.target(target))
    }

    /// A row that the write names by a unique key, as it is now.
    pub(super) fn by_unique(&self, unique: &UniqueInput) -> Result<Held, WriteError> {
        let found = self.known.unique(self.catalog, unique)?;
        Ok(self.now(unique.model, found))
    }

    pub(super) fn now(&self, model: ModelId, row: &Held) -> Held {
        let present = self.present.get(&(model, self.key_of(model, row)));
        present.unwrap_or(row).clone()
    }

    /// The primary key of a row.
    pub(super) fn key_of(&self, model: ModelId, row: &Held) -> Key {
        let key = row.key(&self.catalog[model].primary_key);
        key.expect("a primary key is never NULL")
    }

    /// Runs a statement that the database may refuse. The transaction then goes on as if it had not
    /// been run: PostgreSQL would take no other statement but for a savepoint before it.
    pub(super) async fn attempt(
        &self,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, WriteError> {
        match self.dialect {
            Dialect::Sqlite | Dialect::MySql => self.query(statement).await,
            Dialect::Postgres => {
                self.txn.execute_unprepared("SAVEPOINT attempt").await?;
                let result = self.query(statement).await;
                if result.is_err() {
                    let back = "ROLLBACK TO SAVEPOINT attempt";
                    self.txn.execute_unprepared(back).await?;
                }
                self.txn
                    .execute_unprepared("RELEASE SAVEPOINT attempt")
                    .await?;
                result
            }
        }
    }

    pub(super) async fn query(&self, statement: Statement) -> Result<Vec<QueryResult>, WriteError> {
        Ok(self.txn.query_all_raw(statement).await?)
    }
}
