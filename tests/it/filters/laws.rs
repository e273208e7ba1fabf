//! What holds for every field and relation of every model of the zoo.

use serde_json::Value;
use tests::TestApp;

/// A list at the root, and the names and types of what its rows are asked about.
struct List {
    name: String,
    fields: Vec<(String, String)>,
}

#[tokio::test]
async fn a_value_is_null_or_it_is_not() {
    let app = TestApp::zoo().await;
    let mut n_fields = 0;

    for list in lists(&app).await {
        for (field, kind) in &list.fields {
            if kind.ends_with("Lookup") {
                let ask = |is_null: bool| format!("{{ {field}: {{ isNull: {is_null} }} }}");
                let null = count(&app, &list, &ask(true)).await;
                let value = count(&app, &list, &ask(false)).await;
                let not = count(&app, &list, &format!("{{ not: {} }}", ask(true))).await;
                assert_eq!(
                    null + value,
                    all(&app, &list).await,
                    "{}.{field}",
                    list.name
                );
                assert_eq!(not, value, "{}.{field}", list.name);
                n_fields += 1;
            }
        }
    }

    assert!(n_fields > 150, "{n_fields}");
}

#[tokio::test]
async fn a_row_at_the_other_end_is_there_or_it_is_not() {
    let app = TestApp::zoo().await;
    let mut n_relations = 0;

    for list in lists(&app).await {
        for (field, _) in &list.fields {
            if let Some(relation) = field.strip_suffix("IsNull") {
                let missing = count(&app, &list, &format!("{{ {field}: true }}")).await;
                let there = count(&app, &list, &format!("{{ {field}: false }}")).await;
                let null = format!("{{ {relation}: {{ id: {{ isNull: true }} }} }}");
                let any = count(&app, &list, &format!("{{ {relation}: {{}} }}")).await;
                assert_eq!(
                    missing + there,
                    all(&app, &list).await,
                    "{}.{field}",
                    list.name
                );
                assert_eq!(
                    count(&app, &list, &null).await,
                    missing,
                    "{}.{field}",
                    list.name
                );
                assert_eq!(any, missing + there, "{}.{field}", list.name);
                n_relations += 1;
            }
        }
    }

    assert!(n_relations > 20, "{n_relations}");
}

#[tokio::test]
async fn some_every_none_and_counts_agree() {
    let app = TestApp::zoo().await;
    let mut n_relations = 0;

    for list in lists(&app).await {
        for (field, kind) in &list.fields {
            if !kind.ends_with("Many") {
                continue;
            }
            let of = |what: &str| format!("{{ {field}: {{ {what} }} }}");
            let place = format!("{}.{field}", list.name);
            let some = count(&app, &list, &of("some: {}")).await;
            let none = count(&app, &list, &of("none: {}")).await;
            assert_eq!(some + none, all(&app, &list).await, "{place}");
            assert_eq!(
                count(&app, &list, &of("count: { gte: 1 }")).await,
                some,
                "{place}"
            );
            assert_eq!(
                count(&app, &list, &of("count: { exact: 0 }")).await,
                none,
                "{place}"
            );
            assert_eq!(
                count(&app, &list, &of("every: { or: [] }")).await,
                none,
                "{place}"
            );
            let every = count(&app, &list, &of("every: { id: { isNull: false } }")).await;
            assert_eq!(every, some + none, "{place}");
            let absent = count(&app, &list, &of("some: { id: { isNull: true } }")).await;
            assert_eq!(absent, 0, "{place}");
            n_relations += 1;
        }
    }

    assert!(n_relations > 40, "{n_relations}");
}

async fn all(app: &TestApp, list: &List) -> u64 {
    count(app, list, "{}").await
}

/// The number of rows that meet a condition, wanted to agree with the list of them.
async fn count(app: &TestApp, list: &List, condition: &str) -> u64 {
    let name = &list.name;
    let query =
        format!("{{ {name}(where: {condition}, first: 100) {{ totalCount nodes {{ id }} }} }}");
    let data = app.execute(&query).await.data();
    let count = data[name]["totalCount"].as_u64().expect("a number");
    let rows = data[name]["nodes"].as_array().expect("a list");
    assert_eq!(u64::try_from(rows.len()), Ok(count), "{query}");
    count
}

async fn lists(app: &TestApp) -> Vec<List> {
    let query = "{ __type(name: \"Query\") { fields { name args { name type { name inputFields {
        name type { name ofType { name } } } } } } } }";
    let data = app.execute(query).await.data();
    let fields = data["__type"]["fields"].as_array().expect("fields").iter();
    let list = |field: &Value| {
        let arguments = field["args"].as_array().expect("arguments");
        let conditions = arguments
            .iter()
            .find(|argument| argument["name"] == "where")?;
        let fields = conditions["type"]["inputFields"].as_array()?.iter();
        let named = |field: &Value| Some((text(&field["name"])?, text(&field["type"]["name"])?));
        Some(List {
            name: text(&field["name"])?,
            fields: fields.filter_map(named).collect(),
        })
    };
    let lists: Vec<List> = fields.filter_map(list).collect();
    assert!(lists.len() > 50, "{}", lists.len());
    lists
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToOwned::to_owned)
}
