//! Dates and times on SQLite, which stores them as text.
//!
//! Drivers write one form, but the same point in time can be stored as `2025-01-01 00:00:00`, as
//! `2025-01-01T00:00:00Z` or with an offset. Comparisons take all of them. A comparison of the
//! plain text decides wherever the day alone does, which an index serves; only within a day of
//! the boundary is the value brought into one form first.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait},
};

use super::super::{
    Dialect,
    keys::KeyTable,
    table::{call, constant},
    values,
};
use crate::{
    catalog::Kind,
    lookup::{Comparison, Part, Test},
    value::Key,
};

/// A date and time passes a test.
pub(super) fn passes(column: &Expr, test: &Test) -> Expr {
    match test {
        Test::Compare(comparison, value) => compare(column, *comparison, value),
        Test::In(values) => is_in(column, values),
        Test::IsNull | Test::Text { .. } | Test::Pattern(_) => {
            values::passes(Dialect::Sqlite, column.clone(), test)
        }
    }
}

/// A date and time compares with another.
fn compare(column: &Expr, comparison: Comparison, value: &Value) -> Expr {
    let Some(moment) = moment(value) else {
        return constant(false);
    };
    let (early, late) = days_around(moment.date());
    let exact =
        |operator: fn(Expr, Expr) -> Expr| operator(instant(column), Expr::val(text(moment)));
    match comparison {
        Comparison::Equal => column
            .clone()
            .gte(early)
            .and(column.clone().lt(late))
            .and(exact(ExprTrait::eq)),
        Comparison::Less => column
            .clone()
            .lt(late)
            .and(column.clone().lt(early).or(exact(ExprTrait::lt))),
        Comparison::LessOrEqual => column
            .clone()
            .lt(late)
            .and(column.clone().lt(early).or(exact(ExprTrait::lte))),
        Comparison::Greater => column
            .clone()
            .gte(early)
            .and(column.clone().gte(late).or(exact(ExprTrait::gt))),
        Comparison::GreaterOrEqual => column
            .clone()
            .gte(early)
            .and(column.clone().gte(late).or(exact(ExprTrait::gte))),
    }
}

/// A date and time is one of several.
fn is_in(column: &Expr, values: &[Value]) -> Expr {
    let moments: Vec<NaiveDateTime> = values.iter().filter_map(moment).collect();
    let (Some(first), Some(last)) = (moments.iter().min(), moments.iter().max()) else {
        return constant(false);
    };
    let (early, _) = days_around(first.date());
    let (_, late) = days_around(last.date());
    let texts = moments.into_iter().map(text);
    let keys: Vec<Key> = texts.map(|text| Key::One(text.into())).collect();
    column
        .clone()
        .gte(early)
        .and(column.clone().lt(late))
        .and(KeyTable::new(Dialect::Sqlite, &keys).contains(vec![instant(column)]))
}

/// The calendar date of a date and time, as `2025-01-01`.
pub(super) fn date(column: &Expr) -> Expr {
    strftime("%Y-%m-%d", whole_seconds(column))
}

/// The time of day of a date and time, as `17:05:00` with the fraction if there is one.
pub(super) fn time(column: &Expr) -> Expr {
    concat(
        strftime("%H:%M:%S", whole_seconds(column)),
        fraction(column),
    )
}

/// A part of a date, time, or date and time, as a whole number.
pub(super) fn part(column: &Expr, kind: &Kind, part: Part) -> Expr {
    let seconds = match kind {
        Kind::Date => column.clone(),
        Kind::Time => call("substr", [column.clone(), constant(1_i64), constant(8_i64)]),
        _ => whole_seconds(column),
    };
    let number = |format| strftime(format, seconds.clone()).cast_as("INTEGER");
    match part {
        Part::Quarter => number("%m").add(constant(2_i64)).div(constant(3_i64)),
        Part::Month => number("%m"),
        Part::Week => number("%V"),
        Part::WeekDay => number("%w").add(constant(1_i64)),
        Part::IsoWeekDay => number("%u"),
        Part::Day => number("%d"),
        Part::Hour => number("%H"),
        Part::Minute => number("%M"),
        Part::Second => number("%S"),
    }
}

/// The date and time in UTC, as text that compares as the moments do.
fn instant(column: &Expr) -> Expr {
    let seconds = strftime("%Y-%m-%dT%H:%M:%S", whole_seconds(column));
    concat(seconds, fraction(column))
}

/// The value without the fraction of its second, which SQLite would round to milliseconds.
fn whole_seconds(column: &Expr) -> Expr {
    let offset = call("ltrim", [after_seconds(column), constant(".0123456789")]);
    let seconds = call(
        "substr",
        [column.clone(), constant(1_i64), constant(19_i64)],
    );
    concat(seconds, offset)
}

/// `.5` of `17:05:00.500Z`; empty where there is no fraction.
fn fraction(column: &Expr) -> Expr {
    let rest = after_seconds(column);
    let offset = call("ltrim", [rest.clone(), constant(".0123456789")]);
    let length = call("length", [rest.clone()]).sub(call("length", [offset]));
    let digits = call("substr", [rest, constant(1_i64), length]);
    call("rtrim", [digits, constant(".0")])
}

fn after_seconds(column: &Expr) -> Expr {
    call("substr", [column.clone(), constant(20_i64)])
}

fn strftime(format: &'static str, value: Expr) -> Expr {
    call("strftime", [constant(format), value])
}

fn concat(first: Expr, second: Expr) -> Expr {
    first.binary(sea_orm::sea_query::BinOper::Custom("||"), second)
}

/// The test of a time of day against text as [`time`] gives it.
pub(super) fn time_as_text(test: &Test) -> Test {
    let as_text = |value: &Value| match value {
        Value::ChronoTime(Some(time)) => trimmed(time.format("%T%.f").to_string()).into(),
        other => other.clone(),
    };
    match test {
        Test::Compare(comparison, value) => Test::Compare(*comparison, as_text(value)),
        Test::In(values) => Test::In(values.iter().map(as_text).collect()),
        other => other.clone(),
    }
}

/// The moment as [`instant`] gives it.
fn text(moment: NaiveDateTime) -> String {
    trimmed(moment.format("%FT%T%.f").to_string())
}

/// Without zeros at the end of a fraction.
fn trimmed(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').to_owned()
    } else {
        text
    }
}

fn moment(value: &Value) -> Option<NaiveDateTime> {
    match value {
        Value::ChronoDateTime(moment) => *moment,
        Value::ChronoDateTimeUtc(moment) => moment.map(|moment| moment.naive_utc()),
        _ => None,
    }
}

/// Dates such that text below the first is earlier, and text from the second on later, than
/// every moment of `date`, whatever the offset.
fn days_around(date: NaiveDate) -> (String, String) {
    let early = date.checked_sub_days(Days::new(1)).unwrap_or(date);
    let late = date.checked_add_days(Days::new(2));
    // Texts of later years would not compare as their dates do.
    let late = late.filter(|late| late.year() <= 9999);
    let late = late.map_or_else(|| ":".to_owned(), |late| late.format("%F").to_string());
    (early.format("%F").to_string(), late)
}
