//! Values of every kind are stored as they are given.

use expect_test::expect;
use serde_json::{Value, json};
use tests::TestApp;

use super::refused;

const ALL: &str = "tiny small medium large tinyUnsigned smallUnsigned mediumUnsigned largeUnsigned
    float double decimal varchar text flag bytes blob date time dateTime instant utc uuid
    json jsonBinary mood weekday grade";

/// Values of every kind, in the form in which they are read.
fn samples() -> [Value; 3] {
    [
        json!({
            "tiny": 127, "small": 32767, "medium": 2_147_483_647, "large": "9223372036854775807",
            "tinyUnsigned": 255, "smallUnsigned": 65535, "mediumUnsigned": "4294967295",
            "largeUnsigned": "9223372036854775807", "float": 3.5, "double": 1.797_693_134_862_315_7e308,
            "decimal": "123456789012.1234", "varchar": "Größe 😀 \"quoted\" \\ '", "text": "a\nb\tc",
            "flag": true, "bytes": "////", "blob": "AP8=", "date": "9999-12-31",
            "time": "23:59:59.999999", "dateTime": "9999-12-31T23:59:59.999999",
            "instant": "9999-12-31T23:59:59.999999Z", "utc": "9999-12-31T23:59:59.999999Z",
            "uuid": "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "json": { "a": { "x": [true, null] }, "b": 2.5 }, "jsonBinary": [null, "😀"],
            "mood": "SO_SO", "weekday": "TUESDAY", "grade": "EXCELLENT",
        }),
        json!({
            "tiny": -128, "small": -32768, "medium": -2_147_483_648_i64, "large": "-9223372036854775808",
            "tinyUnsigned": 0, "smallUnsigned": 0, "mediumUnsigned": "0", "largeUnsigned": "0",
            "float": 0.1, "double": 5e-324, "decimal": "-0.0001", "varchar": "", "text": "",
            "flag": false, "bytes": "", "blob": "", "date": "0001-01-01", "time": "00:00:00",
            "dateTime": "0001-01-01T00:00:00", "instant": "0001-01-01T00:00:00Z",
            "utc": "0001-01-01T00:00:00Z", "uuid": "00000000-0000-0000-0000-000000000000",
            "json": "text", "jsonBinary": {}, "mood": "HAPPY", "weekday": "MONDAY", "grade": "FAILED",
        }),
        json!({
            "tiny": null, "small": null, "medium": null, "large": null, "tinyUnsigned": null,
            "smallUnsigned": null, "mediumUnsigned": null, "largeUnsigned": null, "float": null,
            "double": null, "decimal": null, "varchar": null, "text": null, "flag": null,
            "bytes": null, "blob": null, "date": null, "time": null, "dateTime": null,
            "instant": null, "utc": null, "uuid": null, "json": null, "jsonBinary": null,
            "mood": null, "weekday": null, "grade": null,
        }),
    ]
}

#[tokio::test]
async fn every_value_of_a_new_row_is_read_as_it_was_written() {
    let app = TestApp::zoo().await;
    let create = format!(
        "mutation($inputs: [SampleCreate!]!) {{ createSamples(inputs: $inputs) {{ samples {{ {ALL} }} }} }}"
    );

    let reply = app
        .execute_with(&create, json!({ "inputs": samples() }))
        .await;

    assert_eq!(reply.data()["createSamples"]["samples"], json!(samples()));
}

#[tokio::test]
async fn every_value_of_a_changed_row_is_read_as_it_was_written() {
    let app = TestApp::zoo().await;
    let update = format!(
        "mutation($input: SampleUpdate!) {{ updateSample(id: 3, input: $input) {{ sample {{ {ALL} }} }} }}"
    );

    for sample in samples() {
        let reply = app.execute_with(&update, json!({ "input": sample })).await;
        assert_eq!(reply.data()["updateSample"]["sample"], sample);
        let one: Value = app
            .execute(&format!("{{ sample(id: 3) {{ {ALL} }} }}"))
            .await
            .data();
        assert_eq!(one["sample"], sample);
    }
}

#[tokio::test]
async fn every_value_of_many_changed_rows_is_read_as_it_was_written() {
    let app = TestApp::zoo().await;
    let update = format!(
        "mutation($input: SampleUpdate!) {{ updateSamples(where: {{ id: {{ isNull: false }} }}, input: $input) {{ samples {{ {ALL} }} }} }}"
    );

    for sample in samples() {
        let reply = app.execute_with(&update, json!({ "input": sample })).await;
        assert_eq!(
            reply.data()["updateSamples"]["samples"],
            json!([sample, sample, sample, sample])
        );
    }
}

#[tokio::test]
async fn numbers_and_literals_are_taken_in_every_form() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { createSample(input: { large: -9007199254740993, mediumUnsigned: 7, decimal: 12.50,
                double: 1, float: 2, mood: SO_SO, json: { list: [1, { a: null }], word: WORD },
                jsonBinary: null, instant: \"2025-01-01T12:00:00.5+02:00\", time: \"08:30:00.25\",
                uuid: \"0190163D-8694-739B-AEA5-966C26F8AD91\" }) {
                sample { large mediumUnsigned decimal double float mood json jsonBinary instant time uuid } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createSample": {
            "sample": {
              "large": "-9007199254740993",
              "mediumUnsigned": "7",
              "decimal": "12.5",
              "double": 1.0,
              "float": 2.0,
              "mood": "SO_SO",
              "json": {"list": [1, {"a": null}], "word": "WORD"},
              "jsonBinary": null,
              "instant": "2025-01-01T10:00:00.500Z",
              "time": "08:30:00.250",
              "uuid": "0190163d-8694-739b-aea5-966c26f8ad91"
            }
          }
        }"#]]);
}

#[tokio::test]
async fn null_inside_a_document_stays_there() {
    let app = TestApp::zoo().await;
    let create = "mutation($json: JSON, $inner: JSON) { createSample(input: {
        json: $json, jsonBinary: { a: null, b: [null], c: $inner } }) { sample { json jsonBinary } } }";

    let absent = app.execute_with(create, json!({})).await;
    let given = app
        .execute_with(create, json!({ "json": { "a": null }, "inner": null }))
        .await;

    absent.expect_data(expect![[
        r#"{"createSample": {"sample": {"json": null, "jsonBinary": {"a": null, "b": [null]}}}}"#
    ]]);
    given.expect_data(expect![[r#"
        {
          "createSample": {
            "sample": {"json": {"a": null}, "jsonBinary": {"a": null, "b": [null], "c": null}}
          }
        }"#]]);
}

#[tokio::test]
async fn numbers_beyond_the_column_are_refused() {
    let app = TestApp::zoo().await;

    for (input, expected) in [
        (
            "tiny: 128, small: -32769, tinyUnsigned: -1, smallUnsigned: 65536, mediumUnsigned: -1,
                largeUnsigned: -1",
            expect![[r#"
                INVALID at createSample: `input.tiny` must be from -128 to 127, and 5 more values are wrong
                  fields: {"code":"range","field":"tiny","message":"must be from -128 to 127","path":["input","tiny"]}
                  fields: {"code":"range","field":"small","message":"must be from -32768 to 32767","path":["input","small"]}
                  fields: {"code":"range","field":"tinyUnsigned","message":"must be from 0 to 255","path":["input","tinyUnsigned"]}
                  fields: {"code":"range","field":"smallUnsigned","message":"must be from 0 to 65535","path":["input","smallUnsigned"]}
                  fields: {"code":"range","field":"mediumUnsigned","message":"must be from 0 to 4294967295","path":["input","mediumUnsigned"]}
                  fields: {"code":"range","field":"largeUnsigned","message":"must be from 0 to 18446744073709551615","path":["input","largeUnsigned"]}"#]],
        ),
        (
            "medium: 2147483648",
            expect![[r#"
            INVALID at createSample: `input.medium` must be a whole number of 32 bits
              fields: {"code":"invalid","field":"medium","message":"must be a whole number of 32 bits","path":["input","medium"]}"#]],
        ),
        (
            "largeUnsigned: \"18446744073709551615\"",
            expect![[r#"
            INVALID at createSample: `input.largeUnsigned` must be a whole number from -2^63 to 2^63 - 1, as a number or a string
              fields: {"code":"invalid","field":"largeUnsigned","message":"must be a whole number from -2^63 to 2^63 - 1, as a number or a string","path":["input","largeUnsigned"]}"#]],
        ),
        (
            "mediumUnsigned: 4294967296",
            expect![[r#"
            INVALID at createSample: `input.mediumUnsigned` must be from 0 to 4294967295
              fields: {"code":"range","field":"mediumUnsigned","message":"must be from 0 to 4294967295","path":["input","mediumUnsigned"]}"#]],
        ),
        (
            "float: 1e300",
            expect![[r#"
            INVALID at createSample: `input.float` must be from -3.4028235e38 to 3.4028235e38
              fields: {"code":"range","field":"float","message":"must be from -3.4028235e38 to 3.4028235e38","path":["input","float"]}"#]],
        ),
        (
            "double: 1e999",
            expect!["INVALID at : invalid number: number out of range at line 1 column 5"],
        ),
        (
            "decimal: 1e40",
            expect![[r#"
            INVALID at createSample: `input.decimal` must be a decimal number of at most 28 digits, as a number or a string such as "12.50"
              fields: {"code":"invalid","field":"decimal","message":"must be a decimal number of at most 28 digits, as a number or a string such as \"12.50\"","path":["input","decimal"]}"#]],
        ),
    ] {
        let create = format!(
            "mutation {{ createSample(input: {{ {input} }}) {{ sample {{ id decimal }} }} }}"
        );
        refused(&app, &create, expected).await;
    }
}

#[tokio::test]
async fn an_enum_takes_its_names_alone() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createSample(input: { mood: ANGRY }) { sample { id } } }",
        expect![[r#"
            INVALID at : `input.mood` must be one of HAPPY, SO_SO, without quotes
              fields: {"code":"invalid","field":"mood","message":"must be one of HAPPY, SO_SO, without quotes","path":["input","mood"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { createSample(input: { mood: \"HAPPY\" }) { sample { id } } }",
        expect![[r#"
            INVALID at createSample: `input.mood` must be one of HAPPY, SO_SO, without quotes
              fields: {"code":"invalid","field":"mood","message":"must be one of HAPPY, SO_SO, without quotes","path":["input","mood"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn text_is_never_taken_for_sql() {
    let app = TestApp::new().await;
    let names = ["'; DROP TABLE tag; --", "\"", "?", "$1", "\\", "%_"];

    for name in names {
        let create = "mutation($name: String!) {
            createTag(input: { name: $name }) { tag { name } }
            getOrCreateTag(where: { name: $name }) { created }
        }";
        let reply = app.execute_with(create, json!({ "name": name })).await;
        assert_eq!(reply.data()["createTag"]["tag"]["name"], name);
        assert_eq!(reply.data()["getOrCreateTag"]["created"], false);
    }
}

/// Databases would round what has more digits than its column, or refuse it.
#[tokio::test]
async fn decimals_with_more_digits_than_their_column_are_refused() {
    let app = TestApp::zoo().await;
    let create = async |decimal: &str| {
        let create = format!(
            "mutation {{ createSample(input: {{ decimal: \"{decimal}\" }}) {{ sample {{ decimal }} }} }}"
        );
        app.execute(&create).await
    };

    let exact = create("1.23000000").await;
    let places = create("1.23456").await;
    let digits = create("1234567890123456.5").await;

    assert_eq!(exact.leaves(), "1.23");
    places.expect_refusal(expect![[r#"
        INVALID at createSample: `input.decimal` must have at most 4 digits after the point
          fields: {"code":"max_decimal_places","field":"decimal","message":"must have at most 4 digits after the point","path":["input","decimal"]}"#]]);
    digits.expect_refusal(expect![[r#"
        INVALID at createSample: `input.decimal` must have at most 12 digits before the point
          fields: {"code":"range","field":"decimal","message":"must have at most 12 digits before the point","path":["input","decimal"]}"#]]);
}

#[tokio::test]
async fn fractions_of_a_microsecond_are_left_out() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { createSample(input: {
                time: \"10:00:00.123456789\", dateTime: \"2025-01-01T00:00:00.123456789\",
                instant: \"2025-01-01T00:00:00.999999999Z\" }) { sample { time dateTime instant } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createSample": {
            "sample": {
              "time": "10:00:00.123456",
              "dateTime": "2025-01-01T00:00:00.123456",
              "instant": "2025-01-01T00:00:00.999999Z"
            }
          }
        }"#]]);
}
