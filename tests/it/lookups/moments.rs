//! Dates with a time, in every form in which SQLite may hold them.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use expect_test::expect;
use serde_json::json;
use tests::{TestApp, backend::Backend};

use super::{Case, check, no_samples, refused, sample};

/// The start of 2025 in UTC, in five forms; the hour before, the last microsecond before; half a
/// second after, in two forms; a fraction of microseconds.
const POINTS: [&str; 10] = [
    "2025-01-01 00:00:00",
    "2025-01-01T00:00:00Z",
    "2025-01-01T00:00:00+00:00",
    "2025-01-01 02:00:00+02:00",
    "2024-12-31T23:00:00-01:00",
    "2025-01-01 01:00:00+02:00",
    "2024-12-31T23:59:59.999999+00:00",
    "2025-01-01T00:00:00.5+00:00",
    "2025-01-01 00:00:00.500000Z",
    "2024-02-29T08:30:00.123456+00:00",
];

/// The same without zones, as a clock on a wall tells them.
const WALL: [&str; 10] = [
    "2025-01-01 00:00:00",
    "2025-01-01T00:00:00",
    "2025-01-01 00:00:00.000",
    "2025-01-01T00:00:00.0",
    "2025-01-01 00:00:00.000000",
    "2024-12-31 23:00:00",
    "2024-12-31T23:59:59.999999",
    "2025-01-01T00:00:00.5",
    "2025-01-01 00:00:00.500000",
    "2024-02-29 08:30:00.123456",
];

async fn stored(column: &str, values: [&str; 10]) -> TestApp {
    let app = no_samples().await;
    for (position, value) in values.iter().enumerate() {
        let id = position + 1;
        app.sql_by(|backend| {
            let value = match backend {
                Backend::Sqlite => (*value).to_owned(),
                _ => in_utc(value).to_string(),
            };
            format!("INSERT INTO sample (id, \"{column}\") VALUES ({id}, '{value}')")
        })
        .await;
    }
    sample(&app, 11, "flag", "TRUE").await;
    app
}

/// What one of the forms means. Servers have one form of their own.
fn in_utc(text: &str) -> NaiveDateTime {
    let text = text.replace(' ', "T");
    let with_zone = text.parse::<DateTime<FixedOffset>>();
    let moment = with_zone.map(|moment| moment.naive_utc());
    moment.unwrap_or_else(|_| text.parse().expect("a moment"))
}

/// The cases of one column, whatever the forms.
pub(super) fn cases(column: &str) -> Vec<Case<'static>> {
    let zone = if column == "dateTime" { "" } else { "Z" };
    let at = |text: &str| format!("{text}{zone}");
    let of = |lookup| json!({column: lookup});
    let new_year = at("2025-01-01T00:00:00");
    vec![
        (of(json!({"exact": new_year})), &[1, 2, 3, 4, 5]),
        (of(json!({"exact": at("2025-01-01T00:00:00.5")})), &[8, 9]),
        (
            of(json!({"exact": at("2024-02-29T08:30:00.123456")})),
            &[10],
        ),
        (of(json!({"exact": at("2024-02-29T08:30:00.123457")})), &[]),
        (of(json!({"exact": null})), &[11]),
        (
            of(json!({"in": [new_year, at("2024-12-31T23:00:00")]})),
            &[1, 2, 3, 4, 5, 6],
        ),
        (of(json!({"in": [at("2025-01-01T00:00:00.500")]})), &[8, 9]),
        (of(json!({"gt": new_year})), &[8, 9]),
        (
            of(json!({"gt": at("2024-12-31T23:59:59")})),
            &[1, 2, 3, 4, 5, 7, 8, 9],
        ),
        (of(json!({"gte": new_year})), &[1, 2, 3, 4, 5, 8, 9]),
        (of(json!({"lt": new_year})), &[6, 7, 10]),
        (
            of(json!({"lt": at("2025-01-01T00:00:00.5")})),
            &[1, 2, 3, 4, 5, 6, 7, 10],
        ),
        (of(json!({"lte": at("2024-12-31T23:00:00")})), &[6, 10]),
        (
            of(json!({"range": [at("2024-12-31T23:00:00"), new_year]})),
            &[1, 2, 3, 4, 5, 6, 7],
        ),
        (
            of(json!({"lte": at("9999-12-31T23:59:59")})),
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        ),
        (
            of(json!({"gte": at("0001-01-01T00:00:00")})),
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        ),
        (of(json!({"isNull": true})), &[11]),
        (of(json!({"year": {"exact": 2025}})), &[1, 2, 3, 4, 5, 8, 9]),
        (of(json!({"year": {"lte": 2024}})), &[6, 7, 10]),
        (of(json!({"isoYear": {"exact": 2024}})), &[10]),
        (
            of(json!({"isoYear": {"gt": 2024}})),
            &[1, 2, 3, 4, 5, 6, 7, 8, 9],
        ),
        (of(json!({"quarter": {"exact": 4}})), &[6, 7]),
        (of(json!({"month": {"exact": 1}})), &[1, 2, 3, 4, 5, 8, 9]),
        (
            of(json!({"week": {"exact": 1}})),
            &[1, 2, 3, 4, 5, 6, 7, 8, 9],
        ),
        (of(json!({"weekDay": {"exact": 3}})), &[6, 7]),
        (of(json!({"isoWeekDay": {"exact": 4}})), &[10]),
        (of(json!({"day": {"range": [29, 31]}})), &[6, 7, 10]),
        (of(json!({"hour": {"exact": 23}})), &[6, 7]),
        (of(json!({"minute": {"exact": 59}})), &[7]),
        (
            of(json!({"second": {"exact": 0}})),
            &[1, 2, 3, 4, 5, 6, 8, 9, 10],
        ),
        (of(json!({"date": {"exact": "2024-12-31"}})), &[6, 7]),
        (
            of(json!({"date": {"in": ["2024-02-29", "2025-01-02"]}})),
            &[10],
        ),
        (
            of(json!({"date": {"gt": "2024-12-31"}})),
            &[1, 2, 3, 4, 5, 8, 9],
        ),
        (
            of(json!({"date": {"range": ["2024-02-29", "2024-12-31"]}})),
            &[6, 7, 10],
        ),
        (of(json!({"date": {"month": {"exact": 12}}})), &[6, 7]),
        (of(json!({"date": {"isoYear": {"exact": 2024}}})), &[10]),
        (of(json!({"date": {"isNull": true}})), &[11]),
        (of(json!({"time": {"exact": "00:00:00"}})), &[1, 2, 3, 4, 5]),
        (
            of(json!({"time": {"in": ["00:00:00.5", "23:00:00"]}})),
            &[6, 8, 9],
        ),
        (of(json!({"time": {"gt": "23:00:00"}})), &[7]),
        (of(json!({"time": {"lt": "00:00:00.5"}})), &[1, 2, 3, 4, 5]),
        (
            of(json!({"time": {"range": ["08:30:00.1", "08:30:00.2"]}})),
            &[10],
        ),
        (of(json!({"time": {"hour": {"gte": 23}}})), &[6, 7]),
        (
            of(json!({"time": {"isNull": false}})),
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        ),
    ]
}

#[tokio::test]
async fn points_in_time_are_compared_in_utc_in_whatever_form_they_are_stored() {
    let app = stored("utc", POINTS).await;

    check(&app, &cases("utc")).await;
    check(
        &app,
        &[
            (
                json!({"utc": {"exact": "2025-01-01T01:00:00+01:00"}}),
                &[1, 2, 3, 4, 5],
            ),
            (json!({"utc": {"lt": "2025-01-01T00:00:00+01:00"}}), &[10]),
            (
                json!({"not": {"utc": {"gt": "2024-12-31T23:00:00Z"}}}),
                &[6, 10, 11],
            ),
            (
                json!({"not": {"utc": {"date": {"year": {"exact": 2025}}}}}),
                &[6, 7, 10, 11],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_column_with_a_zone_is_compared_in_utc_too() {
    let app = stored("instant", POINTS).await;

    check(&app, &cases("instant")).await;
}

#[tokio::test]
async fn dates_with_a_time_on_the_wall_have_no_zone() {
    let app = stored("date_time", WALL).await;

    check(&app, &cases("dateTime")).await;
}

/// Servers hold microseconds.
#[tokio::test]
async fn sqlite_compares_nanoseconds() {
    let app = no_samples().await.only(Backend::Sqlite);
    for (column, zone) in [("utc", "Z"), ("date_time", "")] {
        app.sql("DELETE FROM sample").await;
        let stored = format!("'2024-02-29T08:30:00.123456789{zone}'");
        sample(&app, 1, column, &stored).await;
        let field = column.replace("_t", "T");
        let exact = |fraction: &str| json!({ (&field): { "exact": format!("2024-02-29T08:30:00.{fraction}{zone}") } });

        check(
            &app,
            &[
                (exact("123456789"), &[1]),
                (exact("123456"), &[]),
                (exact("123457"), &[]),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn what_the_service_stores_is_found_by_what_it_shows() {
    let app = TestApp::zoo().await;

    check(
        &app,
        &[
            (
                json!({"utc": {"exact": "9999-12-31T23:59:59.999999Z"}}),
                &[1],
            ),
            (json!({"utc": {"date": {"exact": "9999-12-31"}}}), &[1]),
            (json!({"utc": {"exact": "0001-01-01T00:00:00Z"}}), &[2]),
            (json!({"utc": {"date": {"lte": "0001-01-01"}}}), &[2]),
            (json!({"instant": {"exact": "2024-02-29T06:30:00Z"}}), &[3]),
            (json!({"instant": {"hour": {"exact": 6}}}), &[3]),
            (
                json!({"dateTime": {"in": ["2024-02-29T08:30:00", "9999-12-31T23:59:59.999999"]}}),
                &[1, 3],
            ),
            (json!({"dateTime": {"year": {"in": [1, 9999]}}}), &[1, 2]),
            (
                json!({"dateTime": {"gt": "9999-12-31T23:59:59.999998"}}),
                &[1],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_is_no_point_in_time_is_refused() {
    let app = no_samples().await;

    let messages = refused(
        &app,
        &[
            json!({"utc": {"exact": "2025-01-01"}}),
            json!({"utc": {"exact": "2025-01-01T00:00:00"}}),
            json!({"utc": {"exact": "+300000-01-01T00:00:00Z"}}),
            json!({"utc": {"exact": "2025-02-29T00:00:00Z"}}),
            json!({"utc": {"exact": "0001-01-01T00:00:00+01:00"}}),
            json!({"dateTime": {"exact": "2025-01-01T00:00:00Z"}}),
            json!({"utc": {"date": {"exact": "2025-01-01T00:00:00Z"}}}),
        ],
    )
    .await;

    expect![[r#"
        INVALID where.utc.exact: must be a point in time of the years 1 to 9999, such as "2025-11-21T17:05:00Z"
        INVALID where.utc.exact: must be a point in time of the years 1 to 9999, such as "2025-11-21T17:05:00Z"
        INVALID where.utc.exact: must be a point in time of the years 1 to 9999, such as "2025-11-21T17:05:00Z"
        INVALID where.utc.exact: must be a point in time of the years 1 to 9999, such as "2025-11-21T17:05:00Z"
        INVALID where.utc.exact: must be a point in time of the years 1 to 9999, such as "2025-11-21T17:05:00Z"
        INVALID where.dateTime.exact: must be a date and time of the years 1 to 9999, such as "2025-11-21T17:05:00"
        INVALID where.utc.date.exact: must be a date of the years 1 to 9999, such as "2025-11-21""#]].assert_eq(&messages);
}
