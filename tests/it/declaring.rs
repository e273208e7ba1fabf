//! Section A of the contract: declaring relations.

use expect_test::expect;
use relation::catalog::{Catalog, OnDelete};
use tests::{TestApp, backend::Backend, zoo};

/// The name that the accessor `name` of `model` has inside lookups.
fn query_name(catalog: &Catalog, model: &str, name: &str) -> String {
    let model = catalog.model_by_name(model).expect("a model");
    let accessor = catalog.accessors_of(model.id).find(|a| a.name == name);
    accessor.expect("an accessor").query_name.clone()
}

#[tokio::test]
async fn c_001_a_foreign_key_is_a_column_of_its_own_table() {
    let app = TestApp::new().await;

    let comment = app.columns("comment").await;
    let post = app.columns("post").await;

    assert!(comment.contains(&"post_id".to_owned()));
    assert!(!post.iter().any(|column| column.contains("comment")));
}

#[tokio::test]
async fn c_002_names_come_from_the_field_and_not_from_the_column() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ invoice(id: 1) { id amount client { id name market } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "invoice": {
            "id": "Invoice:1",
            "amount": 120,
            "client": {"id": "Client:7", "name": "Baker", "market": "retail"}
          }
        }"#]]);
    expect![[r#"
        id: ID!
        pk: BigInt!
        name: String!
        market: String!
        invoiceSet: InvoiceConnection!"#]]
    .assert_eq(&app.fields_of("Client").await.join("\n"));
}

#[test]
fn c_004_entities_are_registered_in_any_order() {
    use zoo::renames::{client, invoice};

    let forwards = Catalog::builder()
        .register::<client::Entity>()
        .register::<invoice::Entity>();
    let backwards = Catalog::builder()
        .register::<invoice::Entity>()
        .register::<client::Entity>();

    assert!(forwards.build().is_ok());
    assert!(backwards.build().is_ok());
}

#[tokio::test]
async fn c_006_a_key_to_the_own_table_makes_a_tree() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                share: folder(id: 4) { name parent { name parent { name parent { name } } } }
                root: folder(id: 1) { parent { name } folderSet { nodes { name
                    folderSet { nodes { name folderSet { totalCount } } } } } }
                own: folder(id: 5) { parent { name parent { name } } folderSet { nodes { name } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "share": {
            "name": "share",
            "parent": {"name": "usr", "parent": {"name": "root", "parent": null}}
          },
          "root": {
            "parent": null,
            "folderSet": {
              "nodes": [
                {
                  "name": "usr",
                  "folderSet": {"nodes": [{"name": "share", "folderSet": {"totalCount": 0}}]}
                },
                {"name": "etc", "folderSet": {"nodes": []}}
              ]
            }
          },
          "own": {
            "parent": {"name": "loop", "parent": {"name": "loop"}},
            "folderSet": {"nodes": [{"name": "loop"}]}
          }
        }"#]]);
}

#[tokio::test]
async fn c_007_without_a_related_name_the_reverse_side_is_a_set() {
    let app = TestApp::new().await;
    let ada = app.reporter("Ada Lane").await;
    app.article("Rain", &ada).await;

    let reply = app
        .execute("{ reporter(id: 1) { articleSet { nodes { headline } } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"reporter": {"articleSet": {"nodes": [{"headline": "Rain"}]}}}"#
    ]]);
}

#[tokio::test]
async fn c_008_a_related_name_replaces_the_default_name() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;

    let named = app
        .execute("{ user(id: 1) { posts { nodes { title } } } }")
        .await;
    let default = app
        .execute("{ user(id: 1) { postSet { nodes { title } } } }")
        .await;

    named.expect_data(expect![[
        r#"{"user": {"posts": {"nodes": [{"title": "Engines"}]}}}"#
    ]]);
    assert_eq!(default.errors().len(), 1);
}

#[tokio::test]
async fn c_009_the_name_inside_lookups_is_separate() {
    let app = TestApp::zoo().await;
    let catalog = app.catalog();

    // `related_query_name`, else `related_name`, else the model's default, else the model.
    assert_eq!(query_name(catalog, "Maker", "cars"), "car_of");
    assert_eq!(query_name(catalog, "Country", "cities"), "cities");
    assert_eq!(query_name(catalog, "Club", "letters"), "letters");
    assert_eq!(query_name(catalog, "Folder", "folder_set"), "folder");
}

#[tokio::test]
async fn c_011_a_relation_without_a_reverse_side_leaves_no_trace_on_its_target() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ memo(id: 1) { author { name } editor { name } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"memo": {"author": {"name": "Jane"}, "editor": {"name": "John"}}}"#
    ]]);
    let fields = app.fields_of("Human").await.join("\n").to_lowercase();
    assert!(!fields.contains("memo"), "{fields}");
}

#[tokio::test]
async fn c_012_a_model_may_name_all_its_reverse_sides_at_once() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                human(id: 3) { letters { nodes { subject } } }
                club(id: 1) { letters { nodes { subject } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "human": {"letters": {"nodes": [{"subject": "Joining"}, {"subject": "Leaving"}]}},
          "club": {"letters": {"nodes": [{"subject": "Joining"}, {"subject": "Leaving"}]}}
        }"#]]);
}

#[test]
fn c_015_relations_without_reverse_sides_never_clash() {
    use zoo::many_to_one::{human, memo};

    let catalog = Catalog::builder()
        .register::<human::Entity>()
        .register::<memo::Entity>();

    assert!(catalog.build().is_ok());
}

#[tokio::test]
async fn c_016_several_keys_to_one_target_are_independent() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                jim: human(id: 3) { mother { name } father { name } }
                jane: human(id: 1) { mothersChildSet { nodes { name } } fathersChildSet { nodes { name } } }
                hawks: club(id: 1) {
                    homeFixtures { nodes { id away { name } } }
                    awayFixtures { nodes { id home { name } } }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "jim": {"mother": {"name": "Jane"}, "father": {"name": "John"}},
          "jane": {
            "mothersChildSet": {"nodes": [{"name": "Jim"}, {"name": "Joan"}]},
            "fathersChildSet": {"nodes": []}
          },
          "hawks": {
            "homeFixtures": {
              "nodes": [
                {"id": "Fixture:1", "away": {"name": "Reds"}},
                {"id": "Fixture:3", "away": {"name": "Gulls"}}
              ]
            },
            "awayFixtures": {"nodes": [{"id": "Fixture:2", "home": {"name": "Reds"}}]}
          }
        }"#]]);
}

#[tokio::test]
async fn c_017_a_key_may_refer_to_any_unique_column() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ cars { nodes { name maker { id name code } } } maker(id: 1) { cars { nodes { name } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "cars": {
            "nodes": [
              {"name": "V1", "maker": {"id": "Maker:1", "name": "Volta", "code": "V"}},
              {"name": "V2", "maker": {"id": "Maker:1", "name": "Volta", "code": "V"}},
              {"name": "Kit", "maker": null}
            ]
          },
          "maker": {"cars": {"nodes": [{"name": "V1"}, {"name": "V2"}]}}
        }"#]]);
}

#[tokio::test]
async fn c_019_a_nullable_key_is_a_nullable_field() {
    let app = TestApp::new().await;

    let post = app.fields_of("Post").await;

    assert!(post.contains(&"author: User!".to_owned()), "{post:?}");
    assert!(post.contains(&"category: Category".to_owned()), "{post:?}");
}

#[test]
fn c_021_null_is_a_default() {
    use zoo::deletion::{hub, set_default_item, set_default_null_item};

    let catalog = Catalog::builder()
        .register::<hub::Entity>()
        .register::<set_default_item::Entity>()
        .register::<set_default_null_item::Entity>()
        .build()
        .expect("a default each");

    for key in catalog.foreign_keys() {
        assert!(matches!(key.on_delete, OnDelete::SetDefault));
    }
}

/// A unique foreign key is a one-to-one here: SeaORM knows no other sign of one.
#[tokio::test]
async fn c_022_a_unique_key_is_a_one_to_one() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ staffMember(id: 1) { desk { number } } }")
        .await;

    reply.expect_data(expect![[r#"{"staffMember": {"desk": {"number": 101}}}"#]]);
}

#[tokio::test]
async fn c_025_a_key_without_a_constraint_may_refer_to_nothing() {
    let app = TestApp::zoo().await;

    let kept = app.execute("{ loose(id: 1) { label hub { name } } }").await;
    let dangling = app.execute("{ loose(id: 2) { label hub { name } } }").await;
    let key = app.execute("{ loose(id: 2) { label hub { id } } }").await;

    kept.expect_data(expect![[
        r#"{"loose": {"label": "loose 1", "hub": {"name": "busy"}}}"#
    ]]);
    dangling.expect_error(
        "NOT_FOUND",
        expect!["the Hub that this row refers to does not exist"],
    );
    key.expect_data(expect![[
        r#"{"loose": {"label": "loose 2", "hub": {"id": "Hub:404"}}}"#
    ]]);
}

#[tokio::test]
async fn a_filter_holds_for_a_row_that_does_not_exist_as_for_one_of_nulls() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{ null: looses(where: { hub: { id: { isNull: true } } }) { nodes { label } }
               not: looses(where: { hub: { not: { pk: { exact: 404 } } } }) { nodes { label } }
               exact: looses(where: { hub: { pk: { exact: 404 } } }) { nodes { label } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "null": {"nodes": [{"label": "loose 2"}]},
          "not": {"nodes": [{"label": "loose 1"}, {"label": "loose 2"}]},
          "exact": {"nodes": []}
        }"#]]);
}

#[tokio::test]
async fn c_026_every_foreign_key_of_the_domain_has_an_index_and_a_constraint() {
    let app = TestApp::new().await.only(Backend::Sqlite);
    let catalog = app.catalog();

    for key in catalog.foreign_keys() {
        let model = &catalog[key.model];
        let (table, column) = (
            model.table.to_string(),
            model[key.fields[0]].column.to_string(),
        );
        let leading = format!(
            "SELECT info.name FROM pragma_index_list('{table}') AS list, \
             pragma_index_info(list.name) AS info WHERE info.seqno = 0"
        );
        let constrained = format!("SELECT \"from\" FROM pragma_foreign_key_list('{table}')");
        assert!(
            app.texts(&leading, 0).await.contains(&column),
            "{table}.{column}"
        );
        assert!(
            app.texts(&constrained, 0).await.contains(&column),
            "{table}.{column}"
        );
    }
}

#[tokio::test]
async fn c_029_the_reverse_side_of_a_one_to_one_is_one_object_named_like_its_model() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ site(id: 1) { station { servesCoffee } } }")
        .await;

    reply.expect_data(expect![[
        r#"{"site": {"station": {"servesCoffee": true}}}"#
    ]]);
}

#[tokio::test]
async fn c_030_a_one_to_one_may_be_the_primary_key_and_there_may_be_several() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                station(id: 3) { id pk site { id name } }
                ben: staffMember(id: 2) { badge { id } deputizedBadge { id owner { name } } }
                badge(id: 3) { owner { name } deputy { name } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "station": {"id": "Station:3", "pk": "3", "site": {"id": "Site:3", "name": "Moor"}},
          "ben": {
            "badge": {"id": "Badge:2"},
            "deputizedBadge": {"id": "Badge:1", "owner": {"name": "Ann"}}
          },
          "badge": {"owner": {"name": "Cyd"}, "deputy": null}
        }"#]]);
}

#[tokio::test]
async fn c_031_a_many_to_many_has_no_column_on_either_side() {
    let app = TestApp::new().await;

    let columns = [app.columns("post").await, app.columns("tag").await].concat();

    assert!(!columns.contains(&"tag_id".to_owned()));
    assert!(!columns.contains(&"post_id".to_owned()));
    assert_eq!(app.columns("post_tag").await, ["post_id", "tag_id"]);
}

#[tokio::test]
async fn c_032_a_junction_can_be_read_as_a_model_of_its_own() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                recipeIngredient(id: \"1,3\") { id recipe { name } ingredient { name } }
                idolizations { nodes { fan { name } idol { name } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "recipeIngredient": {
            "id": "RecipeIngredient:1,3",
            "recipe": {"name": "Soup"},
            "ingredient": {"name": "Salt"}
          },
          "idolizations": {
            "nodes": [
              {"fan": {"name": "Anne"}, "idol": {"name": "Bill"}},
              {"fan": {"name": "Anne"}, "idol": {"name": "David"}},
              {"fan": {"name": "Bill"}, "idol": {"name": "David"}},
              {"fan": {"name": "David"}, "idol": {"name": "Anne"}}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_034_a_many_to_many_may_go_through_a_model_with_data() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{ team(id: 1) {
                members { edges { node { name } through { role joinedOn inviter { name } } } }
                membershipSet { nodes { role member { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "team": {
            "members": {
              "edges": [
                {
                  "node": {"name": "Bob"},
                  "through": {"role": "lead", "joinedOn": "2020-01-01", "inviter": null}
                },
                {
                  "node": {"name": "Jim"},
                  "through": {
                    "role": null,
                    "joinedOn": "2020-01-01",
                    "inviter": {"name": "Bob"}
                  }
                },
                {
                  "node": {"name": "Jim"},
                  "through": {
                    "role": "bass",
                    "joinedOn": "2020-01-01",
                    "inviter": {"name": "Bob"}
                  }
                }
              ]
            },
            "membershipSet": {
              "nodes": [
                {"role": "lead", "member": {"name": "Bob"}},
                {"role": null, "member": {"name": "Jim"}},
                {"role": "bass", "member": {"name": "Jim"}}
              ]
            }
          }
        }"#]]);
}

#[tokio::test]
async fn c_036_through_fields_choose_the_keys() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                team(id: 1) { members { nodes { name } } inviters { nodes { name } } }
                member(id: 2) { teams { nodes { name } } invitingTeams { nodes { name } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "team": {
            "members": {"nodes": [{"name": "Bob"}, {"name": "Jim"}, {"name": "Jim"}]},
            "inviters": {"nodes": [{"name": "Bob"}, {"name": "Bob"}]}
          },
          "member": {
            "teams": {"nodes": [{"name": "Rock"}, {"name": "Rock"}]},
            "invitingTeams": {"nodes": [{"name": "Roll"}]}
          }
        }"#]]);
}

#[tokio::test]
async fn c_037_the_first_key_of_a_self_relation_is_the_source() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ person(id: 1) { idols { nodes { name } } fans { nodes { name } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "person": {
            "idols": {"nodes": [{"name": "Bill"}, {"name": "David"}]},
            "fans": {"nodes": [{"name": "David"}]}
          }
        }"#]]);
}

#[tokio::test]
async fn c_038_a_symmetrical_relation_has_no_reverse_side() {
    let app = TestApp::zoo().await;

    expect![[r#"
        id: ID!
        pk: BigInt!
        name: String!
        colleagueships: ColleagueshipConnection!
        friends: PersonFriendsConnection!
        idols: PersonIdolsConnection!
        fans: PersonFansConnection!
        colleagues: PersonColleaguesConnection!"#]]
    .assert_eq(&app.fields_of("Person").await.join("\n"));
}

#[tokio::test]
async fn c_039_several_many_to_manys_between_two_models_are_independent() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                stories { nodes { headline
                    primaryTopics { nodes { name } } secondaryTopics { nodes { name } } } }
                topic(id: 2) { primaryStorySet { totalCount } secondaryStorySet { nodes { headline } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "stories": {
            "nodes": [
              {
                "headline": "Ferry strike",
                "primaryTopics": {"nodes": [{"name": "Transport"}]},
                "secondaryTopics": {"nodes": [{"name": "Work"}]}
              },
              {
                "headline": "Book fair",
                "primaryTopics": {"nodes": [{"name": "Culture"}]},
                "secondaryTopics": {"nodes": [{"name": "Transport"}, {"name": "Work"}]}
              }
            ]
          },
          "topic": {
            "primaryStorySet": {"totalCount": 0},
            "secondaryStorySet": {
              "nodes": [{"headline": "Ferry strike"}, {"headline": "Book fair"}]
            }
          }
        }"#]]);
}

#[tokio::test]
async fn c_040_names_may_shadow_models_arguments_and_lookups() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                first(id: 1) { second theFirst { nodes { first { second } } } }
                season(id: 1) { year gt isNull in { nodes { home away } } }
                select(id: 2) { from where first after count orderSet(first: 1) { totalCount } }
                data(id: 1) { node nodes edges errors }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "first": {
            "second": 40,
            "theFirst": {"nodes": [{"first": {"second": 40}}, {"first": {"second": 40}}]}
          },
          "season": {
            "year": 2009,
            "gt": 111,
            "isNull": false,
            "in": {
              "nodes": [{"home": "Hawks", "away": "Reds"}, {"home": "Reds", "away": "Gulls"}]
            }
          },
          "select": {
            "from": "the card",
            "where": "upstairs",
            "first": 5,
            "after": "lunch",
            "count": 2,
            "orderSet": {"totalCount": 0}
          },
          "data": {"node": "a", "nodes": "b", "edges": "c", "errors": null}
        }"#]]);
}

#[tokio::test]
async fn c_043_a_key_follows_the_type_of_its_target() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "{
                cities { nodes { pk name country { pk name } } }
                streets { nodes { name city { name } } }
                beds { nodes { pk ward { pk name } } }
                stamps { nodes { parcel { pk label } } }
                tokenUses { nodes { place token { pk owner } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "cities": {
            "nodes": [
              {
                "pk": "6ba7b810-0000-4000-8000-000000000001",
                "name": "Vienna",
                "country": {"pk": "at", "name": "Austria"}
              },
              {
                "pk": "6ba7b810-0000-4000-8000-000000000002",
                "name": "Graz",
                "country": {"pk": "at", "name": "Austria"}
              },
              {
                "pk": "6ba7b810-0000-4000-8000-000000000003",
                "name": "Bonn",
                "country": {"pk": "de", "name": "Germany"}
              },
              {
                "pk": "6ba7b810-0000-4000-8000-000000000004",
                "name": "Erehwon",
                "country": {"pk": "x:y,z", "name": "Nowhere"}
              }
            ]
          },
          "streets": {
            "nodes": [
              {"name": "Ring", "city": {"name": "Vienna"}},
              {"name": "Graben", "city": {"name": "Vienna"}},
              {"name": "Unnamed lane", "city": null}
            ]
          },
          "beds": {
            "nodes": [
              {"pk": "1", "ward": {"pk": 1, "name": "North"}},
              {"pk": "2", "ward": {"pk": 1, "name": "North"}},
              {"pk": "4294967295", "ward": {"pk": -2, "name": "Cellar"}}
            ]
          },
          "stamps": {
            "nodes": [
              {"parcel": {"pk": "9223372036854775807", "label": "large"}},
              {"parcel": {"pk": "9223372036854775807", "label": "large"}}
            ]
          },
          "tokenUses": {
            "nodes": [
              {"place": "gate", "token": {"pk": "AP8Q", "owner": "Ada"}},
              {"place": "lift", "token": {"pk": "AP8Q", "owner": "Ada"}},
              {"place": "gate", "token": {"pk": "YWJj", "owner": "Bob"}}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn c_044_the_reverse_side_needs_no_declaration() {
    let app = TestApp::zoo().await;

    expect![[r#"
        id: ID!
        pk: BigInt!
        name: String!
        cascadeItemSet: CascadeItemConnection!
        protectItemSet: ProtectItemConnection!
        restrictItemSet: RestrictItemConnection!
        setNullItemSet: SetNullItemConnection!
        setDefaultItemSet: SetDefaultItemConnection!
        setDefaultNullItemSet: SetDefaultNullItemConnection!
        setValueItemSet: SetValueItemConnection!
        setWithItemSet: SetWithItemConnection!
        doNothingItemSet: DoNothingItemConnection!
        looseItems: LooseConnection!"#]]
    .assert_eq(&app.fields_of("Hub").await.join("\n"));
}
