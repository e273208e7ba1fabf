//! Section J of the contract: values made of all rows of a list.

mod values;

use serde_json::json;
use tests::TestApp;

/// Every value of a list of entries.
const ALL: &str = "aggregate {
    count
    min { small large price weight bookedAt }
    max { small large price weight bookedAt }
    sum { small large price weight }
    avg { small large price weight }
}";

#[tokio::test]
async fn c_238_a_parent_without_children_counts_none() {
    let app = TestApp::zoo().await;
    let query =
        "{ accounts { totalCount nodes { name entries { totalCount aggregate { count } } } } }";

    let counts = app.leaves(query).await;

    assert_eq!(counts, "3 Cash 3 3 Bank 2 2 Empty 0 0");
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn c_239_of_no_rows_the_count_is_0_and_all_else_null() {
    let app = TestApp::zoo().await;
    let query = format!(
        "{{ account(id: 3) {{ entries {{ {ALL} }} }}
            entries(where: {{ small: {{ gt: 1000 }} }}) {{ {ALL} }}
            none: entries(where: {{ pk: {{ in: [] }} }}) {{ {ALL} }} }}"
    );

    let data = app.execute(&query).await.data();

    let of_nothing = json!({
        "count": 0,
        "min": { "small": null, "large": null, "price": null, "weight": null, "bookedAt": null },
        "max": { "small": null, "large": null, "price": null, "weight": null, "bookedAt": null },
        "sum": { "small": null, "large": null, "price": null, "weight": null },
        "avg": { "small": null, "large": null, "price": null, "weight": null },
    });
    assert_eq!(data["account"]["entries"]["aggregate"], of_nothing);
    assert_eq!(data["entries"]["aggregate"], of_nothing);
    assert_eq!(data["none"]["aggregate"], of_nothing);
}

/// A list at the far end has its near end as a condition.
#[tokio::test]
async fn c_240_values_through_several_relations_are_asked_at_their_end() {
    let app = TestApp::zoo().await;

    let entries_of_may = app
        .leaves(
            "{ accounts(where: { entries: { some: { batches: { some: { name: { exact: \"May\" } } } } } }) { nodes { name } }
               entries(where: { batches: { some: { name: { exact: \"May\" } } }, account: { name: { exact: \"Cash\" } } })
               { aggregate { count max { weight } sum { small } } } }",
        )
        .await;
    let nested = app
        .leaves("{ batches { nodes { name entries { nodes { account { name entries { aggregate { count max { weight } } } } } } } } }")
        .await;

    assert_eq!(entries_of_may, "Cash 2 0.5 -3");
    assert_eq!(
        nested,
        "May Cash 3 0.5 Cash 3 0.5 null June Cash 3 0.5 Bank 2 2.5 July"
    );
}

#[tokio::test]
async fn c_241_two_relations_do_not_multiply_each_other() {
    let app = TestApp::zoo().await;

    let counts = app
        .leaves(
            "{ batches(orderBy: [{ entries: { count: DESC } }, { checked: { count: DESC } }]) { nodes {
                entries { totalCount aggregate { sum { small } } }
                checked { totalCount aggregate { sum { small } } }
            } } }",
        )
        .await;

    assert_eq!(counts, "3 4 3 11 2 -2147483653 1 -5 0 null 0 null");
}

#[tokio::test]
async fn c_242_a_condition_on_the_parents_changes_no_count() {
    let app = TestApp::zoo().await;

    let parents = app
        .leaves("{ accounts(where: { entries: { some: { small: { gt: 0 } } } }) { nodes { entries { totalCount } } } }")
        .await;
    let children = app
        .leaves("{ accounts { nodes { entries(where: { small: { gt: 0 } }) { totalCount } } } }")
        .await;

    assert_eq!(parents, "3");
    assert_eq!(children, "1 0 0");
}

#[tokio::test]
async fn c_243_a_condition_of_a_counts_own_keeps_the_parents_at_0() {
    let app = TestApp::zoo().await;

    let counts = app
        .leaves(
            "{ accounts { nodes { name
                positive: entries(where: { small: { gt: 0 } }) { totalCount }
                negative: entries(where: { small: { lt: 0 } }) { aggregate { count min { small } } }
            } } }",
        )
        .await;

    assert_eq!(counts, "Cash 1 1 -5 Bank 0 2 -2147483648 Empty 0 0 null");
}

#[tokio::test]
async fn c_244_parents_are_filtered_by_the_number_of_children() {
    let app = TestApp::zoo().await;
    let cases = [
        ("{ exact: 0 }", "Empty"),
        ("{ gt: 2 }", "Cash"),
        ("{ gte: 2 }", "Cash Bank"),
        ("{ lt: 3 }", "Bank Empty"),
        ("{ lte: 0 }", "Empty"),
        ("{ gt: 0, lt: 3 }", "Bank"),
        ("{ exact: 0, where: { small: { gt: 0 } } }", "Bank Empty"),
        (
            "{ gte: 2, where: { small: { isNull: false } } }",
            "Cash Bank",
        ),
        ("{ gt: -1 }", "Cash Bank Empty"),
    ];

    for (count, expected) in cases {
        let query = format!(
            "{{ accounts(where: {{ entries: {{ count: {count} }} }}) {{ nodes {{ name }} }} }}"
        );
        assert_eq!(app.leaves(&query).await, expected, "{count}");
    }
}

/// A list has each row once, so its values are those of distinct rows.
#[tokio::test]
async fn c_246_values_are_made_of_the_rows_of_the_list() {
    let app = TestApp::zoo().await;
    let query = |filter: &str| {
        format!(
            "{{ entries(where: {filter}) {{ totalCount nodes {{ pk }} aggregate {{ count sum {{ small }} }} }} }}"
        )
    };

    // Entry 2 is in two batches, entry 1 was checked twice.
    assert_eq!(
        app.leaves(&query("{ batches: { some: {} }, small: { gt: -100 } }"))
            .await,
        "3 1 2 6 3 4"
    );
    assert_eq!(
        app.leaves(&query(
            "{ checkedBy: { some: { name: { exact: \"May\" } } } }"
        ))
        .await,
        "2 1 6 2 9"
    );
}

/// Values stand in a type of their own, so that no field's name can clash with theirs.
#[tokio::test]
async fn c_247_fields_named_like_functions_clash_with_nothing() {
    let app = TestApp::zoo().await;

    let values = app
        .leaves("{ selects { totalCount nodes { count first } aggregate { count sum { count first } max { count where } } } }")
        .await;

    assert_eq!(values, "2 2 5 2 5 2 4 10 2 upstairs");
}

#[tokio::test]
async fn c_248_a_count_reads_nothing_that_cannot_change_it() {
    let app = TestApp::zoo().await;

    let sql = app
        .sql_of("{ accounts(orderBy: { entries: { count: DESC } }, first: 1) { totalCount } }")
        .await;

    assert_eq!(sql, "SELECT COUNT(*) FROM \"account\" AS \"t\"\n");
}

#[tokio::test]
async fn c_249_every_way_to_count_gives_the_same_number() {
    let app = TestApp::zoo().await;
    let query =
        "{ accounts { nodes { entries { totalCount aggregate { count } nodes { pk } } } } }";

    let data = app.execute(query).await.data();

    let accounts = data["accounts"]["nodes"].as_array().unwrap();
    let mut counts = Vec::new();
    for account in accounts {
        let entries = &account["entries"];
        let n = entries["nodes"].as_array().unwrap().len();
        assert_eq!(entries["totalCount"], n);
        assert_eq!(entries["aggregate"]["count"], n);
        let query = format!(
            "{{ accounts(where: {{ entries: {{ count: {{ exact: {n} }} }} }}) {{ totalCount }} }}"
        );
        assert_eq!(app.leaves(&query).await, "1");
        counts.push(n);
    }
    assert_eq!(counts, [3, 2, 0]);
}
