//! Section E of the contract: one-to-one relations, read from both sides.

use expect_test::expect;
use tests::TestApp;

#[tokio::test]
async fn c_107_both_sides_give_one_object() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.profile(&ada, "Writes programs.").await;

    let reply = app
        .execute("{ profile(id: 1) { bio user { username } } user(id: 1) { profile { bio } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "profile": {"bio": "Writes programs.", "user": {"username": "ada"}},
          "user": {"profile": {"bio": "Writes programs."}}
        }"#]]);
}

#[tokio::test]
async fn c_108_without_a_row_the_reverse_side_is_null() {
    let app = TestApp::new().await;
    app.user("ada").await;

    let reply = app
        .execute("{ user(id: 1) { username profile { bio } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"user": {"username": "ada", "profile": null}}"#
    ]]);
    let fields = app.fields_of("User").await;
    assert!(
        fields.contains(&"profile: Profile".to_owned()),
        "{fields:?}"
    );
}

#[tokio::test]
async fn c_110_many_rows_may_refer_to_nothing() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ desks { nodes { number staffMember { name } } } staffMembers { nodes { name desk { number } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "desks": {
            "nodes": [
              {"number": 101, "staffMember": {"name": "Ann"}},
              {"number": 102, "staffMember": null},
              {"number": 103, "staffMember": null}
            ]
          },
          "staffMembers": {
            "nodes": [
              {"name": "Ann", "desk": {"number": 101}},
              {"name": "Ben", "desk": null},
              {"name": "Cyd", "desk": null}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_121_a_key_may_refer_to_a_model_whose_primary_key_is_a_one_to_one() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                workers { nodes { name station { id servesCoffee site { name } } } }
                sites { nodes { name station { id workerSet { nodes { name } } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "workers": {
            "nodes": [
              {
                "name": "Wes",
                "station": {"id": "Station:1", "servesCoffee": true, "site": {"name": "Hill"}}
              },
              {
                "name": "Wanda",
                "station": {"id": "Station:3", "servesCoffee": false, "site": {"name": "Moor"}}
              },
              {
                "name": "Will",
                "station": {"id": "Station:1", "servesCoffee": true, "site": {"name": "Hill"}}
              }
            ]
          },
          "sites": {
            "nodes": [
              {
                "name": "Hill",
                "station": {
                  "id": "Station:1",
                  "workerSet": {"nodes": [{"name": "Wes"}, {"name": "Will"}]}
                }
              },
              {"name": "Shore", "station": null},
              {
                "name": "Moor",
                "station": {"id": "Station:3", "workerSet": {"nodes": [{"name": "Wanda"}]}}
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_122_an_absent_object_is_asked_for_once() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;
    let query = "{ posts { nodes {
        author { profile { bio } }
        again: author { profile { photo } }
    } } }";

    app.execute(query).await.expect_data(expect![[
        r#"{"posts": {"nodes": [{"author": {"profile": null}, "again": {"profile": null}}]}}"#
    ]]);
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn a_one_to_one_with_the_own_table_is_a_chain() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                runner(id: 1) { name next { name next { name next { name } } } }
                runners { nodes { name previous { name } next { name } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "runner": {
            "name": "Zoe",
            "next": {"name": "Vic", "next": {"name": "Uma", "next": null}}
          },
          "runners": {
            "nodes": [
              {"name": "Zoe", "previous": null, "next": {"name": "Vic"}},
              {"name": "Vic", "previous": {"name": "Zoe"}, "next": {"name": "Uma"}},
              {"name": "Uma", "previous": {"name": "Vic"}, "next": null}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn a_one_to_one_may_have_a_key_of_two_columns() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ shelves { nodes { topic plaque { id donor shelf { topic } } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "shelves": {
            "nodes": [
              {"topic": "Botany", "plaque": null},
              {
                "topic": "Maps",
                "plaque": {"id": "Plaque:1,2", "donor": "Mrs Hall", "shelf": {"topic": "Maps"}}
              },
              {"topic": "Music", "plaque": null},
              {"topic": "Letters", "plaque": null}
            ]
          }
        }"#]]);
}
