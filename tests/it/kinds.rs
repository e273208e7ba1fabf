//! Columns of every type, and fields that are no columns.

use expect_test::expect;
use tests::{TestApp, backend::Backend};

const ALL: &str = "tiny small medium large tinyUnsigned smallUnsigned mediumUnsigned largeUnsigned
    float double decimal varchar text flag bytes blob date time dateTime instant utc uuid
    json jsonBinary mood weekday grade";

#[tokio::test]
async fn every_type_has_its_scalar() {
    let app = TestApp::zoo().await;

    expect![[r#"
        id: ID!
        pk: BigInt!
        tiny: Int
        small: Int
        medium: Int
        large: BigInt
        tinyUnsigned: Int
        smallUnsigned: Int
        mediumUnsigned: BigInt
        largeUnsigned: BigInt
        float: Float
        double: Float
        decimal: Decimal
        varchar: String
        text: String
        flag: Boolean
        bytes: Bytes
        blob: Bytes
        date: Date
        time: Time
        dateTime: LocalDateTime
        instant: DateTime
        utc: DateTime
        uuid: UUID
        json: JSON
        jsonBinary: JSON
        mood: Mood
        weekday: Weekday
        grade: Grade"#]]
    .assert_eq(&app.fields_of("Sample").await.join("\n"));
}

#[tokio::test]
async fn the_largest_values_arrive_whole() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(&format!("{{ sample(id: 1) {{ {ALL} }} }}"))
        .await;

    reply.expect_data(expect![[r#"
        {
          "sample": {
            "tiny": 127,
            "small": 32767,
            "medium": 2147483647,
            "large": "9223372036854775807",
            "tinyUnsigned": 255,
            "smallUnsigned": 65535,
            "mediumUnsigned": "4294967295",
            "largeUnsigned": "9223372036854775807",
            "float": 3.4028235e+38,
            "double": 1.7976931348623157e+308,
            "decimal": "1234567890.1234",
            "varchar": "Größe 😀 \"quoted\" \\",
            "text": "a\nb\tc\u0001d",
            "flag": true,
            "bytes": "////",
            "blob": "AP8=",
            "date": "9999-12-31",
            "time": "23:59:59.999999",
            "dateTime": "9999-12-31T23:59:59.999999",
            "instant": "9999-12-31T23:59:59.999999Z",
            "utc": "9999-12-31T23:59:59.999999Z",
            "uuid": "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "json": {"a": {"x": true}, "b": [1, 2.5, null]},
            "jsonBinary": [9007199254740993],
            "mood": "SO_SO",
            "weekday": "TUESDAY",
            "grade": "EXCELLENT"
          }
        }"#]]);
}

#[tokio::test]
async fn the_smallest_values_arrive_whole() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(&format!("{{ sample(id: 2) {{ {ALL} }} }}"))
        .await;

    reply.expect_data(expect![[r#"
        {
          "sample": {
            "tiny": -128,
            "small": -32768,
            "medium": -2147483648,
            "large": "-9223372036854775808",
            "tinyUnsigned": 0,
            "smallUnsigned": 0,
            "mediumUnsigned": "0",
            "largeUnsigned": "0",
            "float": -3.4028235e+38,
            "double": 2.2250738585072014e-308,
            "decimal": "-0.0001",
            "varchar": "",
            "text": "",
            "flag": false,
            "bytes": "",
            "blob": "",
            "date": "0001-01-01",
            "time": "00:00:00",
            "dateTime": "0001-01-01T00:00:00",
            "instant": "0001-01-01T00:00:00Z",
            "utc": "0001-01-01T00:00:00Z",
            "uuid": "00000000-0000-0000-0000-000000000000",
            "json": null,
            "jsonBinary": {},
            "mood": "HAPPY",
            "weekday": "MONDAY",
            "grade": "FAILED"
          }
        }"#]]);
}

#[tokio::test]
async fn fractions_zones_and_whole_decimals_arrive_as_they_are() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(&format!("{{ sample(id: 3) {{ {ALL} }} }}"))
        .await;

    reply.expect_data(expect![[r#"
        {
          "sample": {
            "tiny": -1,
            "small": -1,
            "medium": -1,
            "large": "9007199254740993",
            "tinyUnsigned": 1,
            "smallUnsigned": 1,
            "mediumUnsigned": "3000000000",
            "largeUnsigned": "9007199254740993",
            "float": 0.1,
            "double": 0.1,
            "decimal": "120",
            "varchar": "plain",
            "text": "plain",
            "flag": true,
            "bytes": "cGxhaW4=",
            "blob": "cGxhaW4=",
            "date": "2024-02-29",
            "time": "08:30:00",
            "dateTime": "2024-02-29T08:30:00",
            "instant": "2024-02-29T06:30:00Z",
            "utc": "2024-02-29T08:30:00Z",
            "uuid": "01234567-89ab-cdef-0123-456789abcdef",
            "json": "text",
            "jsonBinary": 0,
            "mood": "HAPPY",
            "weekday": "MONDAY",
            "grade": "EXCELLENT"
          }
        }"#]]);
}

#[tokio::test]
async fn values_that_are_null_arrive_as_null() {
    let app = TestApp::zoo().await;

    let data = app
        .execute(&format!("{{ sample(id: 4) {{ {ALL} }} }}"))
        .await
        .data();

    let sample = data["sample"].as_object().expect("an object");
    assert!(
        sample.values().all(serde_json::Value::is_null),
        "{sample:?}"
    );
}

#[tokio::test]
async fn an_enum_has_its_values() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{ mood: __type(name: \"Mood\") { ...E } weekday: __type(name: \"Weekday\") { ...E }
                grade: __type(name: \"Grade\") { ...E } }
             fragment E on __Type { kind enumValues { name } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "mood": {"kind": "ENUM", "enumValues": [{"name": "HAPPY"}, {"name": "SO_SO"}]},
          "weekday": {"kind": "ENUM", "enumValues": [{"name": "MONDAY"}, {"name": "TUESDAY"}]},
          "grade": {"kind": "ENUM", "enumValues": [{"name": "FAILED"}, {"name": "EXCELLENT"}]}
        }"#]]);
}

#[tokio::test]
async fn a_value_that_its_enum_does_not_have_is_an_error_of_its_field() {
    let app = TestApp::zoo().await;
    app.sql("UPDATE sample SET weekday = 9 WHERE id = 1").await;

    let reply = app.execute("{ sample(id: 1) { id mood weekday } }").await;

    assert_eq!(reply.errors().len(), 1);
    assert_eq!(reply.errors()[0].path, "sample.weekday");
    assert_eq!(reply.data_beside_errors()["sample"]["mood"], "SO_SO");
}

/// PostgreSQL holds no such value of an enum of texts.
#[tokio::test]
async fn a_text_that_its_enum_does_not_have_is_an_error_of_its_field() {
    let app = TestApp::zoo().await.only(Backend::Sqlite);
    app.sql("UPDATE sample SET mood = 'grim' WHERE id = 1")
        .await;

    let reply = app.execute("{ sample(id: 1) { id mood weekday } }").await;

    assert_eq!(reply.errors().len(), 1);
    assert_eq!(reply.errors()[0].path, "sample.mood");
    assert_eq!(reply.data_beside_errors()["sample"]["weekday"], "TUESDAY");
}

#[tokio::test]
async fn computed_fields_follow_from_columns_also_from_hidden_ones() {
    let app = TestApp::zoo().await;
    let query = "{ rectangles { nodes { area whisper } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "rectangles": {
            "nodes": [
              {"area": "6", "whisper": "1"},
              {"area": "0", "whisper": "2"},
              {"area": "4611686014132420609", "whisper": "3"}
            ]
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 1);
}

#[tokio::test]
async fn hidden_columns_and_models_are_not_part_of_the_schema() {
    let app = TestApp::zoo().await;

    let sdl = app.sdl();

    assert!(!sdl.contains("secret"));
    assert!(!sdl.contains("AuditEntry"));
    assert!(!sdl.contains("auditEntr"));
    let node = app.execute("{ node(id: \"AuditEntry:1\") { id } }").await;
    node.expect_data(expect![[r#"{"node": null}"#]]);
}
