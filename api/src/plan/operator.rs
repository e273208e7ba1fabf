//! What can be asked about a value of each kind, by name.

use relation::{
    catalog::Kind,
    lookup::{Comparison, Part, TextMatch, Transform, Year},
};

/// What a lookup's field asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    IsNull,
    Compare(Comparison),
    In,
    Range,
    Text {
        place: TextMatch,
        ignores_case: bool,
    },
    Regex {
        ignores_case: bool,
    },
    /// A lookup of something that is taken of the value.
    Take(Taken),
}

/// What is taken of a value before it is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Whole,
    Transformed(Transform),
    Year(Year),
}

impl Operator {
    /// Whether null asks for NULL.
    pub(super) fn takes_null(self) -> bool {
        matches!(
            self,
            Self::Compare(Comparison::Equal)
                | Self::Text {
                    place: TextMatch::Whole,
                    ..
                }
        )
    }
}

/// The operator of this name in lookups of the kind.
pub(super) fn operator(kind: &Kind, name: &str) -> Option<Operator> {
    let is_equatable = !matches!(kind, Kind::Json | Kind::Array(_));
    let is_ordered = is_equatable && !matches!(kind, Kind::Bool | Kind::Bytes | Kind::Enum(_));
    match name {
        "isNull" => Some(Operator::IsNull),
        "in" if is_equatable => Some(Operator::In),
        "exact" if is_equatable => comparison(name).map(Operator::Compare),
        "range" if is_ordered => Some(Operator::Range),
        "gt" | "gte" | "lt" | "lte" if is_ordered => comparison(name).map(Operator::Compare),
        _ => match kind {
            Kind::Text => text(name),
            Kind::Date => date_part(name),
            Kind::Time => time_part(name),
            Kind::DateTime | Kind::Timestamp => match name {
                "date" => Some(transform(Transform::Date)),
                "time" => Some(transform(Transform::Time)),
                _ => date_part(name).or_else(|| time_part(name)),
            },
            _ => None,
        },
    }
}

/// How values are compared by the operator of this name.
pub(super) fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "exact" => Comparison::Equal,
        "gt" => Comparison::Greater,
        "gte" => Comparison::GreaterOrEqual,
        "lt" => Comparison::Less,
        "lte" => Comparison::LessOrEqual,
        _ => return None,
    })
}

fn text(name: &str) -> Option<Operator> {
    let (place, ignores_case) = match name {
        "iExact" => (TextMatch::Whole, true),
        "contains" => (TextMatch::Anywhere, false),
        "iContains" => (TextMatch::Anywhere, true),
        "startsWith" => (TextMatch::Start, false),
        "iStartsWith" => (TextMatch::Start, true),
        "endsWith" => (TextMatch::End, false),
        "iEndsWith" => (TextMatch::End, true),
        "regex" => {
            return Some(Operator::Regex {
                ignores_case: false,
            });
        }
        "iRegex" => return Some(Operator::Regex { ignores_case: true }),
        _ => return None,
    };
    Some(Operator::Text {
        place,
        ignores_case,
    })
}

fn date_part(name: &str) -> Option<Operator> {
    let part = match name {
        "year" => return Some(Operator::Take(Taken::Year(Year::Calendar))),
        "isoYear" => return Some(Operator::Take(Taken::Year(Year::Iso))),
        "quarter" => Part::Quarter,
        "month" => Part::Month,
        "week" => Part::Week,
        "weekDay" => Part::WeekDay,
        "isoWeekDay" => Part::IsoWeekDay,
        "day" => Part::Day,
        _ => return None,
    };
    Some(transform(Transform::Part(part)))
}

fn time_part(name: &str) -> Option<Operator> {
    let part = match name {
        "hour" => Part::Hour,
        "minute" => Part::Minute,
        "second" => Part::Second,
        _ => return None,
    };
    Some(transform(Transform::Part(part)))
}

fn transform(transform: Transform) -> Operator {
    Operator::Take(Taken::Transformed(transform))
}
