//! Orders by values made of many related rows: numbers, least, greatest, sums and means.

use tests::{TestApp, sqlite::scans};

/// Wants the keys of lists in these orders.
async fn check(app: &TestApp, cases: &[(&str, &str)]) {
    for (list, expected) in cases {
        let keys = app
            .leaves(&format!("{{ {list} {{ nodes {{ pk }} }} }}"))
            .await;
        assert_eq!(keys, *expected, "{list}");
    }
}

#[tokio::test]
async fn numbers_of_rows_with_a_condition_of_their_own() {
    let app = TestApp::zoo().await;
    check(
        &app,
        &[
            ("accounts(orderBy: { entries: { count: ASC } })", "3 2 1"),
            (
                "accounts(orderBy: { entries: { count: DESC, where: { small: { lt: -100 } } } })",
                "2 1 3",
            ),
            (
                "accounts(orderBy: { entries: { count: DESC, where: { batches: { some: { name: { exact: \"June\" } } } } } })",
                "1 2 3",
            ),
            (
                "accounts(orderBy: { entries: { count: DESC, where: { account: { name: { exact: \"Bank\" } } } } })",
                "2 1 3",
            ),
            ("accounts(orderBy: { entries: { count: DESC, where: { id: { in: [] } } } })", "1 2 3"),
        ],
    )
    .await;
}

#[tokio::test]
async fn least_greatest_sums_and_means_of_a_reverse_relation() {
    let app = TestApp::zoo().await;
    check(
        &app,
        &[
            ("accounts(orderBy: { entries: { min: { small: ASC } } })", "3 2 1"),
            ("accounts(orderBy: { entries: { min: { small: ASC_NULLS_LAST } } })", "2 1 3"),
            ("accounts(orderBy: { entries: { max: { weight: DESC } } })", "2 1 3"),
            ("accounts(orderBy: { entries: { max: { price: DESC_NULLS_FIRST } } })", "2 3 1"),
            ("accounts(orderBy: { entries: { sum: { small: DESC } } })", "1 2 3"),
            ("accounts(orderBy: { entries: { sum: { price: ASC } } })", "2 3 1"),
            ("accounts(orderBy: { entries: { avg: { small: ASC } } })", "3 2 1"),
            ("accounts(orderBy: { entries: { avg: { weight: DESC } } })", "1 2 3"),
            (
                "accounts(orderBy: { entries: { max: { small: DESC }, where: { small: { lt: 0 } } } })",
                "1 2 3",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn values_of_a_many_to_many_relation() {
    let app = TestApp::zoo().await;
    check(
        &app,
        &[
            ("batches(orderBy: { entries: { count: ASC } })", "3 2 1"),
            (
                "batches(orderBy: { entries: { min: { small: ASC } } })",
                "3 2 1",
            ),
            (
                "batches(orderBy: { entries: { sum: { price: DESC } } })",
                "1 2 3",
            ),
            (
                "entries(orderBy: { batches: { count: DESC } })",
                "2 1 4 6 3 5",
            ),
            (
                "entries(orderBy: { batches: { max: { name: DESC } } })",
                "1 2 6 4 3 5",
            ),
        ],
    )
    .await;
}

/// `through` says which links are looked at.
#[tokio::test]
async fn values_of_some_links_only() {
    let app = TestApp::zoo().await;
    check(
        &app,
        &[
            ("batches(orderBy: { checked: { count: DESC } })", "1 2 3"),
            (
                "batches(orderBy: { checked: { count: DESC, through: { minutes: { gt: 30 } } } })",
                "2 1 3",
            ),
            (
                "batches(orderBy: { checked: { sum: { small: ASC }, through: { passed: { exact: false } } } })",
                "3 2 1",
            ),
            (
                "batches(orderBy: { checked: { count: ASC, through: { passed: { exact: true } }, where: { small: { gt: 5 } } } })",
                "2 3 1",
            ),
            (
                "teams(orderBy: { members: { count: DESC, through: { role: { isNull: false } } } })",
                "1 2 3",
            ),
            (
                "teams(orderBy: { members: { count: ASC, through: { role: { isNull: false } } } })",
                "3 2 1",
            ),
            (
                "teams(orderBy: { members: { count: DESC, through: { inviter: { name: { exact: \"Jim\" } } } } })",
                "2 1 3",
            ),
            (
                "members(orderBy: { teams: { max: { name: DESC }, through: { role: { exact: \"drums\" } } } })",
                "3 1 2",
            ),
        ],
    )
    .await;
}

/// A pair that is linked twice counts twice, as it is in the list twice.
#[tokio::test]
async fn each_link_counts() {
    let app = TestApp::zoo().await;

    let teams = app
        .leaves("{ teams(orderBy: { members: { count: DESC } }) { nodes { name members { totalCount } } } }")
        .await;
    let members = app
        .leaves("{ members(orderBy: { teams: { count: DESC } }) { nodes { name teams { totalCount } } } }")
        .await;

    assert_eq!(teams, "Rock 3 Roll 2 Silence 0");
    assert_eq!(members, "Bob 2 Jim 2 Jane 1");
}

#[tokio::test]
async fn values_at_the_end_of_a_path() {
    let app = TestApp::zoo().await;
    check(
        &app,
        &[
            (
                "entries(orderBy: [{ account: { entries: { count: DESC } } }, { pk: DESC }])",
                "3 2 1 5 4 6",
            ),
            (
                "entries(orderBy: [{ account: { entries: { sum: { small: ASC } } } }, { pk: ASC }])",
                "6 4 5 1 2 3",
            ),
            (
                "entries(orderBy: { account: { entries: { avg: { weight: DESC_NULLS_FIRST } } } })",
                "6 1 2 3 4 5",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn relations_without_a_primary_key_at_their_end() {
    let app = TestApp::zoo().await;
    check(
        &app,
        &[
            ("makers(orderBy: { carOf: { count: ASC } })", "2 3 4 1"),
            (
                "makers(orderBy: { carOf: { max: { name: DESC_NULLS_FIRST } } })",
                "2 3 4 1",
            ),
            ("drivers(orderBy: { vehicles: { count: ASC } })", "2 1"),
            (
                "drivers(orderBy: { vehicles: { count: DESC, through: { hours: { lt: 3 } } } })",
                "2 1",
            ),
            (
                "clients(orderBy: { invoice: { sum: { amount: ASC } } })",
                "8 7",
            ),
            (
                "people(orderBy: [{ friends: { count: DESC } }, { pk: DESC }])",
                "1 4 3 2",
            ),
            ("people(orderBy: { fans: { count: DESC } })", "4 1 2 3"),
        ],
    )
    .await;
}

/// A target that is missing is no related row, even where its link is there.
#[tokio::test]
async fn links_to_nothing_do_not_count() {
    let app = TestApp::zoo().await;

    let evenings = app
        .leaves(
            "{ evenings(orderBy: { guests: { count: ASC } }) { nodes { guests { totalCount } } } }",
        )
        .await;
    let libraries = app
        .leaves("{ libraries(orderBy: { borrowers: { count: DESC } }) { nodes { name borrowers { totalCount } } } }")
        .await;
    app.sql("INSERT INTO evening (id) VALUES (2), (3)").await;
    app.sql("INSERT INTO invitation (id, evening_id, guest_id) VALUES (5, 2, 2), (6, 2, 3), (7, 2, 2), (8, 3, 99), (9, 3, 98), (10, 3, 97), (11, 3, 96)")
        .await;

    assert_eq!(evenings, "2");
    assert_eq!(libraries, "Main 2 Empty 0");
    check(
        &app,
        &[("evenings(orderBy: { guests: { count: DESC } })", "2 1 3")],
    )
    .await;
}

/// Values of related rows are looked up for each row, by an index, without joining them.
#[tokio::test]
async fn related_values_are_looked_up_by_an_index() {
    let app = TestApp::new().await;
    app.publication(60, 3).await;
    let queries = [
        "{ posts(first: 5, orderBy: { comments: { count: DESC } }) { nodes { pk } } }",
        "{ posts(first: 5, orderBy: { comments: { max: { createdAt: DESC } } }) { nodes { pk } } }",
        "{ posts(first: 5, orderBy: { tags: { min: { name: DESC } } }) { nodes { pk } } }",
        "{ tags(orderBy: { posts: { count: DESC, where: { author: { username: { exact: \"user3\" } } } } }) { nodes { pk } } }",
    ];

    for query in queries {
        let trace = app.trace(query).await;
        let [statement] = &trace.statements[..] else {
            panic!("{trace}")
        };
        let plan = app.plan_of(statement).await;
        let scans = scans(&plan);
        assert!(
            matches!(scans[..], [scan] if scan.starts_with("SCAN t")),
            "{}\n{plan:#?}",
            statement.sql
        );
        assert!(!statement.sql.contains("DISTINCT"), "{}", statement.sql);
        assert!(!statement.sql.contains("GROUP BY"), "{}", statement.sql);
    }
}
