//! Conditions on tables that are legal and awkward.

use tests::TestApp;

use super::check;

#[tokio::test]
async fn links_that_lead_nowhere_are_no_related_rows() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "libraries",
        "name",
        &[
            ("{ borrowers: { count: { exact: 2 } } }", &["Main"]),
            ("{ borrowers: { through: { title: { exact: \"Maps\" } } } }", &["Main"]),
            ("{ borrowers: { through: { title: { exact: \"Ferns\" } } } }", &[]),
            (
                "{ borrowers: { some: {}, every: { name: { startsWith: \"J\" } }, through: { pk: { gt: 1 } } } }",
                &["Main"],
            ),
            ("{ loan: { count: { exact: 3 } } }", &["Main"]),
            ("{ loan: { some: { borrowerIsNull: true } } }", &["Main"]),
        ],
    )
    .await;
    check(
        &app,
        "evenings",
        "id",
        &[
            ("{ guests: { count: { exact: 2 } } }", &["Evening:1"]),
            (
                "{ guests: { every: { name: { in: [\"Bill\", \"Chuck\"] } } } }",
                &["Evening:1"],
            ),
            ("{ guests: { through: { pk: { in: [1, 4] } } } }", &[]),
            (
                "{ guests: { through: { pk: { in: [1, 2] } } } }",
                &["Evening:1"],
            ),
            ("{ guests: { some: { name: { isNull: true } } } }", &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_key_of_two_fields_is_missing_when_one_of_them_is() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "units",
        "id",
        &[
            ("{ aboveIsNull: true }", &["Unit:1,1"]),
            ("{ aboveIsNull: false }", &["Unit:1,2", "Unit:1,3"]),
            (
                "{ above: { tenant: { exact: 1 } } }",
                &["Unit:1,2", "Unit:1,3"],
            ),
            ("{ above: { tenant: { isNull: true } } }", &["Unit:1,1"]),
            (
                "{ not: { above: { number: { exact: 1 } } } }",
                &["Unit:1,1"],
            ),
            (
                "{ below: { some: { number: { exact: 3 } } } }",
                &["Unit:1,1"],
            ),
            ("{ below: { none: {} } }", &["Unit:1,2", "Unit:1,3"]),
            (
                "{ above: { below: { count: { exact: 2 } } } }",
                &["Unit:1,2", "Unit:1,3"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "cards",
        "holder",
        &[
            ("{ topicSet: { count: { gte: 2 } } }", &["Ada"]),
            (
                "{ topicSet: { some: { cardSet: { some: { holder: { exact: \"Cyd\" } } } } } }",
                &["Ada", "Cyd"],
            ),
            ("{ topicSet: { none: {} } }", &["Bob"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_row_may_be_related_to_itself() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "folders",
        "name",
        &[
            ("{ parent: { name: { exact: \"loop\" } } }", &["loop"]),
            (
                "{ parent: { parent: { parent: { name: { exact: \"loop\" } } } } }",
                &["loop"],
            ),
            (
                "{ folder: { some: { folder: { some: { name: { exact: \"share\" } } } } } }",
                &["root"],
            ),
            (
                "{ not: { parent: { name: { exact: \"root\" } } } }",
                &["root", "share", "loop"],
            ),
            (
                "{ parent: { parentIsNull: true } }",
                &["root", "usr", "etc"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "people",
        "name",
        &[
            ("{ friends: { some: { name: { exact: \"Anne\" } } } }", &["Bill", "Chuck"]),
            ("{ friends: { some: { name: { exact: \"David\" } } } }", &["David"]),
            ("{ idols: { some: { idols: { some: { name: { exact: \"Anne\" } } } } } }", &["Anne", "Bill"]),
            (
                "{ colleagues: { some: { name: { exact: \"Anne\" } }, through: { since: { lt: 2014 } } } }",
                &["Bill"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "humans",
        "name",
        &[
            (
                "{ mother: { name: { exact: \"Jane\" } }, father: { name: { exact: \"John\" } } }",
                &["Jim"],
            ),
            (
                "{ or: [{ mother: { pk: { exact: 1 } } }, { father: { pk: { exact: 1 } } }] }",
                &["Jim", "Joan"],
            ),
            ("{ mothersChildSet: { count: { exact: 2 } } }", &["Jane"]),
            (
                "{ mother: { mothersChildSet: { some: { fatherIsNull: true } } } }",
                &["Jim", "Joan"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn tables_and_columns_may_have_other_names_than_fields() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "clients",
        "name",
        &[
            ("{ market: { exact: \"trade\" } }", &["Smith"]),
            ("{ invoice: { some: { amount: { gt: 100 } } } }", &["Baker"]),
            (
                "{ invoice: { count: { where: { amount: { lt: 100 } }, exact: 1 } } }",
                &["Baker", "Smith"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "invoices",
        "id",
        &[
            (
                "{ client: { name: { startsWith: \"B\" } } }",
                &["Invoice:1", "Invoice:2"],
            ),
            (
                "{ client: { market: { iExact: \"TRADE\" }, id: { exact: 8 } } }",
                &["Invoice:3"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn counts_compare_with_any_number() {
    let app = TestApp::zoo().await;
    let all: &[&str] = &["Rock", "Roll", "Silence"];

    check(
        &app,
        "teams",
        "name",
        &[
            ("{ members: { count: { gte: 0 } } }", all),
            ("{ members: { count: { gt: -1 } } }", all),
            ("{ members: { count: { lt: 0 } } }", &[]),
            ("{ members: { count: { exact: -1 } } }", &[]),
            ("{ members: { count: { lt: 2147483647 } } }", all),
            ("{ members: { count: { gt: 0, lt: 3 } } }", &["Roll"]),
            (
                "{ members: { count: { where: { or: [] }, exact: 0 } } }",
                all,
            ),
            (
                "{ members: { count: { where: { name: { exact: \"Jim\" } }, lte: 0 } } }",
                &["Roll", "Silence"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_is_not_shown_is_not_asked_about() {
    let app = TestApp::zoo().await;

    for condition in ["secret: { exact: \"1 of three\" }", "area: { exact: 6 }"] {
        let query = format!("{{ rectangles(where: {{ {condition} }}) {{ totalCount }} }}");
        let reply = app.execute(&query).await;
        assert_eq!(reply.errors().len(), 1, "{condition}: {reply}");
    }
}
