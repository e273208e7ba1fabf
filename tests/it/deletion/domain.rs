//! What becomes of the rows of the shipped domain.

use entity::contribution::ContributionRole;
use expect_test::expect;
use tests::TestApp;

use crate::writing::{difference, refused};

/// Two reporters; articles of both, to each of which both contribute.
async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let (john, mary) = (
        app.reporter("John Smith").await,
        app.reporter("Mary Major").await,
    );
    let politics = app.category("Politics").await;
    for (headline, reporter) in [("First", &john), ("Second", &john), ("Third", &mary)] {
        let article = app.article(headline, reporter).category(&politics);
        let article = article.contributor(&john, ContributionRole::Writer);
        article.contributor(&mary, ContributionRole::Editor).await;
    }
    app.article("Unfiled", &mary).await;
    app
}

#[tokio::test]
async fn c_264_a_reporter_takes_articles_and_their_contributions_along() {
    let app = newsroom().await;

    let gone = difference(&app, "mutation { deleteReporter(id: 1) { total } }").await;

    expect![[r#"
        - article: 1, 'First', '2024-05-17', 1, 1
        - article: 2, 'Second', '2024-05-17', 1, 1
        - contribution: 1, 1, 1, 'WRITER', '2024-05-17'
        - contribution: 2, 1, 2, 'EDITOR', '2024-05-17'
        - contribution: 3, 2, 1, 'WRITER', '2024-05-17'
        - contribution: 4, 2, 2, 'EDITOR', '2024-05-17'
        - contribution: 5, 3, 1, 'WRITER', '2024-05-17'
        - reporter: 1, 'John', 'Smith', 'smith@example.org'"#]]
    .assert_eq(&gone);
}

#[tokio::test]
async fn c_266_a_category_with_articles_is_protected_and_names_them() {
    let app = newsroom().await;

    refused(
        &app,
        "mutation { deleteCategory(id: 1) { total } }",
        expect![[r#"
            PROTECTED at deleteCategory: this would delete rows that others refer to and protect by `Article.category`
              blockers: {"count":3,"field":"category","model":"Article","rule":"PROTECT","sample":["Article:1","Article:2","Article:3"]}
              total: 3"#]],
    )
    .await;
    let preview = app
        .execute(
            "{ deletePreview(ids: [\"Category:1\"]) { allowed total blockers { model field rule count
                sample(first: 2) { id ... on Article { headline reporter { lastName } } } } } }",
        )
        .await;

    preview.expect_data(expect![[r#"
        {
          "deletePreview": {
            "allowed": false,
            "total": 1,
            "blockers": [
              {
                "model": "Article",
                "field": "category",
                "rule": "PROTECT",
                "count": 3,
                "sample": [
                  {"id": "Article:1", "headline": "First", "reporter": {"lastName": "Smith"}},
                  {"id": "Article:2", "headline": "Second", "reporter": {"lastName": "Smith"}}
                ]
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_277_posts_and_children_of_a_category_stay_without_it() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let science = app.category("Science").await;
    app.subcategory("Physics", &science).await;
    let other = app.category("Other").await;
    app.post("Filed", &ada).category(&science).await;
    app.post("Elsewhere", &ada).category(&other).await;

    let reply = app
        .execute("mutation { deleteCategory(id: 1) { ids total deleted { model count } updated { model field rule count } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "deleteCategory": {
            "ids": ["Category:1"],
            "total": 1,
            "deleted": [{"model": "Category", "count": 1}],
            "updated": [
              {"model": "Category", "field": "parent", "rule": "SET_NULL", "count": 1},
              {"model": "Post", "field": "category", "rule": "SET_NULL", "count": 1}
            ]
          }
        }"#]]);
    let filed = app
        .texts(
            "SELECT title || ' ' || coalesce(category_id || '', '-') FROM post ORDER BY id",
            0,
        )
        .await;
    assert_eq!(filed, ["Filed -", "Elsewhere 3"]);
    let parents = app
        .texts(
            "SELECT name || ' ' || coalesce(parent_id || '', '-') FROM category ORDER BY id",
            0,
        )
        .await;
    assert_eq!(parents, ["Physics -", "Other -"]);
}

/// Ada with all that a user can have, and Bob, of whom nothing may go but what ties him to Ada.
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.profile(&ada, "Engines").await;
    app.profile(&bob, "Weaver").await;
    let tags = [
        app.tag("iron").await,
        app.tag("steam").await,
        app.tag("wool").await,
    ];
    let first = app.post("Engines", &ada).tags([&tags[0], &tags[1]]).await;
    let second = app.post("Numbers", &ada).tags([&tags[0]]).await;
    let looms = app.post("Looms", &bob).tags([&tags[0], &tags[2]]).await;
    app.comment(&first, "Fine").await;
    app.comment(&second, "Good").await;
    app.comment(&looms, "Loud").await;
    app.follow(&ada, &bob).await;
    app.follow(&bob, &ada).await;
    app
}

#[tokio::test]
async fn c_293_a_user_takes_all_along_and_the_rows_of_each_type_are_counted() {
    let app = publication().await;

    let reply = app
        .execute("mutation { deleteUser(id: \"User:1\") { ids total deleted { model count } updated { count } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "deleteUser": {
            "ids": ["User:1"],
            "total": 11,
            "deleted": [
              {"model": "Profile", "count": 1},
              {"model": "Follow", "count": 2},
              {"model": "PostTag", "count": 3},
              {"model": "Comment", "count": 2},
              {"model": "Post", "count": 2},
              {"model": "User", "count": 1}
            ],
            "updated": []
          }
        }"#]]);
    let left = app
        .execute("{ users { nodes { username profile { bio } followers { totalCount } following { totalCount }
            posts { nodes { title tags { nodes { name } } comments { nodes { text } } } } } }
            tags { nodes { name } } }")
        .await;
    left.expect_data(expect![[r#"
        {
          "users": {
            "nodes": [
              {
                "username": "bob",
                "profile": {"bio": "Weaver"},
                "followers": {"totalCount": 0},
                "following": {"totalCount": 0},
                "posts": {
                  "nodes": [
                    {
                      "title": "Looms",
                      "tags": {"nodes": [{"name": "iron"}, {"name": "wool"}]},
                      "comments": {"nodes": [{"text": "Loud"}]}
                    }
                  ]
                }
              }
            ]
          },
          "tags": {"nodes": [{"name": "iron"}, {"name": "steam"}, {"name": "wool"}]}
        }"#]]);
}

#[tokio::test]
async fn c_147_a_tag_or_a_post_takes_its_links_along_and_nothing_else() {
    let app = publication().await;

    let tag = difference(
        &app,
        "mutation { deleteTag(id: 1) { total deleted { model count } } }",
    )
    .await;
    let post = app
        .leaves("mutation { deletePost(id: 3) { total deleted { model count } } }")
        .await;

    expect![[r#"
        - post_tag: 1, 1
        - post_tag: 2, 1
        - post_tag: 3, 1
        - tag: 1, 'iron'"#]]
    .assert_eq(&tag);
    assert_eq!(post, "3 PostTag 1 Comment 1 Post 1");
    assert_eq!(
        app.leaves("{ tags { nodes { name } } }").await,
        "steam wool"
    );
}

#[tokio::test]
async fn c_292_what_was_deleted_is_back_when_the_operation_fails_afterwards() {
    let app = publication().await;

    refused(
        &app,
        "mutation { deleteUser(id: 1) { total } createTag(input: { name: \"iron\" }) { tag { id } } }",
        expect![[r#"
            UNIQUE at createTag: a Tag with this name exists already
              argument: "input"
              fields: ["name"]
              model: "Tag""#]],
    )
    .await;
}

#[tokio::test]
async fn a_row_that_is_not_there_is_not_found() {
    let app = publication().await;

    refused(
        &app,
        "mutation { deleteUser(id: 3) { total } }",
        expect![[r#"
            NOT_FOUND at deleteUser: `id`: there is no User:3
              argument: "id"
              id: "User:3"
              missing: {"argument":"id","id":"User:3"}
              model: "User""#]],
    )
    .await;
    refused(
        &app,
        "mutation { deleteUser(id: \"Tag:1\") { total } }",
        expect![[r#"
            WRONG_TYPE at deleteUser: Mutation.deleteUser expects User, got Tag:1
              argument: "id""#]],
    )
    .await;
    refused(
        &app,
        "mutation { a: deleteTag(id: 1) { total } b: deleteTag(id: 1) { total } }",
        expect![[r#"
            NOT_FOUND at b: `id`: there is no Tag:1
              argument: "id"
              id: "Tag:1"
              missing: {"argument":"id","id":"Tag:1"}
              model: "Tag""#]],
    )
    .await;
    refused(&app, "mutation { deleteTag(id: 1) { total } updateTag(id: 1, input: { name: \"x\" }) { tag { id } } }", expect![[r#"
        NOT_FOUND at updateTag: `id`: there is no Tag:1
          argument: "id"
          id: "Tag:1"
          missing: {"argument":"id","id":"Tag:1"}
          model: "Tag""#]]).await;
}

#[tokio::test]
async fn fields_of_one_operation_see_what_those_before_deleted() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation {
                createTag(input: { name: \"new\", posts: { add: [1, 2] } }) { tag { id } }
                before: addPostTags(post: 1, tags: [3]) { added }
                deletePost(id: 1) { ids total }
                deleteTags(where: { name: { in: [\"new\", \"wool\"] } }) { ids total }
                createComment(input: { author: \"A\", text: \"T\", post: { id: 2 } }) { comment { post { tags { nodes { name } } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createTag": {"tag": {"id": "Tag:4"}},
          "before": {"added": ["Tag:3"]},
          "deletePost": {"ids": ["Post:1"], "total": 6},
          "deleteTags": {"ids": ["Tag:3", "Tag:4"], "total": 4},
          "createComment": {"comment": {"post": {"tags": {"nodes": [{"name": "iron"}]}}}}
        }"#]]);
}

#[tokio::test]
async fn c_307_a_key_that_was_moved_or_emptied_before_is_not_followed() {
    let app = publication().await;

    let gone = app
        .execute(
            "mutation {
                updatePost(id: 1, input: { author: { id: 2 } }) { post { id } }
                addUserPosts(user: 1, posts: [3]) { added }
                deleteUser(id: 1) { deleted { model count } }
            }",
        )
        .await;

    gone.expect_data(expect![[r#"
        {
          "updatePost": {"post": {"id": "Post:1"}},
          "addUserPosts": {"added": ["Post:3"]},
          "deleteUser": {
            "deleted": [
              {"model": "Profile", "count": 1},
              {"model": "Follow", "count": 2},
              {"model": "PostTag", "count": 3},
              {"model": "Comment", "count": 2},
              {"model": "Post", "count": 2},
              {"model": "User", "count": 1}
            ]
          }
        }"#]]);
    let titles = app.leaves("{ posts { nodes { title } } }").await;
    assert_eq!(titles, "Engines");
}
