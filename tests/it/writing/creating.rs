//! One row or many are made: what is given, what is absent, what is null, for every shape of
//! model.

use chrono::{DateTime, TimeDelta, Utc};
use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{difference, refused};

#[tokio::test]
async fn what_is_absent_gets_the_default_of_the_database() {
    let app = TestApp::new().await;
    app.user("ada").await;

    let reply = app
        .execute(
            "mutation { createPost(input: { title: \"Hello\", content: \"\", author: { id: 1 } }) {
                post { id pk title content status publishedAt category { id } author { username } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createPost": {
            "post": {
              "id": "Post:1",
              "pk": "1",
              "title": "Hello",
              "content": "",
              "status": "DRAFT",
              "publishedAt": null,
              "category": null,
              "author": {"username": "ada"}
            }
          }
        }"#]]);
    let query = "{ post(id: 1) { createdAt } }";
    for app in app.each() {
        let created: DateTime<Utc> = app.leaves(query).await.parse().unwrap();
        assert!((Utc::now() - created).abs() < TimeDelta::minutes(5));
    }
}

#[tokio::test]
async fn what_is_absent_gets_the_default_of_the_entity() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                absent: createPage(input: { title: \"A\", slug: \"a\" }) { page { stars } }
                given: createPage(input: { title: \"B\", slug: \"b\", stars: 5 }) { page { stars } }
                many: createPages(inputs: [{ title: \"C\", slug: \"c\" }]) { pages { stars } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "absent": {"page": {"stars": 3}},
          "given": {"page": {"stars": 5}},
          "many": {"pages": [{"stars": 3}]}
        }"#]]);
}

#[tokio::test]
async fn absent_and_null_are_different_in_literals_and_in_variables() {
    let app = TestApp::new().await;
    app.user("ada").await;
    let create = "mutation($status: PostStatus, $publishedAt: DateTime, $category: CategoryToOne) {
        createPost(input: { title: \"Hello\", content: \"\", author: { id: 1 }, status: $status,
            publishedAt: $publishedAt, category: $category }) {
            post { status publishedAt category { id } }
        }
    }";

    let absent = app.execute_with(create, json!({})).await;
    let null = app
        .execute_with(create, json!({ "publishedAt": null, "category": null }))
        .await;
    let refused = app.execute_with(create, json!({ "status": null })).await;

    let data = json!({ "createPost": { "post": {
        "status": "DRAFT", "publishedAt": null, "category": null,
    } } });
    assert_eq!(absent.data(), data);
    assert_eq!(null.data(), data);
    refused.expect_refusal(expect![[r#"
        INVALID at createPost: `input.status` must not be null
          fields: {"code":"required","field":"status","message":"must not be null","path":["input","status"]}"#]]);
}

#[tokio::test]
async fn an_input_in_a_variable_is_taken_as_one_in_the_document() {
    let app = TestApp::new().await;
    app.user("ada").await;
    let input = json!({
        "title": "Hello",
        "content": "",
        "author": { "id": 1 },
        "status": "PUBLISHED",
        "category": { "create": { "name": "Rust", "slug": "rust" } },
        "tags": { "create": [{ "name": "new" }] },
    });

    let reply = app
        .execute_with(
            "mutation($input: PostCreate!) { createPost(input: $input) {
                post { title status category { slug } tags { nodes { name } } }
            } }",
            json!({ "input": input }),
        )
        .await;

    assert_eq!(reply.leaves(), "Hello PUBLISHED rust new");
}

#[tokio::test]
async fn many_rows_are_made_in_the_order_of_the_input() {
    let app = TestApp::new().await;
    app.user("ada").await;

    let reply = app
        .execute(
            "mutation { createPosts(inputs: [
                { title: \"A\", content: \"\", author: { id: 1 }, status: PUBLISHED }
                { title: \"B\", content: \"\", author: { id: 1 } }
                { title: \"C\", content: \"\", author: { id: 1 }, status: PUBLISHED }
                { title: \"D\", content: \"\", author: { id: 1 } }
            ]) { count posts { title status } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createPosts": {
            "count": 4,
            "posts": [
              {"title": "A", "status": "PUBLISHED"},
              {"title": "B", "status": "DRAFT"},
              {"title": "C", "status": "PUBLISHED"},
              {"title": "D", "status": "DRAFT"}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn no_rows_are_made_of_an_empty_list() {
    let app = TestApp::new().await;

    let reply = app
        .execute("mutation { createTags(inputs: []) { count tags { id } } }")
        .await;

    reply.expect_data(expect![[r#"{"createTags": {"count": 0, "tags": []}}"#]]);
}

#[tokio::test]
async fn a_single_input_is_as_good_as_a_list_of_one() {
    let app = TestApp::new().await;

    let reply = app
        .execute("mutation { createTags(inputs: { name: \"alone\" }) { count tags { name } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"createTags": {"count": 1, "tags": [{"name": "alone"}]}}"#
    ]]);
}

#[tokio::test]
async fn every_model_of_the_domain_can_be_made() {
    let app = TestApp::new().await;

    let rows = difference(
        &app,
        "mutation {
            createUsers(inputs: [
                { username: \"ada\", email: \"a@example.org\", joinedAt: \"2025-01-01T00:00:00Z\" }
                { username: \"bob\", email: \"b@example.org\", joinedAt: \"2025-01-01T00:00:00Z\" }
            ]) { count }
            createProfile(input: { bio: \"\", user: { id: 1 } }) { profile { id } }
            createFollow(input: { since: \"2025-01-01\", follower: { id: 1 }, followed: { id: 2 } }) {
                follow { id }
            }
            createCategory(input: { name: \"Rust\", slug: \"rust\" }) { category { id } }
            createTag(input: { name: \"new\" }) { tag { id } }
            createPost(input: { title: \"Hello\", content: \"\", author: { id: 1 },
                createdAt: \"2025-01-01T00:00:00Z\" }) { post { id } }
            createPostTag(input: { post: { id: 1 }, tag: { id: 1 } }) { postTag { id } }
            createComment(input: { author: \"bob\", text: \"First\", post: { id: 1 },
                createdAt: \"2025-01-01T00:00:00Z\" }) { comment { id } }
            createReporter(input: { firstName: \"John\", lastName: \"Smith\", email: \"j@example.org\" }) {
                reporter { id }
            }
            createArticle(input: { headline: \"News\", pubDate: \"2025-01-01\", reporter: { id: 1 } }) {
                article { id }
            }
            createContribution(input: { role: EDITOR, since: \"2025-01-01\", article: { id: 1 },
                reporter: { id: 1 } }) { contribution { id } }
        }",
    )
    .await;

    expect![[r#"
        + article: 1, 'News', '2025-01-01', 1, NULL
        + category: 1, 'Rust', 'rust', NULL
        + comment: 1, 'bob', 'First', '2025-01-01T00:00:00+00:00', 1
        + contribution: 1, 1, 1, 'EDITOR', '2025-01-01'
        + follow: 1, 1, 2, '2025-01-01'
        + post: 1, 'Hello', '', 'DRAFT', '2025-01-01T00:00:00+00:00', NULL, 1, NULL
        + post_tag: 1, 1
        + profile: 1, '', NULL, 1
        + reporter: 1, 'John', 'Smith', 'j@example.org'
        + tag: 1, 'new'
        + user: 1, 'ada', 'a@example.org', '2025-01-01T00:00:00+00:00'
        + user: 2, 'bob', 'b@example.org', '2025-01-01T00:00:00+00:00'"#]]
    .assert_eq(&rows);
}

#[tokio::test]
async fn keys_of_every_type_are_given_and_followed() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createCountry(input: { code: \"fr\", name: \"France\" }) { country { id pk } }
                createCity(input: { pk: \"0190163d-8694-739b-aea5-966c26f8ad91\", name: \"Paris\",
                    country: { id: \"fr\" } }) { city { id country { name } } }
                createStreet(input: { name: \"Rue\", city: {
                    id: \"City:0190163d-8694-739b-aea5-966c26f8ad91\" } }) { street { id city { name } } }
                createWard(input: { pk: -3, name: \"Attic\" }) { ward { id } }
                createBed(input: { pk: 4000000000, ward: { id: \"-3\" } }) { bed { id ward { name } } }
                createParcel(input: { pk: \"9007199254740993\", label: \"odd\" }) { parcel { id pk } }
                createStamp(input: { parcel: { id: 9007199254740993 } }) { stamp { parcel { label } } }
                createToken(input: { pk: \"AP8=\", owner: \"Eve\" }) { token { id pk } }
                createTokenUse(input: { place: \"roof\", token: { create: { pk: \"AQI=\", owner: \"Joe\" } } }) {
                    tokenUse { token { pk owner } }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createCountry": {"country": {"id": "Country:fr", "pk": "fr"}},
          "createCity": {
            "city": {
              "id": "City:0190163d-8694-739b-aea5-966c26f8ad91",
              "country": {"name": "France"}
            }
          },
          "createStreet": {"street": {"id": "Street:4", "city": {"name": "Paris"}}},
          "createWard": {"ward": {"id": "Ward:-3"}},
          "createBed": {"bed": {"id": "Bed:4000000000", "ward": {"name": "Attic"}}},
          "createParcel": {
            "parcel": {"id": "Parcel:9007199254740993", "pk": "9007199254740993"}
          },
          "createStamp": {"stamp": {"parcel": {"label": "odd"}}},
          "createToken": {"token": {"id": "Token:00ff", "pk": "AP8="}},
          "createTokenUse": {"tokenUse": {"token": {"pk": "AQI=", "owner": "Joe"}}}
        }"#]]);
}

#[tokio::test]
async fn rare_keys_are_given_and_followed() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createDuty(input: { day: \"2025-02-01\", morning: true, name: \"Ann\" }) { duty { id } }
                createSwap(input: { duty: { id: \"2025-02-01,true\" } }) { swap { duty { name } } }
                createTick(input: { at: \"2025-02-01T10:00:00.25Z\", label: \"ten\" }) { tick { id } }
                createTickMark(input: { tick: { get: { id: \"2025-02-01T10:00:00.25Z\" } } }) {
                    tickMark { tick { label } }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createDuty": {"duty": {"id": "Duty:2025-02-01,true"}},
          "createSwap": {"swap": {"duty": {"name": "Ann"}}},
          "createTick": {"tick": {"id": "Tick:2025-02-01T10:00:00.250Z"}},
          "createTickMark": {"tickMark": {"tick": {"label": "ten"}}}
        }"#]]);
}

#[tokio::test]
async fn composite_keys_are_given_and_followed() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createShelf(input: { room: 3, number: 9, topic: \"Tea\" }) { shelf { id } }
                createVolume(input: { title: \"Oolong\", shelf: { id: \"3,9\" } }) {
                    volume { shelf { topic } }
                }
                createLabel(input: { language: \"en\", text: \"Tea\", shelf: { id: \"Shelf:3,9\" } }) {
                    label { id shelf { topic } }
                }
                createPlaque(input: { donor: \"Mr Tea\", shelf: {
                    create: { room: 3, number: 10, topic: \"Cups\" } } }) { plaque { id shelf { id } } }
                createDistrict(input: { region: \"a,b\", name: \"\", population: \"1\" }) {
                    district { id region name }
                }
                createMarket(input: { weekday: \"Monday\", heldIn: { id: \"District:a%2Cb,\" } }) {
                    market { heldIn { region } }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createShelf": {"shelf": {"id": "Shelf:3,9"}},
          "createVolume": {"volume": {"shelf": {"topic": "Tea"}}},
          "createLabel": {"label": {"id": "Label:3,9,en", "shelf": {"topic": "Tea"}}},
          "createPlaque": {"plaque": {"id": "Plaque:3,10", "shelf": {"id": "Shelf:3,10"}}},
          "createDistrict": {"district": {"id": "District:a%2Cb,", "region": "a,b", "name": ""}},
          "createMarket": {"market": {"heldIn": {"region": "a,b"}}}
        }"#]]);
}

#[tokio::test]
async fn one_to_one_keys_may_be_primary_keys() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createStation(input: { servesCoffee: true, site: { id: 2 } }) { station { id site { name } } }
                createWorker(input: { name: \"Will\", station: { id: 2 } }) {
                    worker { station { site { name } } }
                }
                createSite(input: { name: \"Isle\", station: { create: { servesCoffee: false } } }) {
                    site { id station { id servesCoffee } }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createStation": {"station": {"id": "Station:2", "site": {"name": "Shore"}}},
          "createWorker": {"worker": {"station": {"site": {"name": "Shore"}}}},
          "createSite": {
            "site": {"id": "Site:4", "station": {"id": "Station:4", "servesCoffee": false}}
          }
        }"#]]);
}

#[tokio::test]
async fn tables_and_columns_may_be_keywords() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createOrder(input: { type: \"brunch\", in: true, group: \"table 9\", select: {
                    create: { from: \"the bar\", where: \"below\", first: 1, after: \"noon\", count: 3 } } }) {
                    order { id type in group select { from where first after count } }
                }
                createData(input: { node: \"n\", nodes: \"ns\", edges: \"es\" }) {
                    data { node nodes edges errors }
                }
                updateSelect(id: 1, input: { where: \"outside\", count: 0, orderSet: { add: [3] } }) {
                    select { where count orderSet { nodes { type } } }
                }
                updateOrders(where: { in: { exact: false } }, input: { group: null }) { count }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createOrder": {
            "order": {
              "id": "Order:4",
              "type": "brunch",
              "in": true,
              "group": "table 9",
              "select": {
                "from": "the bar",
                "where": "below",
                "first": 1,
                "after": "noon",
                "count": 3
              }
            }
          },
          "createData": {"data": {"node": "n", "nodes": "ns", "edges": "es", "errors": null}},
          "updateSelect": {
            "select": {
              "where": "outside",
              "count": 0,
              "orderSet": {
                "nodes": [{"type": "dinner"}, {"type": "lunch"}, {"type": "take-away"}]
              }
            }
          },
          "updateOrders": {"count": 2}
        }"#]]);
}

#[tokio::test]
async fn a_row_may_consist_of_absent_values() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                createSample(input: {}) { sample { id text } }
                createSamples(inputs: [{}, { text: \"b\" }, {}]) { samples { id text } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createSample": {"sample": {"id": "Sample:5", "text": null}},
          "createSamples": {
            "samples": [
              {"id": "Sample:6", "text": null},
              {"id": "Sample:8", "text": "b"},
              {"id": "Sample:7", "text": null}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn read_only_fields_and_keys_that_the_database_gives_are_in_no_input() {
    let app = TestApp::zoo().await;
    let names = async |type_name: &str| {
        let fields = app.inputs_of(type_name).await;
        let names = fields.iter().filter_map(|field| field.split(':').next());
        names.collect::<Vec<_>>().join(" ")
    };

    assert_eq!(
        names("SprintCreate").await,
        "name code contact mood points starts ends"
    );
    assert_eq!(names("SprintUpdate").await, names("SprintCreate").await);
    assert_eq!(names("SampleCreate").await, names("SampleUpdate").await);
    assert!(!names("SampleCreate").await.contains("pk"));
}

#[tokio::test]
async fn no_input_of_a_change_has_a_primary_key() {
    let app = TestApp::zoo().await;
    let names = async |type_name: &str| {
        let fields = app.inputs_of(type_name).await;
        let names = fields.iter().filter_map(|field| field.split(':').next());
        names.collect::<Vec<_>>().join(" ")
    };

    assert_eq!(names("CountryUpdate").await, "name cities");
    assert_eq!(names("CityUpdate").await, "name country streetSet");
    assert_eq!(names("ShelfUpdate").await, "topic volumeSet labels plaque");
    assert_eq!(names("LabelUpdate").await, "text");
    assert_eq!(names("StationUpdate").await, "servesCoffee workerSet");
}

#[tokio::test]
async fn a_field_that_the_input_does_not_have_is_refused() {
    let app = TestApp::zoo().await;

    refused(
        &app,
        "mutation { createSprint(input: { name: \"N\", code: \"c\", starts: \"2025-01-01\",
            ends: \"2025-01-02\", state: \"done\" }) { sprint { id } } }",
        expect![[r#"
            INVALID at : `input.state` is not a field of this input
              fields: {"code":"unknown","field":"state","message":"is not a field of this input","path":["input","state"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateCountry(id: \"at\", input: { code: \"xx\" }) { country { code } } }",
        expect![[r#"
            INVALID at : `input.code` is not a field of this input
              fields: {"code":"unknown","field":"code","message":"is not a field of this input","path":["input","code"]}"#]],
    )
    .await;
}
