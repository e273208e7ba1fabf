use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use relation::agreement::Table;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tempfile::TempDir;

use super::{Database, DatabaseError, DatabaseOptions};

#[tokio::test]
async fn sessions_have_the_settings_they_need() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir.path().join("new.db")).await.unwrap();

    for connection in [&database.reader, &database.writer] {
        assert_eq!(pragma(connection, "journal_mode").await, "wal");
        assert_eq!(pragma(connection, "foreign_keys").await, "1");
        assert_eq!(pragma(connection, "busy_timeout").await, "300");
        assert_eq!(pragma(connection, "synchronous").await, "2");
    }
}

#[tokio::test]
async fn sessions_know_regular_expressions() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir.path().join("new.db")).await.unwrap();

    for connection in [&database.reader, &database.writer] {
        let select = "SELECT iif('aéb' REGEXP '^a.b$', 'found', 'missed')";
        assert_eq!(scalar(connection, select).await, "found");
    }
}

#[tokio::test]
async fn readers_see_what_the_writer_wrote_and_cannot_write() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir.path().join("new.db")).await.unwrap();

    let table = "CREATE TABLE tag (id INTEGER PRIMARY KEY)";
    database.writer.execute_unprepared(table).await.unwrap();
    let insert = "INSERT INTO tag VALUES (1)";
    database.writer.execute_unprepared(insert).await.unwrap();

    assert_eq!(
        scalar(&database.reader, "SELECT CAST(id AS TEXT) FROM tag").await,
        "1"
    );
    let refused = database.reader.execute_unprepared(insert).await;
    assert!(refused.unwrap_err().to_string().contains("readonly"));
    database.ping().await.unwrap();
}

#[tokio::test]
async fn closing_leaves_no_write_ahead_log() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("new.db");
    let database = open(&file).await.unwrap();
    let table = "CREATE TABLE tag (id INTEGER PRIMARY KEY)";
    database.writer.execute_unprepared(table).await.unwrap();

    database.clone().close().await.unwrap();

    assert_eq!(names_in(dir.path()), ["new.db"]);
    assert!(database.ping().await.is_err());
}

const NOT_UNDERSTOOD: &str = "the database URL is not understood: expected sqlite:FILE, \
    postgres://USER:PASSWORD@HOST/DATABASE or mysql://USER:PASSWORD@HOST/DATABASE";

#[tokio::test]
async fn urls_that_cannot_be_served_are_refused() {
    let check = async |url: &str, expected: &str| {
        let error = Database::connect(url, DatabaseOptions::default()).await;
        assert_eq!(error.unwrap_err().to_string(), expected);
    };

    check("sqlite::memory:", "an in-memory SQLite database cannot be served, because each connection would see one of its own: name a file, such as sqlite:relata.db").await;
    check("sqlite:new.db?mode=memory", "an in-memory SQLite database cannot be served, because each connection would see one of its own: name a file, such as sqlite:relata.db").await;
    check(
        "sqlite:new.db?mode=ro",
        "the database URL ends in ?mode=ro: only ?mode=rwc and ?mode=rw are understood",
    )
    .await;
    check("oracle://ada:secret@localhost/db", NOT_UNDERSTOOD).await;
    check("postgres://ada:secret@localhost:no", NOT_UNDERSTOOD).await;
    for url in [
        "postgres://ada:secret@localhost",
        "mysql://ada:secret@localhost/",
    ] {
        check(url, "the database URL names no database: expected one after the host, such as postgres://HOST/DATABASE").await;
    }
    check("new.db", NOT_UNDERSTOOD).await;
    check("sqlite:", NOT_UNDERSTOOD).await;
}

#[tokio::test]
async fn files_that_cannot_be_opened_are_refused_with_a_way_out() {
    let dir = TempDir::new().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(
        path("text.db"),
        "Dear diary, today I became a database. ".repeat(100),
    )
    .unwrap();
    fs::create_dir(path("directory.db")).unwrap();
    let check = async |name: &str, expected: &str| {
        let error = open(&path(name)).await.unwrap_err();
        assert_eq!(line(&error, dir.path()), expected);
    };

    check("missing/new.db", "cannot open the database missing/new.db: its directory does not exist; create it, or name another file").await;
    check(
        "new.db?mode=rw",
        "cannot open the database new.db: there is no such file; name another, or create it with `relata migrate up`, without ?mode=rw",
    )
    .await;
    check(
        "directory.db",
        "cannot open the database directory.db: it is a directory; name a file in it",
    )
    .await;
    check("text.db", "cannot open the database text.db: it is not a SQLite database; move it away, or name another file").await;
}

#[tokio::test]
async fn a_locked_file_is_refused() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("locked.db");
    let options = SqliteConnectOptions::new().filename(&file);
    let mut other = options.create_if_missing(true).connect().await.unwrap();
    sqlx::raw_sql("CREATE TABLE tag (id INTEGER); BEGIN EXCLUSIVE")
        .execute(&mut other)
        .await
        .unwrap();

    let url = format!("sqlite:{}", file.display());
    let options = DatabaseOptions {
        patience: Duration::from_millis(50),
        ..DatabaseOptions::default()
    };
    let error = Database::connect(&url, options).await.unwrap_err();

    assert_eq!(
        line(&error, dir.path()),
        "cannot open the database locked.db: it is locked by another process; stop that process, or name another file"
    );
}

#[test]
fn old_libraries_are_refused() {
    use super::sqlite::is_safe;

    assert!(!is_safe("3.40.1"));
    assert!(!is_safe("3.51.2"));
    assert!(is_safe("3.51.3"));
    assert!(is_safe("3.60.0"));
    assert!(is_safe("4.0"));
}

#[tokio::test]
async fn tables_are_what_sqlite_made_of_them() {
    let dir = TempDir::new().unwrap();
    let database = open(&dir.path().join("new.db")).await.unwrap();
    let tables = "
        CREATE TABLE \"it's\" (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INT DEFAULT NULL,
            level INT NOT NULL DEFAULT 1, upper TEXT AS (upper(name)));
        CREATE INDEX adult ON \"it's\" (age) WHERE age > 17;
        CREATE INDEX lower ON \"it's\" (level, lower(name));
        CREATE TABLE link (b TEXT, a INTEGER REFERENCES \"IT'S\" ON DELETE CASCADE,
            c TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
        CREATE TABLE loose (id BIGINT PRIMARY KEY, c TEXT, d INT,
            FOREIGN KEY (d, c) REFERENCES link (a, b) ON DELETE SET NULL,
            FOREIGN KEY (c) REFERENCES nowhere ON DELETE SET DEFAULT);
        CREATE VIEW seen AS SELECT id, name FROM \"it's\";
        CREATE TABLE gone (id INTEGER);
        CREATE VIEW broken AS SELECT id FROM gone;
        DROP TABLE gone;
        CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT);
    ";
    database.writer.execute_unprepared(tables).await.unwrap();

    let tables = database.tables().await.unwrap();

    let text: String = tables.iter().map(text_of).collect();
    let expected = "\
counted Stored
  id=
  key id
it's Stored
  id= name age? level= upper?=
  key id
  index partial age
  index level ..
  unique name
link Stored
  b a c?
  key a b
  a -> IT'S id CASCADE
loose Stored
  id? c? d?
  key id
  c -> nowhere  SET DEFAULT
  d c -> link a b SET NULL
seen Derived
  id? name?
  key\x20
";
    assert_eq!(text, expected);
}

/// A table in a few lines: columns with `?` for NULL and `=` for a default.
fn text_of(table: &Table) -> String {
    let mut text = format!("{} {:?}\n ", table.name, table.kind);
    for column in &table.columns {
        let null = if column.nullable { "?" } else { "" };
        let default = if column.has_default { "=" } else { "" };
        write!(text, " {}{null}{default}", column.name).unwrap();
    }
    writeln!(text, "\n  key {}", table.primary_key.join(" ")).unwrap();
    for index in &table.indexes {
        let unique = if index.unique { "unique" } else { "index" };
        let partial = if index.partial { " partial" } else { "" };
        let columns = index.columns.iter();
        let columns: Vec<_> = columns.map(|of| of.as_deref().unwrap_or("..")).collect();
        writeln!(text, "  {unique}{partial} {}", columns.join(" ")).unwrap();
    }
    for constraint in &table.constraints {
        let (from, to) = (
            constraint.columns.join(" "),
            constraint.target_columns.join(" "),
        );
        let (target, action) = (&constraint.target, constraint.on_delete);
        writeln!(text, "  {from} -> {target} {to} {action}").unwrap();
    }
    text
}

async fn open(file: &Path) -> Result<Database, DatabaseError> {
    let url = format!("sqlite:{}", file.display());
    Database::connect(&url, DatabaseOptions::default()).await
}

async fn pragma(connection: &DatabaseConnection, name: &str) -> String {
    let column = if name == "busy_timeout" {
        "timeout"
    } else {
        name
    };
    let sql = format!("SELECT CAST({column} AS TEXT) FROM pragma_{name}");
    scalar(connection, &sql).await
}

async fn scalar(connection: &DatabaseConnection, sql: &str) -> String {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

fn names_in(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// The error as a person sees it, with paths that are the same everywhere.
fn line(error: &DatabaseError, dir: &Path) -> String {
    error
        .to_string()
        .replace(&format!("{}/", dir.display()), "")
}
