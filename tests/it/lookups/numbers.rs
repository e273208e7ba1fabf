//! Whole numbers, floating-point numbers and decimals. The samples are those of the zoo: the
//! largest values, the smallest, values between them, and no values.

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{Case, check, refused, sample};

pub(super) fn cases() -> Vec<Case<'static>> {
    [ints(), big_ints(), floats(), decimals()].concat()
}

fn ints() -> Vec<Case<'static>> {
    vec![
        (json!({"tiny": {"exact": 127}}), &[1]),
        (json!({"tiny": {"exact": 128}}), &[]),
        (json!({"tiny": {"exact": null}}), &[4]),
        (json!({"tiny": {"in": [-128, -1, 5]}}), &[2, 3]),
        (json!({"tiny": {"in": []}}), &[]),
        (json!({"tiny": {"gt": -1}}), &[1]),
        (json!({"tiny": {"gte": -1}}), &[1, 3]),
        (json!({"tiny": {"lt": -1}}), &[2]),
        (json!({"tiny": {"lte": -1}}), &[2, 3]),
        (json!({"tiny": {"range": [-1, 127]}}), &[1, 3]),
        (json!({"tiny": {"range": [127, -1]}}), &[]),
        (json!({"tiny": {"isNull": true}}), &[4]),
        (json!({"tiny": {"isNull": false}}), &[1, 2, 3]),
        (json!({"tiny": {"gt": -1000}}), &[1, 2, 3]),
        (json!({"not": {"tiny": {"gt": -1000}}}), &[4]),
        (json!({"small": {"exact": -32768}}), &[2]),
        (json!({"medium": {"exact": 2_147_483_647}}), &[1]),
        (json!({"medium": {"exact": -2_147_483_648}}), &[2]),
        (json!({"medium": {"lt": 2_147_483_647}}), &[2, 3]),
        (json!({"medium": {"gte": -2_147_483_648}}), &[1, 2, 3]),
        (
            json!({"medium": {"in": [2_147_483_647, -2_147_483_648]}}),
            &[1, 2],
        ),
        (json!({"tinyUnsigned": {"range": [0, 255]}}), &[1, 2, 3]),
        (json!({"tinyUnsigned": {"lt": 0}}), &[]),
        (json!({"smallUnsigned": {"exact": 65535}}), &[1]),
    ]
}

fn big_ints() -> Vec<Case<'static>> {
    vec![
        (json!({"large": {"exact": "9223372036854775807"}}), &[1]),
        (json!({"large": {"exact": i64::MIN}}), &[2]),
        (json!({"large": {"exact": 9_007_199_254_740_993_i64}}), &[3]),
        (json!({"large": {"exact": "9007199254740992"}}), &[]),
        (json!({"large": {"exact": "-0"}}), &[]),
        (
            json!({"large": {"in": ["9223372036854775807", i64::MIN]}}),
            &[1, 2],
        ),
        (
            json!({"large": {"in": ["9007199254740992", "9007199254740994"]}}),
            &[],
        ),
        (json!({"large": {"gt": "9007199254740992"}}), &[1, 3]),
        (json!({"large": {"gt": "9223372036854775806"}}), &[1]),
        (json!({"large": {"gte": i64::MAX}}), &[1]),
        (json!({"large": {"lt": "9007199254740994"}}), &[2, 3]),
        (json!({"large": {"lte": "-9223372036854775808"}}), &[2]),
        (
            json!({"large": {"range": ["-9223372036854775808", "9007199254740993"]}}),
            &[2, 3],
        ),
        (json!({"large": {"isNull": true}}), &[4]),
        (json!({"mediumUnsigned": {"exact": "4294967295"}}), &[1]),
        (
            json!({"mediumUnsigned": {"gt": 2_147_483_648_u32}}),
            &[1, 3],
        ),
        (
            json!({"largeUnsigned": {"exact": "9223372036854775807"}}),
            &[1],
        ),
        (json!({"largeUnsigned": {"gte": 0}}), &[1, 2, 3]),
        (json!({"pk": {"range": [2, "3"]}}), &[2, 3]),
    ]
}

fn floats() -> Vec<Case<'static>> {
    vec![
        (json!({"double": {"exact": 0.1}}), &[3]),
        (
            json!({"double": {"exact": 1.797_693_134_862_315_7e308}}),
            &[1],
        ),
        (
            json!({"double": {"exact": 2.225_073_858_507_201_4e-308}}),
            &[2],
        ),
        (json!({"double": {"in": [0.1, 0.2]}}), &[3]),
        (
            json!({"double": {"in": [1.797_693_134_862_315_7e308]}}),
            &[1],
        ),
        (
            json!({"double": {"in": [2.225_073_858_507_201_4e-308]}}),
            &[2],
        ),
        (json!({"double": {"gt": 0}}), &[1, 2, 3]),
        (json!({"double": {"gt": 0.1}}), &[1]),
        (json!({"double": {"gte": 0.1}}), &[1, 3]),
        (json!({"double": {"lt": 0.1}}), &[2]),
        (json!({"double": {"lte": 0.1}}), &[2, 3]),
        (json!({"double": {"range": [0.1, 0.1]}}), &[3]),
        (json!({"double": {"isNull": false}}), &[1, 2, 3]),
        // Bounds are rounded as the column of 32 bits rounds its values.
        (json!({"float": {"exact": 0.1}}), &[3]),
        (json!({"float": {"exact": 3.402_823_5e38}}), &[1]),
        (json!({"float": {"in": [0.1, -3.402_823_5e38]}}), &[2, 3]),
        (json!({"float": {"gt": 0.1}}), &[1]),
        (json!({"float": {"lte": 0.1}}), &[2, 3]),
        (json!({"float": {"lt": 1e300}}), &[1, 2, 3]),
    ]
}

fn decimals() -> Vec<Case<'static>> {
    vec![
        (json!({"decimal": {"exact": "1234567890.1234"}}), &[1]),
        (json!({"decimal": {"exact": "1234567890.1235"}}), &[]),
        (json!({"decimal": {"exact": "120.0000"}}), &[3]),
        (json!({"decimal": {"exact": 120}}), &[3]),
        (json!({"decimal": {"exact": -0.0001}}), &[2]),
        (json!({"decimal": {"in": ["-0.0001", "120.00"]}}), &[2, 3]),
        (json!({"decimal": {"gt": "-0.0001"}}), &[1, 3]),
        (json!({"decimal": {"gte": "120"}}), &[1, 3]),
        (json!({"decimal": {"lt": 0}}), &[2]),
        (json!({"decimal": {"lte": "-0.0001"}}), &[2]),
        (json!({"decimal": {"range": ["-0.0001", "120"]}}), &[2, 3]),
        (json!({"decimal": {"isNull": true}}), &[4]),
    ]
}

#[tokio::test]
async fn numbers_are_compared_as_numbers_to_their_limits() {
    let app = TestApp::zoo().await;

    check(&app, &cases()).await;
}

#[tokio::test]
async fn floats_are_found_by_the_number_that_shows_them() {
    let app = TestApp::zoo().await;
    let numbers = [0.1 + 0.2, 1e23, 5e-324, 123_456.789_012_345_67, -1.0 / 3.0];
    for (position, number) in numbers.iter().enumerate() {
        sample(&app, position + 10, "\"double\"", "0").await;
        app.sql(&format!(
            "UPDATE sample SET \"double\" = {number:e} WHERE id = {}",
            position + 10
        ))
        .await;
    }

    for id in 10..15_i64 {
        let shown = app
            .execute(&format!("{{ sample(id: {id}) {{ double }} }}"))
            .await
            .data();
        let number = &shown["sample"]["double"];
        let one = &[id];
        check(
            &app,
            &[
                (json!({"double": {"exact": number}}), one),
                (json!({"double": {"in": [number]}}), one),
                (json!({"double": {"range": [number, number]}}), one),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn numbers_beyond_the_limits_are_refused() {
    let app = TestApp::zoo().await;

    let messages = refused(
        &app,
        &[
            json!({"tiny": {"exact": 2_147_483_648_u32}}),
            json!({"medium": {"lt": -2_147_483_649_i64}}),
            json!({"medium": {"exact": 1.5}}),
            json!({"medium": {"exact": "1"}}),
            json!({"large": {"exact": "9223372036854775808"}}),
            json!({"large": {"gt": 9_223_372_036_854_775_808_u64}}),
            json!({"large": {"gt": 1.5}}),
            json!({"large": {"gt": "1e3"}}),
            json!({"double": {"gt": "0.1"}}),
            json!({"decimal": {"gt": "1e3"}}),
            json!({"decimal": {"gt": "0.00000000000000000000000000001"}}),
            json!({"decimal": {"range": ["1"]}}),
        ],
    )
    .await;

    expect![[r#"
        INVALID where.tiny.exact: must be a whole number of 32 bits
        INVALID where.medium.lt: must be a whole number of 32 bits
        INVALID Invalid value for argument "where.medium.exact", expected type "Int"
        INVALID Invalid value for argument "where.medium.exact", expected type "Int"
        INVALID where.large.exact: must be a whole number from -2^63 to 2^63 - 1, as a number or a string
        INVALID where.large.gt: must be a whole number from -2^63 to 2^63 - 1, as a number or a string
        INVALID where.large.gt: must be a whole number from -2^63 to 2^63 - 1, as a number or a string
        INVALID where.large.gt: must be a whole number from -2^63 to 2^63 - 1, as a number or a string
        INVALID Invalid value for argument "where.double.gt", expected type "Float"
        INVALID where.decimal.gt: must be a decimal number of at most 28 digits, as a number or a string such as "12.50"
        INVALID where.decimal.gt: must be a decimal number of at most 28 digits, as a number or a string such as "12.50"
        INVALID where.decimal.range: must have exactly two values"#]].assert_eq(&messages);
}
