//! Inputs that nest rows of many relations at once.

use expect_test::expect;
use tests::{TestApp, backend::Backend};

use super::stored;

/// A user with posts, each with tags, comments and a category, a profile, and users they follow.
fn user(name: &str, n: usize) -> String {
    let list = |row: &dyn Fn(usize) -> String| (0..n).map(row).collect::<Vec<_>>().join(" ");
    let posts = list(&|i| {
        format!(
            "{{ title: \"{name} {i}\", content: \"\"
                category: {{ create: {{ name: \"c\", slug: \"{name}-{i}\" }} }}
                tags: {{ create: [{}] }}
                comments: {{ create: [{}] }} }}",
            list(&|j| format!("{{ name: \"{name}-{i}-{j}\" }}")),
            list(&|j| format!("{{ author: \"reader {j}\", text: \"Yes.\" }}")),
        )
    });
    let following = list(&|i| {
        format!(
            "{{ node: {{ username: \"{name}f{i}\", email: \"f@example.org\" }} through: {{ since: \"2025-01-01\" }} }}"
        )
    });
    format!(
        "{{ username: \"{name}\", email: \"{name}@example.org\", profile: {{ create: {{ bio: \"{name}\" }} }}
            posts: {{ create: [{posts}] }} following: {{ create: [{following}] }} }}"
    )
}

#[tokio::test]
async fn the_statements_of_nested_rows_follow_from_their_shape() {
    let (few, many) = (TestApp::new().await, TestApp::new().await);

    let one = few
        .trace(&format!(
            "mutation {{ createUser(input: {}) {{ user {{ pk }} }} }}",
            user("ada", 1)
        ))
        .await;
    let three = many
        .trace(&format!(
            "mutation {{ createUsers(inputs: [{} {} {}]) {{ count }} }}",
            user("ada", 3),
            user("bob", 2),
            user("cyd", 4)
        ))
        .await;

    let writes = |trace: &tests::trace::Trace| -> Vec<String> {
        let writes = trace
            .statements
            .iter()
            .filter(|s| !s.sql.starts_with("SELECT"));
        writes
            .filter_map(|s| s.sql.split('"').nth(1))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(writes(&one), writes(&three));
    expect!["user profile category post tag post_tag comment user follow"]
        .assert_eq(&writes(&one).join(" "));
    assert_eq!(
        stored(&many, "SELECT CAST(count(*) AS TEXT) FROM tag").await,
        "29"
    );
    assert_eq!(
        stored(&many, "SELECT CAST(count(*) AS TEXT) FROM follow").await,
        "9"
    );
}

#[tokio::test]
async fn one_change_of_many_rows_takes_out_all_children_by_one_statement() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    for name in ["Arts", "Space", "Music"] {
        let category = app.category(name).await;
        app.post(name, &ada).category(&category).await;
        app.post("More", &ada).category(&category).await;
    }

    let trace = app
        .trace(
            "mutation { updateCategories(where: {id: {isNull: false}}, input: { posts: { clear: true } }) { count } }",
        )
        .await;

    let updates = trace
        .statements
        .iter()
        .filter(|s| s.sql.starts_with("UPDATE"));
    assert_eq!(updates.map(|s| s.rows).collect::<Vec<_>>(), [6]);
    let left = "SELECT title FROM post WHERE category_id IS NOT NULL";
    assert_eq!(stored(&app, left).await, "");
}

#[tokio::test]
async fn one_child_cannot_be_added_to_many_rows() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.category("Arts").await;
    app.category("Space").await;
    app.post("Engines", &ada).await;

    let many = app
        .execute(
            "mutation { updateCategories(where: {id: {isNull: false}}, input: { posts: { add: [1] } }) { count } }",
        )
        .await;
    let one = app
        .execute("mutation { updateCategories(where: { slug: { exact: \"arts\" } }, input: { posts: { add: [1] } }) { count } }")
        .await;

    many.expect_error(
        "INVALID",
        expect!["`input.posts.add[0]` is given to two rows that it cannot both belong to"],
    );
    one.expect_data(expect![[r#"{"updateCategories": {"count": 1}}"#]]);
}

#[tokio::test]
async fn new_rows_become_friends_of_each_other_and_of_one_row() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                many: createPeople(inputs: [
                    { name: \"Eve\", friends: { add: [3], create: [{ name: \"Flo\", friends: { add: [3] } }] } }
                    { name: \"Gus\", friends: { add: [3, 3] } }
                ]) { count }
                back: createPersonFriends(person: 4, inputs: [{ name: \"Hal\", friends: { add: [4, 3] } }]) { added }
                one: setPersonFriends(person: 3, friends: [3, 4]) { added removed person { friends { nodes { name } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "many": {"count": 2},
          "back": {"added": ["Person:8"]},
          "one": {
            "added": ["Person:3", "Person:4"],
            "removed": ["Person:1", "Person:5", "Person:6", "Person:7", "Person:8"],
            "person": {"friends": {"nodes": [{"name": "Chuck"}, {"name": "David"}]}}
          }
        }"#]]);
    expect!["1-2, 2-1, 3-3, 3-4, 4-3, 4-4, 4-8, 5-7, 7-5, 8-4"].assert_eq(
        &stored(&app, "SELECT from_person_id || '-' || to_person_id FROM friendship ORDER BY from_person_id, to_person_id").await,
    );
}

#[tokio::test]
async fn a_link_made_as_a_row_and_a_member_added_meet_in_one_input() {
    let app = TestApp::new().await;
    app.reporter("Ada Lane").await;

    let reply = app
        .execute(
            "mutation { createArticle(input: {
                headline: \"Rain\", pubDate: \"2025-01-01\", reporter: { id: 1 }
                contributionSet: { create: [{ reporter: { id: 1 }, role: WRITER, since: \"2025-01-01\" }] }
                contributors: { add: [{ id: 1, through: { role: EDITOR, since: \"2025-01-01\" } }] }
            }) { article { contributors { edges { through { role } } } } } }",
        )
        .await;

    reply.expect_error(
        "UNIQUE",
        expect!["a Contribution with this article and reporter exists already"],
    );
    assert_eq!(stored(&app, "SELECT headline FROM article").await, "");
}

#[tokio::test]
async fn a_row_moves_to_what_is_made_along_with_it() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation { updateFolder(id: 2, input: {
                parent: { create: { name: \"opt\", parent: { id: 1 }, folderSet: { add: [3] } } }
                folderSet: { set: [], create: [{ name: \"lib\", folderSet: { add: [4] } }] }
            }) { folder { name parent { name parent { name } folderSet { nodes { name } } }
                folderSet { nodes { name folderSet { nodes { name } } } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "updateFolder": {
            "folder": {
              "name": "usr",
              "parent": {
                "name": "opt",
                "parent": {"name": "root"},
                "folderSet": {"nodes": [{"name": "usr"}, {"name": "etc"}]}
              },
              "folderSet": {
                "nodes": [{"name": "lib", "folderSet": {"nodes": [{"name": "share"}]}}]
              }
            }
          }
        }"#]]);
    expect!["root in none, usr in 6, etc in 6, share in 7, loop in 5, opt in 1, lib in 2"]
        .assert_eq(
        &stored(
            &app,
            "SELECT name || ' in ' || coalesce(parent_id || '', 'none') FROM folder ORDER BY id",
        )
        .await,
    );
}

#[tokio::test]
async fn a_value_that_is_referred_to_may_change_before_children_move_in() {
    // MySQL lets no key dangle meanwhile.
    let app = TestApp::zoo().await.without(Backend::MySql);
    let cars = "SELECT name || ' of ' || coalesce(maker_code || '', 'none') FROM car ORDER BY id";

    let reply = app
        .execute(
            "mutation {
                a: updateMaker(id: 2, input: { code: \"N\", cars: { set: [3] } }) { maker { cars { nodes { name } } } }
                b: updateMaker(id: 1, input: { code: \"X\", cars: { set: [1, 2] } }) { maker { cars { nodes { name } } } }
                c: createMaker(input: { name: \"New\", code: \"Y\", cars: { add: [2], create: [{ name: \"Y1\" }] } }) { maker { cars { nodes { name } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"maker": {"cars": {"nodes": [{"name": "Kit"}]}}},
          "b": {"maker": {"cars": {"nodes": [{"name": "V1"}, {"name": "V2"}]}}},
          "c": {"maker": {"cars": {"nodes": [{"name": "V2"}, {"name": "Y1"}]}}}
        }"#]]);
    expect!["V1 of X, V2 of Y, Kit of N, Y1 of Y"].assert_eq(&stored(&app, cars).await);
}
