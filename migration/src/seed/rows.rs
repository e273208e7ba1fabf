//! Rows on their way into a table: batches, progress, counts.

use sea_orm_migration::{
    sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement},
    sea_query::{Expr, InsertStatement, Query},
};

use super::{Progress, SeedReport};

/// Rows in one statement. With 8 columns that is far below the bind limits of all databases
/// (SQLite has the lowest, 32,766).
const BATCH: u64 = 500;

/// Where the rows of all tables go.
pub(super) struct Sink<'a, F> {
    txn: &'a DatabaseTransaction,
    progress: &'a F,
    report: SeedReport,
}

/// The rows of one table.
pub(super) struct Rows<'s, 'a, F, const N: usize> {
    sink: &'s mut Sink<'a, F>,
    table: &'static str,
    columns: [&'static str; N],
    total: u64,
    done: u64,
    batch: InsertStatement,
    n_batch: u64,
}

impl<'a, F: Fn(Progress)> Sink<'a, F> {
    pub(super) fn new(txn: &'a DatabaseTransaction, progress: &'a F) -> Self {
        Self {
            txn,
            progress,
            report: SeedReport::default(),
        }
    }

    /// Opens `table` for `total` rows.
    pub(super) fn rows<const N: usize>(
        &mut self,
        table: &'static str,
        columns: [&'static str; N],
        total: i64,
    ) -> Rows<'_, 'a, F, N> {
        Rows {
            sink: self,
            table,
            columns,
            total: total.unsigned_abs(),
            done: 0,
            batch: insert(table, columns),
            n_batch: 0,
        }
    }

    pub(super) fn into_report(self) -> SeedReport {
        self.report
    }
}

impl<F: Fn(Progress), const N: usize> Rows<'_, '_, F, N> {
    pub(super) async fn push(&mut self, row: [Expr; N]) -> Result<(), DbErr> {
        self.batch
            .values(row)
            .map_err(|error| DbErr::Custom(error.to_string()))?;
        self.n_batch += 1;
        if self.n_batch == BATCH {
            self.flush().await?;
        }
        Ok(())
    }

    /// Writes what is left, and lets the database go on counting ids behind the last one.
    pub(super) async fn finish(mut self) -> Result<(), DbErr> {
        if self.n_batch > 0 {
            self.flush().await?;
        }
        let txn = self.sink.txn;
        if self.columns[0] == "id" && txn.get_database_backend() == DbBackend::Postgres {
            let (table, last) = (self.table, self.done);
            let sql = format!("SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), {last})");
            txn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
                .await?;
        }
        self.sink.report.tables.push((self.table, self.done));
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), DbErr> {
        let next = insert(self.table, self.columns);
        let batch = std::mem::replace(&mut self.batch, next);
        self.sink.txn.execute(&batch).await?;
        self.done += std::mem::take(&mut self.n_batch);
        (self.sink.progress)(Progress {
            table: self.table,
            done: self.done,
            total: self.total,
        });
        Ok(())
    }
}

fn insert<const N: usize>(table: &'static str, columns: [&'static str; N]) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns);
    insert
}
