//! Rows are deleted while others come to refer to them.

use futures_util::future::join_all;
use tests::{Reply, TestApp};
use tokio::task::yield_now;

use super::{at, clients, codes, expect_no_orphans, race, rounds};

/// A number that an answer tells at a path of names.
fn told(reply: &Reply, path: &str) -> u64 {
    at(&reply.data(), path).as_u64().unwrap()
}

async fn count(app: &TestApp, sql: &str) -> usize {
    app.texts(&format!("SELECT 'row' FROM {sql}"), 0)
        .await
        .len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn children_that_are_added_to_what_is_deleted_go_with_it_or_are_refused() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;
        app.tag("rust").await;
        let mut n_added = 0;

        for (round, mut dice) in rounds(200) {
            let user = app.user(&round).await;
            let post = app.post(&round, &user).await.id;
            let user = user.id;
            let add = match dice.below(4) {
                0 => format!(
                    "createUserPosts(user: {user}, inputs: [{{title: \"T\", content: \"\"}}]) {{ added }}"
                ),
                1 => format!(
                    "createPostComments(post: {post}, inputs: [{{author: \"A\", text: \"T\"}}]) {{ added }}"
                ),
                2 => format!(
                    "createProfile(input: {{bio: \"\", photo: \"\", user: {{id: {user}}}}}) {{ profile {{ pk }} }}"
                ),
                _ => format!("addPostTags(post: {post}, tags: [1]) {{ added }}"),
            };
            let delete = format!("deleteUser(id: {user}) {{ total }}");
            let first = dice.below(2);
            let mut queries = vec![add.clone(), delete];
            queries.rotate_left(first);
            queries.push("createTag(input: {name: \"x\"}) { tag { pk } } deleteTags(where: {name: {exact: \"x\"}}) { total }".to_owned());
            let replies = race(&clients, queries).await;

            let (added, deleted) = (&replies[first], &replies[1 - first]);
            assert!(
                ["", "NOT_FOUND"].contains(&codes(added).as_str()),
                "{round}: {add}: {added}"
            );
            assert_eq!(codes(deleted), "", "{round}: {add}: {deleted}");
            // What was added before went with it.
            let is_added = codes(added).is_empty();
            n_added += u64::from(is_added);
            assert_eq!(
                told(deleted, "deleteUser.total"),
                2 + u64::from(is_added),
                "{round}: {add}"
            );
            assert_eq!(codes(&replies[2]), "", "{round}: {}", replies[2]);
            for table in ["post", "comment", "profile", "post_tag"] {
                assert_eq!(count(&app, table).await, 0, "{round}: {add}: {table}");
            }
            expect_no_orphans(&app, &round).await;
        }
        assert!(n_added > 0, "the parent was always gone before");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_protects_comes_first_or_not_at_all() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;
        let reporter = app.reporter("John Smith").await.id;

        for (round, mut dice) in rounds(200) {
            let category = app.category(&round).await.id;
            let add = format!(
                "createArticle(input: {{headline: \"H\", pubDate: \"2026-01-01\", reporter: {{id: {reporter}}}, \
             category: {{id: {category}}}}}) {{ article {{ pk }} }}"
            );
            let delete =
                format!("deleteCategories(where: {{id: {{exact: {category}}}}}) {{ total }}");
            let first = dice.below(2);
            let mut queries = vec![add, delete];
            queries.rotate_left(first);
            let replies = race(&clients[..2], queries).await;

            let (added, deleted) = (&replies[first], &replies[1 - first]);
            let left = count(&app, &format!("category WHERE id = {category}")).await;
            match (codes(added).as_str(), codes(deleted).as_str()) {
                ("", "PROTECTED") => assert_eq!(left, 1, "{round}"),
                ("NOT_FOUND", "") => assert_eq!(left, 0, "{round}"),
                _ => panic!("{round}: {added} {deleted}"),
            }
            expect_no_orphans(&app, &round).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_that_come_to_refer_to_what_is_deleted_become_null_or_are_refused() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;
        let ada = app.user("ada").await;
        let post = app.post("One", &ada).await.id;

        for (round, mut dice) in rounds(200) {
            let category = app.category(&round).await.id;
            let refer = format!(
                "updatePost(id: {post}, input: {{category: {{id: {category}}}}}) {{ post {{ category {{ pk }} }} }}"
            );
            let delete = format!("deleteCategory(id: {category}) {{ updated {{ field count }} }}");
            let first = dice.below(2);
            let mut queries = vec![refer, delete];
            queries.rotate_left(first);
            let replies = race(&clients[..2], queries).await;

            let (referred, deleted) = (&replies[first], &replies[1 - first]);
            assert_eq!(codes(deleted), "", "{round}: {deleted}");
            let updated = deleted.data()["deleteCategory"]["updated"].clone();
            match codes(referred).as_str() {
                "" => assert_eq!(updated.as_array().unwrap().len(), 1, "{round}: {updated}"),
                "NOT_FOUND" => assert!(updated.as_array().unwrap().is_empty(), "{round}"),
                _ => panic!("{round}: {referred}"),
            }
            assert_eq!(
                count(&app, "post WHERE category_id IS NOT NULL").await,
                0,
                "{round}"
            );
            expect_no_orphans(&app, &round).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c_306_one_deletes_what_others_do_not_find() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;

        for (round, _) in rounds(200) {
            let user = app.user(&round).await.id;
            let delete = format!("deleteUser(id: {user}) {{ total }}");
            let replies = race(&clients, vec![delete; 3]).await;

            let mut codes: Vec<_> = replies.iter().map(codes).collect();
            codes.sort();
            assert_eq!(codes, ["", "NOT_FOUND", "NOT_FOUND"], "{round}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_holds_for_what_was_previewed_and_nothing_else() {
    for app in TestApp::new().await.each() {
        let clients = clients(&app).await;

        for (round, mut dice) in rounds(200) {
            let user = app.user(&round).await;
            let post = app.post(&round, &user).await.id;
            let preview = format!(
                "{{ deletePreview(ids: [\"User:{}\"]) {{ token }} }}",
                user.id
            );
            let token = app.leaves(&preview).await;
            let add = format!(
                "createPostComments(post: {post}, inputs: [{{author: \"A\", text: \"T\"}}]) {{ added }}"
            );
            let delete = format!(
                "deleteUser(id: {}, token: \"{token}\") {{ total }}",
                user.id
            );
            let first = dice.below(2);
            let mut queries = vec![add, delete];
            queries.rotate_left(first);
            let replies = race(&clients[..2], queries).await;

            let (added, deleted) = (&replies[first], &replies[1 - first]);
            let left = count(&app, &format!("comment WHERE post_id = {post}")).await;
            match (codes(added).as_str(), codes(deleted).as_str()) {
                ("", "STALE_PLAN") => assert_eq!(left, 1, "{round}"),
                ("NOT_FOUND", "") => assert_eq!(left, 0, "{round}"),
                _ => panic!("{round}: {added} {deleted}"),
            }
            expect_no_orphans(&app, &round).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_leave_during_a_preview_leave_no_connection_busy() {
    for app in TestApp::new().await.each() {
        app.publication(2_000, 5).await;
        let client = app.client();
        let preview = "{ a: deletePreview(ids: [\"User:1\"]) { token steps { sample { id } } }
        b: deletePreview(ids: [\"User:2\"]) { token } }";
        let expected = client.execute(preview).await.to_string();

        for (_, mut dice) in rounds(200) {
            let leave = async {
                for _ in 0..dice.below(60) {
                    yield_now().await;
                }
            };
            tokio::select! {
                reply = client.execute(preview) => assert_eq!(reply.to_string(), expected),
                () = leave => {}
            }
        }

        let replies = (0..50).map(|_| client.execute(preview));
        for reply in join_all(replies).await {
            assert_eq!(reply.to_string(), expected);
        }
    }
}
