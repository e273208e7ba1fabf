//! A row with a unique key is found or made, changed or made.

use expect_test::expect;
use serde_json::json;
use tests::{TestApp, backend::Backend};

use super::{difference, refused};

#[tokio::test]
async fn a_row_is_found_by_its_unique_field_and_else_made() {
    let app = TestApp::new().await;
    let get = "mutation { getOrCreateUser(where: { username: \"ada\" },
        defaults: { email: \"ada@example.org\", posts: { create: [{ title: \"Hello\", content: \"\" }] } }) {
            created user { id username email posts { totalCount } } } }";

    let first = app.execute(get).await;
    let second = app
        .execute(&get.replace("ada@example.org", "other@example.org"))
        .await;

    first.expect_data(expect![[r#"
        {
          "getOrCreateUser": {
            "created": true,
            "user": {
              "id": "User:1",
              "username": "ada",
              "email": "ada@example.org",
              "posts": {"totalCount": 1}
            }
          }
        }"#]]);
    second.expect_data(expect![[r#"
        {
          "getOrCreateUser": {
            "created": false,
            "user": {
              "id": "User:1",
              "username": "ada",
              "email": "ada@example.org",
              "posts": {"totalCount": 1}
            }
          }
        }"#]]);
    assert_eq!(difference(&app, get).await, "");
}

#[tokio::test]
async fn a_row_is_found_by_its_id_and_else_made_with_it_where_the_database_gives_no_keys() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                found: getOrCreateMember(where: { id: \"Member:1\" }, defaults: { name: \"Zoe\" }) {
                    created member { pk name } }
                country: getOrCreateCountry(where: { id: \"fr\" }, defaults: { name: \"France\" }) {
                    created country { code name } }
                shelf: getOrCreateShelf(where: { id: \"3,9\" }, defaults: { topic: \"Tea\" }) {
                    created shelf { id topic } }
                again: getOrCreateShelf(where: { id: \"3,9\" }) { created shelf { id topic } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "found": {"created": false, "member": {"pk": "1", "name": "Bob"}},
          "country": {"created": true, "country": {"code": "fr", "name": "France"}},
          "shelf": {"created": true, "shelf": {"id": "Shelf:3,9", "topic": "Tea"}},
          "again": {"created": false, "shelf": {"id": "Shelf:3,9", "topic": "Tea"}}
        }"#]]);
}

#[tokio::test]
async fn a_row_is_found_by_a_one_to_one_key_and_else_made() {
    let app = TestApp::new().await;
    app.user("ada").await;
    let get =
        "mutation { getOrCreateProfile(where: { user: \"User:1\" }, defaults: { bio: \"Hi\" }) {
        created profile { id bio user { username } } } }";

    let (first, second) = (app.execute(get).await, app.execute(get).await);

    first.expect_data(expect![[r#"
        {
          "getOrCreateProfile": {
            "created": true,
            "profile": {"id": "Profile:1", "bio": "Hi", "user": {"username": "ada"}}
          }
        }"#]]);
    second.expect_data(expect![[r#"
        {
          "getOrCreateProfile": {
            "created": false,
            "profile": {"id": "Profile:1", "bio": "Hi", "user": {"username": "ada"}}
          }
        }"#]]);
}

#[tokio::test]
async fn a_row_is_found_by_a_group_of_fields_and_else_made() {
    let app = TestApp::new().await;
    let john = app.reporter("John Smith").await;
    app.article("News", &john).await;
    let get = "mutation { getOrCreateContribution(
        where: { articleReporter: { article: 1, reporter: \"Reporter:1\" } },
        defaults: { role: EDITOR, since: \"2026-01-01\" }) {
            created contribution { role article { headline } reporter { lastName } } } }";

    let first = app.execute(get).await;
    let second = app.execute(&get.replace("EDITOR", "WRITER")).await;

    first.expect_data(expect![[r#"
        {
          "getOrCreateContribution": {
            "created": true,
            "contribution": {
              "role": "EDITOR",
              "article": {"headline": "News"},
              "reporter": {"lastName": "Smith"}
            }
          }
        }"#]]);
    second.expect_data(expect![[r#"
        {
          "getOrCreateContribution": {
            "created": false,
            "contribution": {
              "role": "EDITOR",
              "article": {"headline": "News"},
              "reporter": {"lastName": "Smith"}
            }
          }
        }"#]]);
}

#[tokio::test]
async fn what_the_key_refers_to_has_to_exist() {
    let app = TestApp::new().await;

    refused(
        &app,
        "mutation { getOrCreateProfile(where: { user: 404 }, defaults: { bio: \"Hi\" }) { created } }",
        expect![[r#"
            NOT_FOUND at getOrCreateProfile: `where.user`: there is no User:404
              argument: "where.user"
              id: "User:404"
              missing: {"argument":"where.user","id":"User:404"}
              model: "User""#]],
    )
    .await;
    refused(
        &app,
        "mutation { getOrCreateProfile(where: { user: \"Tag:1\" }, defaults: { bio: \"Hi\" }) { created } }",
        expect![[r#"
            WRONG_TYPE at getOrCreateProfile: Profile.user expects User, got Tag:1
              argument: "where.user""#]],
    )
    .await;
}

#[tokio::test]
async fn a_key_is_given_whole_and_alone() {
    let app = TestApp::new().await;

    for (operation, expected) in [
        (
            "mutation { getOrCreateContribution(where: { articleReporter: { article: 1 } }) { created } }",
            expect![[r#"
                INVALID at : `where.articleReporter.reporter` is required
                  fields: {"code":"required","field":"reporter","message":"is required","path":["where","articleReporter","reporter"]}"#]],
        ),
        (
            "mutation { getOrCreateUser(where: { username: null }) { created } }",
            expect![[r#"
                INVALID at : `where.username` must not be null
                  fields: {"code":"required","field":"username","message":"must not be null","path":["where","username"]}"#]],
        ),
        (
            "mutation { getOrCreateUser(where: {}) { created } }",
            expect![[r#"
                INVALID at : `where` must have exactly one field
                  fields: {"code":"invalid","field":"where","message":"must have exactly one field","path":["where"]}"#]],
        ),
        (
            "mutation { getOrCreateUser(where: { id: 1, username: \"ada\" }) { created } }",
            expect![[r#"
                INVALID at : `where` must have exactly one field
                  fields: {"code":"invalid","field":"where","message":"must have exactly one field","path":["where"]}"#]],
        ),
        (
            "mutation { getOrCreateUser(where: { id: \"nonsense\" }) { created } }",
            expect![[r#"
                INVALID at getOrCreateUser: `where.id` must be an id of User
                  fields: {"code":"invalid","field":"id","message":"must be an id of User","path":["where","id"]}"#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

#[tokio::test]
async fn what_a_row_needs_is_needed_only_when_it_is_made() {
    let app = TestApp::new().await;
    app.user("bob").await;

    refused(
        &app,
        "mutation { getOrCreateUser(where: { username: \"ada\" }) { created } }",
        expect![[r#"
            INVALID at getOrCreateUser: `defaults.email` must have a value
              fields: {"code":"required","field":"email","message":"must have a value","path":["defaults","email"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { getOrCreateProfile(where: { user: 1 }, defaults: { photo: \"p\" }) { created } }",
        expect![[r#"
            INVALID at getOrCreateProfile: `defaults.bio` must have a value
              fields: {"code":"required","field":"bio","message":"must have a value","path":["defaults","bio"]}"#]],
    )
    .await;
    app.user("ada").await;
    let found = app
        .leaves("mutation { getOrCreateUser(where: { username: \"ada\" }) { created } }")
        .await;

    assert_eq!(found, "false");
}

#[tokio::test]
async fn the_values_of_the_key_are_validated_when_a_row_is_made() {
    let app = TestApp::new().await;

    refused(
        &app,
        "mutation { getOrCreateTag(where: { name: \"\" }) { created } }",
        expect![[r#"
            INVALID at getOrCreateTag: `defaults.name` must not be blank
              fields: {"code":"blank","field":"name","message":"must not be blank","path":["defaults","name"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { getOrCreateCategory(where: { slug: \"no slug\" }, defaults: { name: \"\" }) { created } }",
        expect![[r#"
            INVALID at getOrCreateCategory: `defaults.name` must not be blank
              fields: {"code":"blank","field":"name","message":"must not be blank","path":["defaults","name"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn a_row_that_is_found_is_changed_and_one_that_is_not_gets_the_input() {
    let app = TestApp::new().await;
    let write = |email: &str| {
        format!(
            "mutation {{ updateOrCreateUser(where: {{ username: \"ada\" }}, input: {{ email: \"{email}\" }}) {{
                created user {{ username email }} }} }}"
        )
    };

    let made = app.execute(&write("first@example.org")).await;
    let changed = app.execute(&write("second@example.org")).await;

    made.expect_data(expect![[r#"
        {
          "updateOrCreateUser": {
            "created": true,
            "user": {"username": "ada", "email": "first@example.org"}
          }
        }"#]]);
    changed.expect_data(expect![[r#"
        {
          "updateOrCreateUser": {
            "created": false,
            "user": {"username": "ada", "email": "second@example.org"}
          }
        }"#]]);
}

#[tokio::test]
async fn where_there_are_defaults_the_input_is_for_changes_alone() {
    let app = TestApp::new().await;
    let write = "mutation { updateOrCreateCategory(where: { slug: \"rust\" },
        input: { name: \"Changed\", parent: { create: { name: \"Top\", slug: \"top\" } } },
        defaults: { name: \"Made\" }) { created category { name parent { name } } } }";

    let (made, changed) = (app.execute(write).await, app.execute(write).await);

    made.expect_data(expect![[r#"
        {
          "updateOrCreateCategory": {
            "created": true,
            "category": {"name": "Made", "parent": null}
          }
        }"#]]);
    changed.expect_data(expect![[r#"
        {
          "updateOrCreateCategory": {
            "created": false,
            "category": {"name": "Changed", "parent": {"name": "Top"}}
          }
        }"#]]);
}

#[tokio::test]
async fn a_row_may_get_another_key() {
    let app = TestApp::new().await;
    app.user("ada").await;

    let reply = app
        .execute(
            "mutation {
                updateOrCreateUser(where: { username: \"ada\" }, input: { username: \"bob\" }) {
                    created user { pk username } }
                getOrCreateUser(where: { username: \"bob\" }) { created user { pk } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "updateOrCreateUser": {"created": false, "user": {"pk": "1", "username": "bob"}},
          "getOrCreateUser": {"created": false, "user": {"pk": "1"}}
        }"#]]);
}

#[tokio::test]
async fn a_row_that_is_made_takes_from_its_key_what_the_defaults_do_not_say() {
    let app = TestApp::new().await;

    let reply = app
        .execute(
            "mutation {
                a: getOrCreateTag(where: { name: \"key\" }) { created tag { name } }
                b: getOrCreateTag(where: { name: \"other\" }, defaults: { name: \"default\" }) { created tag { name } }
            }",
        )
        .await;

    assert_eq!(
        reply.data(),
        json!({
            "a": { "created": true, "tag": { "name": "key" } },
            "b": { "created": true, "tag": { "name": "default" } },
        })
    );
}

#[tokio::test]
async fn a_key_that_the_database_counts_can_be_given_where_every_client_holds_it() {
    let app = TestApp::zoo().await;
    let mutation = "mutation {
        getOrCreateMember(where: { id: 77 }, defaults: { name: \"Zoe\" }) { created member { pk } }
    }";

    assert_eq!(app.leaves(mutation).await, "true 77");

    for id in ["0", "-1", "9007199254740992", "9223372036854775807"] {
        refused(
            &app,
            &format!(
                "mutation {{ getOrCreateMember(where: {{ id: {id} }}, defaults: {{ name: \"Zoe\" }}) {{ created }} }}"
            ),
            expect![[r#"
                NOT_FOUND at getOrCreateMember: `where`: there is no such Member
                  argument: "where"
                  model: "Member""#]],
        )
        .await;
    }
}

/// PostgreSQL counts on from the last key that it gave itself.
#[tokio::test]
async fn a_key_that_is_given_moves_the_count_where_the_database_looks_for_the_largest() {
    for app in TestApp::zoo().await.each() {
        let mutation = "mutation {
            getOrCreateMember(where: { id: 77 }, defaults: { name: \"Zoe\" }) { created }
            createMember(input: { name: \"Max\" }) { member { pk } }
        }";

        let next = match app.backend() {
            Backend::Postgres => "4",
            Backend::Sqlite | Backend::MySql => "78",
        };
        assert_eq!(app.leaves(mutation).await, format!("true {next}"));
    }
}

#[tokio::test]
async fn what_was_made_before_in_the_operation_is_found() {
    let app = TestApp::new().await;

    let reply = app
        .execute(
            "mutation {
                a: getOrCreateTag(where: { name: \"new\" }) { created tag { id } }
                b: getOrCreateTag(where: { name: \"new\" }) { created tag { id } }
            }",
        )
        .await;

    assert_eq!(
        reply.data(),
        json!({
            "a": { "created": true, "tag": { "id": "Tag:1" } },
            "b": { "created": false, "tag": { "id": "Tag:1" } },
        })
    );
}

#[tokio::test]
async fn hooks_run_for_the_row_that_is_made_or_changed() {
    let app = TestApp::zoo().await;

    let rows = difference(
        &app,
        "mutation {
            found: getOrCreatePage(where: { slug: \"home\" }, defaults: { title: \"Not used\" }) { created }
            made: getOrCreatePage(where: { slug: \"new\" }, defaults: { title: \"New\" }) { created }
            changed: updateOrCreatePage(where: { slug: \"about-us\" }, input: { title: \"About\" }) { created }
        }",
    )
    .await;

    expect![[r#"
        - page: 2, 'About us', 'about-us', 3
        + page: 2, 'About', 'about-us', 3
        + page: 3, 'New', 'new', 3
        + page_event: 3, 3, 'made'
        + page_event: 4, 2, 'changed'"#]]
    .assert_eq(&rows);
}
