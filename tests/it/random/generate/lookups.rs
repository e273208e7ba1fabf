//! Random lookups: conditions on one value.

use std::cmp::Ordering;

use relation::catalog::{FieldId, IntWidth, Kind, ModelId};
use serde_json::{Map, Value as Json, json};

use super::{
    super::{cell::Cell, patterns::PATTERNS, rows::values},
    Generator, operands,
};

const COMPARISONS: &[&str] = &["exact", "exact", "in", "gt", "gte", "lt", "lte", "range"];

const TEXT_TESTS: &[&str] = &[
    "iExact",
    "contains",
    "iContains",
    "startsWith",
    "iStartsWith",
    "endsWith",
    "iEndsWith",
    "contains",
    "iContains",
    "startsWith",
    "endsWith",
    "regex",
    "regex",
    "iRegex",
];

const DATE_PARTS: &[&str] = &[
    "year",
    "isoYear",
    "quarter",
    "month",
    "week",
    "weekDay",
    "isoWeekDay",
    "day",
];

const TIME_PARTS: &[&str] = &["hour", "minute", "second"];

impl Generator<'_> {
    /// A lookup of the global id, or of a key of several fields.
    pub(super) fn id_lookup(&mut self, model: ModelId) -> Json {
        self.text_key_lookup(model, true)
    }

    pub(super) fn pk_lookup(&mut self, model: ModelId) -> Json {
        match self.world.catalog[model].primary_key[..] {
            [only] => self.column_lookup(model, only),
            _ => self.text_key_lookup(model, false),
        }
    }

    fn text_key_lookup(&mut self, model: ModelId, with_model: bool) -> Json {
        match self.dice.below(12) {
            0 => json!({"isNull": self.dice.chance(50)}),
            1 => json!({"exact": null}),
            2 => json!({"in": []}),
            3..=6 => json!({"exact": self.key(model, with_model)}),
            _ => {
                let n_keys = self.dice.below(6);
                let keys = (0..n_keys).map(|_| self.key(model, with_model));
                json!({"in": keys.collect::<Vec<_>>()})
            }
        }
    }

    /// An id, its key alone, or a text that can be no id.
    fn key(&mut self, model: ModelId, with_model: bool) -> String {
        let rows = &self.world.table(model).rows;
        if rows.is_empty() || self.dice.chance(5) {
            return "no,such,key,at,all".to_owned();
        }
        let id = self.dice.pick(rows).id.clone();
        if with_model && self.dice.chance(60) {
            return id;
        }
        let (_, key) = id.split_once(':').expect("an id names its model");
        key.to_owned()
    }

    pub(super) fn column_lookup(&mut self, model: ModelId, field: FieldId) -> Json {
        let world = self.world;
        let rows = world.table(model).rows.iter();
        let cells = rows.map(|row| row.cells[field.index()].clone());
        let cells: Vec<Cell> = cells.filter(|cell| !cell.is_null()).collect();
        self.lookup(&world.catalog[model][field].kind, &cells)
    }

    /// A lookup of values of a kind; `cells` are values that exist.
    fn lookup(&mut self, kind: &Kind, cells: &[Cell]) -> Json {
        let mut lookup = Map::new();
        for _ in 0..*self.dice.pick(&[1, 1, 1, 1, 2]) {
            let (operator, operand) = self.operator(kind, cells);
            lookup.insert(operator, operand);
        }
        Json::Object(lookup)
    }

    fn operator(&mut self, kind: &Kind, cells: &[Cell]) -> (String, Json) {
        if matches!(kind, Kind::Json | Kind::Array(_)) || self.dice.chance(7) {
            return ("isNull".to_owned(), json!(self.dice.chance(50)));
        }
        let has_date = matches!(kind, Kind::Date | Kind::DateTime | Kind::Timestamp);
        let has_time = matches!(kind, Kind::Time | Kind::DateTime | Kind::Timestamp);
        if has_date && self.dice.chance(40) {
            let part = *self.dice.pick(DATE_PARTS);
            return self.nested(part, &Kind::Int(IntWidth::W32), cells);
        }
        if has_time && self.dice.chance(25) {
            let part = *self.dice.pick(TIME_PARTS);
            return self.nested(part, &Kind::Int(IntWidth::W32), cells);
        }
        if has_date && has_time && self.dice.chance(30) {
            let taken = [("date", Kind::Date), ("time", Kind::Time)];
            let (name, kind) = self.dice.pick(&taken);
            return self.nested(name, kind, cells);
        }
        let operator = match kind {
            Kind::Bool | Kind::Bytes | Kind::Enum(_) => *self.dice.pick(&["exact", "in"]),
            Kind::Text if self.dice.chance(65) => *self.dice.pick(TEXT_TESTS),
            _ => *self.dice.pick(COMPARISONS),
        };
        let operand = self.operand(operator, kind, cells);
        (operator.to_owned(), operand)
    }

    /// A lookup of what is taken of a date or time.
    fn nested(&mut self, part: &str, kind: &Kind, cells: &[Cell]) -> (String, Json) {
        let taken: Vec<Cell> = cells.iter().map(|cell| cell.part(part)).collect();
        (part.to_owned(), self.lookup(kind, &taken))
    }

    fn operand(&mut self, operator: &str, kind: &Kind, cells: &[Cell]) -> Json {
        match operator {
            "exact" | "iExact" if self.dice.chance(5) => Json::Null,
            "in" => {
                let n_values = self.dice.below(5);
                let values: Vec<Json> = (0..n_values).map(|_| self.value(kind, cells)).collect();
                match &values[..] {
                    // A single value where a list is expected is a list of one.
                    [only] if self.dice.chance(30) => only.clone(),
                    _ => Json::Array(values),
                }
            }
            "range" => {
                let ends = [self.cell(kind, cells), self.cell(kind, cells)];
                let [a, b] = ends.map(|cell| (operands::to_json(self, kind, &cell), cell));
                let is_ordered = a.1.compare(&b.1).is_none_or(Ordering::is_le);
                if is_ordered || self.dice.chance(10) {
                    json!([a.0, b.0])
                } else {
                    json!([b.0, a.0])
                }
            }
            "regex" | "iRegex" => json!(self.dice.pick(&PATTERNS).0),
            "exact" | "gt" | "gte" | "lt" | "lte" => self.value(kind, cells),
            _ => json!(self.part_of_text(operator, cells)),
        }
    }

    fn value(&mut self, kind: &Kind, cells: &[Cell]) -> Json {
        let cell = self.cell(kind, cells);
        operands::to_json(self, kind, &cell)
    }

    /// Mostly a value that exists.
    fn cell(&mut self, kind: &Kind, cells: &[Cell]) -> Cell {
        if cells.is_empty() || self.dice.chance(15) {
            return values::value(&mut self.dice, self.world.catalog, kind);
        }
        self.dice.pick(cells).clone()
    }

    /// A part of a text that exists, cut as the test looks for it, sometimes in another case.
    fn part_of_text(&mut self, operator: &str, cells: &[Cell]) -> String {
        let Cell::Text(text) = self.cell(&Kind::Text, cells) else {
            return String::new();
        };
        // NUL characters are refused in filters.
        let letters: Vec<char> = text.chars().filter(|letter| *letter != '\0').collect();
        let length = self.dice.between(0, 3).unsigned_abs();
        let length = usize::try_from(length)
            .expect("a small number")
            .min(letters.len());
        let rest = letters.len() - length;
        let part = match operator {
            "startsWith" | "iStartsWith" => &letters[..length],
            "endsWith" | "iEndsWith" => &letters[rest..],
            "contains" | "iContains" => {
                let start = self.dice.below(rest + 1);
                &letters[start..start + length]
            }
            _ => &letters[..],
        };
        let part: String = part.iter().collect();
        match self.dice.below(4) {
            0 => part.to_uppercase(),
            1 => part.to_lowercase(),
            _ => part,
        }
    }
}
