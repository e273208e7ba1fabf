//! A transaction that is shared by all who work in it: the writes, the entities' own hooks and
//! the reads of what was written.

use std::{fmt, sync::Arc, time::Instant};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    ExecResult, IsolationLevel, QueryResult, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::Mutex;

/// Watches the statements of a transaction.
pub trait Observer: Send + Sync {
    /// Called before each statement; an error takes the place of running it.
    ///
    /// # Errors
    ///
    /// Whatever is to keep the statement from running.
    fn before(&self, statement: &Statement) -> Result<(), DbErr>;

    /// Called after each statement that ran, with the number of rows it gave.
    fn after(&self, statement: &str, rows: usize, started: Instant);
}

/// A transaction. Clones are the same transaction; its statements run one after the other.
///
/// It is rolled back when the last clone is dropped and nobody has committed it.
#[derive(Clone)]
pub struct Transaction {
    /// None once it has ended. The lock is held while a statement runs: there is one connection.
    open: Arc<Mutex<Option<DatabaseTransaction>>>,
    backend: DbBackend,
    observer: Option<Arc<dyn Observer>>,
}

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction").finish_non_exhaustive()
    }
}

impl Transaction {
    /// Begins a transaction that is going to write.
    ///
    /// On SQLite it takes the write lock at once, because a transaction that has read can no
    /// longer wait for it, and checks foreign keys when it is committed, as Django's do.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn begin(db: &DatabaseConnection) -> Result<Self, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let open = db.begin_with_options(options).await?;
        if open.get_database_backend() == DbBackend::Sqlite {
            open.execute_unprepared("PRAGMA defer_foreign_keys = ON")
                .await?;
        }
        Ok(Self::of(open))
    }

    /// Begins a transaction that only reads, and sees the database as it is now to its end.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn begin_reading(db: &DatabaseConnection) -> Result<Self, DbErr> {
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        // SQLite shows every transaction one state, and knows neither of the two.
        let options = TransactionOptions {
            isolation_level: (!is_sqlite).then_some(IsolationLevel::RepeatableRead),
            access_mode: (!is_sqlite).then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        Ok(Self::of(db.begin_with_options(options).await?))
    }

    fn of(open: DatabaseTransaction) -> Self {
        Self {
            backend: open.get_database_backend(),
            open: Arc::new(Mutex::new(Some(open))),
            observer: None,
        }
    }

    /// The same transaction, whose statements `observer` watches when they are run by this
    /// handle.
    #[must_use]
    pub fn observed_by(&self, observer: Arc<dyn Observer>) -> Self {
        Self {
            observer: Some(observer),
            ..self.clone()
        }
    }

    /// Commits what was done.
    ///
    /// # Errors
    ///
    /// What the database reports, and that the transaction has ended before.
    pub async fn commit(&self) -> Result<(), DbErr> {
        match self.open.lock().await.take() {
            Some(open) => open.commit().await,
            None => Err(ended()),
        }
    }

    /// Takes back what was done; nothing for a transaction that has ended.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn rollback(&self) -> Result<(), DbErr> {
        match self.open.lock().await.take() {
            Some(open) => open.rollback().await,
            None => Ok(()),
        }
    }

    fn before(&self, statement: &Statement) -> Result<(Instant, Option<String>), DbErr> {
        let text = match &self.observer {
            Some(observer) => {
                observer.before(statement)?;
                Some(statement.sql.clone())
            }
            None => None,
        };
        Ok((Instant::now(), text))
    }

    fn after(&self, (started, text): (Instant, Option<String>), rows: usize) {
        if let (Some(observer), Some(text)) = (&self.observer, text) {
            observer.after(&text, rows, started);
        }
    }
}

fn ended() -> DbErr {
    DbErr::Custom("the transaction has ended".to_owned())
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let open = self.open.lock().await;
        let noted = self.before(&statement)?;
        let open = open.as_ref().ok_or_else(ended)?;
        let result = open.execute_raw(statement).await?;
        self.after(noted, usize::try_from(result.rows_affected()).unwrap_or(0));
        Ok(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.backend, sql))
            .await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let open = self.open.lock().await;
        let noted = self.before(&statement)?;
        let open = open.as_ref().ok_or_else(ended)?;
        let row = open.query_one_raw(statement).await?;
        self.after(noted, usize::from(row.is_some()));
        Ok(row)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let open = self.open.lock().await;
        let noted = self.before(&statement)?;
        let open = open.as_ref().ok_or_else(ended)?;
        let rows = open.query_all_raw(statement).await?;
        self.after(noted, rows.len());
        Ok(rows)
    }
}
