//! A deletion with the token of a preview does what the preview told, or nothing.

use expect_test::expect;
use tests::TestApp;

use crate::writing::refused;

/// Ada with two posts, each with a comment, in a category; Bob with one.
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let science = app.category("Science").await;
    for (title, user) in [("One", &ada), ("Two", &ada), ("Three", &bob)] {
        let post = app.post(title, user).category(&science).await;
        app.comment(&post, "Fine").await;
    }
    app
}

async fn token(app: &TestApp, ids: &str) -> String {
    app.leaves(&format!("{{ deletePreview(ids: [{ids}]) {{ token }} }}"))
        .await
}

#[tokio::test]
async fn a_token_holds_for_the_same_rows_however_they_are_named() {
    let app = publication().await;
    let posts = token(&app, "\"Post:2\", \"Post:1\"").await;

    let delete = format!(
        "mutation {{ deletePosts(where: {{ author: {{ username: {{ exact: \"ada\" }} }} }}, token: \"{posts}\") {{ ids total }} }}"
    );
    assert_eq!(app.leaves(&delete).await, "Post:1 Post:2 4");
    let user = token(&app, "\"User:1\"").await;
    let delete = format!("mutation {{ deleteUser(id: 1, token: \"{user}\") {{ total }} }}");
    assert_eq!(app.leaves(&delete).await, "1");
}

#[tokio::test]
async fn a_token_is_stale_when_something_else_would_happen() {
    for change in [
        "createComment(input: { author: \"A\", text: \"T\", post: { id: 1 } }) { comment { id } }",
        "deleteComment(id: 1) { total }",
        "updatePost(id: 1, input: { author: { id: 2 } }) { post { id } }",
        // One for another.
        "updatePost(id: 1, input: { author: { id: 2 } }) { post { id } }
         addUserPosts(user: 1, posts: [3]) { added }",
        "createProfile(input: { bio: \"B\", user: { id: 1 } }) { profile { id } }",
    ] {
        let app = publication().await;
        let token = token(&app, "\"User:1\"").await;
        app.leaves(&format!("mutation {{ {change} }}")).await;

        let delete = format!("mutation {{ deleteUser(id: 1, token: \"{token}\") {{ total }} }}");
        refused(&app, &delete, expect!["STALE_PLAN at deleteUser: what would be deleted is no longer what `token` stands for, and nothing was deleted: look at a new `deletePreview`"]).await;
    }
}

#[tokio::test]
async fn a_token_holds_when_what_changed_is_of_no_concern() {
    let app = publication().await;
    let token = token(&app, "\"User:1\"").await;
    app.leaves(
        "mutation {
            updateComment(id: 1, input: { text: \"Better\" }) { comment { id } }
            createComment(input: { author: \"A\", text: \"T\", post: { id: 3 } }) { comment { id } }
            createTag(input: { name: \"new\" }) { tag { id } }
        }",
    )
    .await;

    let delete = format!("mutation {{ deleteUser(id: 1, token: \"{token}\") {{ total }} }}");
    assert_eq!(app.leaves(&delete).await, "5");
}

#[tokio::test]
async fn a_token_stands_for_the_keys_that_change_too() {
    let app = publication().await;
    let token = token(&app, "\"Category:1\"").await;
    app.leaves("mutation { updatePost(id: 1, input: { category: null }) { post { id } } }")
        .await;

    let delete = format!("mutation {{ deleteCategory(id: 1, token: \"{token}\") {{ total }} }}");
    refused(&app, &delete, expect!["STALE_PLAN at deleteCategory: what would be deleted is no longer what `token` stands for, and nothing was deleted: look at a new `deletePreview`"]).await;
}

#[tokio::test]
async fn the_token_of_other_rows_and_text_that_is_none_are_stale_and_null_is_none() {
    let app = publication().await;
    let other = token(&app, "\"Post:1\"").await;

    for token in [other.as_str(), "", "x"] {
        let delete = format!("mutation {{ deletePost(id: 2, token: \"{token}\") {{ total }} }}");
        refused(&app, &delete, expect!["STALE_PLAN at deletePost: what would be deleted is no longer what `token` stands for, and nothing was deleted: look at a new `deletePreview`"]).await;
    }
    assert_eq!(
        app.leaves("mutation { deletePost(id: 2, token: null) { total } }")
            .await,
        "2"
    );
}

#[tokio::test]
async fn the_token_of_some_rows_is_none_of_others_of_the_same_sum() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    for n in 1..=4 {
        let tag = app.tag(&format!("tag {n}")).await;
        app.post(&format!("post {n}"), &ada).tags([&tag]).await;
    }

    for (previewed, deleted) in [
        (
            "\"Tag:1\", \"Tag:4\"",
            "deleteTags(where: { id: { in: [2, 3] } }",
        ),
        (
            "\"PostTag:1,1\", \"PostTag:2,2\"",
            "deletePostTagList(where: { id: { in: [\"1,1\", \"3,3\"] } }",
        ),
    ] {
        let token = token(&app, previewed).await;
        let delete = format!("mutation {{ {deleted}, token: \"{token}\") {{ total }} }}");
        let reply = app.execute(&delete).await;
        assert_eq!(reply.errors()[0].code, "STALE_PLAN", "{delete}");
    }
}

#[tokio::test]
async fn a_token_is_stale_once_links_were_swapped_between_rows_that_go() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (iron, wool) = (app.tag("iron").await, app.tag("wool").await);
    app.post("One", &ada).tags([&iron]).await;
    app.post("Two", &ada).tags([&wool]).await;
    let token = token(&app, "\"User:1\"").await;
    app.leaves(
        "mutation { a: setPostTags(post: 1, tags: [2]) { added } b: setPostTags(post: 2, tags: [1]) { added } }",
    )
    .await;

    let delete = format!("mutation {{ deleteUser(id: 1, token: \"{token}\") {{ total }} }}");
    let reply = app.execute(&delete).await;
    assert_eq!(reply.errors()[0].code, "STALE_PLAN", "{reply}");
}

#[tokio::test]
async fn a_plan_that_is_not_allowed_is_refused_for_its_blockers_with_its_token() {
    let app = publication().await;
    let john = app.reporter("John Smith").await;
    let news = app.category("News").await;
    app.article("First", &john).category(&news).await;
    let token = token(&app, "\"Category:2\"").await;

    let delete = format!("mutation {{ deleteCategory(id: 2, token: \"{token}\") {{ total }} }}");
    refused(&app, &delete, expect![[r#"
        PROTECTED at deleteCategory: this would delete rows that others refer to and protect by `Article.category`
          blockers: {"count":1,"field":"category","model":"Article","rule":"PROTECT","sample":["Article:1"]}
          total: 1"#]]).await;
}
