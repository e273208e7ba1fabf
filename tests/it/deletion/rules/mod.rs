//! Each rule in each shape of a key: what the deletion answers, what the tables then hold, and that
//! the preview told the same.

mod composite;
mod foreign_keys;
mod links;
mod one_to_ones;
mod other_columns;
mod self_references;

mod circles;
mod hidden;
mod paths;
mod replacements;
mod restrictions;

use async_graphql::Value;
use expect_test::Expect;
use serde_json::{Value as Json, json};
use tests::{Contents, Reply, TestApp};

/// What a deletion and its preview both tell of what is done.
const DONE: &str = "total deleted { model count } updated { model field rule count }";

/// The rows 11 and 12 of `target`, and the rows 21 and 22 of `table`, which refer to them by `key` and
/// to nothing else.
async fn referring(table: &str, key: &str, target: &str) -> TestApp {
    let app = TestApp::zoo().await;
    for id in [11, 12] {
        refer(&app, target, id, &[]).await;
        refer(&app, table, id + 10, &[(key, id)]).await;
    }
    app
}

/// The number of an anchor, which is its key for ropes.
const fn number(anchor: i64) -> i64 {
    5 - anchor
}

/// A row with these keys and no others. A key is named without `_id`.
async fn refer(app: &TestApp, table: &str, id: i64, keys: &[(&str, i64)]) {
    let columns = app.columns(table).await;
    let values = columns.iter().map(|column| {
        let name = column.strip_suffix("_id").unwrap_or(column);
        let named = keys.iter().find(|(key, _)| *key == name);
        match (named, column.as_str()) {
            (Some((_, target)), _) => target.to_string(),
            (None, "id") => id.to_string(),
            (None, "number") => number(id).to_string(),
            (None, "ship_id") => "1".to_owned(),
            (None, "name" | "label") => format!("'{id}'"),
            (None, _) => "NULL".to_owned(),
        }
    });
    let (columns, values) = (columns.join(", "), values.collect::<Vec<_>>().join(", "));
    app.sql(&format!(
        "INSERT INTO {table} ({columns}) VALUES ({values})"
    ))
    .await;
}

/// Deletes one row.
async fn delete(app: &TestApp, id: &str, expected: Expect) {
    let (model, _) = id.split_once(':').expect("the id of a row");
    let mutation = format!("delete{model}(id: \"{id}\")");
    delete_by(app, &mutation, &[id], expected).await;
}

/// Deletes the rows `ids` by a mutation, and compares the answer, with the rows that are gone and
/// those that are new. The preview has to tell the same and to change nothing.
async fn delete_by(app: &TestApp, mutation: &str, ids: &[&str], expected: Expect) {
    let before = app.contents().await;
    let preview = preview(app, ids).await;
    assert_eq!(app.contents().await, before, "the preview changes rows");

    let reply = app
        .execute(&format!("mutation {{ it: {mutation} {{ ids {DONE} }} }}"))
        .await;

    let after = app.contents().await;
    let mut lines = match reply.errors().first() {
        None => {
            assert_foreseen(&preview, &reply.data()["it"]);
            payload(reply.value())
        }
        Some(error) => {
            assert_eq!(after, before, "a deletion that failed changes rows");
            match error.code.as_str() {
                // What the database alone refuses is not foreseen.
                "CONSTRAINT" => assert_eq!(preview["allowed"], true),
                _ => assert_refusal_foreseen(&preview, &reply),
            }
            vec![reply.refusal()]
        }
    };
    lines.extend(difference(app, &before, &after).await);
    expected.assert_eq(&lines.join("\n"));
}

fn assert_foreseen(preview: &Json, done: &Json) {
    assert_eq!(preview["allowed"], true);
    assert_eq!(preview["blockers"], json!([]));
    for told in ["total", "deleted", "updated"] {
        assert_eq!(preview[told], done[told], "{told}");
    }
}

fn assert_refusal_foreseen(preview: &Json, refusal: &Reply) {
    assert_eq!(preview["allowed"], false);
    let blockers = preview["blockers"].as_array().expect("a list").iter();
    let counts = blockers.clone().map(|blocker| blocker["count"].as_u64());
    let total: Option<u64> = counts.sum();
    assert_eq!(json!(total), refusal.extension("total"));
    let (shown, hidden): (Vec<&Json>, Vec<&Json>) =
        blockers.partition(|blocker| !blocker["model"].is_null());
    let named: Vec<Json> = shown.into_iter().map(blocker_of_error).collect();
    assert_eq!(Json::Array(named), refusal.extension("blockers"));
    for blocker in hidden {
        assert_eq!(blocker["field"], Json::Null);
        assert_eq!(blocker["sample"], json!([]));
    }
}

/// A blocker of a preview as an error tells it.
fn blocker_of_error(blocker: &Json) -> Json {
    let sample = blocker["sample"].as_array().expect("a list").iter();
    let ids: Vec<&Json> = sample.map(|node| &node["id"]).collect();
    let mut named = blocker.clone();
    named["sample"] = json!(ids);
    named
}

async fn preview(app: &TestApp, ids: &[&str]) -> Json {
    let query = format!(
        "query($ids: [ID!]!) {{ deletePreview(ids: $ids) {{
            allowed {DONE} blockers {{ model field rule count sample(first: 100) {{ id }} }}
        }} }}"
    );
    let data = app.execute_with(&query, json!({ "ids": ids })).await.data();
    data["deletePreview"].clone()
}

/// What a payload tells, a line for each thing.
fn payload(data: &Value) -> Vec<String> {
    let Value::Object(data) = data else {
        panic!("no data");
    };
    let Some(Value::Object(payload)) = data.get("it") else {
        panic!("no payload");
    };
    let fields = payload.iter().flat_map(|(name, value)| match value {
        Value::List(items) if name != "ids" => {
            let items = items.iter();
            items.map(|item| format!("{name}: {item}")).collect()
        }
        value => vec![format!("{name}: {value}")],
    });
    fields.collect()
}

/// The rows that are gone and those that are new, with the values that they have.
async fn difference(app: &TestApp, before: &Contents, after: &Contents) -> Vec<String> {
    let difference = before.difference(after);
    let gone = difference.gone.into_iter().map(|row| ("-", row));
    let rows = gone.chain(difference.new.into_iter().map(|row| ("+", row)));
    let mut lines = Vec::new();
    for (sign, row) in rows {
        let (table, values) = row.split_once(": ").expect("a row");
        let columns = app.columns(table).await;
        let named = columns.iter().zip(values.split(", "));
        let named = named
            .filter(|(_, value)| *value != "NULL")
            .map(|(column, value)| format!(" {column}={value}"));
        lines.push(format!("{sign} {table}{}", named.collect::<String>()));
    }
    lines
}
