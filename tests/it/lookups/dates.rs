//! Dates and times of day: ends of years and of ISO years, leap days, fractions of a second.

use expect_test::expect;
use serde_json::json;
use tests::{TestApp, backend::Backend};

use super::{Case, check, no_samples, refused, sample};

/// The samples' dates, whose keys count from 1; the thirteenth has none.
const DATES: [&str; 12] = [
    "2024-12-29", // Sunday of week 52 of 2024
    "2024-12-30", // Monday of week 1 of 2025
    "2024-12-31", // Tuesday of week 1 of 2025
    "2025-01-01", // Wednesday of week 1 of 2025
    "2024-02-29", // Thursday of week 9
    "2021-01-01", // Friday of week 53 of 2020
    "2021-01-03", // Sunday of week 53 of 2020
    "2021-01-04", // Monday of week 1 of 2021
    "2000-06-30", // Friday of week 26
    "2000-07-01", // Saturday of week 26
    "0001-01-01", // Monday of week 1
    "9999-12-31", // Friday of week 52
];

const ALL: &[i64] = &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

async fn dated() -> TestApp {
    let app = no_samples().await;
    for (position, date) in DATES.iter().enumerate() {
        sample(&app, position + 1, "\"date\"", &format!("'{date}'")).await;
    }
    sample(&app, 13, "flag", "TRUE").await;
    app
}

/// The samples' times of day: the fifth has none.
async fn timed() -> TestApp {
    let app = no_samples().await;
    for (position, time) in ["00:00:00", "08:30:00", "08:30:00.250", "23:59:59.999999"]
        .iter()
        .enumerate()
    {
        sample(&app, position + 1, "\"time\"", &format!("'{time}'")).await;
    }
    sample(&app, 5, "flag", "TRUE").await;
    app
}

pub(super) fn cases() -> Vec<Case<'static>> {
    [days(), years(), parts()].concat()
}

fn days() -> Vec<Case<'static>> {
    let date = |lookup| json!({"date": lookup});
    vec![
        (date(json!({"exact": "2024-02-29"})), &[5]),
        (date(json!({"exact": null})), &[13]),
        (
            date(json!({"in": ["0001-01-01", "9999-12-31", "2023-01-01"]})),
            &[11, 12],
        ),
        (date(json!({"gt": "2025-01-01"})), &[12]),
        (date(json!({"gte": "2025-01-01"})), &[4, 12]),
        (date(json!({"lt": "2000-06-30"})), &[11]),
        (date(json!({"lte": "2000-06-30"})), &[9, 11]),
        (
            date(json!({"range": ["2024-12-30", "2025-01-01"]})),
            &[2, 3, 4],
        ),
        (date(json!({"isNull": true})), &[13]),
    ]
}

fn parts() -> Vec<Case<'static>> {
    let date = |lookup| json!({"date": lookup});
    vec![
        (date(json!({"quarter": {"exact": 1}})), &[4, 5, 6, 7, 8, 11]),
        (date(json!({"quarter": {"exact": 2}})), &[9]),
        (date(json!({"quarter": {"in": [3, 4]}})), &[1, 2, 3, 10, 12]),
        (date(json!({"month": {"exact": 12}})), &[1, 2, 3, 12]),
        (date(json!({"month": {"range": [6, 7]}})), &[9, 10]),
        (date(json!({"month": {"lt": 2}})), &[4, 6, 7, 8, 11]),
        (date(json!({"month": {"isNull": true}})), &[13]),
        (date(json!({"week": {"exact": 1}})), &[2, 3, 4, 8, 11]),
        (date(json!({"week": {"gt": 52}})), &[6, 7]),
        (
            date(json!({"week": {"in": [9, 26, 52]}})),
            &[1, 5, 9, 10, 12],
        ),
        (date(json!({"weekDay": {"exact": 1}})), &[1, 7]),
        (date(json!({"weekDay": {"exact": 2}})), &[2, 8, 11]),
        (date(json!({"weekDay": {"gte": 6}})), &[6, 9, 10, 12]),
        (date(json!({"isoWeekDay": {"exact": 7}})), &[1, 7]),
        (date(json!({"isoWeekDay": {"exact": 1}})), &[2, 8, 11]),
        (
            date(json!({"isoWeekDay": {"lte": 4}})),
            &[2, 3, 4, 5, 8, 11],
        ),
        (date(json!({"day": {"exact": 31}})), &[3, 12]),
        (date(json!({"day": {"exact": 29}})), &[1, 5]),
        (date(json!({"day": {"lt": 4}})), &[4, 6, 7, 10, 11]),
        (date(json!({"day": {"exact": 32}})), &[]),
        (
            date(json!({"year": {"exact": 2024}, "month": {"exact": 2}})),
            &[5],
        ),
    ]
}

fn years() -> Vec<Case<'static>> {
    let date = |lookup| json!({"date": lookup});
    vec![
        (date(json!({"year": {"exact": 2024}})), &[1, 2, 3, 5]),
        (date(json!({"year": {"exact": 0}})), &[]),
        (date(json!({"year": {"exact": -5}})), &[]),
        (date(json!({"year": {"exact": 9999}})), &[12]),
        (date(json!({"year": {"gt": 2024}})), &[4, 12]),
        (date(json!({"year": {"gte": 2025}})), &[4, 12]),
        (date(json!({"year": {"lt": 2000}})), &[11]),
        (date(json!({"year": {"lte": 2000}})), &[9, 10, 11]),
        (
            date(json!({"year": {"range": [2020, 2024]}})),
            &[1, 2, 3, 5, 6, 7, 8],
        ),
        (date(json!({"year": {"in": [1, 9999, 300_000]}})), &[11, 12]),
        (date(json!({"year": {"in": []}})), &[]),
        (date(json!({"year": {"lt": 300_000}})), ALL),
        (date(json!({"year": {"gt": -1}})), ALL),
        (date(json!({"year": {"gt": 9999}})), &[]),
        (date(json!({"year": {"lt": 1}})), &[]),
        (date(json!({"year": {"isNull": true}})), &[13]),
        (date(json!({"isoYear": {"exact": 2020}})), &[6, 7]),
        (date(json!({"isoYear": {"exact": 2021}})), &[8]),
        (date(json!({"isoYear": {"exact": 2024}})), &[1, 5]),
        (date(json!({"isoYear": {"exact": 2025}})), &[2, 3, 4]),
        (date(json!({"isoYear": {"in": [1, 9999]}})), &[11, 12]),
        (date(json!({"isoYear": {"gt": 2024}})), &[2, 3, 4, 12]),
        (date(json!({"isoYear": {"lte": 2020}})), &[6, 7, 9, 10, 11]),
        (
            date(json!({"isoYear": {"range": [2020, 2021]}})),
            &[6, 7, 8],
        ),
        (date(json!({"isoYear": {"isNull": false}})), ALL),
    ]
}

pub(super) fn times() -> Vec<Case<'static>> {
    let time = |lookup| json!({"time": lookup});
    vec![
        (time(json!({"exact": "08:30:00"})), &[2]),
        (time(json!({"exact": "08:30:00.25"})), &[3]),
        (time(json!({"exact": "08:30:00.250000"})), &[3]),
        (time(json!({"exact": "08:30:00.2"})), &[]),
        (time(json!({"exact": null})), &[5]),
        (
            time(json!({"in": ["00:00:00", "08:30:00.25", "23:59:59.999999"]})),
            &[1, 3, 4],
        ),
        (time(json!({"gt": "08:30:00"})), &[3, 4]),
        (time(json!({"gte": "08:30:00"})), &[2, 3, 4]),
        (time(json!({"lt": "08:30:00.25"})), &[1, 2]),
        (time(json!({"lte": "08:30:00.25"})), &[1, 2, 3]),
        (time(json!({"gt": "23:59:59"})), &[4]),
        (time(json!({"range": ["00:00:00", "08:30:00"]})), &[1, 2]),
        (time(json!({"isNull": true})), &[5]),
        (time(json!({"hour": {"exact": 8}})), &[2, 3]),
        (time(json!({"hour": {"gt": 8}})), &[4]),
        (time(json!({"hour": {"lt": 1}})), &[1]),
        (time(json!({"minute": {"in": [30, 59]}})), &[2, 3, 4]),
        (time(json!({"second": {"exact": 59}})), &[4]),
        (time(json!({"second": {"lte": 0}})), &[1, 2, 3]),
        (time(json!({"second": {"isNull": true}})), &[5]),
    ]
}

#[tokio::test]
async fn dates_are_compared_and_taken_apart() {
    let app = dated().await;

    check(&app, &cases()).await;
    check(
        &app,
        &[
            (json!({"not": {"date": {"year": {"lt": 300_000}}}}), &[13]),
            (json!({"not": {"date": {"week": {"lte": 53}}}}), &[13]),
            (
                json!({"not": {"date": {"isoYear": {"range": [1, 2025]}}}}),
                &[12, 13],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn times_of_day_are_compared_and_taken_apart() {
    let app = timed().await;

    check(&app, &times()).await;
}

/// TODO: times of day are compared as the driver writes them, unlike dates with a time; one form
/// for both sides, as there, would settle it. Parts take all forms.
#[tokio::test]
async fn a_time_in_another_form_is_not_found_by_what_it_shows() {
    let app = no_samples().await.only(Backend::Sqlite);
    sample(&app, 1, "\"time\"", "'08:30:00.250000'").await;

    app.execute("{ sample(id: 1) { time } }")
        .await
        .expect_data(expect![[r#"{"sample": {"time": "08:30:00.250"}}"#]]);
    check(
        &app,
        &[
            (json!({"time": {"exact": "08:30:00.250"}}), &[]),
            (json!({"time": {"lte": "08:30:00.250"}}), &[]),
            (
                json!({"time": {"hour": {"exact": 8}, "second": {"exact": 0}}}),
                &[1],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_is_no_date_and_no_time_is_refused() {
    let app = dated().await;

    let messages = refused(
        &app,
        &[
            json!({"date": {"exact": "2023-02-29"}}),
            json!({"date": {"exact": "2024-2-9"}}),
            json!({"date": {"gt": "0000-12-31"}}),
            json!({"date": {"lt": "10000-01-01"}}),
            json!({"date": {"lt": "2024-02-29T00:00:00"}}),
            json!({"date": {"year": {"exact": "2024"}}}),
            json!({"date": {"month": {"exact": 1.5}}}),
            json!({"time": {"exact": "24:00:00"}}),
            json!({"time": {"exact": "23:59:60"}}),
            json!({"time": {"exact": "8:30"}}),
        ],
    )
    .await;

    expect![[r#"
        INVALID where.date.exact: must be a date of the years 1 to 9999, such as "2025-11-21"
        INVALID where.date.exact: must be a date of the years 1 to 9999, such as "2025-11-21"
        INVALID where.date.gt: must be a date of the years 1 to 9999, such as "2025-11-21"
        INVALID where.date.lt: must be a date of the years 1 to 9999, such as "2025-11-21"
        INVALID where.date.lt: must be a date of the years 1 to 9999, such as "2025-11-21"
        INVALID Invalid value for argument "where.date.year.exact", expected type "Int"
        INVALID Invalid value for argument "where.date.month.exact", expected type "Int"
        INVALID where.time.exact: must be a time of day, such as "17:05:00"
        INVALID where.time.exact: must be a time of day, such as "17:05:00"
        INVALID where.time.exact: must be a time of day, such as "17:05:00""#]]
    .assert_eq(&messages);
}
