//! Section E of the contract: writing one-to-one relations from both sides.

use expect_test::expect;
use tests::TestApp;

use super::stored;

const PROFILES: &str = "SELECT bio || ' of ' || user_id FROM profile ORDER BY id";
const DESKS: &str =
    "SELECT number || ' of ' || coalesce(staff_member_id || '', 'none') FROM desk ORDER BY id";

/// Three users; the first two have profiles.
async fn users() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.user("cyd").await;
    app.profile(&ada, "Engines").await;
    app.profile(&bob, "Looms").await;
    app
}

#[tokio::test]
async fn c_109_a_second_row_for_one_target_is_not_unique() {
    let app = users().await;

    let made = app
        .execute("mutation { createProfile(input: { bio: \"Again\", user: { id: 1 } }) { profile { pk } } }")
        .await;
    let moved = app
        .execute("mutation { updateProfile(id: 2, input: { user: { id: 1 } }) { profile { pk } } }")
        .await;
    let twice = app
        .execute(
            "mutation { createProfiles(inputs: [
                { bio: \"a\", user: { id: 3 } }, { bio: \"b\", user: { id: 3 } }
            ]) { count } }",
        )
        .await;

    made.expect_error("UNIQUE", expect!["a Profile with this user exists already"]);
    moved.expect_error("UNIQUE", expect!["a Profile with this user exists already"]);
    twice.expect_error("UNIQUE", expect!["a Profile with this user exists already"]);
    assert_eq!(made.extension("fields"), serde_json::json!(["user"]));
    expect!["Engines of 1, Looms of 2"].assert_eq(&stored(&app, PROFILES).await);
}

#[tokio::test]
async fn c_110_many_rows_may_lose_their_target() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: updateDesks(where: {id: {isNull: false}}, input: { staffMember: null }) { count }
                b: createDesk(input: { number: 104, staffMember: null }) { desk { staffMember { name } } }
            }",
        )
        .await;

    reply.expect_data(expect![[
        r#"{"a": {"count": 3}, "b": {"desk": {"staffMember": null}}}"#
    ]]);
    expect!["101 of none, 102 of none, 103 of none, 104 of none"]
        .assert_eq(&stored(&app, DESKS).await);
}

#[tokio::test]
async fn c_111_a_missing_target_is_not_found_and_none_is_refused() {
    let app = users().await;

    let missing = app
        .execute(
            "mutation { createProfile(input: { bio: \"\", user: { id: 9 } }) { profile { pk } } }",
        )
        .await;
    let null = app
        .execute("mutation { updateProfile(id: 1, input: { user: null }) { profile { pk } } }")
        .await;
    let absent = app
        .execute("mutation { createProfile(input: { bio: \"\" }) { profile { pk } } }")
        .await;

    missing.expect_error("NOT_FOUND", expect!["`input.user.id`: there is no User:9"]);
    null.expect_error("INVALID", expect!["`input.user` must not be null"]);
    absent.expect_error("INVALID", expect!["`input.user` is required"]);
    assert_eq!(null.extension("fields")[0]["code"], "required");
    expect!["Engines of 1, Looms of 2"].assert_eq(&stored(&app, PROFILES).await);
}

#[tokio::test]
async fn c_112_the_reverse_side_writes_the_key_of_the_child() {
    let app = users().await;

    let moved = app
        .execute("mutation { updateUser(id: 3, input: { profile: { id: 1 } }) { user { profile { bio user { username } } } } }")
        .await;
    let made = app
        .execute("mutation { updateUser(id: 1, input: { profile: { create: { bio: \"Numbers\" } } }) { user { profile { bio } } } }")
        .await;
    let same = app
        .execute("mutation { updateUser(id: 3, input: { profile: { get: { user: 3 } } }) { user { profile { bio } } } }")
        .await;

    moved.expect_data(expect![[
        r#"{"updateUser": {"user": {"profile": {"bio": "Engines", "user": {"username": "cyd"}}}}}"#
    ]]);
    made.expect_data(expect![[
        r#"{"updateUser": {"user": {"profile": {"bio": "Numbers"}}}}"#
    ]]);
    same.expect_data(expect![[
        r#"{"updateUser": {"user": {"profile": {"bio": "Engines"}}}}"#
    ]]);
    expect!["Engines of 3, Looms of 2, Numbers of 1"].assert_eq(&stored(&app, PROFILES).await);
}

#[tokio::test]
async fn c_113_the_child_that_is_there_is_not_detached() {
    let app = users().await;
    let zoo = TestApp::zoo().await;

    let required = app
        .execute("mutation { updateUser(id: 1, input: { profile: { id: 2 } }) { user { pk } } }")
        .await;
    let made = app
        .execute("mutation { updateUser(id: 1, input: { profile: { create: { bio: \"b\" } } }) { user { pk } } }")
        .await;
    let optional = zoo
        .execute("mutation { updateStaffMember(id: 1, input: { desk: { id: 2 } }) { staffMember { pk } } }")
        .await;

    required.expect_error("UNIQUE", expect!["a Profile with this user exists already"]);
    made.expect_error("UNIQUE", expect!["a Profile with this user exists already"]);
    optional.expect_error(
        "UNIQUE",
        expect!["a Desk with this staffMember exists already"],
    );
    expect!["Engines of 1, Looms of 2"].assert_eq(&stored(&app, PROFILES).await);
    expect!["101 of 1, 102 of none, 103 of none"].assert_eq(&stored(&zoo, DESKS).await);
}

#[tokio::test]
async fn c_114_null_detaches_the_child_where_its_key_may_be_null() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                detached: updateStaffMember(id: 1, input: { desk: null }) { staffMember { name desk { number } } }
                again: updateStaffMember(id: 1, input: { desk: null }) { staffMember { desk { number } } }
                attached: updateStaffMember(id: 1, input: { desk: { id: 3 } }) { staffMember { desk { number } } }
            }",
        )
        .await;
    let required = app
        .execute(
            "mutation { updateStaffMember(id: 1, input: { badge: null }) { staffMember { pk } } }",
        )
        .await;
    let made = app
        .execute("mutation { createStaffMember(input: { name: \"Dan\", badge: null, desk: null }) { staffMember { badge { pk } } } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "detached": {"staffMember": {"name": "Ann", "desk": null}},
          "again": {"staffMember": {"desk": null}},
          "attached": {"staffMember": {"desk": {"number": 103}}}
        }"#]]);
    required.expect_error(
        "INVALID",
        expect!["`input.badge` must not be null, because its Badge must refer to something"],
    );
    made.expect_data(expect![[
        r#"{"createStaffMember": {"staffMember": {"badge": null}}}"#
    ]]);
    expect!["101 of none, 102 of none, 103 of 1"].assert_eq(&stored(&app, DESKS).await);
}

#[tokio::test]
async fn c_115_the_id_of_another_model_is_refused_on_either_side() {
    let app = users().await;

    let forward = app
        .execute("mutation { updateProfile(id: 1, input: { user: { id: \"Profile:1\" } }) { profile { pk } } }")
        .await;
    let reverse = app
        .execute("mutation { updateUser(id: 3, input: { profile: { id: \"User:1\" } }) { user { pk } } }")
        .await;

    forward.expect_error(
        "WRONG_TYPE",
        expect!["Profile.user expects User, got Profile:1"],
    );
    reverse.expect_error(
        "WRONG_TYPE",
        expect!["User.profile expects Profile, got User:1"],
    );
}

#[tokio::test]
async fn c_116_a_link_that_is_the_primary_key_cannot_be_changed() {
    let app = TestApp::zoo().await;

    let forward = app
        .execute("mutation { updateStation(id: 1, input: { site: { id: 2 } }) { station { pk } } }")
        .await;
    let reverse = app
        .execute("mutation { updateSite(id: 2, input: { station: { id: 1 } }) { site { pk } } }")
        .await;
    let made = app
        .execute("mutation { updateSite(id: 2, input: { station: { create: { servesCoffee: true } } }) { site { station { id servesCoffee } } } }")
        .await;

    forward.expect_error(
        "INVALID",
        expect!["`input.site` is not a field of this input"],
    );
    reverse.expect_error(
        "INVALID",
        expect!["`input.station.id` is not a field of this input"],
    );
    made.expect_data(expect![[
        r#"{"updateSite": {"site": {"station": {"id": "Station:2", "servesCoffee": true}}}}"#
    ]]);
    expect!["1, 2, 3"].assert_eq(
        &stored(
            &app,
            "SELECT CAST(site_id AS TEXT) FROM station ORDER BY site_id",
        )
        .await,
    );
}

#[tokio::test]
async fn several_one_to_ones_with_one_model_are_written_apart() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: updateStaffMember(id: 2, input: { deputizedBadge: null }) { staffMember { badge { pk } deputizedBadge { pk } } }
                b: updateStaffMember(id: 3, input: { deputizedBadge: { id: 1 } }) { staffMember { badge { pk } deputizedBadge { pk } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"staffMember": {"badge": {"pk": "2"}, "deputizedBadge": null}},
          "b": {"staffMember": {"badge": {"pk": "3"}, "deputizedBadge": {"pk": "1"}}}
        }"#]]);
    expect!["13, 21, 3-"].assert_eq(
        &stored(
            &app,
            "SELECT owner_id || coalesce(deputy_id || '', '-') FROM badge ORDER BY id",
        )
        .await,
    );
}

#[tokio::test]
async fn a_chain_in_the_own_table_is_written_from_both_sides() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: updateRunner(id: 2, input: { next: null, previous: null }) { runner { next { name } previous { name } } }
                b: updateRunner(id: 3, input: { previous: { id: 1 }, next: { id: 3 } }) { runner { next { name } previous { name } } }
            }",
        )
        .await;

    reply.expect_error("UNIQUE", expect!["a Runner with this next exists already"]);
    let reply = app
        .execute(
            "mutation {
                a: updateRunner(id: 2, input: { next: null, previous: null }) { runner { next { name } previous { name } } }
                b: updateRunner(id: 3, input: { previous: { id: 1 }, next: { id: 2 } }) { runner { next { name } previous { name } } }
                c: updateRunner(id: 2, input: { next: { create: { name: \"Tom\", next: { id: 1 } } } }) { runner { next { name next { name } } } }
            }",
        )
        .await;
    reply.expect_data(expect![[r#"
        {
          "a": {"runner": {"next": null, "previous": null}},
          "b": {"runner": {"next": {"name": "Vic"}, "previous": {"name": "Zoe"}}},
          "c": {"runner": {"next": {"name": "Tom", "next": {"name": "Zoe"}}}}
        }"#]]);
}

#[tokio::test]
async fn children_of_many_new_rows_are_attached_by_one_statement() {
    let app = TestApp::zoo().await;
    let mutation = "mutation { createStaffMembers(inputs: [
        { name: \"Dan\", desk: { id: 2 } }
        { name: \"Eve\", desk: { id: 1 } }
        { name: \"Flo\", desk: { create: { number: 104 } } }
        { name: \"Gus\", desk: null }
    ]) { staffMembers { name desk { number } } } }";

    let reply = app.execute(mutation).await;

    let trace = reply.trace();
    let updates = trace
        .statements
        .iter()
        .filter(|s| s.sql.starts_with("UPDATE"));
    assert_eq!(updates.count(), 1, "{trace}");
    reply.expect_data(expect![[r#"
        {
          "createStaffMembers": {
            "staffMembers": [
              {"name": "Dan", "desk": {"number": 102}},
              {"name": "Eve", "desk": {"number": 101}},
              {"name": "Flo", "desk": {"number": 104}},
              {"name": "Gus", "desk": null}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn one_child_cannot_be_attached_to_two_rows() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { createStaffMembers(inputs: [
                { name: \"Dan\", desk: { id: 2 } }, { name: \"Eve\", desk: { id: 2 } }
            ]) { count } }",
        )
        .await;

    reply.expect_error(
        "INVALID",
        expect!["`inputs[1].desk.id` is given to two rows that it cannot both belong to"],
    );
    expect!["101 of 1, 102 of none, 103 of none"].assert_eq(&stored(&app, DESKS).await);
}

#[tokio::test]
async fn many_rows_are_detached_by_one_statement() {
    let app = TestApp::zoo().await;
    app.sql("UPDATE desk SET staff_member_id = id").await;
    let mutation = "mutation { updateStaffMembers(where: {id: {isNull: false}}, input: { desk: null }) { count } }";

    let trace = app.trace(mutation).await;

    let updates = trace
        .statements
        .iter()
        .filter(|s| s.sql.starts_with("UPDATE"));
    assert_eq!(updates.count(), 1, "{trace}");
    expect!["101 of none, 102 of none, 103 of none"].assert_eq(&stored(&app, DESKS).await);
}
