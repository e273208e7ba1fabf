//! Tables that are legal and awkward, and operations that are.

use std::fmt::Write;

use api::Limits;
use entity::contribution::ContributionRole;
use expect_test::expect;
use tests::{TestApp, backend::Backend};

async fn with_limits(limits: Limits) -> TestApp {
    TestApp::extended(|engine| engine.limits(limits.clone())).await
}

#[tokio::test]
async fn a_required_json_column_shows_the_null_of_json() {
    let app = TestApp::zoo().await;

    let reply = app.execute("{ documents { nodes { body } } }").await;

    reply.expect_data(expect![[
        r#"{"documents": {"nodes": [{"body": {"a": 1}}, {"body": null}]}}"#
    ]]);
}

#[tokio::test]
async fn children_that_share_a_column_with_the_primary_key_are_found_by_their_index() {
    let app = TestApp::zoo().await;
    let query = "{ units(first: 2) { nodes { number below(first: 2) { nodes { number } } } } }";
    let few = app.work_of(query).await;
    let mut rows = String::new();
    for number in 10..5_000 {
        write!(rows, "(1, {number}, 9),").unwrap();
    }
    let insert = format!(
        "INSERT INTO unit VALUES (1, 9, NULL), {}",
        rows.trim_end_matches(',')
    );
    app.sql(&insert).await;

    let many = app.work_of(query).await;

    app.execute(query).await.expect_data(expect![[r#"
        {
          "units": {
            "nodes": [
              {"number": "1", "below": {"nodes": [{"number": "2"}, {"number": "3"}]}},
              {"number": "2", "below": {"nodes": []}}
            ]
          }
        }"#]]);
    assert!(
        many < 2 * few,
        "{few} steps with few rows, {many} with many"
    );
}

#[tokio::test]
async fn two_keys_on_one_column_make_no_junction() {
    let app = TestApp::zoo().await;

    let fields = app.fields_of("East").await;
    let reply = app
        .execute("{ east(id: 1) { sharedSet { totalCount nodes { id west { id } } } } }")
        .await;

    expect![[r#"
        id: ID!
        pk: BigInt!
        sharedSet: SharedConnection!"#]]
    .assert_eq(&fields.join("\n"));
    reply.expect_data(expect![[r#"
        {
          "east": {
            "sharedSet": {
              "totalCount": 2,
              "nodes": [
                {"id": "Shared:1,1", "west": {"id": "West:1"}},
                {"id": "Shared:1,2", "west": {"id": "West:1"}}
              ]
            }
          }
        }"#]]);
}

#[tokio::test]
async fn the_enum_of_a_hidden_column_is_hidden() {
    let app = TestApp::zoo().await;

    assert!(app.sdl().contains("type Screened"));
    assert!(!app.sdl().contains("Verdict"));
}

#[tokio::test]
async fn links_that_lead_nowhere_are_cleared_and_not_told_of() {
    let app = TestApp::zoo().await;

    let clear = "mutation { clearEveningGuests(evening: 1) { removed } }";

    assert_eq!(app.leaves(clear).await, "Guest:2 Guest:3");
    let left = app.texts("SELECT 'a link' FROM invitation", 0).await;
    assert_eq!(left, [""; 0]);
}

#[tokio::test]
async fn links_that_lead_nowhere_are_neither_listed_nor_counted() {
    let app = TestApp::zoo().await;

    let all = app
        .execute("{ evening(id: 1) { guests { totalCount nodes { name } } } }")
        .await;
    let page = app
        .execute(
            "{ evening(id: 1) { guests(first: 1) { nodes { name } pageInfo { hasNextPage } } } }",
        )
        .await;

    all.expect_data(expect![[r#"
        {
          "evening": {
            "guests": {"totalCount": 2, "nodes": [{"name": "Bill"}, {"name": "Chuck"}]}
          }
        }"#]]);
    page.expect_data(expect![[r#"
        {
          "evening": {
            "guests": {"nodes": [{"name": "Bill"}], "pageInfo": {"hasNextPage": true}}
          }
        }"#]]);
}

#[tokio::test]
async fn a_page_between_two_cursors_knows_what_is_around_it() {
    let app = TestApp::new().await;
    for name in ["a", "b", "c", "d"] {
        app.tag(name).await;
    }
    let cursors = app.execute("{ tags { edges { cursor } } }").await.data();
    let cursor = |index: usize| cursors["tags"]["edges"][index]["cursor"].as_str().unwrap();
    let info = "pageInfo { hasPreviousPage hasNextPage }";

    let reply = app
        .execute(&format!(
            "{{ between: tags(after: {0:?}, before: {1:?}) {{ nodes {{ name }} {info} }}
                first: tags(first: 1, before: {1:?}) {{ nodes {{ name }} {info} }}
                last: tags(last: 1, after: {0:?}) {{ nodes {{ name }} {info} }} }}",
            cursor(0),
            cursor(3),
        ))
        .await;

    reply.expect_data(expect![[r#"
        {
          "between": {
            "nodes": [{"name": "b"}, {"name": "c"}],
            "pageInfo": {"hasPreviousPage": true, "hasNextPage": true}
          },
          "first": {
            "nodes": [{"name": "a"}],
            "pageInfo": {"hasPreviousPage": false, "hasNextPage": true}
          },
          "last": {
            "nodes": [{"name": "d"}],
            "pageInfo": {"hasPreviousPage": true, "hasNextPage": false}
          }
        }"#]]);
}

#[tokio::test]
async fn page_info_reads_rows_only_where_rows_tell_it() {
    let app = TestApp::new().await;
    app.tag("a").await;

    let nothing = "{ tags { pageInfo { __typename hasPreviousPage } } }";
    let rows = "{ tags { pageInfo { hasNextPage } } }";

    assert_eq!(app.statements(nothing).await, 0);
    assert_eq!(app.statements(rows).await, 1);
}

#[tokio::test]
async fn the_ends_of_a_link_cost_nothing_below_the_link() {
    let app = TestApp::new().await;
    let eva = app.reporter("Eva Lang").await;
    app.article("News", &eva)
        .contributor(&eva, ContributionRole::Editor)
        .await;

    let query = "{ articles { nodes { contributors { edges {
        node { lastName } through { role reporter { lastName } article { headline } }
    } } } } }";

    app.execute(query).await.expect_data(expect![[r#"
        {
          "articles": {
            "nodes": [
              {
                "contributors": {
                  "edges": [
                    {
                      "node": {"lastName": "Lang"},
                      "through": {
                        "role": "EDITOR",
                        "reporter": {"lastName": "Lang"},
                        "article": {"headline": "News"}
                      }
                    }
                  ]
                }
              }
            ]
          }
        }"#]]);
    assert_eq!(app.statements(query).await, 2);
}

#[tokio::test]
async fn a_fragment_that_is_spread_again_is_read_once() {
    let app = TestApp::new().await;
    app.tag("a").await;
    let mut query = "{ tags { nodes { ...f0 } } }".to_owned();
    for level in 0..12 {
        let next = level + 1;
        write!(
            query,
            "fragment f{level} on Tag {{ ...f{next} ...f{next} }}"
        )
        .unwrap();
    }
    query += "fragment f12 on Tag { name }";

    app.execute(&query)
        .await
        .expect_data(expect![[r#"{"tags": {"nodes": [{"name": "a"}]}}"#]]);
}

#[tokio::test]
async fn a_key_beyond_what_the_database_stores_is_unknown() {
    let app = TestApp::zoo().await;
    let table = app.catalog().models().iter().find(|model| {
        let key = &model.primary_key;
        matches!(key[..], [only] if model[only].kind == relation::catalog::Kind::BigUnsigned)
    });
    let name = table.expect("a model with an unsigned key").name.clone();

    let reply = app
        .execute(&format!(
            "{{ nodes(ids: [\"{name}:18446744073709551615\", \"{name}:18446744073709551614\"]) {{ id }} }}"
        ))
        .await;

    reply.expect_data(expect![[r#"{"nodes": [null, null]}"#]]);
}

#[tokio::test]
async fn nothing_is_written_to_a_key_beyond_what_the_database_stores() {
    let app = TestApp::zoo().await;
    let unknown = r#""Parcel:18446744073709551615""#;
    let mut answers = Vec::new();

    for operation in [
        format!("{{ deletePreview(ids: [{unknown}]) {{ total }} }}"),
        format!("mutation {{ deleteParcel(id: {unknown}) {{ total }} }}"),
        format!(
            r#"mutation {{ updateParcel(id: {unknown}, input: {{ label: "x" }}) {{ parcel {{ id }} }} }}"#
        ),
        format!(
            "mutation {{ createStamp(input: {{ parcel: {{ id: {unknown} }} }}) {{ stamp {{ id }} }} }}"
        ),
        format!(
            r#"mutation {{ addParcelStampSet(parcel: {unknown}, stampSet: ["Stamp:1"]) {{ added }} }}"#
        ),
    ] {
        let errors = app.execute(&operation).await.errors();
        answers.extend(
            errors
                .into_iter()
                .map(|error| format!("{} {}", error.code, error.message)),
        );
    }

    expect![[r#"
        NOT_FOUND `ids[0]`: there is no Parcel:18446744073709551615
        NOT_FOUND `id`: there is no Parcel:18446744073709551615
        NOT_FOUND `id`: there is no Parcel:18446744073709551615
        NOT_FOUND `input.parcel.id`: there is no Parcel:18446744073709551615
        NOT_FOUND `parcel`: there is no Parcel:18446744073709551615"#]]
    .assert_eq(&answers.join("\n"));
}

#[tokio::test]
async fn what_validation_refuses_carries_a_code() {
    let app = TestApp::new().await;

    let of_no_type = app.execute("query($a: [Nope] = [1]) { __typename }").await;
    let of_no_field = app.execute("{ tags { nodes { colour } } }").await;
    let of_no_language = app.execute("{ tags {").await;

    of_no_type.expect_error("INVALID", expect![[r#"Unknown type "Nope""#]]);
    of_no_field.expect_error(
        "INVALID",
        expect![[r#"Unknown field "colour" on type "Tag"."#]],
    );
    assert_eq!(of_no_language.errors().len(), 1);
}

#[tokio::test]
async fn a_value_that_does_not_fit_its_column_costs_its_field_alone() {
    let app = TestApp::zoo().await.only(Backend::Sqlite);
    app.sql("UPDATE document SET body = '{' WHERE id = 1").await;

    let reply = app
        .execute("{ documents { nodes { id body } } guests { nodes { name } } }")
        .await;

    expect![[r#"
        {
          "documents": {
            "nodes": [{"id": "Document:1", "body": null}, {"id": "Document:2", "body": null}]
          },
          "guests": {"nodes": [{"name": "Bill"}, {"name": "Chuck"}]}
        }
        INTERNAL at documents.nodes.0.body: internal error"#]]
    .assert_eq(&reply.to_string());
}

#[tokio::test]
async fn introspection_in_circles_is_refused() {
    let app = TestApp::new().await;
    let circles = "possibleTypes { interfaces { ".repeat(8) + "name" + &" } }".repeat(8);

    let reply = app
        .execute(&format!("{{ __type(name: \"Node\") {{ {circles} }} }}"))
        .await;

    reply.expect_error(
        "LIMIT",
        expect!["introspection nests more than 3 lists of types"],
    );
}

#[tokio::test]
async fn an_answer_that_grows_too_large_is_refused() {
    let app = with_limits(Limits {
        max_response_bytes: 2_000,
        ..Limits::default()
    })
    .await;
    for number in 0..40 {
        app.tag(&format!("a tag with a long name, number {number}"))
            .await;
    }

    let small = app.execute("{ tags(first: 10) { nodes { name } } }").await;
    let large = app.execute("{ tags { nodes { name again: name } } }").await;

    assert_eq!(small.errors(), []);
    large.expect_error("LIMIT", expect!["the answer has more than 2000 bytes; ask for smaller pages or fewer fields (setting `max_response_bytes`)"]);
}

#[tokio::test]
async fn every_nested_field_counts_for_the_depth() {
    let app = with_limits(Limits {
        max_depth: 2,
        ..Limits::default()
    })
    .await;

    for query in [
        "{ posts { nodes { id } } }",
        "{ posts { edges { cursor } } }",
        "{ posts { pageInfo { hasNextPage } } }",
        "{ post(id: 1) { author { id } } }",
    ] {
        let reply = app.execute(query).await;
        reply.expect_error(
            "LIMIT",
            expect!["fields are nested more than 2 deep (setting `max_depth`)"],
        );
    }
    assert_eq!(app.execute("{ posts { totalCount } }").await.errors(), []);
}

#[tokio::test]
async fn a_depth_beyond_the_default_of_the_executor_is_served() {
    let app = with_limits(Limits {
        max_depth: 60,
        ..Limits::default()
    })
    .await;
    app.category("Top").await;
    let deep = "parent { ".repeat(50) + "name" + &" }".repeat(50);

    let reply = app
        .execute(&format!("{{ categories {{ nodes {{ {deep} }} }} }}"))
        .await;

    reply.expect_data(expect![[
        r#"{"categories": {"nodes": [{"parent": null}]}}"#
    ]]);
}

#[tokio::test]
async fn a_name_that_stands_for_two_fields_is_refused() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    app.post("One", &ada).await;

    let fields = app
        .execute("{ posts { nodes { author { x: pk } author { x: username } } } }")
        .await;
    let arguments = app
        .execute(
            "{ users { nodes { posts(first: 1) { totalCount } } nodes { posts { totalCount } } } }",
        )
        .await;

    fields.expect_error("INVALID", expect!["`x` stands for two different fields"]);
    arguments.expect_error(
        "INVALID",
        expect!["`posts` stands for two different fields"],
    );
}
