//! `not`, `or`, and what they make of rows that are not there.

use tests::TestApp;

use super::{check, n_times};

/// Three posts: filed under a category with a parent, under one without, and nowhere.
async fn filed() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let science = app.category("Science").await;
    let maths = app.subcategory("Maths", &science).await;
    app.post("Deep", &ada).category(&maths).await;
    app.post("Flat", &ada).category(&science).published().await;
    app.post("Loose", &ada).await;
    app
}

/// Users with posts: both words in one post, both in two posts, one word, none, no post.
async fn words() -> TestApp {
    let app = TestApp::new().await;
    for (user, titles) in [
        ("one", &["iron steam"][..]),
        ("two", &["iron", "steam"]),
        ("half", &["iron", "wool"]),
        ("none", &["wool"]),
        ("idle", &[]),
    ] {
        let user = app.user(user).await;
        for title in titles {
            app.post(title, &user).await;
        }
    }
    app
}

const IRON: &str = "title: { contains: \"iron\" }";
const STEAM: &str = "content: { contains: \"steam\" }";

#[tokio::test]
async fn c_192_not_negates_all_its_conditions_at_once() {
    let app = filed().await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ not: { status: { exact: DRAFT }, title: { startsWith: \"D\" } } }",
                &["Flat", "Loose"],
            ),
            (
                "{ and: [{ not: { status: { exact: DRAFT } } }, { not: { title: { startsWith: \"D\" } } }] }",
                &["Flat"],
            ),
            ("{ not: {} }", &[]),
            ("{ not: { and: [] } }", &[]),
            ("{ not: { or: [] } }", &["Deep", "Flat", "Loose"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_193_none_drops_a_parent_with_any_matching_child_and_keeps_those_without() {
    let app = words().await;

    check(
        &app,
        "users",
        "username",
        &[
            (
                &format!("{{ posts: {{ none: {{ {IRON} }} }} }}"),
                &["none", "idle"],
            ),
            (
                &format!("{{ not: {{ posts: {{ some: {{ {IRON} }} }} }} }}"),
                &["none", "idle"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_194_not_over_two_somes_needs_no_common_row_and_over_one_some_does() {
    let app = words().await;

    check(
        &app,
        "users",
        "username",
        &[
            (
                &format!(
                    "{{ not: {{ and: [{{ posts: {{ some: {{ {IRON} }} }} }}, {{ posts: {{ some: {{ {STEAM} }} }} }}] }} }}"
                ),
                &["half", "none", "idle"],
            ),
            (
                &format!("{{ not: {{ posts: {{ some: {{ {IRON}, {STEAM} }} }} }} }}"),
                &["two", "half", "none", "idle"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_195_not_keeps_the_rows_whose_key_or_field_is_null() {
    let app = filed().await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ not: { category: { name: { exact: \"Maths\" } } } }",
                &["Flat", "Loose"],
            ),
            (
                "{ not: { category: { parent: { name: { exact: \"Science\" } } } } }",
                &["Flat", "Loose"],
            ),
            (
                "{ not: { category: { id: { exact: 2 } } } }",
                &["Flat", "Loose"],
            ),
            (
                "{ not: { publishedAt: { year: { exact: 2020 } } } }",
                &["Deep", "Flat", "Loose"],
            ),
            (
                "{ category: { not: { name: { exact: \"Maths\" } } } }",
                &["Flat", "Loose"],
            ),
            (
                "{ category: { not: { name: { exact: \"Maths\" } } }, categoryIsNull: false }",
                &["Flat"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "categories",
        "name",
        &[("{ not: { parent: { pk: { in: [1] } } } }", &["Science"])],
    )
    .await;
}

#[tokio::test]
async fn c_196_two_negations_are_none() {
    let app = words().await;
    let iron = format!("{{ posts: {{ some: {{ {IRON} }} }} }}");

    check(
        &app,
        "users",
        "username",
        &[
            (&iron, &["one", "two", "half"]),
            (
                &format!("{{ not: {{ not: {iron} }} }}"),
                &["one", "two", "half"],
            ),
            (
                &format!("{{ not: {{ not: {{ not: {iron} }} }} }}"),
                &["none", "idle"],
            ),
        ],
    )
    .await;
    let app = filed().await;
    check(
        &app,
        "posts",
        "title",
        &[(
            "{ not: { not: { category: { parent: { name: { exact: \"Science\" } } } } } }",
            &["Deep"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_198_whether_a_key_is_null_needs_no_join() {
    let app = filed().await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ categoryIsNull: true }", &["Loose"]),
            ("{ categoryIsNull: false }", &["Deep", "Flat"]),
            ("{ category: { pk: { isNull: true } } }", &["Loose"]),
            ("{ category: { id: { exact: null } } }", &["Loose"]),
        ],
    )
    .await;
    for condition in [
        "categoryIsNull: true",
        "category: { id: { isNull: false } }",
    ] {
        let query = format!("{{ posts(where: {{ {condition} }}) {{ nodes {{ title }} }} }}");
        assert_eq!(
            n_times(&app, &query, "\"category\"").await,
            0,
            "{condition}"
        );
    }
}

#[tokio::test]
async fn c_199_a_field_of_a_row_that_is_not_there_is_null() {
    let app = filed().await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ category: { parent: { name: { isNull: true } } } }",
                &["Flat", "Loose"],
            ),
            ("{ category: { name: { isNull: true } } }", &["Loose"]),
            ("{ category: { parentIsNull: true } }", &["Flat", "Loose"]),
            (
                "{ author: { profile: { photo: { exact: null } } } }",
                &["Deep", "Flat", "Loose"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_200_a_field_that_is_not_null_needs_its_row() {
    let app = filed().await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ category: { parent: { name: { isNull: false } } } }",
                &["Deep"],
            ),
            (
                "{ category: { name: { isNull: false } } }",
                &["Deep", "Flat"],
            ),
            ("{ category: { parentIsNull: false } }", &["Deep"]),
            ("{ author: { profile: { bio: { isNull: false } } } }", &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_202_conditions_are_joined_by_and_or_and_not_in_any_nesting() {
    let app = filed().await;
    let (draft, deep) = (
        "{ status: { exact: DRAFT } }",
        "{ title: { startsWith: \"D\" } }",
    );

    check(
        &app,
        "posts",
        "title",
        &[
            (&format!("{{ and: [{draft}, {deep}] }}"), &["Deep"]),
            (&format!("{{ or: [{draft}, {deep}] }}"), &["Deep", "Loose"]),
            (&format!("{{ or: [{deep}, {{ not: {draft} }}] }}"), &["Deep", "Flat"]),
            (&format!("{{ or: [{{ and: [{draft}, {{ not: {deep} }}] }}, {{ and: [{deep}, {{ not: {draft} }}] }}] }}"), &["Loose"]),
            ("{ title: { contains: \"e\" }, or: [{ pk: { exact: 1 } }, { pk: { exact: 2 } }] }", &["Deep"]),
            ("{ or: [{ or: [] }, { and: [] }] }", &["Deep", "Flat", "Loose"]),
            ("{ or: [] }", &[]),
            ("{}", &["Deep", "Flat", "Loose"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_203_or_keeps_the_rows_that_meet_only_the_branch_without_the_relation() {
    let app = filed().await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ or: [{ category: { parent: { name: { exact: \"Science\" } } } }, { title: { exact: \"Loose\" } }] }",
                &["Deep", "Loose"],
            ),
            (
                "{ or: [{ category: { slug: { exact: \"science\" } } }, { author: { profile: { bio: { isNull: true } } } }] }",
                &["Deep", "Flat", "Loose"],
            ),
            (
                "{ or: [{ comments: { some: { author: { exact: \"x\" } } } }, { categoryIsNull: true }] }",
                &["Loose"],
            ),
        ],
    )
    .await;
}
