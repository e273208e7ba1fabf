//! A user with 100,000 posts and 1,000,000 comments is previewed and deleted, in a database file.
//! Prints a Markdown table; the most memory of the process is that of all steps so far.
//!
//! `cargo bench -p relation --bench deletion`

#![expect(clippy::print_stdout, reason = "the table is what it is for")]
#![expect(clippy::unwrap_used, reason = "a failure ends the measurement")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use relation::{
    catalog::Catalog,
    changes::Changes,
    deletion::{Deletion, Roots, Samples, delete},
    scope::Unrestricted,
    transaction::{Observer, Transaction},
    value::Key,
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};

macro_rules! model {
    ($module:ident, $table:literal, { $($field:ident: $type:ty,)* },
        { $($relation:ident($target:literal, $from:literal, $to:literal, $rule:expr);)* }) => {
        pub mod $module {
            use relation::catalog::{Declaration, Declare, OnDelete};
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                $(pub $field: $type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                $(#[sea_orm(belongs_to = $target, from = $from, to = $to)]
                $relation,)*
            }

            impl ActiveModelBehavior for ActiveModel {}

            impl Declare for Entity {
                fn declare(model: &mut Declaration<Self>) {
                    let rules: Vec<(Relation, OnDelete)> = vec![$((Relation::$relation, $rule)),*];
                    for (relation, rule) in rules {
                        model.foreign_key(relation).on_delete(rule).no_reverse();
                    }
                }
            }
        }
    };
}

model!(user, "user", {}, {});
model!(post, "post", { author_id: i64, editor_id: Option<i64>, }, {
    Author("super::user::Entity", "Column::AuthorId", "super::user::Column::Id",
        OnDelete::Cascade);
    Editor("super::user::Entity", "Column::EditorId", "super::user::Column::Id",
        OnDelete::SetNull);
});
model!(comment, "comment", { text: String, post_id: i64, author_id: i64, }, {
    Post("super::post::Entity", "Column::PostId", "super::post::Column::Id",
        OnDelete::Cascade);
    Author("super::user::Entity", "Column::AuthorId", "super::user::Column::Id",
        OnDelete::Cascade);
});
model!(report, "report", { comment_id: i64, }, {
    Comment("super::comment::Entity", "Column::CommentId", "super::comment::Column::Id",
        OnDelete::Protect);
});

/// Twice the posts and comments of the user that is deleted.
const ROWS: &str = "
    CREATE TABLE user (id integer PRIMARY KEY);
    CREATE TABLE post (id integer PRIMARY KEY,
        author_id integer NOT NULL REFERENCES user ON DELETE CASCADE,
        editor_id integer REFERENCES user ON DELETE SET NULL);
    CREATE TABLE comment (id integer PRIMARY KEY, text text NOT NULL,
        post_id integer NOT NULL REFERENCES post ON DELETE CASCADE,
        author_id integer NOT NULL REFERENCES user ON DELETE CASCADE);
    CREATE TABLE report (id integer PRIMARY KEY,
        comment_id integer NOT NULL REFERENCES comment ON DELETE RESTRICT);
    INSERT INTO user VALUES (1), (2), (3);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
        INSERT INTO post SELECT i, 1 + i % 2, iif(i % 20 = 0, 2, NULL) FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)
        INSERT INTO comment SELECT i, 'This is what I have to say: ' || i, 1 + i % 200000,
            1 + i % 3 FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO report SELECT i, 6 * i FROM n;
    DELETE FROM report WHERE comment_id IN (SELECT id FROM comment
        WHERE author_id = 2 OR post_id IN (SELECT id FROM post WHERE author_id = 2));
    CREATE INDEX post_author ON post (author_id, id);
    CREATE INDEX post_editor ON post (editor_id, id);
    CREATE INDEX comment_post ON comment (post_id, id);
    CREATE INDEX comment_author ON comment (author_id, id);
    CREATE INDEX report_comment ON report (comment_id, id)";

#[derive(Default)]
struct Counter(AtomicUsize);

impl Observer for Counter {
    fn before(&self, _: &Statement) -> Result<(), DbErr> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn after(&self, statement: &str, _: usize, started: Instant) {
        if std::env::var_os("STATEMENTS").is_some() {
            let statement = statement.replace('"', "");
            println!(
                "<!-- {:5} ms {statement} -->",
                started.elapsed().as_millis()
            );
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let directory = std::env::temp_dir().join(format!("deletion-{}", std::process::id()));
    std::fs::create_dir(&directory).unwrap();
    let db = database(&directory.join("data.sqlite")).await;
    println!("| step | rows | seconds | statements | most memory, MiB |");
    println!("|---|---|---|---|---|");
    println!("| start | | | | {} |", most_memory_mib());
    measure(&db).await;
    db.close().await.unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
}

async fn database(path: &std::path::Path) -> DatabaseConnection {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    let sql = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON";
    db.execute_unprepared(sql).await.unwrap();
    db.execute_unprepared(ROWS).await.unwrap();
    db
}

async fn measure(db: &DatabaseConnection) {
    let catalog = Catalog::builder()
        .register::<user::Entity>()
        .register::<post::Entity>()
        .register::<comment::Entity>()
        .register::<report::Entity>()
        .build()
        .unwrap();
    let model = catalog.model_by_name("User").unwrap().id;
    let roots = [Roots::by_key(&catalog, model, &[Key::One(2_i64.into())])];
    let txn = Transaction::begin(db).await.unwrap();
    let counter = Arc::new(Counter::default());
    let observed = txn.observed_by(counter.clone());

    let started = Instant::now();
    let deletion = Deletion {
        db: &observed,
        catalog: &catalog,
        scope: &Unrestricted,
    };
    let samples = Samples {
        blockers: 10,
        steps: 10,
    };
    let preview = deletion.preview(&roots, samples).await.unwrap();
    row("preview", preview.total, started, &counter);

    let started = Instant::now();
    let mut changes = Changes::default();
    let token = std::env::var_os("TOKEN").map(|_| preview.token.as_str());
    let deleted = delete(
        &observed,
        &catalog,
        &Unrestricted,
        &roots,
        token,
        &mut changes,
    );
    let deleted = deleted.await.unwrap();
    row("delete", deleted.total(), started, &counter);
    let started = Instant::now();
    txn.commit().await.unwrap();
    row("commit", deleted.total(), started, &counter);

    assert_eq!(preview.deleted, deleted.counts);
    assert_eq!(preview.updated, deleted.updated);
}

fn row(step: &str, rows: u64, started: Instant, counter: &Counter) {
    let seconds = started.elapsed().as_secs_f64();
    let statements = counter.0.swap(0, Ordering::Relaxed);
    let memory = most_memory_mib();
    println!("| {step} | {rows} | {seconds:.2} | {statements} | {memory} |");
}

/// The most memory that the process has had so far, where the system tells.
fn most_memory_mib() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.map_or("unknown".to_owned(), |kib| (kib / 1024).to_string())
}
