//! One row is changed: what is mentioned changes, and nothing else.

use entity::contribution::ContributionRole;
use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{difference, refused};

/// A published post of one user in one category, and another user and category.
async fn one_post() -> TestApp {
    let app = TestApp::new().await;
    let (ada, _) = (app.user("ada").await, app.user("bob").await);
    let (science, _) = (app.category("Science").await, app.category("Craft").await);
    app.post("Engines", &ada)
        .category(&science)
        .published()
        .await;
    app.sql(
        "UPDATE post SET created_at = '2024-01-01 00:00:00', published_at = '2024-01-02 00:00:00'",
    )
    .await;
    app.sql("UPDATE \"user\" SET joined_at = '2024-01-01 00:00:00'")
        .await;
    app
}

#[tokio::test]
async fn only_what_is_mentioned_changes() {
    let app = one_post().await;

    let rows = difference(
        &app,
        "mutation { updatePost(id: 1, input: { title: \"Looms\" }) { post { title } } }",
    )
    .await;

    expect![[r#"
        - post: 1, 'Engines', 'All about Engines.', 'PUBLISHED', '2024-01-01 00:00:00', '2024-01-02 00:00:00', 1, 1
        + post: 1, 'Looms', 'All about Engines.', 'PUBLISHED', '2024-01-01 00:00:00', '2024-01-02 00:00:00', 1, 1"#]].assert_eq(&rows);
}

#[tokio::test]
async fn null_takes_a_value_away_and_an_absent_variable_does_not() {
    let app = one_post().await;
    let update = "mutation($at: DateTime, $category: CategoryToOne) {
        updatePost(id: \"Post:1\", input: { publishedAt: $at, category: $category }) {
            post { publishedAt category { name } }
        }
    }";

    let absent = app.execute_with(update, json!({})).await;
    let null = app
        .execute_with(update, json!({ "at": null, "category": null }))
        .await;

    absent.expect_data(expect![[r#"
        {
          "updatePost": {
            "post": {"publishedAt": "2024-01-02T00:00:00Z", "category": {"name": "Science"}}
          }
        }"#]]);
    null.expect_data(expect![[
        r#"{"updatePost": {"post": {"publishedAt": null, "category": null}}}"#
    ]]);
}

#[tokio::test]
async fn null_is_refused_where_a_value_is_needed() {
    let app = one_post().await;

    refused(
        &app,
        "mutation { updatePost(id: 1, input: { title: null, author: null, status: null }) {
            post { id } } }",
        expect![[r#"
            INVALID at updatePost: `input.title` must not be null, and 2 more values are wrong
              fields: {"code":"required","field":"title","message":"must not be null","path":["input","title"]}
              fields: {"code":"required","field":"author","message":"must not be null","path":["input","author"]}
              fields: {"code":"required","field":"status","message":"must not be null","path":["input","status"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn an_input_that_mentions_nothing_changes_nothing() {
    let app = one_post().await;

    let update = "mutation { updatePost(id: 1, input: {}) { post { title } } }";

    assert_eq!(difference(&app, update).await, "");
    assert!(!app.sql_of(update).await.contains("UPDATE"));
}

#[tokio::test]
async fn a_foreign_key_takes_an_id_a_unique_key_a_new_row_or_null() {
    let app = one_post().await;

    let reply = app
        .execute(
            "mutation {
                id: updatePost(id: 1, input: { category: { id: \"Category:2\" } }) { post { category { name } } }
                get: updatePost(id: 1, input: { category: { get: { slug: \"science\" } } }) {
                    post { category { name } } }
                create: updatePost(id: 1, input: { category: { create: { name: \"New\", slug: \"new\",
                    parent: { get: { slug: \"craft\" } } } } }) { post { category { name parent { name } } } }
                none: updatePost(id: 1, input: { category: null }) { post { category { name } } }
                author: updatePost(id: 1, input: { author: { get: { username: \"bob\" } } }) {
                    post { author { username } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "id": {"post": {"category": {"name": "Craft"}}},
          "get": {"post": {"category": {"name": "Science"}}},
          "create": {"post": {"category": {"name": "New", "parent": {"name": "Craft"}}}},
          "none": {"post": {"category": null}},
          "author": {"post": {"author": {"username": "bob"}}}
        }"#]]);
}

#[tokio::test]
async fn relations_change_with_the_row() {
    let app = one_post().await;
    for name in ["iron", "steam", "wool"] {
        app.tag(name).await;
    }

    let reply = app
        .execute(
            "mutation {
                add: updatePost(id: 1, input: { tags: { add: [1, 2] } }) { post { ...T } }
                remove: updatePost(id: 1, input: { tags: { remove: [1] } }) { post { ...T } }
                create: updatePost(id: 1, input: { tags: { create: [{ name: \"new\" }] } }) { post { ...T } }
                set: updatePost(id: 1, input: { tags: { set: [3, 2] } }) { post { ...T } }
                all: updatePost(id: 1, input: { title: \"All\", tags: { remove: [3], add: [1],
                    create: [{ name: \"newer\" }] } }) { post { ...T } }
                clear: updatePost(id: 1, input: { tags: { clear: true, add: [3] } }) { post { ...T } }
                not: updatePost(id: 1, input: { tags: { clear: false } }) { post { ...T } }
                comments: updatePost(id: 1, input: { comments: { create: [{ author: \"a\", text: \"t\" }] } }) {
                    post { comments { nodes { text } } } }
            }
            fragment T on Post { tags { nodes { name } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {"post": {"tags": {"nodes": [{"name": "iron"}, {"name": "steam"}]}}},
          "remove": {"post": {"tags": {"nodes": [{"name": "steam"}]}}},
          "create": {"post": {"tags": {"nodes": [{"name": "steam"}, {"name": "new"}]}}},
          "set": {"post": {"tags": {"nodes": [{"name": "steam"}, {"name": "wool"}]}}},
          "all": {
            "post": {
              "tags": {"nodes": [{"name": "iron"}, {"name": "steam"}, {"name": "newer"}]}
            }
          },
          "clear": {"post": {"tags": {"nodes": [{"name": "wool"}]}}},
          "not": {"post": {"tags": {"nodes": [{"name": "wool"}]}}},
          "comments": {"post": {"comments": {"nodes": [{"text": "t"}]}}}
        }"#]]);
}

#[tokio::test]
async fn what_is_set_and_what_is_added_stay_together() {
    let app = one_post().await;
    for name in ["iron", "steam", "wool"] {
        app.tag(name).await;
    }
    let tags = "mutation {
        updatePost(id: 1, input: { tags: { set: [1, 2] } }) { post { id } }
        both: updatePost(id: 1, input: { tags: { set: [3], add: [2] } }) {
            post { tags { nodes { name } } } }
    }";
    let children = "mutation {
        createCategories(inputs: [{ name: \"A\", slug: \"a\", parent: { id: 1 } },
            { name: \"B\", slug: \"b\", parent: { id: 1 } }, { name: \"C\", slug: \"c\" }]) { count }
        both: updateCategory(id: 1, input: { children: { set: [5], add: [4] } }) {
            category { children { nodes { name } } } }
    }";

    let (tags, children) = (app.execute(tags).await, app.execute(children).await);

    assert_eq!(
        tags.data()["both"],
        json!({ "post": { "tags": { "nodes": [{ "name": "steam" }, { "name": "wool" }] } } })
    );
    assert_eq!(
        children.data()["both"],
        json!({ "category": { "children": { "nodes": [{ "name": "B" }, { "name": "C" }] } } })
    );
}

#[tokio::test]
async fn a_link_stays_as_it_is_where_its_row_is_added_beside_others_that_are_set() {
    let app = TestApp::new().await;
    let (john, mary) = (
        app.reporter("John Smith").await,
        app.reporter("Mary Major").await,
    );
    app.article("News", &john)
        .contributor(&john, ContributionRole::Writer)
        .await;
    let through = "through: { role: EDITOR, since: \"2026-01-01\" }";

    let rows = difference(
        &app,
        &format!(
            "mutation {{ updateArticle(id: 1, input: {{ contributors: {{
                set: [{{ id: {}, {through} }}], add: [{{ id: {}, {through} }}] }} }}) {{ article {{ id }} }} }}",
            mary.id, john.id
        ),
    )
    .await;

    assert_eq!(rows, "+ contribution: 2, 1, 2, 'EDITOR', '2026-01-01'");
}

#[tokio::test]
async fn a_row_that_is_named_twice_is_linked_once() {
    let app = one_post().await;
    app.tag("iron").await;

    let rows = difference(
        &app,
        "mutation { updatePost(id: 1, input: { tags: { add: [1, \"Tag:1\", \"1\"] } }) {
            post { tags { totalCount } } } }",
    )
    .await;

    expect!["+ post_tag: 1, 1"].assert_eq(&rows);
}

#[tokio::test]
async fn a_row_cannot_come_and_go_at_once() {
    let app = one_post().await;
    app.tag("iron").await;

    refused(
        &app,
        "mutation { updatePost(id: 1, input: { tags: { add: [1], remove: [\"Tag:1\"] } }) {
            post { id } } }",
        expect![[r#"
            INVALID at updatePost: `input.tags.add[0]` 1 is to be removed as well
              fields: {"code":"repeated","field":"add","message":"1 is to be removed as well","path":["input","tags","add",0]}"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_with_keys_of_every_type_are_changed() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                updateCountry(id: \"Country:x:y,z\", input: { name: \"Nowhere else\" }) { country { id name } }
                updateShelf(id: \"1,2\", input: { topic: \"Charts\" }) { shelf { id topic } }
                updateLabel(id: \"Label:1,1,fr\", input: { text: \"Les plantes\" }) { label { id text } }
                updateToken(id: \"Token:616263\", input: { owner: \"Eve\" }) { token { id owner } }
                updateParcel(id: \"9223372036854775807\", input: { label: \"huge\" }) { parcel { id label } }
                updateDistrict(id: \"District:North%2CUpper,\", input: { population: 8 }) {
                    district { id population } }
                updateVolume(id: 5, input: { shelf: { id: \"12,1\" } }) { volume { shelf { topic } } }
                half: updateVolume(id: 6, input: { shelf: null }) { volume { room number shelf { id } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "updateCountry": {"country": {"id": "Country:x:y,z", "name": "Nowhere else"}},
          "updateShelf": {"shelf": {"id": "Shelf:1,2", "topic": "Charts"}},
          "updateLabel": {"label": {"id": "Label:1,1,fr", "text": "Les plantes"}},
          "updateToken": {"token": {"id": "Token:616263", "owner": "Eve"}},
          "updateParcel": {"parcel": {"id": "Parcel:9223372036854775807", "label": "huge"}},
          "updateDistrict": {"district": {"id": "District:North%2CUpper,", "population": "8"}},
          "updateVolume": {"volume": {"shelf": {"topic": "Letters"}}},
          "half": {"volume": {"room": null, "number": null, "shelf": null}}
        }"#]]);
}

#[tokio::test]
async fn a_missing_row_is_not_found() {
    let app = one_post().await;

    refused(
        &app,
        "mutation { updatePost(id: 404, input: { title: \"Looms\" }) { post { id } } }",
        expect![[r#"
            NOT_FOUND at updatePost: `id`: there is no Post:404
              argument: "id"
              id: "Post:404"
              missing: {"argument":"id","id":"Post:404"}
              model: "Post""#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePost(id: \"nonsense\", input: { title: \"Looms\" }) { post { id } } }",
        expect![[r#"
            NOT_FOUND at updatePost: `id`: there is no Post:nonsense
              argument: "id"
              id: "Post:nonsense"
              missing: {"argument":"id","id":"Post:nonsense"}
              model: "Post""#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePost(id: \"User:1\", input: { title: \"Looms\" }) { post { id } } }",
        expect![[r#"
            WRONG_TYPE at updatePost: Mutation.updatePost expects Post, got User:1
              argument: "id""#]],
    )
    .await;
}

#[tokio::test]
async fn a_change_takes_the_same_statements_whatever_it_links() {
    let app = one_post().await;
    let tags: Vec<String> = (0..40).map(|n| format!("{{ name: \"t{n}\" }}")).collect();
    app.execute(&format!(
        "mutation {{ createTags(inputs: [{}]) {{ count }} }}",
        tags.join(" ")
    ))
    .await
    .data();
    let update = |ids: &[usize]| {
        format!(
            "mutation {{ updatePost(id: 1, input: {{ title: \"T\", tags: {{ set: {ids:?} }} }}) {{
                post {{ tags {{ nodes {{ name }} }} }} }} }}"
        )
    };

    app.execute(&update(&[40])).await.data();

    let few = app.statements(&update(&[1])).await;
    let many = app.statements(&update(&(2..=40).collect::<Vec<_>>())).await;

    assert_eq!((few, many), (9, 9));
}
