//! When things happen: all between January 2024 and October 2026, in seconds since 1970.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::dice::Dice;

pub(super) const DAY: i64 = 86_400;

/// 1 January 2024.
const START: i64 = 1_704_067_200;

/// A stretch of days over which the rows of a table are spread.
#[derive(Clone, Copy)]
pub(super) struct Span {
    first_day: i64,
    n_days: i64,
}

/// Users join between January 2024 and June 2025.
pub(super) const JOINING: Span = Span {
    first_day: 0,
    n_days: 546,
};

/// Posts are begun between February 2024 and June 2026.
pub(super) const POSTING: Span = Span {
    first_day: 31,
    n_days: 881,
};

/// Articles are printed between March 2024 and August 2026.
pub(super) const PRINTING: Span = Span {
    first_day: 60,
    n_days: 914,
};

impl Span {
    /// A moment for row `id` of `n_rows`, later than those of the rows before it.
    pub(super) fn moment(self, id: i64, n_rows: i64, dice: &mut Dice) -> i64 {
        let seconds = self.n_days * DAY;
        let from = START + self.first_day * DAY + seconds * (id - 1) / n_rows;
        from + dice.below((seconds / n_rows).min(20 * DAY))
    }
}

/// A number of seconds below `n_days` days, more often short than long.
pub(super) fn delay(dice: &mut Dice, n_days: i64) -> i64 {
    let (one, other) = (dice.below(n_days * DAY), dice.below(n_days * DAY));
    one.min(other)
}

pub(super) fn timestamp(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

pub(super) fn date(seconds: i64) -> NaiveDate {
    timestamp(seconds).date_naive()
}
