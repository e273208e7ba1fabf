//! Which databases the tests ran on.

use std::io::Write;

use tests::backend::{Backend, backends, untested};

/// Writes past the capture of the test runner: nobody should believe that a database was
/// tested when it was not.
#[test]
fn databases_that_are_not_tested_are_named() {
    for backend in untested() {
        let line = format!("not tested on {}: not configured", backend.name());
        writeln!(std::io::stderr(), "{line}").expect("a place to write to");
    }
    assert!(backends().contains(&Backend::Sqlite));
}
