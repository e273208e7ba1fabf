//! Previews of deletions. They are made before the plan of the operation, which reads the rows that
//! they name.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use async_graphql::{Name, PathSegment, Pos};
use relation::{
    deletion::{Deletion, Preview, Roots},
    manager::{Target, WriteError},
    query::Reader,
    transaction::Transaction,
};
use sea_orm::DbErr;
use tracing::Instrument;

use super::{Executor, Viewer, session::Session, trace::Trace};
use crate::{
    BeforeStatement,
    error::{Failure, Wording, root_path},
    plan::{Planner, PreviewCall},
};

/// The previews of one operation, with all they need to run to their end by themselves.
struct Previews {
    executor: Arc<Executor>,
    viewer: Viewer,
    calls: Vec<PreviewCall>,
    trace: Option<Arc<Trace>>,
    /// Whether anybody waits for them.
    waiting: Weak<()>,
}

type Outcome = Result<Preview, Failure>;

impl Executor {
    /// Makes the previews that the operation asks for, and hands them to the planner. An operation
    /// that is refused anyhow makes none.
    pub(super) async fn with_previews<'p>(
        self: &Arc<Self>,
        planner: Planner<'p>,
        viewer: &Viewer,
        trace: Option<Arc<Trace>>,
    ) -> Planner<'p> {
        let calls = planner.preview_calls();
        if calls.is_empty() || planner.would_fail() {
            return planner;
        }
        let places: Vec<(Name, Pos)> = calls
            .iter()
            .map(|call| (call.key.clone(), call.pos))
            .collect();
        // A transaction that is dropped while it begins or ends can spoil its connection. So it ends in a
        // task of its own, which begins no statement more once nobody waits for it.
        let waiting = Arc::new(());
        let previews = Previews {
            executor: self.clone(),
            viewer: viewer.clone(),
            calls,
            trace,
            waiting: Arc::downgrade(&waiting),
        };
        let task = async move { previews.run().await }.in_current_span();
        let outcomes = tokio::spawn(task).await.unwrap_or_else(|error| {
            let detail = format!("the task of a preview has failed: {error}");
            let failed = |(key, pos): (Name, Pos)| {
                let failure = Failure::internal(&detail, pos, path_of(&key));
                (key, Err(failure))
            };
            places.into_iter().map(failed).collect()
        });
        planner.with_previews(outcomes)
    }
}

impl Previews {
    /// All in one transaction, so that they speak of one state of the database.
    async fn run(&self) -> HashMap<Name, Outcome> {
        let txn = match Transaction::begin_reading(&self.executor.db).await {
            Ok(txn) => txn,
            Err(error) => {
                let outcome = |call: &PreviewCall| {
                    let failure = Failure::database(&error, call.pos, path_of(&call.key));
                    (call.key.clone(), Err(failure))
                };
                return self.calls.iter().map(outcome).collect();
            }
        };
        let waiting = self.waiting.clone();
        let is_awaited: BeforeStatement = Arc::new(move |_| match waiting.strong_count() {
            0 => Err(DbErr::Custom("nobody waits for the preview".to_owned())),
            _ => Ok(()),
        });
        let trace = self.trace.clone();
        let session = Arc::new(Session::within(txn.clone(), trace, Some(is_awaited)));
        let mut outcomes = HashMap::with_capacity(self.calls.len());
        for call in &self.calls {
            let watched = session.watch(&txn, &call.key);
            let outcome = self.preview(call, &watched).await;
            let is_lost = matches!(outcome, Err(WriteError::Database(_)));
            let outcome = outcome.map_err(|error| self.worded(error, call));
            outcomes.insert(call.key.clone(), outcome);
            if is_lost {
                break;
            }
        }
        if let Err(error) = txn.rollback().await {
            tracing::warn!(%error, "a transaction could not be ended");
        }
        outcomes
    }

    async fn preview(&self, call: &PreviewCall, txn: &Transaction) -> Result<Preview, WriteError> {
        let deletion = Deletion {
            db: txn,
            catalog: &self.executor.catalog,
            scope: &*self.viewer.scope,
        };
        let roots = self.roots(call, txn).await?;
        Ok(deletion.preview(&roots, call.samples).await?)
    }

    /// The rows that the call names, all of which have to be there.
    async fn roots(&self, call: &PreviewCall, txn: &Transaction) -> Result<Vec<Roots>, WriteError> {
        let catalog = &*self.executor.catalog;
        let reader = Reader {
            db: txn,
            catalog,
            scope: &*self.viewer.scope,
            lock: None,
        };
        let mut roots = Vec::new();
        let mut missing: Vec<Target> = Vec::new();
        let mut targets: Vec<&Target> = call.targets.iter().collect();
        while let Some(first) = targets.first() {
            let model = first.model;
            let (of_model, others): (Vec<&Target>, _) = targets
                .into_iter()
                .partition(|target| target.model == model);
            targets = others;
            let keys: Vec<_> = of_model
                .iter()
                .filter_map(|target| target.key.clone())
                .collect();
            let fields = &catalog[model].primary_key;
            let rows = reader.by_key(model, fields, &keys, fields).await?;
            let mut rows = rows.into_iter();
            // The rows are in the order of the keys.
            let is_missing =
                |target: &&Target| target.key.is_none() || rows.next().flatten().is_none();
            missing.extend(of_model.into_iter().filter(is_missing).cloned());
            roots.push(Roots::by_key(catalog, model, &keys));
        }
        if missing.is_empty() {
            Ok(roots)
        } else {
            Err(WriteError::NotFound(missing))
        }
    }

    fn worded(&self, error: WriteError, call: &PreviewCall) -> Failure {
        let wording = Wording {
            catalog: &self.executor.catalog,
            shape: &self.executor.shape,
            scope: &*self.viewer.scope,
            pos: call.pos,
            path: path_of(&call.key),
        };
        wording.failure(error)
    }
}

fn path_of(key: &Name) -> Vec<PathSegment> {
    root_path(std::slice::from_ref(key))
}
