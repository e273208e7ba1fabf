//! The forms in which SeaORM may hold one value: an entity takes only that of its Rust type.

use sea_orm::{
    Value,
    prelude::{
        ChronoDate, ChronoDateTime, ChronoDateTimeUtc, ChronoTime, TimeDate, TimeDateTime, TimeTime,
    },
    sea_query::{ArrayType, Enum, OptionEnum},
};

use crate::value::{is_null, normalize};

/// The forms of `value` that a column may take whose values, or whose elements in a list, are of
/// the type `held`: the likeliest first.
pub(super) fn of(value: &Value, held: &ArrayType) -> Vec<Value> {
    let value = normalize(value.clone());
    let mut variants = Vec::new();
    if is_null(&value) {
        variants.extend(null(held));
        variants.push(Value::Array(held.clone(), None));
    } else if let Value::Array(_, Some(elements)) = &value {
        let elements: Option<Vec<Value>> = elements
            .iter()
            .map(|element| one(element.clone(), held))
            .collect();
        let list = |elements| Value::Array(held.clone(), Some(Box::new(elements)));
        // SeaORM panics where elements are of another type than the list says.
        return elements.map(list).into_iter().collect();
    } else {
        variants.extend(one(value.clone(), held));
    }
    variants.push(value);
    variants
}

/// NULL of a type; none for types that no column here has.
#[allow(
    unreachable_patterns,
    reason = "there are more types where another crate turns on more of SeaORM's features"
)]
fn null(held: &ArrayType) -> Option<Value> {
    Some(match held {
        ArrayType::Bool => Value::Bool(None),
        ArrayType::TinyInt => Value::TinyInt(None),
        ArrayType::SmallInt => Value::SmallInt(None),
        ArrayType::Int => Value::Int(None),
        ArrayType::BigInt => Value::BigInt(None),
        ArrayType::TinyUnsigned => Value::TinyUnsigned(None),
        ArrayType::SmallUnsigned => Value::SmallUnsigned(None),
        ArrayType::Unsigned => Value::Unsigned(None),
        ArrayType::BigUnsigned => Value::BigUnsigned(None),
        ArrayType::Float => Value::Float(None),
        ArrayType::Double => Value::Double(None),
        ArrayType::String => Value::String(None),
        ArrayType::Enum(name) => Value::Enum(OptionEnum::None((**name).clone())),
        ArrayType::Char => Value::Char(None),
        ArrayType::Bytes => Value::Bytes(None),
        ArrayType::Json => Value::Json(None),
        ArrayType::ChronoDate => Value::ChronoDate(None),
        ArrayType::ChronoTime => Value::ChronoTime(None),
        ArrayType::ChronoDateTime => Value::ChronoDateTime(None),
        ArrayType::ChronoDateTimeUtc => Value::ChronoDateTimeUtc(None),
        ArrayType::ChronoDateTimeLocal => Value::ChronoDateTimeLocal(None),
        ArrayType::ChronoDateTimeWithTimeZone => Value::ChronoDateTimeWithTimeZone(None),
        ArrayType::TimeDate => Value::TimeDate(None),
        ArrayType::TimeTime => Value::TimeTime(None),
        ArrayType::TimeDateTime => Value::TimeDateTime(None),
        ArrayType::TimeDateTimeWithTimeZone => Value::TimeDateTimeWithTimeZone(None),
        ArrayType::Uuid => Value::Uuid(None),
        ArrayType::Decimal => Value::Decimal(None),
        _ => return None,
    })
}

/// A normalized value that is not NULL as one of the type `held`; none if it cannot be one.
fn one(value: Value, held: &ArrayType) -> Option<Value> {
    match value {
        Value::BigInt(Some(number)) => whole(number.into(), held),
        Value::BigUnsigned(Some(number)) => whole(number.into(), held),
        Value::Float(Some(number)) => fraction(number.into(), held),
        Value::Double(Some(number)) => fraction(number, held),
        Value::String(Some(text)) => words(text, held),
        Value::ChronoDate(Some(date)) => match held {
            ArrayType::TimeDate => Some(Value::TimeDate(Some(time_date(date)?))),
            _ => same(Value::ChronoDate(Some(date)), held),
        },
        Value::ChronoTime(Some(time)) => match held {
            ArrayType::TimeTime => Some(Value::TimeTime(Some(time_time(time)?))),
            _ => same(Value::ChronoTime(Some(time)), held),
        },
        Value::ChronoDateTime(Some(moment)) => match held {
            ArrayType::TimeDateTime => {
                let moment = time_date_time(moment)?;
                Some(Value::TimeDateTime(Some(moment)))
            }
            _ => same(Value::ChronoDateTime(Some(moment)), held),
        },
        Value::ChronoDateTimeUtc(Some(instant)) => point(instant, held),
        other => same(other, held),
    }
}

fn same(value: Value, held: &ArrayType) -> Option<Value> {
    (value.array_type() == *held).then_some(value)
}

fn whole(number: i128, held: &ArrayType) -> Option<Value> {
    Some(match held {
        ArrayType::TinyInt => Value::TinyInt(Some(number.try_into().ok()?)),
        ArrayType::SmallInt => Value::SmallInt(Some(number.try_into().ok()?)),
        ArrayType::Int => Value::Int(Some(number.try_into().ok()?)),
        ArrayType::BigInt => Value::BigInt(Some(number.try_into().ok()?)),
        ArrayType::TinyUnsigned => Value::TinyUnsigned(Some(number.try_into().ok()?)),
        ArrayType::SmallUnsigned => Value::SmallUnsigned(Some(number.try_into().ok()?)),
        ArrayType::Unsigned => Value::Unsigned(Some(number.try_into().ok()?)),
        ArrayType::BigUnsigned => Value::BigUnsigned(Some(number.try_into().ok()?)),
        _ => return None,
    })
}

fn fraction(number: f64, held: &ArrayType) -> Option<Value> {
    match held {
        ArrayType::Double => Some(Value::Double(Some(number))),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the column stores the nearest number of 32 bits"
        )]
        ArrayType::Float => Some(Value::Float(Some(number as f32))),
        _ => None,
    }
}

fn words(text: String, held: &ArrayType) -> Option<Value> {
    match held {
        ArrayType::String => Some(Value::String(Some(text))),
        ArrayType::Enum(name) => Some(Value::Enum(OptionEnum::Some(Box::new(Enum {
            type_name: (**name).clone(),
            value: text.into(),
        })))),
        ArrayType::Char => {
            let mut characters = text.chars();
            let first = characters.next()?;
            characters
                .next()
                .is_none()
                .then_some(Value::Char(Some(first)))
        }
        _ => None,
    }
}

fn point(instant: ChronoDateTimeUtc, held: &ArrayType) -> Option<Value> {
    Some(match held {
        ArrayType::ChronoDateTimeUtc => Value::ChronoDateTimeUtc(Some(instant)),
        ArrayType::ChronoDateTimeLocal => Value::ChronoDateTimeLocal(Some(instant.into())),
        ArrayType::ChronoDateTimeWithTimeZone => {
            Value::ChronoDateTimeWithTimeZone(Some(instant.into()))
        }
        ArrayType::TimeDateTimeWithTimeZone => {
            let moment = time_date_time(instant.naive_utc())?;
            Value::TimeDateTimeWithTimeZone(Some(moment.assume_utc()))
        }
        _ => return None,
    })
}

// The crate `time` has fewer years than `chrono`, and no leap seconds.

fn time_date(date: ChronoDate) -> Option<TimeDate> {
    use chrono::Datelike;
    let day = date.ordinal().try_into().ok()?;
    TimeDate::from_ordinal_date(date.year(), day).ok()
}

fn time_time(time: ChronoTime) -> Option<TimeTime> {
    use chrono::Timelike;
    let part = |number: u32| u8::try_from(number).ok();
    TimeTime::from_hms_nano(
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
        time.nanosecond(),
    )
    .ok()
}

fn time_date_time(moment: ChronoDateTime) -> Option<TimeDateTime> {
    Some(TimeDateTime::new(
        time_date(moment.date())?,
        time_time(moment.time())?,
    ))
}
