//! A database in memory, and what a deletion does to it in words.

use std::{
    fmt::Write,
    sync::{Arc, Mutex},
    time::Instant,
};

use relation::{
    catalog::{Catalog, ForeignKeyId, ModelId},
    changes::Changes,
    deletion::{
        Blocker, Deletion, DeletionError, Preview, Refused, Roots, Samples, Updated, delete,
    },
    scope::{Scope, Unrestricted},
    transaction::{Observer, Transaction},
    value::Key,
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement, Value,
};

use crate::tables;

/// How many rows previews name.
const SAMPLES: Samples = Samples {
    blockers: 2,
    steps: 2,
};

pub struct World {
    pub catalog: Catalog,
    db: DatabaseConnection,
}

/// What a deletion came to.
pub struct Outcome {
    /// `Spoke 2, Hub 1`, or why nothing was deleted.
    pub text: String,
    /// The keys that were written, as `Spoke.null 1`.
    pub written: Vec<String>,
    /// What changed, as `Spoke 1`.
    pub deleted: Vec<String>,
    pub updated: Vec<String>,
    /// How many rows changed beside those, as `Spoke 1`.
    pub more: String,
    /// The statements, without quotes.
    pub statements: Vec<String>,
    /// How the database runs each of them.
    pub plans: Vec<String>,
}

/// The statements of a transaction.
#[derive(Default)]
struct Log(Mutex<Vec<Statement>>);

impl Log {
    fn statements(&self) -> Vec<Statement> {
        self.0.lock().unwrap().clone()
    }
}

impl Observer for Log {
    fn before(&self, statement: &Statement) -> Result<(), DbErr> {
        self.0.lock().unwrap().push(statement.clone());
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
        let roots = self.roots(model, keys);
        self.delete_roots(scope, &[roots], None).await
    }

    pub fn roots(&self, model: &str, keys: &[Key]) -> Roots {
        Roots::by_key(&self.catalog, self.model(model), keys)
    }

    pub async fn delete_roots(
        &self,
        scope: &dyn Scope,
        roots: &[Roots],
        token: Option<&str>,
    ) -> Outcome {
        let log = Arc::new(Log::default());
        let txn = Transaction::begin(&self.db).await.unwrap();
        let observed = txn.observed_by(log.clone());
        let mut changes = Changes::default();
        let result = delete(&observed, &self.catalog, scope, roots, token, &mut changes).await;
        let mut written = Vec::new();
        let text = match result {
            Ok(deleted) => {
                let counts = self.counts(&deleted.counts);
                written = self.written(&deleted.updated);
                match txn.commit().await {
                    Ok(()) => counts,
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
        let plans = self.explained(&log.statements()).await;
        let statements = log.statements().into_iter();
        Outcome {
            text,
            written,
            deleted: self.rows_of(&changes.deleted),
            updated: self.rows_of(&changes.updated),
            more: self.counts(&[changes.deleted_more, changes.updated_more].concat()),
            statements: statements.map(|of| of.sql.replace('"', "")).collect(),
            plans,
        }
    }

    /// What a deletion would do, with the keys of the first two rows of each kind.
    pub async fn preview(&self, scope: &dyn Scope, roots: &[Roots]) -> Preview {
        self.preview_with_plans(scope, roots).await.0
    }

    /// Why there is no preview, in words.
    pub async fn preview_error(&self, scope: &dyn Scope, roots: &[Roots]) -> String {
        let deletion = Deletion {
            db: &self.db,
            catalog: &self.catalog,
            scope,
        };
        self.error(deletion.preview(roots, SAMPLES).await.unwrap_err())
    }

    /// As `preview`, and how the database runs each statement.
    pub async fn preview_with_plans(
        &self,
        scope: &dyn Scope,
        roots: &[Roots],
    ) -> (Preview, Vec<String>) {
        let log = Arc::new(Log::default());
        let txn = Transaction::begin(&self.db).await.unwrap();
        let deletion = Deletion {
            db: &txn.observed_by(log.clone()),
            catalog: &self.catalog,
            scope,
        };
        let preview = deletion.preview(roots, SAMPLES).await.unwrap();
        txn.commit().await.unwrap();
        (preview, self.explained(&log.statements()).await)
    }

    async fn explained(&self, statements: &[Statement]) -> Vec<String> {
        let mut plans = Vec::new();
        for statement in statements {
            let mut explain = statement.clone();
            explain.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
            let mut plan = statement.sql.replace('"', "");
            for row in self.db.query_all_raw(explain).await.unwrap() {
                let step: String = row.try_get("", "detail").unwrap();
                if step.starts_with("SEARCH") || step.starts_with("SCAN") {
                    write!(plan, "\n    {step}").unwrap();
                }
            }
            plans.push(plan);
        }
        plans
    }

    /// A preview in words, without its token.
    pub fn told(&self, preview: &Preview) -> String {
        let mut text = String::new();
        for step in &preview.steps {
            let by = step.foreign_key.map(|key| self.key_name(key));
            let sample: Vec<String> = step.sample.iter().map(words).collect();
            writeln!(
                text,
                "{}: {} {} [{}]",
                by.unwrap_or("roots".to_owned()),
                self.catalog[step.model].name,
                step.count,
                sample.join(", ")
            )
            .unwrap();
        }
        for updated in self.written(&preview.updated) {
            writeln!(text, "updated {updated}").unwrap();
        }
        self.refused(&mut text, &preview.blockers);
        for model in &preview.forbidden {
            writeln!(text, "forbidden {}", self.catalog[*model].name).unwrap();
        }
        let counts = self.counts(&preview.deleted);
        let verdict = if preview.allowed {
            "allowed"
        } else {
            "not allowed"
        };
        writeln!(text, "{verdict}, {}: {counts}", preview.total).unwrap();
        text
    }

    fn counts(&self, counts: &[(ModelId, u64)]) -> String {
        let counts: Vec<String> = counts
            .iter()
            .map(|(model, count)| format!("{} {count}", self.catalog[*model].name))
            .collect();
        counts.join(", ")
    }

    fn written(&self, updated: &[Updated]) -> Vec<String> {
        let of = |updated: &Updated| {
            let key = self.key_name(updated.foreign_key);
            format!("{key} {}", updated.count)
        };
        updated.iter().map(of).collect()
    }

    fn key_name(&self, id: ForeignKeyId) -> String {
        let key = &self.catalog[id];
        format!("{}.{}", self.catalog[key.model].name, key.name)
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
                self.refused(&mut text, &refused);
                text.trim_end().to_owned()
            }
            DeletionError::Forbidden { model, .. } => {
                format!("forbidden {}", self.catalog[model].name)
            }
            DeletionError::Stale => "stale".to_owned(),
            DeletionError::Database(error) => panic!("{error}"),
        }
    }

    fn refused(&self, text: &mut String, refused: &Refused) {
        self.blockers(text, "protected", &refused.protected);
        self.blockers(text, "restricted", &refused.restricted);
    }

    fn blockers(&self, text: &mut String, kind: &str, blockers: &[Blocker]) {
        for blocker in blockers {
            let via: Vec<String> = blocker.via.iter().map(|key| self.key_name(*key)).collect();
            let sample: Vec<String> = blocker.sample.iter().map(words).collect();
            writeln!(
                text,
                "{kind} by {} via {}: {} [{}]",
                self.key_name(blocker.foreign_key),
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
        let kinds = self.statements.iter().map(|sql| kind(sql));
        let kinds: Vec<&str> = kinds.collect();
        // A recursive WITH reads, like SELECT.
        let counts = ["SELECT", "WITH", "UPDATE", "DELETE"].map(|kind| {
            let count = kinds.iter().filter(|k| **k == kind).count();
            (count > 0).then(|| format!("{count} {kind}"))
        });
        counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn kind(sql: &str) -> &'static str {
    let kinds = ["DELETE FROM", "UPDATE ", "WITH RECURSIVE"];
    match kinds.iter().find(|kind| sql.contains(*kind)) {
        Some(kind) => kind.split(' ').next().unwrap(),
        None => "SELECT",
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
