//! Dates and times on MySQL, which has types for them. Points in time are in UTC: it is the time zone of
//! the session.

use sea_orm::sea_query::{Expr, ExprTrait};

use super::super::table::{call, constant};
use crate::lookup::Part;

/// The calendar date of a date and time.
pub(super) fn date(column: Expr) -> Expr {
    column.cast_as("date")
}

/// The time of day of a date and time.
pub(super) fn time(column: Expr) -> Expr {
    column.cast_as("time(6)")
}

/// A part of a date, time, or date and time, as a whole number.
pub(super) fn part(column: Expr, part: Part) -> Expr {
    match part {
        Part::Quarter => call("QUARTER", [column]),
        Part::Month => call("MONTH", [column]),
        // Weeks from Monday on, the first of which has more than three days in its year.
        Part::Week => call("WEEK", [column, constant(3_i64)]),
        Part::WeekDay => call("DAYOFWEEK", [column]),
        Part::IsoWeekDay => call("WEEKDAY", [column]).add(constant(1_i64)),
        Part::Day => call("DAYOFMONTH", [column]),
        Part::Hour => call("HOUR", [column]),
        Part::Minute => call("MINUTE", [column]),
        Part::Second => call("SECOND", [column]),
    }
}
