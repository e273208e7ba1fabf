//! Every failure of a write has its code and tells what a program needs.

use api::Limits;
use expect_test::expect;
use relation::{
    catalog::{Catalog, ModelId},
    lookup::{Comparison, Predicate},
    scope::{Access, Action, Scope},
};
use serde_json::json;
use tests::{TestApp, backend::Backend};

use super::refused;
use crate::scope;

async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let (ada, _) = (app.user("ada").await, app.user("bob").await);
    let (iron, _) = (app.tag("iron").await, app.tag("wool").await);
    app.post("Engines", &ada).tags([&iron]).await;
    app
}

#[tokio::test]
async fn a_row_that_is_missing_is_named_with_its_argument() {
    let app = publication().await;

    for (operation, expected) in [
        (
            "mutation { updateTag(id: 404, input: {}) { tag { id } } }",
            expect![[r#"
                NOT_FOUND at updateTag: `id`: there is no Tag:404
                  argument: "id"
                  id: "Tag:404"
                  missing: {"argument":"id","id":"Tag:404"}
                  model: "Tag""#]],
        ),
        (
            "mutation { createComment(input: { author: \"a\", text: \"t\", post: { id: \"Post:404\" } }) {
                comment { id } } }",
            expect![[r#"
                NOT_FOUND at createComment: `input.post.id`: there is no Post:404
                  argument: "input.post.id"
                  id: "Post:404"
                  missing: {"argument":"input.post.id","id":"Post:404"}
                  model: "Post""#]],
        ),
        (
            "mutation { createPosts(inputs: [
                { title: \"A\", content: \"\", author: { get: { username: \"ada\" } } }
                { title: \"A\", content: \"\", author: { get: { username: \"nobody\" } } }
            ]) { count } }",
            expect![[r#"
                NOT_FOUND at createPosts: `inputs[1].author.get`: there is no such User
                  argument: "inputs[1].author.get"
                  model: "User""#]],
        ),
        (
            "mutation { addPostTags(post: 1, tags: [1, 404]) { added } }",
            expect![[r#"
                NOT_FOUND at addPostTags: `tags[1]`: there is no Tag:404
                  argument: "tags[1]"
                  id: "Tag:404"
                  missing: {"argument":"tags[1]","id":"Tag:404"}
                  model: "Tag""#]],
        ),
        (
            "mutation { addPostTags(post: 404, tags: [1]) { added } }",
            expect![[r#"
                NOT_FOUND at addPostTags: `post`: there is no Post:404
                  argument: "post"
                  id: "Post:404"
                  missing: {"argument":"post","id":"Post:404"}
                  model: "Post""#]],
        ),
        (
            "mutation { updateTag(id: \"not a number\", input: {}) { tag { id } } }",
            expect![[r#"
                NOT_FOUND at updateTag: `id`: there is no Tag:not a number
                  argument: "id"
                  id: "Tag:not a number"
                  missing: {"argument":"id","id":"Tag:not a number"}
                  model: "Tag""#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

#[tokio::test]
async fn an_id_of_another_type_is_refused_before_anything_else() {
    let app = publication().await;

    for (operation, expected) in [
        (
            "mutation { createArticle(input: { headline: \"A\", pubDate: \"2026-01-01\",
                reporter: { id: \"Tag:3\" } }) { article { id } } }",
            expect![[r#"
                WRONG_TYPE at createArticle: Article.reporter expects Reporter, got Tag:3
                  argument: "input.reporter.id""#]],
        ),
        (
            "mutation { updatePost(id: \"Tag:1\", input: {}) { post { id } } }",
            expect![[r#"
                WRONG_TYPE at updatePost: Mutation.updatePost expects Post, got Tag:1
                  argument: "id""#]],
        ),
        (
            "mutation { addPostTags(post: \"Tag:1\", tags: [1, \"Post:1\", \"User:1\"]) { added } }",
            expect![[r#"
                WRONG_TYPE at addPostTags: Mutation.addPostTags expects Post, got Tag:1, and 2 more ids are of another type
                  argument: "post""#]],
        ),
        (
            "mutation { getOrCreatePost(where: { id: \"Tag:1\" }) { created } }",
            expect![[r#"
                WRONG_TYPE at getOrCreatePost: PostUnique.id expects Post, got Tag:1
                  argument: "where.id""#]],
        ),
        (
            "mutation { updatePost(id: \"Post:1:2\", input: {}) { post { id } } }",
            expect![[r#"
                NOT_FOUND at updatePost: `id`: there is no Post:1:2
                  argument: "id"
                  id: "Post:1:2"
                  missing: {"argument":"id","id":"Post:1:2"}
                  model: "Post""#]],
        ),
        (
            "mutation { updatePost(id: \"post:1\", input: {}) { post { id } } }",
            expect![[r#"
                NOT_FOUND at updatePost: `id`: there is no Post:post:1
                  argument: "id"
                  id: "Post:post:1"
                  missing: {"argument":"id","id":"Post:post:1"}
                  model: "Post""#]],
        ),
        (
            "mutation { updatePost(id: \"Nothing:1\", input: {}) { post { id } } }",
            expect![[r#"
                NOT_FOUND at updatePost: `id`: there is no Post:Nothing:1
                  argument: "id"
                  id: "Post:Nothing:1"
                  missing: {"argument":"id","id":"Post:Nothing:1"}
                  model: "Post""#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

#[tokio::test]
async fn a_unique_value_that_is_taken_is_named_by_its_fields() {
    let app = publication().await;
    let john = app.reporter("John Smith").await;
    app.article("News", &john).await;

    for (operation, expected) in [
        (
            "mutation { createTag(input: { name: \"iron\" }) { tag { id } } }",
            expect![[r#"
                UNIQUE at createTag: a Tag with this name exists already
                  argument: "input"
                  fields: ["name"]
                  model: "Tag""#]],
        ),
        (
            "mutation { updateTag(id: 2, input: { name: \"iron\" }) { tag { id } } }",
            expect![[r#"
                UNIQUE at updateTag: a Tag with this name exists already
                  argument: "input"
                  fields: ["name"]
                  model: "Tag""#]],
        ),
        (
            "mutation { createTags(inputs: [{ name: \"a\" }, { name: \"b\" }, { name: \"a\" }]) { count } }",
            expect![[r#"
                UNIQUE at createTags: a Tag with this name exists already
                  argument: "inputs[2]"
                  fields: ["name"]
                  model: "Tag""#]],
        ),
        (
            "mutation { createTags(inputs: [{ name: \"a\" }, { name: \"iron\" }]) { count } }",
            expect![[r#"
                UNIQUE at createTags: a Tag with this name exists already
                  argument: "inputs[1]"
                  fields: ["name"]
                  model: "Tag""#]],
        ),
        (
            "mutation { createPost(input: { title: \"A\", content: \"\", author: { id: 1 },
                tags: { create: [{ name: \"a\" }, { name: \"wool\" }] } }) { post { id } } }",
            expect![[r#"
                UNIQUE at createPost: a Tag with this name exists already
                  argument: "input.tags.create[1]"
                  fields: ["name"]
                  model: "Tag""#]],
        ),
        (
            "mutation { createUser(input: { username: \"eve\", email: \"e@example.org\", posts: { create: [
                { title: \"A\", content: \"\", category: { create: { name: \"C\", slug: \"c\" } } }
                { title: \"B\", content: \"\", category: { create: { name: \"D\", slug: \"c\" } } }
            ] } }) { user { id } } }",
            expect![[r#"
                UNIQUE at createUser: a Category with this slug exists already
                  argument: "input.posts.create[1].category.create"
                  fields: ["slug"]
                  model: "Category""#]],
        ),
        (
            "mutation { createContributions(inputs: [
                { role: EDITOR, since: \"2026-01-01\", article: { id: 1 }, reporter: { id: 1 } }
                { role: WRITER, since: \"2026-01-02\", article: { id: 1 }, reporter: { id: 1 } }
            ]) { count } }",
            expect![[r#"
                UNIQUE at createContributions: a Contribution with this article and reporter exists already
                  argument: "inputs[1]"
                  fields: ["article","reporter"]
                  model: "Contribution""#]],
        ),
        (
            "mutation { createPostTag(input: { post: { id: 1 }, tag: { id: 1 } }) { postTag { id } } }",
            expect![[r#"
                UNIQUE at createPostTag: a PostTag with this post and tag exists already
                  argument: "input"
                  fields: ["post","tag"]
                  model: "PostTag""#]],
        ),
        (
            "mutation { createProfiles(inputs: [{ bio: \"\", user: { id: 1 } }, { bio: \"\", user: { id: 1 } }]) {
                count } }",
            expect![[r#"
                UNIQUE at createProfiles: a Profile with this user exists already
                  argument: "inputs[1]"
                  fields: ["user"]
                  model: "Profile""#]],
        ),
        (
            "mutation { updateOrCreateTag(where: { name: \"wool\" }, input: { name: \"iron\" }) { created } }",
            expect![[r#"
                UNIQUE at updateOrCreateTag: a Tag with this name exists already
                  argument: "input"
                  fields: ["name"]
                  model: "Tag""#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

#[tokio::test]
async fn a_primary_key_that_is_taken_is_named_by_its_fields() {
    let app = TestApp::zoo().await;

    for (operation, expected) in [
        (
            "mutation { createCountry(input: { code: \"at\", name: \"A\" }) { country { id } } }",
            expect![[r#"
                UNIQUE at createCountry: a Country with this code exists already
                  argument: "input"
                  fields: ["code"]
                  model: "Country""#]],
        ),
        (
            "mutation { createShelf(input: { room: 1, number: 2, topic: \"T\" }) { shelf { id } } }",
            expect![[r#"
                UNIQUE at createShelf: a Shelf with this room and number exists already
                  argument: "input"
                  fields: ["room","number"]
                  model: "Shelf""#]],
        ),
        (
            "mutation { createLabel(input: { language: \"de\", text: \"T\", shelf: { id: \"1,1\" } }) { label { id } } }",
            expect![[r#"
                UNIQUE at createLabel: a Label with this room and number and language exists already
                  argument: "input"
                  fields: ["room","number","language"]
                  model: "Label""#]],
        ),
        (
            "mutation { createPlaque(input: { donor: \"D\", shelf: { id: \"1,2\" } }) { plaque { id } } }",
            expect![[r#"
                UNIQUE at createPlaque: a Plaque with this room and number exists already
                  argument: "input"
                  fields: ["room","number"]
                  model: "Plaque""#]],
        ),
        (
            "mutation { createStation(input: { servesCoffee: true, site: { id: 1 } }) { station { id } } }",
            expect![[r#"
                UNIQUE at createStation: a Station with this site exists already
                  argument: "input"
                  fields: ["site"]
                  model: "Station""#]],
        ),
        (
            "mutation { createWard(input: { pk: 1, name: \"W\" }) { ward { id } } }",
            expect![[r#"
                UNIQUE at createWard: a Ward with this pk exists already
                  argument: "input"
                  fields: ["pk"]
                  model: "Ward""#]],
        ),
        (
            "mutation { updateDesk(id: 2, input: { staffMember: { id: 1 } }) { desk { id } } }",
            expect![[r#"
                UNIQUE at updateDesk: a Desk with this staffMember exists already
                  argument: "input"
                  fields: ["staffMember"]
                  model: "Desk""#]],
        ),
        (
            "mutation { updateBadge(id: 3, input: { deputy: { id: 1 } }) { badge { id } } }",
            expect![[r#"
                UNIQUE at updateBadge: a Badge with this deputy exists already
                  argument: "input"
                  fields: ["deputy"]
                  model: "Badge""#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

#[tokio::test]
async fn keys_that_share_a_column_have_to_agree() {
    let app = TestApp::zoo().await;

    for (operation, expected) in [
        (
            "mutation { createUnit(input: { tenant: 7, number: 1, above: { create: { tenant: 8, number: 1 } } }) {
                unit { id } } }",
            expect![[r#"
                INVALID at createUnit: `input.above.create` is given two values of `tenant` that do not agree
                  fields: {"code":"invalid","field":"create","message":"is given two values of `tenant` that do not agree","path":["input","above","create"]}"#]],
        ),
        (
            "mutation { createUnit(input: { tenant: 7, number: 1,
                below: { create: [{ number: 2 }], add: [\"404,1\"] } }) { unit { id } } }",
            expect![[r#"
                INVALID at : `input.below.add` is not a field of this input
                  fields: {"code":"unknown","field":"add","message":"is not a field of this input","path":["input","below","add"]}"#]],
        ),
        (
            "mutation { getOrCreateUnitBelow(unit: \"1,1\", where: { id: \"2,77\" }) { created } }",
            expect![[r#"
                INVALID at getOrCreateUnitBelow: `defaults` is given two values of `tenant` that do not agree
                  fields: {"code":"invalid","field":"defaults","message":"is given two values of `tenant` that do not agree","path":["defaults"]}"#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
    let made = app
        .leaves(
            "mutation { createUnit(input: { tenant: 7, number: 1, below: { create: [{ number: 2 }] } }) {
                unit { id below { nodes { id above { id } } } } } }",
        )
        .await;
    assert_eq!(made, "Unit:7,1 Unit:7,2 Unit:7,1");
}

#[tokio::test]
async fn a_constraint_of_the_database_is_told_without_its_words() {
    let app = publication().await;
    app.sql_by(|backend| {
        let statement = match backend {
            Backend::Sqlite => {
                "CREATE TRIGGER refuse BEFORE INSERT ON tag WHEN NEW.name = 'odd'
                 BEGIN SELECT RAISE(ABORT, 'secret words of the table tag'); END"
            }
            Backend::Postgres | Backend::MySql => {
                "ALTER TABLE tag ADD CONSTRAINT secret_words CHECK (name <> 'odd')"
            }
        };
        statement.to_owned()
    })
    .await;

    refused(
        &app,
        "mutation { createTags(inputs: [{ name: \"even\" }, { name: \"odd\" }]) { count } }",
        expect![[r#"
            CONSTRAINT at createTags: the database refuses the Tag by a constraint of its own
              model: "Tag""#]],
    )
    .await;
    refused(
        &app,
        "mutation { createPost(input: { title: \"A\", content: \"\", author: { id: 1 },
            tags: { create: [{ name: \"odd\" }] } }) { post { id } } }",
        expect![[r#"
            CONSTRAINT at createPost: the database refuses the Tag by a constraint of its own
              model: "Tag""#]],
    )
    .await;
}

#[tokio::test]
async fn links_that_others_refer_to_stay() {
    let app = TestApp::zoo().await;

    for (operation, expected) in [
        (
            "mutation { updatePanel(id: 1, input: { speakers: { remove: [1] } }) { panel { id } } }",
            expect![[r#"
                PROTECTED at updatePanel: this would delete rows that others refer to and protect by `Recording.appearance`
                  blockers: {"count":2,"field":"appearance","model":"Recording","rule":"PROTECT","sample":["Recording:1","Recording:2"]}
                  total: 2"#]],
        ),
        (
            "mutation { updateSpeaker(id: 2, input: { panels: { remove: [1] } }) { speaker { id } } }",
            expect![[r#"
                RESTRICTED at updateSpeaker: this would delete rows that others refer to and restrict by `Transcript.appearance`
                  blockers: {"count":1,"field":"appearance","model":"Transcript","rule":"RESTRICT","sample":["Transcript:1"]}
                  total: 1"#]],
        ),
        (
            "mutation { updatePanel(id: 1, input: { topic: \"New\", speakers: { set: [] } }) { panel { id } } }",
            expect![[r#"
                PROTECTED at updatePanel: this would delete rows that others refer to and protect by `Recording.appearance`
                  blockers: {"count":2,"field":"appearance","model":"Recording","rule":"PROTECT","sample":["Recording:1","Recording:2"]}
                  blockers: {"count":1,"field":"appearance","model":"Transcript","rule":"RESTRICT","sample":["Transcript:1"]}
                  total: 3"#]],
        ),
        (
            "mutation { updatePanels(where: { id: { isNull: false } }, input: { speakers: { clear: true } }) { count } }",
            expect![[r#"
                PROTECTED at updatePanels: this would delete rows that others refer to and protect by `Recording.appearance`
                  blockers: {"count":2,"field":"appearance","model":"Recording","rule":"PROTECT","sample":["Recording:1","Recording:2"]}
                  blockers: {"count":1,"field":"appearance","model":"Transcript","rule":"RESTRICT","sample":["Transcript:1"]}
                  total: 3"#]],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

#[tokio::test]
async fn limits_are_named_with_their_settings() {
    let app = TestApp::extended(|engine| {
        engine.limits(Limits {
            max_written_rows: 6,
            max_input_depth: 2,
            max_input_bytes: 100,
            max_string_length: 20,
            ..Limits::default()
        })
    })
    .await;
    app.user("ada").await;
    app.tag("iron").await;

    for (operation, expected) in [
        (
            "mutation { createTags(inputs: [{ name: \"1\" }, { name: \"2\" }, { name: \"3\" }, { name: \"4\" },
                { name: \"5\" }, { name: \"6\" }, { name: \"7\" }]) { count } }",
            expect!["LIMIT at createTags: inputs[6]: the operation makes, changes, links or deletes more than 6 rows (setting `max_written_rows`)"],
        ),
        (
            "mutation {
                a: createTags(inputs: [{ name: \"1\" }, { name: \"2\" }, { name: \"3\" }, { name: \"4\" }]) { count }
                b: createTags(inputs: [{ name: \"5\" }, { name: \"6\" }, { name: \"7\" }]) { count }
            }",
            expect!["LIMIT at b: inputs[2]: the operation makes, changes, links or deletes more than 6 rows (setting `max_written_rows`)"],
        ),
        (
            "mutation { updateTag(id: 1, input: { posts: { set: [1, 2, 3, 4, 5, 6] } }) { tag { id } } }",
            expect!["LIMIT at updateTag: input.posts.set[5]: the operation makes, changes, links or deletes more than 6 rows (setting `max_written_rows`)"],
        ),
        (
            "mutation { updatePosts(where: { id: { isNull: false } }, input: { tags: { create: [{ name: \"a\" }] } }, atMost: 4) { count } }",
            expect!["LIMIT at updatePosts: atMost: the operation makes, changes, links or deletes more than 6 rows (setting `max_written_rows`)"],
        ),
        (
            "mutation { updatePosts(where: { id: { isNull: false } }, input: {}) { count } }",
            expect!["LIMIT at updatePosts: atMost: the operation makes, changes, links or deletes more than 6 rows (setting `max_written_rows`)"],
        ),
        (
            "mutation { createCategory(input: { name: \"1\", slug: \"1\", parent: { create: { name: \"2\", slug: \"2\",
                parent: { create: { name: \"3\", slug: \"3\" } } } } }) { category { id } } }",
            expect!["LIMIT at createCategory: input.parent.create.parent.create: rows are nested more than 2 deep (setting `max_input_depth`)"],
        ),
        (
            "mutation { createTags(inputs: [
                { name: \"123456789012345678901234567890\" }, { name: \"223456789012345678901234567890\" }
                { name: \"323456789012345678901234567890\" }, { name: \"423456789012345678901234567890\" }
            ]) { count } }",
            expect!["LIMIT at createTags: inputs[3].name: the values of all inputs have more than 100 bytes (setting `max_input_bytes`)"],
        ),
        (
            "mutation { updateTag(id: \"123456789012345678901\", input: {}) { tag { id } } }",
            expect!["LIMIT at updateTag: id: has 21 characters, more than 20 (setting `max_string_length`)"],
        ),
    ] {
        refused(&app, operation, expected).await;
    }
}

/// Allows everything but one action on some rows of one model.
struct Without {
    model: ModelId,
    action: Action,
    access: Access,
}

impl Scope for Without {
    fn access(&self, model: ModelId, action: Action) -> Access {
        if model == self.model && action == self.action {
            self.access.clone()
        } else {
            Access::All
        }
    }
}

fn without(catalog: &Catalog, name: &str, action: Action) -> Without {
    Without {
        model: scope::model(catalog, name),
        action,
        access: Access::None,
    }
}

/// The action is allowed only on rows of which the text field has this value.
fn only(catalog: &Catalog, name: &str, action: Action, field: &str, value: &str) -> Without {
    let field = catalog.model_by_name(name).unwrap().field_by_name(field);
    let condition = Predicate::compare(field.unwrap(), Comparison::Equal, value.into());
    Without {
        access: Access::Filtered(condition),
        ..without(catalog, name, action)
    }
}

#[tokio::test]
async fn what_the_viewer_may_not_do_is_forbidden() {
    let app = publication().await;
    let before = app.contents().await;
    let cases = [
        (
            without(app.catalog(), "Tag", Action::Add),
            "mutation { createTag(input: { name: \"new\" }) { tag { id } } }",
            expect![[r#"
                FORBIDDEN at createTag: it is not allowed to add this Tag
                  model: "Tag""#]],
        ),
        (
            without(app.catalog(), "Tag", Action::Add),
            "mutation { updatePost(id: 1, input: { tags: { create: [{ name: \"new\" }] } }) { post { id } } }",
            expect![[r#"
                FORBIDDEN at updatePost: it is not allowed to add this Tag
                  model: "Tag""#]],
        ),
        (
            without(app.catalog(), "PostTag", Action::Add),
            "mutation { addPostTags(post: 1, tags: [2]) { added } }",
            expect![[r#"
                FORBIDDEN at addPostTags: it is not allowed to add this PostTag
                  model: "PostTag""#]],
        ),
        (
            without(app.catalog(), "PostTag", Action::Delete),
            "mutation { removePostTags(post: 1, tags: [1]) { removed } }",
            expect![[r#"
                FORBIDDEN at removePostTags: it is not allowed to delete all PostTags that this would delete
                  model: "PostTag""#]],
        ),
        (
            without(app.catalog(), "Post", Action::Change),
            "mutation { addPostTags(post: 1, tags: [2]) { added } }",
            expect![[r#"
                FORBIDDEN at addPostTags: it is not allowed to change this Post
                  model: "Post""#]],
        ),
        (
            without(app.catalog(), "Post", Action::Change),
            "mutation { updatePost(id: 1, input: { title: \"A\" }) { post { id } } }",
            expect![[r#"
                FORBIDDEN at updatePost: it is not allowed to change this Post
                  model: "Post""#]],
        ),
        (
            without(app.catalog(), "Post", Action::Change),
            "mutation { updatePosts(where: { id: { isNull: false } }, input: { title: \"A\" }) { count } }",
            expect![[r#"
                FORBIDDEN at updatePosts: it is not allowed to change this Post
                  model: "Post""#]],
        ),
        (
            without(app.catalog(), "Post", Action::Change),
            "mutation { updateUser(id: 2, input: { posts: { add: [1] } }) { user { id } } }",
            expect![[r#"
                FORBIDDEN at updateUser: it is not allowed to change this Post
                  model: "Post""#]],
        ),
    ];

    for (scope, operation, expected) in cases {
        let reply = app.execute_as(scope, operation).await;
        reply.expect_refusal(expected);
        assert_eq!(app.contents().await, before);
    }
}

#[tokio::test]
async fn what_the_viewer_may_do_is_decided_by_the_row_before_and_after() {
    let app = publication().await;
    let before = app.contents().await;
    let create = "mutation { createTag(input: { name: \"new\" }) { tag { name } } }";
    let rename = "mutation { updateTag(id: 1, input: { name: \"steel\" }) { tag { name } } }";
    let tags = |action, name| only(app.catalog(), "Tag", action, "name", name);

    let other = app.execute_as(tags(Action::Add, "other"), create).await;
    let from = app.execute_as(tags(Action::Change, "wool"), rename).await;
    let to = app.execute_as(tags(Action::Change, "iron"), rename).await;

    for reply in [other, from, to] {
        assert_eq!(reply.errors()[0].code, "FORBIDDEN");
    }
    assert_eq!(app.contents().await, before);
    let allowed = app.execute_as(tags(Action::Add, "new"), create).await;
    assert_eq!(allowed.leaves(), "new");
}

#[tokio::test]
async fn what_the_viewer_may_not_see_is_not_there_to_write() {
    let app = publication().await;
    let before = app.contents().await;

    for operation in [
        "mutation { updateTag(id: 1, input: { name: \"steel\" }) { tag { id } } }",
        "mutation { addPostTags(post: 1, tags: [1]) { added } }",
        "mutation { createPost(input: { title: \"A\", content: \"\", author: { id: 1 }, tags: { add: [1] } }) {
            post { id } } }",
    ] {
        let scope = scope::only(&app, "Tag", "name", "wool");
        let reply = app.execute_as(scope, operation).await;
        assert_eq!(reply.errors()[0].code, "NOT_FOUND");
        assert_eq!(reply.extension("id"), json!("Tag:1"));
    }
    assert_eq!(app.contents().await, before);
    let all =
        "mutation { updateTags(where: { id: { isNull: false } }, input: {}) { tags { name } } }";
    let seen = app
        .execute_as(scope::only(&app, "Tag", "name", "wool"), all)
        .await;

    assert_eq!(seen.leaves(), "wool");
}

#[tokio::test]
async fn a_hidden_row_that_is_in_the_way_shows_nothing_but_that() {
    let app = publication().await;
    let before = app.contents().await;

    let reply = app
        .execute_as(
            scope::only(&app, "Tag", "name", "wool"),
            "mutation { getOrCreateTag(where: { name: \"iron\" }) { created } }",
        )
        .await;

    reply.expect_refusal(expect![[r#"
        UNIQUE at getOrCreateTag: a Tag with this name exists already
          argument: "defaults"
          fields: ["name"]
          model: "Tag""#]]);
    assert_eq!(app.contents().await, before);
}

#[tokio::test]
async fn no_refusal_has_words_of_the_database() {
    let app = TestApp::zoo().await;

    for operation in [
        "mutation { createStaffMember(input: { name: \"A\", desk: { create: { number: 1 } },
            deputizedBadge: { create: { owner: { id: 1 } } } }) { staffMember { id } } }",
        "mutation { createCountry(input: { code: \"at\", name: \"A\" }) { country { id } } }",
        "mutation { createPage(input: { title: \"Home\", slug: \"home\" }) { page { id } } }",
        "mutation { createBadge(input: { owner: { id: 1 }, deputy: { id: 3 } }) { badge { id } } }",
        "mutation { updatePanel(id: 1, input: { speakers: { clear: true } }) { panel { id } } }",
    ] {
        let reply = app.execute(operation).await;
        let told = reply.refusal();

        assert_ne!(told, "", "{operation}");
        for word in [
            "SQL",
            "INSERT",
            "UPDATE",
            "constraint failed",
            "staff_member",
            "_id",
        ] {
            assert!(!told.contains(word), "{operation}\n{told}");
        }
    }
}
