//! Pages: forwards, backwards, by offset, and what is refused.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use tests::TestApp;

/// A list inside a query: what stands around it, its name, its number of rows.
struct List {
    around: [&'static str; 2],
    name: &'static str,
    rows: usize,
}

const fn list(around: [&'static str; 2], name: &'static str, rows: usize) -> List {
    List { around, name, rows }
}

impl List {
    /// Reads a page; the answer's only list, whatever stands around it.
    async fn page(&self, app: &TestApp, arguments: &str, cursor: Option<&str>) -> Value {
        let [open, close] = self.around;
        let head = if arguments.contains("$cursor") {
            "query($cursor: String)"
        } else {
            "query"
        };
        let query = format!(
            "{head} {{ {open} list: {}({arguments}) {{
                edges {{ cursor node {{ id }} }} nodes {{ id }} totalCount
                pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
            }} {close} }}",
            self.name
        );
        let reply = app.execute_with(&query, json!({ "cursor": cursor })).await;
        let mut data = reply.data();
        while data.get("list").is_none() {
            let inner = data.as_object_mut().expect("an object").values_mut().next();
            data = inner.expect("a field").take();
        }
        let page = data["list"].take();
        assert_eq!(page["totalCount"], self.rows, "{}", self.name);
        page
    }

    /// Reads page after page and gives the ids, checking each page's place in the list.
    async fn walk(&self, app: &TestApp, size: usize, forwards: bool) -> Vec<Value> {
        let (arguments, further, edge) = if forwards {
            (
                format!("first: {size}, after: $cursor"),
                "hasNextPage",
                "endCursor",
            )
        } else {
            (
                format!("last: {size}, before: $cursor"),
                "hasPreviousPage",
                "startCursor",
            )
        };
        let mut ids: Vec<Value> = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page = self.page(app, &arguments, cursor.as_deref()).await;
            let page_ids = ids_of(&page);
            assert!(page_ids.len() <= size);
            check_cursors(&page);
            if forwards {
                ids.extend(page_ids);
            } else {
                ids.splice(0..0, page_ids);
            }
            let more = ids.len() < self.rows;
            assert_eq!(page["pageInfo"][further], more, "{} {page}", self.name);
            if !more {
                return ids;
            }
            cursor = page["pageInfo"][edge].as_str().map(str::to_owned);
        }
    }
}

fn ids_of(page: &Value) -> Vec<Value> {
    let nodes = page["nodes"].as_array().expect("a list");
    nodes.iter().map(|node| node["id"].clone()).collect()
}

fn check_cursors(page: &Value) {
    let edges = page["edges"].as_array().expect("a list");
    let ids: Vec<Value> = edges
        .iter()
        .map(|edge| edge["node"]["id"].clone())
        .collect();
    assert_eq!(ids, ids_of(page));
    let cursor = |edge: Option<&Value>| edge.map_or(Value::Null, |edge| edge["cursor"].clone());
    assert_eq!(page["pageInfo"]["startCursor"], cursor(edges.first()));
    assert_eq!(page["pageInfo"]["endCursor"], cursor(edges.last()));
}

async fn check_walks(app: &TestApp, list: &List) {
    let full = ids_of(&list.page(app, "first: 1000", None).await);
    assert_eq!(full.len(), list.rows, "{}", list.name);
    for size in [1, 2, 3, list.rows, list.rows + 1] {
        assert_eq!(
            list.walk(app, size, true).await,
            full,
            "{} first {size}",
            list.name
        );
        assert_eq!(
            list.walk(app, size, false).await,
            full,
            "{} last {size}",
            list.name
        );
    }
}

#[tokio::test]
async fn pages_forwards_and_backwards_make_up_the_list() {
    let app = TestApp::new().await;
    app.publication(70, 1).await;

    for list in [
        list(["", ""], "posts", 70),
        list(["user(id: 4) {", "}"], "posts", 7),
        list(["tag(id: 4) {", "}"], "posts", 7),
        list(["category(id: 14) {", "}"], "posts", 7),
        list(["post(id: 3) { author {", "} }"], "posts", 7),
    ] {
        check_walks(&app, &list).await;
    }
}

#[tokio::test]
async fn pages_make_up_the_list_whatever_the_keys() {
    let app = TestApp::zoo().await;

    for list in [
        list(["", ""], "shelves", 4),
        list(["", ""], "labels", 3),
        list(["", ""], "districts", 4),
        list(["", ""], "cities", 4),
        list(["", ""], "countries", 3),
        list(["", ""], "beds", 3),
        list(["", ""], "wards", 2),
        list(["", ""], "parcels", 2),
        list(["", ""], "tokens", 2),
        list(["", ""], "recipeIngredients", 4),
        list(["", ""], "duties", 3),
        list(["", ""], "ticks", 2),
        list(["", ""], "bells", 2),
        list(["", ""], "feelings", 2),
        list(["feeling(id: \"so-so\") {", "}"], "diaryPageSet", 2),
        list(["shelf(id: \"1,1\") {", "}"], "labels", 2),
        list(["shelf(id: \"1,1\") {", "}"], "volumeSet", 2),
        list(["country(id: \"at\") {", "}"], "cities", 2),
        list(["district(id: \"North,Upper\") {", "}"], "markets", 2),
        list(["topic(id: 3) {", "}"], "cardSet", 2),
        list(["card(id: \"east,1\") {", "}"], "topicSet", 2),
        list(["driver(id: 1) {", "}"], "vehicles", 2),
        list(["maker(id: 1) {", "}"], "cars", 2),
    ] {
        check_walks(&app, &list).await;
    }
}

#[tokio::test]
async fn pages_make_up_the_list_where_a_pair_is_linked_twice() {
    let app = TestApp::zoo().await;
    app.sql(
        "INSERT INTO membership (id, member_id, team_id, joined_on) VALUES \
         (11, 2, 1, '2021-01-01'), (12, 1, 1, '2021-01-01'), (13, 3, 1, '2021-01-01')",
    )
    .await;

    for list in [
        list(["team(id: 1) {", "}"], "members", 6),
        list(["member(id: 2) {", "}"], "teams", 3),
        list(["library(id: 1) {", "}"], "borrowers", 2),
    ] {
        check_walks(&app, &list).await;
    }
}

#[tokio::test]
async fn pages_of_many_parents_each_start_at_their_own_beginning() {
    let app = TestApp::new().await;
    app.publication(25, 0).await;

    let reply = app
        .execute(
            "{ users(first: 3) { nodes { posts(first: 2, offset: 1) { nodes { title }
                pageInfo { hasNextPage hasPreviousPage } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "users": {
            "nodes": [
              {
                "posts": {
                  "nodes": [{"title": "post20"}],
                  "pageInfo": {"hasNextPage": false, "hasPreviousPage": true}
                }
              },
              {
                "posts": {
                  "nodes": [{"title": "post11"}, {"title": "post21"}],
                  "pageInfo": {"hasNextPage": false, "hasPreviousPage": true}
                }
              },
              {
                "posts": {
                  "nodes": [{"title": "post12"}, {"title": "post22"}],
                  "pageInfo": {"hasNextPage": false, "hasPreviousPage": true}
                }
              }
            ]
          }
        }"#]]);
}

#[tokio::test]
async fn a_page_lies_between_two_cursors() {
    let app = TestApp::new().await;
    app.publication(10, 0).await;
    let posts = list(["", ""], "posts", 10);
    let full = posts.page(&app, "first: 10", None).await;
    let cursor = |position: usize| {
        full["edges"][position]["cursor"]
            .as_str()
            .expect("a cursor")
    };

    let between = format!("after: \"{}\", before: \"{}\"", cursor(2), cursor(7));
    let first = posts
        .page(&app, &format!("{between}, first: 2"), None)
        .await;
    let last = posts.page(&app, &format!("{between}, last: 2"), None).await;
    let all = posts.page(&app, &between, None).await;
    let none = format!("after: \"{}\", before: \"{}\"", cursor(7), cursor(2));

    assert_eq!(ids_of(&first), ["Post:4", "Post:5"]);
    assert_eq!(ids_of(&last), ["Post:6", "Post:7"]);
    assert_eq!(ids_of(&all), ["Post:4", "Post:5", "Post:6", "Post:7"]);
    assert_eq!(
        ids_of(&posts.page(&app, &none, None).await),
        [Value::Null; 0]
    );
}

#[tokio::test]
async fn a_cursor_stays_right_when_rows_come_and_go() {
    let app = TestApp::new().await;
    app.publication(6, 0).await;
    let query = "query($cursor: String) { posts(first: 2, after: $cursor) { nodes { title } pageInfo { endCursor } } }";

    let first = app.execute(query).await.data();
    let cursor = first["posts"]["pageInfo"]["endCursor"].clone();
    app.sql("DELETE FROM post WHERE id IN (1, 2, 4)").await;
    let second = app.execute_with(query, json!({ "cursor": cursor })).await;

    second.expect_data(expect![[r#"
        {
          "posts": {
            "nodes": [{"title": "post3"}, {"title": "post5"}],
            "pageInfo": {"endCursor": "WyJwb3N0cyIsMCw1XQ"}
          }
        }"#]]);
}

#[tokio::test]
async fn an_empty_page_has_no_cursors() {
    let app = TestApp::new().await;
    app.publication(3, 0).await;
    let query = "{
        none: posts(first: 0) { nodes { title } pageInfo { ...P } }
        past: posts(offset: 3) { nodes { title } pageInfo { ...P } }
        empty: comments { edges { cursor } pageInfo { ...P } totalCount }
    }
    fragment P on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "none": {
            "nodes": [],
            "pageInfo": {
              "hasNextPage": true,
              "hasPreviousPage": false,
              "startCursor": null,
              "endCursor": null
            }
          },
          "past": {
            "nodes": [],
            "pageInfo": {
              "hasNextPage": false,
              "hasPreviousPage": true,
              "startCursor": null,
              "endCursor": null
            }
          },
          "empty": {
            "edges": [],
            "pageInfo": {
              "hasNextPage": false,
              "hasPreviousPage": false,
              "startCursor": null,
              "endCursor": null
            },
            "totalCount": 0
          }
        }"#]]);
}

#[tokio::test]
async fn without_arguments_a_list_gives_its_first_page() {
    let app = TestApp::new().await;
    app.publication(120, 0).await;

    let data = app
        .execute("{ posts { nodes { id } pageInfo { hasNextPage } totalCount } }")
        .await
        .data();

    assert_eq!(data["posts"]["nodes"].as_array().map(Vec::len), Some(50));
    assert_eq!(data["posts"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(data["posts"]["totalCount"], 120);
}

#[tokio::test]
async fn a_far_page_takes_no_more_work_than_the_first() {
    let app = TestApp::new().await;
    app.publication(20_000, 0).await;
    let query = |cursor: &str| {
        format!("{{ posts(first: 10, after: \"{cursor}\") {{ nodes {{ title }} }} }}")
    };
    let cursors = app
        .execute("{ near: posts(first: 1) { edges { cursor } } far: posts(offset: 19000, first: 1) { edges { cursor } } }")
        .await
        .data();
    let cursor = |name: &str| {
        cursors[name]["edges"][0]["cursor"]
            .as_str()
            .expect("a cursor")
            .to_owned()
    };

    let near = app.work_of(&query(&cursor("near"))).await;
    let far = app.work_of(&query(&cursor("far"))).await;

    assert!(far < near * 2, "{near} steps, then {far}");
}

async fn refused(query: &str, code: &str, message: Expect) {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("Engines", &ada).await;
    let reply = app.execute(query).await;
    reply.expect_error(code, message);
    assert_eq!(
        app.execute(query).await.trace().statements.len(),
        0,
        "{query}"
    );
}

#[tokio::test]
async fn a_negative_size_is_refused() {
    refused(
        "{ posts(first: -1) { nodes { title } } }",
        "INVALID",
        expect!["`first` must not be negative, got -1"],
    )
    .await;
    refused(
        "{ posts(last: -1) { nodes { title } } }",
        "INVALID",
        expect!["`last` must not be negative, got -1"],
    )
    .await;
    refused(
        "{ posts(offset: -1) { nodes { title } } }",
        "INVALID",
        expect!["`offset` must not be negative, got -1"],
    )
    .await;
}

#[tokio::test]
async fn a_size_above_the_limit_is_refused_and_the_limit_named() {
    refused(
        "{ posts(first: 100000) { nodes { title } } }",
        "LIMIT",
        expect!["`first` is 100000, more than 1000 (setting `max_page_size`)"],
    )
    .await;
    refused(
        "{ posts(last: 1001) { totalCount } }",
        "LIMIT",
        expect!["`last` is 1001, more than 1000 (setting `max_page_size`)"],
    )
    .await;
    refused(
        "{ user(id: 1) { posts(first: 1001) { nodes { title } } } }",
        "LIMIT",
        expect!["`first` is 1001, more than 1000 (setting `max_page_size`)"],
    )
    .await;
}

#[tokio::test]
async fn first_and_last_exclude_each_other() {
    refused(
        "{ posts(first: 1, last: 1) { nodes { title } } }",
        "INVALID",
        expect!["`first` and `last` exclude each other; give one of them"],
    )
    .await;
    refused(
        "{ posts(last: 1, offset: 1) { nodes { title } } }",
        "INVALID",
        expect!["`last` and `offset` exclude each other; give one of them"],
    )
    .await;
}

#[tokio::test]
async fn a_forged_cursor_is_refused() {
    let app = TestApp::new().await;
    // Not base64; base64 of no list; too few or too many keys; of another order or list; keys
    // that no database has.
    for cursor in [
        String::new(),
        "%".to_owned(),
        "nonsense".to_owned(),
        cursor_of(r#"["posts",0]"#),
        cursor_of(r#"["posts",0,1,2]"#),
        cursor_of(r#"["posts",1,1]"#),
        cursor_of(r#"["tags",0,1]"#),
        cursor_of(r#"["posts",0,true]"#),
        cursor_of(r#"["posts",0,[1]]"#),
        cursor_of(r#"["posts",0,{"f":1,"b":""}]"#),
        cursor_of(r#"["posts",0,{"b":"%"}]"#),
        cursor_of(r#"["posts",0,1.5]"#),
        cursor_of(r#"{}"#),
    ] {
        let query = format!("{{ posts(after: \"{cursor}\") {{ nodes {{ title }} }} }}");
        let reply = app.execute(&query).await;
        assert_eq!(reply.errors().len(), 1, "{cursor}");
        assert_eq!(reply.errors()[0].code, "INVALID", "{cursor}");
    }
    refused(
        "{ posts(before: \"x\") { nodes { title } } }",
        "INVALID",
        expect![
            "`before` is not a cursor of this list in this order; pass one that the list returned"
        ],
    )
    .await;
}

fn cursor_of(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let app = TestApp::new().await;
    app.publication(10, 1).await;
    let cursor = app
        .execute("{ comments(first: 1) { edges { cursor } } user(id: 1) { posts(first: 1) { edges { cursor } } } }")
        .await
        .data();
    let query = "query($cursor: String) { posts(after: $cursor) { nodes { title } } }";

    let of_comments = json!({ "cursor": cursor["comments"]["edges"][0]["cursor"] });
    let of_a_user = json!({ "cursor": cursor["user"]["posts"]["edges"][0]["cursor"] });

    let reply = app.execute_with(query, of_comments).await;
    reply.expect_error(
        "INVALID",
        expect![
            "`after` is not a cursor of this list in this order; pass one that the list returned"
        ],
    );
    let reply = app.execute_with(query, of_a_user).await;
    reply.expect_error(
        "INVALID",
        expect![
            "`after` is not a cursor of this list in this order; pass one that the list returned"
        ],
    );
}

#[tokio::test]
async fn an_error_leaves_the_other_roots_alone() {
    let app = TestApp::new().await;
    app.user("ada").await;

    let reply = app
        .execute("{ user(id: 1) { username } wrong: user(id: \"Tag:1\") { username } }")
        .await;

    expect![[r#"
        {"user": {"username": "ada"}, "wrong": null}
        WRONG_TYPE at wrong: Query.user expects User, got Tag:1"#]]
    .assert_eq(&reply.to_string());
}
