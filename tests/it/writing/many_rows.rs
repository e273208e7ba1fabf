//! All rows that meet a condition are changed in the same way, as Django's `update` does.

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{difference, refused};

#[tokio::test]
async fn c_256_all_that_match_are_changed_by_one_statement_and_counted() {
    let app = TestApp::new().await;
    app.publication(5, 1).await;
    let update = "mutation { updatePosts(where: { title: { in: [\"post1\", \"post3\"] } },
        input: { title: \"post3\" }) { count posts { pk title } } }";

    let reply = app.execute(update).await;

    reply.expect_data(expect![[r#"
        {
          "updatePosts": {
            "count": 2,
            "posts": [{"pk": "1", "title": "post3"}, {"pk": "3", "title": "post3"}]
          }
        }"#]]);
    let updates: Vec<String> = reply.trace().to_string().lines().map(Into::into).collect();
    let n_updates = updates.iter().filter(|sql| sql.starts_with("UPDATE"));
    assert_eq!(n_updates.count(), 1);
}

#[tokio::test]
async fn c_257_a_foreign_key_is_changed_for_all() {
    let app = TestApp::new().await;
    app.publication(3, 1).await;

    let reply = app
        .execute(
            "mutation {
                id: updatePosts(where: { id: { isNull: false } }, input: { author: { id: 1 } }) { posts { author { username } } }
                get: updatePosts(where: { id: { isNull: false } }, input: { author: { get: { username: \"user2\" } },
                    category: null }) { posts { author { username } category { id } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "id": {
            "posts": [
              {"author": {"username": "user1"}},
              {"author": {"username": "user1"}},
              {"author": {"username": "user1"}}
            ]
          },
          "get": {
            "posts": [
              {"author": {"username": "user2"}, "category": null},
              {"author": {"username": "user2"}, "category": null},
              {"author": {"username": "user2"}, "category": null}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_258_a_row_that_matches_through_several_related_rows_counts_once() {
    let app = TestApp::new().await;
    app.publication(3, 4).await;

    let reply = app
        .execute(
            "mutation { updatePosts(
                where: { comments: { some: { author: { exact: \"reader\" } } },
                    author: { username: { in: [\"user2\", \"user3\"] } } },
                input: { status: PUBLISHED }) { count posts { title status } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "updatePosts": {
            "count": 2,
            "posts": [
              {"title": "post1", "status": "PUBLISHED"},
              {"title": "post2", "status": "PUBLISHED"}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_261_there_is_no_part_of_a_list_to_change() {
    let app = TestApp::new().await;

    refused(
        &app,
        "mutation { updatePosts(where: {}, first: 1, input: { title: \"A\" }) { count } }",
        expect![[r#"
            INVALID at : Unknown argument "first" on field "updatePosts" of type "Mutation".
            INVALID at : `where` holds for every row; where all are meant, say so: `{ id: { isNull: false } }`"#]],
    )
    .await;
}

#[tokio::test]
async fn c_262_one_row_that_cannot_change_keeps_all_from_changing() {
    let app = TestApp::new().await;
    app.publication(3, 1).await;

    refused(
        &app,
        "mutation { updateTags(where: { id: { isNull: false } }, input: { name: \"same\" }) { count } }",
        expect![[r#"
            UNIQUE at updateTags: a Tag with this name exists already
              argument: "input"
              fields: ["name"]
              model: "Tag""#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePosts(where: { id: { isNull: false } }, input: { author: { id: 404 } }) { count } }",
        expect![[r#"
            NOT_FOUND at updatePosts: `input.author.id`: there is no User:404
              argument: "input.author.id"
              id: "User:404"
              missing: {"argument":"input.author.id","id":"User:404"}
              model: "User""#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePosts(where: { id: { isNull: false } }, input: { author: { id: \"Tag:1\" } }) { count } }",
        expect![[r#"
            WRONG_TYPE at updatePosts: Post.author expects User, got Tag:1
              argument: "input.author.id""#]],
    )
    .await;
    refused(
        &app,
        "mutation { updatePosts(where: { id: { isNull: false } }, input: { author: null }) { count } }",
        expect![[r#"
            INVALID at updatePosts: `input.author` must not be null
              fields: {"code":"required","field":"author","message":"must not be null","path":["input","author"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn no_row_matches_and_nothing_happens() {
    let app = TestApp::new().await;
    app.publication(3, 1).await;
    let update = "mutation { updatePosts(where: { title: { exact: \"none\" } },
        input: { title: \"A\", tags: { create: [{ name: \"new\" }] },
            category: { create: { name: \"New\", slug: \"new\" } } }) { count posts { id } } }";

    assert_eq!(difference(&app, update).await, "");
    let reply = app.execute(update).await;

    assert_eq!(
        reply.data(),
        json!({ "updatePosts": { "count": 0, "posts": [] } })
    );
}

#[tokio::test]
async fn at_most_a_hundred_rows_change_unless_more_are_allowed() {
    let app = TestApp::new().await;
    app.publication(101, 1).await;
    let update = |arguments: &str| {
        format!("mutation {{ updatePosts({arguments}, input: {{ title: \"A\" }}) {{ count }} }}")
    };

    refused(&app, &update("where: {}"), expect!["INVALID at updatePosts: `where` holds for every row; where all are meant, say so: `{ id: { isNull: false } }`"]).await;
    refused(
        &app,
        &update("where: { id: { isNull: false } }"),
        expect![[r#"
        AT_MOST at updatePosts: more than 100 Posts match: narrow `where` or raise `atMost`
          atMost: 100
          model: "Post""#]],
    )
    .await;
    refused(
        &app,
        &update("where: { id: { isNull: false } }, atMost: 3"),
        expect![[r#"
        AT_MOST at updatePosts: more than 3 Posts match: narrow `where` or raise `atMost`
          atMost: 3
          model: "Post""#]],
    )
    .await;
    refused(
        &app,
        &update("where: { id: { isNull: false } }, atMost: 0"),
        expect![[r#"
        AT_MOST at updatePosts: more than 0 Posts match: narrow `where` or raise `atMost`
          atMost: 0
          model: "Post""#]],
    )
    .await;
    refused(
        &app,
        &update("where: { id: { isNull: false } }, atMost: -1"),
        expect!["INVALID at updatePosts: `atMost` must not be negative, got -1"],
    )
    .await;
    let within = app
        .leaves(&update("where: { title: { gt: \"post1\" } }"))
        .await;
    let raised = app
        .leaves(&update("where: { id: { isNull: false } }, atMost: 101"))
        .await;

    assert_eq!((within.as_str(), raised.as_str()), ("100", "101"));
}

#[tokio::test]
async fn relations_change_for_all_rows_in_as_many_statements_as_for_one() {
    let app = TestApp::new().await;
    app.publication(50, 1).await;
    let update = |where_: &str| {
        format!(
            "mutation {{ updatePosts(where: {where_}, input: {{
                title: \"A\", author: {{ id: 1 }}, tags: {{ set: [1], add: [3] }},
                comments: {{ create: [{{ author: \"a\", text: \"t\" }}] }}
            }}) {{ count posts {{ title tags {{ totalCount }} comments {{ totalCount }} }} }} }}"
        )
    };

    let one = app.trace(&update("{ pk: { exact: 1 } }")).await;
    let all = app.execute(&update("{ id: { isNull: false } }")).await;

    assert_eq!(all.trace().paths().len(), one.paths().len(), "{one}");
    let data = all.data();
    assert_eq!(data["updatePosts"]["count"], 50);
    let posts = data["updatePosts"]["posts"].as_array().unwrap();
    assert!(posts.iter().all(|post| post["tags"]["totalCount"] == 2));
    assert_eq!(posts[0]["comments"]["totalCount"], 3);
    assert!(
        posts[1..]
            .iter()
            .all(|post| post["comments"]["totalCount"] == 2)
    );
}

#[tokio::test]
async fn one_row_cannot_be_given_to_several() {
    let app = TestApp::new().await;
    app.publication(3, 1).await;

    refused(
        &app,
        "mutation { updatePosts(where: { id: { isNull: false } }, input: { comments: { add: [1] } }) { count } }",
        expect![[r#"
            INVALID at updatePosts: `input.comments.add[0]` is given to two rows that it cannot both belong to
              fields: {"code":"repeated","field":"add","message":"is given to two rows that it cannot both belong to","path":["input","comments","add",0]}"#]],
    )
    .await;
}

#[tokio::test]
async fn hooks_are_not_run() {
    let app = TestApp::zoo().await;

    let rows = difference(
        &app,
        "mutation { updatePages(where: { id: { isNull: false } }, input: { title: \"forbidden\", stars: 1 }) { count } }",
    )
    .await;

    expect![[r#"
        - page: 1, 'Home', 'home', 3
        - page: 2, 'About us', 'about-us', 3
        + page: 1, 'forbidden', 'home', 1
        + page: 2, 'forbidden', 'about-us', 1"#]]
    .assert_eq(&rows);
}

#[tokio::test]
async fn values_are_validated_all_the_same() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { updatePages(where: { id: { isNull: false } }, input: { title: \" \" }) { count } }",
        expect![[r#"
            INVALID at updatePages: `input.title` must not be blank
              fields: {"code":"blank","field":"title","message":"must not be blank","path":["input","title"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_with_composite_keys_are_changed_together() {
    let app = TestApp::zoo().await;

    let rows = difference(
        &app,
        "mutation {
            updateLabels(where: { language: { exact: \"de\" } }, input: { text: \"?\" }) { count }
            updateShelves(where: { topic: { in: [\"Maps\", \"Music\"] } }, input: {
                topic: \"Moved\", volumeSet: { create: [{ title: \"New\" }] } }) { count }
        }",
    )
    .await;

    expect![[r#"
        - label: 1, 1, 'de', 'Pflanzen'
        - label: 2, 1, 'de', 'Musik'
        - shelf: 1, 2, 'Maps'
        - shelf: 2, 1, 'Music'
        + label: 1, 1, 'de', '?'
        + label: 2, 1, 'de', '?'
        + shelf: 1, 2, 'Moved'
        + shelf: 2, 1, 'Moved'
        + volume: 7, 'New', 1, 2
        + volume: 8, 'New', 2, 1"#]]
    .assert_eq(&rows);
}
