//! Writing rows through the API.

mod creating;
mod get_or_create;
mod many_rows;
mod updating;

mod examples;
mod nested;
mod one_operation;

mod errors;
mod hooks;
mod validating;
mod values;

mod changes;

use expect_test::Expect;
use tests::TestApp;

/// Wants the operation to be refused with these errors, and to leave no trace.
pub(crate) async fn refused(app: &TestApp, operation: &str, expected: Expect) {
    let before = app.contents().await;

    let reply = app.execute(operation).await;

    reply.expect_refusal(expected);
    assert_eq!(app.contents().await, before);
}

/// The rows that an operation left behind which were not there before, and with a minus those
/// that are gone.
pub(crate) async fn difference(app: &TestApp, operation: &str) -> String {
    let before = app.contents().await;
    assert_eq!(app.execute(operation).await.errors(), [], "{operation}");
    let after = app.contents().await;
    let difference = before.difference(&after);
    let gone = difference.gone.iter().map(|row| format!("- {row}"));
    let new = difference.new.iter().map(|row| format!("+ {row}"));
    gone.chain(new).collect::<Vec<_>>().join("\n")
}
