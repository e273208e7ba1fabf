//! Lookups of keys of rare types, and of foreign keys to them.

use tests::TestApp;

/// Wants each condition on a list to find the rows with these ids.
async fn check(app: &TestApp, list: &str, cases: &[(&str, &[&str])]) {
    for (condition, expected) in cases {
        let query = format!("{{ {list}(where: {condition}) {{ totalCount nodes {{ id }} }} }}");
        let data = app.execute(&query).await.data();
        let rows = data[list]["nodes"].as_array().unwrap().iter();
        let ids: Vec<&str> = rows.map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(ids, *expected, "{condition}");
        assert_eq!(data[list]["totalCount"], expected.len(), "{condition}");
    }
}

#[tokio::test]
async fn a_key_of_two_fields_is_asked_by_id() {
    let app = TestApp::zoo().await;
    let data = app.execute("{ duties { nodes { id } } }").await.data();
    let first = data["duties"]["nodes"][0]["id"].as_str().unwrap();

    check(
        &app,
        "duties",
        &[
            (
                &format!("{{ id: {{ exact: \"{first}\" }} }}"),
                &["Duty:2024-02-28,true"],
            ),
            (
                "{ pk: { in: [\"2024-02-29,false\", \"Duty:2024-02-29,true\", \"x\"] } }",
                &["Duty:2024-02-29,false", "Duty:2024-02-29,true"],
            ),
            (
                "{ swap: { some: {} } }",
                &["Duty:2024-02-29,false", "Duty:2024-02-29,true"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "swaps",
        &[
            (
                "{ duty: { id: { exact: \"2024-02-29,true\" } } }",
                &["Swap:2", "Swap:3"],
            ),
            ("{ duty: { name: { exact: \"Ben\" } } }", &["Swap:1"]),
            (
                "{ duty: { day: { day: { exact: 29 } }, morning: { exact: false } } }",
                &["Swap:1"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn points_in_time_times_and_enums_are_keys() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "tickMarks",
        &[
            (
                "{ tick: { pk: { exact: \"2024-02-29T08:30:01.25Z\" } } }",
                &["TickMark:1", "TickMark:3"],
            ),
            (
                "{ tick: { at: { second: { exact: 0 } } } }",
                &["TickMark:2"],
            ),
            (
                "{ tick: { label: { exact: \"second\" } } }",
                &["TickMark:1", "TickMark:3"],
            ),
            (
                "{ tick: { id: { in: [\"Tick:2024-02-29T08:30:00.250Z\"] } } }",
                &["TickMark:2"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "rings",
        &[
            ("{ bell: { pk: { gte: \"08:30:01\" } } }", &["Ring:1"]),
            ("{ bell: { at: { in: [\"08:30:00.25\"] } } }", &["Ring:2"]),
            ("{ bell: { label: { exact: \"break\" } } }", &["Ring:1"]),
        ],
    )
    .await;
    check(
        &app,
        "diaryPages",
        &[
            (
                "{ feeling: { pk: { exact: SO_SO } } }",
                &["DiaryPage:1", "DiaryPage:3"],
            ),
            ("{ feeling: { mood: { in: [HAPPY] } } }", &[]),
            ("{ feelingIsNull: true }", &["DiaryPage:2"]),
            (
                "{ not: { feeling: { advice: { exact: \"rest\" } } } }",
                &["DiaryPage:2"],
            ),
        ],
    )
    .await;
}
