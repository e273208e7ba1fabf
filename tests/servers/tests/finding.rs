//! Servers are found or started, and nothing of them outlives the process.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use servers::{Server, find, find_all, untested};
use tempfile::TempDir;
use url::Url;

/// What the tests run as a process of its own: it makes a database on every server, tells of each
/// on a line, and waits for the end of its input.
#[tokio::test]
async fn a_process_that_tests() {
    if env::var_os("A_PROCESS_THAT_TESTS").is_none() {
        return;
    }
    let mut databases = Vec::new();
    for found in find_all() {
        let line = match found {
            Ok(server) => {
                databases.push(server.create().await.unwrap());
                databases.last().unwrap().url()
            }
            Err(untested) => untested.to_string(),
        };
        writeln!(io::stdout(), "found: {line}").unwrap();
    }
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

const NONE: &[(&str, &str)] = &[];

struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(variables: &[(&str, impl AsRef<OsStr>)]) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "a_process_that_tests", "--nocapture"])
            .env("A_PROCESS_THAT_TESTS", "")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// What it found, in the order of `Server::ALL`.
    fn found(&mut self) -> Vec<String> {
        let lines = self.output.by_ref().lines().map(Result::unwrap);
        let found = lines.filter_map(|line| Some(line.split_once("found: ")?.1.to_owned()));
        found.take(Server::ALL.len()).collect()
    }

    /// What it says when it fails.
    fn failure(mut self) -> String {
        let mut said = String::new();
        self.output.read_to_string(&mut said).unwrap();
        let mut errors = self.child.stderr.take().unwrap();
        errors.read_to_string(&mut said).unwrap();
        assert!(!self.child.wait().unwrap().success(), "{said}");
        said
    }
}

/// Processes of a test end with it.
impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn port(url: &str) -> u16 {
    Url::parse(url).unwrap().port().unwrap()
}

fn is_open(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

/// Waits for what another process will do.
fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !is_so() {
        assert!(Instant::now() < deadline, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A folder for temporary files of any account.
fn folder() -> TempDir {
    let folder = TempDir::new_in("/tmp").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    folder
}

fn is_empty(folder: &TempDir) -> bool {
    folder.path().read_dir().unwrap().next().is_none()
}

#[test]
fn servers_tell_what_they_are() {
    for server in Server::ALL {
        let Ok(found) = find(server) else { continue };
        let (name, number) = found.version().split_once(' ').unwrap();

        assert!(server.names().contains(&name), "{name}");
        assert!(number.starts_with(|c: char| c.is_ascii_digit()), "{number}");
    }
}

#[test]
fn processes_have_servers_of_their_own() {
    let mut processes = [Process::start(NONE), Process::start(NONE)];
    let [ours, theirs] = processes.each_mut().map(Process::found);

    for (ours, theirs) in ours
        .iter()
        .zip(&theirs)
        .filter(|(url, _)| url.contains("://"))
    {
        assert_ne!(ours, theirs);
        assert!(is_open(port(ours)) && is_open(port(theirs)));
    }
}

#[test]
fn nothing_is_left_of_a_server_when_its_process_ends_by_itself() {
    leaves_nothing(|process| drop(process.child.stdin.take()));
}

#[test]
fn nothing_is_left_of_a_server_when_its_process_is_killed() {
    leaves_nothing(|process| process.child.kill().unwrap());
}

#[test]
fn nothing_is_left_of_a_server_when_ctrl_c_is_pressed() {
    leaves_nothing(|process| {
        let group = format!("-{}", process.child.id());
        let killed = Command::new("kill").args(["-INT", "--", &group]).status();
        assert!(killed.unwrap().success());
    });
}

fn leaves_nothing(end: impl FnOnce(&mut Process)) {
    let folder = folder();
    let mut process = Process::start(&[("TMPDIR", folder.path())]);
    let found = process.found();
    let ports: Vec<_> = found
        .iter()
        .filter(|url| url.contains("://"))
        .map(|url| port(url))
        .collect();
    assert!(ports.iter().all(|port| is_open(*port)));
    assert_eq!(folder.path().read_dir().unwrap().count(), ports.len());

    end(&mut process);

    process.child.wait().unwrap();
    eventually("the servers end", || {
        !ports.iter().any(|port| is_open(*port))
    });
    eventually("their files go", || is_empty(&folder));
}

#[test]
fn nothing_is_left_of_a_server_whose_process_is_killed_while_it_starts() {
    let folder = folder();
    let mut process = Process::start(&[("TMPDIR", folder.path())]);
    if Server::ALL
        .into_iter()
        .any(|server| untested(server).is_none())
    {
        eventually("a server starts", || !is_empty(&folder));
    }

    process.child.kill().unwrap();

    eventually("the files go", || is_empty(&folder));
}

#[test]
fn a_server_that_is_declined_is_not_tested() {
    let variables = Server::ALL.map(|server| (server.variable(), "none"));
    let mut process = Process::start(&variables);

    let expected = [
        "RELATA_TEST_POSTGRES is `none`; unset it, or set it to a URL",
        "RELATA_TEST_MYSQL is `none`; unset it, or set it to a URL",
    ];
    assert_eq!(process.found(), expected);
}

/// Each server there is: its URL, its place among all, and the variables that give it, and no
/// other, to a process.
fn given() -> impl Iterator<Item = (String, usize, [(&'static str, String); 2])> {
    let found = find_all().into_iter().zip(Server::ALL).enumerate();
    found.filter_map(|(index, (found, server))| {
        let url = found.ok()?.url(match server {
            Server::Postgres => "postgres",
            Server::MySql => "mysql",
        });
        let mut variables = Server::ALL.map(|other| (other.variable(), "none".to_owned()));
        variables[index].1.clone_from(&url);
        Some((url, index, variables))
    })
}

#[test]
fn a_given_server_is_the_one_that_is_tested() {
    for (url, index, variables) in given() {
        let mut process = Process::start(&variables);

        assert_eq!(port(&process.found()[index]), port(&url));
    }
}

#[tokio::test]
async fn databases_of_a_killed_process_go_when_the_next_is_given_their_server() {
    for (_, index, variables) in given() {
        let mut killed = Process::start(&variables);
        let mut other = Process::start(&variables);
        let abandoned = killed.found().remove(index);
        let used = other.found().remove(index);
        killed.child.kill().unwrap();
        killed.child.wait().unwrap();

        // The server takes a moment to see that the process is no more.
        let deadline = Instant::now() + Duration::from_mins(1);
        while sea_orm::Database::connect(&abandoned).await.is_ok() {
            assert!(Instant::now() < deadline, "{abandoned} is still there");
            Process::start(&variables).found();
        }

        sea_orm::Database::connect(&used).await.unwrap();
    }
}

#[test]
fn a_url_of_another_kind_of_server_is_refused() {
    for (server, url) in [
        (Server::Postgres, "mysql://root@localhost/test"),
        (Server::MySql, "postgres://root@localhost/test"),
        (Server::Postgres, "no"),
        (Server::MySql, ""),
    ] {
        let failure = Process::start(&[(server.variable(), url)]).failure();

        let expected = format!(
            "{} is no URL of {server}, and not `none`: {url}",
            server.variable()
        );
        assert!(failure.contains(&expected), "{failure}");
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_refused() {
    for (server, url) in [
        (Server::Postgres, "postgres://relata@127.0.0.1:1/test"),
        (Server::MySql, "mysql://relata@127.0.0.1:1/test"),
    ] {
        let failure = Process::start(&[(server.variable(), url)]).failure();

        let expected = format!("the server of {} is of no use: ", server.variable());
        assert!(failure.contains(&expected), "{failure}");
    }
}
