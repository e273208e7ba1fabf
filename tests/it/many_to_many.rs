//! Section F of the contract: many-to-many relations, read from both sides.

use entity::contribution::ContributionRole;
use expect_test::expect;
use tests::TestApp;

#[tokio::test]
async fn c_144_members_are_listed_and_counted_from_both_sides() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (iron, steam) = (app.tag("iron").await, app.tag("steam").await);
    app.post("Engines", &ada).tags([&iron, &steam]).await;
    app.post("Looms", &ada).tags([&steam]).await;
    app.post("Numbers", &ada).await;

    let reply = app
        .execute(
            "{
                posts { nodes { title tags { totalCount nodes { name } } } }
                tags { nodes { name posts(first: 1) { totalCount nodes { title } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "posts": {
            "nodes": [
              {
                "title": "Engines",
                "tags": {"totalCount": 2, "nodes": [{"name": "iron"}, {"name": "steam"}]}
              },
              {"title": "Looms", "tags": {"totalCount": 1, "nodes": [{"name": "steam"}]}},
              {"title": "Numbers", "tags": {"totalCount": 0, "nodes": []}}
            ]
          },
          "tags": {
            "nodes": [
              {"name": "iron", "posts": {"totalCount": 1, "nodes": [{"title": "Engines"}]}},
              {"name": "steam", "posts": {"totalCount": 2, "nodes": [{"title": "Engines"}]}}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_145_the_count_reads_only_the_links_where_the_database_guarantees_the_target() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let steam = app.tag("steam").await;
    app.post("Engines", &ada).tags([&steam]).await;

    let trace = app
        .trace("{ posts { nodes { tags { totalCount } } } }")
        .await;

    let count = &trace.at("posts.nodes.tags").sql;
    assert!(count.contains("\"post_tag\""), "{count}");
    assert!(!count.contains("\"tag\""), "{count}");
}

#[tokio::test]
async fn c_146_members_come_in_their_own_order_and_not_in_that_of_the_links() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO driving VALUES (4, 'D-9', 'AB 1', 2)")
        .await;

    let reply = app
        .execute(
            "{
                recipe(id: 1) { ingredientSet { nodes { name } } }
                driver(id: 2) { vehicles { edges { node { plate } through { id } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "recipe": {"ingredientSet": {"nodes": [{"name": "Leek"}, {"name": "Salt"}]}},
          "driver": {
            "vehicles": {
              "edges": [
                {"node": {"plate": "AB 1"}, "through": {"id": "Driving:4"}},
                {"node": {"plate": "AB 2"}, "through": {"id": "Driving:3"}}
              ]
            }
          }
        }"#]]);
}

#[tokio::test]
async fn c_150_a_link_to_itself_is_listed_once() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ person(id: 4) { friends { totalCount nodes { name } } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"person": {"friends": {"totalCount": 1, "nodes": [{"name": "David"}]}}}"#
    ]]);
}

#[tokio::test]
async fn c_151_a_one_way_relation_shows_on_the_other_side_only_in_reverse() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ people { nodes { name idols { nodes { name } } fans { nodes { name } } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "people": {
            "nodes": [
              {
                "name": "Anne",
                "idols": {"nodes": [{"name": "Bill"}, {"name": "David"}]},
                "fans": {"nodes": [{"name": "David"}]}
              },
              {
                "name": "Bill",
                "idols": {"nodes": [{"name": "David"}]},
                "fans": {"nodes": [{"name": "Anne"}]}
              },
              {"name": "Chuck", "idols": {"nodes": []}, "fans": {"nodes": []}},
              {
                "name": "David",
                "idols": {"nodes": [{"name": "Anne"}]},
                "fans": {"nodes": [{"name": "Anne"}, {"name": "Bill"}]}
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_152_links_with_data_are_read_as_objects() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                membership(id: 3) { role member { name } team { name } inviter { name } }
                memberships { totalCount }
                member(id: 2) { membershipSet { nodes { role } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "membership": {
            "role": "bass",
            "member": {"name": "Jim"},
            "team": {"name": "Rock"},
            "inviter": {"name": "Bob"}
          },
          "memberships": {"totalCount": 5},
          "member": {"membershipSet": {"nodes": [{"role": null}, {"role": "bass"}]}}
        }"#]]);
}

#[tokio::test]
async fn c_157_a_pair_that_is_linked_twice_is_listed_and_counted_twice() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                team(id: 1) { members { totalCount edges { node { name } through { id role } } } }
                member(id: 2) { teams { totalCount nodes { name } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "team": {
            "members": {
              "totalCount": 3,
              "edges": [
                {"node": {"name": "Bob"}, "through": {"id": "Membership:1", "role": "lead"}},
                {"node": {"name": "Jim"}, "through": {"id": "Membership:2", "role": null}},
                {"node": {"name": "Jim"}, "through": {"id": "Membership:3", "role": "bass"}}
              ]
            }
          },
          "member": {"teams": {"totalCount": 2, "nodes": [{"name": "Rock"}, {"name": "Rock"}]}}
        }"#]]);
}

#[tokio::test]
async fn c_159_links_without_a_target_are_neither_listed_nor_counted() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{ libraries { nodes { name
                borrowers { totalCount nodes { name } edges { through { title } } }
                loanSet { totalCount nodes { title borrower { name } } }
            } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "libraries": {
            "nodes": [
              {
                "name": "Main",
                "borrowers": {
                  "totalCount": 2,
                  "nodes": [{"name": "Bob"}, {"name": "Jane"}],
                  "edges": [{"through": {"title": "Maps"}}, {"through": {"title": "Maps"}}]
                },
                "loanSet": {
                  "totalCount": 3,
                  "nodes": [
                    {"title": "Maps", "borrower": {"name": "Bob"}},
                    {"title": "Ferns", "borrower": null},
                    {"title": "Maps", "borrower": {"name": "Jane"}}
                  ]
                }
              },
              {
                "name": "Empty",
                "borrowers": {"totalCount": 0, "nodes": [], "edges": []},
                "loanSet": {"totalCount": 0, "nodes": []}
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_161_a_link_that_was_stored_one_way_shows_one_way() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{ people { nodes { name
                friends { nodes { name } }
                colleagues { edges { node { name } through { since } } }
            } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "people": {
            "nodes": [
              {
                "name": "Anne",
                "friends": {"nodes": [{"name": "Bill"}, {"name": "Chuck"}]},
                "colleagues": {
                  "edges": [
                    {"node": {"name": "Bill"}, "through": {"since": 2011}},
                    {"node": {"name": "David"}, "through": {"since": 2014}}
                  ]
                }
              },
              {
                "name": "Bill",
                "friends": {"nodes": [{"name": "Anne"}]},
                "colleagues": {
                  "edges": [{"node": {"name": "Anne"}, "through": {"since": 2011}}]
                }
              },
              {
                "name": "Chuck",
                "friends": {"nodes": [{"name": "Anne"}]},
                "colleagues": {"edges": []}
              },
              {
                "name": "David",
                "friends": {"nodes": [{"name": "David"}]},
                "colleagues": {"edges": []}
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_166_links_may_go_by_unique_columns_on_both_sides() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                drivers { nodes { name vehicles { totalCount edges { node { plate } through { hours } } } } }
                vehicles { nodes { plate drivers(first: 1) { totalCount nodes { name } pageInfo { hasNextPage } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "drivers": {
            "nodes": [
              {
                "name": "Ryan",
                "vehicles": {
                  "totalCount": 2,
                  "edges": [
                    {"node": {"plate": "AB 1"}, "through": {"hours": 3}},
                    {"node": {"plate": "AB 2"}, "through": {"hours": 5}}
                  ]
                }
              },
              {
                "name": "Rosa",
                "vehicles": {
                  "totalCount": 1,
                  "edges": [{"node": {"plate": "AB 2"}, "through": {"hours": 1}}]
                }
              }
            ]
          },
          "vehicles": {
            "nodes": [
              {
                "plate": "AB 1",
                "drivers": {
                  "totalCount": 1,
                  "nodes": [{"name": "Ryan"}],
                  "pageInfo": {"hasNextPage": false}
                }
              },
              {
                "plate": "AB 2",
                "drivers": {
                  "totalCount": 2,
                  "nodes": [{"name": "Ryan"}],
                  "pageInfo": {"hasNextPage": true}
                }
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn data_of_the_link_stands_on_the_edge_from_both_sides() {
    let app = TestApp::new().await;
    let (ada, bob) = (
        app.reporter("Ada Lane").await,
        app.reporter("Bob Stone").await,
    );
    app.article("Rain", &ada)
        .contributor(&ada, ContributionRole::Writer)
        .contributor(&bob, ContributionRole::Photographer)
        .await;

    let reply = app
        .execute(
            "{
                article(id: 1) { contributors { edges { through { role since } node { lastName
                    articleSet { nodes { headline } } } } } }
                reporter(id: 2) { contributedArticles { edges { through { role reporter { lastName } }
                    node { headline reporter { lastName } } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "article": {
            "contributors": {
              "edges": [
                {
                  "through": {"role": "WRITER", "since": "2024-05-17"},
                  "node": {"lastName": "Lane", "articleSet": {"nodes": [{"headline": "Rain"}]}}
                },
                {
                  "through": {"role": "PHOTOGRAPHER", "since": "2024-05-17"},
                  "node": {"lastName": "Stone", "articleSet": {"nodes": []}}
                }
              ]
            }
          },
          "reporter": {
            "contributedArticles": {
              "edges": [
                {
                  "through": {"role": "PHOTOGRAPHER", "reporter": {"lastName": "Stone"}},
                  "node": {"headline": "Rain", "reporter": {"lastName": "Lane"}}
                }
              ]
            }
          }
        }"#]]);
}

#[tokio::test]
async fn users_follow_users() {
    let app = TestApp::new().await;
    let (ada, bob, cyd) = (
        app.user("ada").await,
        app.user("bob").await,
        app.user("cyd").await,
    );
    app.follow(&bob, &ada).await;
    app.follow(&cyd, &ada).await;
    app.follow(&bob, &cyd).await;
    let query =
        "{ user(id: 1) { followers { nodes { username following { nodes { username } } } } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "user": {
            "followers": {
              "nodes": [
                {
                  "username": "bob",
                  "following": {"nodes": [{"username": "ada"}, {"username": "cyd"}]}
                },
                {"username": "cyd", "following": {"nodes": [{"username": "ada"}]}}
              ]
            }
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 3);
}

#[tokio::test]
async fn a_side_may_have_a_key_of_two_columns() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                cards { nodes { id holder topicSet { totalCount nodes { name } } } }
                topic(id: 3) { cardSet(first: 1) { totalCount nodes { id holder } pageInfo { hasNextPage } } }
                cardTopic(id: \"east,1,3\") { id card { holder } topic { name } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "cards": {
            "nodes": [
              {
                "id": "Card:east,1",
                "holder": "Ada",
                "topicSet": {
                  "totalCount": 2,
                  "nodes": [{"name": "Transport"}, {"name": "Culture"}]
                }
              },
              {"id": "Card:east,2", "holder": "Bob", "topicSet": {"totalCount": 0, "nodes": []}},
              {
                "id": "Card:west,1",
                "holder": "Cyd",
                "topicSet": {"totalCount": 1, "nodes": [{"name": "Culture"}]}
              }
            ]
          },
          "topic": {
            "cardSet": {
              "totalCount": 2,
              "nodes": [{"id": "Card:east,1", "holder": "Ada"}],
              "pageInfo": {"hasNextPage": true}
            }
          },
          "cardTopic": {
            "id": "CardTopic:east,1,3",
            "card": {"holder": "Ada"},
            "topic": {"name": "Culture"}
          }
        }"#]]);
}
