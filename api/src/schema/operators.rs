//! The operators of lookups, and what each of them means.

use super::lookups::Lookup;

/// A field of a lookup.
pub(super) struct Operator {
    pub(super) name: &'static str,
    pub(super) operand: Operand,
    pub(super) description: String,
}

/// What an operator takes.
#[derive(Clone, Copy)]
pub(super) enum Operand {
    Value,
    Values,
    Boolean,
    Lookup(Lookup),
}

/// A name and a description; `{utc}` in it stands where the zone of a point in time is named.
type Described = (&'static str, &'static str);

const EXACT: Described = (
    "exact",
    "The value equals this. `null` means the same as `isNull: true`.",
);

const EXACT_ID: Described = (
    "exact",
    "The row has this id, for example `Post:1`, or this primary key. An id of another type is an \
     error; a text that can be no key is the key of no row. `null` means the same as \
     `isNull: true`.",
);

const IN: Described = (
    "in",
    "The value equals one of these. No value does for an empty list.",
);

const IN_ID: Described = (
    "in",
    "The row has one of these ids or primary keys, under the rules of `exact`.",
);

const COMPARISONS: [Described; 4] = [
    ("gt", "The value is greater than this."),
    ("gte", "The value is greater than this or equals it."),
    ("lt", "The value is less than this."),
    ("lte", "The value is less than this or equals it."),
];

const RANGE: Described = (
    "range",
    "The value lies between two others or equals one of them: a list of exactly two, `[least, \
     greatest]`.",
);

const IS_NULL: Described = (
    "isNull",
    "True: there is no value (NULL). False: there is one.",
);

const IS_NULL_JSON: Described = (
    "isNull",
    "True: there is no document (NULL). False: there is one, of which the document `null` is an \
     example.",
);

const TEXTS: [Described; 7] = [
    (
        "iExact",
        "The text equals this one when case does not count: both are compared after Unicode's \
         simple case folding. `null` means the same as `isNull: true`.",
    ),
    (
        "contains",
        "The text contains this one. Case counts. No character has a meaning of its own: `%` is a \
         percent sign.",
    ),
    (
        "iContains",
        "The text contains this one, and case does not count (Unicode's simple case folding).",
    ),
    ("startsWith", "The text starts with this one. Case counts."),
    (
        "iStartsWith",
        "The text starts with this one, and case does not count (Unicode's simple case folding).",
    ),
    ("endsWith", "The text ends with this one. Case counts."),
    (
        "iEndsWith",
        "The text ends with this one, and case does not count (Unicode's simple case folding).",
    ),
];

const PATTERNS: [Described; 2] = [
    (
        "regex",
        "This regular expression matches a part of the text. Case counts. Expressions consist of \
         literals, `.`, classes `[a-z]` `[^a-z]`, `\\d` `\\w` `\\s` and their negations `\\D` `\\W` \
         `\\S` (ASCII), `^` and `$` (start and end of the text), groups `( )`, `|`, and the \
         repetitions `*` `+` `?` `{m,n}`; nothing else.",
    ),
    ("iRegex", "As `regex`, but case does not count."),
];

const DATE_AND_TIME: [(Described, Lookup); 2] = [
    (("date", "The calendar date{utc}."), Lookup::Date),
    (("time", "The time of day{utc}."), Lookup::Time),
];

const DATE_PARTS: [Described; 8] = [
    ("year", "The year{utc}, for example 2025."),
    (
        "isoYear",
        "The year that the week belongs to by ISO 8601{utc}; in the days around New Year it can \
         be another than `year`.",
    ),
    ("quarter", "The quarter of the year{utc}, 1 to 4."),
    ("month", "The month{utc}, 1 to 12."),
    ("week", "The week by ISO 8601{utc}, 1 to 53."),
    (
        "weekDay",
        "The day of the week{utc}, from 1 for Sunday to 7 for Saturday.",
    ),
    (
        "isoWeekDay",
        "The day of the week by ISO 8601{utc}, from 1 for Monday to 7 for Sunday.",
    ),
    ("day", "The day of the month{utc}, 1 to 31."),
];

const TIME_PARTS: [Described; 3] = [
    ("hour", "The hour{utc}, 0 to 23."),
    ("minute", "The minute{utc}, 0 to 59."),
    ("second", "The second{utc} without its fraction, 0 to 59."),
];

/// What a lookup of values of the GraphQL type `value_type` is for.
pub(super) fn description(lookup: Lookup, value_type: &str) -> String {
    let what = match lookup {
        Lookup::Id => "an id or a primary key".to_owned(),
        Lookup::Json => "a JSON document".to_owned(),
        Lookup::List => "a list of values".to_owned(),
        _ => format!("a value of the type `{value_type}`"),
    };
    let more = match lookup {
        Lookup::Text => " Texts compare character by character, in the order of code points.",
        Lookup::Uuid => " UUIDs compare as their texts do.",
        Lookup::DateTime => " Dates, times of day and their parts are those in UTC.",
        _ => "",
    };
    format!(
        "Conditions on {what}. All that are given have to hold. A value that is missing (NULL) \
         meets none but those that ask for NULL.{more}"
    )
}

/// The operators of a lookup, in the order of the schema.
pub(super) fn operators(lookup: Lookup) -> Vec<Operator> {
    let mut table = Table::of(lookup);
    match lookup {
        Lookup::Json => table.add(Operand::Boolean, &[IS_NULL_JSON]),
        Lookup::List => table.add(Operand::Boolean, &[IS_NULL]),
        Lookup::Id => {
            table.add(Operand::Value, &[EXACT_ID]);
            table.add(Operand::Values, &[IN_ID]);
            table.add(Operand::Boolean, &[IS_NULL]);
        }
        Lookup::Boolean | Lookup::Bytes | Lookup::Enum(_) => {
            table.add(Operand::Value, &[EXACT]);
            table.add(Operand::Values, &[IN]);
            table.add(Operand::Boolean, &[IS_NULL]);
        }
        Lookup::Text => {
            table.add(Operand::Value, &[EXACT]);
            table.add(Operand::Value, &TEXTS);
            table.add(Operand::Values, &[IN]);
            table.add_comparisons();
            table.add(Operand::Value, &PATTERNS);
        }
        _ => {
            table.add(Operand::Value, &[EXACT]);
            table.add(Operand::Values, &[IN]);
            table.add_comparisons();
        }
    }
    if matches!(lookup, Lookup::LocalDateTime | Lookup::DateTime) {
        for (described, part) in DATE_AND_TIME {
            table.add(Operand::Lookup(part), &[described]);
        }
    }
    if !matches!(lookup, Lookup::Time) && !lookup.inner().is_empty() {
        table.add(Operand::Lookup(Lookup::Int), &DATE_PARTS);
    }
    if !matches!(lookup, Lookup::Date) && !lookup.inner().is_empty() {
        table.add(Operand::Lookup(Lookup::Int), &TIME_PARTS);
    }
    table.operators
}

struct Table {
    zone: &'static str,
    operators: Vec<Operator>,
}

impl Table {
    fn of(lookup: Lookup) -> Self {
        let is_zoned = lookup == Lookup::DateTime;
        Self {
            zone: if is_zoned { " in UTC" } else { "" },
            operators: Vec::new(),
        }
    }

    fn add_comparisons(&mut self) {
        self.add(Operand::Value, &COMPARISONS);
        self.add(Operand::Values, &[RANGE]);
        self.add(Operand::Boolean, &[IS_NULL]);
    }

    fn add(&mut self, operand: Operand, described: &[Described]) {
        for (name, description) in described {
            self.operators.push(Operator {
                name,
                operand,
                description: description.replace("{utc}", self.zone),
            });
        }
    }
}
