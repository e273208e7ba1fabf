//! Values as JSON, in all forms that the API takes.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{FixedOffset, SecondsFormat, TimeZone};
use heck::ToShoutySnakeCase;
use relation::catalog::{IntWidth, Kind};
use serde_json::{Value as Json, json};

use super::{
    super::cell::{Cell, enum_cell, narrow},
    Generator,
};

pub(super) fn to_json(generator: &mut Generator<'_>, kind: &Kind, cell: &Cell) -> Json {
    let dice = &mut generator.dice;
    match cell {
        Cell::Null | Cell::Document => panic!("{cell:?} is not compared"),
        _ if let Kind::Enum(id) = kind => {
            let values = generator.world.catalog.enums()[id.index()].values.iter();
            let mut values = values.filter(|value| enum_cell(&value.stored) == *cell);
            let value = values.next().expect("a value of the enum");
            json!(value.name.to_shouty_snake_case())
        }
        Cell::Bool(v) => json!(v),
        Cell::Whole(v) => match kind {
            Kind::BigInt | Kind::BigUnsigned | Kind::Unsigned(IntWidth::W32) if dice.chance(70) => {
                json!(v.to_string())
            }
            _ => json!(v),
        },
        // The shortest text of a number of 32 bits, as the API shows it.
        Cell::Float(v) if *kind == Kind::Float => {
            let text = narrow(*v).to_string();
            json!(text.parse::<f64>().expect("a number"))
        }
        Cell::Float(v) => json!(v),
        Cell::Decimal(v) if dice.chance(70) => json!(v.to_string()),
        Cell::Decimal(v) => v.to_string().parse().expect("a number is JSON"),
        Cell::Text(v) => json!(v.replace('\0', "")),
        Cell::Bytes(v) => json!(STANDARD.encode(v)),
        Cell::Date(v) => json!(v.format("%F").to_string()),
        Cell::Time(v) => json!(v.format("%T%.f").to_string()),
        Cell::Moment(v) if *kind == Kind::Timestamp => {
            let hours = if dice.chance(25) {
                dice.between(-5, 5)
            } else {
                0
            };
            let seconds = i32::try_from(hours * 3_600).expect("a small number");
            let offset = FixedOffset::east_opt(seconds).expect("less than a day");
            let local = offset.from_utc_datetime(v);
            let year = chrono::Datelike::year(&local);
            if hours == 0 || !(1..=9999).contains(&year) {
                return json!(v.and_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true));
            }
            json!(local.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        }
        Cell::Moment(v) => json!(v.format("%FT%T%.f").to_string()),
        Cell::Uuid(v) if dice.chance(20) => json!(v.to_string().to_uppercase()),
        Cell::Uuid(v) => json!(v.to_string()),
    }
}
