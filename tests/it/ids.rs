//! Ids: global, bare, composite, and what is refused.

use expect_test::expect;
use serde_json::{Value, json};
use tests::{TestApp, generated::Format};

/// Two users, one with two posts.
async fn two_users() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.user("bob").await;
    app.post("Engines", &ada).await;
    app.post("Looms", &ada).await;
    app
}

#[tokio::test]
async fn a_row_is_found_by_its_id_and_by_its_bare_key() {
    let app = two_users().await;

    let reply = app
        .execute(
            "{
                number: post(id: 1) { id pk title }
                text: post(id: \"1\") { id title }
                global: post(id: \"Post:2\") { id title }
                node(id: \"Post:1\") { id __typename ... on Post { title author { username } } ... on User { username } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "number": {"id": "Post:1", "pk": "1", "title": "Engines"},
          "text": {"id": "Post:1", "title": "Engines"},
          "global": {"id": "Post:2", "title": "Looms"},
          "node": {
            "id": "Post:1",
            "__typename": "Post",
            "title": "Engines",
            "author": {"username": "ada"}
          }
        }"#]]);
}

#[tokio::test]
async fn an_unknown_id_is_null() {
    let app = two_users().await;

    for id in [
        "99",
        "-1",
        "0",
        "Post:99",
        "9223372036854775808",
        "1e3",
        "1.0",
        "01",
        "+1",
        " 1",
        "1 ",
        "",
        "Post:",
        "Post:x",
        "Post:1,2",
        "post:1",
        "\u{0}",
        "١",
    ] {
        let query = "query($id: ID!) { post(id: $id) { title } node(id: $id) { id } }";
        let reply = app.execute_with(query, json!({ "id": id })).await;
        assert_eq!(
            reply.data(),
            json!({ "post": null, "node": null }),
            "{id:?}"
        );
    }
    let unknown = app.execute("{ node(id: \"Nothing:1\") { id } }").await;
    assert_eq!(unknown.data(), json!({ "node": null }));
}

#[tokio::test]
async fn an_id_of_another_type_is_refused() {
    let app = two_users().await;

    let reply = app.execute("{ post(id: \"Tag:3\") { title } }").await;
    let no_row = app.execute("{ post(id: \"Tag:x\") { title } }").await;

    reply.expect_error("WRONG_TYPE", expect!["Query.post expects Post, got Tag:3"]);
    no_row.expect_error("WRONG_TYPE", expect!["Query.post expects Post, got Tag:x"]);
    assert_eq!(reply.data_beside_errors(), json!({ "post": null }));
}

#[tokio::test]
async fn nodes_come_in_the_order_of_the_ids_with_one_statement_per_type() {
    let app = two_users().await;
    let query = "{ nodes(ids: [\"Post:2\", \"User:2\", \"Tag:7\", \"Post:1\", \"nonsense\", \"Post:2\"]) {
        __typename id ... on Post { title author { username } } ... on User { username posts { totalCount } }
    } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "nodes": [
            {
              "__typename": "Post",
              "id": "Post:2",
              "title": "Looms",
              "author": {"username": "ada"}
            },
            {
              "__typename": "User",
              "id": "User:2",
              "username": "bob",
              "posts": {"totalCount": 0}
            },
            null,
            {
              "__typename": "Post",
              "id": "Post:1",
              "title": "Engines",
              "author": {"username": "ada"}
            },
            null,
            {
              "__typename": "Post",
              "id": "Post:2",
              "title": "Looms",
              "author": {"username": "ada"}
            }
          ]
        }"#]]);
    // Posts, users, tags; the number of posts; authors, of whom one is not there yet.
    assert_eq!(app.statements(query).await, 5);
}

#[tokio::test]
async fn nodes_take_no_more_ids_than_a_page_has_rows() {
    let app = two_users().await;
    let ids = |n: usize| json!({ "ids": vec!["Post:1"; n] });
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";

    let many = app.execute_with(query, ids(1000)).await;
    let too_many = app.execute_with(query, ids(1001)).await;

    assert_eq!(many.data()["nodes"].as_array().map(Vec::len), Some(1000));
    too_many.expect_error(
        "LIMIT",
        expect!["`ids` has 1001 ids, more than 1000 (setting `max_page_size`)"],
    );
    assert_eq!(
        app.execute("{ nodes(ids: []) { id } }").await.data(),
        json!({ "nodes": [] })
    );
}

#[tokio::test]
async fn keys_of_every_type_make_ids() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                countries { nodes { id pk } }
                cities(first: 1) { nodes { id pk } }
                wards { nodes { id pk } }
                beds { nodes { id pk } }
                parcels { nodes { id pk } }
                tokens { nodes { id pk } }
                shelves { nodes { id pk } }
                labels { nodes { id } }
                districts { nodes { id region name } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "countries": {
            "nodes": [
              {"id": "Country:at", "pk": "at"},
              {"id": "Country:de", "pk": "de"},
              {"id": "Country:x:y,z", "pk": "x:y,z"}
            ]
          },
          "cities": {
            "nodes": [
              {
                "id": "City:6ba7b810-0000-4000-8000-000000000001",
                "pk": "6ba7b810-0000-4000-8000-000000000001"
              }
            ]
          },
          "wards": {"nodes": [{"id": "Ward:-2", "pk": -2}, {"id": "Ward:1", "pk": 1}]},
          "beds": {
            "nodes": [
              {"id": "Bed:1", "pk": "1"},
              {"id": "Bed:2", "pk": "2"},
              {"id": "Bed:4294967295", "pk": "4294967295"}
            ]
          },
          "parcels": {
            "nodes": [
              {"id": "Parcel:1", "pk": "1"},
              {"id": "Parcel:9223372036854775807", "pk": "9223372036854775807"}
            ]
          },
          "tokens": {
            "nodes": [
              {"id": "Token:00ff10", "pk": "AP8Q"},
              {"id": "Token:616263", "pk": "YWJj"}
            ]
          },
          "shelves": {
            "nodes": [
              {"id": "Shelf:1,1", "pk": "1,1"},
              {"id": "Shelf:1,2", "pk": "1,2"},
              {"id": "Shelf:2,1", "pk": "2,1"},
              {"id": "Shelf:12,1", "pk": "12,1"}
            ]
          },
          "labels": {
            "nodes": [{"id": "Label:1,1,de"}, {"id": "Label:1,1,fr"}, {"id": "Label:2,1,de"}]
          },
          "districts": {
            "nodes": [
              {"id": "District:North,Upper", "region": "North", "name": "Upper"},
              {"id": "District:North,Upper%2C", "region": "North", "name": "Upper,"},
              {"id": "District:North%2CUpper,", "region": "North,Upper", "name": ""},
              {
                "id": "District:South: \"old\",Mill\\Lane",
                "region": "South: \"old\"",
                "name": "Mill\\Lane"
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn text_keys_may_look_like_ids() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO country VALUES ('City:1', 'Citizen'), ('', 'Nameless')")
        .await;

    let reply = app
        .execute(
            "{
                bare: country(id: \"x:y,z\") { name }
                global: country(id: \"Country:x:y,z\") { name }
                node(id: \"Country:x:y,z\") { ... on Country { name } }
                like: country(id: \"Country:City:1\") { name }
                empty: country(id: \"Country:\") { id name }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "bare": {"name": "Nowhere"},
          "global": {"name": "Nowhere"},
          "node": {"name": "Nowhere"},
          "like": {"name": "Citizen"},
          "empty": {"id": "Country:", "name": "Nameless"}
        }"#]]);
}

#[tokio::test]
async fn keys_out_of_range_find_nothing() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                parcel(id: \"18446744073709551615\") { label }
                negative: parcel(id: -1) { label }
                bed(id: \"4294967296\") { id }
                ward(id: \"65536\") { id }
                token(id: \"0g\") { owner }
                odd: token(id: \"00f\") { owner }
                city(id: \"6ba7b810\") { name }
                shelf(id: \"1\") { topic }
                three: shelf(id: \"1,1,1\") { topic }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "parcel": null,
          "negative": null,
          "bed": null,
          "ward": null,
          "token": null,
          "odd": null,
          "city": null,
          "shelf": null,
          "three": null
        }"#]]);
}

#[tokio::test]
async fn every_id_leads_back_to_its_row() {
    let apps = [
        TestApp::zoo().await,
        TestApp::generated(Format::Compact).await,
        TestApp::generated(Format::Dense).await,
    ];
    for app in &apps {
        for field in app.fields_of("Query").await {
            let Some((name, connection)) = field.split_once(": ") else {
                continue;
            };
            if !connection.ends_with("Connection!") {
                continue;
            }
            let list = app
                .execute(&format!(
                    "{{ list: {name} {{ nodes {{ id __typename }} }} }}"
                ))
                .await
                .data();
            let nodes = list["list"]["nodes"].clone();
            let ids: Vec<Value> = nodes
                .as_array()
                .expect("a list")
                .iter()
                .map(|n| n["id"].clone())
                .collect();
            let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }";
            let again = app.execute_with(query, json!({ "ids": ids })).await.data();
            assert_eq!(again["nodes"], nodes, "{name}");
        }
    }
}

#[tokio::test]
async fn rare_keys_make_ids_and_lead_both_ways() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                duties { nodes { id pk name swapSet { totalCount nodes { id } } } }
                swaps { nodes { duty { name } } }
                ticks { nodes { id pk label tickMarkSet { nodes { id } } } }
                tickMarks { nodes { tick { label } } }
                bells { nodes { id pk label ringSet { nodes { id } } } }
                rings { nodes { bell { label } } }
                feelings { nodes { id pk advice diaryPageSet { totalCount nodes { id } } } }
                diaryPages { nodes { feeling { advice } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "duties": {
            "nodes": [
              {
                "id": "Duty:2024-02-28,true",
                "pk": "2024-02-28,true",
                "name": "Ann",
                "swapSet": {"totalCount": 0, "nodes": []}
              },
              {
                "id": "Duty:2024-02-29,false",
                "pk": "2024-02-29,false",
                "name": "Ben",
                "swapSet": {"totalCount": 1, "nodes": [{"id": "Swap:1"}]}
              },
              {
                "id": "Duty:2024-02-29,true",
                "pk": "2024-02-29,true",
                "name": "Cyd",
                "swapSet": {"totalCount": 2, "nodes": [{"id": "Swap:2"}, {"id": "Swap:3"}]}
              }
            ]
          },
          "swaps": {
            "nodes": [
              {"duty": {"name": "Ben"}},
              {"duty": {"name": "Cyd"}},
              {"duty": {"name": "Cyd"}}
            ]
          },
          "ticks": {
            "nodes": [
              {
                "id": "Tick:2024-02-29T08:30:00.250Z",
                "pk": "2024-02-29T08:30:00.250Z",
                "label": "first",
                "tickMarkSet": {"nodes": [{"id": "TickMark:2"}]}
              },
              {
                "id": "Tick:2024-02-29T08:30:01.250Z",
                "pk": "2024-02-29T08:30:01.250Z",
                "label": "second",
                "tickMarkSet": {"nodes": [{"id": "TickMark:1"}, {"id": "TickMark:3"}]}
              }
            ]
          },
          "tickMarks": {
            "nodes": [
              {"tick": {"label": "second"}},
              {"tick": {"label": "first"}},
              {"tick": {"label": "second"}}
            ]
          },
          "bells": {
            "nodes": [
              {
                "id": "Bell:08:30:00.250",
                "pk": "08:30:00.250",
                "label": "class",
                "ringSet": {"nodes": [{"id": "Ring:2"}]}
              },
              {
                "id": "Bell:08:30:01.250",
                "pk": "08:30:01.250",
                "label": "break",
                "ringSet": {"nodes": [{"id": "Ring:1"}]}
              }
            ]
          },
          "rings": {"nodes": [{"bell": {"label": "break"}}, {"bell": {"label": "class"}}]},
          "feelings": {
            "nodes": [
              {
                "id": "Feeling:happy",
                "pk": "HAPPY",
                "advice": "go on",
                "diaryPageSet": {"totalCount": 0, "nodes": []}
              },
              {
                "id": "Feeling:so-so",
                "pk": "SO_SO",
                "advice": "rest",
                "diaryPageSet": {
                  "totalCount": 2,
                  "nodes": [{"id": "DiaryPage:1"}, {"id": "DiaryPage:3"}]
                }
              }
            ]
          },
          "diaryPages": {
            "nodes": [
              {"feeling": {"advice": "rest"}},
              {"feeling": null},
              {"feeling": {"advice": "rest"}}
            ]
          }
        }"#]]);
}
