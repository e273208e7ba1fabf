//! Conditions on some, every or none of many related rows, and on their number.

use expect_test::expect;
use tests::TestApp;

use super::{check, newsroom};

/// Blogs are users: one has posts for two tags, of which only one post has both.
async fn two_blogs() -> TestApp {
    let app = TestApp::new().await;
    let (beatles, pop) = (app.user("beatles").await, app.user("pop").await);
    app.user("silent").await;
    app.post("Lennon 2008", &beatles).await;
    app.post("Lennon 1970", &pop).await;
    app.post("McCartney 2008", &pop).await;
    app.post("McCartney 2008 again", &pop).await;
    app
}

#[tokio::test]
async fn c_186_a_parent_is_found_once_and_its_children_are_counted_apart() {
    let app = newsroom().await;

    let reply = app
        .execute(
            "{ reporters(where: { article: { some: { headline: { startsWith: \"This\" } } } }) {
                totalCount
                nodes { firstName articleSet(where: { headline: { startsWith: \"This\" } }) { totalCount } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "reporters": {
            "totalCount": 1,
            "nodes": [{"firstName": "John", "articleSet": {"totalCount": 2}}]
          }
        }"#]]);
    check(
        &app,
        "reporters",
        "firstName",
        &[
            ("{ article: { count: { exact: 2 } } }", &["John"]),
            (
                "{ article: { count: { where: { headline: { contains: \"another\" } }, exact: 1 } } }",
                &["John"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_188_filters_that_follow_each_other_are_elements_of_and() {
    let app = newsroom().await;

    check(
        &app,
        "articles",
        "headline",
        &[
            ("{ and: [{ headline: { startsWith: \"This\" } }] }", &["This is a test", "This is another"]),
            (
                "{ and: [{ headline: { startsWith: \"This\" } }, { headline: { endsWith: \"test\" } }] }",
                &["This is a test"],
            ),
            (
                "{ and: [{ headline: { startsWith: \"This\" } }, { not: { headline: { endsWith: \"test\" } } }, { pk: { gt: 1 } }] }",
                &["This is another"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_189_the_conditions_of_one_some_are_met_by_one_row() {
    let app = two_blogs().await;

    check(
        &app,
        "users",
        "username",
        &[(
            "{ posts: { some: { title: { startsWith: \"Lennon\", endsWith: \"2008\" } } } }",
            &["beatles"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_190_two_somes_may_be_met_by_two_rows_and_repeat_no_parent() {
    let app = two_blogs().await;

    check(
        &app,
        "users",
        "username",
        &[(
            "{ and: [
                { posts: { some: { title: { startsWith: \"Lennon\" } } } }
                { posts: { some: { title: { contains: \"2008\" } } } }
            ] }",
            &["beatles", "pop"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_197_parents_whose_children_all_match_are_found_with_every() {
    let app = two_blogs().await;

    check(
        &app,
        "users",
        "username",
        &[
            (
                "{ posts: { every: { title: { contains: \"2008\" } } } }",
                &["beatles", "silent"],
            ),
            (
                "{ posts: { some: {}, every: { title: { contains: \"2008\" } } } }",
                &["beatles"],
            ),
            (
                "{ posts: { none: { not: { title: { contains: \"2008\" } } } } }",
                &["beatles", "silent"],
            ),
            (
                "{ not: { posts: { every: { title: { contains: \"2008\" } } } } }",
                &["pop"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_201_parents_without_children_are_found_with_none() {
    let app = newsroom().await;
    let ada = app.user("ada").await;
    let (iron, _wool) = (app.tag("iron").await, app.tag("wool").await);
    app.post("Engines", &ada).tags([&iron]).await;
    app.post("Looms", &ada).await;

    check(
        &app,
        "reporters",
        "firstName",
        &[
            ("{ article: { none: {} } }", &["Mary"]),
            ("{ article: { some: {} } }", &["John", "Paul"]),
            ("{ article: { count: { exact: 0 } } }", &["Mary"]),
        ],
    )
    .await;
    check(
        &app,
        "posts",
        "title",
        &[
            ("{ tags: { none: {} } }", &["Looms"]),
            ("{ tags: { some: {} } }", &["Engines"]),
        ],
    )
    .await;
    check(
        &app,
        "tags",
        "name",
        &[("{ posts: { none: {} } }", &["wool"])],
    )
    .await;
}

#[tokio::test]
async fn c_208_a_many_to_many_relation_is_filtered_from_both_sides() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (iron, steam) = (app.tag("iron").await, app.tag("steam").await);
    app.tag("wool").await;
    app.post("Engines", &ada).tags([&iron, &steam]).await;
    app.post("Looms", &ada).tags([&iron]).await;
    app.post("Numbers", &ada).await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ tags: { some: { name: { in: [\"iron\", \"steam\"] } } } }", &["Engines", "Looms"]),
            ("{ tags: { some: { id: { exact: \"Tag:2\" } } } }", &["Engines"]),
            ("{ tags: { none: { name: { exact: \"steam\" } } } }", &["Looms", "Numbers"]),
            ("{ tags: { count: { exact: 2 } } }", &["Engines"]),
            (
                "{ and: [{ tags: { some: { pk: { exact: 1 } } } }, { tags: { some: { pk: { exact: 2 } } } }] }",
                &["Engines"],
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
                "{ posts: { some: { title: { startsWith: \"L\" } } } }",
                &["iron"],
            ),
            (
                "{ posts: { some: { id: { in: [1, 2] } } } }",
                &["iron", "steam"],
            ),
            ("{ posts: { none: {} } }", &["wool"]),
            ("{ posts: { count: { gte: 1, lt: 2 } } }", &["steam"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_count_wants_a_comparison() {
    let app = newsroom().await;

    let nothing = app
        .execute("{ reporters(where: { article: { count: {} } }) { totalCount } }")
        .await;
    let only_where = app
        .execute("{ reporters(where: { article: { count: { where: {} } } }) { totalCount } }")
        .await;

    nothing.expect_error(
        "INVALID",
        expect!["where.article.count: must have one of `exact`, `gt`, `gte`, `lt` and `lte`"],
    );
    only_where.expect_error(
        "INVALID",
        expect!["where.article.count: must have one of `exact`, `gt`, `gte`, `lt` and `lte`"],
    );
}
