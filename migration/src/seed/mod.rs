//! Sample data: the same rows for the same scale on every machine and database.

mod dice;
mod rows;
mod timeline;
mod words;

mod news;
mod people;
mod posts;
mod subjects;

#[cfg(test)]
mod tests;

use sea_orm_migration::{
    sea_orm::{
        ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
        TransactionOptions, TransactionTrait,
    },
    sea_query::{Expr, Query},
};

use self::rows::Sink;

/// Fills an empty, migrated database with sample data, in one transaction.
///
/// `progress` is called as rows go in, table after table.
///
/// # Errors
///
/// When a table already has rows, when the scale is 0, and when the database fails. In each
/// case the database stays as it was.
pub async fn seed(
    db: &DatabaseConnection,
    options: SeedOptions,
    progress: impl Fn(Progress),
) -> Result<SeedReport, DbErr> {
    if options.scale == 0 {
        return Err(DbErr::Custom("the scale must be at least 1".to_owned()));
    }
    let txn = begin(db).await?;
    if let Some(table) = first_table_with_rows(&txn).await? {
        return Err(DbErr::Custom(format!(
            "sample data goes into an empty database, but table \"{table}\" has rows; \
             empty it with `relata migrate fresh` or name another database"
        )));
    }
    let report = write_all(Sink::new(&txn, &progress), i64::from(options.scale)).await?;
    txn.commit().await?;
    Ok(report)
}

/// Whether no table of the domain has a row.
///
/// # Errors
///
/// When a table cannot be read, for example because the database has not been migrated.
pub async fn is_empty(db: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(first_table_with_rows(db).await?.is_none())
}

/// How much sample data to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedOptions {
    /// Multiplies 10 users, 40 posts, 400 comments, 8 reporters, 24 articles and their links;
    /// at least 1. The 12 categories stay as they are; 25 tags grow to 60.
    pub scale: u32,
}

/// How far one table has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The table's name.
    pub table: &'static str,
    /// The rows written so far.
    pub done: u64,
    /// The rows that there will be.
    pub total: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeedReport {
    /// The tables and their numbers of rows, in the order of writing.
    pub tables: Vec<(&'static str, u64)>,
}

impl SeedReport {
    /// The number of rows in all tables together.
    pub fn total(&self) -> u64 {
        self.tables.iter().map(|(_, n_rows)| n_rows).sum()
    }
}

async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}

async fn first_table_with_rows(db: &impl ConnectionTrait) -> Result<Option<&'static str>, DbErr> {
    const TABLES: [&str; 11] = [
        people::USER,
        people::PROFILE,
        people::FOLLOW,
        subjects::CATEGORY,
        subjects::TAG,
        posts::POST,
        posts::POST_TAG,
        posts::COMMENT,
        news::REPORTER,
        news::ARTICLE,
        news::CONTRIBUTION,
    ];
    for table in TABLES {
        let mut any = Query::select();
        any.expr(Expr::val(1)).from(table).limit(1);
        if db.query_one(&any).await?.is_some() {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// Writes all tables, targets of foreign keys before the rows that refer to them.
async fn write_all<F: Fn(Progress)>(
    mut sink: Sink<'_, F>,
    scale: i64,
) -> Result<SeedReport, DbErr> {
    let joined = people::write_users(&mut sink, 10 * scale).await?;
    people::write_profiles(&mut sink, &joined).await?;
    people::write_follows(&mut sink, &joined).await?;
    subjects::write_categories(&mut sink).await?;
    let n_tags = subjects::write_tags(&mut sink, scale).await?;
    let written = posts::write_posts(&mut sink, 40 * scale, &joined).await?;
    posts::write_post_tags(&mut sink, &written, n_tags).await?;
    posts::write_comments(&mut sink, &written).await?;
    news::write_reporters(&mut sink, 8 * scale).await?;
    let printed = news::write_articles(&mut sink, 24 * scale, 8 * scale).await?;
    news::write_contributions(&mut sink, &printed, 8 * scale).await?;
    Ok(sink.into_report())
}
