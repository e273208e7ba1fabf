//! Section G of the contract, and what other sections say of conditions.

mod across;
mod corners;
mod laws;
mod links;
mod names;
mod negated;
mod own;
mod quantified;

use serde_json::Value;
use tests::TestApp;

/// Wants each condition on a list to find these rows, told by one of their fields, and wants
/// the list's count to agree.
async fn check(app: &TestApp, list: &str, field: &str, cases: &[(&str, &[&str])]) {
    for (condition, expected) in cases {
        let query =
            format!("{{ {list}(where: {condition}) {{ totalCount nodes {{ {field} }} }} }}");
        let data = app.execute(&query).await.data();
        assert_eq!(
            values(&data[list]["nodes"], field),
            *expected,
            "{condition}"
        );
        assert_eq!(data[list]["totalCount"], expected.len(), "{condition}");
    }
}

/// One text of each row.
fn values<'a>(rows: &'a Value, field: &str) -> Vec<&'a str> {
    let rows = rows.as_array().expect("a list of rows").iter();
    rows.map(|row| row[field].as_str().expect("a text"))
        .collect()
}

/// How often the statements of an operation say something.
async fn n_times(app: &TestApp, query: &str, what: &str) -> usize {
    app.sql_of(query).await.matches(what).count()
}

/// Two reporters, of whom one has two articles and one has one, and one without any.
async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let john = app.reporter("John Smith").await;
    let paul = app.reporter("Paul Jones").await;
    app.reporter("Mary Smith").await;
    let (sea, land) = (app.category("Sea").await, app.category("Land").await);
    app.article("This is a test", &john).category(&sea).await;
    app.article("This is another", &john).await;
    app.article("Paul's story", &paul).category(&land).await;
    app
}
