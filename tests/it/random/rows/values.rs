//! Random values of every kind, those on which databases differ among them.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use relation::catalog::{Catalog, Field, Kind};
use sea_orm::prelude::{Decimal, Uuid};

use super::super::{
    cell::{Cell, bounds, enum_cell, narrow},
    dice::Dice,
};

/// Words in several cases and scripts, and characters with a meaning to LIKE, GLOB, regular
/// expressions, JSON, SQL and ids.
const WORDS: [&str; 24] = [
    "ada",
    "Ada",
    "ADA",
    "Straße",
    "STRASSE",
    "straẞe",
    "Ärger",
    "ärger",
    "日本語",
    "😀",
    "ΣΑΣ",
    "σας",
    "100%",
    "a_b",
    "a\\b",
    "it's",
    "\"q\"",
    "[x]",
    "a.b",
    "<b>",
    "x:y,z",
    "K",
    "line\nbreak",
    "-7",
];

/// Days at which years, ISO years, quarters or months begin or end, and leap days.
const DAYS: [(i32, u32, u32); 16] = [
    (2024, 12, 29),
    (2024, 12, 30),
    (2024, 12, 31),
    (2025, 1, 1),
    (2026, 12, 31),
    (2027, 1, 1),
    (2027, 1, 3),
    (2027, 1, 4),
    (2024, 2, 29),
    (2023, 2, 28),
    (2024, 3, 31),
    (2024, 4, 1),
    (2000, 2, 29),
    (1969, 12, 31),
    (1, 1, 1),
    (9999, 12, 31),
];

/// A value that the column of a field holds as it is.
pub(in super::super) fn of_field(dice: &mut Dice, catalog: &Catalog, field: &Field) -> Cell {
    match value(dice, catalog, &field.kind) {
        Cell::Text(text) => {
            let length = field
                .max_length
                .map_or(usize::MAX, |length| length as usize);
            Cell::Text(text.chars().take(length).collect())
        }
        Cell::Decimal(decimal) => {
            let places = field.digits.map_or(u32::MAX, |digits| digits.places);
            Cell::Decimal(decimal.round_dp(places).normalize())
        }
        cell => cell,
    }
}

/// A value of a kind.
pub(in super::super) fn value(dice: &mut Dice, catalog: &Catalog, kind: &Kind) -> Cell {
    match kind {
        Kind::Bool => Cell::Bool(dice.chance(50)),
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => whole(dice, kind),
        Kind::Float => Cell::Float(narrow(float(dice)).into()),
        Kind::Double => Cell::Float(float(dice)),
        Kind::Decimal => {
            let decimal = Decimal::new(dice.between(-300, 300), *dice.pick(&[0, 1, 2, 4]));
            Cell::Decimal(decimal.normalize())
        }
        Kind::Text => Cell::Text(text(dice)),
        Kind::Bytes => Cell::Bytes(text(dice).into_bytes()),
        Kind::Date => Cell::Date(date(dice)),
        Kind::Time => Cell::Time(time(dice)),
        Kind::DateTime | Kind::Timestamp => Cell::Moment(moment(dice)),
        Kind::Uuid => Cell::Uuid(Uuid::from_u128(match dice.below(2) {
            0 => u128::from(dice.below(4) as u64),
            _ => 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef << dice.below(60),
        })),
        Kind::Json => Cell::Document,
        Kind::Enum(id) => {
            let values = &catalog.enums()[id.index()].values;
            enum_cell(&dice.pick(values).stored)
        }
        Kind::Array(_) => Cell::Null,
    }
}

/// Mostly small, so that values repeat.
fn whole(dice: &mut Dice, kind: &Kind) -> Cell {
    let (least, greatest) = bounds(kind);
    let number = match dice.below(12) {
        0 => least,
        1 => greatest,
        2 => 9_007_199_254_740_993,
        3 => dice.between(-3, 300),
        _ => dice.between(-3, 9),
    };
    Cell::Whole(number.clamp(least, greatest))
}

fn float(dice: &mut Dice) -> f64 {
    let number = dice.between(-20, 20);
    let number = f64::from(i32::try_from(number).expect("a small number"));
    match dice.below(4) {
        0 => number,
        1 => number / 10.0,
        2 => number * 1e30,
        _ => number / 4.0,
    }
}

fn text(dice: &mut Dice) -> String {
    match dice.below(10) {
        0 => String::new(),
        1..=5 => (*dice.pick(&WORDS)).to_owned(),
        6 => format!("{}{}", dice.pick(&WORDS), dice.pick(&WORDS)),
        _ => format!("{} {}", dice.pick(&WORDS), dice.pick(&WORDS)),
    }
}

fn date(dice: &mut Dice) -> NaiveDate {
    if dice.chance(70) {
        let (year, month, day) = *dice.pick(&DAYS);
        return NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    }
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day");
    first + Duration::days(dice.between(0, 1500))
}

fn time(dice: &mut Dice) -> NaiveTime {
    let seconds = match dice.below(5) {
        0 => 0,
        1 => 86_399,
        2 => 12 * 3_600,
        _ => u32::try_from(dice.below(86_400)).expect("a second of a day"),
    };
    let micros = match dice.below(5) {
        0 => 500_000,
        1 => 250_000,
        2 => 999_999,
        _ => 0,
    };
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, micros * 1_000).expect("a time")
}

/// Within a day of a boundary, so that the offset in which it is stored decides.
fn moment(dice: &mut Dice) -> NaiveDateTime {
    date(dice).and_time(time(dice))
}
