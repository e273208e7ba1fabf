//! A connection that notes each statement with the place in the answer it serves.

use std::{sync::Mutex, time::Instant};

use async_graphql::{Name, Value};
use indexmap::IndexMap;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// The database as one request uses it.
pub(super) struct Session {
    db: DatabaseConnection,
    /// The statements so far; none where nobody asked for them.
    log: Option<Mutex<Vec<Entry>>>,
    /// One for each statement that may run now.
    permits: Semaphore,
}

struct Entry {
    path: String,
    sql: String,
    rows: usize,
    ms: f64,
}

/// The session, at one place of the answer.
pub(super) struct At<'a> {
    session: &'a Session,
    path: &'a str,
}

impl Session {
    /// At most `at_once` statements run at once. More than there are connections would only wait for
    /// one, and keep other operations waiting.
    pub(super) fn new(db: DatabaseConnection, trace_sql: bool, at_once: usize) -> Self {
        Self {
            db,
            log: trace_sql.then(Mutex::default),
            permits: Semaphore::new(at_once),
        }
    }

    /// Whether statements are noted.
    pub(super) fn is_traced(&self) -> bool {
        self.log.is_some()
    }

    pub(super) fn at<'a>(&'a self, path: &'a str) -> At<'a> {
        At {
            session: self,
            path,
        }
    }

    /// What `extensions.sql` shows: the number of statements, then each in order.
    pub(super) fn trace(&self) -> Option<Value> {
        let log = self.log.as_ref()?;
        let entries = log
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let statements = entries
            .iter()
            .map(|entry| {
                object([
                    ("path", Value::from(entry.path.as_str())),
                    ("sql", Value::from(entry.sql.as_str())),
                    ("rows", Value::from(entry.rows)),
                    ("ms", Value::from(entry.ms)),
                ])
            })
            .collect();
        Some(object([
            ("count", Value::from(entries.len())),
            ("statements", Value::List(statements)),
        ]))
    }

    /// Waits until a further statement may run. The semaphore is never closed.
    async fn permit(&self) -> Option<SemaphorePermit<'_>> {
        self.permits.acquire().await.ok()
    }

    fn note(&self, path: &str, sql: Option<String>, rows: usize, started: Instant) {
        let (Some(log), Some(sql)) = (&self.log, sql) else {
            return;
        };
        let ms = (started.elapsed().as_secs_f64() * 1e6).round() / 1e3;
        let entry = Entry {
            path: path.to_owned(),
            sql,
            rows,
            ms,
        };
        // The lock protects one push; a panic elsewhere cannot leave the list half changed.
        log.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(entry);
    }

    fn text_of(&self, statement: &Statement) -> Option<String> {
        self.log.is_some().then(|| statement.sql.clone())
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for At<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.session.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _permit = self.session.permit().await;
        let (started, sql) = (Instant::now(), self.session.text_of(&statement));
        let result = self.session.db.execute_raw(statement).await;
        self.session.note(self.path, sql, 0, started);
        result
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.session.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let _permit = self.session.permit().await;
        let (started, sql) = (Instant::now(), self.session.text_of(&statement));
        let result = self.session.db.query_one_raw(statement).await;
        let rows = result.as_ref().map_or(0, |row| usize::from(row.is_some()));
        self.session.note(self.path, sql, rows, started);
        result
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let _permit = self.session.permit().await;
        let (started, sql) = (Instant::now(), self.session.text_of(&statement));
        let result = self.session.db.query_all_raw(statement).await;
        let rows = result.as_ref().map_or(0, Vec::len);
        self.session.note(self.path, sql, rows, started);
        result
    }
}

/// The path as one word: `posts.nodes.author`.
pub(super) fn path_text(path: &[Name]) -> String {
    let parts: Vec<&str> = path.iter().map(Name::as_str).collect();
    parts.join(".")
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields: IndexMap<Name, Value> = fields
        .into_iter()
        .map(|(name, value)| (Name::new(name), value))
        .collect();
    Value::Object(fields)
}
