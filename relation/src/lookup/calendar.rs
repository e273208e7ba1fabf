//! Years and days as ranges of dates and times, so that an index serves them.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use sea_orm::Value;

use super::{Comparison, Predicate, Test};
use crate::catalog::{FieldId, Kind};

/// The years that every database stores and compares alike.
const YEARS: RangeInclusive<i32> = 1..=9999;

/// Whether every database stores and compares dates of this year.
pub fn is_supported_year(year: i32) -> bool {
    YEARS.contains(&year)
}

/// How years are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// From the first of January.
    Calendar,
    /// From the Monday of the week that has the year's first Thursday, as in ISO 8601.
    Iso,
}

impl Year {
    /// The condition that the year of a date, or of a date and time, compares with `year`. It is
    /// unknown where the field is NULL.
    pub fn compare(
        self,
        field: FieldId,
        kind: &Kind,
        comparison: Comparison,
        year: i64,
    ) -> Predicate {
        let from = |year: i64| boundary(self.start(year), field, kind);
        let below_next = || from(year.saturating_add(1)).before();
        match comparison {
            Comparison::Equal => Predicate::All(vec![from(year).since(), below_next()]),
            Comparison::Less => from(year).before(),
            Comparison::LessOrEqual => below_next(),
            Comparison::Greater => from(year.saturating_add(1)).since(),
            Comparison::GreaterOrEqual => from(year).since(),
        }
    }

    fn start(self, year: i64) -> Moment {
        let year = match i32::try_from(year) {
            Ok(year) if year < *YEARS.start() => return Moment::BeforeAll,
            Ok(year) if is_supported_year(year) => year,
            Err(_) if year < 0 => return Moment::BeforeAll,
            Ok(_) | Err(_) => return Moment::AfterAll,
        };
        let first = match self {
            Self::Calendar => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Iso => NaiveDate::from_isoywd_opt(year, 1, Weekday::Mon),
        };
        first.map_or(Moment::AfterAll, Moment::from)
    }
}

/// The condition that the date of a date and time compares with `date`, as a range of the field.
pub fn on_date(field: FieldId, kind: &Kind, comparison: Comparison, date: NaiveDate) -> Predicate {
    let from = |moment: Moment| boundary(moment, field, kind);
    let start = Moment::from(date);
    let next = date
        .checked_add_days(Days::new(1))
        .map_or(Moment::AfterAll, Moment::from);
    match comparison {
        Comparison::Equal => Predicate::All(vec![from(start).since(), from(next).before()]),
        Comparison::Less => from(start).before(),
        Comparison::LessOrEqual => from(next).before(),
        Comparison::Greater => from(next).since(),
        Comparison::GreaterOrEqual => from(start).since(),
    }
}

/// The start of a day, or a place outside of all that is stored.
#[derive(Clone, Copy)]
enum Moment {
    BeforeAll,
    StartOf(NaiveDate),
    AfterAll,
}

impl From<NaiveDate> for Moment {
    fn from(date: NaiveDate) -> Self {
        if date.year() < *YEARS.start() {
            Self::BeforeAll
        } else if is_supported_year(date.year()) {
            Self::StartOf(date)
        } else {
            Self::AfterAll
        }
    }
}

/// A field and a moment to compare it with.
struct Boundary<'a> {
    moment: Moment,
    field: FieldId,
    kind: &'a Kind,
}

fn boundary(moment: Moment, field: FieldId, kind: &Kind) -> Boundary<'_> {
    Boundary {
        moment,
        field,
        kind,
    }
}

impl Boundary<'_> {
    /// The field is the moment or later.
    fn since(&self) -> Predicate {
        match self.moment {
            Moment::BeforeAll => self.has_value(),
            Moment::StartOf(date) => self.compare(Comparison::GreaterOrEqual, date),
            Moment::AfterAll => Predicate::NEVER,
        }
    }

    /// The field is earlier than the moment.
    fn before(&self) -> Predicate {
        match self.moment {
            Moment::BeforeAll => Predicate::NEVER,
            Moment::StartOf(date) => self.compare(Comparison::Less, date),
            Moment::AfterAll => self.has_value(),
        }
    }

    fn has_value(&self) -> Predicate {
        Predicate::Not(Box::new(Predicate::field(self.field, Test::IsNull)))
    }

    fn compare(&self, comparison: Comparison, date: NaiveDate) -> Predicate {
        let midnight = date.and_time(NaiveTime::MIN);
        let value = match self.kind {
            Kind::Date => Value::ChronoDate(Some(date)),
            Kind::DateTime => Value::ChronoDateTime(Some(midnight)),
            _ => Value::ChronoDateTimeUtc(Some(midnight.and_utc())),
        };
        Predicate::compare(self.field, comparison, value)
    }
}
