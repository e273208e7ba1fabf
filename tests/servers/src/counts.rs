//! How many databases the tests of a run used.
//!
//! A run is all that one process, such as `cargo test`, starts one after the other. What is counted
//! in it is one file, to which every process adds a line for each database.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Write},
    os::unix::process::parent_id,
    path::{Path, PathBuf},
};

/// Counts a database that a test uses, under a name such as `PostgreSQL 15.18`.
///
/// # Panics
///
/// If there is no place to count.
pub fn count(name: &str) {
    let line = format!("{name}\n");
    let mut options = fs::OpenOptions::new();
    let file = options.append(true).create(true).open(file());
    let written = file.and_then(|mut file| file.write_all(line.as_bytes()));
    written.expect("a file in cargo's folder of temporary files");
}

/// How many databases of each name this run has used; the next call counts anew.
///
/// # Panics
///
/// If it cannot be read.
pub fn take_counts() -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let file = file();
    match fs::read_to_string(&file) {
        Ok(lines) => {
            for name in lines.lines() {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            fs::remove_file(file).expect("a file of this run");
        }
        Err(error) => assert_eq!(error.kind(), io::ErrorKind::NotFound, "{error}"),
    }
    counts
}

fn file() -> PathBuf {
    let program = env::current_exe().expect("a program has a file");
    // `target/debug/deps/it-0123456789abcdef`
    let target = program.ancestors().nth(3).unwrap_or(Path::new("."));
    let folder = target.join("tmp");
    fs::create_dir_all(&folder).expect("cargo's folder of temporary files");
    folder.join(format!("databases-{}", run()))
}

/// Tells runs apart: the parent, and when it was started, as its number may come again.
fn run() -> String {
    let parent = parent_id();
    let stat = fs::read_to_string(format!("/proc/{parent}/stat")).unwrap_or_default();
    // The second field is a name in parentheses, and the 22nd is the time.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let started = fields.split_whitespace().nth(19).unwrap_or_default();
    format!("{parent}-{started}")
}
