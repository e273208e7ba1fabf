//! Every lookup of every type, with values at the edges, on a column of every type.

mod coverage;
mod dates;
mod keys;
mod moments;
mod numbers;
mod text;
mod values;

use serde_json::{Value, json};
use tests::{Reply, TestApp};

/// A condition on samples, and the keys of those that meet it.
type Case<'a> = (Value, &'a [i64]);

/// The zoo without its samples.
async fn no_samples() -> TestApp {
    let app = TestApp::zoo().await;
    app.sql("DELETE FROM sample").await;
    app
}

/// Gives a new sample a value in one of its columns.
async fn sample(app: &TestApp, id: usize, column: &str, sql: &str) {
    app.sql(&format!(
        "INSERT INTO sample (id, {column}) VALUES ({id}, {sql})"
    ))
    .await;
}

/// Wants each condition to find its samples, and wants them to be counted.
async fn check(app: &TestApp, cases: &[Case<'_>]) {
    for (condition, expected) in cases {
        let data = ask(app, condition).await.data();
        let rows = data["samples"]["nodes"].as_array().expect("a list").iter();
        let found: Vec<i64> = rows
            .map(|row| {
                row["pk"]
                    .as_str()
                    .expect("a key")
                    .parse()
                    .expect("a number")
            })
            .collect();
        assert_eq!(found, *expected, "{condition}");
        assert_eq!(data["samples"]["totalCount"], expected.len(), "{condition}");
    }
}

/// Wants each condition to be refused as invalid, with these messages.
async fn refused(app: &TestApp, conditions: &[Value]) -> String {
    let mut messages = Vec::new();
    for condition in conditions {
        let errors = ask(app, condition).await.errors();
        let [error] = &errors[..] else {
            panic!("{condition}: {errors:?}");
        };
        messages.push(format!("{} {}", error.code, error.message));
    }
    messages.join("\n")
}

async fn ask(app: &TestApp, condition: &Value) -> Reply {
    let query = "query($where: SampleWhere) {
        samples(where: $where, first: 100) { totalCount nodes { pk } }
    }";
    app.execute_with(query, json!({"where": condition})).await
}
