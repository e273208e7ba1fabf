//! Dates and times on PostgreSQL, which has types for them. Points in time are looked at in UTC,
//! whatever the time zone of the session.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait},
};

use super::super::table::{call, constant};
use crate::{
    catalog::Kind,
    lookup::{Part, Test},
};

/// The test with its values in the type of the column.
pub(super) fn of_kind(kind: &Kind, test: &Test) -> Test {
    let of_kind = |value: &Value| match (kind, value) {
        (Kind::DateTime, Value::ChronoDateTimeUtc(moment)) => {
            moment.map(|moment| moment.naive_utc()).into()
        }
        (Kind::Timestamp, Value::ChronoDateTime(moment)) => {
            moment.map(|moment| moment.and_utc()).into()
        }
        _ => value.clone(),
    };
    match test {
        Test::Compare(comparison, value) => Test::Compare(*comparison, of_kind(value)),
        Test::In(values) => Test::In(values.iter().map(of_kind).collect()),
        other => other.clone(),
    }
}

/// The calendar date of a date and time.
pub(super) fn date(column: Expr, kind: &Kind) -> Expr {
    in_utc(column, kind).cast_as("date")
}

/// The time of day of a date and time.
pub(super) fn time(column: Expr, kind: &Kind) -> Expr {
    in_utc(column, kind).cast_as("time")
}

/// A part of a date, time, or date and time, as a whole number.
pub(super) fn part(column: &Expr, kind: &Kind, part: Part) -> Expr {
    let number = |name: &str| {
        let number = call("DATE_PART", [constant(name), in_utc(column.clone(), kind)]);
        // Seconds have a fraction.
        call("FLOOR", [number]).cast_as("bigint")
    };
    match part {
        Part::Quarter => number("quarter"),
        Part::Month => number("month"),
        Part::Week => number("week"),
        Part::WeekDay => number("dow").add(constant(1_i64)),
        Part::IsoWeekDay => number("isodow"),
        Part::Day => number("day"),
        Part::Hour => number("hour"),
        Part::Minute => number("minute"),
        Part::Second => number("second"),
    }
}

fn in_utc(column: Expr, kind: &Kind) -> Expr {
    match kind {
        Kind::Timestamp => call("TIMEZONE", [constant("UTC"), column]),
        _ => column,
    }
}
