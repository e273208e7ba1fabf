//! Values made of all rows of a list: exact, for every shape of relation, in one statement.

use expect_test::expect;
use tests::TestApp;

use super::ALL;

#[tokio::test]
async fn values_of_every_row_of_a_root_list() {
    let app = TestApp::zoo().await;

    let reply = app.execute(&format!("{{ entries {{ {ALL} }} }}")).await;

    reply.expect_data(expect![[r#"
        {
          "entries": {
            "aggregate": {
              "count": 6,
              "min": {
                "small": -2147483648,
                "large": "-9223372036854775808",
                "price": "-1.5",
                "weight": -2.5,
                "bookedAt": "2025-05-01T08:00:00Z"
              },
              "max": {
                "small": 7,
                "large": "9223372036854775807",
                "price": "10",
                "weight": 2.5,
                "bookedAt": "2025-06-30T23:59:59Z"
              },
              "sum": {"small": "-4294967292", "large": "-1", "price": "15.875", "weight": 1.75},
              "avg": {
                "small": -858993458.4,
                "large": -0.16666666666666666,
                "price": "3.96875",
                "weight": 0.35
              }
            }
          }
        }"#]]);
}

#[tokio::test]
async fn values_of_each_parents_rows() {
    let app = TestApp::zoo().await;
    let values = "aggregate { sum { small large price weight } max { price } }";
    let query = format!(
        "{{ accounts {{ nodes {{ name entries {{ {values} }} }} }}
            batches {{ nodes {{ name entries {{ {values} }} checked {{ {values} }} }} }} }}"
    );

    let reply = app.execute(&query).await;

    reply.expect_data(expect![[r#"
        {
          "accounts": {
            "nodes": [
              {
                "name": "Cash",
                "entries": {
                  "aggregate": {
                    "sum": {
                      "small": "-3",
                      "large": "18446744073709551615",
                      "price": "8.75",
                      "weight": 0.75
                    },
                    "max": {"price": "10"}
                  }
                }
              },
              {
                "name": "Bank",
                "entries": {
                  "aggregate": {
                    "sum": {
                      "small": "-4294967296",
                      "large": "-18446744073709551616",
                      "price": null,
                      "weight": 0.0
                    },
                    "max": {"price": null}
                  }
                }
              },
              {
                "name": "Empty",
                "entries": {
                  "aggregate": {
                    "sum": {"small": null, "large": null, "price": null, "weight": null},
                    "max": {"price": null}
                  }
                }
              }
            ]
          },
          "batches": {
            "nodes": [
              {
                "name": "May",
                "entries": {
                  "aggregate": {
                    "sum": {
                      "small": "4",
                      "large": "18446744073709551614",
                      "price": "17.375",
                      "weight": 1.75
                    },
                    "max": {"price": "10"}
                  }
                },
                "checked": {
                  "aggregate": {
                    "sum": {
                      "small": "11",
                      "large": "18446744073709551614",
                      "price": "7.625",
                      "weight": 2.0
                    },
                    "max": {"price": "7.125"}
                  }
                }
              },
              {
                "name": "June",
                "entries": {
                  "aggregate": {
                    "sum": {
                      "small": "-2147483653",
                      "large": "-1",
                      "price": "10",
                      "weight": -2.25
                    },
                    "max": {"price": "10"}
                  }
                },
                "checked": {
                  "aggregate": {
                    "sum": {
                      "small": "-5",
                      "large": "9223372036854775807",
                      "price": "10",
                      "weight": 0.25
                    },
                    "max": {"price": "10"}
                  }
                }
              },
              {
                "name": "July",
                "entries": {
                  "aggregate": {
                    "sum": {"small": null, "large": null, "price": null, "weight": null},
                    "max": {"price": null}
                  }
                },
                "checked": {
                  "aggregate": {
                    "sum": {"small": null, "large": null, "price": null, "weight": null},
                    "max": {"price": null}
                  }
                }
              }
            ]
          }
        }"#]]);
    assert_eq!(app.statements(&query).await, 5);
}

#[tokio::test]
async fn values_of_the_rows_that_meet_a_condition() {
    let app = TestApp::zoo().await;
    let filters = [
        ("{ small: { gt: 0 } }", "2 9"),
        ("{ account: { name: { exact: \"Cash\" } } }", "3 -3"),
        (
            "{ account: { entries: { count: { exact: 2 } } } }",
            "2 -4294967296",
        ),
        ("{ accountIsNull: true }", "1 7"),
        ("{ not: { small: { gt: 0 } } }", "4 -4294967301"),
        ("{ batches: { none: {} } }", "2 -2147483648"),
    ];

    for (filter, expected) in filters {
        let query =
            format!("{{ entries(where: {filter}) {{ aggregate {{ count sum {{ small }} }} }} }}");
        assert_eq!(app.leaves(&query).await, expected, "{filter}");
    }
    assert_eq!(
        app.leaves("{ batches { nodes { entries(where: { account: { name: { exact: \"Cash\" } } }) { aggregate { count max { weight } } } } } }")
            .await,
        "2 0.5 1 0.25 0 null"
    );
    assert_eq!(
        app.leaves("{ batches { nodes { checked(where: { small: { gt: 5 } }) { totalCount aggregate { sum { small } } } } } }")
            .await,
        "1 7 0 null 0 null"
    );
}

#[tokio::test]
async fn the_page_does_not_change_the_values() {
    let app = TestApp::zoo().await;
    let pages = [
        "",
        "(first: 1)",
        "(last: 2)",
        "(offset: 5)",
        "(first: 0)",
        "(orderBy: { small: DESC }, first: 1)",
    ];

    for page in pages {
        let query = format!("{{ entries{page} {{ aggregate {{ count max {{ small }} }} }} }}");
        assert_eq!(app.leaves(&query).await, "6 7", "{page}");
    }
}

#[tokio::test]
async fn values_have_aliases_and_type_names() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{ account(id: 1) { entries {
                a: aggregate { __typename n: count m: max { __typename most: small small } }
                b: aggregate { max { small } ...on EntryAggregate { sum { small } } sum { again: small } }
                aggregate @skip(if: true) { count }
            } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "account": {
            "entries": {
              "a": {
                "__typename": "EntryAggregate",
                "n": 3,
                "m": {"__typename": "EntryMax", "most": 2, "small": 2}
              },
              "b": {"max": {"small": 2}, "sum": {"small": "-3", "again": "-3"}}
            }
          }
        }"#]]);
}

/// Databases show means that have no end with more digits or less.
#[tokio::test]
async fn all_values_of_a_list_take_one_statement() {
    for app in TestApp::zoo().await.each() {
        let count_and_values = format!("{{ entries {{ totalCount {ALL} }} }}");
        let twice =
            "{ entries { totalCount a: aggregate { count } b: aggregate { max { small } } } }";
        let nested = format!("{{ accounts {{ nodes {{ entries {{ totalCount {ALL} }} }} }} }}");
        let with_rows = format!(
            "{{ accounts {{ nodes {{ entries {{ totalCount nodes {{ pk }} {ALL} }} }} }} }}"
        );
        let linked = "{ batches { nodes { checked { totalCount aggregate { sum { small } } } } } }";

        assert_eq!(app.statements(&count_and_values).await, 1);
        assert_eq!(app.statements(twice).await, 1);
        assert_eq!(app.statements(&nested).await, 2);
        assert_eq!(app.statements(&with_rows).await, 3);
        assert_eq!(app.statements(linked).await, 2);
        assert_eq!(
            app.statements("{ entries { aggregate { __typename } } }")
                .await,
            0
        );
    }
}

#[tokio::test]
async fn a_function_is_computed_once() {
    let app = TestApp::zoo().await;

    let sql = app
        .sql_of("{ entries { totalCount a: aggregate { count max { small } } b: aggregate { max { small again: small } } } }")
        .await;

    assert_eq!(sql.matches("COUNT(").count(), 1, "{sql}");
    assert_eq!(sql.matches("MAX(").count(), 1, "{sql}");
}

/// Half of the rows have a value that no whole number of 64 bits holds the sum of.
#[tokio::test]
async fn sums_of_many_large_numbers_are_exact() {
    let app = TestApp::zoo().await;
    app.sql("DELETE FROM entry").await;
    let columns = "id, account_id, large, small";
    let values = "i, 1, 9223372036854775807 - i, 2147483647";
    app.fill(10, "entry", columns, values).await;

    let sums = app
        .leaves("{ entries { aggregate { sum { large small } min { large } } } account(id: 1) { entries { aggregate { sum { large } } } } }")
        .await;

    // 10 * (2^63 - 1) - 55, and 10 * (2^31 - 1).
    assert_eq!(
        sums,
        "92233720368547758015 21474836470 9223372036854775797 92233720368547758015"
    );
}

/// SQLite stores decimals as floating-point numbers; their sums show no trace of it.
#[tokio::test]
async fn sums_of_decimals_have_no_more_digits_than_their_values() {
    let app = TestApp::zoo().await;
    app.sql("DELETE FROM entry").await;
    app.fill(1_000, "entry", "id, account_id, price", "i, 1 + i % 2, 0.1")
        .await;
    app.sql("INSERT INTO entry (id, account_id, price) VALUES (1001, 3, 0.1), (1002, 3, 0.2), (1003, 3, -1.0001)")
        .await;

    let sums = app
        .leaves("{ entries(where: { pk: { lte: 1000 } }) { aggregate { sum { price } avg { price } } } accounts { nodes { entries { aggregate { sum { price } } } } } }")
        .await;

    assert_eq!(sums, "100 0.1 50 50 -0.7001");
}

#[tokio::test]
async fn fields_that_have_no_sum_or_order_are_not_there() {
    let app = TestApp::zoo().await;

    for selection in [
        "samples { aggregate { sum { varchar } } }",
        "samples { aggregate { avg { date } } }",
        "samples { aggregate { max { json } } }",
        "samples { aggregate { max { flag } } }",
        "samples { aggregate { max { uuid } } }",
        "rectangles { aggregate { max { secret } } }",
        "rectangles { aggregate { max { area } } }",
        "entries { aggregate { max { accountId } } }",
        "entries { aggregate { median { small } } }",
    ] {
        let reply = app.execute(&format!("{{ {selection} }}")).await;
        assert_eq!(reply.errors().len(), 1, "{selection}: {reply}");
    }
}

#[tokio::test]
async fn least_and_greatest_of_every_kind() {
    let app = TestApp::zoo().await;
    let fields =
        "tiny small medium large tinyUnsigned largeUnsigned double decimal date time dateTime utc";

    let values = app
        .execute(&format!(
            "{{ samples {{ aggregate {{ min {{ {fields} }} max {{ {fields} }} }} }}
                least: sample(id: 2) {{ {fields} }} greatest: sample(id: 1) {{ {fields} }} }}"
        ))
        .await
        .data();

    assert_eq!(values["samples"]["aggregate"]["min"], values["least"]);
    assert_eq!(values["samples"]["aggregate"]["max"], values["greatest"]);
    assert_eq!(values["least"]["tiny"], -128);
    assert_eq!(values["greatest"]["date"], "9999-12-31");
}
