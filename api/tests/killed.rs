//! The service is killed while clients write, again and again: what was acknowledged is there, and
//! all else is there as a whole or not at all.
//!
//! - `RELATA_KILL_ROUNDS=200` kills it that often;
//! - `RELATA_RANDOM_SEED=7` starts with the seed 7.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Sender},
    thread,
    time::Duration,
};

use sea_orm::sqlx::{
    self, ConnectOptions as _, Row as _,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};
use serde_json::{Value, json};
use tempfile::TempDir;

const CLIENTS: u64 = 4;

/// How many tags there are to choose from.
const TAGS: u64 = 5;

/// How many reporters there are to choose from.
const REPORTERS: u64 = 3;

/// How many articles a client moves between reporters.
const ARTICLES: u64 = 3;

#[test]
fn what_was_acknowledged_outlives_a_kill_and_nothing_is_half() {
    let dir = TempDir::new().unwrap();
    let seed = number("RELATA_RANDOM_SEED", 1);
    let mut dice = Dice(seed);
    let mut service = Service::start(dir.path());
    let mut clients = clients(service.address, &mut dice);

    for round in 1..=number("RELATA_KILL_ROUNDS", 15) {
        let round = format!("seed {seed}, round {round}");
        let (acknowledge, acknowledged) = mpsc::channel();
        let address = service.address;
        thread::scope(|scope| {
            for client in &mut clients {
                let acknowledge = acknowledge.clone();
                scope.spawn(move || client.write_until_killed(address, &acknowledge));
            }
            for _ in 0..dice.below(60) {
                acknowledged.recv().unwrap();
            }
            thread::sleep(Duration::from_micros(dice.below(8_000)));
            service.kill();
        });

        service = Service::start(dir.path());
        let found = Found::read(&service.file, &round);
        for client in &mut clients {
            client.check(&found, &round);
        }
        let n_known: usize = clients.iter().map(|client| client.posts.len()).sum();
        assert_eq!(found.whole_posts.len(), n_known, "{round}: posts of nobody");
    }
    let all_wrote = clients.iter().all(|client| !client.posts.is_empty());
    assert!(all_wrote, "a client has written nothing");
}

fn number(name: &str, default: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(default, |text| text.parse().unwrap())
}

/// Draws that follow from a seed alone (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (drawn ^ (drawn >> 31)) % limit
    }
}

/// A write of a client.
#[derive(Clone, Debug)]
enum Sent {
    /// A post with this title, two tags of which one is new, and three comments.
    Post(String),
    /// The tags of the client's own post.
    Tags(BTreeSet<u64>),
    /// The reporter of all the client's articles.
    Reporter(u64),
}

/// A client, and what it knows of its rows.
struct Client {
    number: u64,
    dice: Dice,
    n_posts: u64,
    /// The titles of the posts it made.
    posts: BTreeSet<String>,
    /// The tags of its own post, whose key is its number.
    tags: BTreeSet<u64>,
    /// The reporter of its articles.
    reporter: u64,
    /// What was sent and not acknowledged.
    in_flight: Option<Sent>,
}

/// The clients, and the rows that they start with.
fn clients(address: SocketAddr, dice: &mut Dice) -> Vec<Client> {
    let make = |mutation: &str, input: Value| {
        let input_type = mutation.strip_prefix("create").unwrap();
        let query = format!(
            "mutation($input: {input_type}Create!) {{ {mutation}(input: $input) {{ __typename }} }}"
        );
        post(address, &query, &json!({ "input": input })).unwrap();
    };
    make(
        "createUser",
        json!({"username": "ada", "email": "ada@example.org"}),
    );
    for tag in 1..=TAGS {
        make("createTag", json!({"name": format!("tag {tag}")}));
    }
    for reporter in 1..=REPORTERS {
        let email = format!("{reporter}@example.org");
        make(
            "createReporter",
            json!({"firstName": "R", "lastName": "R", "email": email}),
        );
    }
    for client in 1..=CLIENTS {
        make(
            "createPost",
            json!({"title": "own", "content": "", "author": {"id": 1}}),
        );
        for _ in 0..ARTICLES {
            let headline = format!("of {client}");
            make(
                "createArticle",
                json!({"headline": headline, "pubDate": "2024-05-17", "reporter": {"id": 1}}),
            );
        }
    }
    let clients = (1..=CLIENTS).map(|number| Client {
        number,
        dice: Dice(dice.below(u64::MAX)),
        n_posts: 0,
        posts: BTreeSet::new(),
        tags: BTreeSet::new(),
        reporter: 1,
        in_flight: None,
    });
    clients.collect()
}

impl Client {
    fn write_until_killed(&mut self, address: SocketAddr, acknowledge: &Sender<()>) {
        loop {
            let sent = self.draw();
            self.in_flight = Some(sent.clone());
            let (query, variables) = self.request(&sent);
            if post(address, query, &variables).is_err() {
                return;
            }
            self.is_done(sent);
            // Nobody counts any more once the service is about to be killed.
            let _ = acknowledge.send(());
        }
    }

    fn draw(&mut self) -> Sent {
        match self.dice.below(4) {
            0 => {
                let mut tags = BTreeSet::new();
                tags.extend((1..=TAGS).filter(|_| self.dice.below(2) == 0));
                Sent::Tags(tags)
            }
            1 => Sent::Reporter(self.dice.below(REPORTERS) + 1),
            _ => {
                self.n_posts += 1;
                Sent::Post(format!("{}-{}", self.number, self.n_posts))
            }
        }
    }

    fn request(&self, sent: &Sent) -> (&'static str, Value) {
        match sent {
            Sent::Post(title) => (
                "mutation($input: PostCreate!) { createPost(input: $input) { post { pk
                    tags { nodes { name } } comments { nodes { text } } } } }",
                json!({"input": {
                    "title": title,
                    "content": "",
                    "author": {"get": {"username": "ada"}},
                    "tags": {"add": [1], "create": [{"name": title}]},
                    "comments": {"create": [
                        {"author": "A", "text": "1"},
                        {"author": "B", "text": "2"},
                        {"author": "C", "text": "3"},
                    ]},
                }}),
            ),
            Sent::Tags(tags) => (
                "mutation($post: ID!, $tags: [ID!]!) { setPostTags(post: $post, tags: $tags) { added removed } }",
                json!({"post": self.number, "tags": tags}),
            ),
            Sent::Reporter(reporter) => {
                let first = (self.number - 1) * ARTICLES + 1;
                let articles: Vec<u64> = (first..first + ARTICLES).collect();
                (
                    "mutation($reporter: ID!, $articles: [ID!]!) {
                        addReporterArticleSet(reporter: $reporter, articleSet: $articles) { added } }",
                    json!({"reporter": reporter, "articles": articles}),
                )
            }
        }
    }

    fn is_done(&mut self, sent: Sent) {
        self.in_flight = None;
        match sent {
            Sent::Post(title) => drop(self.posts.insert(title)),
            Sent::Tags(tags) => self.tags = tags,
            Sent::Reporter(reporter) => self.reporter = reporter,
        }
    }

    /// Wants that all is as the client knows it; what was in flight may have happened.
    fn check(&mut self, found: &Found, round: &str) {
        if let Some(sent) = self.in_flight.take() {
            let has_happened = match &sent {
                Sent::Post(title) => found.whole_posts.contains(title),
                Sent::Tags(tags) => found.tags_of(self.number) == *tags,
                Sent::Reporter(reporter) => found.reporters_of(self.number) == [*reporter].into(),
            };
            if has_happened {
                self.is_done(sent);
            }
        }
        let number = self.number;
        let lost: Vec<_> = self.posts.difference(&found.whole_posts).collect();
        assert!(lost.is_empty(), "{round}: client {number} lost {lost:?}");
        assert_eq!(found.tags_of(number), self.tags, "{round}: client {number}");
        let reporters = found.reporters_of(number);
        assert_eq!(
            reporters,
            [self.reporter].into(),
            "{round}: client {number}"
        );
    }
}

/// What the database holds.
struct Found {
    whole_posts: BTreeSet<String>,
    /// By post.
    tags: BTreeMap<u64, BTreeSet<u64>>,
    /// By headline.
    reporters: BTreeMap<String, BTreeSet<u64>>,
}

impl Found {
    /// Wants that the database is sound and no post is there by half.
    fn read(file: &Path, round: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build().unwrap();
        runtime.block_on(async {
            let options = SqliteConnectOptions::new().filename(file).read_only(true);
            let mut connection = options.connect().await.unwrap();
            let db = &mut connection;
            let integrity: String = rows(db, "PRAGMA integrity_check").await[0].get(0);
            assert_eq!(integrity, "ok", "{round}");
            let orphans = rows(db, "PRAGMA foreign_key_check").await.len();
            assert_eq!(orphans, 0, "{round}");

            let posts = "SELECT title,
                (SELECT count(*) FROM post_tag WHERE post_id = post.id),
                (SELECT count(*) FROM post_tag JOIN tag ON tag.id = tag_id
                    WHERE post_id = post.id AND tag.name = post.title),
                (SELECT count(*) FROM comment WHERE post_id = post.id)
                FROM post WHERE title <> 'own'";
            let posts = rows(db, posts).await;
            let whole_posts = posts.iter().map(|row| {
                let title: String = row.get(0);
                let parts: [i64; 3] = [row.get(1), row.get(2), row.get(3)];
                assert_eq!(parts, [2, 1, 3], "{round}: {title} is there by half");
                title
            });
            let mut found = Self {
                whole_posts: whole_posts.collect(),
                tags: BTreeMap::new(),
                reporters: BTreeMap::new(),
            };
            let unused = "SELECT count(*) FROM tag WHERE id NOT IN (SELECT tag_id FROM post_tag)
                AND name NOT LIKE 'tag %'";
            let unused: i64 = rows(db, unused).await[0].get(0);
            assert_eq!(unused, 0, "{round}: tags without their posts");
            for row in rows(db, "SELECT post_id, tag_id FROM post_tag").await {
                found
                    .tags
                    .entry(key(&row, 0))
                    .or_default()
                    .insert(key(&row, 1));
            }
            for row in rows(db, "SELECT headline, reporter_id FROM article").await {
                let of_headline = found.reporters.entry(row.get(0)).or_default();
                of_headline.insert(key(&row, 1));
            }
            found
        })
    }

    fn tags_of(&self, post: u64) -> BTreeSet<u64> {
        self.tags.get(&post).cloned().unwrap_or_default()
    }

    fn reporters_of(&self, client: u64) -> BTreeSet<u64> {
        self.reporters[&format!("of {client}")].clone()
    }
}

async fn rows(connection: &mut SqliteConnection, sql: &'static str) -> Vec<SqliteRow> {
    sqlx::query(sql).fetch_all(connection).await.unwrap()
}

fn key(row: &SqliteRow, index: usize) -> u64 {
    row.get::<i64, _>(index).try_into().unwrap()
}

/// Sends an operation. An error is that the service is gone.
///
/// # Panics
///
/// If the service answers with anything but data.
fn post(address: SocketAddr, query: &str, variables: &Value) -> io::Result<()> {
    let body = json!({"query": query, "variables": variables}).to_string();
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
    let Some(Ok(body)) = body.map(serde_json::from_str::<Value>) else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    assert!(body.get("errors").is_none(), "{query}: {body}");
    Ok(())
}

/// A running service, ended with the test.
struct Service {
    child: Child,
    address: SocketAddr,
    file: PathBuf,
}

impl Service {
    /// Starts the service on the database in `dir`, without sample data.
    fn start(dir: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
        command
            .current_dir(dir)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(["--mode", "production", "--log-format", "json"]);
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = log.by_ref().find_map(|line| {
            let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
            let is_ready = line["message"] == "ready";
            is_ready.then(|| line["address"].as_str().unwrap().parse().unwrap())
        });
        // Nothing is to wait for a full pipe.
        thread::spawn(|| log.for_each(drop));
        Self {
            child,
            address: address.expect("a service that starts"),
            file: dir.join("relata.db"),
        }
    }

    /// Kills it, with no time to end anything.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
