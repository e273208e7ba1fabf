//! How many statements a deletion takes, and which.

use expect_test::expect;
use tests::TestApp;

/// How many statements write or look for rows of a deletion, beside the one that finds what the
/// request names.
async fn check(app: &TestApp, delete: &str, at_most: usize) {
    let n = app
        .trace(&format!("mutation {{ {delete} {{ total }} }}"))
        .await
        .paths()
        .len();
    assert!(n - 1 <= at_most, "{delete}: {n}");
}

#[tokio::test]
async fn c_302_deletions_take_no_more_statements_than_djangos() {
    let app = TestApp::new().await;
    app.publication(400, 3).await;

    // Measured with Django 5.2, objects loaded before.
    check(&app, "deleteUser(id: 1)", 6).await;
    check(&app, "deleteTag(id: 1)", 2).await;
    // Three there, where no articles protect it.
    check(&app, "deleteCategory(id: 11)", 3 + 1).await;
}

#[tokio::test]
async fn c_301_rows_to_which_nothing_refers_go_unread_by_all_their_keys_at_once() {
    let app = TestApp::new().await;
    app.publication(20, 2).await;

    let sql = app.sql_of("mutation { deleteUser(id: 1) { total } }").await;

    expect![[r#"
        SELECT 0, "t"."id", "t"."username", "t"."email", "t"."joined_at" FROM "user" AS "t" WHERE "t"."id" = ?
        DELETE FROM "profile" AS "t" WHERE "t"."id" IN (SELECT "t"."id" FROM "profile" AS "t" WHERE "t"."user_id" = ? LIMIT ?) RETURNING "id"
        DELETE FROM "follow" AS "t" WHERE "t"."id" IN (SELECT "t"."id" FROM "follow" AS "t" WHERE "t"."follower_id" = ? OR "t"."followed_id" = ? LIMIT ?) RETURNING "id"
        WITH "selected_post" AS (SELECT "t"."id" FROM "post" AS "t" WHERE "t"."author_id" = ?) DELETE FROM "post_tag" AS "t" WHERE ("t"."post_id", "t"."tag_id") IN (SELECT "t"."post_id", "t"."tag_id" FROM "post_tag" AS "t" WHERE "t"."post_id" IN (SELECT "id" FROM "selected_post") LIMIT ?) RETURNING "post_id", "tag_id"
        WITH "selected_post" AS (SELECT "t"."id" FROM "post" AS "t" WHERE "t"."author_id" = ?) DELETE FROM "comment" AS "t" WHERE "t"."id" IN (SELECT "t"."id" FROM "comment" AS "t" WHERE "t"."post_id" IN (SELECT "id" FROM "selected_post") LIMIT ?) RETURNING "id"
        DELETE FROM "post" AS "t" WHERE "t"."id" IN (SELECT "t"."id" FROM "post" AS "t" WHERE "t"."author_id" = ? LIMIT ?) RETURNING "id"
        DELETE FROM "user" AS "t" WHERE "t"."id" = ? RETURNING "id"
    "#]].assert_eq(&sql);
}

#[tokio::test]
async fn c_303_each_key_that_is_set_takes_one_statement_even_if_nothing_matches() {
    let app = TestApp::new().await;
    app.category("Lonely").await;

    let sql = app
        .sql_of("mutation { deleteCategory(id: 1) { total } }")
        .await;

    expect![[r#"
        SELECT 0, "t"."id", "t"."name", "t"."slug", "t"."parent_id" FROM "category" AS "t" WHERE "t"."id" = ?
        SELECT 1 FROM "article" AS "t" WHERE "t"."category_id" = ? LIMIT ?
        UPDATE "category" AS "t" SET "parent_id" = NULL WHERE "t"."id" IN (SELECT "t"."id" FROM "category" AS "t" WHERE "t"."parent_id" = ? AND ("t"."id" = ?) IS NOT TRUE LIMIT ?) RETURNING "id"
        UPDATE "post" AS "t" SET "category_id" = NULL WHERE "t"."id" IN (SELECT "t"."id" FROM "post" AS "t" WHERE "t"."category_id" = ? LIMIT ?) RETURNING "id"
        DELETE FROM "category" AS "t" WHERE "t"."id" = ? RETURNING "id"
    "#]].assert_eq(&sql);
}

#[tokio::test]
async fn c_291_what_refers_goes_before_what_it_refers_to_and_keys_are_set_between() {
    let app = TestApp::new().await;
    app.publication(20, 2).await;

    let sql = app.sql_of("mutation { deleteCategories(where: { id: { exact: 1 } }) { total } deleteUser(id: 2) { total } }").await;

    let writes = sql
        .lines()
        .filter(|line| line.contains("DELETE") || line.contains("UPDATE"));
    let tables = writes.map(|line| {
        let (_, rest) = line
            .split_once("DELETE FROM")
            .or(line.split_once("UPDATE"))
            .unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    });
    expect![[
        r#""category" "post" "category" "profile" "follow" "post_tag" "comment" "post" "user""#
    ]]
    .assert_eq(&tables.collect::<Vec<_>>().join(" "));
}
