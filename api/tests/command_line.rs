//! The binary from outside: one clear line and an exit code for each kind of bad input,
//! and a graceful end.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use relata::{Database, DatabaseOptions};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;

#[test]
fn bad_input_ends_with_one_line() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("directory.db")).unwrap();
    fs::write(dir.path().join("text.db"), "Dear diary! ".repeat(1000)).unwrap();
    fs::write(dir.path().join("typo.toml"), "max_detph = 3").unwrap();
    let check = |arguments: &[&str], expected: &str| {
        let output = run(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let lines = String::from_utf8(output.stderr).unwrap();
        assert_eq!(lines, format!("{expected}\n"));
    };

    check(
        &["--database-url", "sqlite:directory.db"],
        "error: cannot open the database directory.db: it is a directory; name a file in it",
    );
    check(
        &["--database-url", "sqlite:text.db"],
        "error: cannot open the database text.db: it is not a SQLite database; move it away, or name another file",
    );
    check(
        &["--database-url", "sqlite:none/new.db"],
        "error: cannot open the database none/new.db: its directory does not exist; create it, or name another file",
    );
    check(
        &["--database-url", "mysql://ada:secret@127.0.0.1:1/x"],
        "error: cannot open the database x on 127.0.0.1:1: no server answers there; start it, or look at host and port of the URL",
    );
    check(
        &["--database-url", "postgres://ada:secret@127.0.0.1:1/x"],
        "error: cannot open the database x on 127.0.0.1:1: no server answers there; start it, or look at host and port of the URL",
    );
    check(
        &["--listen", "0.0.0.0:8000"],
        "error: refusing to listen on 0.0.0.0:8000: without authentication only loopback addresses are served, such as 127.0.0.1:8000",
    );
    check(
        &["--config", "none.toml"],
        "error: cannot read the configuration file none.toml: No such file or directory (os error 2)",
    );
    check(
        &["--config", "typo.toml"],
        "error: typo.toml: unknown key `max_detph`; known keys are database_url, listen, mode, log_format, log_level, readers, writers, statement_timeout_s, max_body_bytes, max_nesting, default_page_size, max_page_size, max_depth, max_selections, max_cost, operation_timeout_s, max_response_bytes, max_filter_nodes, max_filter_depth, max_filter_relations, max_list_length, max_string_length, max_regex_length, max_regexes, max_filter_bytes, max_order_terms, max_previews, max_written_rows, max_input_depth, max_input_bytes, shutdown_grace_s",
    );
    check(
        &["--log-level", "info,relata=loud"],
        "error: log_level: expected a level such as info, or directives such as info,relata=debug: error parsing level filter: expected one of \"off\", \"error\", \"warn\", \"info\", \"debug\", \"trace\", or a number 0-5",
    );
    check(
        &["migrate", "fresh"],
        "error: `migrate fresh` deletes every row of relata.db; say --yes to do it without being asked",
    );
    check(
        &["migrate", "fresh", "--mode", "production"],
        "error: `migrate fresh` deletes every row of relata.db; say --yes to do it in production",
    );
    check(
        &["migrate", "down", "--mode", "production"],
        "error: `migrate down` drops tables of relata.db with their rows; say --yes to do it in production",
    );
}

#[test]
fn an_occupied_port_is_named() {
    let dir = TempDir::new().unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();

    let output = run(dir.path(), &["--listen", &address]);

    assert_eq!(output.status.code(), Some(1));
    let lines = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        lines.replace(&address, "ADDRESS"),
        "error: cannot listen on ADDRESS: the port is in use; stop the other program, \
         or choose another port with --listen\n"
    );
}

#[test]
fn unknown_flags_end_with_exit_code_2() {
    let dir = TempDir::new().unwrap();

    let output = run(dir.path(), &["serve", "--prot", "80"]);

    assert_eq!(output.status.code(), Some(2));
    let lines = String::from_utf8(output.stderr).unwrap();
    assert!(
        lines.starts_with("error: unexpected argument '--prot' found\n"),
        "{lines}"
    );
}

#[test]
fn sample_data_goes_into_an_empty_database_only() {
    let dir = TempDir::new().unwrap();

    let seeded = run(dir.path(), &["seed"]);
    let again = run(dir.path(), &["seed"]);

    assert!(seeded.status.success(), "{seeded:?}");
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(again.stderr).unwrap(),
        "error: relata.db holds rows already, and sample data goes into an empty database only; \
         `relata migrate fresh` empties it\n"
    );
}

#[test]
fn migrations_go_up_and_down() {
    let dir = TempDir::new().unwrap();
    let migrate = |arguments: &[&str]| {
        let output = run(dir.path(), &[&["migrate"], arguments].concat());
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let starts = |text: &str| -> Vec<String> {
        let words = text.lines().map(|line| line.split("  ").next());
        words.map(|word| word.unwrap().to_owned()).collect()
    };

    let pending = starts(&migrate(&["status"]));
    assert!(!pending.is_empty() && pending.iter().all(|word| word == "pending"));
    assert_eq!(starts(&migrate(&["up"])).len(), pending.len());
    assert_eq!(migrate(&["up"]), "nothing to apply\n");
    assert!(
        starts(&migrate(&["status"]))
            .iter()
            .all(|word| word == "applied")
    );
    assert_eq!(starts(&migrate(&["down"])), ["taken back"]);
    assert_eq!(starts(&migrate(&["up"])), ["applied"]);
    assert_eq!(
        migrate(&["fresh", "--yes"]),
        "relata.db is empty and migrated\n"
    );
}

#[test]
fn several_can_migrate_one_database_at_once() {
    let dir = TempDir::new().unwrap();

    let outputs: Vec<_> = thread::scope(|scope| {
        let starts: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| run(dir.path(), &["migrate", "up"])))
            .collect();
        starts
            .into_iter()
            .map(|start| start.join().unwrap())
            .collect()
    });

    for output in outputs {
        assert!(output.status.success(), "{output:?}");
    }
    let status = run(dir.path(), &["migrate", "status"]);
    let status = String::from_utf8(status.stdout).unwrap();
    assert!(
        status.lines().all(|line| line.starts_with("applied")),
        "{status}"
    );
}

#[tokio::test]
async fn t_093_a_database_of_a_newer_version_is_refused_with_a_way_out() {
    let dir = TempDir::new().unwrap();
    assert!(run(dir.path(), &["migrate", "up"]).status.success());
    let newer = "INSERT INTO seaql_migrations (version, applied_at)
        VALUES ('m20991231_000001_add_moon', 0), ('m20991231_000002_add_sun', 0)";
    execute(dir.path(), newer).await;
    let bytes = fs::read(dir.path().join("relata.db")).unwrap();

    for arguments in [
        &["serve"][..],
        &["migrate", "up"],
        &["migrate", "down"],
        &["migrate", "status"],
        &["seed"],
        &["check"],
    ] {
        let output = run(dir.path(), arguments);

        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "error: relata.db has migrations that this program does not know (m20991231_000001_add_moon, \
             m20991231_000002_add_sun): a newer version has applied them; run that version, or take them \
             back with its `relata migrate down`\n",
            "{arguments:?}"
        );
        assert_eq!(output.stdout, b"", "{arguments:?}");
        assert!(bytes == fs::read(dir.path().join("relata.db")).unwrap());
    }
    assert!(
        run(dir.path(), &["migrate", "fresh", "--yes"])
            .status
            .success()
    );
    assert!(run(dir.path(), &["check"]).status.success());
}

#[test]
fn a_migrated_database_agrees_with_the_catalog() {
    let dir = TempDir::new().unwrap();
    assert!(run(dir.path(), &["migrate", "up"]).status.success());

    let output = run(dir.path(), &["check", "--strict"]);

    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "relata.db: 11 models compared, 0 errors, 0 warnings, 0 notes\n"
    );
}

#[tokio::test]
async fn what_was_altered_by_hand_is_reported_with_its_mend() {
    let dir = TempDir::new().unwrap();
    assert!(run(dir.path(), &["migrate", "up"]).status.success());
    let alter = "
        DROP TABLE comment;
        CREATE TABLE comment (id INTEGER PRIMARY KEY, author TEXT NOT NULL, text TEXT,
            created_at TEXT NOT NULL DEFAULT '', post_id INTEGER NOT NULL);
        CREATE INDEX comments ON comment (post_id);
        DROP TABLE article;
        CREATE TABLE article (id INTEGER PRIMARY KEY, headline TEXT NOT NULL, pub_date TEXT NOT NULL,
            reporter_id INTEGER NOT NULL REFERENCES reporter ON DELETE CASCADE,
            category_id INTEGER REFERENCES category ON DELETE CASCADE);
        CREATE INDEX articles ON article (reporter_id);
        CREATE INDEX articles_of_category ON article (category_id);
        DROP INDEX idx_post_author_id;
        DROP INDEX idx_tag_name;
        CREATE UNIQUE INDEX one_name ON category (name);
        ALTER TABLE user RENAME COLUMN email TO mail;
    ";
    execute(dir.path(), alter).await;

    let output = run(dir.path(), &["check"]);

    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let expected = "\
error: User.email (column `email` of table `user`): the database has no such column; add it in a migration, or take it out of the entity
error: User (column `mail` of table `user`): the database wants a value and has no default, but the entity has no such column, so no row can be made; add it to the entity, or give it a default in a migration
note: Category.name (column `name` of table `category`): unique in the database, but not in the catalog; mark it in the entity with `unique`, and rows can be found by it
error: Tag.name (column `name` of table `tag`): unique in the catalog, but the database has no unique index, so values can repeat; make one in a migration, or take `unique` out of the entity
warning: Post.author (column `author_id` of table `post`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
warning: Comment.text (column `text` of table `comment`): it is required in the catalog, but the database admits NULL; set NOT NULL in a migration, or make it an `Option` in the entity
error: Comment.post (column `post_id` of table `comment`): the database has no foreign key to `post` (id), so it can refer to rows that are not there; add one in a migration, or say `skip_fk` in the entity's relation
error: Article.category (column `category_id` of table `article`): the rule is PROTECT, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE RESTRICT in a migration, or declare CASCADE
relata.db: 11 models compared, 5 errors, 2 warnings, 1 note
";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

#[tokio::test]
async fn warnings_fail_only_a_strict_check() {
    let dir = TempDir::new().unwrap();
    assert!(run(dir.path(), &["migrate", "up"]).status.success());
    execute(dir.path(), "DROP INDEX idx_post_author_id").await;

    let check = run(dir.path(), &["check"]);
    let strict = run(dir.path(), &["check", "--strict"]);

    assert_eq!(check.status.code(), Some(0));
    assert_eq!(strict.status.code(), Some(1));
    assert_eq!(check.stdout, strict.stdout);
    let lines = String::from_utf8(check.stdout).unwrap();
    assert_eq!(
        lines.lines().last().unwrap(),
        "relata.db: 11 models compared, 0 errors, 1 warning, 0 notes"
    );
}

#[tokio::test]
async fn a_check_creates_nothing() {
    let dir = TempDir::new().unwrap();

    let missing = run(dir.path(), &["check"]);
    let n_files = fs::read_dir(dir.path()).unwrap().count();
    execute(dir.path(), "CREATE TABLE other (id INTEGER)").await;
    let bare = run(dir.path(), &["check"]);

    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(missing.stderr).unwrap(),
        "error: cannot open the database relata.db: there is no such file; name another, \
         or create it with `relata migrate up`, without ?mode=rw\n"
    );
    assert_eq!(n_files, 0);
    assert_eq!(bare.status.code(), Some(1));
    let lines = String::from_utf8(bare.stdout).unwrap();
    let expected = "\
note: 11 migrations are not applied; `relata migrate up` applies them
relata.db: 11 models compared, 11 errors, 0 warnings, 0 notes
";
    assert!(lines.ends_with(expected), "{lines}");
}

#[tokio::test]
async fn a_service_warns_of_a_database_that_differs() {
    let dir = TempDir::new().unwrap();
    assert!(run(dir.path(), &["migrate", "up"]).status.success());
    execute(dir.path(), "DROP INDEX idx_post_author_id").await;

    let mut service = Service::start_with(dir.path(), Stdio::piped());
    assert!(service.get("/health/ready").starts_with("HTTP/1.1 200"));
    service.child.kill().unwrap();
    let mut log = String::new();
    let mut stderr = service.child.stderr.take().unwrap();
    stderr.read_to_string(&mut log).unwrap();

    assert!(log.contains("the database differs from the catalog; `relata check` tells where"));
}

#[tokio::test]
async fn entities_are_written_into_a_folder_of_their_own() {
    let dir = TempDir::new().unwrap();
    execute(
        dir.path(),
        "CREATE TABLE shop (id integer PRIMARY KEY); CREATE VIEW shops AS SELECT id FROM shop",
    )
    .await;
    let source = dir.path().join("mine/src");
    let inspect = |more: &[&str]| {
        let arguments = [&["inspect", "--out", "mine"], more].concat();
        run(dir.path(), &arguments)
    };

    let first = inspect(&[]);
    fs::write(source.join("edited.rs"), "// mine").unwrap();
    let second = inspect(&[]);
    let edited = fs::read_to_string(source.join("edited.rs")).unwrap();
    let third = inspect(&["--replace"]);

    let told = "note: `shops` is left out: it is a view or the like, and only tables are served\n\
                relata.db: 1 table written to mine/src\n";
    assert_eq!(String::from_utf8(first.stdout).unwrap(), told);
    assert_eq!(second.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(second.stderr).unwrap(),
        "error: mine/src holds files of Rust already; give another folder, or `--replace` to delete them\n"
    );
    assert_eq!(edited, "// mine");
    assert_eq!(String::from_utf8(third.stdout).unwrap(), told);
    let mut files: Vec<_> = fs::read_dir(&source)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    files.sort();
    assert_eq!(files, ["lib.rs", "shop.rs"]);
    assert!(dir.path().join("mine/Cargo.toml").exists());
}

#[tokio::test]
async fn nothing_is_deleted_where_there_is_nothing_to_write() {
    let dir = TempDir::new().unwrap();
    execute(dir.path(), "CREATE TABLE keyless (a integer)").await;
    fs::create_dir_all(dir.path().join("mine/src")).unwrap();
    fs::write(dir.path().join("mine/src/lib.rs"), "// mine").unwrap();

    let refused = run(dir.path(), &["inspect", "--out", "mine", "--replace"]);

    assert_eq!(
        String::from_utf8(refused.stderr).unwrap(),
        "error: cannot inspect relata.db: there is no table that could be served; table `keyless` is \
         left out: it has no primary key, so that no row could be named\n"
    );
    let kept = fs::read_to_string(dir.path().join("mine/src/lib.rs")).unwrap();
    assert_eq!(kept, "// mine");
}

#[test]
fn the_schema_needs_no_database() {
    let dir = TempDir::new().unwrap();

    let output = run(dir.path(), &["schema"]);

    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("type Query")
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_service_gracefully() {
    let dir = TempDir::new().unwrap();
    let mut service = Service::start(dir.path());
    assert!(service.get("/health/ready").starts_with("HTTP/1.1 200"));
    let idle = TcpStream::connect(service.address).unwrap();

    let asked = Instant::now();
    let kill = format!("kill {}", service.child.id());
    let killed = Command::new("sh").args(["-c", &kill]).status().unwrap();
    assert!(killed.success());
    let status = service.child.wait().unwrap();

    assert_eq!(status.code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10));
    assert!(dir.path().join("relata.db").exists());
    assert!(!dir.path().join("relata.db-wal").exists());
    drop(idle);
}

fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
    command.current_dir(dir).env_clear().stdin(Stdio::null());
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    command(dir).args(arguments).output().unwrap()
}

/// Changes the database behind the service's back.
async fn execute(dir: &Path, sql: &str) {
    let url = format!("sqlite:{}", dir.join("relata.db").display());
    let database = Database::connect(&url, DatabaseOptions::default()).await;
    let database = database.unwrap();
    database.writer.execute_unprepared(sql).await.unwrap();
    database.close().await.unwrap();
}

/// A running service, ended with the test.
struct Service {
    child: Child,
    address: SocketAddr,
}

impl Service {
    fn start(dir: &Path) -> Self {
        Self::start_with(dir, Stdio::null())
    }

    fn start_with(dir: &Path, stderr: Stdio) -> Self {
        let mut command = command(dir);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let command = command.stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("GraphiQL: http://").unwrap();
        let address = address.strip_suffix("/graphiql").unwrap();
        Self {
            child,
            address: address.parse().unwrap(),
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
