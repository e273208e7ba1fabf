//! Values of every kind.

use async_graphql::{Name, Variables};
use async_graphql_value::Value as Written;
use relation::catalog::{IntWidth, Kind};
use sea_orm::Value;
use serde_json::{Value as Json, json};

use super::{
    super::{input::Argument, scalar},
    World,
};

fn parse(world: &World, kind: &Kind, value: &Json) -> Option<Value> {
    let variables = Variables::from_json(json!({ "value": value }));
    let written = Written::Variable(Name::new("value"));
    let argument = Argument::new(&written, &variables).unwrap();
    scalar::parse(&world.catalog, &world.shape, kind, &argument.input())
}

#[track_caller]
fn check(kind: &Kind, taken: &[(Json, &str)], refused: &[Json]) {
    let world = World::new();
    for (json, expected) in taken {
        let value = parse(&world, kind, json).map(|value| format!("{value:?}"));
        assert_eq!(value.as_deref(), Some(*expected), "{json}");
    }
    let compound = [json!([1]), json!({ "a": 1 })];
    let never = compound.iter().filter(|_| *kind != Kind::Json);
    for json in refused.iter().chain(&[json!(null)]).chain(never) {
        assert_eq!(parse(&world, kind, json), None, "{json}");
    }
}

#[test]
fn whole_numbers() {
    for kind in [Kind::Int(IntWidth::W8), Kind::Unsigned(IntWidth::W16)] {
        check(
            &kind,
            &[
                (json!(300), "BigInt(Some(300))"),
                (json!(i32::MIN), "BigInt(Some(-2147483648))"),
            ],
            &[
                json!(2_147_483_648_i64),
                json!(1.0),
                json!("1"),
                json!(true),
            ],
        );
    }
    check(
        &Kind::BigUnsigned,
        &[
            (
                json!("9223372036854775807"),
                "BigInt(Some(9223372036854775807))",
            ),
            (
                json!("-9223372036854775808"),
                "BigInt(Some(-9223372036854775808))",
            ),
            (json!(5), "BigInt(Some(5))"),
        ],
        &[
            json!("9223372036854775808"),
            json!(9_223_372_036_854_775_808_u64),
            json!("1".repeat(900)),
            json!("+1"),
            json!("--1"),
            json!("-"),
            json!(""),
            json!(" 1"),
            json!("1.0"),
            json!("١"),
            json!(1.5),
        ],
    );
}

#[test]
fn fractions() {
    check(
        &Kind::Double,
        &[
            (json!(0.1), "Double(Some(0.1))"),
            (json!(-3), "Double(Some(-3.0))"),
            (json!(1e300), "Double(Some(1e300))"),
        ],
        &[json!("0.1"), json!("NaN"), json!("Infinity")],
    );
    check(
        &Kind::Float,
        &[
            (json!(0.1), "Double(Some(0.10000000149011612))"),
            (json!(1e300), "Double(Some(1e300))"),
        ],
        &[json!("0.1")],
    );
    check(
        &Kind::Decimal,
        &[
            (json!("12.50"), "Decimal(Some(12.50))"),
            (json!(12.5), "Decimal(Some(12.5))"),
            (json!(-12), "Decimal(Some(-12))"),
            (json!(u64::MAX), "Decimal(Some(18446744073709551615))"),
            (json!(1e25), "Decimal(Some(10000000000000000000000000))"),
            (
                json!("0.0000000000000000000000000001"),
                "Decimal(Some(0.0000000000000000000000000001))",
            ),
        ],
        &[
            json!("0.00000000000000000000000000001"),
            json!("0.12345678901234567890123456789"),
            json!("99999999999999999999999999999"),
            json!("1".repeat(900)),
            json!(1e-30),
            json!(1e300),
            json!("1e3"),
            json!("1_000"),
            json!("+1"),
            json!(".5"),
            json!("5."),
            json!("1.2.3"),
            json!("NaN"),
            json!(""),
        ],
    );
}

#[test]
fn texts_and_bytes() {
    check(
        &Kind::Text,
        &[
            (json!(""), "String(Some(\"\"))"),
            (json!("%_\\"), "String(Some(\"%_\\\\\"))"),
        ],
        &[json!("a\0b"), json!(1), json!(true)],
    );
    check(
        &Kind::Bytes,
        &[
            (json!("AQI="), "Bytes(Some([1, 2]))"),
            (json!(""), "Bytes(Some([]))"),
        ],
        &[json!("AQI"), json!("%"), json!(1)],
    );
    check(
        &Kind::Uuid,
        &[(
            json!("0190163d-8694-739b-aea5-966c26f8ad91"),
            "Uuid(Some(0190163d-8694-739b-aea5-966c26f8ad91))",
        )],
        &[json!("0190163d"), json!(""), json!(1)],
    );
    check(
        &Kind::Bool,
        &[(json!(true), "Bool(Some(true))")],
        &[json!("true"), json!(1)],
    );
}

#[test]
fn documents_and_lists() {
    check(
        &Kind::Json,
        &[
            (json!(1), "Json(Some(Number(1)))"),
            (
                json!({ "a": [null, "b", true] }),
                r#"Json(Some(Object {"a": Array [Null, String("b"), Bool(true)]}))"#,
            ),
        ],
        &[json!("a\0b"), json!([{ "a\0b": 1 }])],
    );
    check(
        &Kind::Array(Box::new(Kind::Text)),
        &[
            (
                json!(["a", ""]),
                r#"Array(String, Some([String(Some("a")), String(Some(""))]))"#,
            ),
            (json!([]), "Array(String, Some([]))"),
            (json!("a"), r#"Array(String, Some([String(Some("a"))]))"#),
        ],
        &[json!([1]), json!(["a", null]), json!([["a"]])],
    );
}

#[test]
fn dates_and_times() {
    check(
        &Kind::Date,
        &[
            (json!("2024-02-29"), "ChronoDate(Some(2024-02-29))"),
            (json!("0001-01-01"), "ChronoDate(Some(0001-01-01))"),
            (json!("9999-12-31"), "ChronoDate(Some(9999-12-31))"),
        ],
        &[
            json!("2025-02-29"),
            json!("0000-12-31"),
            json!("300000-01-01"),
            json!("+300000-01-01"),
            json!("-0001-01-01"),
            json!("2025-1-1"),
            json!("2025-01-01T00:00:00"),
            json!(" 2025-01-01"),
            json!("2025-01-0é"),
            json!(20_250_101),
        ],
    );
    check(
        &Kind::Time,
        &[
            (json!("23:59:59"), "ChronoTime(Some(23:59:59))"),
            (
                json!("00:00:00.000000001"),
                "ChronoTime(Some(00:00:00.000000001))",
            ),
        ],
        &[
            json!("23:59:60"),
            json!("24:00:00"),
            json!("12:00"),
            json!("12:00:00."),
            json!("12:00:00.0000000001"),
            json!("12:00:00Z"),
        ],
    );
    check(
        &Kind::DateTime,
        &[(
            json!("2025-11-21T17:05:00.5"),
            "ChronoDateTime(Some(2025-11-21T17:05:00.500))",
        )],
        &[
            json!("2025-11-21 17:05:00"),
            json!("2025-11-21T17:05:00Z"),
            json!("0000-11-21T17:05:00"),
            json!("2025-11-21"),
        ],
    );
    check(
        &Kind::Timestamp,
        &[
            (
                json!("2025-11-21T17:05:00Z"),
                "ChronoDateTimeUtc(Some(2025-11-21T17:05:00Z))",
            ),
            (
                json!("2025-11-21T17:05:00-01:30"),
                "ChronoDateTimeUtc(Some(2025-11-21T18:35:00Z))",
            ),
        ],
        &[
            json!("2025-11-21T17:05:00"),
            json!("0001-01-01T00:00:00+01:00"),
            json!("9999-12-31T23:59:59-01:00"),
            json!("300000-01-01T00:00:00Z"),
            json!("2025-12-31T23:59:60Z"),
            json!(0),
        ],
    );
}
