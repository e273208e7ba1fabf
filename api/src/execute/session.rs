//! The connection of one operation: the pool, or the transaction of a mutation.

use std::{sync::Arc, time::Instant};

use relation::transaction::{Observer, Transaction};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::trace::Trace;
use crate::BeforeStatement;

/// The database as one operation uses it.
pub(super) struct Session {
    source: Source,
    /// The statements so far; none where nobody asked for them.
    trace: Option<Arc<Trace>>,
    before: Option<BeforeStatement>,
    /// One for each statement that may run now.
    permits: Semaphore,
}

enum Source {
    Pool(DatabaseConnection),
    Transaction(Transaction),
}

/// The session, at one place of the answer.
pub(super) struct At<'a> {
    session: &'a Session,
    path: &'a str,
}

/// Notes the statements of a write, which serve one root field.
struct Watch {
    session: Arc<Session>,
    path: String,
}

impl Session {
    /// A session that reads. At most `at_once` statements run at once: more than there are connections
    /// would only wait for one, and keep other operations waiting.
    pub(super) fn reading(
        db: DatabaseConnection,
        at_once: usize,
        trace: Option<Arc<Trace>>,
    ) -> Self {
        Self {
            source: Source::Pool(db),
            trace,
            before: None,
            permits: Semaphore::new(at_once),
        }
    }

    /// A session in a transaction, which has one connection. `before` is called before each
    /// statement.
    pub(super) fn within(
        txn: Transaction,
        trace: Option<Arc<Trace>>,
        before: Option<BeforeStatement>,
    ) -> Self {
        Self {
            source: Source::Transaction(txn),
            trace,
            before,
            permits: Semaphore::new(1),
        }
    }

    /// Whether statements are noted.
    pub(super) fn is_traced(&self) -> bool {
        self.trace.is_some()
    }

    pub(super) fn at<'a>(&'a self, path: &'a str) -> At<'a> {
        At {
            session: self,
            path,
        }
    }

    /// A handle of `txn` whose statements are noted here, for what is written at `path`.
    pub(super) fn watch(self: &Arc<Self>, txn: &Transaction, path: &str) -> Transaction {
        txn.observed_by(Arc::new(Watch {
            session: self.clone(),
            path: path.to_owned(),
        }))
    }

    /// Waits until a further statement may run. The semaphore is never closed.
    async fn permit(&self) -> Option<SemaphorePermit<'_>> {
        self.permits.acquire().await.ok()
    }

    fn check(&self, statement: &Statement) -> Result<(), DbErr> {
        self.before
            .as_ref()
            .map_or(Ok(()), |before| before(statement))
    }

    fn note(&self, path: &str, sql: Option<String>, rows: usize, started: Instant) {
        if let (Some(trace), Some(sql)) = (&self.trace, sql) {
            trace.note(path, sql, rows, started);
        }
    }

    fn text_of(&self, statement: &Statement) -> Option<String> {
        self.trace.is_some().then(|| statement.sql.clone())
    }
}

impl Observer for Watch {
    fn before(&self, statement: &Statement) -> Result<(), DbErr> {
        self.session.check(statement)
    }

    fn after(&self, statement: &str, rows: usize, started: Instant) {
        let text = self.session.is_traced().then(|| statement.to_owned());
        self.session.note(&self.path, text, rows, started);
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for At<'_> {
    fn get_database_backend(&self) -> DbBackend {
        match &self.session.source {
            Source::Pool(db) => db.get_database_backend(),
            Source::Transaction(txn) => txn.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _permit = self.session.permit().await;
        self.session.check(&statement)?;
        let (started, sql) = (Instant::now(), self.session.text_of(&statement));
        let result = match &self.session.source {
            Source::Pool(db) => db.execute_raw(statement).await,
            Source::Transaction(txn) => txn.execute_raw(statement).await,
        };
        self.session.note(self.path, sql, 0, started);
        result
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let statement = Statement::from_string(self.get_database_backend(), sql);
        self.execute_raw(statement).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let _permit = self.session.permit().await;
        self.session.check(&statement)?;
        let (started, sql) = (Instant::now(), self.session.text_of(&statement));
        let result = match &self.session.source {
            Source::Pool(db) => db.query_one_raw(statement).await,
            Source::Transaction(txn) => txn.query_one_raw(statement).await,
        };
        let rows = result.as_ref().map_or(0, |row| usize::from(row.is_some()));
        self.session.note(self.path, sql, rows, started);
        result
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let _permit = self.session.permit().await;
        self.session.check(&statement)?;
        let (started, sql) = (Instant::now(), self.session.text_of(&statement));
        let result = match &self.session.source {
            Source::Pool(db) => db.query_all_raw(statement).await,
            Source::Transaction(txn) => txn.query_all_raw(statement).await,
        };
        let rows = result.as_ref().map_or(0, Vec::len);
        self.session.note(self.path, sql, rows, started);
        result
    }
}
