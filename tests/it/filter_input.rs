//! What `where` and `orderBy` take: every value that an answer shows, and nothing that is wrong.

use expect_test::{Expect, expect};
use serde_json::{Value, json};
use tests::{Reply, TestApp};

async fn samples(app: &TestApp, conditions: Value) -> Reply {
    let query = "query($where: SampleWhere) { samples(where: $where) { nodes { pk } } }";
    app.execute_with(query, json!({ "where": conditions }))
        .await
}

/// The fields of an input type, each with the name of its type, without `!` and lists.
async fn input_fields(app: &TestApp, type_name: &str) -> Vec<(String, String)> {
    let query = "query($name: String!) { __type(name: $name) { inputFields { name type {
        name ofType { name ofType { name } }
    } } } }";
    let reply = app.execute_with(query, json!({ "name": type_name })).await;
    let data = reply.data();
    let fields = data["__type"]["inputFields"].as_array().unwrap();
    fields
        .iter()
        .map(|field| {
            let mut of = &field["type"];
            while of["name"].is_null() {
                of = &of["ofType"];
            }
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (text(&field["name"]), text(&of["name"]))
        })
        .collect()
}

/// The fields of `SampleWhere` that are lookups, each with the name of its type.
async fn lookups(app: &TestApp) -> Vec<(String, String)> {
    let mut fields = input_fields(app, "SampleWhere").await;
    fields.retain(|(_, of)| of.ends_with("Lookup"));
    fields
}

#[tokio::test]
async fn a_value_that_an_answer_shows_finds_its_row() {
    let app = TestApp::zoo().await;
    let fields: Vec<String> = lookups(&app)
        .await
        .into_iter()
        .filter(|(_, of)| !["IDLookup", "JSONLookup"].contains(&&of[..]))
        .map(|(name, _)| name)
        .collect();
    let query = format!("{{ samples {{ nodes {{ {} }} }} }}", fields.join(" "));
    let shown = app.execute(&query).await.data();

    for row in shown["samples"]["nodes"].as_array().unwrap() {
        for field in &fields {
            let value = &row[field];
            let mut conditions = vec![json!({ "exact": value })];
            if !value.is_null() {
                conditions.push(json!({ "in": [value] }));
            }
            for condition in conditions {
                let conditions = json!({ "pk": { "exact": row["pk"] }, (field): condition });
                let found = samples(&app, conditions.clone()).await.data();
                let expected = json!({ "samples": { "nodes": [{ "pk": row["pk"] }] } });
                assert_eq!(found, expected, "{conditions}");
            }
        }
    }
}

/// Values that are wrong for most types and extreme for others.
fn nasty() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(i64::from(i32::MAX) + 1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1.0),
        json!(1e300),
        json!(-1e-300),
        json!(""),
        json!("0"),
        json!("9223372036854775807"),
        json!("9223372036854775808"),
        json!("NaN"),
        json!("%_\\'\"*?["),
        json!("a\0b"),
        json!("\u{1F600}\u{301}"),
        json!("é".repeat(1_000)),
        json!("é".repeat(1_001)),
        json!("(".repeat(200)),
        json!("(a*)*b"),
        json!("9999-12-31"),
        json!("300000-01-01"),
        json!("23:59:59.999999"),
        json!("9999-12-31T23:59:59.999999"),
        json!("0001-01-01T00:00:00Z"),
        json!("ffffffff-ffff-ffff-ffff-ffffffffffff"),
        json!("HAPPY"),
        json!("Tag:1"),
        json!([]),
        json!([null]),
        json!([[1]]),
        json!([1, 2]),
        json!(["a", "b"]),
        json!(["0001-01-01", "9999-12-31"]),
        json!(["23:59:59", "00:00:00"]),
        json!([-2_147_483_648_i64, 2_147_483_647]),
        json!(vec![1; 1_000]),
        json!({}),
        json!({ "exact": 1 }),
        json!({ "exact": null, "isNull": false, "in": [], "range": [3, 1] }),
        json!({ "in": [-2_147_483_648_i64, 0, 1, 9_999, 10_000, 2_147_483_647] }),
        json!({ "range": ["9999-12-31", "0001-01-01"], "year": { "lt": 2 } }),
    ]
}

/// The same for one type. Of several fields that it does not have one is left, since which one is told
/// is left to chance.
async fn nasty_for(app: &TestApp, of: &str) -> Vec<Value> {
    let mut values = nasty();
    if !of.ends_with("Lookup") {
        return values;
    }
    let known = input_fields(app, of).await;
    for value in &mut values {
        let Some(fields) = value.as_object_mut() else {
            continue;
        };
        let mut n_unknown = 0;
        fields.retain(|name, _| {
            let is_known = known.iter().any(|(known, _)| known == name);
            n_unknown += usize::from(!is_known);
            is_known || n_unknown == 1
        });
    }
    values
}

/// What is neither an answer nor the refusal of an argument.
fn mistakes(reply: &Reply, input: &Value) -> Vec<String> {
    let is_refusal = |code: &str| ["INVALID", "LIMIT", "WRONG_TYPE"].contains(&code);
    let errors = reply.errors().into_iter();
    errors
        .filter(|error| !is_refusal(&error.code))
        .map(|error| format!("{input}: {error:?}"))
        .collect()
}

#[tokio::test]
async fn every_operator_answers_or_refuses_every_value() {
    let app = TestApp::zoo().await;
    let mut lookups = lookups(&app).await;
    lookups.dedup_by(|next, last| next.1 == last.1);
    let mut inputs = Vec::new();
    for (field, of) in lookups {
        let operators = input_fields(&app, &of).await;
        for (name, operand) in &operators {
            for value in nasty_for(&app, operand).await {
                inputs.push(json!({ (&field): { (name): value } }));
            }
        }
        for value in nasty_for(&app, &of).await {
            inputs.push(json!({ (&field): value }));
        }
    }

    let mut found = Vec::new();
    for input in inputs {
        found.extend(mistakes(&samples(&app, input.clone()).await, &input));
    }

    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// To servers a fraction of a microsecond is none.
#[tokio::test]
async fn operators_for_times_answer_for_nanoseconds() {
    for app in TestApp::zoo().await.each() {
        for (field, value) in [
            ("time", "23:59:59.999999999"),
            ("dateTime", "9999-12-31T23:59:59.999999999"),
            ("instant", "9999-12-31T23:59:59.999999999Z"),
            ("utc", "9999-12-31T23:59:59.999999999Z"),
        ] {
            let values = [json!(value), json!([value]), json!([value, value])];
            for operator in ["exact", "in", "gt", "gte", "lt", "lte", "range"] {
                for value in &values {
                    let input = json!({ (field): { (operator): value } });
                    let reply = samples(&app, input.clone()).await;
                    assert_eq!(mistakes(&reply, &input), [""; 0]);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_planner_knows_every_field_of_every_input() {
    let app = TestApp::zoo().await;
    let mut orders = Vec::new();
    for (field, of) in input_fields(&app, "SampleOrder").await {
        assert_eq!(of, "Direction");
        orders.push(json!({ (field): "DESC_NULLS_LAST" }));
    }
    let query = "query($order: [SampleOrder!]) { samples(orderBy: $order) { nodes { pk } } }";
    for order in orders {
        let reply = app.execute_with(query, json!({ "order": order })).await;
        assert_eq!(reply.errors(), [], "{order}");
    }

    for (field, of) in lookups(&app).await {
        for (operator, operand) in input_fields(&app, &of).await {
            // A number is wrong for most operators, but none is unknown.
            let value = if operand.ends_with("Lookup") {
                json!({})
            } else {
                json!(1)
            };
            let conditions = json!({ (&field): { (&operator): value } });
            let refusals = samples(&app, conditions.clone()).await.errors();
            let is_unknown = |message: &str| message.contains("no such field");
            let mut refusals = refusals.iter();
            assert!(
                !refusals.any(|error| is_unknown(&error.message)),
                "{conditions}"
            );
        }
    }
}

#[tokio::test]
async fn huge_arguments_are_refused() {
    let app = TestApp::zoo().await;
    let check = async |conditions: Value, message: Expect| {
        samples(&app, conditions)
            .await
            .expect_error("LIMIT", message);
    };
    let many = json!(vec![1; 100_000]);
    let long = json!("a".repeat(60_000));
    check(
        json!({ "tiny": { "in": many } }),
        expect!["where.tiny.in: has 100000 values, more than 1000 (setting `max_list_length`)"],
    )
    .await;
    check(
        json!({ "id": { "in": many } }),
        expect!["where.id.in: has 100000 values, more than 1000 (setting `max_list_length`)"],
    )
    .await;
    check(
        json!({ "and": vec![json!({}); 100_000] }),
        expect![
            "where.and[200]: more than 200 conditions in one argument (setting `max_filter_nodes`)"
        ],
    )
    .await;
    check(json!({ "text": { "iContains": long } }), expect!["where.text.iContains: has 60000 characters, more than 1000 (setting `max_string_length`)"]).await;
    check(
        json!({ "text": { "regex": long } }),
        expect![
            "where.text.regex: has 60000 characters, more than 200 (setting `max_regex_length`)"
        ],
    )
    .await;
    let nested = (0..20).fold(json!({}), |inner, _| json!({ "or": [{ "not": inner }] }));
    check(nested, expect!["where.or[0].not.or[0].not.or[0].not.or[0].not.or[0]: conditions are nested more than 8 deep (setting `max_filter_depth`)"]).await;
}

#[tokio::test]
async fn what_filters_use_up_counts_for_the_whole_operation() {
    let app = TestApp::new().await;
    let query = "query($w: PostWhere) { a: posts(where: $w) { totalCount } b: posts(where: $w) { totalCount } }";
    let regexes = vec![json!({ "title": { "regex": "a" } }); 11];
    let texts = vec![json!({ "title": { "in": vec!["a".repeat(1_000); 600] } }); 1];

    let reply = app
        .execute_with(query, json!({ "w": { "or": regexes } }))
        .await;
    reply.expect_error("LIMIT", expect![[r#"where.or[9].title.regex: more than 20 regular expressions in one operation (setting `max_regexes`)"#]]);
    let reply = app
        .execute_with(query, json!({ "w": { "or": texts } }))
        .await;
    reply.expect_error("LIMIT", expect![[r#"where.or[0].title.in[400]: the values of all filters have more than 1000000 bytes (setting `max_filter_bytes`)"#]]);
}

#[tokio::test]
async fn all_that_the_limits_allow_is_answered() {
    let app = TestApp::zoo().await;
    let lists: Vec<Value> = ["tiny", "large", "text", "date", "instant"]
        .map(|field| match field {
            "tiny" | "large" => json!({ (field): { "in": (0..1_000).collect::<Vec<_>>() } }),
            "text" => json!({ (field): { "in": vec!["a".repeat(20); 1_000] } }),
            "date" => json!({ (field): { "in": vec!["2025-01-01"; 1_000] } }),
            _ => json!({ (field): { "date": { "in": vec!["2025-01-01"; 1_000] } } }),
        })
        .into();
    let years: Vec<i32> = (0..199).map(|n| n * 10).collect();
    let largest = [
        json!({ "or": vec![json!({ "text": { "iContains": "ä".repeat(1_000) } }); 100] }),
        json!({ "or": vec![json!({ "text": { "iRegex": "[a-z]{1,99}".repeat(5) } }); 20] }),
        json!({ "and": vec![json!({ "instant": { "gt": "2025-01-01T00:00:00Z" } }); 100] }),
        json!({ "or": vec![json!({ "and": lists }); 10] }),
        json!({ "instant": { "isoYear": { "in": years } } }),
        (0..8).fold(
            json!({ "tiny": { "gt": 1 } }),
            |inner, _| json!({ "not": inner }),
        ),
    ];
    for conditions in largest {
        let errors = samples(&app, conditions).await.errors();
        assert_eq!(errors, []);
    }

    let app = TestApp::new().await;
    let post = (0..4).fold(
        json!({ "pk": { "gt": 1 } }),
        |inner, _| json!({ "comments": { "every": { "post": inner } } }),
    );
    let uses = json!({ "comments": { "count": { "where": { "post": { "pk": { "gt": 1 } } },
        "gt": 1, "gte": 2, "lt": 8, "lte": 7 } } });
    let order: Vec<Value> = (0..16)
        .map(|n| match n {
            0..8 => json!({ "comments": { "count": "ASC", "where": { "pk": { "gt": n } } } }),
            8 => json!({ "title": "DESC" }),
            _ => json!({ "createdAt": "DESC_NULLS_FIRST" }),
        })
        .collect();
    for conditions in [post, uses] {
        let query = "query($where: PostWhere, $order: [PostOrder!]) {
            posts(where: $where, orderBy: $order) { nodes { pk } }
        }";
        let variables = json!({ "where": conditions, "order": order });
        assert_eq!(app.execute_with(query, variables).await.errors(), []);
    }
}

#[tokio::test]
async fn wrong_literals_are_refused() {
    let app = TestApp::zoo().await;
    let wrong = [
        "[{}, {}]",
        "{ tiny: 1 }",
        "{ tiny: { exact: \"1\" } }",
        "{ tiny: { exact: 2147483648 } }",
        "{ large: { exact: 9223372036854775808 } }",
        "{ double: { gt: 1e400 } }",
        "{ double: { gt: NaN } }",
        "{ mood: { exact: \"HAPPY\" } }",
        "{ mood: { in: [SAD] } }",
        "{ instant: { year: { exact: 300000.5 } } }",
        "{ date: { gt: \"300000-01-01\" } }",
        "{ text: { in: [[\"a\"]] } }",
        "{ text: { range: [\"a\"] } }",
        "{ text: { gt: null } }",
        "{ nothing: { exact: 1 } }",
        "{ text: { nothing: 1 } }",
    ];
    for conditions in wrong {
        let query = format!("{{ samples(where: {conditions}) {{ nodes {{ pk }} }} }}");
        let errors = app.execute(&query).await.errors();
        assert!(
            !errors.is_empty() && errors.iter().all(|error| error.code == "INVALID"),
            "{conditions}: {errors:?}"
        );
    }
}
