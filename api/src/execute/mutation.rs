//! Answers mutations: all writes of an operation in one transaction, each followed by what it
//! shows, in the order of the operation.
//!
//! Any error takes everything back, also one in what a write shows: an answer without data says that
//! nothing has changed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use async_graphql::{Name, PathSegment, Pos, Value};
use backon::{ExponentialBuilder, Retryable};
use indexmap::IndexMap;
use relation::{
    changes::Changes,
    manager::{WriteError, Writer, Written},
    transaction::Transaction,
    violation::Violation,
};
use sea_orm::{DbBackend, DbErr};
use tracing::Instrument;

use super::{
    Answer, Executor, Values, Viewer,
    levels::{Levels, Unread},
    project::Projector,
    session::Session,
    trace::Trace,
};
use crate::{
    error::{Code, Failure, Wording, root_path},
    plan::{Document, Root, Step},
};

/// How often a transaction is tried in all. Each try waits for a lock of another process as long
/// as `DatabaseOptions::busy_timeout`, so that all together they take no more than `MAX_TIME`.
const MAX_TRIES: usize = 5;

/// After this time a transaction is not tried again.
const MAX_TIME: Duration = Duration::from_secs(2);

/// One operation, with all it needs to run to its end by itself.
struct Mutation {
    executor: Arc<Executor>,
    viewer: Viewer,
    steps: Vec<Step>,
    trace: Option<Arc<Trace>>,
}

/// Why a transaction came to nothing.
enum Stop {
    /// Another was in the way.
    Busy(DbErr),
    /// What another has written meanwhile can be the cause.
    Overtaken(Failure),
    Failed(Vec<Failure>),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(vec![failure])
    }
}

impl Stop {
    fn of(error: DbErr, failure: impl FnOnce(&DbErr) -> Failure) -> Self {
        if Violation::of(&error) == Violation::Busy {
            Self::Busy(error)
        } else {
            failure(&error).into()
        }
    }
}

impl Executor {
    /// Answers a mutation. It runs in a task of its own to its end, whether or not the client
    /// stays: a transaction that is dropped while it begins or ends can spoil its connection.
    pub(super) async fn mutate(self: &Arc<Self>, document: &Document, viewer: &Viewer) -> Answer {
        let trace = viewer.trace_sql.then(Arc::<Trace>::default);
        let outcome = match self.planner(document, viewer).compile_mutation() {
            Ok(steps) => {
                let mutation = Mutation {
                    executor: self.clone(),
                    viewer: viewer.clone(),
                    steps,
                    trace: trace.clone(),
                };
                let task = async move { mutation.run().await }.in_current_span();
                tokio::spawn(task).await.unwrap_or_else(|error| {
                    let detail = format!("the task of a mutation has failed: {error}");
                    Err(vec![Failure::internal(&detail, Pos::default(), Vec::new())])
                })
            }
            Err(failures) => Err(failures),
        };
        let (values, failures) = match outcome {
            Ok(values) => (Some(values), Vec::new()),
            Err(failures) => (None, failures),
        };
        Answer {
            values,
            errors: failures.into_iter().map(Into::into).collect(),
            trace: trace.map(|trace| trace.to_value()),
            is_whole: true,
        }
    }
}

impl Mutation {
    async fn run(&self) -> Result<Values, Vec<Failure>> {
        if self.steps.iter().all(|step| step.write.is_none()) {
            return Ok(self.typenames());
        }
        let started = Instant::now();
        let overtaken = AtomicBool::new(false);
        let backoff = ExponentialBuilder::default()
            .with_jitter()
            .with_min_delay(Duration::from_millis(10))
            .with_max_times(MAX_TRIES - 1);
        let outcome = (|| self.attempt())
            .retry(backoff)
            .when(|stop| self.is_worth_a_try(stop, &overtaken) && started.elapsed() < MAX_TIME)
            .notify(|_, delay| tracing::debug!(?delay, "another transaction is in the way"))
            .await;
        outcome.map_err(|stop| match stop {
            Stop::Failed(failures) => failures,
            Stop::Overtaken(failure) => vec![failure],
            Stop::Busy(error) => {
                tracing::warn!(%error, "other transactions stayed in the way");
                let message = "others wrote at the same time, and nothing was changed; try again";
                let first = &self.steps[0];
                vec![Failure::new(
                    Code::Conflict,
                    message,
                    first.pos,
                    first.path(),
                )]
            }
        })
    }

    /// Whether a further try can have another outcome. Those who were overtaken have one more, since what
    /// the database refuses may as well be wrong by itself.
    fn is_worth_a_try(&self, stop: &Stop, overtaken: &AtomicBool) -> bool {
        match stop {
            Stop::Busy(_) => true,
            Stop::Overtaken(_) => {
                let has_one_writer =
                    self.executor.writer.get_database_backend() == DbBackend::Sqlite;
                !has_one_writer && !overtaken.swap(true, Ordering::Relaxed)
            }
            Stop::Failed(_) => false,
        }
    }

    fn typenames(&self) -> Values {
        let names = self.steps.iter().flat_map(|step| &step.payload.roots);
        names
            .map(|root| (root.key.clone(), Value::from("Mutation")))
            .collect()
    }

    /// One transaction, from its begin to its end.
    async fn attempt(&self) -> Result<Values, Stop> {
        // What happens to the transaction as a whole shows at the first field.
        let first = &self.steps[0];
        let txn = Transaction::begin(&self.executor.writer).await;
        let txn = txn.map_err(|error| {
            Stop::of(error, |error| {
                Failure::database(error, first.pos, first.path())
            })
        })?;
        match self.run_steps(&txn).await {
            Ok((values, changes)) => {
                let committed = txn.commit().await;
                committed.map_err(|error| match Violation::of(&error) {
                    // A key that was deferred.
                    Violation::ForeignKey => Stop::Overtaken(not_committed(&error, first)),
                    _ => Stop::of(error, |error| not_committed(error, first)),
                })?;
                self.tell(&changes);
                Ok(values)
            }
            Err(stop) => {
                // The connection is free before another try asks for it.
                if let Err(error) = txn.rollback().await {
                    tracing::warn!(%error, "a transaction could not be taken back");
                }
                Err(stop)
            }
        }
    }

    async fn run_steps(&self, txn: &Transaction) -> Result<(Values, Changes), Stop> {
        let session = Arc::new(Session::within(
            txn.clone(),
            self.trace.clone(),
            self.viewer.before_statement.clone(),
        ));
        let mut values = IndexMap::with_capacity(self.steps.len());
        let mut changes = Changes::default();
        let mut bytes_left = self.executor.limits.max_response_bytes;
        for step in &self.steps {
            let written = self.write(step, txn, &session, &mut changes).await?;
            let shown = self.show(step, written, &session, &mut bytes_left).await?;
            values.extend(shown);
        }
        Ok((values, changes))
    }

    async fn write(
        &self,
        step: &Step,
        txn: &Transaction,
        session: &Arc<Session>,
        changes: &mut Changes,
    ) -> Result<Written, Stop> {
        let Some(write) = &step.write else {
            return Ok(Written::default());
        };
        let txn = session.watch(txn, step.key());
        let mut writer = Writer {
            txn: &txn,
            catalog: &self.executor.catalog,
            scope: &*self.viewer.scope,
            max_rows: self.executor.limits.max_written_rows,
            changes: std::mem::take(changes),
        };
        let written = writer.run(write).await;
        *changes = writer.changes;
        written.map_err(|error| {
            let wording = Wording {
                catalog: &self.executor.catalog,
                shape: &self.executor.shape,
                scope: &*self.viewer.scope,
                pos: step.pos,
                path: step.path(),
            };
            if error.can_be_of_others(write) {
                return Stop::Overtaken(wording.failure(error));
            }
            match error {
                WriteError::Database(error) => Stop::of(error, |error| wording.database(error)),
                error => wording.failure(error).into(),
            }
        })
    }

    /// What the step shows, read in the transaction.
    async fn show(
        &self,
        step: &Step,
        written: Written,
        session: &Arc<Session>,
        bytes_left: &mut usize,
    ) -> Result<Values, Stop> {
        let levels = Levels {
            plan: &step.payload,
            catalog: self.executor.catalog.clone(),
            scope: self.viewer.scope.clone(),
            session: session.clone(),
        };
        let loaded = levels.run(written).await.map_err(|unread| {
            let Unread { path, error } = unread;
            Stop::of(error, |error| Failure::database(error, step.pos, path))
        })?;
        let mut projector = Projector {
            catalog: &self.executor.catalog,
            shape: &self.executor.shape,
            scope: &*self.viewer.scope,
            plan: &step.payload,
            loaded: &loaded,
            failures: Vec::new(),
            path: Vec::new(),
            bytes_left: *bytes_left,
        };
        let values = projector.roots();
        if projector.is_exhausted() {
            return Err(self.executor.too_large(step.pos, step.path()).into());
        }
        *bytes_left = projector.bytes_left;
        match values {
            Some(values) if projector.failures.is_empty() => Ok(values),
            _ => Err(Stop::Failed(projector.failures)),
        }
    }

    /// Tells the observer what was committed. What is committed stays so, whatever it does.
    fn tell(&self, changes: &Changes) {
        if let Some(observer) = &self.executor.on_commit
            && !changes.is_empty()
            && catch_unwind(AssertUnwindSafe(|| observer(changes))).is_err()
        {
            tracing::error!("the observer of commits has panicked");
        }
    }
}

impl Step {
    /// The response key.
    fn key(&self) -> &Name {
        let root: &Root = &self.payload.roots[0];
        &root.key
    }

    fn path(&self) -> Vec<PathSegment> {
        root_path(std::slice::from_ref(self.key()))
    }
}

/// The failure of a commit that is not the fault of another transaction.
fn not_committed(error: &DbErr, first: &Step) -> Failure {
    if Violation::of(error) == Violation::Unavailable {
        tracing::error!(%error, "the connection was lost during a commit");
        let message = "the connection to the database was lost while the changes were committed: \
                       look whether they are there before you send them again";
        return Failure::new(Code::OutcomeUnknown, message, first.pos, first.path());
    }
    Failure::database(error, first.pos, first.path())
}
