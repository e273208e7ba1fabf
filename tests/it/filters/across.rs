//! Conditions on rows that a relation leads to.

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{check, n_times, newsroom};

#[tokio::test]
async fn c_173_a_condition_on_other_rows_is_one_statement() {
    let app = newsroom().await;
    let query = "{ articles(where: { reporter: { firstName: { exact: \"John\" } } }) { nodes { headline } } }";
    let reverse =
        "{ reporters(where: { article: { some: { headline: { startsWith: \"This\" } } } }) {
        nodes { firstName } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "articles": {
            "nodes": [{"headline": "This is a test"}, {"headline": "This is another"}]
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 1);
    assert_eq!(app.statements(reverse).await, 1);
}

#[tokio::test]
async fn c_174_a_condition_of_another_model_is_refused() {
    let app = newsroom().await;

    let literal = app
        .execute("{ articles(where: { reporter: { headline: { exact: \"x\" } } }) { totalCount } }")
        .await;
    let variable = app
        .execute_with(
            "query($who: ArticleWhere) { articles(where: { reporter: $who }) { totalCount } }",
            json!({"who": {"headline": {"exact": "x"}}}),
        )
        .await;

    assert_eq!(literal.errors().len(), 1, "{literal}");
    assert_eq!(variable.errors().len(), 1, "{variable}");
    assert_eq!(variable.data_beside_errors(), json!(null));
}

#[tokio::test]
async fn c_180_conditions_span_relations_of_every_shape_to_any_depth() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.profile(&ada, "Mathematician").await;
    app.profile(&bob, "Weaver").await;
    let (science, craft) = (app.category("Science").await, app.category("Craft").await);
    let maths = app.subcategory("Maths", &science).await;
    let (iron, wool) = (app.tag("iron").await, app.tag("wool").await);
    let engines = app
        .post("Engines", &ada)
        .category(&maths)
        .tags([&iron])
        .await;
    app.post("Looms", &bob)
        .category(&craft)
        .tags([&iron, &wool])
        .await;
    app.comment(&engines, "Brilliant").author("cyd").await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ category: { parent: { name: { exact: \"Science\" } } } }",
                &["Engines"],
            ),
            (
                "{ author: { profile: { bio: { startsWith: \"Wea\" } } } }",
                &["Looms"],
            ),
            (
                "{ tags: { some: { posts: { some: { comments: { some: {} } } } } } }",
                &["Engines", "Looms"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "tags",
        "name",
        &[
            (
                "{ posts: { some: { author: { profile: { bio: { contains: \"math\" } } } } } }",
                &[],
            ),
            (
                "{ posts: { some: { author: { profile: { bio: { iContains: \"math\" } } } } } }",
                &["iron"],
            ),
            (
                "{ posts: { some: { category: { name: { exact: \"Craft\" } } } } }",
                &["iron", "wool"],
            ),
            (
                "{ posts: { some: { comments: { some: { author: { exact: \"cyd\" } } } } } }",
                &["iron"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "profiles",
        "bio",
        &[(
            "{ user: { posts: { some: { category: { parent: { children: { some: { slug: { exact: \"maths\" } } } } } } } } }",
            &["Mathematician"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_181_two_conditions_on_one_target_join_it_once() {
    let app = newsroom().await;
    app.reporter("John Jones").await;

    check(
        &app,
        "articles",
        "headline",
        &[
            (
                "{ reporter: { firstName: { exact: \"John\" }, lastName: { exact: \"Smith\" } } }",
                &["This is a test", "This is another"],
            ),
            (
                "{ reporter: { firstName: { exact: \"John\" }, lastName: { exact: \"Jones\" } } }",
                &[],
            ),
        ],
    )
    .await;
    let both = "{ articles(where: { reporter: { firstName: { exact: \"John\" }, lastName: { exact: \"Smith\" } } })
        { nodes { headline } } }";
    assert_eq!(n_times(&app, both, "JOIN \"reporter\"").await, 1);
}

#[tokio::test]
async fn c_182_the_key_of_a_target_is_asked_without_a_join() {
    let app = newsroom().await;
    let of_john: &[&str] = &["This is a test", "This is another"];

    check(
        &app,
        "articles",
        "headline",
        &[
            ("{ reporter: { id: { exact: \"Reporter:1\" } } }", of_john),
            ("{ reporter: { id: { exact: \"1\" } } }", of_john),
            ("{ reporter: { id: { exact: 1 } } }", of_john),
            ("{ reporter: { pk: { exact: 1 } } }", of_john),
            ("{ reporter: { pk: { gt: 1 } } }", &["Paul's story"]),
        ],
    )
    .await;
    for key in [
        "id: { exact: \"Reporter:1\" }",
        "pk: { exact: 1 }",
        "id: { in: [1, 2] }",
    ] {
        let query = format!(
            "{{ articles(where: {{ reporter: {{ {key} }} }}) {{ nodes {{ headline }} }} }}"
        );
        assert_eq!(n_times(&app, &query, "\"reporter\"").await, 0, "{key}");
        assert_eq!(app.statements(&query).await, 1, "{key}");
    }
}

#[tokio::test]
async fn c_183_the_referenced_column_and_the_primary_key_of_a_target_are_told_apart() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO maker VALUES (9, 'Fifth', '1')").await;
    app.sql("INSERT INTO car VALUES (9, 'F1', '1')").await;

    check(
        &app,
        "cars",
        "name",
        &[
            ("{ maker: { code: { exact: \"V\" } } }", &["V1", "V2"]),
            ("{ maker: { code: { exact: \"1\" } } }", &["F1"]),
            ("{ maker: { pk: { exact: 1 } } }", &["V1", "V2"]),
            ("{ maker: { id: { exact: \"Maker:9\" } } }", &["F1"]),
            ("{ makerIsNull: true }", &["Kit"]),
        ],
    )
    .await;
    let by_code = "{ cars(where: { maker: { code: { exact: \"V\" } } }) { nodes { name } } }";
    let by_key = "{ cars(where: { maker: { pk: { exact: 1 } } }) { nodes { name } } }";
    assert_eq!(n_times(&app, by_code, "\"maker\"").await, 0);
    assert_eq!(n_times(&app, by_key, "JOIN \"maker\"").await, 1);
}

#[tokio::test]
async fn c_184_ids_and_keys_are_mixed_in_one_list() {
    let app = newsroom().await;
    let all: &[&str] = &["This is a test", "This is another", "Paul's story"];

    check(
        &app,
        "articles",
        "headline",
        &[
            ("{ reporter: { id: { in: [\"Reporter:1\", 2] } } }", all),
            (
                "{ reporter: { id: { in: [\"2\", \"Reporter:99\", \"nobody\"] } } }",
                &["Paul's story"],
            ),
            ("{ reporter: { pk: { in: [2, \"1\"] } } }", all),
        ],
    )
    .await;
    check(
        &app,
        "reporters",
        "firstName",
        &[(
            "{ article: { some: { id: { in: [\"Article:2\", 3] } } } }",
            &["John", "Paul"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_185_parents_are_found_by_their_children() {
    let app = newsroom().await;

    check(
        &app,
        "reporters",
        "firstName",
        &[
            (
                "{ article: { some: { id: { exact: \"Article:3\" } } } }",
                &["Paul"],
            ),
            ("{ article: { some: { pk: { exact: 1 } } } }", &["John"]),
            (
                "{ article: { some: { headline: { contains: \"another\" } } } }",
                &["John"],
            ),
            (
                "{ article: { some: { pubDate: { year: { exact: 2024 } } } } }",
                &["John", "Paul"],
            ),
            (
                "{ article: { some: { category: { slug: { exact: \"land\" } } } } }",
                &["Paul"],
            ),
            (
                "{ article: { some: { headline: { exact: \"Nothing\" } } } }",
                &[],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_187_a_path_may_come_back_to_where_it_started() {
    let app = newsroom().await;
    app.sql(
        "UPDATE reporter SET first_name = 'Paul' WHERE last_name = 'Smith' AND first_name = 'Mary'",
    )
    .await;

    check(
        &app,
        "reporters",
        "email",
        &[
            (
                "{ article: { some: { reporter: { firstName: { startsWith: \"J\" } } } } }",
                &["smith@example.org"],
            ),
            (
                "{ article: { some: { reporter: { pk: { exact: 2 } } } } }",
                &["jones@example.org"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "articles",
        "headline",
        &[(
            "{ reporter: { article: { some: { headline: { exact: \"This is another\" } } } } }",
            &["This is a test", "This is another"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_191_a_target_is_joined_once_however_often_it_is_asked_about() {
    let app = newsroom().await;
    let conditions = "{ and: [
        { reporter: { firstName: { exact: \"John\" } } }
        { reporter: { lastName: { exact: \"Smith\" } }, headline: { contains: \"test\" } }
    ] }";
    let query = format!("{{ articles(where: {conditions}) {{ nodes {{ headline }} }} }}");

    check(
        &app,
        "articles",
        "headline",
        &[(conditions, &["This is a test"])],
    )
    .await;
    assert_eq!(n_times(&app, &query, "JOIN \"reporter\"").await, 1);
}

#[tokio::test]
async fn c_206_an_id_of_another_model_is_refused() {
    let app = newsroom().await;

    let target = app
        .execute(
            "{ articles(where: { reporter: { id: { exact: \"Article:1\" } } }) { totalCount } }",
        )
        .await;
    let child = app
        .execute("{ reporters(where: { article: { some: { id: { in: [1, \"Tag:1\"] } } } }) { totalCount } }")
        .await;

    target.expect_error(
        "WRONG_TYPE",
        expect!["where.reporter.id expects Reporter, got Article:1"],
    );
    child.expect_error(
        "WRONG_TYPE",
        expect!["where.article.some.id expects Article, got Tag:1"],
    );
}
