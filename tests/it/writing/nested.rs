//! Rows are made and linked inside the inputs of others, however deep.

use std::fmt::Write;

use expect_test::expect;
use serde_json::json;
use tests::TestApp;

use super::{difference, refused};

#[tokio::test]
async fn rows_are_made_at_every_depth_in_one_statement_for_each() {
    let app = TestApp::new().await;
    let create = "mutation { createUser(input: {
        username: \"ada\", email: \"a@example.org\"
        profile: { create: { bio: \"Hi\" } }
        posts: { create: [{
            title: \"Hello\", content: \"\"
            category: { create: { name: \"Rust\", slug: \"rust\",
                parent: { create: { name: \"Code\", slug: \"code\",
                    parent: { create: { name: \"All\", slug: \"all\" } } } } } }
            tags: { create: [{ name: \"new\", posts: { create: [{
                title: \"Inner\", content: \"\", author: { create: { username: \"bob\", email: \"b@example.org\" } }
                comments: { create: [{ author: \"c\", text: \"Deep\" }] }
            }] } }] }
        }] }
    }) { user { username profile { bio } posts(first: 2) { nodes { title
        category { name parent { name parent { name } } }
        tags(first: 2) { nodes { name posts(first: 2) { nodes { title author { username } comments(first: 2) { nodes { text } } } } } }
    } } } } }";

    let reply = app.execute(create).await;

    reply.expect_data(expect![[r#"
        {
          "createUser": {
            "user": {
              "username": "ada",
              "profile": {"bio": "Hi"},
              "posts": {
                "nodes": [
                  {
                    "title": "Hello",
                    "category": {
                      "name": "Rust",
                      "parent": {"name": "Code", "parent": {"name": "All"}}
                    },
                    "tags": {
                      "nodes": [
                        {
                          "name": "new",
                          "posts": {
                            "nodes": [
                              {
                                "title": "Hello",
                                "author": {"username": "ada"},
                                "comments": {"nodes": []}
                              },
                              {
                                "title": "Inner",
                                "author": {"username": "bob"},
                                "comments": {"nodes": [{"text": "Deep"}]}
                              }
                            ]
                          }
                        }
                      ]
                    }
                  }
                ]
              }
            }
          }
        }"#]]);
    let statements = reply.trace().to_string();
    let inserts = statements.lines().filter(|sql| sql.starts_with("INSERT"));
    let tables: Vec<&str> = inserts.filter_map(|sql| sql.split('"').nth(1)).collect();
    expect!["user profile category category category post tag user post comment post_tag post_tag"]
        .assert_eq(&tables.join(" "));
}

/// Makes posts, each with two tags that exist, a new one, two comments and a new category below
/// another.
fn create_posts(n: usize, start: usize) -> String {
    let mut inputs = String::new();
    for i in start..start + n {
        write!(
            inputs,
            "{{ title: \"{i}\", content: \"\", author: {{ get: {{ username: \"ada\" }} }},
                category: {{ create: {{ name: \"{i}\", slug: \"a{i}\",
                    parent: {{ create: {{ name: \"{i}\", slug: \"b{i}\" }} }} }} }},
                tags: {{ add: [1, 2], create: [{{ name: \"{i}\" }}] }},
                comments: {{ create: [{{ author: \"a\", text: \"1\" }}, {{ author: \"b\", text: \"2\" }}] }} }}"
        )
        .unwrap();
    }
    format!(
        "mutation {{ createPosts(inputs: [{inputs}]) {{ count posts {{
            title category {{ parent {{ slug }} }} tags {{ totalCount }} comments {{ totalCount }} }} }} }}"
    )
}

#[tokio::test]
async fn a_thousand_rows_take_the_statements_of_ten() {
    let app = TestApp::new().await;
    app.user("ada").await;
    app.tag("iron").await;
    app.tag("steam").await;

    let ten = app.trace(&create_posts(10, 0)).await;
    let thousand = app.execute(&create_posts(1_000, 10)).await;

    assert_eq!(thousand.trace().statements.len(), ten.statements.len());
    let heads = ten.statements.iter().map(|statement| {
        let words = statement.sql.split_whitespace();
        words.take(3).collect::<Vec<_>>().join(" ")
    });
    expect![[r#"
        SELECT "k"."key", "t"."id"
        SELECT 0, "t"."id"
        INSERT INTO "category"
        INSERT INTO "category"
        INSERT INTO "post"
        INSERT INTO "post_tag"
        INSERT INTO "tag"
        INSERT INTO "post_tag"
        INSERT INTO "comment"
        SELECT "k"."key", "t"."id",
        SELECT "k"."key", COUNT(*)
        SELECT "k"."key", COUNT(*)
        SELECT "k"."key", "t"."id",
        SELECT "k"."key", "t"."id","#]]
    .assert_eq(&heads.collect::<Vec<_>>().join("\n"));
    let data = thousand.data();
    let posts = data["createPosts"]["posts"].as_array().unwrap();
    assert_eq!(posts.len(), 1_000);
    for (position, post) in posts.iter().enumerate() {
        let n = position + 10;
        assert_eq!(post["title"], n.to_string());
        assert_eq!(post["category"]["parent"]["slug"], format!("b{n}"));
        assert_eq!(post["tags"]["totalCount"], 3);
        assert_eq!(post["comments"]["totalCount"], 2);
    }
}

#[tokio::test]
async fn one_to_one_rows_are_made_and_moved_from_both_sides() {
    let app = TestApp::new().await;
    let (ada, _) = (app.user("ada").await, app.user("bob").await);
    app.profile(&ada, "Engines").await;

    let reply = app
        .execute(
            "mutation {
                made: createUser(input: { username: \"cyd\", email: \"c@example.org\", profile: { create: { bio: \"New\" } } }) {
                    user { profile { bio } } }
                from: createProfile(input: { bio: \"Both\", user: { create: { username: \"eve\", email: \"e@example.org\" } } }) {
                    profile { user { username profile { bio } } } }
                moved: updateUser(id: 2, input: { profile: { id: 1 } }) { user { profile { bio } } }
                left: updateUser(id: 1, input: { email: \"x@example.org\" }) { user { profile { bio } } }
                back: updateProfile(id: 1, input: { user: { get: { username: \"ada\" } } }) {
                    profile { user { username } } }
                got: updateUser(id: 2, input: { profile: { get: { user: 1 } } }) { user { profile { bio } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "made": {"user": {"profile": {"bio": "New"}}},
          "from": {"profile": {"user": {"username": "eve", "profile": {"bio": "Both"}}}},
          "moved": {"user": {"profile": {"bio": "Engines"}}},
          "left": {"user": {"profile": null}},
          "back": {"profile": {"user": {"username": "ada"}}},
          "got": {"user": {"profile": {"bio": "Engines"}}}
        }"#]]);
}

#[tokio::test]
async fn a_one_to_one_row_leaves_only_where_its_key_can_be_missing() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute(
            "mutation {
                off: updateStaffMember(id: 1, input: { desk: null }) { staffMember { desk { id } } }
                none: updateStaffMember(id: 2, input: { desk: null }) { staffMember { desk { id } } }
                on: updateStaffMember(id: 3, input: { desk: { create: { number: 9 } } }) {
                    staffMember { desk { number } } }
                new: createStaffMember(input: { name: \"Dan\", desk: null, badge: null }) {
                    staffMember { desk { id } badge { id } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "off": {"staffMember": {"desk": null}},
          "none": {"staffMember": {"desk": null}},
          "on": {"staffMember": {"desk": {"number": 9}}},
          "new": {"staffMember": {"desk": null, "badge": null}}
        }"#]]);
    refused(
        &app,
        "mutation { updateStaffMember(id: 1, input: { badge: null }) { staffMember { id } } }",
        expect![[r#"
            INVALID at updateStaffMember: `input.badge` must not be null, because its Badge must refer to something
              fields: {"code":"required","field":"badge","message":"must not be null, because its Badge must refer to something","path":["input","badge"]}"#]],
    )
    .await;
    refused(
        &app,
        "mutation { updateStaffMember(id: 1, input: { badge: { create: {} } }) { staffMember { id } } }",
        expect![[r#"
            UNIQUE at updateStaffMember: a Badge with this owner exists already
              argument: "input.badge.create"
              fields: ["owner"]
              model: "Badge""#]],
    )
    .await;
}

#[tokio::test]
async fn links_take_their_data_beside_the_row() {
    let app = TestApp::new().await;
    for name in ["John Smith", "Mary Major", "Paul Jones"] {
        app.reporter(name).await;
    }

    let reply = app
        .execute(
            "mutation {
                create: createArticle(input: { headline: \"News\", pubDate: \"2026-01-01\", reporter: { id: 1 },
                    contributors: {
                        add: [{ id: 2, through: { role: EDITOR, since: \"2026-01-02\" } }]
                        create: [{ node: { firstName: \"New\", lastName: \"Comer\", email: \"n@example.org\" },
                            through: { role: WRITER, since: \"2026-01-03\" } }]
                    } }) { article { ...C } }
                set: updateArticle(id: 1, input: { contributors: { set: [
                    { id: 2, through: { role: WRITER, since: \"2030-01-01\" } }
                    { id: 3, through: { role: PHOTOGRAPHER, since: \"2026-01-04\" } }
                ] } }) { article { ...C } }
                remove: updateArticle(id: 1, input: { contributors: { remove: [2] } }) { article { ...C } }
                links: updateArticle(id: 1, input: { contributionSet: { create: [
                    { role: EDITOR, since: \"2026-01-05\", reporter: { id: 1 } }
                ] } }) { article { ...C } }
            }
            fragment C on Article {
                contributors { edges { node { lastName } through { role since } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "create": {
            "article": {
              "contributors": {
                "edges": [
                  {
                    "node": {"lastName": "Major"},
                    "through": {"role": "EDITOR", "since": "2026-01-02"}
                  },
                  {
                    "node": {"lastName": "Comer"},
                    "through": {"role": "WRITER", "since": "2026-01-03"}
                  }
                ]
              }
            }
          },
          "set": {
            "article": {
              "contributors": {
                "edges": [
                  {
                    "node": {"lastName": "Major"},
                    "through": {"role": "EDITOR", "since": "2026-01-02"}
                  },
                  {
                    "node": {"lastName": "Jones"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2026-01-04"}
                  }
                ]
              }
            }
          },
          "remove": {
            "article": {
              "contributors": {
                "edges": [
                  {
                    "node": {"lastName": "Jones"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2026-01-04"}
                  }
                ]
              }
            }
          },
          "links": {
            "article": {
              "contributors": {
                "edges": [
                  {
                    "node": {"lastName": "Smith"},
                    "through": {"role": "EDITOR", "since": "2026-01-05"}
                  },
                  {
                    "node": {"lastName": "Jones"},
                    "through": {"role": "PHOTOGRAPHER", "since": "2026-01-04"}
                  }
                ]
              }
            }
          }
        }"#]]);
    refused(
        &app,
        "mutation { updateArticle(id: 1, input: { contributors: { add: [{ id: 2 }] } }) { article { id } } }",
        expect![[r#"
            INVALID at : `input.contributors.add[0].through` is required
              fields: {"code":"required","field":"through","message":"is required","path":["input","contributors","add",0,"through"]}"#]],
    )
    .await;
}

#[tokio::test]
async fn a_row_refers_to_one_that_the_same_input_makes() {
    let app = TestApp::new().await;

    let rows = difference(
        &app,
        "mutation { createCategory(input: { name: \"Middle\", slug: \"middle\",
            parent: { create: { name: \"Top\", slug: \"top\", children: { create: [
                { name: \"Brother\", slug: \"brother\" }] } } }
            children: { create: [{ name: \"Low\", slug: \"low\" }] } }) { category { id } } }",
    )
    .await;

    expect![[r#"
        + category: 1, 'Top', 'top', NULL
        + category: 2, 'Brother', 'brother', 1
        + category: 3, 'Middle', 'middle', 1
        + category: 4, 'Low', 'low', 3"#]]
    .assert_eq(&rows);
}

#[tokio::test]
async fn rows_that_exist_are_moved_into_one_that_is_made() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.post("Engines", &ada).await;
    app.post("Looms", &bob).await;

    let reply = app
        .execute(
            "mutation {
                createUser(input: { username: \"cyd\", email: \"c@example.org\", posts: { add: [1, 2] } }) {
                    user { posts { nodes { title } } } }
                createUsers(inputs: [
                    { username: \"dan\", email: \"d@example.org\", posts: { add: [1] } }
                    { username: \"eve\", email: \"e@example.org\", posts: { set: [2], create: [{ title: \"New\", content: \"\" }] } }
                ]) { users { posts { nodes { title } } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "createUser": {
            "user": {"posts": {"nodes": [{"title": "Engines"}, {"title": "Looms"}]}}
          },
          "createUsers": {
            "users": [
              {"posts": {"nodes": [{"title": "Engines"}]}},
              {"posts": {"nodes": [{"title": "Looms"}, {"title": "New"}]}}
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn a_row_that_is_nested_is_named_by_its_path_when_it_is_missing() {
    let app = TestApp::new().await;
    app.user("ada").await;

    for (input, expected) in [
        (
            "category: { id: 404 }",
            expect![[r#"
                NOT_FOUND at createPost: `input.category.id`: there is no Category:404
                  argument: "input.category.id"
                  id: "Category:404"
                  missing: {"argument":"input.category.id","id":"Category:404"}
                  model: "Category""#]],
        ),
        (
            "category: { get: { slug: \"none\" } }",
            expect![[r#"
            NOT_FOUND at createPost: `input.category.get`: there is no such Category
              argument: "input.category.get"
              model: "Category""#]],
        ),
        (
            "tags: { add: [1] }",
            expect![[r#"
                NOT_FOUND at createPost: `input.tags.add[0]`: there is no Tag:1
                  argument: "input.tags.add[0]"
                  id: "Tag:1"
                  missing: {"argument":"input.tags.add[0]","id":"Tag:1"}
                  model: "Tag""#]],
        ),
        (
            "tags: { create: [{ name: \"new\", posts: { add: [\"Post:404\"] } }] }",
            expect![[r#"
                NOT_FOUND at createPost: `input.tags.create[0].posts.add[0]`: there is no Post:404
                  argument: "input.tags.create[0].posts.add[0]"
                  id: "Post:404"
                  missing: {"argument":"input.tags.create[0].posts.add[0]","id":"Post:404"}
                  model: "Post""#]],
        ),
        (
            "category: { id: \"Tag:3\" }",
            expect![[r#"
            WRONG_TYPE at createPost: Post.category expects Category, got Tag:3
              argument: "input.category.id""#]],
        ),
        (
            "tags: { add: [1, \"Post:2\", \"User:3\"] }",
            expect![[r#"
            WRONG_TYPE at createPost: Post.tags expects Tag, got Post:2, and 1 more id is of another type
              argument: "input.tags.add[1]""#]],
        ),
        (
            "category: {}",
            expect![[r#"
            INVALID at : `input.category` must have exactly one field
              fields: {"code":"invalid","field":"category","message":"must have exactly one field","path":["input","category"]}"#]],
        ),
        (
            "category: { id: 1, get: { slug: \"none\" } }",
            expect![[r#"
                INVALID at : `input.category` must have exactly one field
                  fields: {"code":"invalid","field":"category","message":"must have exactly one field","path":["input","category"]}"#]],
        ),
    ] {
        let create = format!(
            "mutation {{ createPost(input: {{ title: \"Hello\", content: \"\", author: {{ id: 1 }}, {input} }}) {{
                post {{ id }} }} }}"
        );
        refused(&app, &create, expected).await;
    }
}

#[tokio::test]
async fn absent_variables_inside_nested_inputs_are_absent() {
    let app = TestApp::new().await;
    app.user("ada").await;
    let create = "mutation($tags: [ID!], $slug: String!, $parent: CategoryToOne) {
        createPost(input: { title: \"Hello\", content: \"\", author: { id: 1 },
            tags: { add: $tags, create: [{ name: \"new\" }] },
            category: { create: { name: \"Rust\", slug: $slug, parent: $parent } } }) {
            post { tags { totalCount } category { slug parent { id } } } } }";

    let absent = app.execute_with(create, json!({ "slug": "rust" })).await;
    let null = app
        .execute_with(create, json!({ "slug": "code", "tags": null }))
        .await;

    absent.expect_data(expect![[r#"
        {
          "createPost": {
            "post": {"tags": {"totalCount": 1}, "category": {"slug": "rust", "parent": null}}
          }
        }"#]]);
    null.expect_refusal(expect![[r#"
        INVALID at createPost: `input.tags.add` must not be null
          fields: {"code":"required","field":"add","message":"must not be null","path":["input","tags","add"]}"#]]);
}
