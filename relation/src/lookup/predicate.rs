//! Conditions on one row.

use sea_orm::Value;

use super::Pattern;
use crate::{
    catalog::{AccessorId, Catalog, FieldId, Path},
    value::Key,
};

/// A condition on one row of a model.
///
/// It is two-valued, as Django's `exclude` is: [`Not`](Self::Not) keeps the rows for which
/// the inner condition is unknown because a value is NULL.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// Every one of the conditions holds; true for none.
    All(Vec<Predicate>),
    /// At least one of the conditions holds; false for none.
    Any(Vec<Predicate>),
    /// The condition does not hold.
    Not(Box<Predicate>),
    /// A field's value passes a test.
    Field {
        /// The field.
        field: FieldId,
        /// What of the value is tested; all of it where there is none.
        transform: Option<Transform>,
        /// The test; all but [`Test::IsNull`] are unknown where the value is NULL.
        test: Test,
    },
    /// The fields hold one of the keys.
    Key {
        /// The fields.
        fields: Vec<FieldId>,
        /// The keys, each with a value for each field.
        keys: Vec<Key>,
    },
    /// The condition holds for the row at the other end of a to-one relation. Where there is no
    /// such row, it is held against one whose fields are all NULL, as Django's outer joins have it.
    ToOne {
        /// The relation.
        accessor: AccessorId,
        /// The condition on the other row.
        condition: Box<Predicate>,
    },
    /// The rows at the other end of a to-many relation are as many as wanted.
    ToMany(Box<ToMany>),
}

/// A condition on the rows at the other end of a to-many relation.
#[derive(Debug, Clone, PartialEq)]
pub struct ToMany {
    /// The relation.
    pub accessor: AccessorId,
    /// How many of the rows must meet `condition`.
    pub quantifier: Quantifier,
    /// Which links of a many-to-many relation are looked at; others do not exist for it.
    pub through: Predicate,
    /// The condition on one related row.
    pub condition: Predicate,
}

/// How many related rows must meet a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All; also where there are none.
    Every,
    /// None.
    None,
    /// As many as stand in this relation to the number.
    Count(Comparison, i64),
}

/// A test of one value.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The value is NULL.
    IsNull,
    /// The value compares with another.
    Compare(Comparison, Value),
    /// The value is one of these; none of them is NULL.
    In(Vec<Value>),
    /// The text is found in the value.
    Text {
        /// Where it has to be.
        place: TextMatch,
        /// Whether upper and lower case are the same, by Unicode's simple case folding.
        ignores_case: bool,
        /// The text; no character has a meaning of its own.
        text: String,
    },
    /// The pattern is found in the value.
    Pattern(Pattern),
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// The first is less.
    Less,
    /// The first is less or equal.
    LessOrEqual,
    /// The first is greater.
    Greater,
    /// The first is greater or equal.
    GreaterOrEqual,
}

/// Where a text is found in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextMatch {
    /// It is the whole value.
    Whole,
    /// Anywhere.
    Anywhere,
    /// At the start.
    Start,
    /// At the end.
    End,
}

/// What is taken of a date or time before it is tested, in UTC for a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// The calendar date of a date and time.
    Date,
    /// The time of day of a date and time.
    Time,
    /// A part of it, as a whole number.
    Part(Part),
}

/// A part of a date or time. Years are ranges instead, see [`Year`](super::Year).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 1 to 4.
    Quarter,
    /// 1 to 12.
    Month,
    /// The week of ISO 8601, 1 to 53.
    Week,
    /// From 1 for Sunday to 7 for Saturday, as Django's `week_day`.
    WeekDay,
    /// From 1 for Monday to 7 for Sunday.
    IsoWeekDay,
    /// The day of the month, 1 to 31.
    Day,
    /// 0 to 23.
    Hour,
    /// 0 to 59.
    Minute,
    /// 0 to 59, without the fraction.
    Second,
}

impl Predicate {
    /// True for every row.
    pub const ALWAYS: Self = Self::All(Vec::new());

    /// True for no row.
    pub const NEVER: Self = Self::Any(Vec::new());

    /// A test of a field's whole value.
    pub fn field(field: FieldId, test: Test) -> Self {
        Self::Field {
            field,
            transform: None,
            test,
        }
    }

    /// The field's value compares with `value`.
    pub fn compare(field: FieldId, comparison: Comparison, value: Value) -> Self {
        Self::field(field, Test::Compare(comparison, value))
    }

    /// The field is NULL.
    pub fn is_null(field: FieldId) -> Self {
        Self::field(field, Test::IsNull)
    }

    /// There is no row at the other end of a to-one relation.
    pub fn is_missing(catalog: &Catalog, accessor: AccessorId) -> Self {
        let facts = &catalog[accessor];
        let fields = match facts.path {
            Path::Forward(key) => &catalog[key].target_fields,
            _ => &catalog[facts.target].primary_key,
        };
        let condition = Self::Any(fields.iter().map(|field| Self::is_null(*field)).collect());
        Self::ToOne {
            accessor,
            condition: Box::new(condition),
        }
    }

    /// Whether the condition holds for a row whose fields are all NULL and to which nothing is
    /// related, as where a to-one relation leads nowhere.
    pub fn holds_for_missing(&self) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(Self::holds_for_missing),
            Self::Any(parts) => parts.iter().any(Self::holds_for_missing),
            Self::Not(inner) => !inner.holds_for_missing(),
            Self::Field { test, .. } => *test == Test::IsNull,
            Self::Key { .. } => false,
            Self::ToOne { condition, .. } => condition.holds_for_missing(),
            Self::ToMany(many) => match many.quantifier {
                Quantifier::Some => false,
                Quantifier::Every | Quantifier::None => true,
                Quantifier::Count(comparison, number) => comparison.holds(&0, &number),
            },
        }
    }

    /// Whether the condition is the same for every row, without looking at any.
    pub fn constant(&self) -> Option<bool> {
        match self {
            Self::All(parts) => all(parts.iter().map(Self::constant)),
            Self::Any(parts) => {
                let negated = parts.iter().map(|part| part.constant().map(|is| !is));
                all(negated).map(|is| !is)
            }
            Self::Not(inner) => inner.constant().map(|is| !is),
            Self::Field {
                test: Test::In(values),
                ..
            } => values.is_empty().then_some(false),
            Self::Field { .. } => None,
            Self::Key { keys, .. } => keys.is_empty().then_some(false),
            Self::ToOne { condition, .. } => condition.constant(),
            Self::ToMany(many) => many.constant(),
        }
    }
}

/// True where all are known to be, false where one is known not to be.
fn all(mut parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    parts
        .try_fold(Some(true), |all, part| match part {
            Some(false) => Err(Some(false)),
            Some(true) => Ok(all),
            None => Ok(None),
        })
        .unwrap_or_else(|is| is)
}

impl ToMany {
    fn constant(&self) -> Option<bool> {
        let no_link = self.through.constant() == Some(false);
        let condition = self.condition.constant();
        let none_meets = no_link || condition == Some(false);
        match self.quantifier {
            Quantifier::Some => none_meets.then_some(false),
            Quantifier::None => none_meets.then_some(true),
            Quantifier::Every => (no_link || condition == Some(true)).then_some(true),
            Quantifier::Count(comparison, number) => {
                none_meets.then(|| comparison.holds(&0, &number))
            }
        }
    }
}

impl Comparison {
    /// Whether `first` stands so to `second`.
    pub fn holds<T: PartialOrd>(self, first: &T, second: &T) -> bool {
        match self {
            Self::Equal => first == second,
            Self::Less => first < second,
            Self::LessOrEqual => first <= second,
            Self::Greater => first > second,
            Self::GreaterOrEqual => first >= second,
        }
    }
}
