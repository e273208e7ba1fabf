//! How much a plan does, counted before it is executed.

use sea_orm::{ConnectionTrait, DbErr};

use super::{Deletion, Updated, collect::Collected, plan::Plan, rows::Counted};
use crate::{
    catalog::ModelId,
    scope::{Access, Action},
    sql::{Count, Rows, Source},
};

/// What a plan comes to.
#[derive(Debug)]
pub(super) struct Survey {
    /// The rows of each way, in the order of [`Collected::ways`].
    pub(super) ways: Vec<Counted>,
    /// The rows that are deleted, in the order of the deletion; models without any are left out.
    pub(super) deleted: Vec<(ModelId, u64)>,
    /// The rows that are written, each with a fingerprint; keys without any are left out.
    pub(super) updated: Vec<(Updated, String)>,
}

impl<C: ConnectionTrait> Deletion<'_, C> {
    pub(super) async fn survey(&self, plan: &Plan, collected: &Collected) -> Result<Survey, DbErr> {
        let ways = self.count_ways(collected).await?;
        let mut deleted: Vec<(ModelId, u64)> = plan.deletions().map(|model| (model, 0)).collect();
        for (model, count) in &mut deleted {
            let of_model = collected.ways.iter().zip(&ways);
            *count = of_model
                .filter(|(way, _)| way.model == *model)
                .map(|(_, counted)| counted.new)
                .sum();
        }
        deleted.retain(|(_, count)| *count > 0);
        Ok(Survey {
            ways,
            deleted,
            updated: self.count_changes(plan, collected).await?,
        })
    }

    /// The ways to one model are counted one after the other, each with the rows that it adds, so that
    /// no statement has to keep apart what it has seen from what it has not.
    async fn count_ways(&self, collected: &Collected) -> Result<Vec<Counted>, DbErr> {
        let mut counted = Vec::with_capacity(collected.ways.len());
        for (position, way) in collected.ways.iter().enumerate() {
            let earlier: Vec<Source> = collected.ways[..position]
                .iter()
                .filter(|earlier| earlier.model == way.model)
                .map(|earlier| earlier.source.clone())
                .collect();
            let rows = Rows::any_of(way.model, [way.source.clone()]);
            let count = Count {
                rows: &rows,
                but_not: &earlier,
                with_fingerprint: self.sees_all(way.model),
            };
            counted.push(self.count(&collected.sets, count).await?);
        }
        Ok(counted)
    }

    async fn count_changes(
        &self,
        plan: &Plan,
        collected: &Collected,
    ) -> Result<Vec<(Updated, String)>, DbErr> {
        let mut updated = Vec::new();
        for change in &plan.changes {
            let count = Count {
                rows: &change.rows,
                but_not: &[],
                with_fingerprint: self.sees_all(change.rows.model),
            };
            let counted = self.count(&collected.sets, count).await?;
            if counted.all > 0 {
                let of = Updated {
                    foreign_key: change.foreign_key,
                    count: counted.all,
                };
                updated.push((of, counted.fingerprint));
            }
        }
        Ok(updated)
    }

    /// A fingerprint of rows that the viewer may not see could tell which they are.
    fn sees_all(&self, model: ModelId) -> bool {
        !self.catalog[model].hidden && self.scope.access(model, Action::View) == Access::All
    }
}
