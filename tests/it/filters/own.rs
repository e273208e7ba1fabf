//! Conditions on the fields of the row itself.

use expect_test::expect;
use tests::TestApp;

use super::check;

/// Three users with profiles, one of which has no photo, and one user without a profile.
async fn portraits() -> TestApp {
    let app = TestApp::new().await;
    for (name, photo) in [("ada", "'a.png'"), ("bob", "''"), ("cyd", "NULL")] {
        let user = app.user(name).await;
        let profile = app.profile(&user, name).await;
        app.sql(&format!(
            "UPDATE profile SET photo = {photo} WHERE id = {}",
            profile.id
        ))
        .await;
    }
    app.user("dan").await;
    app
}

async fn titles(titles: &[&str]) -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    for title in titles {
        app.post(title, &ada).await;
    }
    app
}

#[tokio::test]
async fn c_167_exact_null_asks_for_null_and_other_lookups_refuse_it() {
    let app = portraits().await;

    check(
        &app,
        "profiles",
        "bio",
        &[
            ("{ photo: { exact: \"a.png\" } }", &["ada"]),
            ("{ photo: { exact: null } }", &["cyd"]),
            ("{ photo: { iExact: null } }", &["cyd"]),
            ("{ photo: { isNull: true } }", &["cyd"]),
            ("{ photo: { exact: \"\" } }", &["bob"]),
        ],
    )
    .await;
    let refused = app
        .execute("{ profiles(where: { photo: { contains: null } }) { totalCount } }")
        .await;
    refused.expect_error(
        "INVALID",
        expect!["where.photo.contains: must not be null; leave it out or use `isNull`"],
    );
    let bare = app
        .execute("{ profiles(where: { photo: \"a.png\" }) { totalCount } }")
        .await;
    assert_eq!(bare.errors().len(), 1);
}

#[tokio::test]
async fn c_168_text_is_found_as_a_whole_anywhere_at_the_start_or_at_the_end() {
    let app = titles(&["Steam engine", "steam", "Upstream"]).await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ title: { exact: \"steam\" } }", &["steam"]),
            ("{ title: { iExact: \"STEAM\" } }", &["steam"]),
            (
                "{ title: { contains: \"team\" } }",
                &["Steam engine", "steam"],
            ),
            ("{ title: { contains: \"steam\" } }", &["steam"]),
            (
                "{ title: { iContains: \"STEAM\" } }",
                &["Steam engine", "steam"],
            ),
            ("{ title: { startsWith: \"S\" } }", &["Steam engine"]),
            (
                "{ title: { iStartsWith: \"S\" } }",
                &["Steam engine", "steam"],
            ),
            ("{ title: { endsWith: \"eam\" } }", &["steam", "Upstream"]),
            ("{ title: { endsWith: \"EAM\" } }", &[]),
            ("{ title: { iEndsWith: \"EAM\" } }", &["steam", "Upstream"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_169_percent_underscore_and_backslash_are_plain_characters() {
    let app = titles(&[
        "100% wool",
        "100 % wool",
        "a_b",
        "axb",
        "C:\\temp",
        "C:temp",
    ])
    .await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ title: { contains: \"0%\" } }", &["100% wool"]),
            ("{ title: { iStartsWith: \"100% W\" } }", &["100% wool"]),
            ("{ title: { startsWith: \"100%\" } }", &["100% wool"]),
            ("{ title: { contains: \"a_\" } }", &["a_b"]),
            ("{ title: { iContains: \"A_B\" } }", &["a_b"]),
            ("{ title: { endsWith: \"_b\" } }", &["a_b"]),
            ("{ title: { contains: \"\\\\\" } }", &["C:\\temp"]),
            ("{ title: { iEndsWith: \"\\\\TEMP\" } }", &["C:\\temp"]),
            ("{ title: { exact: \"%\" } }", &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_170_case_counts_on_every_database_unless_the_lookup_says_otherwise() {
    let app = titles(&["Ada", "ada", "ADA"]).await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ title: { contains: \"ada\" } }", &["ada"]),
            ("{ title: { startsWith: \"A\" } }", &["Ada", "ADA"]),
            ("{ title: { startsWith: \"AD\" } }", &["ADA"]),
            ("{ title: { endsWith: \"a\" } }", &["Ada", "ada"]),
            ("{ title: { regex: \"^a\" } }", &["ada"]),
            ("{ title: { iContains: \"ada\" } }", &["Ada", "ada", "ADA"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_171_comparisons_leave_their_bound_out_and_a_range_takes_both_ends() {
    let app = titles(&["a", "b", "c", "d"]).await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ pk: { gt: 2 } }", &["c", "d"]),
            ("{ pk: { gte: 2 } }", &["b", "c", "d"]),
            ("{ pk: { lt: 2 } }", &["a"]),
            ("{ pk: { lte: 2 } }", &["a", "b"]),
            ("{ pk: { range: [2, 3] } }", &["b", "c"]),
            ("{ pk: { range: [3, 2] } }", &[]),
            ("{ title: { gt: \"b\", lte: \"d\" } }", &["c", "d"]),
        ],
    )
    .await;
    let three = app
        .execute("{ posts(where: { pk: { range: [1, 2, 3] } }) { totalCount } }")
        .await;
    three.expect_error(
        "INVALID",
        expect!["where.pk.range: must have exactly two values"],
    );
}

#[tokio::test]
async fn c_172_an_empty_list_matches_nothing_without_a_statement() {
    let app = titles(&["a", "b", "c"]).await;
    let of =
        |condition| format!("{{ posts(where: {condition}) {{ totalCount nodes {{ title }} }} }}");

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ pk: { in: [3, 1, 1, 7] } }", &["a", "c"]),
            ("{ pk: { in: 2 } }", &["b"]),
            ("{ pk: { in: [] } }", &[]),
            ("{ id: { in: [] } }", &[]),
            ("{ not: { pk: { in: [] } } }", &["a", "b", "c"]),
            (
                "{ or: [{ pk: { in: [] } }, { title: { exact: \"b\" } }] }",
                &["b"],
            ),
        ],
    )
    .await;
    assert_eq!(app.statements(&of("{ pk: { in: [] } }")).await, 0);
    assert_eq!(
        app.statements(&of("{ author: { id: { in: [] } } }")).await,
        0
    );
    let null = app.execute(&of("{ title: { in: [\"a\", null] } }")).await;
    assert_eq!(null.errors().len(), 1, "{null}");
}

#[tokio::test]
async fn c_176_is_null_takes_true_or_false_only() {
    let app = portraits().await;

    check(
        &app,
        "profiles",
        "bio",
        &[
            ("{ photo: { isNull: true } }", &["cyd"]),
            ("{ photo: { isNull: false } }", &["ada", "bob"]),
        ],
    )
    .await;
    for value in ["1", "\"true\"", "TRUE", "null"] {
        let query =
            format!("{{ profiles(where: {{ photo: {{ isNull: {value} }} }}) {{ totalCount }} }}");
        let reply = app.execute(&query).await;
        assert_eq!(reply.errors().len(), 1, "{value}: {reply}");
    }
}

#[tokio::test]
async fn c_177_regular_expressions_find_a_part_of_the_text() {
    let app = titles(&["foo", "Food", "f*o", "barfoobaz", "x42"]).await;

    check(
        &app,
        "posts",
        "title",
        &[
            (
                "{ title: { regex: \"fo*\" } }",
                &["foo", "f*o", "barfoobaz"],
            ),
            ("{ title: { regex: \"^foo$\" } }", &["foo"]),
            ("{ title: { iRegex: \"^FO+\" } }", &["foo", "Food"]),
            ("{ title: { regex: \"f\\\\*o\" } }", &["f*o"]),
            ("{ title: { regex: \"[xyz]\\\\d{2}\" } }", &["x42"]),
            ("{ title: { regex: \"(bar|baz)$\" } }", &["barfoobaz"]),
        ],
    )
    .await;
    let malformed = app
        .execute("{ posts(where: { title: { regex: \"(a\" } }) { totalCount } }")
        .await;
    malformed.expect_error(
        "INVALID",
        expect!["where.title.regex: unclosed group at character 1"],
    );
}

#[tokio::test]
async fn c_178_parts_of_dates_and_times_take_lookups_themselves() {
    let app = titles(&["spring", "autumn", "never"]).await;
    for (title, at) in [
        ("spring", "2024-03-31 22:30:00"),
        ("autumn", "2025-10-01 08:05:59"),
    ] {
        app.sql(&format!(
            "UPDATE post SET published_at = '{at}' WHERE title = '{title}'"
        ))
        .await;
    }

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ publishedAt: { year: { gte: 2025 } } }", &["autumn"]),
            (
                "{ publishedAt: { year: { lt: 2025 }, month: { in: [3, 4] } } }",
                &["spring"],
            ),
            (
                "{ publishedAt: { date: { exact: \"2024-03-31\" } } }",
                &["spring"],
            ),
            (
                "{ publishedAt: { date: { year: { exact: 2025 }, quarter: { exact: 4 } } } }",
                &["autumn"],
            ),
            (
                "{ publishedAt: { time: { gt: \"09:00:00\" } } }",
                &["spring"],
            ),
            (
                "{ publishedAt: { time: { hour: { range: [8, 9] } } } }",
                &["autumn"],
            ),
            ("{ publishedAt: { weekDay: { exact: 1 } } }", &["spring"]),
            ("{ publishedAt: { year: { isNull: true } } }", &["never"]),
            (
                "{ not: { publishedAt: { year: { exact: 2024 } } } }",
                &["autumn", "never"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_179_long_numbers_and_ids_may_be_strings_and_other_texts_are_refused() {
    let app = titles(&["a", "b"]).await;

    check(
        &app,
        "posts",
        "title",
        &[
            ("{ pk: { exact: \"2\" } }", &["b"]),
            ("{ pk: { exact: 2 } }", &["b"]),
            ("{ pk: { lt: \"9223372036854775807\" } }", &["a", "b"]),
            ("{ id: { exact: \"2\" } }", &["b"]),
            ("{ id: { exact: 2 } }", &["b"]),
            ("{ id: { exact: \"two\" } }", &[]),
        ],
    )
    .await;
    let text = app
        .execute("{ posts(where: { pk: { exact: \"two\" } }) { totalCount } }")
        .await;
    text.expect_error(
        "INVALID",
        expect![
            "where.pk.exact: must be a whole number from -2^63 to 2^63 - 1, as a number or a string"
        ],
    );
    let int = app
        .execute("{ posts(where: { publishedAt: { year: { exact: \"2025\" } } }) { totalCount } }")
        .await;
    assert_eq!(int.errors().len(), 1, "{int}");
}
