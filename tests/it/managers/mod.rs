//! Sections D, E and F of the contract, and what of A, B and C is about writing: managers of
//! relations and the inputs that nest them.

mod forward;

mod nested;
mod viewers;

mod foreign_key;
mod links;
mod many_to_many;
mod one_to_one;

use tests::TestApp;

/// The texts in the first column of what a statement gives, in one line.
async fn stored(app: &TestApp, sql: &str) -> String {
    app.texts(sql, 0).await.join(", ")
}

/// The kinds of the statements of a call in their order, without the first ones, which load the
/// objects that the call names: one for each of `n_models`. What the answer reads is not part of it.
async fn statements_of(app: &TestApp, call: &str, n_models: usize) -> String {
    let mutation = format!("mutation {{ call: {call} {{ added removed }} }}");
    let trace = app.trace(&mutation).await;
    let of_write = trace.statements.iter().filter(|s| s.path == "call");
    let kinds: Vec<&str> = of_write
        .map(|s| s.sql.split_whitespace().next().expect("a statement"))
        .collect();
    let (loads, rest) = kinds.split_at(n_models);
    assert!(loads.iter().all(|kind| *kind == "SELECT"), "{trace}");
    rest.join(" ")
}
