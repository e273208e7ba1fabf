//! By which names conditions go.

use expect_test::expect;
use tests::TestApp;

use super::{check, newsroom};

#[tokio::test]
async fn c_010_beside_a_related_name_the_models_name_is_no_name() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;

    let model = app
        .execute("{ users(where: { post: { some: {} } }) { totalCount } }")
        .await;

    model.expect_error(
        "INVALID",
        expect![[
            r#"Invalid value for argument "where", unknown field "post" of type "UserWhere""#
        ]],
    );
    check(
        &app,
        "users",
        "username",
        &[("{ posts: { some: {} } }", &["ada"])],
    )
    .await;
}

#[tokio::test]
async fn c_075_the_sets_of_two_parents_are_joined_by_or_and_by_and() {
    let app = newsroom().await;
    let (john, paul) = (
        "{ reporter: { id: { exact: 1 } } }",
        "{ reporter: { id: { exact: 2 } } }",
    );

    check(
        &app,
        "articles",
        "headline",
        &[
            (
                &format!("{{ or: [{john}, {paul}] }}"),
                &["This is a test", "This is another", "Paul's story"],
            ),
            (&format!("{{ and: [{john}, {paul}] }}"), &[]),
            (
                &format!("{{ and: [{john}, {{ headline: {{ endsWith: \"test\" }} }}] }}"),
                &["This is a test"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_205_what_is_no_name_is_refused_and_named() {
    let app = newsroom().await;
    let of = |condition: &str| format!("{{ articles(where: {{ {condition} }}) {{ totalCount }} }}");

    let field = app.execute(&of("colour: { exact: \"red\" }")).await;
    let behind_text = app.execute(&of("headline: { length: { exact: 3 } }")).await;
    let operator = app.execute(&of("pk: { contains: \"1\" }")).await;
    let of_relation = app.execute(&of("reporter: { gt: 1 }")).await;
    let of_set = app
        .execute("{ reporters(where: { article: { headline: { exact: \"x\" } } }) { totalCount } }")
        .await;

    field.expect_error(
        "INVALID",
        expect![[
            r#"Invalid value for argument "where", unknown field "colour" of type "ArticleWhere""#
        ]],
    );
    behind_text.expect_error("INVALID", expect![[r#"Invalid value for argument "where.headline", unknown field "length" of type "StringLookup""#]]);
    operator.expect_error("INVALID", expect![[r#"Invalid value for argument "where.pk", unknown field "contains" of type "BigIntLookup""#]]);
    of_relation.expect_error("INVALID", expect![[r#"Invalid value for argument "where.reporter", unknown field "gt" of type "ReporterWhere""#]]);
    of_set.expect_error("INVALID", expect![[r#"Invalid value for argument "where.article", unknown field "headline" of type "ArticleMany""#]]);
}

#[tokio::test]
async fn c_207_fields_and_accessors_may_be_named_like_lookups() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "seasons",
        "id",
        &[
            ("{ gt: { gt: 100 } }", &["Season:1"]),
            ("{ gt: { isNull: true } }", &["Season:2"]),
            ("{ year: { lt: 2010 } }", &["Season:1"]),
            ("{ isNull: { exact: false } }", &["Season:1", "Season:2"]),
            (
                "{ in: { some: { home: { exact: \"Hawks\" } } } }",
                &["Season:1"],
            ),
            ("{ in: { count: { lt: 2 } } }", &["Season:2"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_209_children_go_by_their_related_query_name_else_their_related_name_else_their_model() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "makers",
        "name",
        &[(
            "{ carOf: { some: { name: { exact: \"V2\" } } } }",
            &["Volta"],
        )],
    )
    .await;
    check(
        &app,
        "people",
        "name",
        &[(
            "{ fans: { some: { name: { exact: \"Bill\" } } } }",
            &["David"],
        )],
    )
    .await;
    check(
        &app,
        "folders",
        "name",
        &[(
            "{ folder: { some: { name: { exact: \"share\" } } } }",
            &["usr"],
        )],
    )
    .await;
    let accessor = app
        .execute("{ makers(where: { cars: { some: {} } }) { totalCount } }")
        .await;
    assert_eq!(accessor.errors().len(), 1, "{accessor}");
}
