//! Section D of the contract: managers of foreign keys, from the side that is referred to.

use expect_test::expect;
use tests::TestApp;

use super::{statements_of, stored};

const FILED: &str =
    "SELECT title || ' in ' || coalesce(category_id || '', 'none') FROM post ORDER BY id";
const WRITTEN: &str = "SELECT title || ' by ' || author_id FROM post ORDER BY id";

/// Two users, two categories and four posts.
///
/// | post | author | category |
/// |---|---|---|
/// | 1 Engines | ada | 1 Arts |
/// | 2 Looms | ada | 1 Arts |
/// | 3 Numbers | bob | 2 Space |
/// | 4 Dials | bob | |
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let (arts, space) = (app.category("Arts").await, app.category("Space").await);
    app.post("Engines", &ada).category(&arts).await;
    app.post("Looms", &ada).category(&arts).await;
    app.post("Numbers", &bob).category(&space).await;
    app.post("Dials", &bob).await;
    app
}

#[tokio::test]
async fn c_076_create_makes_children_of_this_parent() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { createUserPosts(user: 2, inputs: [
                { title: \"Valves\", content: \"\" }, { title: \"Pipes\", content: \"\" }
            ]) { added removed user { posts { nodes { title } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createUserPosts": {
            "added": ["Post:5", "Post:6"],
            "removed": [],
            "user": {
              "posts": {
                "nodes": [
                  {"title": "Numbers"},
                  {"title": "Dials"},
                  {"title": "Valves"},
                  {"title": "Pipes"}
                ]
              }
            }
          }
        }"#]]);
    expect!["Engines by 1, Looms by 1, Numbers by 2, Dials by 2, Valves by 2, Pipes by 2"]
        .assert_eq(&stored(&app, WRITTEN).await);
}

#[tokio::test]
async fn c_077_what_is_created_in_a_set_has_no_field_for_the_parent() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { createUserPosts(user: 2, inputs: [
                { title: \"Valves\", content: \"\", author: { id: 1 } }
            ]) { added } }",
        )
        .await;

    let inputs = app.inputs_of("UserPostsCreate").await;
    assert!(!inputs.iter().any(|input| input.starts_with("author")));
    reply.expect_error(
        "INVALID",
        expect!["`inputs[0].author` is not a field of this input"],
    );
    expect!["Engines by 1, Looms by 1, Numbers by 2, Dials by 2"]
        .assert_eq(&stored(&app, WRITTEN).await);
}

#[tokio::test]
async fn c_078_add_moves_children_from_other_parents() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { addUserPosts(user: 1, posts: [3, \"Post:2\", \"4\"]) {
                added removed user { posts { nodes { title } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "addUserPosts": {
            "added": ["Post:3", "Post:4"],
            "removed": [],
            "user": {
              "posts": {
                "nodes": [
                  {"title": "Engines"},
                  {"title": "Looms"},
                  {"title": "Numbers"},
                  {"title": "Dials"}
                ]
              }
            }
          }
        }"#]]);
    expect!["Engines by 1, Looms by 1, Numbers by 1, Dials by 1"]
        .assert_eq(&stored(&app, WRITTEN).await);
}

#[tokio::test]
async fn c_079_rows_of_another_model_are_refused() {
    let app = publication().await;

    let add = app
        .execute("mutation { addCategoryPosts(category: 1, posts: [4, \"User:1\"]) { added } }")
        .await;
    let owner = app
        .execute("mutation { addCategoryPosts(category: \"Tag:1\", posts: [4]) { added } }")
        .await;

    add.expect_error(
        "WRONG_TYPE",
        expect!["Category.posts expects Post, got User:1"],
    );
    owner.expect_error(
        "WRONG_TYPE",
        expect!["Mutation.addCategoryPosts expects Category, got Tag:1"],
    );
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_080_an_id_without_a_row_is_not_found_and_nothing_is_written() {
    let app = publication().await;

    let member = app
        .execute("mutation { addCategoryPosts(category: 1, posts: [4, 99]) { added } }")
        .await;
    let owner = app
        .execute("mutation { addCategoryPosts(category: 9, posts: [4]) { added } }")
        .await;
    let text = app
        .execute("mutation { addCategoryPosts(category: 1, posts: [4, \"four\"]) { added } }")
        .await;

    member.expect_error("NOT_FOUND", expect!["`posts[1]`: there is no Post:99"]);
    owner.expect_error("NOT_FOUND", expect!["`category`: there is no Category:9"]);
    text.expect_error("NOT_FOUND", expect!["`posts[1]`: there is no Post:four"]);
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_081_adding_a_child_that_is_there_changes_nothing() {
    let app = publication().await;

    let reply = app
        .execute("mutation { addCategoryPosts(category: 1, posts: [1, 4]) { added removed } }")
        .await;

    reply.expect_data(expect![[
        r#"{"addCategoryPosts": {"added": ["Post:4"], "removed": []}}"#
    ]]);
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in 1"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_082_the_statements_of_each_call_do_not_depend_on_the_number_of_children() {
    let app = publication().await;
    let calls = [
        ("addCategoryPosts(category: 1, posts: [3, 4])", 2, "UPDATE"),
        ("removeCategoryPosts(category: 1, posts: [1])", 2, "UPDATE"),
        (
            "removeCategoryPosts(category: 1, posts: [3, 4])",
            2,
            "UPDATE",
        ),
        (
            "setCategoryPosts(category: 1, posts: [1, 3, 4])",
            2,
            "SELECT UPDATE UPDATE",
        ),
        (
            "setCategoryPosts(category: 1, posts: [4, 3, 1])",
            2,
            "SELECT",
        ),
        (
            "setCategoryPosts(category: 1, posts: [1, 2], clear: true)",
            2,
            "UPDATE UPDATE",
        ),
        (
            "setCategoryPosts(category: 1, posts: [])",
            1,
            "SELECT UPDATE",
        ),
        ("addCategoryPosts(category: 1, posts: [])", 1, ""),
        (
            "addCategoryPosts(category: 1, posts: [1, 2, 3, 4])",
            2,
            "UPDATE",
        ),
        ("clearCategoryPosts(category: 1)", 1, "UPDATE"),
        ("setUserPosts(user: 1, posts: [1, 3])", 2, "UPDATE"),
        (
            "createUserPosts(user: 1, inputs: [
                { title: \"a\", content: \"\" }, { title: \"b\", content: \"\" }
            ])",
            1,
            "INSERT",
        ),
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
async fn c_083_adding_nothing_does_nothing() {
    let app = publication().await;

    let reply = app
        .execute("mutation { addCategoryPosts(category: 1, posts: []) { added removed } }")
        .await;

    reply.expect_data(expect![[
        r#"{"addCategoryPosts": {"added": [], "removed": []}}"#
    ]]);
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_086_only_what_may_be_without_a_parent_can_be_taken_out() {
    let app = publication().await;
    let names = |fields: Vec<String>| -> Vec<String> {
        let names = fields.iter().filter_map(|field| field.split(':').next());
        names.map(str::to_owned).collect()
    };

    let mutations = names(app.fields_of("Mutation").await);
    let removed = app
        .execute("mutation { removeUserPosts(user: 1, posts: [1]) { added } }")
        .await;
    let cleared = app
        .execute("mutation { setUserPosts(user: 1, posts: [1], clear: true) { added } }")
        .await;

    let has = |name: &str| mutations.iter().any(|known| known == name);
    assert!(has("removeCategoryPosts") && has("clearCategoryPosts") && has("setUserPosts"));
    assert!(!has("removeUserPosts") && !has("clearUserPosts"));
    removed.expect_error("INVALID", expect![[r#"Unknown field "removeUserPosts" on type "Mutation". Did you mean "createUserPosts", "removeTagPosts", "setUserPosts", "addUserPosts", "removeCategoryPosts", "removeUserFollowers", "removeUserFollowing", "getOrCreateUserPosts"?"#]]);
    cleared.expect_error(
        "INVALID",
        expect![[r#"Unknown argument "clear" on field "setUserPosts" of type "Mutation"."#]],
    );
    expect!["add remove set clear create"]
        .assert_eq(&names(app.inputs_of("CategoryPostsInput").await).join(" "));
    expect!["add set create"].assert_eq(&names(app.inputs_of("UserPostsInput").await).join(" "));
}

#[tokio::test]
async fn c_087_remove_leaves_the_child_without_a_parent() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { removeCategoryPosts(category: 1, posts: [2]) {
                added removed category { posts { nodes { title } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "removeCategoryPosts": {
            "added": [],
            "removed": ["Post:2"],
            "category": {"posts": {"nodes": [{"title": "Engines"}]}}
          }
        }"#]]);
    expect!["Engines in 1, Looms in none, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_088_removing_the_child_of_another_names_the_child_and_the_parent() {
    let app = publication().await;

    let of_another = app
        .execute("mutation { removeCategoryPosts(category: 1, posts: [3]) { removed } }")
        .await;
    let of_none = app
        .execute("mutation { removeCategoryPosts(category: 1, posts: [4]) { removed } }")
        .await;
    let nested = app
        .execute(
            "mutation { updateCategory(id: 1, input: { posts: { remove: [3] } }) { category { pk } } }",
        )
        .await;

    of_another.expect_error(
        "NOT_FOUND",
        expect!["Post:3 is not among the posts of Category:1"],
    );
    of_none.expect_error(
        "NOT_FOUND",
        expect!["Post:4 is not among the posts of Category:1"],
    );
    nested.expect_error(
        "NOT_FOUND",
        expect!["Post:3 is not among the posts of Category:1"],
    );
    assert_eq!(of_another.extension("model"), "Post");
    assert_eq!(of_another.extension("argument"), "posts[0]");
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_089_one_stranger_and_none_is_removed() {
    let app = publication().await;

    let reply = app
        .execute("mutation { removeCategoryPosts(category: 1, posts: [1, 2, 3]) { removed } }")
        .await;

    reply.expect_error(
        "NOT_FOUND",
        expect!["Post:3 is not among the posts of Category:1"],
    );
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_090_clear_takes_all_children_out() {
    let app = publication().await;
    let clear = "mutation { clearCategoryPosts(category: 1) {
        added removed category { posts { totalCount } }
    } }";

    let reply = app.execute(clear).await;
    let again = app.execute(clear).await;

    reply.expect_data(expect![[r#"
        {
          "clearCategoryPosts": {
            "added": [],
            "removed": ["Post:1", "Post:2"],
            "category": {"posts": {"totalCount": 0}}
          }
        }"#]]);
    again.expect_data(expect![[r#"
        {
          "clearCategoryPosts": {
            "added": [],
            "removed": [],
            "category": {"posts": {"totalCount": 0}}
          }
        }"#]]);
    expect!["Engines in none, Looms in none, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_091_set_takes_out_what_is_missing_and_moves_in_what_is_new() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { setCategoryPosts(category: 1, posts: [4, 3, 2]) {
                added removed category { posts { nodes { title } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "setCategoryPosts": {
            "added": ["Post:4", "Post:3"],
            "removed": ["Post:1"],
            "category": {
              "posts": {"nodes": [{"title": "Looms"}, {"title": "Numbers"}, {"title": "Dials"}]}
            }
          }
        }"#]]);
    expect!["Engines in none, Looms in 1, Numbers in 1, Dials in 1"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_092_set_on_a_required_key_takes_nothing_out() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { setUserPosts(user: 1, posts: [1, 3]) {
                added removed user { posts { nodes { title } } }
            } }",
        )
        .await;
    let nested = app
        .execute(
            "mutation { updateUser(id: 2, input: { posts: { set: [] } }) {
                user { posts { nodes { title } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "setUserPosts": {
            "added": ["Post:3"],
            "removed": [],
            "user": {
              "posts": {
                "nodes": [{"title": "Engines"}, {"title": "Looms"}, {"title": "Numbers"}]
              }
            }
          }
        }"#]]);
    nested.expect_data(expect![[
        r#"{"updateUser": {"user": {"posts": {"nodes": [{"title": "Dials"}]}}}}"#
    ]]);
    expect!["Engines by 1, Looms by 1, Numbers by 1, Dials by 2"]
        .assert_eq(&stored(&app, WRITTEN).await);
}

#[tokio::test]
async fn c_093_set_with_clear_ends_in_the_same_state() {
    let (plain, cleared) = (publication().await, publication().await);

    let set = plain
        .execute("mutation { setCategoryPosts(category: 1, posts: [2, 3]) { added removed } }")
        .await;
    let clear = cleared
        .execute(
            "mutation { setCategoryPosts(category: 1, posts: [2, 3], clear: true) {
                added removed
            } }",
        )
        .await;

    assert_eq!(set.data(), clear.data());
    set.expect_data(expect![[
        r#"{"setCategoryPosts": {"added": ["Post:3"], "removed": ["Post:1"]}}"#
    ]]);
    assert_eq!(stored(&plain, FILED).await, stored(&cleared, FILED).await);
}

#[tokio::test]
async fn c_095_an_id_that_is_given_twice_counts_once() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation {
                set: setCategoryPosts(category: 1, posts: [3, 2, 3, \"Post:2\"]) { added removed }
                add: addCategoryPosts(category: 2, posts: [4, \"Post:4\", 4]) { added removed }
                remove: removeCategoryPosts(category: 2, posts: [4, 4]) { added removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "set": {"added": ["Post:3"], "removed": ["Post:1"]},
          "add": {"added": ["Post:4"], "removed": []},
          "remove": {"added": [], "removed": ["Post:4"]}
        }"#]]);
    expect!["Engines in none, Looms in 1, Numbers in 1, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_096_what_fails_leaves_everything_as_it_was() {
    let app = publication().await;

    let within = app
        .execute("mutation { setCategoryPosts(category: 1, posts: [3, 99]) { added } }")
        .await;
    let later = app
        .execute(
            "mutation {
                a: setCategoryPosts(category: 1, posts: [3]) { added }
                b: removeCategoryPosts(category: 2, posts: [3]) { removed }
            }",
        )
        .await;

    within.expect_error("NOT_FOUND", expect!["`posts[1]`: there is no Post:99"]);
    later.expect_error(
        "NOT_FOUND",
        expect!["Post:3 is not among the posts of Category:2"],
    );
    assert_eq!(later.errors()[0].path, "b");
    assert!(later.data_beside_errors().is_null());
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_097_each_call_sees_what_the_one_before_it_wrote() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation {
                a: addCategoryPosts(category: 2, posts: [1]) { added }
                b: removeCategoryPosts(category: 2, posts: [1]) { removed }
                c: addCategoryPosts(category: 2, posts: [1]) { added }
                d: setCategoryPosts(category: 1, posts: [1]) { added removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Post:1"]},
          "b": {"removed": ["Post:1"]},
          "c": {"added": ["Post:1"]},
          "d": {"added": ["Post:1"], "removed": ["Post:2"]}
        }"#]]);
    expect!["Engines in 1, Looms in none, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn c_098_no_answer_shows_a_set_as_it_was_read_before() {
    let app = publication().await;
    let shown = "{ category { posts { totalCount nodes { title category { name posts { totalCount } } } } } }";

    let reply = app
        .execute(&format!(
            "mutation {{
                a: addCategoryPosts(category: 2, posts: [4]) {shown}
                b: addCategoryPosts(category: 2, posts: [1]) {shown}
                c: clearCategoryPosts(category: 2) {shown}
            }}"
        ))
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {
            "category": {
              "posts": {
                "totalCount": 2,
                "nodes": [
                  {
                    "title": "Numbers",
                    "category": {"name": "Space", "posts": {"totalCount": 2}}
                  },
                  {"title": "Dials", "category": {"name": "Space", "posts": {"totalCount": 2}}}
                ]
              }
            }
          },
          "b": {
            "category": {
              "posts": {
                "totalCount": 3,
                "nodes": [
                  {
                    "title": "Engines",
                    "category": {"name": "Space", "posts": {"totalCount": 3}}
                  },
                  {
                    "title": "Numbers",
                    "category": {"name": "Space", "posts": {"totalCount": 3}}
                  },
                  {"title": "Dials", "category": {"name": "Space", "posts": {"totalCount": 3}}}
                ]
              }
            }
          },
          "c": {"category": {"posts": {"totalCount": 0, "nodes": []}}}
        }"#]]);
}

#[tokio::test]
async fn c_099_get_or_create_looks_only_among_the_children_of_this_parent() {
    let app = TestApp::new().await;
    let (arts, space) = (app.category("Arts").await, app.category("Space").await);
    app.subcategory("Music", &arts).await;
    app.subcategory("Moons", &space).await;
    let get_or_create = |slug: &str| {
        format!(
            "mutation {{ getOrCreateCategoryChildren(
                category: 1, where: {{ slug: \"{slug}\" }}, defaults: {{ name: \"New\" }}
            ) {{ created node {{ name slug parent {{ name }} }} category {{ children {{ totalCount }} }} }} }}"
        )
    };

    let found = app.execute(&get_or_create("music")).await;
    let made = app.execute(&get_or_create("dance")).await;
    let of_another = app.execute(&get_or_create("moons")).await;

    found.expect_data(expect![[r#"
        {
          "getOrCreateCategoryChildren": {
            "created": false,
            "node": {"name": "Music", "slug": "music", "parent": {"name": "Arts"}},
            "category": {"children": {"totalCount": 1}}
          }
        }"#]]);
    made.expect_data(expect![[r#"
        {
          "getOrCreateCategoryChildren": {
            "created": true,
            "node": {"name": "New", "slug": "dance", "parent": {"name": "Arts"}},
            "category": {"children": {"totalCount": 2}}
          }
        }"#]]);
    of_another.expect_error(
        "UNIQUE",
        expect!["a Category with this slug exists already"],
    );
    expect!["arts in none, space in none, music in 1, moons in 2, dance in 1"].assert_eq(
        &stored(
            &app,
            "SELECT slug || ' in ' || coalesce(parent_id || '', 'none') FROM category ORDER BY id",
        )
        .await,
    );
}

#[tokio::test]
async fn c_100_update_or_create_changes_a_child_or_makes_one() {
    let app = TestApp::new().await;
    let arts = app.category("Arts").await;
    app.subcategory("Music", &arts).await;
    let shown = "{ created node { name slug parent { name } } }";

    let reply = app
        .execute(&format!(
            "mutation {{
                changed: updateOrCreateCategoryChildren(
                    category: 1, where: {{ slug: \"music\" }}, input: {{ name: \"Sound\" }}, defaults: {{ name: \"Noise\" }}
                ) {shown}
                made: updateOrCreateCategoryChildren(
                    category: 1, where: {{ slug: \"dance\" }}, input: {{ name: \"Ballet\" }}
                ) {shown}
                madeOfDefaults: updateOrCreateCategoryChildren(
                    category: 1, where: {{ slug: \"drama\" }}, input: {{ name: \"Play\" }}, defaults: {{ name: \"Stage\" }}
                ) {shown}
                changedAgain: updateOrCreateCategoryChildren(
                    category: 1, where: {{ slug: \"drama\" }}, input: {{ name: \"Play\" }}, defaults: {{ name: \"Stage\" }}
                ) {shown}
            }}"
        ))
        .await;

    reply.expect_data(expect![[r#"
        {
          "changed": {
            "created": false,
            "node": {"name": "Sound", "slug": "music", "parent": {"name": "Arts"}}
          },
          "made": {
            "created": true,
            "node": {"name": "Ballet", "slug": "dance", "parent": {"name": "Arts"}}
          },
          "madeOfDefaults": {
            "created": true,
            "node": {"name": "Stage", "slug": "drama", "parent": {"name": "Arts"}}
          },
          "changedAgain": {
            "created": false,
            "node": {"name": "Play", "slug": "drama", "parent": {"name": "Arts"}}
          }
        }"#]]);
    expect!["Arts, Sound, Ballet, Play"]
        .assert_eq(&stored(&app, "SELECT name FROM category ORDER BY id").await);
}

#[tokio::test]
async fn c_101_a_row_that_is_made_gets_the_key_and_the_defaults_and_one_that_is_found_neither() {
    let app = TestApp::new().await;
    app.user("ada").await;
    let mutation = "mutation {
        a: getOrCreateUser(where: { username: \"ada\" }, defaults: { email: \"new@example.org\" }) { created user { username email } }
        b: getOrCreateUser(where: { username: \"bob\" }, defaults: { email: \"new@example.org\" }) { created user { username email } }
        c: getOrCreateUser(where: { username: \"bob\" }) { created user { username email } }
    }";

    let reply = app.execute(mutation).await;

    reply.expect_data(expect![[r#"
        {
          "a": {"created": false, "user": {"username": "ada", "email": "ada@example.org"}},
          "b": {"created": true, "user": {"username": "bob", "email": "new@example.org"}},
          "c": {"created": false, "user": {"username": "bob", "email": "new@example.org"}}
        }"#]]);
    expect!["id: ID, username: String"].assert_eq(&app.inputs_of("UserUnique").await.join(", "));
}

#[tokio::test]
async fn c_103_of_two_who_make_the_same_row_at_once_the_second_finds_it() {
    for app in TestApp::new().await.each() {
        let mutation =
            "mutation { getOrCreateTag(where: { name: \"steam\" }) { created tag { pk } } }";

        let replies = tokio::join!(
            app.execute(mutation),
            app.execute(mutation),
            app.execute(mutation)
        );

        let replies = [replies.0.data(), replies.1.data(), replies.2.data()];
        let tags = replies
            .each_ref()
            .map(|data| &data["getOrCreateTag"]["tag"]["pk"]);
        assert_eq!(tags, [tags[0]; 3]);
        let created = replies
            .iter()
            .filter(|data| data["getOrCreateTag"]["created"] == true);
        assert_eq!(created.count(), 1);
    }
}

#[tokio::test]
async fn c_103_a_creation_that_a_key_forbids_takes_the_operation_back() {
    let app = TestApp::new().await;
    let (arts, space) = (app.category("Arts").await, app.category("Space").await);
    app.subcategory("Moons", &space).await;
    app.subcategory("Music", &arts).await;

    let reply = app
        .execute(
            "mutation {
                a: createTag(input: { name: \"steam\" }) { tag { pk } }
                b: getOrCreateCategoryChildren(category: 1, where: { slug: \"moons\" }, defaults: { name: \"Moons\" }) { created }
            }",
        )
        .await;

    reply.expect_error(
        "UNIQUE",
        expect!["a Category with this slug exists already"],
    );
    assert_eq!(stored(&app, "SELECT name FROM tag").await, "");
}

#[tokio::test]
async fn c_104_unknown_fields_are_refused_by_the_input_types() {
    let app = publication().await;

    let key = app
        .execute("mutation { getOrCreateTag(where: { title: \"a\" }) { created } }")
        .await;
    let defaults = app
        .execute("mutation { getOrCreateTag(where: { name: \"a\" }, defaults: { title: \"a\" }) { created } }")
        .await;

    key.expect_error(
        "INVALID",
        expect!["`where.title` is not a field of this input"],
    );
    defaults.expect_error(
        "INVALID",
        expect!["`defaults.title` is not a field of this input"],
    );
}

#[tokio::test]
async fn c_105_writers_of_one_row_wait_for_each_other() {
    for app in TestApp::new().await.each() {
        let mutation = |email: &str| {
            format!(
                "mutation {{ updateOrCreateUser(where: {{ username: \"ada\" }}, input: {{ email: \"{email}\" }}) {{ created user {{ email }} }} }}"
            )
        };
        let (a, b) = (mutation("a@example.org"), mutation("b@example.org"));

        let (first, second) = tokio::join!(app.execute(&a), app.execute(&b));

        let (first, second) = (first.data(), second.data());
        let created = [&first, &second].map(|data| data["updateOrCreateUser"]["created"] == true);
        assert_eq!(created.iter().filter(|created| **created).count(), 1);
        let last = if created[0] { &second } else { &first };
        let email = stored(&app, "SELECT email FROM \"user\"").await;
        assert_eq!(last["updateOrCreateUser"]["user"]["email"], email);
    }
}

#[tokio::test]
async fn what_leaves_is_told_in_the_order_of_the_keys() {
    let app = publication().await;
    let calls = [
        "removeCategoryPosts(category: 1, posts: [4, 1, 3, 2])",
        "setCategoryPosts(category: 1, posts: [])",
        "setCategoryPosts(category: 1, posts: [], clear: true)",
        "clearCategoryPosts(category: 1)",
    ];

    for call in calls {
        app.sql("UPDATE post SET category_id = NULL").await;
        app.sql("UPDATE post SET category_id = 1 WHERE id = 4")
            .await;
        app.sql("UPDATE post SET category_id = 1").await;
        let left = app
            .leaves(&format!("mutation {{ call: {call} {{ removed }} }}"))
            .await;

        assert_eq!(left, "Post:1 Post:2 Post:3 Post:4", "{call}");
    }
}

#[tokio::test]
async fn one_input_clears_removes_adds_and_creates_in_this_order() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { updateCategory(id: 1, input: { posts: {
                clear: true
                add: [3, 1]
                create: [{ title: \"Valves\", content: \"\", author: { id: 1 } }]
            } }) { category { posts { nodes { title } } } } }",
        )
        .await;
    let swapped = app
        .execute(
            "mutation { updateCategory(id: 1, input: { posts: { add: [4], remove: [1, 3] } }) {
                category { posts { nodes { title } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "updateCategory": {
            "category": {
              "posts": {
                "nodes": [{"title": "Engines"}, {"title": "Numbers"}, {"title": "Valves"}]
              }
            }
          }
        }"#]]);
    swapped.expect_data(expect![[r#"
        {
          "updateCategory": {
            "category": {"posts": {"nodes": [{"title": "Dials"}, {"title": "Valves"}]}}
          }
        }"#]]);
    expect!["Engines in none, Looms in none, Numbers in none, Dials in 1, Valves in 1"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn a_child_cannot_be_added_and_removed_by_one_input() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { updateCategory(id: 1, input: { posts: { add: [1], remove: [1] } }) {
                category { pk }
            } }",
        )
        .await;

    reply.expect_error(
        "INVALID",
        expect!["`input.posts.add[0]` 1 is to be removed as well"],
    );
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn a_child_cannot_be_given_to_two_parents_at_once() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation { createCategories(inputs: [
                { name: \"A\", slug: \"a\", posts: { add: [1, 2] } }
                { name: \"B\", slug: \"b\", posts: { add: [3, 2] } }
            ]) { categories { pk } } }",
        )
        .await;

    reply.expect_error(
        "INVALID",
        expect!["`inputs[1].posts.add[1]` is given to two rows that it cannot both belong to"],
    );
    expect!["Engines in 1, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn children_of_many_new_parents_move_by_one_statement() {
    let app = publication().await;
    let mutation = "mutation { createCategories(inputs: [
        { name: \"A\", slug: \"a\", posts: { add: [1, 2] } }
        { name: \"B\", slug: \"b\", posts: { add: [3], create: [
            { title: \"Valves\", content: \"\", author: { id: 1 } }
        ] } }
        { name: \"C\", slug: \"c\", posts: { create: [
            { title: \"Pipes\", content: \"\", author: { id: 1 } }
        ] } }
    ]) { count } }";

    let trace = app.trace(mutation).await;

    expect!["Engines in 3, Looms in 3, Numbers in 4, Dials in none, Valves in 4, Pipes in 5"]
        .assert_eq(&stored(&app, FILED).await);
    let kinds = trace
        .statements
        .iter()
        .map(|s| s.sql.split(' ').next().unwrap());
    expect!["SELECT SELECT INSERT UPDATE INSERT"].assert_eq(&kinds.collect::<Vec<_>>().join(" "));
}

#[tokio::test]
async fn a_child_moves_on_within_one_operation() {
    let app = publication().await;

    let reply = app
        .execute(
            "mutation {
                a: addCategoryPosts(category: 2, posts: [1]) { added removed }
                b: addCategoryPosts(category: 1, posts: [1]) { added removed }
                c: updatePost(id: 1, input: { category: { id: 2 } }) { post { category { name posts { nodes { title } } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Post:1"], "removed": []},
          "b": {"added": ["Post:1"], "removed": []},
          "c": {
            "post": {
              "category": {
                "name": "Space",
                "posts": {"nodes": [{"title": "Engines"}, {"title": "Numbers"}]}
              }
            }
          }
        }"#]]);
    expect!["Engines in 2, Looms in 1, Numbers in 2, Dials in none"]
        .assert_eq(&stored(&app, FILED).await);
}

#[tokio::test]
async fn a_row_may_be_its_own_child() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: addFolderFolderSet(folder: 3, folderSet: [3]) { added folder { parent { name } folderSet { nodes { name } } } }
                b: removeFolderFolderSet(folder: 5, folderSet: [5]) { removed folder { parent { name } folderSet { nodes { name } } } }
                c: setFolderFolderSet(folder: 2, folderSet: [1, 2]) { added removed folder { parent { name } folderSet { nodes { name } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {
            "added": ["Folder:3"],
            "folder": {"parent": {"name": "etc"}, "folderSet": {"nodes": [{"name": "etc"}]}}
          },
          "b": {"removed": ["Folder:5"], "folder": {"parent": null, "folderSet": {"nodes": []}}},
          "c": {
            "added": ["Folder:1", "Folder:2"],
            "removed": ["Folder:4"],
            "folder": {
              "parent": {"name": "usr"},
              "folderSet": {"nodes": [{"name": "root"}, {"name": "usr"}]}
            }
          }
        }"#]]);
    expect!["root in 2, usr in 2, etc in 3, share in none, loop in none"].assert_eq(
        &stored(
            &app,
            "SELECT name || ' in ' || coalesce(parent_id || '', 'none') FROM folder ORDER BY id",
        )
        .await,
    );
}

#[tokio::test]
async fn several_keys_to_one_table_are_written_apart() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                a: setHumanMothersChildSet(human: 1, mothersChildSet: [4, 2]) { added removed }
                b: addHumanFathersChildSet(human: 2, fathersChildSet: [4]) { added removed }
                c: addClubHomeFixtures(club: 3, homeFixtures: [1, 2]) { added }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Human:2"], "removed": ["Human:3"]},
          "b": {"added": ["Human:4"], "removed": []},
          "c": {"added": ["Fixture:1", "Fixture:2"]}
        }"#]]);
    expect!["Jane--, John1-, Jim-2, Joan12"].assert_eq(
        &stored(&app, "SELECT name || coalesce(mother_id || '', '-') || coalesce(father_id || '', '-') FROM human ORDER BY id").await,
    );
    expect!["3 2, 3 1, 1 3"].assert_eq(
        &stored(
            &app,
            "SELECT home_id || ' ' || away_id FROM fixture ORDER BY id",
        )
        .await,
    );
}

#[tokio::test]
async fn a_key_to_another_column_stores_the_value_of_that_column() {
    let app = TestApp::zoo().await;
    let cars = "SELECT name || ' of ' || coalesce(maker_code || '', 'none') FROM car ORDER BY id";

    let reply = app
        .execute(
            "mutation {
                a: addMakerCars(maker: 3, cars: [1, 3]) { added removed }
                b: removeMakerCars(maker: 3, cars: [3]) { removed }
                c: setMakerCars(maker: 1, cars: [3]) { added removed }
                d: createMakerCars(maker: 1, inputs: [{ name: \"V3\" }]) { added }
                e: clearMakerCars(maker: 1) { removed }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Car:1", "Car:3"], "removed": []},
          "b": {"removed": ["Car:3"]},
          "c": {"added": ["Car:3"], "removed": ["Car:2"]},
          "d": {"added": ["Car:4"]},
          "e": {"removed": ["Car:3", "Car:4"]}
        }"#]]);
    expect!["V1 of W, V2 of none, Kit of none, V3 of none"].assert_eq(&stored(&app, cars).await);
}

#[tokio::test]
async fn c_068_nothing_can_belong_to_a_row_without_the_value_that_is_referred_to() {
    let app = TestApp::zoo().await;

    let mut messages = Vec::new();
    for call in [
        "addMakerCars(maker: 2, cars: [1])",
        "createMakerCars(maker: 2, inputs: [{ name: \"N1\" }])",
        "clearMakerCars(maker: 2)",
    ] {
        let reply = app
            .execute(&format!("mutation {{ {call} {{ added }} }}"))
            .await;
        let errors = reply.errors();
        assert_eq!(errors[0].code, "INVALID");
        messages.extend(errors.into_iter().map(|error| error.message));
    }

    expect![[r#"
        `cars` cannot be related, because the Maker lacks the value that is referred to
        `inputs` cannot be related, because the Maker lacks the value that is referred to
        `maker` cannot be related, because the Maker lacks the value that is referred to"#]]
    .assert_eq(&messages.join("\n"));
    let cars = "SELECT name || ' of ' || coalesce(maker_code || '', 'none') FROM car ORDER BY id";
    expect!["V1 of V, V2 of V, Kit of none"].assert_eq(&stored(&app, cars).await);
}

#[tokio::test]
async fn keys_of_two_columns_are_written_whole() {
    let app = TestApp::zoo().await;
    let volumes = "SELECT title || coalesce(room || '', '-') || coalesce(number || '', '-') FROM volume ORDER BY id";

    let reply = app
        .execute(
            "mutation {
                a: addShelfVolumeSet(shelf: \"Shelf:2,1\", volumeSet: [1, 6]) { added removed }
                b: removeShelfVolumeSet(shelf: \"1,1\", volumeSet: [2]) { removed }
                c: setShelfVolumeSet(shelf: \"Shelf:1,2\", volumeSet: [5]) { added removed }
                d: clearShelfVolumeSet(shelf: \"Shelf:2,1\") { removed }
                e: createShelfLabels(shelf: \"Shelf:1,2\", inputs: [{ language: \"de\", text: \"Karten\" }]) { added }
                f: addDistrictMarkets(district: \"North,Upper\", markets: [4]) { added }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"added": ["Volume:1", "Volume:6"], "removed": []},
          "b": {"removed": ["Volume:2"]},
          "c": {"added": ["Volume:5"], "removed": ["Volume:3"]},
          "d": {"removed": ["Volume:1", "Volume:4", "Volume:6"]},
          "e": {"added": ["Label:1,2,de"]},
          "f": {"added": ["Market:4"]}
        }"#]]);
    expect!["Ferns--, Mosses--, Coasts--, Songs--, Unsorted12, Room only--"]
        .assert_eq(&stored(&app, volumes).await);
}
