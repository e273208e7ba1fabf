//! What a preview tells, and that it changes nothing.

use expect_test::{Expect, expect};
use tests::{Reply, TestApp};

/// Ada with a post, which has comments and tags, and a category with an article.
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (science, news) = (app.category("Science").await, app.category("News").await);
    let tag = app.tag("iron").await;
    let post = app
        .post("Engines", &ada)
        .category(&science)
        .tags([&tag])
        .await;
    for text in ["One", "Two", "Three"] {
        app.comment(&post, text).await;
    }
    let john = app.reporter("John Smith").await;
    for headline in ["First", "Second"] {
        app.article(headline, &john).category(&news).await;
    }
    app
}

#[tokio::test]
async fn c_310_a_preview_tells_what_the_deletion_then_does() {
    let app = publication().await;
    let before = app.contents().await;

    let preview = app
        .execute(
            "{ deletePreview(ids: [\"User:1\", \"Category:1\"]) {
                __typename allowed total forbidden
                deleted { __typename model count } updated { __typename model field rule count }
                blockers { __typename model }
                steps { __typename model relation rule count sample(first: 2) { __typename id
                    ... on Comment { text post { title } } ... on Category { name } } } } }",
        )
        .await;
    assert_eq!(app.contents().await, before);
    let done = app
        .execute(
            "mutation { deleteUser(id: 1) { total deleted { model count } }
                deleteCategory(id: 1) { total deleted { model count } updated { model } } }",
        )
        .await;

    preview.expect_data(expect![[r#"
        {
          "deletePreview": {
            "__typename": "DeletePlan",
            "allowed": true,
            "total": 7,
            "forbidden": [],
            "deleted": [
              {"__typename": "DeletedRows", "model": "PostTag", "count": 1},
              {"__typename": "DeletedRows", "model": "Comment", "count": 3},
              {"__typename": "DeletedRows", "model": "Post", "count": 1},
              {"__typename": "DeletedRows", "model": "User", "count": 1},
              {"__typename": "DeletedRows", "model": "Category", "count": 1}
            ],
            "updated": [],
            "blockers": [],
            "steps": [
              {
                "__typename": "DeleteStep",
                "model": "Category",
                "relation": null,
                "rule": null,
                "count": 1,
                "sample": [{"__typename": "Category", "id": "Category:1", "name": "Science"}]
              },
              {
                "__typename": "DeleteStep",
                "model": "User",
                "relation": null,
                "rule": null,
                "count": 1,
                "sample": [{"__typename": "User", "id": "User:1"}]
              },
              {
                "__typename": "DeleteStep",
                "model": "Post",
                "relation": "author",
                "rule": "CASCADE",
                "count": 1,
                "sample": [{"__typename": "Post", "id": "Post:1"}]
              },
              {
                "__typename": "DeleteStep",
                "model": "Comment",
                "relation": "post",
                "rule": "CASCADE",
                "count": 3,
                "sample": [
                  {
                    "__typename": "Comment",
                    "id": "Comment:1",
                    "text": "One",
                    "post": {"title": "Engines"}
                  },
                  {
                    "__typename": "Comment",
                    "id": "Comment:2",
                    "text": "Two",
                    "post": {"title": "Engines"}
                  }
                ]
              },
              {
                "__typename": "DeleteStep",
                "model": "PostTag",
                "relation": "post",
                "rule": "CASCADE",
                "count": 1,
                "sample": [{"__typename": "PostTag", "id": "PostTag:1,1"}]
              }
            ]
          }
        }"#]]);
    done.expect_data(expect![[r#"
        {
          "deleteUser": {
            "total": 6,
            "deleted": [
              {"model": "PostTag", "count": 1},
              {"model": "Comment", "count": 3},
              {"model": "Post", "count": 1},
              {"model": "User", "count": 1}
            ]
          },
          "deleteCategory": {
            "total": 1,
            "deleted": [{"model": "Category", "count": 1}],
            "updated": []
          }
        }"#]]);
}

#[tokio::test]
async fn rows_of_samples_are_read_like_any_others_in_one_batch_for_each_type() {
    let app = publication().await;
    let preview = |first: u32| {
        format!(
            "{{ deletePreview(ids: [\"Post:1\", \"Category:2\"]) {{
                blockers {{ sample(first: {first}) {{ ... on Article {{ headline reporter {{ lastName articleSet {{ totalCount }} }} }} }} }}
                steps {{ one: sample(first: {first}) {{ id ... on Comment {{ text }} }}
                         other: sample(first: 1) {{ ... on Comment {{ author post {{ title }} }} }} }} }} }}"
        )
    };

    let (one, many) = (app.trace(&preview(1)).await, app.execute(&preview(3)).await);

    let read = |paths: Vec<&str>| paths.iter().filter(|path| path.contains('.')).count();
    assert_eq!(read(one.paths()), read(many.trace().paths()));
    many.expect_data(expect![[r#"
        {
          "deletePreview": {
            "blockers": [
              {
                "sample": [
                  {
                    "headline": "First",
                    "reporter": {"lastName": "Smith", "articleSet": {"totalCount": 2}}
                  },
                  {
                    "headline": "Second",
                    "reporter": {"lastName": "Smith", "articleSet": {"totalCount": 2}}
                  }
                ]
              }
            ],
            "steps": [
              {"one": [{"id": "Category:2"}], "other": [{}]},
              {"one": [{"id": "Post:1"}], "other": [{}]},
              {
                "one": [
                  {"id": "Comment:1", "text": "One"},
                  {"id": "Comment:2", "text": "Two"},
                  {"id": "Comment:3", "text": "Three"}
                ],
                "other": [{"author": "reader", "post": {"title": "Engines"}}]
              },
              {"one": [{"id": "PostTag:1,1"}], "other": [{}]}
            ]
          }
        }"#]]);
    let trace = many.trace();
    let mut read: Vec<&str> = trace.paths();
    read.retain(|path| path.contains('.'));
    // Those of one level run at once.
    read.sort_unstable();
    expect![[r#"
        deletePreview.blockers.sample
        deletePreview.blockers.sample.reporter
        deletePreview.blockers.sample.reporter.articleSet
        deletePreview.steps.one, deletePreview.steps.other
        deletePreview.steps.one, deletePreview.steps.other
        deletePreview.steps.one, deletePreview.steps.other
        deletePreview.steps.one, deletePreview.steps.other"#]]
    .assert_eq(&read.join("\n"));
}

#[tokio::test]
async fn a_preview_counts_and_reads_no_rows_but_samples() {
    let app = publication().await;
    let statements = async |selection: &str| {
        let preview = format!("{{ deletePreview(ids: [\"User:1\"]) {{ {selection} }} }}");
        app.sql_of(&preview).await
    };

    let counted = statements("allowed total deleted { count } steps { count } token").await;
    let sampled = statements("steps { sample { id } }").await;

    expect![[r#"
        SELECT 0, "t"."id" FROM "user" AS "t" WHERE "t"."id" = ?
        SELECT COUNT(*), COUNT(*), json_array(SUM("t"."id" % 2147483629), SUM(((((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629) * ((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629)) + ("t"."id" % 2147483629)) % 2147483629)) FROM "user" AS "t" WHERE "t"."id" = ?
        SELECT COUNT(*), COUNT(*), json_array(SUM("t"."id" % 2147483629), SUM(((((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629) * ((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629)) + ("t"."id" % 2147483629)) % 2147483629)) FROM "post" AS "t" WHERE "t"."author_id" = ?
        WITH "selected_post" AS (SELECT "t"."id" FROM "post" AS "t" WHERE "t"."author_id" = ?) SELECT COUNT(*), COUNT(*), json_array(SUM("t"."id" % 2147483629), SUM(((((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629) * ((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629)) + ("t"."id" % 2147483629)) % 2147483629)) FROM "comment" AS "t" WHERE "t"."post_id" IN (SELECT "id" FROM "selected_post")
        WITH "selected_post" AS (SELECT "t"."id" FROM "post" AS "t" WHERE "t"."author_id" = ?) SELECT COUNT(*), COUNT(*), json_array(SUM((((("t"."post_id" % 2147483629) + 1) % 2147483629) * ((("t"."tag_id" % 2147483629) + 3) % 2147483629)) % 2147483629), SUM(((((((((("t"."post_id" % 2147483629) + 1) % 2147483629) * ((("t"."tag_id" % 2147483629) + 3) % 2147483629)) % 2147483629) * ((((("t"."post_id" % 2147483629) + 1) % 2147483629) * ((("t"."tag_id" % 2147483629) + 3) % 2147483629)) % 2147483629)) % 2147483629) * ((((((("t"."post_id" % 2147483629) + 1) % 2147483629) * ((("t"."tag_id" % 2147483629) + 3) % 2147483629)) % 2147483629) * ((((("t"."post_id" % 2147483629) + 1) % 2147483629) * ((("t"."tag_id" % 2147483629) + 3) % 2147483629)) % 2147483629)) % 2147483629)) + ((((("t"."post_id" % 2147483629) + 1) % 2147483629) * ((("t"."tag_id" % 2147483629) + 3) % 2147483629)) % 2147483629)) % 2147483629)) FROM "post_tag" AS "t" WHERE "t"."post_id" IN (SELECT "id" FROM "selected_post")
        SELECT COUNT(*), COUNT(*), json_array(SUM("t"."id" % 2147483629), SUM(((((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629) * ((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629)) + ("t"."id" % 2147483629)) % 2147483629)) FROM "follow" AS "t" WHERE "t"."follower_id" = ?
        SELECT COUNT(*), SUM((CASE WHEN ("t"."follower_id" = ?) THEN 0 ELSE 1 END)), json_array(SUM("t"."id" % 2147483629), SUM(((((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629) * ((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629)) + ("t"."id" % 2147483629)) % 2147483629)) FROM "follow" AS "t" WHERE "t"."followed_id" = ?
        SELECT COUNT(*), COUNT(*), json_array(SUM("t"."id" % 2147483629), SUM(((((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629) * ((("t"."id" % 2147483629) * ("t"."id" % 2147483629)) % 2147483629)) + ("t"."id" % 2147483629)) % 2147483629)) FROM "profile" AS "t" WHERE "t"."user_id" = ?
    "#]].assert_eq(&counted);
    assert!(!counted.contains("ORDER BY"), "{counted}");
    assert!(sampled.contains("ORDER BY"), "{sampled}");
}

async fn check_error(app: &TestApp, preview: &str, expected: Expect) {
    let reply: Reply = app.execute(preview).await;
    reply.expect_refusal(expected);
}

#[tokio::test]
async fn ids_that_name_nothing_are_told_all_together() {
    let app = publication().await;

    for (ids, expected) in [
        (
            "\"User:1\", \"User:9\", \"User:x\", \"Tag:7\"",
            expect![[r#"
                NOT_FOUND at deletePreview: `ids[1]`: there is no User:9, and 2 more rows are missing
                  argument: "ids[1]"
                  id: "User:9"
                  missing: {"argument":"ids[1]","id":"User:9"}
                  missing: {"argument":"ids[2]","id":"User:x"}
                  missing: {"argument":"ids[3]","id":"Tag:7"}
                  model: "User""#]],
        ),
        (
            "\"1\"",
            expect![[
                r#"INVALID at deletePreview: `ids[0]`: "1" names no type; it has to be a global id, `Type:key`"#
            ]],
        ),
        (
            "\"Nobody:1\", 7",
            expect![[r#"
                INVALID at deletePreview: `ids[0]`: "Nobody:1" names no type; it has to be a global id, `Type:key`
                INVALID at deletePreview: `ids[1]`: "7" names no type; it has to be a global id, `Type:key`"#]],
        ),
        (
            "\"PostTag:1\"",
            expect![[r#"
            NOT_FOUND at deletePreview: `ids[0]`: there is no PostTag:1
              argument: "ids[0]"
              id: "PostTag:1"
              missing: {"argument":"ids[0]","id":"PostTag:1"}
              model: "PostTag""#]],
        ),
    ] {
        check_error(
            &app,
            &format!("{{ deletePreview(ids: [{ids}]) {{ total }} }}"),
            expected,
        )
        .await;
    }
}

#[tokio::test]
async fn one_preview_has_as_many_ids_and_samples_as_a_page_has_rows() {
    let app = TestApp::extended(|engine| {
        engine.limits(api::Limits {
            max_page_size: 3,
            max_string_length: 5,
            ..api::Limits::default()
        })
    })
    .await;
    app.tag("iron").await;

    for (preview, expected) in [
        (
            "{ deletePreview(ids: [\"Tag:1\", \"Tag:1\", \"Tag:1\", \"Tag:1\"]) { total } }",
            expect![
                "LIMIT at deletePreview: `ids` has 4 ids, more than 3 (setting `max_page_size`)"
            ],
        ),
        (
            "{ deletePreview(ids: [\"Tag:00001\"]) { total } }",
            expect![
                "LIMIT at deletePreview: `ids[0]`: has 9 characters, more than 5 (setting `max_string_length`)"
            ],
        ),
        (
            "{ deletePreview(ids: [\"Tag:1\"]) { steps { sample(first: 4) { id } } } }",
            expect!["LIMIT at deletePreview: `first` is 4, more than 3 (setting `max_page_size`)"],
        ),
        (
            "{ deletePreview(ids: [\"Tag:1\"]) { blockers { sample(first: -1) { id } } } }",
            expect!["INVALID at deletePreview: `first` must not be negative, got -1"],
        ),
        (
            "{ deletePreview(ids: null) { total } }",
            expect![[r#"INVALID at : Invalid value for argument "ids", expected type "[ID!]""#]],
        ),
    ] {
        check_error(&app, preview, expected).await;
    }
}

#[tokio::test]
async fn an_id_that_is_given_twice_counts_once_and_none_is_no_error() {
    let app = publication().await;

    let twice = app.leaves("{ deletePreview(ids: [\"Tag:1\", \"Tag:1\"]) { total steps { model count sample { id } } } }").await;
    let none = app
        .leaves("{ deletePreview(ids: []) { allowed total } }")
        .await;

    assert_eq!(twice, "2 Tag 1 Tag:1 PostTag 1 PostTag:1,1");
    assert_eq!(none, "true 0");
}

#[tokio::test]
async fn several_previews_of_an_operation_stand_beside_other_fields() {
    let app = publication().await;

    let reply = app
        .execute(
            "query($with: Boolean = false) {
                a: deletePreview(ids: [\"Category:1\"]) { ...Plan }
                posts { totalCount }
                b: deletePreview(ids: [\"Category:2\"]) { ...Plan token @include(if: $with) }
            }
            fragment Plan on DeletePlan { allowed total updated { model } blockers { count } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "a": {"allowed": true, "total": 1, "updated": [{"model": "Post"}], "blockers": []},
          "posts": {"totalCount": 1},
          "b": {"allowed": false, "total": 1, "updated": [], "blockers": [{"count": 2}]}
        }"#]]);
}

#[tokio::test]
async fn what_an_operation_may_preview_is_bounded_before_anything_runs() {
    let app = TestApp::extended(|engine| {
        engine.limits(api::Limits {
            max_previews: 2,
            max_cost: 100,
            ..api::Limits::default()
        })
    })
    .await;
    app.tag("iron").await;
    let preview = |alias: &str, shown: &str| {
        format!("{alias}: deletePreview(ids: [\"Tag:1\"]) {{ {shown} }}")
    };

    for (query, expected) in [
        (
            ["a", "b", "c", "d"]
                .map(|alias| preview(alias, "total"))
                .join(" "),
            expect![
                "LIMIT at c: there are more than 2 previews of deletions (setting `max_previews`)"
            ],
        ),
        (
            preview("a", "steps { sample(first: 60) { id } }"),
            expect![
                "LIMIT at : the operation may read 121 rows, more than 100; ask for smaller pages or fewer relations (setting `max_cost`)"
            ],
        ),
    ] {
        let reply = app.execute(&format!("{{ {query} }}")).await;
        assert_eq!(reply.trace().paths(), Vec::<&str>::new());
        reply.expect_refusal(expected);
    }
    let two = format!("{{ {} {} }}", preview("a", "total"), preview("b", "total"));
    assert_eq!(app.leaves(&two).await, "1 1");
}

#[tokio::test]
async fn what_is_wrong_in_a_sample_is_told_whatever_rows_there_are() {
    let app = publication().await;

    for id in ["Category:1", "Category:2"] {
        check_error(
            &app,
            &format!(
                "{{ deletePreview(ids: [\"{id}\"]) {{ blockers {{ ...A ...B }} }} }}
                 fragment A on DeleteBlocker {{ sample {{ ... on Article {{ x: headline }} }} }}
                 fragment B on DeleteBlocker {{ sample {{ ... on Article {{ x: id }} }} }}"
            ),
            expect!["INVALID at deletePreview: `x` stands for two different fields"],
        )
        .await;
    }
}
