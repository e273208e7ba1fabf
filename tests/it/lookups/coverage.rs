//! No lookup is forgotten.

use std::collections::BTreeSet;

use serde_json::Value;
use tests::TestApp;

use super::{dates, moments, numbers, text, values};

#[tokio::test]
async fn every_lookup_of_every_type_is_in_a_table() {
    let app = TestApp::zoo().await;
    let tables = [
        numbers::cases(),
        text::cases(),
        dates::cases(),
        dates::times(),
        moments::cases("utc"),
        moments::cases("dateTime"),
        values::cases(),
    ];
    let mut used = BTreeSet::new();
    for (condition, _) in tables.iter().flatten() {
        for (field, lookup) in condition.as_object().unwrap() {
            let kind = input_type(&app, "SampleWhere", field).await;
            let names = lookup.as_object().unwrap().keys();
            used.extend(names.map(|name| (kind.clone(), name.clone())));
        }
    }

    let mut forgotten = Vec::new();
    for field in input_fields(&app, "SampleWhere").await {
        let kind = type_name(&field["type"]);
        if kind.ends_with("Lookup") {
            for operator in input_fields(&app, &kind).await {
                let name = operator["name"].as_str().unwrap().to_owned();
                if !used.contains(&(kind.clone(), name.clone())) {
                    forgotten.push(format!("{kind}.{name}"));
                }
            }
        }
    }
    forgotten.dedup();
    assert_eq!(forgotten, [""; 0]);
    assert!(used.len() > 100, "{}", used.len());
}

async fn input_type(app: &TestApp, object: &str, field: &str) -> String {
    let fields = input_fields(app, object).await;
    let found = fields.iter().find(|known| known["name"] == field);
    type_name(&found.unwrap_or_else(|| panic!("{object}.{field}"))["type"])
}

async fn input_fields(app: &TestApp, object: &str) -> Vec<Value> {
    let query = format!(
        "{{ __type(name: \"{object}\") {{ inputFields {{ name type {{ name ofType {{ name }} }} }} }} }}"
    );
    let data = app.execute(&query).await.data();
    data["__type"]["inputFields"].as_array().unwrap().clone()
}

fn type_name(of: &Value) -> String {
    let name = of["name"].as_str().or(of["ofType"]["name"].as_str());
    name.unwrap_or_default().to_owned()
}
