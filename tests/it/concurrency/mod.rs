//! Many write at once: in one process and in two, while clients leave, while rows vanish.
//!
//! Races depend on the threads; what is raced for follows from a seed, which a failure names.
//!
//! - `RELATA_RACES=10000` runs that many rounds of each race;
//! - `RELATA_RANDOM_SEED=7` starts with the seed 7.

mod deletions;

use std::{
    collections::BTreeSet,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::Poll,
    time::Duration,
};

use api::{EngineBuilder, RequestContext};
use futures_util::{FutureExt, future::join_all};
use sea_orm::{DbErr, RuntimeErr};
use serde_json::Value as Json;
use tests::{Client, Reply, TestApp};
use tokio::{sync::Notify, task::yield_now, time::timeout};

use crate::random::dice::Dice;

fn number(name: &str, default: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(default, |text| text.parse().expect("a number"))
}

/// The rounds of a race, each with its name and draws of its own.
fn rounds(default: u64) -> impl Iterator<Item = (String, Dice)> {
    let seed = number("RELATA_RANDOM_SEED", 1);
    (1..=number("RELATA_RACES", default)).map(move |round| {
        let name = format!("seed {seed}, round {round}");
        (name, Dice::new(seed, round))
    })
}

/// Begins a transaction that keeps others from making this tag; on SQLite, from all that writes.
const LOCK: &str = "BEGIN; INSERT INTO tag (name) VALUES ('new')";

/// Two clients of one process and one of another.
async fn clients(app: &TestApp) -> [Client; 3] {
    let other = app.client_of_another_process().await;
    [app.client(), app.client(), other]
}

/// Sends an operation of each client, all at once.
async fn race(clients: &[Client], queries: Vec<String>) -> Vec<Reply> {
    let tasks = clients.iter().cloned().zip(queries);
    let tasks = tasks.map(|(client, query)| {
        tokio::spawn(async move { client.execute(&format!("mutation {{ {query} }}")).await })
    });
    let replies = join_all(tasks.collect::<Vec<_>>()).await;
    replies.into_iter().map(|reply| reply.unwrap()).collect()
}

/// The codes of the errors, with blanks between them.
fn codes(reply: &Reply) -> String {
    let codes = reply.errors().into_iter().map(|error| error.code);
    codes.collect::<Vec<_>>().join(" ")
}

/// The value at a path of names in the data.
fn at<'j>(data: &'j Json, path: &str) -> &'j Json {
    path.split('.').fold(data, |value, name| &value[name])
}

/// Wants that no row refers to one that is not there.
async fn expect_no_orphans(app: &TestApp, round: &str) {
    let orphans = app.orphans().await;
    assert!(orphans.is_empty(), "{round}: {orphans:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_sets_of_one_relation_one_is_the_last() {
    for app in TestApp::new().await.each() {
        let ada = app.user("ada").await;
        app.post("One", &ada).await;
        for tag in 1..=8 {
            app.tag(&format!("tag {tag}")).await;
        }
        let clients = clients(&app).await;

        for (round, mut dice) in rounds(200) {
            let sets: Vec<BTreeSet<usize>> = (0..clients.len())
                .map(|_| (1..=8).filter(|_| dice.chance(50)).collect())
                .collect();
            let clear = dice.chance(30);
            let queries = sets.iter().map(|set| {
            let ids: Vec<usize> = set.iter().copied().collect();
            format!(
                "setPostTags(post: 1, tags: {ids:?}, clear: {clear}) {{ post {{ tags {{ nodes {{ pk }} }} }} }}"
            )
        });
            let replies = race(&clients, queries.collect()).await;

            for (reply, set) in replies.iter().zip(&sets) {
                assert_eq!(codes(reply), "", "{round}: {reply}");
                let shown = pks(&reply.data()["setPostTags"]["post"]["tags"]);
                assert_eq!(shown, *set, "{round}: an answer shows what was written");
            }
            let reply = app
                .execute("{ post(id: 1) { tags { nodes { pk } } } }")
                .await;
            let found = pks(&reply.data()["post"]["tags"]);
            assert!(sets.contains(&found), "{round}: {found:?} of {sets:?}");
        }
    }
}

fn pks(connection: &Json) -> BTreeSet<usize> {
    let nodes = connection["nodes"].as_array().unwrap().iter();
    nodes
        .map(|node| node["pk"].as_str().unwrap().parse().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_are_not_related_to_one_that_vanishes() {
    for app in TestApp::new().await.each() {
        let ada = app.user("ada").await;
        let clients = clients(&app).await;
        let other = app.connection().await;
        for tag in ["rust", "sql", "web"] {
            app.tag(tag).await;
        }
        let mut n_found = 0;

        for (round, mut dice) in rounds(200) {
            let post = app.post(&round, &ada).await.id;
            let (by_links, by_children) = (
                format!("addPostTags(post: {post}, tags: [1, 2, 3]) {{ added }}"),
                format!(
                    "createPostComments(post: {post}, inputs: [{{author: \"A\", text: \"1\"}}, \
                 {{author: \"B\", text: \"2\"}}]) {{ added }}"
                ),
            );
            let (first, rest) = (dice.below(2), dice.below(40));
            let delete = async {
                for _ in 0..rest {
                    yield_now().await;
                }
                other
                    .run(&format!("DELETE FROM post WHERE id = {post}"))
                    .await;
            };
            let adders = [&clients[first], &clients[2 - first]].map(Clone::clone);
            let (replies, ()) = tokio::join!(race(&adders, vec![by_links, by_children]), delete);

            for reply in replies {
                let codes = codes(&reply);
                assert!(codes.is_empty() || codes == "NOT_FOUND", "{round}: {reply}");
                n_found += usize::from(codes.is_empty());
            }
            for table in ["post_tag", "comment"] {
                let left = app.texts(&format!("SELECT 'row' FROM {table}"), 0).await;
                assert!(left.is_empty(), "{round}: {table} has {left:?}");
            }
            expect_no_orphans(&app, &round).await;
        }
        assert!(n_found > 0, "the parent was always gone before");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn children_move_together_or_stay() {
    for app in TestApp::new().await.each() {
        let home = app.reporter("Home Owner").await;
        let clients = clients(&app).await;
        let other = app.connection().await;

        for (round, mut dice) in rounds(200) {
            let away = app.reporter("Away Owner").await;
            let first = app.article("first", &home).await.id;
            let second = app.article("second", &home).await.id;
            let rest = dice.below(40);
            let add = format!(
                "addReporterArticleSet(reporter: {}, articleSet: [{first}, {second}]) {{ added }}",
                away.id
            );
            let delete = async {
                for _ in 0..rest {
                    yield_now().await;
                }
                let delete = format!("DELETE FROM reporter WHERE id = {}", away.id);
                other.run(&delete).await;
            };
            let client = [dice.pick(&clients).clone()];
            let (replies, ()) = tokio::join!(race(&client, vec![add]), delete);

            // Those that moved went with their new owner.
            let left = app
                .texts("SELECT headline FROM article ORDER BY id", 0)
                .await;
            match &codes(&replies[0])[..] {
                "" => assert!(left.is_empty(), "{round}: {left:?}"),
                "NOT_FOUND" => assert_eq!(left, ["first", "second"], "{round}"),
                _ => panic!("{round}: {}", replies[0]),
            }
            expect_no_orphans(&app, &round).await;
            other.run("DELETE FROM article").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unique_value_is_given_to_one() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;

        for (round, _) in rounds(200) {
            let create = format!("createTag(input: {{name: \"{round}\"}}) {{ tag {{ pk }} }}");
            let replies = race(&clients, vec![create; 3]).await;

            let mut codes: Vec<_> = replies.iter().map(codes).collect();
            codes.sort();
            assert_eq!(codes, ["", "UNIQUE", "UNIQUE"], "{round}");
            let count = format!("SELECT name FROM tag WHERE name = '{round}'");
            assert_eq!(app.texts(&count, 0).await.len(), 1, "{round}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_creates_what_all_others_get() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;

        for (round, _) in rounds(200) {
            let get = format!(
                "getOrCreateUser(where: {{username: \"{round}\"}}, defaults: {{email: \"a@example.org\"}}) \
             {{ user {{ pk }} created }}"
            );
            let replies = race(&clients, vec![get; 3]).await;

            let data: Vec<Json> = replies.iter().map(Reply::data).collect();
            let created = data
                .iter()
                .filter(|data| data["getOrCreateUser"]["created"] == true);
            assert_eq!(created.count(), 1, "{round}: {data:?}");
            let pks: BTreeSet<String> = data
                .iter()
                .map(|data| at(data, "getOrCreateUser.user.pk").to_string())
                .collect();
            assert_eq!(pks.len(), 1, "{round}: {data:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_creates_what_all_others_update() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;

        for (round, _) in rounds(200) {
            let update = |n: usize| {
                format!(
                    "updateOrCreateUser(where: {{username: \"{round}\"}}, \
                 input: {{email: \"{n}@example.org\", posts: {{create: [{{title: \"{n}\", content: \"\"}}]}}}}) \
                 {{ user {{ pk email }} created }}"
                )
            };
            let replies = race(&clients, (0..3).map(update).collect()).await;

            let data: Vec<Json> = replies.iter().map(Reply::data).collect();
            let created = data
                .iter()
                .filter(|data| data["updateOrCreateUser"]["created"] == true);
            assert_eq!(created.count(), 1, "{round}: {data:?}");
            let users = format!("SELECT email FROM \"user\" WHERE username = '{round}'");
            let users = app.texts(&users, 0).await;
            let written = (0..3).map(|n| vec![format!("{n}@example.org")]);
            assert!(
                written.into_iter().any(|one| one == users),
                "{round}: {users:?}"
            );
            let titles = format!(
                "SELECT title FROM post JOIN \"user\" AS u ON u.id = author_id WHERE username = '{round}' ORDER BY title"
            );
            assert_eq!(app.texts(&titles, 0).await, ["0", "1", "2"], "{round}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_writers_do_not_see_each_other() {
    const WRITERS: u64 = 50;
    for app in TestApp::new().await.each() {
        let client = app.client();
        let other = app.client_of_another_process().await;
        let n_writes = number("RELATA_RACES", 200).div_ceil(WRITERS);

        let writers = (0..WRITERS).map(|writer| {
        let client = if writer % 10 == 0 { &other } else { &client }.clone();
        tokio::spawn(async move {
            for write in 0..n_writes {
                let create = format!("mutation {{ createTag(input: {{name: \"{writer}-{write}\"}}) {{ tag {{ pk }} }} }}");
                let reply = client.execute(&create).await;
                assert_eq!(codes(&reply), "", "{create}: {reply}");
            }
        })
    });
        for writer in join_all(writers).await {
            writer.unwrap();
        }

        let written = app.texts("SELECT name FROM tag", 0).await.len();
        assert_eq!(written as u64, WRITERS * n_writes);
    }
}

#[tokio::test]
async fn a_lock_that_stays_is_a_conflict() {
    for app in TestApp::new().await.each() {
        let other = app.connection().await;
        let before = app.contents().await;
        let create = "mutation { createTag(input: {name: \"new\"}) { tag { name } } }";

        other.run(LOCK).await;
        // Twice as long as it is to take.
        let reply = timeout(Duration::from_secs(4), app.execute(create)).await;
        let reply = reply.expect("an answer in time");
        assert_eq!(codes(&reply), "CONFLICT", "{reply}");
        assert!(reply.data_beside_errors().is_null());
        assert_eq!(app.contents().await, before);

        other.run("ROLLBACK").await;
        assert_eq!(app.leaves(create).await, "new");
    }
}

#[tokio::test]
async fn a_lock_that_goes_is_waited_for() {
    for app in TestApp::new().await.each() {
        let other = app.connection().await;
        let create = "mutation { createTag(input: {name: \"new\"}) { tag { name } } }";

        other.run(LOCK).await;
        let (shown, ()) = tokio::join!(app.leaves(create), async {
            // Longer than one try waits on SQLite.
            tokio::time::sleep(Duration::from_millis(500)).await;
            other.run("ROLLBACK").await;
        });
        assert_eq!(shown, "new");
    }
}

/// What the database says when another connection is in the way.
async fn busy(app: &TestApp) -> Arc<sqlx::Error> {
    let (first, second) = (app.connection().await, app.connection().await);
    first.run(LOCK).await;
    second.lose_patience().await;
    match second.try_run(LOCK).await {
        Err(DbErr::Exec(RuntimeErr::SqlxError(error))) => error,
        other => panic!("another connection is not in the way: {other:?}"),
    }
}

/// Lets the third statement of the first `n_busy` tries meet another connection in the way, and
/// counts the tries.
fn meets_others(
    error: &Arc<sqlx::Error>,
    n_busy: usize,
    n_tries: &Arc<AtomicUsize>,
) -> RequestContext {
    let (error, n_tries) = (error.clone(), n_tries.clone());
    let n_statements = AtomicUsize::new(0);
    RequestContext {
        before_statement: Some(Arc::new(move |_| {
            if n_statements.fetch_add(1, Ordering::Relaxed) % 3 < 2 {
                return Ok(());
            }
            if n_tries.load(Ordering::Relaxed) == n_busy {
                n_statements.store(0, Ordering::Relaxed);
                return Ok(());
            }
            n_tries.fetch_add(1, Ordering::Relaxed);
            Err(DbErr::Exec(RuntimeErr::SqlxError(error.clone())))
        })),
        ..RequestContext::default()
    }
}

/// An application for each database, and how many commits its observer was told of.
async fn observed() -> impl Iterator<Item = (TestApp, Arc<AtomicUsize>)> {
    let told = Arc::<AtomicUsize>::default();
    let counting = |engine: EngineBuilder| {
        let told = told.clone();
        engine.on_commit(Arc::new(move |_| {
            told.fetch_add(1, Ordering::Relaxed);
        }))
    };
    let apps = TestApp::extended(counting).await.each();
    apps.map(move |app| {
        told.store(0, Ordering::Relaxed);
        (app, told.clone())
    })
}

#[tokio::test]
async fn a_transaction_with_another_in_the_way_is_tried_again_as_a_whole() {
    let create = r#"mutation {
        a: createTag(input: {name: "first"}) { tag { name } }
        b: createTags(inputs: [{name: "second"}, {name: "third"}]) { tags { name } } }"#;

    for (app, told) in observed().await {
        let error = busy(&app).await;

        let n_tries = Arc::<AtomicUsize>::default();
        let reply = app
            .execute_in(create, || meets_others(&error, 2, &n_tries))
            .await;
        assert_eq!(reply.leaves(), "first second third");
        assert_eq!(n_tries.load(Ordering::Relaxed), 2);
        assert_eq!(told.load(Ordering::Relaxed), 1);
        let names = app.texts("SELECT name FROM tag ORDER BY id", 0).await;
        assert_eq!(names, ["first", "second", "third"]);
    }
}

#[tokio::test]
async fn a_transaction_is_tried_five_times() {
    let create = r#"mutation { a: createTag(input: {name: "a"}) { tag { name } }
        b: createTag(input: {name: "b"}) { tag { name } } }"#;

    for (app, told) in observed().await {
        let error = busy(&app).await;
        let before = app.contents().await;

        let n_tries = Arc::<AtomicUsize>::default();
        let reply = app
            .execute_in(create, || meets_others(&error, 99, &n_tries))
            .await;
        assert_eq!(codes(&reply), "CONFLICT", "{reply}");
        assert!(!reply.to_string().contains("lock"), "{reply}");
        assert_eq!(n_tries.load(Ordering::Relaxed), 5);
        assert_eq!(told.load(Ordering::Relaxed), 0);
        assert_eq!(app.contents().await, before);
    }
}

/// A post with all that belongs to it; its title says which.
fn nested(title: &str) -> String {
    format!(
        r#"mutation {{ createPost(input: {{title: "{title}", content: "", author: {{get: {{username: "ada"}}}},
            tags: {{add: [1], create: [{{name: "{title}"}}]}},
            comments: {{create: [{{author: "A", text: "1"}}, {{author: "B", text: "2"}}, {{author: "C", text: "3"}}]}}}})
            {{ post {{ pk tags {{ nodes {{ name }} }} comments {{ nodes {{ text }} }} }} }} }}"#
    )
}

/// The titles of the posts that begin like this. Wants that each has its two tags and three
/// comments.
async fn whole_posts(app: &TestApp, round: &str) -> BTreeSet<String> {
    let parts = format!(
        "SELECT title || ' ' || (SELECT count(*) FROM post_tag WHERE post_id = post.id)
        || ' ' || (SELECT count(*) FROM comment WHERE post_id = post.id)
        FROM post WHERE title LIKE '{round}%'"
    );
    let posts = app.texts(&parts, 0).await;
    let titles = posts.iter().map(|post| {
        let title = post.strip_suffix(" 2 3");
        title
            .unwrap_or_else(|| panic!("{round}: half a post: {post}"))
            .to_owned()
    });
    titles.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_leave_leave_no_half_of_anything() {
    for app in TestApp::new().await.each() {
        app.user("ada").await;
        app.tag("rust").await;
        let client = app.client();
        let mut expected = BTreeSet::new();

        for (round, mut dice) in rounds(300) {
            let title = round.clone();
            let query = nested(&title);
            if dice.chance(70) {
                // The client leaves when the mutation comes to its nth statement.
                let nth = dice.below(9);
                let came = Arc::new(Notify::new());
                let context = RequestContext {
                    before_statement: Some(Arc::new({
                        let (came, n_statements) = (came.clone(), AtomicUsize::new(0));
                        move |_| {
                            if n_statements.fetch_add(1, Ordering::Relaxed) == nth {
                                came.notify_one();
                            }
                            Ok(())
                        }
                    })),
                    ..RequestContext::default()
                };
                tokio::select! {
                    reply = client.execute_in(&query, context) => assert_eq!(codes(&reply), "", "{round}"),
                    () = came.notified() => {}
                }
                expected.insert(title);
            } else {
                // The client leaves after some polls: before the mutation begins, or soon after.
                let mut execution = pin!(client.execute(&query));
                for _ in 0..dice.below(3) {
                    if poll_once(&mut execution).await.is_ready() {
                        break;
                    }
                    for _ in 0..dice.below(20) {
                        yield_now().await;
                    }
                }
            }

            let next = format!(
                "mutation {{ createTag(input: {{name: \"after {round}\"}}) {{ tag {{ pk }} }} }}"
            );
            let reply = client.execute(&next).await;
            assert_eq!(codes(&reply), "", "{round}: {reply}");
            // A server may still be at it when the next mutation is done.
            let is_whole = async || whole_posts(&app, &round).await.contains(&round);
            let comes = async { while !is_whole().await && expected.contains(&round) {} };
            let came = timeout(Duration::from_secs(10), comes).await;
            assert!(came.is_ok(), "{round}");
        }
        let found = whole_posts(&app, "").await;
        assert!(found.is_superset(&expected));
        let other = app.connection().await;
        other.run("BEGIN; DELETE FROM post; ROLLBACK").await;
        expect_no_orphans(&app, "in the end").await;
    }
}

async fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    std::future::poll_fn(|context| Poll::Ready(future.poll_unpin(context))).await
}
