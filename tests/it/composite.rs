//! Keys of several columns, in every place where a key can stand.

use expect_test::expect;
use tests::TestApp;

#[tokio::test]
async fn foreign_keys_of_two_columns_lead_both_ways() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                volumes { nodes { title shelf { id topic } } }
                shelves { nodes { topic volumeSet { totalCount nodes { title } } labels { nodes { text language } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "volumes": {
            "nodes": [
              {"title": "Ferns", "shelf": {"id": "Shelf:1,1", "topic": "Botany"}},
              {"title": "Mosses", "shelf": {"id": "Shelf:1,1", "topic": "Botany"}},
              {"title": "Coasts", "shelf": {"id": "Shelf:1,2", "topic": "Maps"}},
              {"title": "Songs", "shelf": {"id": "Shelf:2,1", "topic": "Music"}},
              {"title": "Unsorted", "shelf": null},
              {"title": "Room only", "shelf": null}
            ]
          },
          "shelves": {
            "nodes": [
              {
                "topic": "Botany",
                "volumeSet": {
                  "totalCount": 2,
                  "nodes": [{"title": "Ferns"}, {"title": "Mosses"}]
                },
                "labels": {
                  "nodes": [
                    {"text": "Pflanzen", "language": "de"},
                    {"text": "Plantes", "language": "fr"}
                  ]
                }
              },
              {
                "topic": "Maps",
                "volumeSet": {"totalCount": 1, "nodes": [{"title": "Coasts"}]},
                "labels": {"nodes": []}
              },
              {
                "topic": "Music",
                "volumeSet": {"totalCount": 1, "nodes": [{"title": "Songs"}]},
                "labels": {"nodes": [{"text": "Musik", "language": "de"}]}
              },
              {
                "topic": "Letters",
                "volumeSet": {"totalCount": 0, "nodes": []},
                "labels": {"nodes": []}
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn half_a_key_refers_to_nothing() {
    let app = TestApp::zoo().await;
    let query = "{ volume(id: 6) { title shelf { id topic } } }";

    app.execute(query).await.expect_data(expect![[
        r#"{"volume": {"title": "Room only", "shelf": null}}"#
    ]]);
    app.execute("{ volume(id: 6) { shelf { id } } }")
        .await
        .expect_data(expect![[r#"{"volume": {"shelf": null}}"#]]);
    assert_eq!(app.statements(query).await, 1);
}

#[tokio::test]
async fn keys_whose_parts_run_together_stay_apart() {
    let app = TestApp::zoo().await;

    // Rooms 1 and 12, districts "North" / "Upper," and "North,Upper" / "".
    let reply = app
        .execute(
            "{
                a: shelf(id: \"1,2\") { topic }
                b: shelf(id: \"12,1\") { topic }
                markets { nodes { weekday heldIn { id name region population markets { totalCount } } } }
                districts { nodes { population markets { totalCount nodes { weekday } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"topic": "Maps"},
          "b": {"topic": "Letters"},
          "markets": {
            "nodes": [
              {
                "weekday": "Monday",
                "heldIn": {
                  "id": "District:North,Upper",
                  "name": "Upper",
                  "region": "North",
                  "population": "1200",
                  "markets": {"totalCount": 2}
                }
              },
              {
                "weekday": "Friday",
                "heldIn": {
                  "id": "District:North,Upper",
                  "name": "Upper",
                  "region": "North",
                  "population": "1200",
                  "markets": {"totalCount": 2}
                }
              },
              {
                "weekday": "Sunday",
                "heldIn": {
                  "id": "District:North%2CUpper,",
                  "name": "",
                  "region": "North,Upper",
                  "population": "7",
                  "markets": {"totalCount": 1}
                }
              },
              {
                "weekday": "Tuesday",
                "heldIn": {
                  "id": "District:South: \"old\",Mill\\Lane",
                  "name": "Mill\\Lane",
                  "region": "South: \"old\"",
                  "population": "300",
                  "markets": {"totalCount": 1}
                }
              }
            ]
          },
          "districts": {
            "nodes": [
              {
                "population": "1200",
                "markets": {
                  "totalCount": 2,
                  "nodes": [{"weekday": "Monday"}, {"weekday": "Friday"}]
                }
              },
              {"population": "8", "markets": {"totalCount": 0, "nodes": []}},
              {
                "population": "7",
                "markets": {"totalCount": 1, "nodes": [{"weekday": "Sunday"}]}
              },
              {
                "population": "300",
                "markets": {"totalCount": 1, "nodes": [{"weekday": "Tuesday"}]}
              }
            ]
          }
        }"#]]);
}
