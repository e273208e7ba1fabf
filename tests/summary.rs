//! Runs after all other tests, and tells on which databases they were run: nobody should believe
//! that a database was tested when it was not.

use std::{
    env,
    io::{self, Write},
};

use servers::{Server, take_counts, untested};

fn main() -> io::Result<()> {
    // There are no tests in here for those who ask.
    if env::args().any(|argument| argument == "--list") {
        return Ok(());
    }
    let mut lines = Vec::new();
    let counts = take_counts();
    for (name, count) in &counts {
        lines.push(format!("tested on {name} (databases: {count})"));
    }
    let is_counted = |names: &[&str]| {
        counts
            .keys()
            .any(|counted| names.iter().any(|name| counted.starts_with(name)))
    };
    if !is_counted(&["SQLite"]) {
        lines.push("not tested on SQLite: no test used it".to_owned());
    }
    for server in Server::ALL {
        if !is_counted(server.names()) {
            let why = match untested(server) {
                Some(untested) => untested.to_string(),
                None => "no test used it".to_owned(),
            };
            lines.push(format!("not tested on {server}: {why}"));
        }
    }
    writeln!(io::stdout(), "\n{}\n", lines.join("\n"))
}
