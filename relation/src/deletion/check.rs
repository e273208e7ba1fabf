//! What keeps a plan from being executed: what the viewer may not do, and what the rules forbid.

use sea_orm::{ConnectionTrait, DbErr};

use super::{
    Blocker, Deletion, Refused,
    collect::{Collected, cascades_to, referred_fields},
    plan::{Guard, Plan},
    roots::Start,
};
use crate::{
    catalog::{ForeignKey, ForeignKeyId, ModelId, OnDelete},
    scope::{Access, Action},
    sql::{Count, Rows, Set, Source},
};

impl<C: ConnectionTrait> Deletion<'_, C> {
    /// The models of which the viewer may not delete some of the rows.
    pub(super) async fn forbidden(
        &self,
        plan: &Plan,
        collected: &Collected,
    ) -> Result<Vec<ModelId>, DbErr> {
        let mut forbidden = Vec::new();
        for model in plan.deletions() {
            let rows = Rows::any_of(model, [Source::Selected]);
            if self.any_forbidden(&collected.sets, rows).await? {
                forbidden.push(model);
            }
        }
        Ok(forbidden)
    }

    /// A model of which the viewer may not delete some of the rows with which the deletion starts.
    pub(super) async fn forbidden_root(&self, starts: &[Start]) -> Result<Option<ModelId>, DbErr> {
        for start in starts {
            let rows = Rows::any_of(start.model, [start.source.clone()]);
            if self.any_forbidden(&[], rows).await? {
                return Ok(Some(start.model));
            }
        }
        Ok(None)
    }

    /// Whether the viewer may not delete some of the rows.
    async fn any_forbidden(&self, sets: &[Set], rows: Rows) -> Result<bool, DbErr> {
        let rows = match self.scope.access(rows.model, Action::Delete) {
            Access::All => return Ok(false),
            Access::None => rows,
            Access::Filtered(allowed) => rows.but_not(Source::Meeting(allowed)),
        };
        self.any(sets, &rows).await
    }

    /// The rows that stand in the way, with the keys of the first of them.
    pub(super) async fn refused(
        &self,
        plan: &Plan,
        collected: &Collected,
        sample: u64,
    ) -> Result<Refused, DbErr> {
        let mut refused = Refused::default();
        for guard in &plan.guards {
            if !self.any(&collected.sets, &guard.rows).await? {
                continue;
            }
            let blocker = self.blocker(guard, collected, sample).await?;
            match self.catalog[guard.foreign_key].on_delete {
                OnDelete::Protect => refused.protected.push(blocker),
                _ => refused.restricted.push(blocker),
            }
        }
        if !refused.protected.is_empty() {
            self.add_ways(&mut refused.protected, collected).await?;
        }
        Ok(refused)
    }

    /// Those of the rows in the way that the viewer may see.
    async fn blocker(
        &self,
        guard: &Guard,
        collected: &Collected,
        sample: u64,
    ) -> Result<Blocker, DbErr> {
        let rows = guard.rows.clone().visible();
        let count = Count {
            rows: &rows,
            but_not: &[],
            with_fingerprint: false,
        };
        Ok(Blocker {
            foreign_key: guard.foreign_key,
            via: vec![guard.foreign_key],
            count: self.count(&collected.sets, count).await?.all,
            sample: self.first(&collected.sets, &rows, sample).await?,
        })
    }

    /// Finds the keys to the first rows through which the blockers are reached. The search runs again
    /// for each of these keys; only a refusal asks for it.
    async fn add_ways(&self, blockers: &mut [Blocker], collected: &Collected) -> Result<(), DbErr> {
        let mut roots: Vec<ModelId> = Vec::new();
        for way in &collected.ways {
            if way.foreign_key.is_none() && !roots.contains(&way.model) {
                roots.push(way.model);
            }
        }
        let is_direct = |key: ForeignKeyId| roots.contains(&self.catalog[key].target);
        for blocker in &mut *blockers {
            let is_direct = is_direct(blocker.foreign_key);
            blocker.via.retain(|_| is_direct);
        }
        let first_keys = roots
            .iter()
            .flat_map(|root| cascades_to(self.catalog, *root));
        for key in first_keys {
            if let Some(behind) = self.behind(key, collected).await? {
                for blocker in &mut *blockers {
                    if self.is_behind(blocker.foreign_key, &behind).await? {
                        blocker.via.push(key.id);
                    }
                }
            }
        }
        Ok(())
    }

    /// What follows from the rows that refer by `key` to one that the deletion starts with; none where
    /// no rule could forbid it.
    async fn behind(
        &self,
        key: &ForeignKey,
        collected: &Collected,
    ) -> Result<Option<Collected>, DbErr> {
        if !collected.has(key.target) || cascades_to_nothing(self, key.model) {
            return Ok(None);
        }
        let rows = Rows::any_of(key.model, [Source::Referring(key.id)]);
        let fields = referred_fields(self.catalog, key.model);
        let list = self.list(&collected.sets, &rows, fields).await?;
        let start = Start {
            model: key.model,
            source: Source::Listed(list),
        };
        self.collect(&[start]).await.map(Some)
    }

    /// Whether rows refer by `key` to some of `behind`.
    async fn is_behind(&self, key: ForeignKeyId, behind: &Collected) -> Result<bool, DbErr> {
        let key = &self.catalog[key];
        if !behind.has(key.target) {
            return Ok(false);
        }
        let rows = Rows::any_of(key.model, [Source::Referring(key.id)]);
        self.any(&behind.sets, &rows).await
    }
}

/// Whether no rule has to know the rows of the model.
fn cascades_to_nothing<C>(deletion: &Deletion<'_, C>, model: ModelId) -> bool {
    super::collect::keys_to(deletion.catalog, model)
        .next()
        .is_none()
}
