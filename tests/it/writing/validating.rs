//! Values and choices are checked before anything is stored, and all problems come together.

use expect_test::expect;
use tests::TestApp;

use super::refused;
use crate::scope;

#[tokio::test]
async fn c_330_what_a_key_refers_to_has_to_exist() {
    let app = TestApp::new().await;
    app.user("ada").await;
    let create = |author: u32| {
        format!(
            "mutation {{ createPost(input: {{ title: \"A\", content: \"\", author: {{ id: {author} }} }}) {{
                post {{ author {{ username }} }} }} }}"
        )
    };

    refused(
        &app,
        &create(2),
        expect![[r#"
            NOT_FOUND at createPost: `input.author.id`: there is no User:2
              argument: "input.author.id"
              id: "User:2"
              missing: {"argument":"input.author.id","id":"User:2"}
              model: "User""#]],
    )
    .await;
    let valid = app.leaves(&create(1)).await;

    assert_eq!(valid, "ada");
}

#[tokio::test]
async fn c_331_a_missing_value_and_a_blank_text_have_codes_of_their_own() {
    let app = TestApp::new().await;

    refused(
        &app,
        "mutation { createComment(input: { author: \" \", text: \"\", post: null }) { comment { id } } }",
        expect![[r#"
            INVALID at : `input.post` must not be null, and 2 more values are wrong
              fields: {"code":"required","field":"post","message":"must not be null","path":["input","post"]}
              fields: {"code":"blank","field":"author","message":"must not be blank","path":["input","author"]}
              fields: {"code":"blank","field":"text","message":"must not be blank","path":["input","text"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateComment(id: 1, input: { author: \"\", text: null, post: null }) { comment { id } } }",
        expect![[r#"
            INVALID at updateComment: `input.text` must not be null, and 2 more values are wrong
              fields: {"code":"required","field":"text","message":"must not be null","path":["input","text"]}
              fields: {"code":"required","field":"post","message":"must not be null","path":["input","post"]}
              fields: {"code":"blank","field":"author","message":"must not be blank","path":["input","author"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { createComment(input: { author: \" \", text: \"\", post: { id: 1 } }) { comment { id } } }",
        expect![[r#"
            INVALID at createComment: `input.author` must not be blank, and 1 more value is wrong
              fields: {"code":"blank","field":"author","message":"must not be blank","path":["input","author"]}
              fields: {"code":"blank","field":"text","message":"must not be blank","path":["input","text"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn c_332_the_problems_of_all_fields_come_together_and_then_those_of_the_row() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createSprint(input: { name: \"much-too-long-for-a-name\", code: \"\", contact: \"nobody\",
            points: 3, mood: 128, starts: \"2025-01-02\", ends: \"2025-01-01\" }) { sprint { id } } }",
        expect![[r#"
            INVALID at createSprint: `input.name` must have at most 20 characters, and 4 more values are wrong
              fields: {"code":"max_length","field":"name","message":"must have at most 20 characters","path":["input","name"]}
              fields: {"code":"blank","field":"code","message":"must not be blank","path":["input","code"]}
              fields: {"code":"invalid","field":"contact","message":"must be an e-mail address","path":["input","contact"]}
              fields: {"code":"range","field":"mood","message":"must be from -128 to 127","path":["input","mood"]}
              fields: {"code":"even","field":"points","message":"must be even","path":["input","points"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { createSprint(input: { name: \"same\", code: \"same\", starts: \"2025-01-02\",
            ends: \"2025-01-01\" }) { sprint { id } } }",
        expect![[r#"
            INVALID at createSprint: `input.ends` must not be before the start, and 1 more value is wrong
              fields: {"code":"order","field":"ends","message":"must not be before the start","path":["input","ends"]}
              fields: {"code":"same","field":"input","message":"must have a code other than its name","path":["input"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn the_problems_of_all_rows_come_together_with_their_paths() {
    let app = TestApp::new().await;
    app.user("ada").await;

    refused(
        &app,
        "mutation { createPosts(inputs: [
            { title: \"\", content: \"\", author: { create: { username: \"\", email: \"x@example.org\" } } }
            { title: \"Fine\", content: \"\", author: { id: 1 } }
            { title: \"Deep\", content: \"\", author: { id: 1 }
                category: { create: { name: \"\", slug: \"no slug\", parent: { create: { name: \"A\", slug: \"\" } } } }
                tags: { create: [{ name: \"t\" }, { name: \"\" }] }
                comments: { create: [{ author: \"\", text: \"t\" }] } }
        ]) { count } }",
        expect![[r#"
            INVALID at createPosts: `inputs[0].title` must not be blank, and 6 more values are wrong
              fields: {"code":"blank","field":"title","message":"must not be blank","path":["inputs",0,"title"]}
              fields: {"code":"blank","field":"username","message":"must not be blank","path":["inputs",0,"author","create","username"]}
              fields: {"code":"blank","field":"name","message":"must not be blank","path":["inputs",2,"category","create","name"]}
              fields: {"code":"invalid","field":"slug","message":"must consist of letters, digits, `-` and `_`","path":["inputs",2,"category","create","slug"]}
              fields: {"code":"blank","field":"slug","message":"must not be blank","path":["inputs",2,"category","create","parent","create","slug"]}
              fields: {"code":"blank","field":"name","message":"must not be blank","path":["inputs",2,"tags","create",1,"name"]}
              fields: {"code":"blank","field":"author","message":"must not be blank","path":["inputs",2,"comments","create",0,"author"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn the_forms_of_all_values_are_told_together_with_their_paths() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createSamples(inputs: [
            { date: \"tomorrow\", time: \"25:00:00\", uuid: \"x\", bytes: \"!\", decimal: \"1e5\" }
            { large: \"9223372036854775808\", dateTime: \"2025-01-01\", instant: \"2025-01-01T00:00:00\",
                text: \"\\u0000\", json: \"a\\u0000\" }
        ]) { count } }",
        expect![[r#"
            INVALID at createSamples: `inputs[0].date` must be a date of the years 1 to 9999, such as "2025-11-21", and 9 more values are wrong
              fields: {"code":"invalid","field":"date","message":"must be a date of the years 1 to 9999, such as \"2025-11-21\"","path":["inputs",0,"date"]}
              fields: {"code":"invalid","field":"time","message":"must be a time of day, such as \"17:05:00\"","path":["inputs",0,"time"]}
              fields: {"code":"invalid","field":"uuid","message":"must be a UUID, such as \"0190163d-8694-739b-aea5-966c26f8ad91\"","path":["inputs",0,"uuid"]}
              fields: {"code":"invalid","field":"bytes","message":"must be bytes in base64 with padding","path":["inputs",0,"bytes"]}
              fields: {"code":"invalid","field":"decimal","message":"must be a decimal number of at most 28 digits, as a number or a string such as \"12.50\"","path":["inputs",0,"decimal"]}
              fields: {"code":"invalid","field":"large","message":"must be a whole number from -2^63 to 2^63 - 1, as a number or a string","path":["inputs",1,"large"]}
              fields: {"code":"invalid","field":"dateTime","message":"must be a date and time of the years 1 to 9999, such as \"2025-11-21T17:05:00\"","path":["inputs",1,"dateTime"]}
              fields: {"code":"invalid","field":"instant","message":"must be a point in time of the years 1 to 9999, such as \"2025-11-21T17:05:00Z\"","path":["inputs",1,"instant"]}
              fields: {"code":"invalid","field":"text","message":"must be text without NUL characters","path":["inputs",1,"text"]}
              fields: {"code":"invalid","field":"json","message":"must be a JSON document without NUL characters","path":["inputs",1,"json"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn c_333_a_one_to_one_that_is_taken_is_unique_and_the_row_itself_is_no_clash() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.profile(&ada, "Engines").await;
    app.profile(&bob, "Looms").await;

    refused(
        &app,
        "mutation { createProfile(input: { bio: \"\", user: { id: 1 } }) { profile { id } } }",
        expect![[r#"
            UNIQUE at createProfile: a Profile with this user exists already
              argument: "input"
              fields: ["user"]
              model: "Profile""#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateProfile(id: 2, input: { user: { id: 1 } }) { profile { id } } }",
        expect![[r#"
            UNIQUE at updateProfile: a Profile with this user exists already
              argument: "input"
              fields: ["user"]
              model: "Profile""#]],
    )
    .await;
    let same = app
        .leaves(
            "mutation {
                updateProfile(id: 1, input: { bio: \"New\", user: { id: 1 } }) { profile { bio } }
                updateUser(id: 1, input: { username: \"ada\", profile: { id: 1 } }) { user { username } }
            }",
        )
        .await;

    assert_eq!(same, "New ada");
}

#[tokio::test]
async fn c_334_what_is_wrong_in_itself_is_not_looked_for() {
    let app = TestApp::new().await;
    app.user("ada").await;
    app.tag("taken").await;

    refused(
        &app,
        "mutation { createPost(input: { title: \"\", content: \"\", author: { id: 1 },
            tags: { create: [{ name: \"taken\" }] } }) { post { id } } }",
        expect![[r#"
            INVALID at createPost: `input.title` must not be blank
              fields: {"code":"blank","field":"title","message":"must not be blank","path":["input","title"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn c_335_a_key_refers_only_to_valid_choices() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createMooring(input: { berth: \"B\", hull: { id: 2 } }) { mooring { id } } }",
        expect![[r#"
            INVALID at createMooring: `input.hull.id` is not among the valid choices
              fields: {"code":"invalid","field":"id","message":"is not among the valid choices","path":["input","hull","id"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateMooring(id: 2, input: { hull: { get: { id: \"Hull:3\" } } }) { mooring { id } } }",
        expect![[r#"
            INVALID at updateMooring: `input.hull.get` is not among the valid choices
              fields: {"code":"invalid","field":"get","message":"is not among the valid choices","path":["input","hull","get"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateMoorings(where: { id: { isNull: false } }, input: { hull: { create: { name: \"Raft\", floats: false,
            launched: \"2020-01-01\" } } }) { count } }",
        expect![[r#"
            INVALID at updateMoorings: `input.hull.create` is not among the valid choices
              fields: {"code":"invalid","field":"create","message":"is not among the valid choices","path":["input","hull","create"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { createMoorings(inputs: [
            { berth: \"A\", hull: { id: 1 } }, { berth: \"B\", hull: { id: 2 } }, { berth: \"C\", hull: { id: 3 } }
        ]) { count } }",
        expect![[r#"
            INVALID at createMoorings: `inputs[1].hull.id` is not among the valid choices, and 1 more value is wrong
              fields: {"code":"invalid","field":"id","message":"is not among the valid choices","path":["inputs",1,"hull","id"]}
              fields: {"code":"invalid","field":"id","message":"is not among the valid choices","path":["inputs",2,"hull","id"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateHull(id: 2, input: { moorings: { add: [2] } }) { hull { id } } }",
        expect![[r#"
            INVALID at updateHull: `input.moorings.add[0]` is not among the valid choices
              fields: {"code":"invalid","field":"add","message":"is not among the valid choices","path":["input","moorings","add",0]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { createHull(input: { name: \"Ark\", floats: false, launched: \"2020-01-01\",
            moorings: { create: [{ berth: \"X\" }] } }) { hull { id } } }",
        expect![[r#"
            INVALID at createHull: `input.moorings.create[0]` is not among the valid choices
              fields: {"code":"invalid","field":"create","message":"is not among the valid choices","path":["input","moorings","create",0]}"#]],
    )
    .await;
    let valid = app
        .leaves(
            "mutation {
                createMooring(input: { berth: \"B\", hull: { id: 1 } }) { mooring { hull { name } } }
                updateHull(id: 1, input: { moorings: { add: [2] } }) { hull { moorings { totalCount } } }
            }",
        )
        .await;

    assert_eq!(valid, "Argo 3");
}

#[tokio::test]
async fn what_the_viewer_may_not_see_is_no_choice() {
    let app = TestApp::zoo().await;
    let before = app.contents().await;

    let reply = app
        .execute_as(
            scope::only(&app, "Hull", "name", "Vasa"),
            "mutation { createMooring(input: { berth: \"B\", hull: { id: 1 } }) { mooring { id } } }",
        )
        .await;

    reply.expect_refusal(expect![[r#"
        NOT_FOUND at createMooring: `input.hull.id`: there is no Hull:1
          argument: "input.hull.id"
          id: "Hull:1"
          missing: {"argument":"input.hull.id","id":"Hull:1"}
          model: "Hull""#]]);
    assert_eq!(app.contents().await, before);
}

#[tokio::test]
async fn c_336_null_breaks_no_rule_where_it_is_allowed() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createSprint(input: { name: \"Walls\", code: \"walls\", contact: null, points: null,
                    starts: \"2025-01-01\", ends: \"2025-01-02\" }) { sprint { contact points mood state } }
                updateMooring(id: 1, input: { hull: null }) { mooring { hull { id } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createSprint": {
            "sprint": {"contact": null, "points": null, "mood": 0, "state": "planned"}
          },
          "updateMooring": {"mooring": {"hull": null}}
        }"#]]);
}

#[tokio::test]
async fn c_338_a_row_may_be_its_own_parent() {
    let app = TestApp::new().await;
    let top = app.category("Top").await;
    app.subcategory("Low", &top).await;

    let reply = app
        .execute(
            "mutation {
                itself: updateCategory(id: 1, input: { parent: { id: 1 } }) { category { parent { id } } }
                circle: updateCategory(id: 1, input: { parent: { id: 2 } }) {
                    category { parent { parent { name } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "itself": {"category": {"parent": {"id": "Category:1"}}},
          "circle": {"category": {"parent": {"parent": {"name": "Top"}}}}
        }"#]]);
}

#[tokio::test]
async fn c_339_length_mail_and_slug_are_reported_alike() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { updateSprint(id: 1, input: { name: \"much-too-long-for-a-name\", code: \"much too long\",
            contact: \"nobody\" }) { sprint { id } } }",
        expect![[r#"
            INVALID at updateSprint: `input.name` must have at most 20 characters, and 3 more values are wrong
              fields: {"code":"max_length","field":"name","message":"must have at most 20 characters","path":["input","name"]}
              fields: {"code":"max_length","field":"code","message":"must have at most 10 characters","path":["input","code"]}
              fields: {"code":"invalid","field":"code","message":"must consist of letters, digits, `-` and `_`","path":["input","code"]}
              fields: {"code":"invalid","field":"contact","message":"must be an e-mail address","path":["input","contact"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_are_judged_with_what_they_hold_already() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { updateSprint(id: 1, input: { ends: \"2024-01-31\" }) { sprint { id } } }",
        expect![[r#"
            INVALID at updateSprint: `input.ends` must not be before the start
              fields: {"code":"order","field":"ends","message":"must not be before the start","path":["input","ends"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn c_340_choices_are_as_fresh_as_the_operation() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation {
            updateHull(id: 1, input: { floats: false }) { hull { id } }
            createMooring(input: { berth: \"B\", hull: { id: 1 } }) { mooring { id } }
        }",
        expect![[r#"
            INVALID at createMooring: `input.hull.id` is not among the valid choices
              fields: {"code":"invalid","field":"id","message":"is not among the valid choices","path":["input","hull","id"]}"#]],
    )
    .await;
    let made = app
        .leaves(
            "mutation {
                updateHull(id: 2, input: { floats: true }) { hull { name } }
                createMooring(input: { berth: \"B\", hull: { id: 2 } }) { mooring { hull { name } } }
            }",
        )
        .await;

    assert_eq!(made, "Vasa Vasa");
}
