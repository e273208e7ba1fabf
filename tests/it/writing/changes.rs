//! Who asks for it is told of each transaction's changes.

use std::sync::{Arc, Mutex};

use expect_test::{Expect, expect};
use relation::{
    catalog::{Catalog, ModelId},
    changes::{Changes, Tie},
    value::Key,
};
use sea_orm::Value;
use tests::TestApp;

type Seen = Arc<Mutex<Vec<Changes>>>;

/// The domain, and the changes that its observer was told of.
async fn observed() -> (TestApp, Seen) {
    let seen = Seen::default();
    let app = TestApp::extended(|engine| {
        let seen = seen.clone();
        engine.on_commit(Arc::new(move |changes| {
            seen.lock().unwrap().push(changes.clone());
        }))
    })
    .await;
    (app, seen)
}

/// What the observer is told of an operation, which is the same on each database.
async fn check(app: &TestApp, seen: &Seen, operation: &str, expected: Expect) {
    assert_eq!(app.execute(operation).await.errors(), [], "{operation}");
    let told: Vec<Changes> = std::mem::take(&mut *seen.lock().unwrap());
    let told: Vec<String> = told
        .iter()
        .map(|changes| show(app.catalog(), changes))
        .collect();
    let mut of_databases = told.chunks((told.len() / app.n_databases()).max(1));
    let first = of_databases.next().unwrap_or_default();
    assert!(of_databases.all(|told| told == first), "{told:#?}");
    expected.assert_eq(&first.join("\n\n"));
}

fn show(catalog: &Catalog, changes: &Changes) -> String {
    let rows = |verb: &str, rows: &[(ModelId, Key)]| {
        let rows = rows.iter();
        let rows =
            rows.map(|(model, key)| format!("{verb} {}:{}", catalog[*model].name, text(key)));
        rows.collect::<Vec<_>>()
    };
    let ties = |verb: &str, ties: &[Tie]| {
        let ties = ties.iter().map(|tie| {
            let accessor = &catalog[tie.accessor];
            let source = &catalog[accessor.source].name;
            let (from, to) = (text(&tie.source), text(&tie.target));
            format!("{verb} {source}:{from}.{} -> {to}", accessor.name)
        });
        ties.collect::<Vec<_>>()
    };
    [
        rows("created", &changes.created),
        rows("updated", &changes.updated),
        rows("deleted", &changes.deleted),
        ties("linked", &changes.linked),
        ties("unlinked", &changes.unlinked),
    ]
    .concat()
    .join("\n")
}

fn text(key: &Key) -> String {
    let values = key.values().iter().map(|value| match value {
        Value::BigInt(Some(number)) => number.to_string(),
        other => format!("{other:?}"),
    });
    values.collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn rows_that_are_deleted_are_told_with_those_that_follow_and_those_that_change() {
    let (app, seen) = observed().await;
    let ada = app.user("ada").await;
    let science = app.category("Science").await;
    let tag = app.tag("iron").await;
    let post = app.post("One", &ada).category(&science).tags([&tag]).await;
    app.comment(&post, "Fine").await;

    check(
        &app,
        &seen,
        "mutation { deleteCategory(id: 1) { total } deleteUser(id: 1) { total } }",
        expect![[r#"
            updated Post:1
            deleted Category:1
            deleted PostTag:1,1
            deleted Comment:1
            deleted Post:1
            deleted User:1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { deleteTags(where: { name: { exact: \"none\" } }) { total } }",
        expect![[""]],
    )
    .await;
}

#[tokio::test]
async fn rows_that_are_made_are_told_with_what_they_refer_to() {
    let (app, seen) = observed().await;
    app.user("ada").await;
    app.tag("iron").await;

    check(
        &app,
        &seen,
        "mutation { createPost(input: { title: \"A\", content: \"\", author: { id: 1 },
            category: { create: { name: \"C\", slug: \"c\" } }, tags: { add: [1], create: [{ name: \"new\" }] },
            comments: { create: [{ author: \"a\", text: \"t\" }] } }) { post { id } } }",
        expect![[r#"
            created Category:1
            created Post:1
            created Tag:2
            created Comment:1
            linked Post:1.author -> 1
            linked Post:1.category -> 1
            linked Post:1.tags -> 1
            linked Post:1.tags -> 2
            linked Comment:1.post -> 1"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_that_change_are_told_with_what_they_refer_to_by_now() {
    let (app, seen) = observed().await;
    let (ada, _) = (app.user("ada").await, app.user("bob").await);
    let science = app.category("Science").await;
    app.post("A", &ada).category(&science).await;
    app.post("B", &ada).await;

    check(
        &app,
        &seen,
        "mutation { updatePost(id: 1, input: { title: \"A2\", author: { id: 2 }, category: null }) { post { id } } }",
        expect![[r#"
            updated Post:1
            linked Post:1.author -> 2
            unlinked Post:1.author -> 1
            unlinked Post:1.category -> 1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updatePosts(where: { id: { isNull: false } }, input: { author: { id: 2 }, category: { id: 1 } }) { count } }",
        expect![[r#"
            updated Post:1
            updated Post:2
            linked Post:2.author -> 2
            linked Post:1.category -> 1
            linked Post:2.category -> 1
            unlinked Post:2.author -> 1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updatePost(id: 1, input: {}) { post { id } } }",
        expect![[""]],
    )
    .await;
}

#[tokio::test]
async fn a_row_that_is_found_is_no_change_and_one_that_is_made_is() {
    let (app, seen) = observed().await;
    app.tag("iron").await;

    check(
        &app,
        &seen,
        "mutation { getOrCreateTag(where: { name: \"iron\" }) { created } }",
        expect![[""]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation {
            a: getOrCreateTag(where: { name: \"wool\" }) { created }
            b: updateOrCreateTag(where: { name: \"iron\" }, input: { name: \"steel\" }) { created }
        }",
        expect![[r#"
            created Tag:2
            updated Tag:1"#]],
    )
    .await;
}

#[tokio::test]
async fn links_are_told_from_the_side_that_was_written() {
    let (app, seen) = observed().await;
    let ada = app.user("ada").await;
    let (iron, wool) = (app.tag("iron").await, app.tag("wool").await);
    app.post("A", &ada).tags([&iron, &wool]).await;

    check(
        &app,
        &seen,
        "mutation { updatePost(id: 1, input: { tags: { set: [2], create: [{ name: \"new\" }] } }) { post { id } } }",
        expect![[r#"
            created Tag:3
            linked Post:1.tags -> 3
            unlinked Post:1.tags -> 1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updateTag(id: 2, input: { posts: { clear: true } }) { tag { id } } }",
        expect!["unlinked Tag:2.posts -> 1"],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updatePost(id: 1, input: { tags: { add: [3], remove: [1] } }) { post { id } } }",
        expect![[""]],
    )
    .await;
}

#[tokio::test]
async fn links_with_data_are_rows_as_well() {
    let (app, seen) = observed().await;
    let john = app.reporter("John Smith").await;
    app.article("News", &john).await;

    check(
        &app,
        &seen,
        "mutation { addArticleContributors(article: 1, contributors: [1],
            throughDefaults: { role: EDITOR, since: \"2026-01-01\" }) { added } }",
        expect![[r#"
            created Contribution:1
            linked Contribution:1.article -> 1
            linked Contribution:1.reporter -> 1
            linked Article:1.contributors -> 1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updateReporter(id: 1, input: { contributedArticles: { clear: true } }) { reporter { id } } }",
        expect![[r#"
            deleted Contribution:1
            unlinked Reporter:1.contributed_articles -> 1"#]],
    )
    .await;
}

#[tokio::test]
async fn children_that_move_are_told_of_both_owners() {
    let (app, seen) = observed().await;
    let (ada, _) = (app.user("ada").await, app.user("bob").await);
    app.post("A", &ada).await;
    app.profile(&ada, "").await;
    let top = app.category("Top").await;
    app.subcategory("Low", &top).await;

    check(
        &app,
        &seen,
        "mutation { updateUser(id: 2, input: { posts: { add: [1] }, profile: { id: 1 } }) { user { id } } }",
        expect![[r#"
            updated Profile:1
            updated Post:1
            linked Profile:1.user -> 2
            linked Post:1.author -> 2
            unlinked Profile:1.user -> 1
            unlinked Post:1.author -> 1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updateCategory(id: 1, input: { children: { clear: true, remove: [2] } }) { category { id } } }",
        expect![[r#"
            updated Category:2
            unlinked Category:2.parent -> 1"#]],
    )
    .await;
    check(
        &app,
        &seen,
        "mutation { updateUser(id: 2, input: { posts: { add: [1] }, profile: { id: 1 } }) { user { id } } }",
        expect![[""]],
    )
    .await;
}

#[tokio::test]
async fn all_writes_of_one_operation_are_told_at_once() {
    let (app, seen) = observed().await;

    check(
        &app,
        &seen,
        "mutation {
            createTag(input: { name: \"a\" }) { tag { id } }
            updateTag(id: 1, input: { name: \"b\" }) { tag { id } }
        }",
        expect![[r#"
            created Tag:1
            updated Tag:1"#]],
    )
    .await;
}

#[tokio::test]
async fn nothing_is_told_of_an_operation_that_fails() {
    let (app, seen) = observed().await;

    let late = app
        .execute(
            "mutation {
                a: createTag(input: { name: \"a\" }) { tag { id } }
                b: createTag(input: { name: \"a\" }) { tag { id } }
            }",
        )
        .await;
    app.execute("{ tags { totalCount } }").await.data();

    assert_eq!(late.errors()[0].code, "UNIQUE");
    assert_eq!(seen.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn an_observer_that_panics_takes_nothing_back() {
    let app =
        TestApp::extended(|engine| engine.on_commit(Arc::new(|_| panic!("as the test wants it"))))
            .await;

    let reply = app
        .execute("mutation { createTag(input: { name: \"a\" }) { tag { id } } }")
        .await;

    assert_eq!(reply.leaves(), "Tag:1");
    assert_eq!(app.leaves("{ tags { nodes { name } } }").await, "a");
}
