//! Databases are counted over all processes of a run.

use std::{
    env,
    io::{self, Write},
    process::Command,
};

use servers::{count, take_counts};

/// What the tests run as processes of their own, so that it is them who have started a run.
#[test]
fn a_process_that_counts() {
    let Ok(databases) = env::var("A_PROCESS_THAT_COUNTS") else {
        return;
    };
    databases.split_terminator(',').for_each(count);
    if databases.is_empty() {
        writeln!(io::stdout(), "counted: {:?}", take_counts()).expect("a place to write to");
    }
}

fn process(databases: &str) -> String {
    let program = env::current_exe().expect("a program has a file");
    let output = Command::new(program)
        .args(["--exact", "a_process_that_counts", "--nocapture"])
        .env("A_PROCESS_THAT_COUNTS", databases)
        .output();
    let output = String::from_utf8(output.expect("a process").stdout).expect("text");
    let counted = output.lines().find_map(|line| line.split_once("counted: "));
    counted
        .map(|(_, counted)| counted.to_owned())
        .unwrap_or_default()
}

#[test]
fn databases_are_counted_by_name_over_all_processes_of_a_run_and_once() {
    process("SQLite,PostgreSQL 15.18");
    process("SQLite");

    assert_eq!(process(""), r#"{"PostgreSQL 15.18": 1, "SQLite": 2}"#);
    assert_eq!(process(""), "{}");
}
