//! What a viewer may not see or do, and how little deletions tell of it.

use expect_test::expect;
use relation::{
    catalog::{Catalog, ModelId},
    lookup::{Comparison, Predicate},
    scope::{Access, Action, Scope},
};
use tests::TestApp;

/// One action on one model is limited.
struct Limited {
    model: ModelId,
    action: Action,
    access: Access,
}

impl Scope for Limited {
    fn access(&self, model: ModelId, action: Action) -> Access {
        if (model, action) == (self.model, self.action) {
            self.access.clone()
        } else {
            Access::All
        }
    }
}

fn limited(catalog: &Catalog, model: &str, action: Action, access: Access) -> Limited {
    Limited {
        model: catalog.model_by_name(model).unwrap().id,
        action,
        access,
    }
}

/// Only rows whose key is at most `last`.
fn up_to(catalog: &Catalog, model: &str, action: Action, last: i64) -> Limited {
    let key = catalog.model_by_name(model).unwrap().primary_key[0];
    let condition = Predicate::compare(key, Comparison::LessOrEqual, last.into());
    limited(catalog, model, action, Access::Filtered(condition))
}

/// A user with a post with two comments; a category with a post and two articles.
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (science, news) = (app.category("Science").await, app.category("News").await);
    let post = app.post("Engines", &ada).category(&science).await;
    app.comment(&post, "One").await;
    app.comment(&post, "Two").await;
    let john = app.reporter("John Smith").await;
    app.article("First", &john).category(&news).await;
    app.article("Second", &john).category(&news).await;
    app
}

const USER: &str = "mutation { deleteUser(id: 1) { total } }";
const NEWS: &str = "mutation { deleteCategory(id: 2) { total } }";
const PLAN: &str = "allowed total forbidden deleted { model count } updated { model field count }
    blockers { model field rule count sample { id } } steps { model relation count sample { id } }";

/// THREATS 58.
#[tokio::test]
async fn a_row_whose_children_may_not_all_be_deleted_stays_and_they_are_not_named() {
    let app = publication().await;
    let before = app.contents().await;
    let scope = || up_to(app.catalog(), "Comment", Action::Delete, 1);

    let refused = app.execute_as(scope(), USER).await;
    let preview = app
        .execute_as(
            scope(),
            &format!("{{ deletePreview(ids: [\"User:1\"]) {{ {PLAN} }} }}"),
        )
        .await;

    refused.expect_refusal(expect![[r#"
        FORBIDDEN at deleteUser: it is not allowed to delete all Comments that this would delete
          model: "Comment""#]]);
    preview.expect_data(expect![[r#"
        {
          "deletePreview": {
            "allowed": false,
            "total": 4,
            "forbidden": ["Comment"],
            "deleted": [
              {"model": "Comment", "count": 2},
              {"model": "Post", "count": 1},
              {"model": "User", "count": 1}
            ],
            "updated": [],
            "blockers": [],
            "steps": [
              {"model": "User", "relation": null, "count": 1, "sample": [{"id": "User:1"}]},
              {"model": "Post", "relation": "author", "count": 1, "sample": [{"id": "Post:1"}]},
              {
                "model": "Comment",
                "relation": "post",
                "count": 2,
                "sample": [{"id": "Comment:1"}, {"id": "Comment:2"}]
              }
            ]
          }
        }"#]]);
    assert_eq!(app.contents().await, before);
}

#[tokio::test]
async fn a_row_that_may_not_be_deleted_itself_stays() {
    let app = publication().await;
    let scope = || limited(app.catalog(), "User", Action::Delete, Access::None);

    app.execute_as(scope(), USER)
        .await
        .expect_refusal(expect![[r#"
            FORBIDDEN at deleteUser: it is not allowed to delete all Users that this would delete
              model: "User""#]]);
    let preview = "{ deletePreview(ids: [\"User:1\"]) { total } }";
    app.execute_as(scope(), preview)
        .await
        .expect_refusal(expect![[r#"
            FORBIDDEN at deletePreview: it is not allowed to delete all Users that this would delete
              model: "User""#]]);
}

#[tokio::test]
async fn a_row_that_is_hidden_is_not_there_to_delete() {
    let app = publication().await;
    let scope = || up_to(app.catalog(), "Category", Action::View, 1);

    app.execute_as(scope(), NEWS)
        .await
        .expect_refusal(expect![[r#"
            NOT_FOUND at deleteCategory: `id`: there is no Category:2
              argument: "id"
              id: "Category:2"
              missing: {"argument":"id","id":"Category:2"}
              model: "Category""#]]);
    let preview = app
        .execute_as(
            scope(),
            "{ deletePreview(ids: [\"Category:2\"]) { total } }",
        )
        .await;
    preview.expect_refusal(expect![[r#"
        NOT_FOUND at deletePreview: `ids[0]`: there is no Category:2
          argument: "ids[0]"
          id: "Category:2"
          missing: {"argument":"ids[0]","id":"Category:2"}
          model: "Category""#]]);
    let many = app
        .execute_as(
            scope(),
            "mutation { deleteCategories(where: { id: { in: [1, 2] } }) { ids } }",
        )
        .await;
    assert_eq!(many.leaves(), "Category:1");
}

/// THREATS 59.
#[tokio::test]
async fn rows_that_forbid_it_are_named_as_far_as_the_viewer_sees_them() {
    let app = publication().await;
    let preview = format!("{{ deletePreview(ids: [\"Category:2\"]) {{ {PLAN} }} }}");

    let some = || up_to(app.catalog(), "Article", Action::View, 1);
    app.execute_as(some(), NEWS)
        .await
        .expect_refusal(expect![[r#"
            PROTECTED at deleteCategory: this would delete rows that others refer to and protect by `Article.category`
              blockers: {"count":1,"field":"category","model":"Article","rule":"PROTECT","sample":["Article:1"]}
              total: 1"#]]);
    app.execute_as(some(), &preview)
        .await
        .expect_data(expect![[r#"
            {
              "deletePreview": {
                "allowed": false,
                "total": 1,
                "forbidden": [],
                "deleted": [{"model": "Category", "count": 1}],
                "updated": [],
                "blockers": [
                  {
                    "model": "Article",
                    "field": "category",
                    "rule": "PROTECT",
                    "count": 1,
                    "sample": [{"id": "Article:1"}]
                  }
                ],
                "steps": [
                  {
                    "model": "Category",
                    "relation": null,
                    "count": 1,
                    "sample": [{"id": "Category:2"}]
                  }
                ]
              }
            }"#]]);
    let none = || limited(app.catalog(), "Article", Action::View, Access::None);
    app.execute_as(none(), NEWS)
        .await
        .expect_refusal(expect![[r#"
            PROTECTED at deleteCategory: this would delete rows that others refer to and have to keep
              blockers: []
              total: 0"#]]);
    app.execute_as(none(), &preview)
        .await
        .expect_data(expect![[r#"
            {
              "deletePreview": {
                "allowed": false,
                "total": 1,
                "forbidden": [],
                "deleted": [{"model": "Category", "count": 1}],
                "updated": [],
                "blockers": [
                  {"model": null, "field": null, "rule": "PROTECT", "count": 0, "sample": []}
                ],
                "steps": [
                  {
                    "model": "Category",
                    "relation": null,
                    "count": 1,
                    "sample": [{"id": "Category:2"}]
                  }
                ]
              }
            }"#]]);
}

#[tokio::test]
async fn a_type_that_the_viewer_may_neither_see_nor_delete_is_not_named() {
    struct Neither(ModelId);
    impl Scope for Neither {
        fn access(&self, model: ModelId, action: Action) -> Access {
            let is_limited = model == self.0 && [Action::View, Action::Delete].contains(&action);
            if is_limited {
                Access::None
            } else {
                Access::All
            }
        }
    }
    let app = publication().await;
    let scope = || Neither(app.catalog().model_by_name("Comment").unwrap().id);

    app.execute_as(scope(), USER).await.expect_refusal(expect![
        "FORBIDDEN at deleteUser: it is not allowed to delete all rows that this would delete"
    ]);
    let preview = app
        .execute_as(
            scope(),
            &format!("{{ deletePreview(ids: [\"User:1\"]) {{ {PLAN} }} }}"),
        )
        .await;
    preview.expect_data(expect![[r#"
        {
          "deletePreview": {
            "allowed": false,
            "total": 4,
            "forbidden": [],
            "deleted": [
              {"model": null, "count": 2},
              {"model": "Post", "count": 1},
              {"model": "User", "count": 1}
            ],
            "updated": [],
            "blockers": [],
            "steps": [
              {"model": "User", "relation": null, "count": 1, "sample": [{"id": "User:1"}]},
              {"model": "Post", "relation": "author", "count": 1, "sample": [{"id": "Post:1"}]},
              {"model": null, "relation": null, "count": 2, "sample": []}
            ]
          }
        }"#]]);
}

/// THREATS 58: a key of a row that may not be changed becomes null, because what it refers to is
/// gone whatever the viewer may do to the row.
#[tokio::test]
async fn keys_are_emptied_in_rows_that_the_viewer_may_not_change_or_see() {
    for action in [Action::Change, Action::View] {
        let app = publication().await;
        let scope = limited(app.catalog(), "Post", action, Access::None);

        let delete =
            "mutation { deleteCategory(id: 1) { total updated { model field rule count } } }";
        let reply = app.execute_as(scope, delete).await;

        match action {
            Action::View => reply.expect_data(expect![[r#"
                {
                  "deleteCategory": {
                    "total": 1,
                    "updated": [{"model": null, "field": null, "rule": "SET_NULL", "count": 1}]
                  }
                }"#]]),
            _ => reply.expect_data(expect![[r#"
                {
                  "deleteCategory": {
                    "total": 1,
                    "updated": [{"model": "Post", "field": "category", "rule": "SET_NULL", "count": 1}]
                  }
                }"#]]),
        }
        assert_eq!(
            app.leaves("{ posts { nodes { category { id } } } }").await,
            "null"
        );
    }
}

#[tokio::test]
async fn code_of_an_entity_does_not_run_for_one_who_may_not_delete_the_row() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO page (id, title, slug, stars) VALUES (7, 'kept', 'k', 1)")
        .await;
    let scope = limited(app.catalog(), "Page", Action::Delete, Access::None);

    app.execute_as(scope, "mutation { deletePage(id: 7) { total } }")
        .await
        .expect_refusal(expect![[r#"
            FORBIDDEN at deletePage: it is not allowed to delete all Pages that this would delete
              model: "Page""#]]);
}
