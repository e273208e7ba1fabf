//! Conditions across one-to-one relations, and on the links of many-to-many relations.

use expect_test::expect;
use tests::TestApp;

use super::{check, n_times};

#[tokio::test]
async fn c_117_a_one_to_one_is_asked_by_key_or_by_any_field_from_both_sides() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "stations",
        "id",
        &[
            ("{ site: { id: { exact: \"Site:1\" } } }", &["Station:1"]),
            ("{ site: { pk: { exact: 3 } } }", &["Station:3"]),
            ("{ pk: { exact: 3 } }", &["Station:3"]),
            ("{ id: { exact: \"Station:1\" } }", &["Station:1"]),
            ("{ site: { name: { startsWith: \"Mo\" } } }", &["Station:3"]),
        ],
    )
    .await;
    check(
        &app,
        "sites",
        "name",
        &[
            ("{ station: { id: { exact: \"Station:3\" } } }", &["Moor"]),
            ("{ station: { pk: { exact: 1 } } }", &["Hill"]),
            ("{ station: { servesCoffee: { exact: true } } }", &["Hill"]),
            (
                "{ station: { site: { name: { exact: \"Moor\" } } } }",
                &["Moor"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "workers",
        "name",
        &[(
            "{ station: { site: { name: { exact: \"Hill\" } } } }",
            &["Wes", "Will"],
        )],
    )
    .await;
    let by_key = "{ stations(where: { site: { pk: { exact: 3 } } }) { nodes { id } } }";
    assert_eq!(n_times(&app, by_key, "\"site\"").await, 0);
}

#[tokio::test]
async fn c_118_rows_without_the_other_side_of_a_one_to_one_are_found() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "sites",
        "name",
        &[
            ("{ stationIsNull: true }", &["Shore"]),
            ("{ stationIsNull: false }", &["Hill", "Moor"]),
            ("{ not: { stationIsNull: true } }", &["Hill", "Moor"]),
            ("{ station: { pk: { isNull: true } } }", &["Shore"]),
        ],
    )
    .await;
    check(
        &app,
        "staffMembers",
        "name",
        &[
            ("{ deskIsNull: true }", &["Ben", "Cyd"]),
            ("{ badgeIsNull: true }", &[]),
            ("{ deputizedBadgeIsNull: true }", &["Cyd"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_119_not_over_a_field_of_the_other_side_keeps_rows_without_one() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "sites",
        "name",
        &[
            (
                "{ not: { station: { servesCoffee: { exact: true } } } }",
                &["Shore", "Moor"],
            ),
            (
                "{ not: { station: { servesCoffee: { exact: true } } }, stationIsNull: false }",
                &["Moor"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "staffMembers",
        "name",
        &[(
            "{ not: { desk: { number: { exact: 101 } } } }",
            &["Ben", "Cyd"],
        )],
    )
    .await;
}

#[tokio::test]
async fn c_162_inside_a_set_the_link_is_asked_in_the_list_of_links() {
    let app = TestApp::zoo().await;

    // Bob leads another team than this one.
    let reply = app
        .execute(
            "{ team(id: 2) {
                thisLink: membershipSet(where: { role: { exact: \"lead\" } }) { nodes { member { name } } }
                drums: membershipSet(where: { role: { exact: \"drums\" } }) { nodes { member { name } } }
                notDrums: membershipSet(where: { not: { role: { exact: \"drums\" } } }) { nodes { member { name } } }
                namedTwice: members(where: { membership: { some: {
                    team: { id: { exact: 2 } }, role: { exact: \"lead\" } } } }) { nodes { name } }
                anyLink: members(where: { membership: { some: { role: { exact: \"lead\" } } } }) { nodes { name } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "team": {
            "thisLink": {"nodes": []},
            "drums": {"nodes": [{"member": {"name": "Jane"}}]},
            "notDrums": {"nodes": [{"member": {"name": "Bob"}}]},
            "namedTwice": {"nodes": []},
            "anyLink": {"nodes": [{"name": "Bob"}]}
          }
        }"#]]);
}

#[tokio::test]
async fn c_163_target_and_link_are_conditions_on_one_link_unless_written_apart() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "members",
        "name",
        &[
            (
                "{ teams: { some: { name: { exact: \"Rock\" } }, through: { role: { exact: \"bass\" } } } }",
                &["Jim"],
            ),
            (
                "{ teams: { some: { name: { exact: \"Roll\" } }, through: { role: { exact: \"lead\" } } } }",
                &[],
            ),
            (
                "{ and: [{ teams: { some: { name: { exact: \"Roll\" } } } }, { teams: { through: { role: { exact: \"lead\" } } } }] }",
                &["Bob"],
            ),
            (
                "{ membership: { some: { team: { name: { exact: \"Roll\" } }, role: { exact: \"lead\" } } } }",
                &[],
            ),
            (
                "{ teams: { none: { name: { exact: \"Rock\" } }, through: { role: { isNull: false } } } }",
                &["Jane"],
            ),
            (
                "{ teams: { every: { name: { exact: \"Roll\" } }, through: { role: { isNull: false } } } }",
                &["Jane"],
            ),
            (
                "{ teams: { count: { exact: 1 }, through: { role: { isNull: true } } } }",
                &["Bob", "Jim"],
            ),
            (
                "{ not: { teams: { some: { name: { exact: \"Rock\" } }, through: { role: { exact: \"bass\" } } } } }",
                &["Bob", "Jane"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "teams",
        "name",
        &[
            (
                "{ members: { some: { name: { exact: \"Bob\" } }, through: { role: { isNull: true } } } }",
                &["Roll"],
            ),
            (
                "{ inviters: { some: { name: { exact: \"Bob\" } }, through: { member: { name: { exact: \"Jim\" } } } } }",
                &["Rock"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn c_164_a_row_that_is_linked_twice_is_found_once() {
    let app = TestApp::zoo().await;

    check(
        &app,
        "members",
        "name",
        &[
            (
                "{ teams: { some: { name: { exact: \"Rock\" } } } }",
                &["Bob", "Jim"],
            ),
            ("{ teams: { count: { exact: 2 } } }", &["Bob", "Jim"]),
            (
                "{ teams: { count: { where: { name: { exact: \"Rock\" } }, exact: 2 } } }",
                &["Jim"],
            ),
        ],
    )
    .await;
    check(
        &app,
        "teams",
        "name",
        &[("{ members: { count: { gte: 3 } } }", &["Rock"])],
    )
    .await;
}

#[tokio::test]
async fn c_323_conditions_on_links_are_held_against_the_links_of_each_parent() {
    let app = TestApp::zoo().await;
    let query = "{ teams { nodes { name
        membershipSet(where: { role: { isNull: true } }) { totalCount nodes { member { name } } }
    } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "teams": {
            "nodes": [
              {
                "name": "Rock",
                "membershipSet": {"totalCount": 1, "nodes": [{"member": {"name": "Jim"}}]}
              },
              {
                "name": "Roll",
                "membershipSet": {"totalCount": 1, "nodes": [{"member": {"name": "Bob"}}]}
              },
              {"name": "Silence", "membershipSet": {"totalCount": 0, "nodes": []}}
            ]
          }
        }"#]]);
    assert_eq!(
        app.statements(
            "{ teams { nodes { name
        membershipSet(where: { role: { isNull: true } }) { nodes { role } } } } }"
        )
        .await,
        2
    );
}
