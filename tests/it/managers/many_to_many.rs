//! Section F of the contract: managers of plain many-to-many relations.

use expect_test::expect;
use tests::TestApp;

use super::{statements_of, stored};
use crate::scope::{only, without};

const TAGGED: &str = "SELECT post_id || '-' || tag_id FROM post_tag ORDER BY post_id, tag_id";
const FRIENDS: &str = "SELECT from_person_id || '-' || to_person_id FROM friendship ORDER BY from_person_id, to_person_id";

/// Posts 1 with tags 1 and 2, 2 with tag 2, 3 with none; tags 3 and 4 are on no post.
async fn tagged() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (iron, steam) = (app.tag("iron").await, app.tag("steam").await);
    app.tag("wool").await;
    app.tag("glass").await;
    app.post("Engines", &ada).tags([&iron, &steam]).await;
    app.post("Looms", &ada).tags([&steam]).await;
    app.post("Numbers", &ada).await;
    app
}

#[tokio::test]
async fn c_125_add_links_and_a_link_that_is_there_is_no_error() {
    let app = tagged().await;
    let add = "mutation { addPostTags(post: 1, tags: [4, 2, 3]) {
        added removed post { tags { nodes { name } } }
    } }";

    let reply = app.execute(add).await;
    let again = app.execute(add).await;

    reply.expect_data(expect![[r#"
        {
          "addPostTags": {
            "added": ["Tag:4", "Tag:3"],
            "removed": [],
            "post": {
              "tags": {
                "nodes": [
                  {"name": "iron"},
                  {"name": "steam"},
                  {"name": "wool"},
                  {"name": "glass"}
                ]
              }
            }
          }
        }"#]]);
    again.expect_data(expect![[r#"
        {
          "addPostTags": {
            "added": [],
            "removed": [],
            "post": {
              "tags": {
                "nodes": [
                  {"name": "iron"},
                  {"name": "steam"},
                  {"name": "wool"},
                  {"name": "glass"}
                ]
              }
            }
          }
        }"#]]);
    expect!["1-1, 1-2, 1-3, 1-4, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_127_the_id_of_another_model_is_refused() {
    let app = tagged().await;

    for call in [
        "addPostTags(post: 1, tags: [3, \"Post:2\"])",
        "removePostTags(post: 1, tags: [\"Post:2\"])",
        "setPostTags(post: 1, tags: [\"Post:2\"])",
    ] {
        let reply = app
            .execute(&format!("mutation {{ {call} {{ added }} }}"))
            .await;

        reply.expect_error("WRONG_TYPE", expect!["Post.tags expects Tag, got Post:2"]);
    }
    expect!["1-1, 1-2, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_128_members_are_named_by_their_key_in_any_form() {
    let app = tagged().await;

    let reply = app
        .execute_with(
            "mutation($ids: [ID!]!) { addPostTags(post: \"3\", tags: $ids) { added } }",
            serde_json::json!({ "ids": [1, "2", "Tag:3"] }),
        )
        .await;
    let impossible = app
        .execute("mutation { addPostTags(post: 3, tags: [\"steam\"]) { added } }")
        .await;

    reply.expect_data(expect![[
        r#"{"addPostTags": {"added": ["Tag:1", "Tag:2", "Tag:3"]}}"#
    ]]);
    impossible.expect_error("NOT_FOUND", expect!["`tags[0]`: there is no Tag:steam"]);
    expect!["1-1, 1-2, 2-2, 3-1, 3-2, 3-3"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_129_a_key_without_a_row_is_not_found_and_the_whole_call_is_undone() {
    let app = tagged().await;

    for call in [
        "addPostTags(post: 1, tags: [3, 99])",
        "setPostTags(post: 1, tags: [99], clear: true)",
        "removePostTags(post: 1, tags: [1, 99])",
    ] {
        let reply = app
            .execute(&format!("mutation {{ {call} {{ added }} }}"))
            .await;

        let errors = reply.errors();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].code, "NOT_FOUND", "{call}");
        assert!(
            errors[0].message.ends_with("there is no Tag:99"),
            "{}",
            errors[0].message
        );
    }
    expect!["1-1, 1-2, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_130_the_statements_of_each_call_do_not_depend_on_the_number_of_members() {
    let app = tagged().await;
    let calls = [
        ("addPostTags(post: 1, tags: [1, 2, 3, 4])", 2, "INSERT"),
        ("addPostTags(post: 1, tags: [1, 2, 3, 4])", 2, "INSERT"),
        ("addPostTags(post: 1, tags: [])", 1, ""),
        ("removePostTags(post: 1, tags: [3, 4])", 2, "DELETE"),
        (
            "setPostTags(post: 1, tags: [2, 3])",
            2,
            "SELECT DELETE INSERT",
        ),
        ("setPostTags(post: 1, tags: [2, 3])", 2, "SELECT"),
        (
            "setPostTags(post: 1, tags: [1, 2], clear: true)",
            2,
            "DELETE INSERT",
        ),
        ("setPostTags(post: 1, tags: [])", 1, "SELECT DELETE"),
        ("clearPostTags(post: 1)", 1, "DELETE"),
        (
            "createPostTags(post: 1, inputs: [{ name: \"a\" }, { name: \"b\" }])",
            1,
            "INSERT INSERT",
        ),
        ("addTagPosts(tag: 1, posts: [1, 2, 3])", 2, "INSERT"),
        ("clearTagPosts(tag: 1)", 1, "DELETE"),
    ];

    for (call, n_models, expected) in calls {
        assert_eq!(
            statements_of(&app, call, n_models).await,
            expected,
            "{call}"
        );
    }
}

#[tokio::test]
async fn c_131_remove_takes_the_links_and_leaves_both_rows() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation { removePostTags(post: 1, tags: [2]) {
                added removed post { tags { nodes { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "removePostTags": {
            "added": [],
            "removed": ["Tag:2"],
            "post": {"tags": {"nodes": [{"name": "iron"}]}}
          }
        }"#]]);
    expect!["1-1, 2-2"].assert_eq(&stored(&app, TAGGED).await);
    assert_eq!(
        stored(&app, "SELECT name FROM tag ORDER BY id").await,
        "iron, steam, wool, glass"
    );
}

#[tokio::test]
async fn c_132_removing_what_is_not_linked_is_silent() {
    let app = tagged().await;

    let reply = app
        .execute("mutation { removePostTags(post: 1, tags: [3, 1, 4]) { added removed } }")
        .await;

    reply.expect_data(expect![[
        r#"{"removePostTags": {"added": [], "removed": ["Tag:1"]}}"#
    ]]);
    expect!["1-2, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_133_set_replaces_what_differs_and_leaves_the_rest_alone() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation { setPostTags(post: 1, tags: [4, 2, 3]) {
                added removed post { tags { nodes { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "setPostTags": {
            "added": ["Tag:4", "Tag:3"],
            "removed": ["Tag:1"],
            "post": {
              "tags": {"nodes": [{"name": "steam"}, {"name": "wool"}, {"name": "glass"}]}
            }
          }
        }"#]]);
    let trace = reply.trace();
    let writes = trace
        .statements
        .iter()
        .filter(|s| !s.sql.starts_with("SELECT"));
    assert_eq!(writes.map(|s| s.rows).collect::<Vec<_>>(), [1, 2]);
    expect!["1-2, 1-3, 1-4, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_134_set_compares_keys_and_not_their_text() {
    let app = tagged().await;

    let trace = app
        .trace("mutation { setPostTags(post: 1, tags: [\"Tag:2\", \"1\"]) { added removed } }")
        .await;

    assert!(
        trace.statements.iter().all(|s| s.sql.starts_with("SELECT")),
        "{trace}"
    );
}

#[tokio::test]
async fn c_135_set_with_clear_deletes_all_links_and_makes_them_anew() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation { setPostTags(post: 1, tags: [3, 2], clear: true) {
                added removed post { tags { nodes { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "setPostTags": {
            "added": ["Tag:3"],
            "removed": ["Tag:1"],
            "post": {"tags": {"nodes": [{"name": "steam"}, {"name": "wool"}]}}
          }
        }"#]]);
    let trace = reply.trace();
    let writes = trace
        .statements
        .iter()
        .filter(|s| !s.sql.starts_with("SELECT"));
    assert_eq!(writes.map(|s| s.rows).collect::<Vec<_>>(), [2, 2]);
    expect!["1-2, 1-3, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_136_clear_and_an_empty_set_delete_the_links_of_this_row_only() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation {
                a: clearPostTags(post: 1) { added removed post { tags { totalCount } } }
                b: setTagPosts(tag: 2, posts: []) { added removed }
                c: clearPostTags(post: 1) { added removed }
                d: addPostTags(post: 3, tags: [1]) { added removed }
                e: clearTagPosts(tag: 2) { added removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": [], "removed": ["Tag:1", "Tag:2"], "post": {"tags": {"totalCount": 0}}},
          "b": {"added": [], "removed": ["Post:2"]},
          "c": {"added": [], "removed": []},
          "d": {"added": ["Tag:1"], "removed": []},
          "e": {"added": [], "removed": []}
        }"#]]);
    expect!["3-1"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_137_create_makes_members_and_links_them() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation { createPostTags(post: 2, inputs: [{ name: \"zinc\" }, { name: \"amber\" }]) {
                added removed post { tags { nodes { name } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createPostTags": {
            "added": ["Tag:5", "Tag:6"],
            "removed": [],
            "post": {
              "tags": {"nodes": [{"name": "steam"}, {"name": "zinc"}, {"name": "amber"}]}
            }
          }
        }"#]]);
    expect!["1-1, 1-2, 2-2, 2-5, 2-6"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_138_everything_works_from_the_other_end() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation {
                add: addTagPosts(tag: 3, posts: [1, 3]) { added removed }
                remove: removeTagPosts(tag: 2, posts: [1]) { added removed }
                set: setTagPosts(tag: 1, posts: [3, 2]) { added removed }
                create: createTagPosts(tag: 4, inputs: [{ title: \"Lenses\", content: \"\", author: { id: 1 } }]) { added tag { posts { nodes { title } } } }
                clear: clearTagPosts(tag: 3) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {"added": ["Post:1", "Post:3"], "removed": []},
          "remove": {"added": [], "removed": ["Post:1"]},
          "set": {"added": ["Post:3", "Post:2"], "removed": ["Post:1"]},
          "create": {"added": ["Post:4"], "tag": {"posts": {"nodes": [{"title": "Lenses"}]}}},
          "clear": {"removed": ["Post:1", "Post:3"]}
        }"#]]);
    expect!["2-1, 2-2, 3-1, 4-4"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_139_a_member_that_cannot_be_made_is_not_linked() {
    let app = tagged().await;

    let reply = app
        .execute("mutation { createPostTags(post: 3, inputs: [{ name: \"zinc\" }, { name: \"steam\" }]) { added } }")
        .await;

    reply.expect_error("UNIQUE", expect!["a Tag with this name exists already"]);
    expect!["1-1, 1-2, 2-2"].assert_eq(&stored(&app, TAGGED).await);
    assert_eq!(
        stored(&app, "SELECT name FROM tag ORDER BY id").await,
        "iron, steam, wool, glass"
    );
}

#[tokio::test]
async fn c_140_get_or_create_looks_only_among_the_members() {
    let app = tagged().await;
    let get_or_create = |name: &str| {
        format!(
            "mutation {{ getOrCreatePostTags(post: 2, where: {{ name: \"{name}\" }}) {{
                created node {{ name }} post {{ tags {{ nodes {{ name }} }} }}
            }} }}"
        )
    };

    let found = app.execute(&get_or_create("steam")).await;
    let made = app.execute(&get_or_create("zinc")).await;
    let unlinked = app.execute(&get_or_create("iron")).await;

    found.expect_data(expect![[r#"
        {
          "getOrCreatePostTags": {
            "created": false,
            "node": {"name": "steam"},
            "post": {"tags": {"nodes": [{"name": "steam"}]}}
          }
        }"#]]);
    made.expect_data(expect![[r#"
        {
          "getOrCreatePostTags": {
            "created": true,
            "node": {"name": "zinc"},
            "post": {"tags": {"nodes": [{"name": "steam"}, {"name": "zinc"}]}}
          }
        }"#]]);
    unlinked.expect_error("UNIQUE", expect!["a Tag with this name exists already"]);
    expect!["1-1, 1-2, 2-2, 2-5"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_141_update_or_create_changes_a_member_or_makes_and_links_one() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation {
                changed: updateOrCreatePostTags(post: 2, where: { name: \"steam\" }, input: { name: \"vapor\" }) { created node { pk name } }
                made: updateOrCreatePostTags(post: 2, where: { name: \"steam\" }, input: { name: \"mist\" }) { created node { pk name } post { tags { nodes { name } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "changed": {"created": false, "node": {"pk": "2", "name": "vapor"}},
          "made": {
            "created": true,
            "node": {"pk": "5", "name": "mist"},
            "post": {"tags": {"nodes": [{"name": "vapor"}, {"name": "mist"}]}}
          }
        }"#]]);
    expect!["1-1, 1-2, 2-2, 2-5"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn c_143_what_cannot_be_set_leaves_the_links_as_they_were() {
    let app = tagged().await;

    for call in [
        "setPostTags(post: 1, tags: [3, \"nonsense\"])",
        "setPostTags(post: 1, tags: [3, 99], clear: true)",
        "setPostTags(post: 1, tags: [\"Post:1\"], clear: true)",
    ] {
        let reply = app
            .execute(&format!("mutation {{ {call} {{ added }} }}"))
            .await;

        assert_eq!(reply.errors().len(), 1, "{call}: {reply}");
        assert_eq!(stored(&app, TAGGED).await, "1-1, 1-2, 2-2", "{call}");
    }
}

#[tokio::test]
async fn c_149_a_symmetrical_relation_is_written_both_ways() {
    let app = TestApp::zoo().await;
    let shown = "{ added removed person { friends { nodes { name } } } }";

    let reply = app
        .execute(&format!(
            "mutation {{
                add: addPersonFriends(person: 2, friends: [3, 4]) {shown}
                remove: removePersonFriends(person: 2, friends: [1]) {shown}
                set: setPersonFriends(person: 1, friends: [4]) {shown}
                clear: clearPersonFriends(person: 4) {shown}
            }}"
        ))
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {
            "added": ["Person:3", "Person:4"],
            "removed": [],
            "person": {
              "friends": {"nodes": [{"name": "Anne"}, {"name": "Chuck"}, {"name": "David"}]}
            }
          },
          "remove": {
            "added": [],
            "removed": ["Person:1"],
            "person": {"friends": {"nodes": [{"name": "Chuck"}, {"name": "David"}]}}
          },
          "set": {
            "added": ["Person:4"],
            "removed": ["Person:3"],
            "person": {"friends": {"nodes": [{"name": "David"}]}}
          },
          "clear": {
            "added": [],
            "removed": ["Person:1", "Person:2", "Person:4"],
            "person": {"friends": {"nodes": []}}
          }
        }"#]]);
    expect!["2-3, 3-2"].assert_eq(&stored(&app, FRIENDS).await);
}

#[tokio::test]
async fn c_149_the_statements_of_a_symmetrical_relation_are_few() {
    let app = TestApp::zoo().await;
    let calls = [
        ("addPersonFriends(person: 2, friends: [3, 4])", 1, "INSERT"),
        (
            "removePersonFriends(person: 2, friends: [3, 4])",
            1,
            "DELETE",
        ),
        (
            "setPersonFriends(person: 1, friends: [4, 3])",
            1,
            "SELECT DELETE INSERT",
        ),
        ("setPersonFriends(person: 1, friends: [3, 4])", 1, "SELECT"),
        ("clearPersonFriends(person: 1)", 1, "DELETE DELETE"),
    ];

    for (call, n_models, expected) in calls {
        assert_eq!(
            statements_of(&app, call, n_models).await,
            expected,
            "{call}"
        );
    }
}

#[tokio::test]
async fn c_150_a_link_to_itself_is_one_row() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                add: addPersonFriends(person: 1, friends: [1]) { added person { friends { nodes { name } } } }
                again: addPersonFriends(person: 1, friends: [1]) { added }
                remove: removePersonFriends(person: 4, friends: [4]) { removed person { friends { nodes { name } } } }
                set: setPersonFriends(person: 2, friends: [2]) { added removed }
                clear: clearPersonFriends(person: 2) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {
            "added": ["Person:1"],
            "person": {
              "friends": {"nodes": [{"name": "Anne"}, {"name": "Bill"}, {"name": "Chuck"}]}
            }
          },
          "again": {"added": []},
          "remove": {"removed": ["Person:4"], "person": {"friends": {"nodes": []}}},
          "set": {"added": ["Person:2"], "removed": ["Person:1"]},
          "clear": {"removed": ["Person:2"]}
        }"#]]);
    expect!["1-1, 1-3, 3-1"].assert_eq(&stored(&app, FRIENDS).await);
}

#[tokio::test]
async fn c_151_adding_from_either_end_of_a_one_way_relation_is_the_same_link() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: addPersonIdols(person: 3, idols: [1, 3]) { added person { idols { nodes { name } } fans { nodes { name } } } }
                b: addPersonFans(person: 1, fans: [3, 2]) { added person { idols { nodes { name } } fans { nodes { name } } } }
                c: removePersonFans(person: 4, fans: [1]) { removed }
                d: clearPersonIdols(person: 2) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {
            "added": ["Person:1", "Person:3"],
            "person": {
              "idols": {"nodes": [{"name": "Anne"}, {"name": "Chuck"}]},
              "fans": {"nodes": [{"name": "Chuck"}]}
            }
          },
          "b": {
            "added": ["Person:2"],
            "person": {
              "idols": {"nodes": [{"name": "Bill"}, {"name": "David"}]},
              "fans": {"nodes": [{"name": "Bill"}, {"name": "Chuck"}, {"name": "David"}]}
            }
          },
          "c": {"removed": ["Person:1"]},
          "d": {"removed": ["Person:1", "Person:4"]}
        }"#]]);
    expect!["1-2, 3-1, 3-3, 4-1"].assert_eq(
        &stored(
            &app,
            "SELECT fan_id || '-' || idol_id FROM idolization ORDER BY fan_id, idol_id",
        )
        .await,
    );
}

#[tokio::test]
async fn an_id_that_is_given_twice_counts_once() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation {
                add: addPostTags(post: 3, tags: [1, \"Tag:1\", 1]) { added }
                set: setPostTags(post: 1, tags: [3, 2, 3, 2]) { added removed }
                remove: removePostTags(post: 1, tags: [3, 3]) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "add": {"added": ["Tag:1"]},
          "set": {"added": ["Tag:3"], "removed": ["Tag:1"]},
          "remove": {"removed": ["Tag:3"]}
        }"#]]);
    expect!["1-2, 2-2, 3-1"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn one_input_changes_the_links_in_the_order_of_its_fields() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation {
                a: updatePost(id: 1, input: { tags: { remove: [1], add: [3], create: [{ name: \"zinc\" }] } }) { post { tags { nodes { name } } } }
                b: updatePost(id: 1, input: { tags: { clear: true, add: [2] } }) { post { tags { nodes { name } } } }
                c: updatePost(id: 2, input: { tags: { set: [1], create: [{ name: \"lead\" }] } }) { post { tags { nodes { name } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {
            "post": {"tags": {"nodes": [{"name": "steam"}, {"name": "wool"}, {"name": "zinc"}]}}
          },
          "b": {"post": {"tags": {"nodes": [{"name": "steam"}]}}},
          "c": {"post": {"tags": {"nodes": [{"name": "iron"}, {"name": "lead"}]}}}
        }"#]]);
    expect!["1-2, 2-1, 2-6"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn the_links_of_many_new_rows_are_made_by_one_statement() {
    let app = tagged().await;
    let mutation = "mutation { createPosts(inputs: [
        { title: \"a\", content: \"\", author: { id: 1 }, tags: { add: [1, 2], create: [{ name: \"zinc\" }] } }
        { title: \"b\", content: \"\", author: { id: 1 }, tags: { add: [2] } }
        { title: \"c\", content: \"\", author: { id: 1 }, tags: { create: [{ name: \"lead\" }, { name: \"gold\" }] } }
    ]) { count } }";

    let trace = app.trace(mutation).await;

    let inserts = trace
        .statements
        .iter()
        .filter(|s| s.sql.starts_with("INSERT"));
    assert_eq!(inserts.count(), 4, "{trace}");
    expect!["1-1, 1-2, 2-2, 4-1, 4-2, 4-5, 5-2, 6-6, 6-7"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn the_links_of_many_rows_are_changed_by_one_statement_each() {
    let app = tagged().await;
    let mutation = |change: &str| {
        format!(
            "mutation {{ updatePosts(where: {{id: {{isNull: false}}}}, input: {{ tags: {{ {change} }} }}) {{ count }} }}"
        )
    };

    let set = app.trace(&mutation("set: [3, 2]")).await;
    let after_set = stored(&app, TAGGED).await;
    let clear = app.trace(&mutation("clear: true, add: [4]")).await;
    let after_clear = stored(&app, TAGGED).await;

    expect!["1-2, 1-3, 2-2, 2-3, 3-2, 3-3"].assert_eq(&after_set);
    expect!["1-4, 2-4, 3-4"].assert_eq(&after_clear);
    for trace in [set, clear] {
        let writes = trace
            .statements
            .iter()
            .filter(|s| !s.sql.starts_with("SELECT"));
        assert_eq!(writes.count(), 2, "{trace}");
    }
}

#[tokio::test]
async fn a_new_member_that_links_back_is_linked_once() {
    let app = tagged().await;

    let reply = app
        .execute(
            "mutation { createPostTags(post: 3, inputs: [{ name: \"zinc\", posts: { add: [3, 1] } }]) {
                added post { tags { nodes { name posts { nodes { title } } } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createPostTags": {
            "added": ["Tag:5"],
            "post": {
              "tags": {
                "nodes": [
                  {
                    "name": "zinc",
                    "posts": {"nodes": [{"title": "Engines"}, {"title": "Numbers"}]}
                  }
                ]
              }
            }
          }
        }"#]]);
    expect!["1-1, 1-2, 1-5, 2-2, 3-5"].assert_eq(&stored(&app, TAGGED).await);
}

#[tokio::test]
async fn several_relations_between_two_models_are_written_apart() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: setStoryPrimaryTopics(story: 1, primaryTopics: [2, 3]) { added removed }
                b: clearTopicSecondaryStorySet(topic: 2) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Topic:2", "Topic:3"], "removed": ["Topic:1"]},
          "b": {"removed": ["Story:1", "Story:2"]}
        }"#]]);
    let links = "SELECT story_id || '-' || topic_id FROM";
    expect!["2-3, 1-2, 1-3"]
        .assert_eq(&stored(&app, &format!("{links} story_primary_topic")).await);
    expect!["2-1"].assert_eq(&stored(&app, &format!("{links} story_secondary_topic")).await);
}

#[tokio::test]
async fn a_side_may_have_a_key_of_two_columns() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: addCardTopicSet(card: \"Card:east,2\", topicSet: [3, 1]) { added }
                b: setTopicCardSet(topic: 3, cardSet: [\"east,2\", \"Card:west,1\"]) { added removed }
                c: removeTopicCardSet(topic: 3, cardSet: [\"west,1\", \"east,1\"]) { removed }
                d: clearCardTopicSet(card: \"east,1\") { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Topic:3", "Topic:1"]},
          "b": {"added": [], "removed": ["Card:east,1"]},
          "c": {"removed": ["Card:west,1"]},
          "d": {"removed": ["Topic:1"]}
        }"#]]);
    expect!["east2-3, east2-1"].assert_eq(
        &stored(
            &app,
            "SELECT branch || card_number || '-' || topic_id FROM card_topic",
        )
        .await,
    );
}

#[tokio::test]
async fn members_that_a_viewer_may_not_see_stay() {
    let app = tagged().await;
    let hidden = || only(&app, "Tag", "name", "steam");

    let set = app
        .execute_as(
            hidden(),
            "mutation { setPostTags(post: 1, tags: []) { removed } }",
        )
        .await;
    let after_set = stored(&app, TAGGED).await;
    app.sql("INSERT INTO post_tag VALUES (1, 2)").await;
    let clear = app
        .execute_as(hidden(), "mutation { clearPostTags(post: 1) { removed } }")
        .await;
    let after_clear = stored(&app, TAGGED).await;
    let remove = app
        .execute_as(
            hidden(),
            "mutation { removePostTags(post: 1, tags: [1]) { removed } }",
        )
        .await;

    set.expect_data(expect![[r#"{"setPostTags": {"removed": ["Tag:2"]}}"#]]);
    clear.expect_data(expect![[r#"{"clearPostTags": {"removed": ["Tag:2"]}}"#]]);
    assert_eq!(
        (after_set.as_str(), after_clear.as_str()),
        ("1-1, 2-2", "1-1, 2-2")
    );
    remove.expect_error("NOT_FOUND", expect!["`tags[0]`: there is no Tag:1"]);
}

#[tokio::test]
async fn links_that_a_viewer_may_not_see_stay() {
    let app = tagged().await;

    let cleared = app
        .execute_as(
            without(&app, "PostTag"),
            "mutation { clearPostTags(post: 1) { removed } }",
        )
        .await;
    let added = app
        .execute_as(
            without(&app, "PostTag"),
            "mutation { addPostTags(post: 1, tags: [3]) { added } }",
        )
        .await;

    cleared.expect_data(expect![[r#"{"clearPostTags": {"removed": []}}"#]]);
    added.expect_error(
        "FORBIDDEN",
        expect!["it is not allowed to add this PostTag"],
    );
    expect!["1-1, 1-2, 2-2"].assert_eq(&stored(&app, TAGGED).await);
}
