//! Section F of the contract: managers of many-to-many relations whose links have data.

use entity::contribution::ContributionRole;
use expect_test::expect;
use tests::TestApp;

use super::{statements_of, stored};
use crate::scope::only;

const WORK: &str = "SELECT id || ': ' || article_id || '-' || reporter_id || ' ' || role FROM contribution ORDER BY id";
const MEMBERSHIPS: &str = "SELECT id || ': ' || team_id || '-' || member_id || ' ' || coalesce(role || '', 'none') FROM membership ORDER BY id";

/// Three reporters; one article, on which cyd (link 1) and bob (link 2) worked.
async fn news() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.reporter("Ada Lane").await;
    let bob = app.reporter("Bob Stone").await;
    let cyd = app.reporter("Cyd Marsh").await;
    app.article("Rain", &ada)
        .contributor(&cyd, ContributionRole::Writer)
        .contributor(&bob, ContributionRole::Editor)
        .await;
    app.article("Snow", &ada).await;
    app
}

#[tokio::test]
async fn c_152_links_are_made_changed_and_read_as_objects() {
    let app = news().await;

    let reply = app
        .execute(
            "mutation {
                made: createContribution(input: { article: { id: 1 }, reporter: { id: 1 }, role: PHOTOGRAPHER, since: \"2025-01-01\" }) {
                    contribution { article { contributors { edges { node { lastName } through { role } } } } }
                }
                changed: updateContribution(id: 1, input: { role: EDITOR }) { contribution { role reporter { lastName } } }
                found: getOrCreateContribution(where: { articleReporter: { article: 1, reporter: 2 } }) { created contribution { role } }
            }",
        )
        .await;
    let twice = app
        .execute(
            "mutation { createContribution(input: { article: { id: 1 }, reporter: { id: 2 }, role: WRITER, since: \"2025-01-01\" }) { contribution { pk } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "made": {
            "contribution": {
              "article": {
                "contributors": {
                  "edges": [
                    {"node": {"lastName": "Lane"}, "through": {"role": "PHOTOGRAPHER"}},
                    {"node": {"lastName": "Stone"}, "through": {"role": "EDITOR"}},
                    {"node": {"lastName": "Marsh"}, "through": {"role": "WRITER"}}
                  ]
                }
              }
            }
          },
          "changed": {"contribution": {"role": "EDITOR", "reporter": {"lastName": "Marsh"}}},
          "found": {"created": false, "contribution": {"role": "EDITOR"}}
        }"#]]);
    twice.expect_error(
        "UNIQUE",
        expect!["a Contribution with this article and reporter exists already"],
    );
    expect!["1: 1-3 EDITOR, 2: 1-2 EDITOR, 3: 1-1 PHOTOGRAPHER"]
        .assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn c_153_new_links_get_the_data_that_the_call_gives() {
    let app = news().await;
    let data = "throughDefaults: { role: PHOTOGRAPHER, since: \"2025-01-01\" }";
    let shown = "contributors { edges { node { lastName } through { role since } } }";

    let reply = app
        .execute(&format!(
            "mutation {{
                add: addArticleContributors(article: 2, contributors: [1, 2], {data}) {{ added article {{ {shown} }} }}
                set: setArticleContributors(article: 2, contributors: [2, 3], {data}) {{ added removed }}
                create: createArticleContributors(article: 2, inputs: [{{ firstName: \"Dan\", lastName: \"Fox\", email: \"fox@example.org\" }}], {data}) {{ added }}
                fromReporter: addReporterContributedArticles(reporter: 1, contributedArticles: [1], {data}) {{ added }}
            }}"
        ))
        .await;
    let nested = app
        .execute(
            "mutation { updateArticle(id: 2, input: { contributors: {
                add: [{ id: 1, through: { role: WRITER, since: \"2025-02-02\" } }]
                create: [{ node: { firstName: \"Eve\", lastName: \"Roe\", email: \"roe@example.org\" }, through: { role: EDITOR, since: \"2025-03-03\" } }]
            } }) { article { contributors { edges { node { lastName } through { role since } } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {
            "added": ["Reporter:1", "Reporter:2"],
            "article": {
              "contributors": {
                "edges": [
                  {
                    "node": {"lastName": "Lane"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2025-01-01"}
                  },
                  {
                    "node": {"lastName": "Stone"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2025-01-01"}
                  }
                ]
              }
            }
          },
          "set": {"added": ["Reporter:3"], "removed": ["Reporter:1"]},
          "create": {"added": ["Reporter:4"]},
          "fromReporter": {"added": ["Article:1"]}
        }"#]]);
    nested.expect_data(expect![[r#"
        {
          "updateArticle": {
            "article": {
              "contributors": {
                "edges": [
                  {
                    "node": {"lastName": "Lane"},
                    "through": {"role": "WRITER", "since": "2025-02-02"}
                  },
                  {
                    "node": {"lastName": "Stone"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2025-01-01"}
                  },
                  {
                    "node": {"lastName": "Marsh"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2025-01-01"}
                  },
                  {
                    "node": {"lastName": "Fox"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2025-01-01"}
                  },
                  {
                    "node": {"lastName": "Roe"},
                    "through": {"role": "EDITOR", "since": "2025-03-03"}
                  }
                ]
              }
            }
          }
        }"#]]);
    expect!["1: 1-3 WRITER, 2: 1-2 EDITOR, 4: 2-2 PHOTOGRAPHER, 5: 2-3 PHOTOGRAPHER, 6: 2-4 PHOTOGRAPHER, 7: 1-1 PHOTOGRAPHER, 8: 2-1 WRITER, 9: 2-5 EDITOR"].assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn c_154_links_that_are_there_keep_their_data_unless_they_are_cleared() {
    let app = news().await;
    let data = "throughDefaults: { role: PHOTOGRAPHER, since: \"2025-01-01\" }";

    let kept = app
        .execute(&format!(
            "mutation {{
                add: addArticleContributors(article: 1, contributors: [2, 3, 1], {data}) {{ added removed }}
                set: setArticleContributors(article: 1, contributors: [3, 2], {data}) {{ added removed }}
            }}"
        ))
        .await;
    let after_set = stored(&app, WORK).await;
    let rebuilt = app
        .execute(&format!(
            "mutation {{ setArticleContributors(article: 1, contributors: [3, 2], clear: true, {data}) {{ added removed }} }}"
        ))
        .await;

    kept.expect_data(expect![[r#"
        {
          "add": {"added": ["Reporter:1"], "removed": []},
          "set": {"added": [], "removed": ["Reporter:1"]}
        }"#]]);
    rebuilt.expect_data(expect![[
        r#"{"setArticleContributors": {"added": [], "removed": []}}"#
    ]]);
    expect!["1: 1-3 WRITER, 2: 1-2 EDITOR"].assert_eq(&after_set);
    expect!["4: 1-3 PHOTOGRAPHER, 5: 1-2 PHOTOGRAPHER"].assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn c_155_required_data_has_to_be_there_where_a_link_is_made() {
    let app = news().await;
    let zoo = TestApp::zoo().await;

    let missing = app
        .execute("mutation { addArticleContributors(article: 2, contributors: [1]) { added } }")
        .await;
    let partly = app
        .execute("mutation { addArticleContributors(article: 2, contributors: [1], throughDefaults: { role: WRITER }) { added } }")
        .await;
    let unknown = app
        .execute("mutation { addArticleContributors(article: 2, contributors: [1], throughDefaults: { role: WRITER, since: \"2025-01-01\", pay: 3 }) { added } }")
        .await;
    let present = app
        .execute("mutation { addArticleContributors(article: 1, contributors: [2]) { added } }")
        .await;
    let optional = zoo
        .execute("mutation { addTeamMembers(team: 3, members: [1], throughDefaults: { joinedOn: \"2025-01-01\" }) { added team { members { edges { through { role inviter { name } } } } } } }")
        .await;

    missing.expect_error(
        "INVALID",
        expect!["`throughDefaults.role` must have a value, and 1 more value is wrong"],
    );
    partly.expect_error("INVALID", expect!["`throughDefaults.since` is required"]);
    unknown.expect_error(
        "INVALID",
        expect!["`throughDefaults.pay` is not a field of this input"],
    );
    present.expect_data(expect![[r#"{"addArticleContributors": {"added": []}}"#]]);
    optional.expect_data(expect![[r#"
        {
          "addTeamMembers": {
            "added": ["Member:1"],
            "team": {"members": {"edges": [{"through": {"role": null, "inviter": null}}]}}
          }
        }"#]]);
    expect!["1: 1-3 WRITER, 2: 1-2 EDITOR"].assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn c_130_the_statements_of_each_call_on_links_with_data() {
    let app = news().await;
    let data = "throughDefaults: { role: WRITER, since: \"2025-01-01\" }";
    let calls = [
        (
            format!("addArticleContributors(article: 2, contributors: [1], {data})"),
            2,
            "SELECT INSERT",
        ),
        (
            format!("addArticleContributors(article: 2, contributors: [1, 2, 3], {data})"),
            2,
            "SELECT INSERT",
        ),
        (
            format!("addArticleContributors(article: 2, contributors: [1, 2, 3], {data})"),
            2,
            "SELECT",
        ),
        (
            "removeArticleContributors(article: 2, contributors: [1, 2])".to_owned(),
            2,
            "DELETE",
        ),
        (
            format!("setArticleContributors(article: 2, contributors: [1, 2], {data})"),
            2,
            "SELECT DELETE SELECT INSERT",
        ),
        (
            "setArticleContributors(article: 2, contributors: [2, 1])".to_owned(),
            2,
            "SELECT",
        ),
        (
            format!(
                "setArticleContributors(article: 2, contributors: [2, 1], clear: true, {data})"
            ),
            2,
            "DELETE SELECT INSERT",
        ),
        (
            "clearArticleContributors(article: 2)".to_owned(),
            1,
            "DELETE",
        ),
    ];

    for (call, n_models, expected) in calls {
        assert_eq!(
            statements_of(&app, &call, n_models).await,
            expected,
            "{call}"
        );
    }
}

#[tokio::test]
async fn c_157_remove_deletes_every_link_of_a_pair() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { removeTeamMembers(team: 1, members: [2]) {
                removed team { members { totalCount nodes { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "removeTeamMembers": {
            "removed": ["Member:2"],
            "team": {"members": {"totalCount": 1, "nodes": [{"name": "Bob"}]}}
          }
        }"#]]);
    expect!["1: 1-1 lead, 4: 2-3 drums, 5: 2-1 none"].assert_eq(&stored(&app, MEMBERSHIPS).await);
}

#[tokio::test]
async fn c_157_add_and_set_leave_a_pair_that_is_linked_twice() {
    let app = TestApp::zoo().await;
    let data = "throughDefaults: { joinedOn: \"2025-01-01\" }";

    let reply = app
        .execute(&format!(
            "mutation {{
                add: addTeamMembers(team: 1, members: [2, 1], {data}) {{ added removed }}
                set: setTeamMembers(team: 1, members: [2, 3, 3], {data}) {{ added removed }}
                clear: setTeamMembers(team: 1, members: [2], clear: true, {data}) {{ added removed }}
            }}"
        ))
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {"added": [], "removed": []},
          "set": {"added": ["Member:3"], "removed": ["Member:1"]},
          "clear": {"added": [], "removed": ["Member:3"]}
        }"#]]);
    expect!["4: 2-3 drums, 5: 2-1 none, 7: 1-2 none"].assert_eq(&stored(&app, MEMBERSHIPS).await);
}

#[tokio::test]
async fn c_157_clear_tells_each_member_once_and_in_order() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO membership (id, member_id, team_id, joined_on) VALUES (9, 3, 3, '2020-01-01'), (10, 1, 3, '2020-01-01'), (11, 2, 3, '2020-01-01'), (12, 1, 3, '2020-01-01')")
        .await;

    let twice = app
        .execute("mutation { clearTeamMembers(team: 1) { removed } }")
        .await;
    let mixed = app
        .execute("mutation { clearTeamMembers(team: 3) { removed } }")
        .await;

    twice.expect_data(expect![[
        r#"{"clearTeamMembers": {"removed": ["Member:1", "Member:2"]}}"#
    ]]);
    mixed.expect_data(expect![[
        r#"{"clearTeamMembers": {"removed": ["Member:1", "Member:2", "Member:3"]}}"#
    ]]);
}

#[tokio::test]
async fn what_leaves_is_told_in_the_order_of_the_keys() {
    let calls = [
        "removeArticleContributors(article: 1, contributors: [3, 2])",
        "setArticleContributors(article: 1, contributors: [])",
        "clearArticleContributors(article: 1)",
    ];

    for call in calls {
        let app = news().await;
        let left = app
            .leaves(&format!("mutation {{ call: {call} {{ removed }} }}"))
            .await;

        assert_eq!(left, "Reporter:2 Reporter:3", "{call}");
    }
}

#[tokio::test]
async fn c_158_what_hangs_on_a_link_follows_it() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("mutation { removeLibraryBorrowers(library: 1, borrowers: [1]) { removed } }")
        .await;

    reply.expect_data(expect![[
        r#"{"removeLibraryBorrowers": {"removed": ["Member:1"]}}"#
    ]]);
    assert_eq!(
        stored(&app, "SELECT title FROM loan ORDER BY id").await,
        "Ferns, Maps"
    );
    assert_eq!(stored(&app, "SELECT text FROM reminder").await, "");
}

#[tokio::test]
async fn c_158_what_protects_a_link_keeps_all() {
    let app = TestApp::zoo().await;
    let loans =
        "SELECT title || ' to ' || coalesce(borrower_id || '', 'none') FROM loan ORDER BY id";

    for call in [
        "removeLibraryBorrowers(library: 1, borrowers: [1, 3])",
        "setLibraryBorrowers(library: 1, borrowers: [])",
        "clearLibraryBorrowers(library: 1)",
    ] {
        let reply = app
            .execute(&format!("mutation {{ {call} {{ removed }} }}"))
            .await;

        reply.expect_error(
            "PROTECTED",
            expect!["this would delete rows that others refer to and protect by `Receipt.loan`"],
        );
        assert_eq!(
            stored(&app, loans).await,
            "Maps to 1, Ferns to none, Maps to 3",
            "{call}"
        );
    }
}

#[tokio::test]
async fn c_159_clear_takes_links_without_a_target_as_well() {
    let app = TestApp::zoo().await;
    app.sql("DELETE FROM receipt").await;

    let reply = app
        .execute("mutation { clearLibraryBorrowers(library: 1) { removed } }")
        .await;

    reply.expect_data(expect![[
        r#"{"clearLibraryBorrowers": {"removed": ["Member:1", "Member:3"]}}"#
    ]]);
    assert_eq!(stored(&app, "SELECT title FROM loan").await, "");
}

#[tokio::test]
async fn c_161_a_symmetrical_relation_with_data_makes_and_deletes_both_rows() {
    let app = TestApp::zoo().await;
    let rows = "SELECT from_person_id || '-' || to_person_id || ' ' || since FROM colleagueship ORDER BY id";

    let added = app
        .execute(
            "mutation {
                a: addPersonColleagues(person: 2, colleagues: [3, 1], throughDefaults: { since: 2020 }) { added }
                b: createColleagueship(input: { fromPerson: { id: 3 }, toPerson: { id: 4 }, since: 2021 }) { colleagueship { pk } }
            }",
        )
        .await;
    let after_add = stored(&app, rows).await;
    let removed = app
        .execute(
            "mutation {
                a: removePersonColleagues(person: 3, colleagues: [2, 4]) { removed }
                b: setPersonColleagues(person: 1, colleagues: [4]) { added removed }
            }",
        )
        .await;

    added.expect_data(expect![[
        r#"{"a": {"added": ["Person:3"]}, "b": {"colleagueship": {"pk": "6"}}}"#
    ]]);
    expect!["1-2 2011, 2-1 2011, 1-4 2014, 2-3 2020, 3-2 2020, 3-4 2021"].assert_eq(&after_add);
    removed.expect_data(expect![[r#"
        {
          "a": {"removed": ["Person:2", "Person:4"]},
          "b": {"added": [], "removed": ["Person:2"]}
        }"#]]);
    expect!["1-4 2014"].assert_eq(&stored(&app, rows).await);
}

#[tokio::test]
async fn a_link_that_was_stored_one_way_is_completed_and_told_to_whom_it_is_new() {
    let app = TestApp::zoo().await;
    let rows = "SELECT from_person_id || '-' || to_person_id || ' ' || since FROM colleagueship ORDER BY id";

    let known = app
        .execute("mutation { addPersonColleagues(person: 1, colleagues: [4], throughDefaults: { since: 2020 }) { added } }")
        .await;
    let after_add = stored(&app, rows).await;
    app.sql("DELETE FROM colleagueship WHERE from_person_id = 4")
        .await;
    let new = app
        .execute("mutation { addPersonColleagues(person: 4, colleagues: [1], throughDefaults: { since: 2020 }) { added } }")
        .await;
    app.sql("DELETE FROM colleagueship WHERE from_person_id = 4")
        .await;
    let unknown = app
        .execute("mutation { removePersonColleagues(person: 4, colleagues: [1]) { removed } }")
        .await;

    known.expect_data(expect![[r#"{"addPersonColleagues": {"added": []}}"#]]);
    new.expect_data(expect![[
        r#"{"addPersonColleagues": {"added": ["Person:1"]}}"#
    ]]);
    unknown.expect_data(expect![[r#"{"removePersonColleagues": {"removed": []}}"#]]);
    expect!["1-2 2011, 2-1 2011, 1-4 2014, 4-1 2020"].assert_eq(&after_add);
    expect!["1-2 2011, 2-1 2011"].assert_eq(&stored(&app, rows).await);
}

#[tokio::test]
async fn c_166_links_by_unique_columns_store_their_values() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: addDriverVehicles(driver: 2, vehicles: [11, 12], throughDefaults: { hours: 9 }) { added }
                b: removeVehicleDrivers(vehicle: 12, drivers: [1]) { removed }
                c: setVehicleDrivers(vehicle: 11, drivers: [2]) { added removed }
                d: createDriverVehicles(driver: 1, inputs: [{ plate: \"AB 3\" }], throughDefaults: { hours: 4 }) { added }
                e: clearVehicleDrivers(vehicle: 12) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Vehicle:11"]},
          "b": {"removed": ["Driver:1"]},
          "c": {"added": [], "removed": ["Driver:1"]},
          "d": {"added": ["Vehicle:13"]},
          "e": {"removed": ["Driver:2"]}
        }"#]]);
    expect!["D-9 AB 1 9, D-7 AB 3 4"].assert_eq(
        &stored(&app, "SELECT driver_license || ' ' || vehicle_plate || ' ' || hours FROM driving ORDER BY id").await,
    );
}

#[tokio::test]
async fn two_relations_through_one_model_are_written_apart() {
    let app = TestApp::zoo().await;
    let rows = "SELECT id || ': ' || team_id || '-' || member_id || ' by ' || coalesce(inviter_id || '', 'none') FROM membership ORDER BY id";

    let reply = app
        .execute(
            "mutation {
                a: removeTeamInviters(team: 1, inviters: [1]) { removed team { members { nodes { name } } inviters { nodes { name } } } }
                b: clearMemberInvitations(member: 2) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {
            "removed": ["Member:1"],
            "team": {"members": {"nodes": [{"name": "Bob"}]}, "inviters": {"nodes": []}}
          },
          "b": {"removed": ["Membership:4"]}
        }"#]]);
    expect!["1: 1-1 by none, 4: 2-3 by none, 5: 2-1 by none"].assert_eq(&stored(&app, rows).await);
}

#[tokio::test]
async fn two_relations_through_one_model_need_the_other_key_where_a_link_is_made() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { addTeamInviters(team: 3, inviters: [1], throughDefaults: { joinedOn: \"2025-01-01\", member: { id: 2 } }) {
                added team { members { nodes { name } } inviters { nodes { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "addTeamInviters": {
            "added": ["Member:1"],
            "team": {
              "members": {"nodes": [{"name": "Jim"}]},
              "inviters": {"nodes": [{"name": "Bob"}]}
            }
          }
        }"#]]);
    expect!["1: 1-1 lead, 2: 1-2 none, 3: 1-2 bass, 4: 2-3 drums, 5: 2-1 none, 6: 3-2 none"]
        .assert_eq(&stored(&app, MEMBERSHIPS).await);
}

#[tokio::test]
async fn get_or_create_makes_the_link_with_data_once() {
    let app = news().await;
    let call = |article: u8, reporter: u8, data: &str| {
        format!(
            "mutation {{ getOrCreateArticleContributors(article: {article}, where: {{ id: {reporter} }}, {data}
                defaults: {{ firstName: \"Dan\", lastName: \"Fox\", email: \"fox@example.org\" }}
            ) {{ created node {{ lastName }} article {{ contributors {{ edges {{ through {{ role }} node {{ lastName }} }} }} }} }} }}"
        )
    };
    let data = "throughDefaults: { role: PHOTOGRAPHER, since: \"2025-01-01\" }";

    let found = app.execute(&call(1, 2, data)).await;
    let made = app.execute(&call(2, 9, data)).await;
    let without = app.execute(&call(2, 10, "")).await;
    let of_another = app.execute(&call(2, 1, data)).await;

    found.expect_data(expect![[r#"
        {
          "getOrCreateArticleContributors": {
            "created": false,
            "node": {"lastName": "Stone"},
            "article": {
              "contributors": {
                "edges": [
                  {"through": {"role": "EDITOR"}, "node": {"lastName": "Stone"}},
                  {"through": {"role": "WRITER"}, "node": {"lastName": "Marsh"}}
                ]
              }
            }
          }
        }"#]]);
    made.expect_data(expect![[r#"
        {
          "getOrCreateArticleContributors": {
            "created": true,
            "node": {"lastName": "Fox"},
            "article": {
              "contributors": {
                "edges": [{"through": {"role": "PHOTOGRAPHER"}, "node": {"lastName": "Fox"}}]
              }
            }
          }
        }"#]]);
    without.expect_error(
        "INVALID",
        expect!["`throughDefaults.role` must have a value, and 1 more value is wrong"],
    );
    of_another.expect_error("UNIQUE", expect!["a Reporter with this pk exists already"]);
    expect!["1: 1-3 WRITER, 2: 1-2 EDITOR, 3: 2-9 PHOTOGRAPHER"]
        .assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn a_new_member_that_links_back_is_linked_once() {
    let app = news().await;

    let reply = app
        .execute(
            "mutation { createArticleContributors(
                article: 2, throughDefaults: { role: WRITER, since: \"2025-01-01\" }
                inputs: [{
                    firstName: \"Dan\", lastName: \"Fox\", email: \"fox@example.org\"
                    contributedArticles: { add: [{ id: 2, through: { role: EDITOR, since: \"2025-02-02\" } }] }
                }]
            ) { added article { contributors { edges { through { role } node { lastName } } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createArticleContributors": {
            "added": ["Reporter:4"],
            "article": {
              "contributors": {
                "edges": [{"through": {"role": "EDITOR"}, "node": {"lastName": "Fox"}}]
              }
            }
          }
        }"#]]);
    expect!["1: 1-3 WRITER, 2: 1-2 EDITOR, 3: 2-4 EDITOR"].assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn links_that_a_viewer_may_not_see_stay() {
    let app = news().await;
    let editors = || only(&app, "Contribution", "role", "EDITOR");

    let cleared = app
        .execute_as(editors(), "mutation { clearArticleContributors(article: 1) { removed article { contributors { totalCount } } } }")
        .await;
    let removed = app
        .execute_as(
            editors(),
            "mutation { removeArticleContributors(article: 1, contributors: [3]) { removed } }",
        )
        .await;
    let added = app
        .execute_as(
            editors(),
            "mutation { addArticleContributors(article: 2, contributors: [1], throughDefaults: { role: WRITER, since: \"2025-01-01\" }) { added } }",
        )
        .await;

    cleared.expect_data(expect![[r#"
        {
          "clearArticleContributors": {
            "removed": ["Reporter:2"],
            "article": {"contributors": {"totalCount": 0}}
          }
        }"#]]);
    removed.expect_data(expect![[
        r#"{"removeArticleContributors": {"removed": []}}"#
    ]]);
    added.expect_error(
        "FORBIDDEN",
        expect!["it is not allowed to add this Contribution"],
    );
    expect!["1: 1-3 WRITER"].assert_eq(&stored(&app, WORK).await);
}

#[tokio::test]
async fn plain_links_lead_to_the_valid_choices_of_their_keys() {
    let app = TestApp::zoo().await;
    app.sql("INSERT INTO guest (id, name) VALUES (1001, 'Late')")
        .await;

    let reply = app
        .execute("mutation { addEveningGuests(evening: 1, guests: [2, 1001]) { added } }")
        .await;

    reply.expect_error(
        "INVALID",
        expect!["`guests[1]` is not among the valid choices"],
    );
    let links = "SELECT guest_id || '' FROM invitation ORDER BY id";
    expect!["-7, 2, 3, 77"].assert_eq(&stored(&app, links).await);
}
