//! A database in memory, and what a deletion does to it in words.

use std::{
    fmt::Write,
    sync::{Arc, Mutex},
    time::Instant,
};

use relation::{
    catalog::{Catalog, ForeignKeyId, ModelId},
    changes::Changes,
    deletion::{Blocker, DeletionError, delete},
    scope::{Scope, Unrestricted},
    transaction::{Observer, Transaction},
    value::Key,
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement, Value,
};

use crate::tables;

pub struct World {
    pub catalog: Catalog,
    db: DatabaseConnection,
}

/// What a deletion came to.
pub struct Outcome {
    /// `Spoke 2, Hub 1`, or why nothing was deleted.
    pub text: String,
    /// What changed, as `Spoke 1`.
    pub deleted: Vec<String>,
    pub updated: Vec<String>,
    /// The statements, without quotes.
    pub statements: Vec<String>,
}

#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Observer for Log {
    fn before(&self, statement: &Statement) -> Result<(), DbErr> {
        self.0.lock().unwrap().push(statement.sql.replace('"', ""));
        Ok(())
    }

    fn after(&self, _: &str, _: usize, _: Instant) {}
}

impl World {
    /// The tables, with the rows that `sql` inserts.
    pub async fn new(sql: &str) -> Self {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.unwrap();
        tables::create_all(&db).await.unwrap();
        let world = Self {
            catalog: tables::catalog(),
            db,
        };
        world
            .execute(&format!(
                "PRAGMA foreign_keys = OFF; {sql}; PRAGMA foreign_keys = ON"
            ))
            .await;
        world
    }

    pub async fn execute(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap();
    }

    pub fn model(&self, name: &str) -> ModelId {
        self.catalog.model_by_name(name).unwrap().id
    }

    pub async fn delete(&self, model: &str, keys: &[i64]) -> Outcome {
        let keys: Vec<Key> = keys.iter().map(|key| Key::One((*key).into())).collect();
        self.delete_as(&Unrestricted, model, &keys).await
    }

    pub async fn delete_as(&self, scope: &dyn Scope, model: &str, keys: &[Key]) -> Outcome {
        let log = Arc::new(Log::default());
        let txn = Transaction::begin(&self.db).await.unwrap();
        let observed = txn.observed_by(log.clone());
        let mut changes = Changes::default();
        let model = self.model(model);
        let result = delete(&observed, &self.catalog, scope, model, keys, &mut changes).await;
        let text = match result {
            Ok(deleted) => {
                let counts = deleted.counts.iter();
                let counts: Vec<String> = counts
                    .map(|(model, count)| format!("{} {count}", self.catalog[*model].name))
                    .collect();
                match txn.commit().await {
                    Ok(()) => counts.join(", "),
                    Err(error) => {
                        txn.rollback().await.unwrap();
                        format!("at commit: {error}")
                    }
                }
            }
            Err(error) => {
                txn.rollback().await.unwrap();
                self.error(error)
            }
        };
        let statements = log.0.lock().unwrap().clone();
        Outcome {
            text,
            deleted: self.rows_of(&changes.deleted),
            updated: self.rows_of(&changes.updated),
            statements,
        }
    }

    /// The rows of a table in the order of the first column, as JSON.
    pub async fn rows(&self, table: &str, columns: &str) -> String {
        let sql = format!(
            "SELECT json_group_array(json_array({columns})) FROM (SELECT * FROM {table} ORDER BY 1)"
        );
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        let row = self.db.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    fn error(&self, error: DeletionError) -> String {
        match error {
            DeletionError::Refused(refused) => {
                let mut text = String::new();
                self.blockers(&mut text, "protected", &refused.protected);
                self.blockers(&mut text, "restricted", &refused.restricted);
                text.trim_end().to_owned()
            }
            DeletionError::Forbidden { model, .. } => {
                format!("forbidden {}", self.catalog[model].name)
            }
            DeletionError::Database(error) => panic!("{error}"),
        }
    }

    fn blockers(&self, text: &mut String, kind: &str, blockers: &[Blocker]) {
        for blocker in blockers {
            let name = |id: ForeignKeyId| {
                let key = &self.catalog[id];
                format!("{}.{}", self.catalog[key.model].name, key.name)
            };
            let via: Vec<String> = blocker.via.iter().copied().map(name).collect();
            let sample: Vec<String> = blocker.sample.iter().map(words).collect();
            writeln!(
                text,
                "{kind} by {} via {}: {} [{}]",
                name(blocker.foreign_key),
                via.join(" "),
                blocker.count,
                sample.join(", ")
            )
            .unwrap();
        }
    }

    fn rows_of(&self, rows: &[(ModelId, Key)]) -> Vec<String> {
        let mut rows: Vec<String> = rows
            .iter()
            .map(|(model, key)| format!("{} {}", self.catalog[*model].name, words(key)))
            .collect();
        rows.sort_unstable();
        rows
    }
}

impl Outcome {
    /// How many statements of each kind there were: `2 SELECT, 1 DELETE`.
    pub fn counts(&self) -> String {
        let of = |kind: &str| {
            let count = self
                .statements
                .iter()
                .filter(|sql| sql.starts_with(kind))
                .count();
            (count > 0).then(|| format!("{count} {kind}"))
        };
        // A recursive WITH reads, like SELECT.
        let counts: Vec<String> = ["SELECT", "WITH", "UPDATE", "DELETE"]
            .into_iter()
            .filter_map(of)
            .collect();
        counts.join(", ")
    }
}

/// Inserts rows for the numbers `i` from 1 to `last`.
pub fn numbered(last: i64, rows: &str) -> String {
    let (table, select) = rows.split_once(" SELECT ").unwrap();
    format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) \
         INSERT INTO {table} SELECT {select} FROM n"
    )
}

fn words(key: &Key) -> String {
    let words: Vec<String> = key
        .values()
        .iter()
        .map(|value| match value {
            Value::BigInt(Some(number)) => number.to_string(),
            Value::String(Some(text)) => text.clone(),
            other => format!("{other:?}"),
        })
        .collect();
    words.join("/")
}
