//! Managers for viewers who may not see or change everything.

use entity::post::PostStatus;
use expect_test::expect;
use relation::{
    catalog::ModelId,
    lookup::{Comparison, Predicate},
    scope::{Access, Action, Scope},
};
use sea_orm::ActiveEnum;
use tests::TestApp;

use super::stored;
use crate::scope::{Limited, model, only, without};

const FILED: &str =
    "SELECT title || ' in ' || coalesce(category_id || '', 'none') FROM post ORDER BY id";

/// Everything may be seen and some may be changed.
struct Changing(ModelId, Access);

impl Scope for Changing {
    fn access(&self, model: ModelId, action: Action) -> Access {
        if model == self.0 && action != Action::View {
            self.1.clone()
        } else {
            Access::All
        }
    }
}

/// Category 1 has the public post 1 and the draft 2; the draft 3 is in none.
async fn drafts() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let arts = app.category("Arts").await;
    app.category("Space").await;
    app.post("Public", &ada).published().category(&arts).await;
    app.post("Draft", &ada).category(&arts).await;
    app.post("Sketch", &ada).await;
    app
}

fn published(app: &TestApp) -> Limited {
    only(app, "Post", "status", PostStatus::Published.to_value())
}

#[tokio::test]
async fn children_that_are_hidden_stay_where_they_are() {
    let app = drafts().await;

    let set = app
        .execute_as(
            published(&app),
            "mutation { setCategoryPosts(category: 1, posts: []) { removed } }",
        )
        .await;
    let after_set = stored(&app, FILED).await;
    app.sql("UPDATE post SET category_id = 1 WHERE id = 1")
        .await;
    let clear = app
        .execute_as(
            published(&app),
            "mutation { clearCategoryPosts(category: 1) { removed category { posts { totalCount } } } }",
        )
        .await;

    set.expect_data(expect![[
        r#"{"setCategoryPosts": {"removed": ["Post:1"]}}"#
    ]]);
    clear.expect_data(expect![[r#"
        {
          "clearCategoryPosts": {
            "removed": ["Post:1"],
            "category": {"posts": {"totalCount": 0}}
          }
        }"#]]);
    assert_eq!(after_set, stored(&app, FILED).await);
    expect!["Public in none, Draft in 1, Sketch in none"].assert_eq(&after_set);
}

#[tokio::test]
async fn children_and_owners_that_are_hidden_are_not_found() {
    let app = drafts().await;
    let calls = [
        "addCategoryPosts(category: 2, posts: [1, 2]) { added }",
        "removeCategoryPosts(category: 1, posts: [2]) { removed }",
        "updatePost(id: 2, input: { title: \"Seen\" }) { post { pk } }",
        "updateCategory(id: 2, input: { posts: { add: [3] } }) { category { pk } }",
    ];

    for call in calls {
        let reply = app
            .execute_as(published(&app), &format!("mutation {{ {call} }}"))
            .await;

        assert_eq!(reply.errors()[0].code, "NOT_FOUND", "{call}: {reply}");
    }
    let owner = app
        .execute_as(
            without(&app, "Category"),
            "mutation { clearCategoryPosts(category: 1) { removed } }",
        )
        .await;
    owner.expect_error("NOT_FOUND", expect!["`category`: there is no Category:1"]);
    expect!["Public in 1, Draft in 1, Sketch in none"].assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn an_update_of_all_rows_changes_those_that_are_seen() {
    let app = drafts().await;

    let reply = app
        .execute_as(
            published(&app),
            "mutation { updatePosts(where: {id: {isNull: false}}, input: { category: { id: 2 } }) { count } }",
        )
        .await;

    reply.expect_data(expect![[r#"{"updatePosts": {"count": 1}}"#]]);
    expect!["Public in 2, Draft in 1, Sketch in none"].assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn a_row_that_is_hidden_is_not_found_by_its_key_and_keeps_it_taken() {
    let app = TestApp::new().await;
    app.tag("steam").await;
    app.tag("wool").await;

    let reply = app
        .execute_as(
            only(&app, "Tag", "name", "wool"),
            "mutation { getOrCreateTag(where: { name: \"steam\" }) { created } }",
        )
        .await;

    reply.expect_error("UNIQUE", expect!["a Tag with this name exists already"]);
}

#[tokio::test]
async fn a_one_to_one_that_is_hidden_is_neither_detached_nor_replaced() {
    let app = TestApp::zoo().await;
    let hidden = || only(&app, "Desk", "number", 102);
    let desks =
        "SELECT number || ' of ' || coalesce(staff_member_id || '', 'none') FROM desk ORDER BY id";

    let detached = app
        .execute_as(hidden(), "mutation { updateStaffMember(id: 1, input: { desk: null }) { staffMember { desk { number } } } }")
        .await;
    let replaced = app
        .execute_as(hidden(), "mutation { updateStaffMember(id: 1, input: { desk: { id: 2 } }) { staffMember { pk } } }")
        .await;

    detached.expect_data(expect![[
        r#"{"updateStaffMember": {"staffMember": {"desk": null}}}"#
    ]]);
    replaced.expect_error(
        "UNIQUE",
        expect!["a Desk with this staffMember exists already"],
    );
    expect!["101 of 1, 102 of none, 103 of none"].assert_eq(&stored(&app, desks).await);
}

#[tokio::test]
async fn what_may_not_be_changed_is_not_moved_and_nothing_is_kept() {
    let app = drafts().await;
    let post = app.catalog().model_by_name("Post").unwrap();
    let public = Predicate::compare(
        post.field_by_name("status").unwrap(),
        Comparison::Equal,
        PostStatus::Published.to_value().into(),
    );
    let changing = || Changing(post.id, Access::Filtered(public.clone()));
    let calls = [
        "addCategoryPosts(category: 2, posts: [1, 3]) { added }",
        "removeCategoryPosts(category: 1, posts: [1, 2]) { removed }",
        "setCategoryPosts(category: 1, posts: []) { removed }",
        "clearCategoryPosts(category: 1) { removed }",
        "updatePost(id: 1, input: { status: DRAFT }) { post { pk } }",
        "updatePosts(where: {id: {isNull: false}}, input: { category: null }) { count }",
        "createUserPosts(user: 1, inputs: [{ title: \"a\", content: \"\" }]) { added }",
    ];

    for call in calls {
        let reply = app
            .execute_as(changing(), &format!("mutation {{ {call} }}"))
            .await;

        assert_eq!(reply.errors().len(), 1, "{call}: {reply}");
        assert_eq!(reply.errors()[0].code, "FORBIDDEN", "{call}: {reply}");
    }
    expect!["Public in 1, Draft in 1, Sketch in none"].assert_eq(&stored(&app, FILED).await);
    let allowed = app
        .execute_as(
            changing(),
            "mutation { addCategoryPosts(category: 2, posts: [1]) { added } }",
        )
        .await;
    allowed.expect_data(expect![[r#"{"addCategoryPosts": {"added": ["Post:1"]}}"#]]);
}

#[tokio::test]
async fn links_may_not_be_made_or_deleted_without_the_right_to_it() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (iron, _steam) = (app.tag("iron").await, app.tag("steam").await);
    app.post("Engines", &ada).tags([&iron]).await;
    let fixed = || Changing(model(app.catalog(), "PostTag"), Access::None);
    let calls = [
        "addPostTags(post: 1, tags: [2]) { added }",
        "removePostTags(post: 1, tags: [1]) { removed }",
        "setPostTags(post: 1, tags: []) { removed }",
        "setPostTags(post: 1, tags: [2], clear: true) { removed }",
        "clearPostTags(post: 1) { removed }",
        "createPostTags(post: 1, inputs: [{ name: \"wool\" }]) { added }",
    ];

    for call in calls {
        let reply = app
            .execute_as(fixed(), &format!("mutation {{ {call} }}"))
            .await;

        assert_eq!(reply.errors().len(), 1, "{call}: {reply}");
        assert_eq!(reply.errors()[0].code, "FORBIDDEN", "{call}: {reply}");
    }
    assert_eq!(
        stored(&app, "SELECT post_id || '-' || tag_id FROM post_tag").await,
        "1-1"
    );
    assert_eq!(
        stored(&app, "SELECT name FROM tag ORDER BY id").await,
        "iron, steam"
    );
}
