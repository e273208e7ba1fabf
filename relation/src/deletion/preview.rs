//! What a deletion would do.

use sea_orm::ConnectionTrait;

use super::{
    Deletion, DeletionError, Refused, Roots, Updated, collect::Way, roots::starts, token::token,
};
use crate::{
    catalog::{ForeignKeyId, ModelId},
    scope::Action,
    sql::Rows,
    value::Key,
};

/// What a deletion would do, by the plan by which it would do it.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Whether it would be done: nothing is in `blockers` and `forbidden`.
    pub allowed: bool,
    /// How many rows it would delete.
    pub total: u64,
    /// How many rows of each model it would delete, in the order of the deletion; models without any
    /// are left out. Rows that the viewer may not see count: they follow.
    pub deleted: Vec<(ModelId, u64)>,
    /// How many rows it would change, for each foreign key with any.
    pub updated: Vec<Updated>,
    /// The rows that forbid it by `PROTECT` and by `RESTRICT`.
    pub blockers: Refused,
    /// The models of which the viewer may not delete some of the rows that follow.
    pub forbidden: Vec<ModelId>,
    /// The ways on which rows come to be deleted, those that others follow first; ways without rows
    /// are left out.
    pub steps: Vec<Step>,
    /// Stands for all of this but the samples; see [`delete`](super::delete).
    pub token: String,
}

/// Rows of one model that are deleted for one reason. A row can be in several steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The model.
    pub model: ModelId,
    /// The foreign key by which they follow others; none for the roots.
    pub foreign_key: Option<ForeignKeyId>,
    /// How many rows there are. Those that the viewer may not see count.
    pub count: u64,
    /// The primary keys of the first rows that the viewer may see, the least first.
    pub sample: Vec<Key>,
}

/// How many rows a preview names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Samples {
    /// For each key by which rows forbid the deletion.
    pub blockers: u64,
    /// In each step.
    pub steps: u64,
}

impl<C: ConnectionTrait> Deletion<'_, C> {
    /// Tells what [`delete`](super::delete) would do with these roots, without doing it.
    ///
    /// A deletion that rules forbid is told as far as any other, and so is one for which the viewer
    /// lacks rights to rows that follow. One who may not delete the first rows is told nothing: rows that
    /// follow count whether he may see them or not. Rows are counted; only the samples
    /// are read. There are several statements: give a transaction as `db` where others may write
    /// between them.
    ///
    /// # Errors
    ///
    /// - [`DeletionError::Forbidden`] when the viewer may not delete one of the rows with which it starts.
    /// - [`DeletionError::Database`] for what the database reports.
    pub async fn preview(
        &self,
        roots: &[Roots],
        samples: Samples,
    ) -> Result<Preview, DeletionError> {
        if let Some(model) = self.forbidden_root(&starts(roots)).await? {
            return Err(DeletionError::Forbidden {
                model,
                action: Action::Delete,
            });
        }
        let decision = self.decide(roots, samples.blockers).await?;
        let survey = self.survey(&decision.plan, &decision.collected).await?;
        let token = token(self.catalog, roots, &decision, &survey);
        let mut steps = Vec::new();
        for (way, counted) in decision.collected.ways.iter().zip(&survey.ways) {
            if counted.all > 0 {
                let Way {
                    model, foreign_key, ..
                } = *way;
                let rows = Rows::any_of(model, [way.source.clone()]).visible();
                steps.push(Step {
                    model,
                    foreign_key,
                    count: counted.all,
                    sample: self
                        .first(&decision.collected.sets, &rows, samples.steps)
                        .await?,
                });
            }
        }
        Ok(Preview {
            allowed: decision.is_allowed(),
            total: survey.deleted.iter().map(|(_, count)| count).sum(),
            deleted: survey.deleted,
            updated: survey.updated.into_iter().map(|(of, _)| of).collect(),
            blockers: decision.refused,
            forbidden: decision.forbidden,
            steps,
            token,
        })
    }
}
