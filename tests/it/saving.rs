//! What the catalog knows of an entity for writing: its own code, the forms of its values, the
//! rules for them, and what its keys may refer to.

use expect_test::{Expect, expect};
use relation::{
    catalog::{Catalog, Draft, FieldId, LimitTest, Model},
    query::{Reader, Row},
    scope::Unrestricted,
    transaction::Transaction,
    value::{Key, is_null},
};
use sea_orm::{
    ActiveValue::{NotSet, Set, Unchanged},
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, Schema,
    Statement, Value,
    prelude::Date,
};
use tests::{
    forms::{clock, shelf},
    zoo::{self, saving::page_event},
};

/// A database in memory; one connection, because each would open a database of its own.
async fn database() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

async fn zoo_transaction() -> Transaction {
    let db = database().await;
    zoo::create(&db).await.unwrap();
    Transaction::begin(&db).await.unwrap()
}

fn model<'a>(catalog: &'a Catalog, name: &str) -> &'a Model {
    catalog.model_by_name(name).unwrap()
}

fn field(model: &Model, name: &str) -> FieldId {
    model.field_by_name(name).unwrap()
}

/// A draft with these values.
fn draft(model: &Model, values: impl IntoIterator<Item = (&'static str, Value)>) -> Draft {
    let mut draft: Draft = vec![NotSet; model.fields.len()];
    for (name, value) in values {
        draft[field(model, name).index()] = Set(value);
    }
    draft
}

fn all<T>(values: &[Value], state: impl Fn(Value) -> T) -> Vec<T> {
    values.iter().cloned().map(state).collect()
}

/// The row with this primary key, as it is stored.
async fn row(catalog: &Catalog, txn: &Transaction, name: &str, key: Value) -> Row {
    let model = model(catalog, name);
    let fields = model.fields.iter().map(|known| field(model, &known.name));
    let fields: Vec<FieldId> = fields.collect();
    let reader = Reader {
        db: txn,
        catalog,
        scope: &Unrestricted,
        lock: None,
    };
    let keys = [Key::One(key)];
    let rows = reader.by_key(model.id, &model.primary_key, &keys, &fields);
    rows.await.unwrap().remove(0).unwrap()
}

#[tokio::test]
async fn values_of_every_kind_reach_the_entity_and_come_back() {
    let catalog = zoo::catalog().unwrap();
    let sample = model(&catalog, "Sample");
    let hooks = sample.hooks;
    let txn = zoo_transaction().await;

    for id in 1..=4 {
        let values = row(&catalog, &txn, "Sample", Value::BigInt(Some(id))).await;
        let fields = sample.fields.iter().map(|known| field(sample, &known.name));
        let changes = fields.zip(values.iter().cloned());

        let inserted = hooks.before_insert(all(&values, Set), &txn).await;
        let updated = hooks.before_update(&values, changes.collect(), &txn).await;
        let untouched = hooks.before_update(&values, Vec::new(), &txn).await;

        assert_eq!(inserted.unwrap(), all(&values, Set));
        assert_eq!(updated.unwrap(), all(&values, Set));
        assert_eq!(untouched.unwrap(), all(&values, Unchanged));
    }
}

#[tokio::test]
async fn null_of_any_kind_is_null() {
    let catalog = zoo::catalog().unwrap();
    let sample = model(&catalog, "Sample");
    let txn = zoo_transaction().await;

    for null in [
        Value::String(None),
        Value::BigInt(None),
        Value::Json(None),
        Value::ChronoDateTimeUtc(None),
    ] {
        let mut draft = vec![Set(null); sample.fields.len()];
        draft[0] = Set(Value::BigInt(Some(1)));
        let draft = sample.hooks.before_insert(draft, &txn).await.unwrap();

        let mut rest = draft.into_iter().skip(1);
        assert!(rest.all(|value| is_null(&value.into_value().unwrap())));
    }
}

#[tokio::test]
async fn a_double_reaches_a_float() {
    let catalog = zoo::catalog().unwrap();
    let sample = model(&catalog, "Sample");
    let txn = zoo_transaction().await;

    let draft = draft(sample, [("float", Value::Double(Some(0.25)))]);
    let draft = sample.hooks.before_insert(draft, &txn).await.unwrap();

    let float = &draft[field(sample, "float").index()];
    assert_eq!(*float, Set(Value::Float(Some(0.25))));
}

#[tokio::test]
async fn dates_and_times_reach_the_crate_that_the_entity_uses() {
    let catalog = Catalog::builder()
        .register_generated::<clock::Entity>()
        .build()
        .unwrap();
    let clock = model(&catalog, "Clock");
    let db = database().await;
    let table = Schema::new(DbBackend::Sqlite).create_table_from_entity(clock::Entity);
    db.execute(&table).await.unwrap();
    let txn = Transaction::begin(&db).await.unwrap();
    let date = Date::from_ymd_opt(2024, 2, 29).unwrap();
    let moment = date.and_hms_micro_opt(23, 59, 58, 123_456).unwrap();
    let values = [
        Value::String(Some("noon".into())),
        Value::ChronoDateTimeUtc(Some(moment.and_utc())),
        Value::ChronoDate(Some(date)),
        Value::ChronoTime(Some(moment.time())),
        Value::ChronoDateTime(Some(moment)),
        Value::ChronoDateTimeUtc(Some(moment.and_utc())),
    ];

    let inserted = clock.hooks.before_insert(all(&values, Set), &txn).await;

    assert_eq!(inserted.unwrap(), all(&values, Set));
    let insert = "INSERT INTO clock VALUES ($1, $2, $3, $4, $5, $6)";
    let insert = Statement::from_sql_and_values(DbBackend::Sqlite, insert, values.clone());
    txn.execute_raw(insert).await.unwrap();
    let row = row(&catalog, &txn, "Clock", values[0].clone()).await;
    let untouched = clock.hooks.before_update(&row, Vec::new(), &txn).await;
    assert_eq!(untouched.unwrap(), all(&values, Unchanged));
}

#[tokio::test]
async fn lists_reach_the_entity_element_by_element() {
    let catalog = Catalog::builder()
        .register_generated::<shelf::Entity>()
        .build()
        .unwrap();
    let shelf = model(&catalog, "Shelf");
    let txn = Transaction::begin(&database().await).await.unwrap();
    let list = |elements: Vec<Value>| {
        let held = elements[0].array_type();
        Value::Array(held, Some(Box::new(elements)))
    };
    let text = |text: &str| Value::String(Some(text.into()));
    let values = [
        ("small", list(vec![Value::BigInt(Some(-1))])),
        ("words", Value::String(None)),
        ("moods", list(vec![text("so-so"), text("happy")])),
    ];

    let inserted = shelf.hooks.before_insert(draft(shelf, values), &txn).await;
    let wrong = [("small", list(vec![Value::BigInt(Some(40_000))]))];
    let refused = shelf.hooks.before_insert(draft(shelf, wrong), &txn).await;

    expect![[r#"
        [
            NotSet,
            Set(
                Array(
                    SmallInt,
                    Some(
                        [
                            SmallInt(
                                Some(
                                    -1,
                                ),
                            ),
                        ],
                    ),
                ),
            ),
        ]
    "#]]
    .assert_debug_eq(&inserted.unwrap().into_iter().take(2).collect::<Vec<_>>());
    expect!["Type Error: shelf.small cannot hold the value"]
        .assert_eq(&refused.unwrap_err().to_string());
}

#[tokio::test]
async fn a_value_of_another_type_is_an_error_that_names_its_column() {
    let catalog = zoo::catalog().unwrap();
    let sample = model(&catalog, "Sample");
    let txn = zoo_transaction().await;
    let refusal = async |model: &Model, name, value| {
        let draft = draft(model, [(name, value)]);
        let refused = model.hooks.before_insert(draft, &txn).await;
        refused.unwrap_err().to_string()
    };

    let cases = [
        refusal(sample, "tiny", Value::BigInt(Some(128))).await,
        refusal(sample, "tiny_unsigned", Value::BigInt(Some(-1))).await,
        refusal(sample, "varchar", Value::BigInt(Some(1))).await,
        refusal(sample, "mood", Value::String(Some("angry".into()))).await,
        refusal(model(&catalog, "Page"), "title", Value::String(None)).await,
    ];

    expect![[r#"
        Type Error: sample.tiny cannot hold the value
        Type Error: sample.tiny_unsigned cannot hold the value
        Type Error: sample.varchar cannot hold the value
        Type Error: sample.mood cannot hold the value
        Type Error: page.title cannot hold NULL"#]]
    .assert_eq(&cases.join("\n"));
}

#[tokio::test]
async fn a_row_is_made_as_the_entity_makes_it() {
    let catalog = zoo::catalog().unwrap();
    let page = model(&catalog, "Page");
    let txn = zoo_transaction().await;

    let mut draft = page.hooks.new_draft();
    draft[field(page, "title").index()] = Set("Far Away".into());
    let draft = page.hooks.before_insert(draft, &txn).await.unwrap();

    let stars = Set(Value::BigInt(Some(3)));
    assert_eq!(
        draft,
        [
            NotSet,
            Set("Far Away".into()),
            Set("far-away".into()),
            stars
        ]
    );
}

#[tokio::test]
async fn a_hook_changes_a_row_beyond_what_is_asked() {
    let catalog = zoo::catalog().unwrap();
    let page = model(&catalog, "Page");
    let txn = zoo_transaction().await;
    let row = row(&catalog, &txn, "Page", Value::BigInt(Some(2))).await;

    let slug = (field(page, "slug"), String::new().into());
    let draft = page.hooks.before_update(&row, vec![slug], &txn).await;

    let number = |number| Unchanged(Value::BigInt(Some(number)));
    assert_eq!(
        draft.unwrap(),
        [
            number(2),
            Unchanged("About us".into()),
            Set("about-us".into()),
            number(3)
        ]
    );
}

#[tokio::test]
async fn a_hook_refuses_a_row() {
    let catalog = zoo::catalog().unwrap();
    let page = model(&catalog, "Page");
    let txn = zoo_transaction().await;

    let draft = draft(page, [("title", "forbidden".into())]);
    let refused = page.hooks.before_insert(draft, &txn).await;

    expect!["Custom Error: the title is forbidden"].assert_eq(&refused.unwrap_err().to_string());
}

#[tokio::test]
async fn what_a_hook_writes_is_part_of_the_transaction() {
    let db = database().await;
    zoo::create(&db).await.unwrap();
    let catalog = zoo::catalog().unwrap();
    let page = model(&catalog, "Page");
    let txn = Transaction::begin(&db).await.unwrap();
    let row = row(&catalog, &txn, "Page", Value::BigInt(Some(1))).await;

    page.hooks.after_save(&row, false, &txn).await.unwrap();

    let events = page_event::Entity::find().all(&txn).await.unwrap();
    assert_eq!(events.last().unwrap().what, "changed");
    txn.rollback().await.unwrap();
    let left = page_event::Entity::find().all(&db).await.unwrap();
    assert_eq!(left.len(), events.len() - 1);
}

#[test]
fn the_catalog_knows_defaults_lengths_and_what_is_read_only() {
    let catalog = zoo::catalog().unwrap();
    let mut facts = Vec::new();
    for name in ["Page", "Sprint"] {
        let model = model(&catalog, name);
        for field in &model.fields {
            let length = field.max_length.map(|length| format!(" of {length}"));
            facts.push(format!(
                "{name}.{}{}{}{}",
                field.name,
                length.unwrap_or_default(),
                if field.has_default { " default" } else { "" },
                if field.read_only { " read only" } else { "" },
            ));
        }
    }

    expect![[r#"
        Page.id
        Page.title
        Page.slug
        Page.stars default
        Sprint.id
        Sprint.name of 20
        Sprint.code of 10
        Sprint.contact
        Sprint.mood default
        Sprint.points
        Sprint.starts
        Sprint.ends
        Sprint.state default read only"#]]
    .assert_eq(&facts.join("\n"));
}

#[test]
fn only_a_single_whole_number_is_given_by_the_database() {
    let catalog = zoo::catalog().unwrap();

    assert!(model(&catalog, "Page").auto_increment);
    assert!(!model(&catalog, "BatchEntry").auto_increment);
}

/// The problems of a sprint with these values besides two valid ones.
fn check(values: impl IntoIterator<Item = (&'static str, Value)>, expected: Expect) {
    let catalog = zoo::catalog().unwrap();
    let sprint = model(&catalog, "Sprint");
    let mut whole = draft(sprint, [("name", "Roof".into()), ("code", "roof".into())]);
    for (name, value) in values {
        whole[field(sprint, name).index()] = Set(value);
    }
    let problems = sprint.problems(&catalog, &whole);
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| {
            let field = problem.field.map_or("_", |field| &sprint[field].name);
            format!("{field}: {} ({})", problem.message, problem.code)
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn a_valid_row_has_no_problems() {
    check([], expect![[""]]);
    check(
        [
            ("contact", "ada@example.org".into()),
            ("points", Value::BigInt(Some(-4))),
            ("mood", Value::BigInt(Some(-128))),
            ("code", "Roof_2-b".into()),
            ("name", "ä".repeat(20).into()),
        ],
        expect![[""]],
    );
}

#[test]
fn null_and_empty_text_break_no_rule_of_content() {
    check(
        [
            ("contact", Value::String(None)),
            ("points", Value::BigInt(None)),
        ],
        expect![[""]],
    );
    check([("contact", String::new().into())], expect![[""]]);
}

#[test]
fn text_without_content_is_blank() {
    check(
        [("name", " \t".into()), ("code", "".into())],
        expect![[r#"
            name: must not be blank (blank)
            code: must not be blank (blank)"#]],
    );
}

#[test]
fn all_problems_are_found_together() {
    let day = |day| Value::ChronoDate(Date::from_ymd_opt(2024, 2, day));
    check(
        [
            ("name", "".into()),
            ("code", "".into()),
            ("points", Value::BigInt(Some(3))),
            ("starts", day(2)),
            ("ends", day(1)),
        ],
        expect![[r#"
            name: must not be blank (blank)
            code: must not be blank (blank)
            points: must be even (even)
            ends: must not be before the start (order)
            _: must have a code other than its name (same)"#]],
    );
}

#[test]
fn length_range_mail_and_slug_are_reported_alike() {
    check(
        [
            ("name", "ä".repeat(21).into()),
            ("code", "much too long".into()),
            ("contact", "nobody".into()),
            ("mood", Value::BigInt(Some(128))),
            ("points", Value::BigInt(Some(3_000_000_000))),
        ],
        expect![[r#"
            name: must have at most 20 characters (max_length)
            code: must have at most 10 characters (max_length)
            code: must consist of letters, digits, `-` and `_` (invalid)
            contact: must be an e-mail address (invalid)
            mood: must be from -128 to 127 (range)
            points: must be from -2147483648 to 2147483647 (range)"#]],
    );
}

#[test]
fn mail_is_an_address_and_nothing_else() {
    for valid in [
        "ada@example.org",
        "a.b+c@sub.example.org",
        "\"a b\"@example.org",
    ] {
        check([("contact", valid.into())], expect![[""]]);
    }
    for invalid in [
        "ada",
        "ada@",
        "@example.org",
        "Ada <ada@example.org>",
        "ada@host",
        "a b@example.org",
    ] {
        check(
            [("contact", invalid.into())],
            expect!["contact: must be an e-mail address (invalid)"],
        );
    }
}

#[test]
fn rows_that_stay_valid_are_judged_with_their_stored_values() {
    let catalog = zoo::catalog().unwrap();
    let sprint = model(&catalog, "Sprint");
    let mut draft = draft(
        sprint,
        [("ends", Value::ChronoDate(Date::from_ymd_opt(2024, 1, 1)))],
    );
    let starts = field(sprint, "starts").index();
    draft[starts] = Unchanged(Value::ChronoDate(Date::from_ymd_opt(2024, 2, 1)));
    // What is stored is not judged by itself.
    draft[field(sprint, "name").index()] = Unchanged("".into());

    let problems = sprint.problems(&catalog, &draft);

    let codes: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, ["order"]);
}

#[test]
fn choices_are_limits_on_fields_of_the_target() {
    let catalog = zoo::catalog().unwrap();
    let hull = model(&catalog, "Hull");
    let keys = catalog.foreign_keys().iter();
    let keys = keys.filter(|key| key.choices.is_some());
    let keys: Vec<_> = keys.filter(|key| key.target == hull.id).collect();
    let [key] = keys[..] else {
        panic!("{} keys are limited", keys.len());
    };

    let limits = key.choices.as_ref().unwrap().limits();

    assert_eq!(limits[0].field, field(hull, "floats"));
    assert_eq!(limits[0].test, LimitTest::Among(vec![true.into()]));
    assert_eq!(limits[1].field, field(hull, "launched"));
    assert!(matches!(
        limits[1].test,
        LimitTest::AtMost(Value::ChronoDate(Some(_)))
    ));
}
