//! What lookups mean: conditions on one value.

use std::{cell::RefCell, cmp::Ordering, collections::HashMap};

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
use regex::{Regex, RegexBuilder};
use relation::catalog::{FieldId, IntWidth, Kind, ModelId};
use serde_json::Value as Json;

use super::{
    super::{cell::Cell, patterns::PATTERNS},
    Evaluator, list, operands,
};

impl Evaluator<'_> {
    pub(super) fn field_passes(
        &self,
        model: ModelId,
        row: Option<usize>,
        field: FieldId,
        lookup: &Json,
    ) -> bool {
        let kind = &self.world.catalog[model][field].kind;
        self.passes(kind, self.world.cell(model, row, field), lookup)
    }

    /// Whether a row's key, as an id shows it, passes a lookup of ids or of keys.
    pub(super) fn key_passes(&self, model: ModelId, row: Option<usize>, lookup: &Json) -> bool {
        let id = row.map(|row| &self.world.table(model).rows[row].id[..]);
        let is = |operand: &Json| {
            let operand = operand.as_str().expect("a text");
            id.is_some_and(|id| {
                let key = id.split_once(':').map(|(_, key)| key);
                operand == id || Some(operand) == key
            })
        };
        let lookup = lookup.as_object().expect("a lookup is an object").iter();
        lookup
            .into_iter()
            .all(|(operator, operand)| match &operator[..] {
                "isNull" => id.is_none() == *operand,
                "exact" if operand.is_null() => id.is_none(),
                "exact" => is(operand),
                "in" => list(operand).any(is),
                _ => panic!("no operator {operator} of ids"),
            })
    }

    fn passes(&self, kind: &Kind, cell: &Cell, lookup: &Json) -> bool {
        let lookup = lookup.as_object().expect("a lookup is an object");
        lookup
            .iter()
            .all(|(operator, operand)| self.operator_passes(kind, cell, operator, operand))
    }

    fn operator_passes(&self, kind: &Kind, cell: &Cell, operator: &str, operand: &Json) -> bool {
        match operator {
            "isNull" => return cell.is_null() == *operand,
            "exact" | "iExact" if operand.is_null() => return cell.is_null(),
            "date" => return self.passes(&Kind::Date, &cell.part("date"), operand),
            "time" => return self.passes(&Kind::Time, &cell.part("time"), operand),
            "year" | "isoYear" | "quarter" | "month" | "week" | "weekDay" | "isoWeekDay"
            | "day" | "hour" | "minute" | "second" => {
                return self.passes(&Kind::Int(IntWidth::W32), &cell.part(operator), operand);
            }
            _ => {}
        }
        if let (Kind::Text, Cell::Text(text), Json::String(operand)) = (kind, cell, operand)
            && let Some(passes) = text_passes(text, operator, operand)
        {
            return passes;
        }
        let compare =
            |operand: &Json| cell.compare(&operands::from_json(self.world.catalog, kind, operand));
        match operator {
            _ if cell.is_null() => false,
            "exact" => compare(operand) == Some(Ordering::Equal),
            "in" => list(operand).any(|operand| compare(operand) == Some(Ordering::Equal)),
            "gt" => compare(operand).is_some_and(Ordering::is_gt),
            "gte" => compare(operand).is_some_and(Ordering::is_ge),
            "lt" => compare(operand).is_some_and(Ordering::is_lt),
            "lte" => compare(operand).is_some_and(Ordering::is_le),
            "range" => {
                compare(&operand[0]).is_some_and(Ordering::is_ge)
                    && compare(&operand[1]).is_some_and(Ordering::is_le)
            }
            _ => panic!("no operator {operator} of {}", kind.name()),
        }
    }
}

/// None for an operator that texts share with other values.
fn text_passes(text: &str, operator: &str, operand: &str) -> Option<bool> {
    Some(match operator {
        "contains" => text.contains(operand),
        "startsWith" => text.starts_with(operand),
        "endsWith" => text.ends_with(operand),
        "iExact" => finds(text, &format!(r"\A{}\z", regex::escape(operand)), true),
        "iContains" => finds(text, &regex::escape(operand), true),
        "iStartsWith" => finds(text, &format!(r"\A{}", regex::escape(operand)), true),
        "iEndsWith" => finds(text, &format!(r"{}\z", regex::escape(operand)), true),
        "regex" | "iRegex" => {
            let mut patterns = PATTERNS.iter();
            let known = patterns.find(|(known, _)| *known == operand);
            let (_, pattern) = known.expect("a known pattern");
            finds(text, pattern, operator == "iRegex")
        }
        _ => return None,
    })
}

/// Whether a regular expression of the `regex` crate is found in the text.
fn finds(text: &str, pattern: &str, ignores_case: bool) -> bool {
    thread_local! {
        static COMPILED: RefCell<HashMap<(String, bool), Regex>> = RefCell::default();
    }
    COMPILED.with_borrow_mut(|compiled| {
        let regex = compiled.entry((pattern.to_owned(), ignores_case));
        let regex = regex.or_insert_with(|| {
            let mut builder = RegexBuilder::new(pattern);
            let regex = builder.case_insensitive(ignores_case).build();
            regex.expect("a regular expression")
        });
        regex.is_match(text)
    })
}

impl Cell {
    /// What an operator takes of a date or time; NULL of NULL.
    pub(in super::super) fn part(&self, part: &str) -> Self {
        let (date, time) = match self {
            Self::Null => return Self::Null,
            Self::Date(date) => (*date, NaiveTime::MIN),
            Self::Time(time) => (chrono::NaiveDate::default(), *time),
            Self::Moment(moment) => (moment.date(), moment.time()),
            other => panic!("{other:?} has no {part}"),
        };
        let moment = NaiveDateTime::new(date, time);
        let number = match part {
            "date" => return Self::Date(date),
            "time" => return Self::Time(time),
            "year" => i64::from(moment.year()),
            "isoYear" => i64::from(moment.iso_week().year()),
            "quarter" => i64::from(moment.month0() / 3 + 1),
            "month" => i64::from(moment.month()),
            "week" => i64::from(moment.iso_week().week()),
            "weekDay" => i64::from(moment.weekday().number_from_sunday()),
            "isoWeekDay" => i64::from(moment.weekday().number_from_monday()),
            "day" => i64::from(moment.day()),
            "hour" => i64::from(moment.hour()),
            "minute" => i64::from(moment.minute()),
            "second" => i64::from(moment.second()),
            _ => panic!("no part {part}"),
        };
        Self::Whole(number)
    }
}
