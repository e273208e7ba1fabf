//! Truth values, bytes, UUIDs, enums, ids and documents. The samples are those of the zoo.

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{Case, check, refused};

pub(super) fn cases() -> Vec<Case<'static>> {
    vec![
        (json!({"flag": {"exact": true}}), &[1, 3]),
        (json!({"flag": {"exact": false}}), &[2]),
        (json!({"flag": {"exact": null}}), &[4]),
        (json!({"flag": {"in": [false]}}), &[2]),
        (json!({"flag": {"in": [false, true]}}), &[1, 2, 3]),
        (json!({"flag": {"isNull": true}}), &[4]),
        (json!({"bytes": {"exact": "////"}}), &[1]),
        (json!({"bytes": {"exact": ""}}), &[2]),
        (json!({"bytes": {"in": ["", "cGxhaW4="]}}), &[2, 3]),
        (json!({"bytes": {"isNull": false}}), &[1, 2, 3]),
        (json!({"blob": {"exact": "AP8="}}), &[1]),
        (json!({"blob": {"in": ["AP8=", "AP8A"]}}), &[1]),
        (
            json!({"uuid": {"exact": "01234567-89ab-cdef-0123-456789abcdef"}}),
            &[3],
        ),
        (
            json!({"uuid": {"exact": "01234567-89AB-CDEF-0123-456789ABCDEF"}}),
            &[3],
        ),
        (
            json!({"uuid": {"in": ["ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000-0000-0000-0000-000000000000"]}}),
            &[1, 2],
        ),
        (
            json!({"uuid": {"gt": "01234567-89ab-cdef-0123-456789abcdef"}}),
            &[1],
        ),
        (
            json!({"uuid": {"gte": "01234567-89ab-cdef-0123-456789abcdef"}}),
            &[1, 3],
        ),
        (
            json!({"uuid": {"lt": "01234567-89ab-cdef-0123-456789abcdef"}}),
            &[2],
        ),
        (
            json!({"uuid": {"lte": "01234567-89ab-cdef-0123-456789abcdef"}}),
            &[2, 3],
        ),
        (
            json!({"uuid": {"range": ["00000000-0000-0000-0000-000000000001", "ffffffff-ffff-ffff-ffff-fffffffffffe"]}}),
            &[3],
        ),
        (json!({"uuid": {"isNull": true}}), &[4]),
        (json!({"mood": {"exact": "HAPPY"}}), &[2, 3]),
        (json!({"mood": {"exact": null}}), &[4]),
        (json!({"mood": {"in": ["SO_SO"]}}), &[1]),
        (json!({"mood": {"isNull": false}}), &[1, 2, 3]),
        (json!({"weekday": {"exact": "TUESDAY"}}), &[1]),
        (
            json!({"weekday": {"in": ["MONDAY", "TUESDAY"]}}),
            &[1, 2, 3],
        ),
        (json!({"weekday": {"isNull": true}}), &[4]),
        (json!({"grade": {"exact": "FAILED"}}), &[2]),
        (json!({"grade": {"in": ["EXCELLENT"]}}), &[1, 3]),
        (json!({"grade": {"isNull": true}}), &[4]),
        (json!({"id": {"exact": "Sample:1"}}), &[1]),
        (json!({"id": {"exact": "nonsense"}}), &[]),
        (json!({"id": {"exact": null}}), &[]),
        (
            json!({"id": {"in": ["2", "Sample:3", "Sample:99", ""]}}),
            &[2, 3],
        ),
        (json!({"id": {"isNull": false}}), &[1, 2, 3, 4]),
        // The document of the second sample is JSON's own null, which is a value.
        (json!({"json": {"isNull": true}}), &[4]),
        (json!({"json": {"isNull": false}}), &[1, 2, 3]),
        (json!({"jsonBinary": {"isNull": true}}), &[4]),
    ]
}

#[tokio::test]
async fn truth_values_bytes_uuids_enums_ids_and_documents_are_compared() {
    let app = TestApp::zoo().await;

    check(&app, &cases()).await;
}

#[tokio::test]
async fn an_enum_in_a_document_is_written_without_quotes() {
    let app = TestApp::zoo().await;
    let of = |value: &str| {
        format!("{{ samples(where: {{ grade: {{ exact: {value} }} }}) {{ totalCount }} }}")
    };

    app.execute(&of("EXCELLENT"))
        .await
        .expect_data(expect![[r#"{"samples": {"totalCount": 2}}"#]]);
    let quoted = app.execute(&of("\"EXCELLENT\"")).await;
    assert_eq!(quoted.errors().len(), 1, "{quoted}");
}

#[tokio::test]
async fn values_of_other_types_are_refused() {
    let app = TestApp::zoo().await;

    let messages = refused(
        &app,
        &[
            json!({"flag": {"exact": 1}}),
            json!({"flag": {"exact": "true"}}),
            json!({"bytes": {"exact": "///"}}),
            json!({"bytes": {"in": ["not base64"]}}),
            json!({"uuid": {"exact": "01234567"}}),
            json!({"uuid": {"in": [null]}}),
            json!({"mood": {"exact": "so-so"}}),
            json!({"mood": {"in": null}}),
            json!({"grade": {"exact": 10}}),
            json!({"id": {"exact": "Person:1"}}),
            json!({"id": {"in": [1.5]}}),
        ],
    )
    .await;

    expect![[r#"
        INVALID Invalid value for argument "where.flag.exact", expected type "Boolean"
        INVALID Invalid value for argument "where.flag.exact", expected type "Boolean"
        INVALID where.bytes.exact: must be bytes in base64 with padding
        INVALID where.bytes.in[0]: must be bytes in base64 with padding
        INVALID where.uuid.exact: must be a UUID, such as "0190163d-8694-739b-aea5-966c26f8ad91"
        INVALID Invalid value for argument "where.uuid.in.0", expected type "UUID"
        INVALID Invalid value for argument "where.mood.exact", enumeration type "Mood" does not contain the value "so-so"
        INVALID where.mood.in: must not be null; leave it out or use `isNull`
        INVALID Invalid value for argument "where.grade.exact", expected type "Grade"
        WRONG_TYPE where.id expects Sample, got Person:1
        INVALID Invalid value for argument "where.id.in.0", expected type "ID""#]].assert_eq(&messages);
}
