//! Writing of sections A, B and C of the contract: foreign keys from the side that holds them.

use expect_test::expect;
use tests::{
    TestApp,
    backend::{Backend, backends},
};

use super::stored;

const POSTS: &str = "SELECT title || ' by ' || author_id || ' in ' || coalesce(category_id || '', 'none') FROM post ORDER BY id";

/// Two users, two categories and three posts.
///
/// | post | author | category |
/// |---|---|---|
/// | 1 Engines | ada | 1 Arts |
/// | 2 Looms | ada | |
/// | 3 Numbers | bob | 2 Space |
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let (arts, space) = (app.category("Arts").await, app.category("Space").await);
    app.post("Engines", &ada).category(&arts).await;
    app.post("Looms", &ada).await;
    app.post("Numbers", &bob).category(&space).await;
    app
}

#[tokio::test]
async fn c_023_choices_are_limited_on_every_way_to_a_key() {
    let app = TestApp::zoo().await;
    let moorings =
        "SELECT berth || ' of ' || coalesce(hull_id || '', 'none') FROM mooring ORDER BY id";

    for call in [
        "createMooring(input: { berth: \"East\", hull: { id: 2 } }) { mooring { pk } }",
        "updateMooring(id: 1, input: { hull: { id: 3 } }) { mooring { pk } }",
        "updateMooring(id: 1, input: { hull: { get: { id: 2 } } }) { mooring { pk } }",
        "updateMooring(id: 1, input: { hull: { create: { name: \"Wreck\", floats: false, launched: \"2001-01-01\" } } }) { mooring { pk } }",
        "updateMoorings(where: {id: {isNull: false}}, input: { hull: { id: 2 } }) { count }",
        "addHullMoorings(hull: 2, moorings: [2]) { added }",
        "createHullMoorings(hull: 3, inputs: [{ berth: \"East\" }]) { added }",
        "getOrCreateHullMoorings(hull: 2, where: { id: 9 }, defaults: { berth: \"East\" }) { created }",
        "createHull(input: { name: \"Wreck\", floats: false, launched: \"2001-01-01\", moorings: { add: [1] } }) { hull { pk } }",
    ] {
        let reply = app.execute(&format!("mutation {{ {call} }}")).await;

        let errors = reply.errors();
        assert_eq!(errors.len(), 1, "{call}: {reply}");
        assert_eq!(errors[0].code, "INVALID", "{call}: {reply}");
        assert!(
            errors[0]
                .message
                .ends_with("is not among the valid choices"),
            "{call}: {reply}"
        );
    }
    expect!["North of 1, South of none"].assert_eq(&stored(&app, moorings).await);
    assert_eq!(
        stored(&app, "SELECT name FROM hull").await,
        "Argo, Vasa, Nautilus"
    );
}

#[tokio::test]
async fn c_023_a_row_within_the_limits_is_a_choice() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: updateMooring(id: 2, input: { hull: { id: 1 } }) { mooring { hull { name } } }
                b: updateMooring(id: 2, input: { hull: null }) { mooring { hull { name } } }
                c: addHullMoorings(hull: 1, moorings: [2]) { added }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"mooring": {"hull": {"name": "Argo"}}},
          "b": {"mooring": {"hull": null}},
          "c": {"added": ["Mooring:2"]}
        }"#]]);
}

#[tokio::test]
async fn c_027_a_key_may_dangle_until_the_end_of_the_operation() {
    let app = TestApp::zoo().await.without(Backend::MySql);

    let reply = app
        .execute(
            "mutation {
                a: updateMaker(id: 1, input: { code: \"X\" }) { maker { code cars { totalCount } } }
                b: updateCars(where: { name: { startsWith: \"V\" } }, input: { maker: { id: 1 } }) { count }
            }",
        )
        .await;

    reply.expect_data(expect![[
        r#"{"a": {"maker": {"code": "X", "cars": {"totalCount": 0}}}, "b": {"count": 2}}"#
    ]]);
    expect!["V1 of X, V2 of X, Kit of none"].assert_eq(
        &stored(
            &app,
            "SELECT name || ' of ' || coalesce(maker_code || '', 'none') FROM car ORDER BY id",
        )
        .await,
    );
}

#[tokio::test]
async fn mysql_lets_no_key_dangle() {
    if !backends().contains(&Backend::MySql) {
        return;
    }
    let app = TestApp::zoo().await.only(Backend::MySql);

    let reply = app
        .execute("mutation { updateMaker(id: 1, input: { code: \"X\" }) { maker { code } } }")
        .await;

    reply.expect_error(
        "CONSTRAINT",
        expect!["the database refuses the Maker by a constraint of its own"],
    );
    let code = stored(&app, "SELECT code FROM maker WHERE id = 1").await;
    assert_eq!(code, "V");
}

#[tokio::test]
async fn c_027_a_key_that_dangles_at_the_end_takes_the_operation_back() {
    let app = TestApp::zoo().await.without(Backend::MySql);

    let referred = app
        .execute("mutation { updateMaker(id: 1, input: { code: \"X\" }) { maker { code } } }")
        .await;
    let hook = app
        .execute("mutation { createPage(input: { title: \"astray\", slug: \"astray\" }) { page { pk } } }")
        .await;

    referred.expect_error(
        "CONSTRAINT",
        expect!["the database refuses the change by a constraint of its own"],
    );
    hook.expect_error(
        "CONSTRAINT",
        expect!["the database refuses the change by a constraint of its own"],
    );
    assert_eq!(
        stored(&app, "SELECT code FROM maker WHERE id = 1").await,
        "V"
    );
    assert_eq!(
        stored(&app, "SELECT title FROM page").await,
        "Home, About us"
    );
}

#[tokio::test]
async fn c_050_a_row_is_made_with_the_id_of_its_target_in_any_form() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation {
                a: createPost(input: { title: \"a\", content: \"\", author: { id: \"User:2\" } }) { post { author { username } } }
                b: createPost(input: { title: \"b\", content: \"\", author: { id: 2 } }) { post { author { username } } }
                c: createPost(input: { title: \"c\", content: \"\", author: { id: \"2\" } }) { post { author { username } } }
                d: createPost(input: { title: \"d\", content: \"\", author: { get: { username: \"bob\" } } }) { post { author { username } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"post": {"author": {"username": "bob"}}},
          "b": {"post": {"author": {"username": "bob"}}},
          "c": {"post": {"author": {"username": "bob"}}},
          "d": {"post": {"author": {"username": "bob"}}}
        }"#]]);
    expect!["Engines by 1 in 1, Looms by 1 in none, Numbers by 2 in 2, a by 2 in none, b by 2 in none, c by 2 in none, d by 2 in none"].assert_eq(&stored(&app, POSTS).await);
}

#[tokio::test]
async fn c_051_a_target_that_is_made_along_is_stored_first() {
    let app = TestApp::new().await;
    let mutation = "mutation { createComment(input: {
        author: \"reader\", text: \"Yes.\"
        post: { create: { title: \"Engines\", content: \"\", author: { create: {
            username: \"ada\", email: \"ada@example.org\"
        } } } }
    }) { comment { text post { title author { username } } } } }";

    let reply = app.execute(mutation).await;

    let trace = reply.trace();
    let inserts: Vec<&str> = trace
        .statements
        .iter()
        .filter(|s| s.sql.starts_with("INSERT"))
        .filter_map(|s| s.sql.split('"').nth(1))
        .collect();
    assert_eq!(inserts, ["user", "post", "comment"]);
    reply.expect_data(expect![[r#"
        {
          "createComment": {
            "comment": {
              "text": "Yes.",
              "post": {"title": "Engines", "author": {"username": "ada"}}
            }
          }
        }"#]]);
}

#[tokio::test]
async fn c_052_a_target_that_does_not_exist_is_not_found_before_anything_is_written() {
    let app = publication().await;

    let made = app
        .execute(
            "mutation { createPost(input: {
                title: \"a\", content: \"\", author: { id: 9 }, tags: { create: [{ name: \"steam\" }] }
            }) { post { pk } } }",
        )
        .await;
    let changed = app
        .execute("mutation { updatePost(id: 1, input: { category: { get: { slug: \"none\" } } }) { post { pk } } }")
        .await;

    made.expect_error(
        "NOT_FOUND",
        expect!["`input.author.id`: there is no User:9"],
    );
    changed.expect_error(
        "NOT_FOUND",
        expect!["`input.category.get`: there is no such Category"],
    );
    expect!["Engines by 1 in 1, Looms by 1 in none, Numbers by 2 in 2"]
        .assert_eq(&stored(&app, POSTS).await);
    assert_eq!(stored(&app, "SELECT name FROM tag").await, "");
}

#[tokio::test]
async fn c_053_a_required_key_cannot_be_absent_or_null() {
    let app = publication().await;

    let absent = app
        .execute("mutation { createPost(input: { title: \"a\", content: \"\" }) { post { pk } } }")
        .await;
    let null = app
        .execute("mutation { updatePost(id: 1, input: { author: null }) { post { pk } } }")
        .await;
    let unstored = app
        .execute("mutation { getOrCreatePost(where: { id: 9 }, defaults: { title: \"a\", content: \"\" }) { created } }")
        .await;

    absent.expect_error("INVALID", expect!["`input.author` is required"]);
    null.expect_error("INVALID", expect!["`input.author` must not be null"]);
    unstored.expect_error("INVALID", expect!["`defaults.author` must have a value"]);
    assert_eq!(null.extension("fields")[0]["code"], "required");
    assert_eq!(unstored.extension("fields")[0]["field"], "author");
    expect!["Engines by 1 in 1, Looms by 1 in none, Numbers by 2 in 2"]
        .assert_eq(&stored(&app, POSTS).await);
}

#[tokio::test]
async fn c_054_the_id_of_another_model_is_refused_by_field_and_expected_model() {
    let app = publication().await;

    let reply = app
        .execute("mutation { updatePost(id: 1, input: { author: { id: \"Category:1\" } }) { post { pk } } }")
        .await;

    reply.expect_error(
        "WRONG_TYPE",
        expect!["Post.author expects User, got Category:1"],
    );
    expect!["Engines by 1 in 1, Looms by 1 in none, Numbers by 2 in 2"]
        .assert_eq(&stored(&app, POSTS).await);
}

#[tokio::test]
async fn c_055_another_target_moves_the_row_between_the_sets() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { updatePost(id: 1, input: { author: { id: 2 }, category: { id: 2 } }) {
                post { author { posts { nodes { title } } } category { name } }
            } }",
        )
        .await;
    let old = app
        .execute("{ user(id: 1) { posts { nodes { title } } } category(id: 1) { posts { totalCount } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "updatePost": {
            "post": {
              "author": {"posts": {"nodes": [{"title": "Engines"}, {"title": "Numbers"}]}},
              "category": {"name": "Space"}
            }
          }
        }"#]]);
    old.expect_data(expect![[r#"
        {
          "user": {"posts": {"nodes": [{"title": "Looms"}]}},
          "category": {"posts": {"totalCount": 0}}
        }"#]]);
}

#[tokio::test]
async fn c_056_null_takes_the_target_away_and_absence_keeps_it() {
    let app = publication().await;

    let reply = app
        .execute_with(
            "mutation($absent: CategoryToOne, $null: CategoryToOne) {
                a: updatePost(id: 1, input: { category: null }) { post { category { name } } }
                b: updatePost(id: 3, input: { title: \"Figures\", category: $absent }) { post { title category { name } } }
                c: updatePost(id: 2, input: { category: $null }) { post { category { name } } }
            }",
            serde_json::json!({ "null": null }),
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"post": {"category": null}},
          "b": {"post": {"title": "Figures", "category": {"name": "Space"}}},
          "c": {"post": {"category": null}}
        }"#]]);
    expect!["Engines by 1 in none, Looms by 1 in none, Figures by 2 in 2"]
        .assert_eq(&stored(&app, POSTS).await);
}

#[tokio::test]
async fn c_059_an_answer_shows_what_the_writes_before_it_made_of_every_row() {
    let app = publication().await;
    let shown = "{ post { title author { username posts { nodes { title } } } category { name posts { totalCount } } } }";

    let reply = app
        .execute(&format!(
            "mutation {{
                a: updatePost(id: 1, input: {{ title: \"Motors\" }}) {shown}
                b: updateUser(id: 1, input: {{ username: \"lady\" }}) {{ user {{ username }} }}
                c: updatePost(id: 1, input: {{ category: {{ id: 2 }} }}) {shown}
                d: updatePosts(where: {{ author: {{ username: {{ exact: \"lady\" }} }} }}, input: {{ author: {{ id: 2 }} }}) {{ count posts {{ author {{ username posts {{ totalCount }} }} }} }}
            }}"
        ))
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {
            "post": {
              "title": "Motors",
              "author": {
                "username": "ada",
                "posts": {"nodes": [{"title": "Motors"}, {"title": "Looms"}]}
              },
              "category": {"name": "Arts", "posts": {"totalCount": 1}}
            }
          },
          "b": {"user": {"username": "lady"}},
          "c": {
            "post": {
              "title": "Motors",
              "author": {
                "username": "lady",
                "posts": {"nodes": [{"title": "Motors"}, {"title": "Looms"}]}
              },
              "category": {"name": "Space", "posts": {"totalCount": 2}}
            }
          },
          "d": {
            "count": 2,
            "posts": [
              {"author": {"username": "bob", "posts": {"totalCount": 3}}},
              {"author": {"username": "bob", "posts": {"totalCount": 3}}}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_073_an_update_of_a_set_changes_exactly_the_children_of_the_parent() {
    let app = publication().await;

    let some = app
        .execute(
            "mutation { updatePosts(where: { author: { id: { exact: \"User:1\" } } }, input: { category: { id: 2 } }) {
                count posts { title }
            } }",
        )
        .await;
    let none = app
        .execute("mutation { updatePosts(where: { author: { id: { exact: \"User:9\" } } }, input: { category: null }) { count } }")
        .await;

    some.expect_data(expect![[
        r#"{"updatePosts": {"count": 2, "posts": [{"title": "Engines"}, {"title": "Looms"}]}}"#
    ]]);
    none.expect_data(expect![[r#"{"updatePosts": {"count": 0}}"#]]);
    expect!["Engines by 1 in 2, Looms by 1 in 2, Numbers by 2 in 2"]
        .assert_eq(&stored(&app, POSTS).await);
}

#[tokio::test]
async fn the_same_key_by_two_inputs_has_to_agree() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { createLabel(input: { shelf: { id: \"1,2\" }, language: \"de\", text: \"Karten\" }) {
                label { id shelf { topic } }
            } }",
        )
        .await;

    reply.expect_data(expect![[
        r#"{"createLabel": {"label": {"id": "Label:1,2,de", "shelf": {"topic": "Maps"}}}}"#
    ]]);
}

#[tokio::test]
async fn rows_that_lead_to_each_other_are_made_in_one_operation() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { createHen(input: { name: \"Ada\", egg: { create: { name: \"blue\" } }, laid: { create: [
                { name: \"white\", hatched: { create: [{ name: \"Bob\" }] } }
            ] } }) { hen { name egg { name hen { name } } laid { nodes { name hatched { nodes { name } } } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createHen": {
            "hen": {
              "name": "Ada",
              "egg": {"name": "blue", "hen": null},
              "laid": {"nodes": [{"name": "white", "hatched": {"nodes": [{"name": "Bob"}]}}]}
            }
          }
        }"#]]);
}
