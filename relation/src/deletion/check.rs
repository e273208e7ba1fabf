//! Whether a plan may be executed: what the viewer may do, and what the rules forbid.

use sea_orm::{ConnectionTrait, DbErr};

use super::{
    Blocker, DeletionError, Refused,
    collect::{Collected, cascades_to, collect, is_leaf},
    plan::{Guard, Plan},
};
use crate::{
    catalog::{Catalog, ForeignKeyId, ModelId, OnDelete},
    lookup::Predicate,
    query::Decoder,
    scope::{Access, Action, Scope, Unrestricted},
    sql::{self, Context},
    transaction::Transaction,
    value::Key,
};

/// How many rows that stand in the way are named for each key.
const SAMPLE: u64 = 100;

pub(super) struct Checker<'a> {
    pub(super) txn: &'a Transaction,
    pub(super) catalog: &'a Catalog,
    pub(super) scope: &'a dyn Scope,
}

impl Checker<'_> {
    /// Fails unless the plan may be executed. It came from `collected`, which started with rows of
    /// `root`.
    pub(super) async fn check(
        &self,
        plan: &Plan,
        root: ModelId,
        collected: &Collected,
    ) -> Result<(), DeletionError> {
        for deletion in plan.deletions() {
            self.check_allowed(deletion.model, &deletion.condition)
                .await?;
        }
        let mut refused = Refused::default();
        for guard in &plan.guards {
            let key = &self.catalog[guard.foreign_key];
            if !any(self.txn, self.catalog, key.model, &guard.condition).await? {
                continue;
            }
            let blocker = self.blocker(guard).await?;
            match key.on_delete {
                OnDelete::Protect => refused.protected.push(blocker),
                _ => refused.restricted.push(blocker),
            }
        }
        if !refused.protected.is_empty() {
            self.add_ways(&mut refused.protected, root, collected)
                .await?;
        }
        if refused == Refused::default() {
            return Ok(());
        }
        Err(DeletionError::Refused(refused))
    }

    async fn check_allowed(&self, model: ModelId, rows: &Predicate) -> Result<(), DeletionError> {
        let forbidden = match self.scope.access(model, Action::Delete) {
            Access::All => return Ok(()),
            Access::None => rows.clone(),
            Access::Filtered(allowed) => {
                Predicate::All(vec![rows.clone(), Predicate::Not(Box::new(allowed))])
            }
        };
        if any(self.txn, self.catalog, model, &forbidden).await? {
            return Err(DeletionError::Forbidden {
                model,
                action: Action::Delete,
            });
        }
        Ok(())
    }

    /// Those of the rows in the way that the viewer may see.
    async fn blocker(&self, guard: &Guard) -> Result<Blocker, DbErr> {
        let context = Context {
            catalog: self.catalog,
            scope: self.scope,
        };
        let model = &self.catalog[self.catalog[guard.foreign_key].model];
        let decoder = Decoder::new(self.catalog, model, &model.primary_key);
        let statement = sql::sample_matching(context, model, &guard.condition, SAMPLE);
        let mut count = 0;
        let mut sample = Vec::new();
        for row in self.txn.query_all_raw(statement).await? {
            count = row.try_get_by_index::<i64>(0)?;
            sample.extend(Key::new(decoder.row(&row, 1).iter()));
        }
        Ok(Blocker {
            foreign_key: guard.foreign_key,
            via: vec![guard.foreign_key],
            count: u64::try_from(count).unwrap_or(0),
            sample,
        })
    }

    /// Finds the keys to the first rows through which the blockers are reached. The search runs again
    /// for each of these keys; only a refusal asks for it.
    async fn add_ways(
        &self,
        blockers: &mut [Blocker],
        root: ModelId,
        collected: &Collected,
    ) -> Result<(), DbErr> {
        for blocker in &mut *blockers {
            let is_direct = self.catalog[blocker.foreign_key].target == root;
            blocker.via.retain(|_| is_direct);
        }
        for key in cascades_to(self.catalog, root) {
            let Some(first) = collected.referring(key) else {
                continue;
            };
            if is_leaf(self.catalog, key.model) {
                continue;
            }
            let behind = collect(self.txn, self.catalog, key.model, &first).await?;
            for blocker in &mut *blockers {
                if self.is_behind(blocker.foreign_key, &behind).await? {
                    blocker.via.push(key.id);
                }
            }
        }
        Ok(())
    }

    /// Whether rows refer by `key` to some of `behind`.
    async fn is_behind(&self, key: ForeignKeyId, behind: &Collected) -> Result<bool, DbErr> {
        let key = &self.catalog[key];
        match behind.referring(key) {
            Some(condition) => any(self.txn, self.catalog, key.model, &condition).await,
            None => Ok(false),
        }
    }
}

/// Whether any row meets the condition, seen by the viewer or not.
pub(super) async fn any(
    txn: &Transaction,
    catalog: &Catalog,
    model: ModelId,
    condition: &Predicate,
) -> Result<bool, DbErr> {
    let context = Context {
        catalog,
        scope: &Unrestricted,
    };
    let statement = sql::any_matching(context, &catalog[model], condition);
    Ok(txn.query_one_raw(statement).await?.is_some())
}
