//! What the values in a lookup stand for.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, NaiveDateTime};
use heck::ToShoutySnakeCase;
use relation::catalog::{Catalog, Kind};
use sea_orm::prelude::{Decimal, Uuid};
use serde_json::Value as Json;

use super::super::cell::{Cell, enum_cell, narrow};

pub(super) fn from_json(catalog: &Catalog, kind: &Kind, json: &Json) -> Cell {
    let text = || json.as_str().expect("a text");
    match kind {
        Kind::Bool => Cell::Bool(json.as_bool().expect("true or false")),
        Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) | Kind::BigUnsigned => {
            let number = json.as_i64();
            Cell::Whole(number.unwrap_or_else(|| text().parse().expect("a number")))
        }
        // A column of 32 bits is compared in 32 bits.
        Kind::Float => Cell::Float(narrow(json.as_f64().expect("a number")).into()),
        Kind::Double => Cell::Float(json.as_f64().expect("a number")),
        Kind::Decimal => {
            let text = json
                .as_str()
                .map_or_else(|| json.to_string(), str::to_owned);
            Cell::Decimal(text.parse::<Decimal>().expect("a number"))
        }
        Kind::Text => Cell::Text(text().to_owned()),
        Kind::Bytes => Cell::Bytes(STANDARD.decode(text()).expect("base64")),
        Kind::Date => Cell::Date(text().parse().expect("a date")),
        Kind::Time => Cell::Time(text().parse().expect("a time")),
        Kind::DateTime => Cell::Moment(text().parse::<NaiveDateTime>().expect("a moment")),
        Kind::Timestamp => {
            let moment = DateTime::parse_from_rfc3339(text());
            Cell::Moment(moment.expect("a moment").naive_utc())
        }
        Kind::Uuid => Cell::Uuid(text().parse::<Uuid>().expect("a UUID")),
        Kind::Enum(id) => {
            let mut values = catalog.enums()[id.index()].values.iter();
            let value = values.find(|value| value.name.to_shouty_snake_case() == text());
            enum_cell(&value.expect("a value of the enum").stored)
        }
        Kind::Json | Kind::Array(_) => panic!("{} is not compared", kind.name()),
    }
}
