//! A mutation happens as a whole or not at all, wherever it fails.
//!
//! Each statement of each kind of mutation fails once, as SQLite tests itself: the first, then the
//! second, until the mutation has no more. After each failure the database is what it was.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use api::{EngineBuilder, Limits, RequestContext};
use entity::contribution::ContributionRole;
use sea_orm::{DbErr, RuntimeErr};
use tests::{Reply, TestApp};

/// Words of which an answer has none.
const SQL: [&str; 6] = ["SELECT", "INSERT", "UPDATE ", "DELETE", "disk", "json_each"];

/// An application for each database, and how many commits their observer was told of. The statements
/// of one database are not those of another, and keys of what was taken back are given again or not.
struct Watched {
    apps: Vec<TestApp>,
    told: Arc<AtomicUsize>,
}

impl Watched {
    async fn domain() -> Self {
        let told = Arc::<AtomicUsize>::default();
        let app = TestApp::extended(|engine| counting(engine, &told)).await;
        publication(&app).await;
        Self::each(app, told)
    }

    async fn zoo() -> Self {
        let told = Arc::<AtomicUsize>::default();
        let app = TestApp::extended_zoo(|engine| counting(engine, &told)).await;
        Self::each(app, told)
    }

    fn each(app: TestApp, told: Arc<AtomicUsize>) -> Self {
        let apps = app.each().collect();
        Self { apps, told }
    }

    fn told(&self) -> usize {
        self.told.load(Ordering::Relaxed)
    }

    /// Lets each statement of a mutation fail once, then none.
    async fn check(&self, mutation: &str) {
        let query = format!("mutation {{ {mutation} }}");
        for app in &self.apps {
            let before = app.contents().await;
            let n_told = self.told();
            for nth in 1.. {
                let (reply, n_statements) = fail_at(app, nth, &query).await;
                if n_statements < nth {
                    assert_eq!(reply.errors(), [], "{mutation}");
                    assert!(nth > 1, "a mutation without statements: {mutation}");
                    break;
                }
                let place = format!("statement {nth} of {mutation}");
                let codes: Vec<String> = reply.errors().into_iter().map(|e| e.code).collect();
                assert_eq!(codes, ["INTERNAL"], "{place}: {reply}");
                assert!(reply.data_beside_errors().is_null(), "{place}: {reply}");
                let text = reply.to_string();
                assert!(
                    !SQL.iter().any(|word| text.contains(word)),
                    "{place}: {text}"
                );
                assert_eq!(self.told(), n_told, "{place}");
                assert_eq!(app.contents().await, before, "{place}");
            }
            assert_eq!(self.told(), n_told + 1, "{mutation}");
            assert_ne!(app.contents().await, before, "{mutation}");
        }
    }

    /// Wants that the operation fails with this code and leaves nothing, and that the next one works.
    async fn check_taken_back(&self, query: &str, code: &str, next: &str) {
        for app in &self.apps {
            let before = app.contents().await;
            let n_told = self.told();
            let reply = app.execute(query).await;
            let codes: Vec<String> = reply.errors().into_iter().map(|e| e.code).collect();
            assert_eq!(codes, [code], "{query}: {reply}");
            assert!(reply.data_beside_errors().is_null(), "{query}: {reply}");
            assert_eq!(app.contents().await, before, "{query}");
            assert_eq!(self.told(), n_told);

            app.leaves(next).await;
            assert_eq!(self.told(), n_told + 1);
        }
    }
}

/// Executes an operation whose `nth` statement fails, counting from 1. Also gives how many
/// statements it came to.
async fn fail_at(app: &TestApp, nth: usize, query: &str) -> (Reply, usize) {
    let n_statements = Arc::<AtomicUsize>::default();
    let counted = n_statements.clone();
    let reply = app.execute_in(query, || {
        let n_statements = counted.clone();
        RequestContext {
            before_statement: Some(Arc::new(move |_| {
                let n = n_statements.fetch_add(1, Ordering::Relaxed) + 1;
                if n == nth { Err(fault()) } else { Ok(()) }
            })),
            ..RequestContext::default()
        }
    });
    let reply = reply.await;
    (reply, n_statements.load(Ordering::Relaxed))
}

fn counting(engine: EngineBuilder, told: &Arc<AtomicUsize>) -> EngineBuilder {
    let told = told.clone();
    engine.on_commit(Arc::new(move |_| {
        told.fetch_add(1, Ordering::Relaxed);
    }))
}

/// Nothing that a client did, and nothing that another transaction did.
fn fault() -> DbErr {
    DbErr::Exec(RuntimeErr::Internal("disk I/O error".to_owned()))
}

/// Some rows at both ends of every relation of the domain.
async fn publication(app: &TestApp) {
    let [ada, bob, cyd] = ["ada", "bob", "cyd"].map(|name| app.user(name));
    let (ada, bob, cyd) = (ada.await, bob.await, cyd.await);
    app.profile(&bob, "Bob").await;
    app.follow(&ada, &bob).await;
    app.follow(&cyd, &ada).await;
    let news = app.category("News").await;
    let sport = app.subcategory("Sport", &news).await;
    let rust = app.tag("rust").await;
    let sql = app.tag("sql").await;
    app.tag("web").await;
    app.post("One", &ada)
        .category(&news)
        .tags([&rust, &sql])
        .await;
    app.post("Two", &bob).category(&sport).tags([&rust]).await;
    let three = app.post("Three", &ada).await;
    app.comment(&three, "Fine").await;
    app.comment(&three, "Well").await;
    let ann = app.reporter("Ann Abe").await;
    let ben = app.reporter("Ben Bow").await;
    app.reporter("Cy Coe").await;
    app.article("Flood", &ann)
        .category(&news)
        .contributor(&ben, ContributionRole::Editor)
        .await;
    app.article("Fire", &ben).await;
}

#[tokio::test]
async fn rows_are_made_as_a_whole_or_not_at_all() {
    let watched = Watched::domain().await;
    let post =
        "post { id title author { username profile { bio } } category { slug parent { slug } }
        tags { totalCount nodes { name posts { nodes { id } } } } comments { nodes { text } } }";

    watched
        .check("createTag(input: {name: \"new\"}) { tag { id posts { nodes { id } } } }")
        .await;
    watched
        .check(
            r#"createTags(inputs: [{name: "a"}, {name: "b", posts: {add: [1, 2]}},
                {name: "c", posts: {create: [{title: "T", content: "", author: {id: 1}}]}}])
                { count tags { name posts { nodes { title } } } }"#,
        )
        .await;
    watched
        .check(&format!(
            r#"createPost(input: {{title: "Whole", content: "", publishedAt: null,
                author: {{create: {{username: "dan", email: "dan@example.org", profile: {{create: {{bio: "Dan"}}}},
                    following: {{add: [{{id: 1, through: {{since: "2024-01-01"}}}}],
                        create: [{{node: {{username: "eve", email: "eve@example.org"}}, through: {{since: "2024-01-02"}}}}]}},
                    followers: {{add: [{{id: 2, through: {{since: "2024-01-01"}}}}]}}}}}},
                category: {{create: {{name: "Deep", slug: "deep", parent: {{get: {{slug: "sport"}}}},
                    children: {{create: [{{name: "Deeper", slug: "deeper"}}]}}}}}},
                tags: {{add: [1, 2], create: [{{name: "fresh"}}]}},
                comments: {{create: [{{author: "Ann", text: "One"}}, {{author: "Ben", text: "Two"}}]}}}}) {{ {post} }}"#
        ))
        .await;
    watched
        .check(
            r#"createArticle(input: {headline: "Storm", pubDate: "2024-05-18", reporter: {create: {firstName: "Dee",
                lastName: "Doe", email: "dee@example.org"}}, category: {get: {slug: "news"}},
                contributors: {add: [{id: 1, through: {role: WRITER, since: "2024-01-01"}}],
                    create: [{node: {firstName: "Eli", lastName: "Eck", email: "eli@example.org"},
                        through: {role: EDITOR, since: "2024-01-02"}}]},
                contributionSet: {create: [{reporter: {id: 2}, role: PHOTOGRAPHER, since: "2024-01-03"}]}})
                { article { headline reporter { email } contributors { edges { node { email } through { role } } } } }"#,
        )
        .await;
    watched
        .check(
            r#"createUsers(inputs: [
                {username: "fay", email: "fay@example.org", profile: {create: {bio: "Fay"}},
                    posts: {create: [{title: "F1", content: "", tags: {add: [1]}}], add: [2]}},
                {username: "guy", email: "guy@example.org", profile: {id: 1}}])
                { count users { username profile { bio } posts { nodes { title tags { nodes { name } } } } } }"#,
        )
        .await;
}

#[tokio::test]
async fn rows_are_changed_as_a_whole_or_not_at_all() {
    let watched = Watched::domain().await;

    watched
        .check(
            r#"updatePost(id: 1, input: {title: "Other", author: {get: {username: "bob"}}, category: null,
                tags: {remove: [1], add: [3], create: [{name: "late"}]}, comments: {add: [1], create: [{author: "A", text: "B"}]}})
                { post { title tags { nodes { name } } comments { nodes { text post { title } } } } }"#,
        )
        .await;
    watched
        .check(
            r#"updateUser(id: 1, input: {email: "ada@example.com", profile: {id: 1},
                following: {set: [{id: 3, through: {since: "2024-02-02"}}], create: [{node: {username: "hal",
                    email: "hal@example.org"}, through: {since: "2024-03-03"}}]}})
                { user { email profile { bio } following { edges { node { username } through { since } } } } }"#,
        )
        .await;
    watched
        .check(
            r#"updatePosts(where: {title: {contains: "T"}}, input: {status: PUBLISHED, tags: {add: [3], remove: [1]}})
                { count posts { status tags { nodes { name posts { totalCount } } } } }"#,
        )
        .await;
    watched
        .check(
            r#"updateArticle(id: 1, input: {reporter: {id: 2}, contributors: {clear: true,
                add: [{id: 3, through: {role: WRITER, since: "2024-04-04"}}]}})
                { article { reporter { articleSet { nodes { headline } } } contributors { nodes { id } } } }"#,
        )
        .await;
    watched
        .check(
            r#"getOrCreateCategory(where: {slug: "arts"}, defaults: {name: "Arts", parent: {get: {slug: "news"}},
                posts: {add: [3]}}) { category { name parent { name } posts { nodes { title } } } created }"#,
        )
        .await;
    watched
        .check(
            r#"updateOrCreateTag(where: {name: "sql"}, input: {name: "SQL", posts: {set: [2, 3]}})
                { tag { posts { nodes { title } } } created }"#,
        )
        .await;
    watched
        .check(
            r#"updateOrCreateTag(where: {name: "none"}, input: {posts: {add: [2, 3]}}, defaults: {posts: {add: [1]}})
                { tag { posts { nodes { title } } } created }"#,
        )
        .await;
}

#[tokio::test]
async fn rows_are_deleted_as_a_whole_or_not_at_all() {
    let watched = Watched::domain().await;
    let told = "ids total deleted { model count } updated { model field count }";
    for mutation in [
        format!("deleteCategory(id: 2) {{ {told} }}"),
        format!(
            "deletePosts(where: {{ tags: {{ some: {{ name: {{ exact: \"sql\" }} }} }} }}) {{ {told} }}"
        ),
        format!("deleteUser(id: 1) {{ {told} }} deleteTag(id: 1) {{ {told} }}"),
        format!("deleteReporters(where: {{ id: {{ isNull: false }} }}) {{ {told} }}"),
    ] {
        watched.check(&mutation).await;
    }

    let watched = Watched::zoo().await;
    for mutation in [
        format!("deleteHen(id: 1) {{ {told} }}"),
        format!("deletePlay(id: 1) {{ {told} }}"),
        format!(
            "deleteHubs(where: {{ cascadeItem: {{ none: {{}} }}, id: {{ exact: 2 }} }}) {{ {told} }}"
        ),
    ] {
        watched.check(&mutation).await;
    }
}

#[tokio::test]
async fn two_fields_happen_together_or_not_at_all() {
    let watched = Watched::domain().await;

    watched
        .check(
            r#"first: createTag(input: {name: "first"}) { tag { name } }
            second: addTagPosts(tag: 1, posts: [3]) { added tag { posts { nodes { title } } } }
            third: updateCategory(id: 2, input: {parent: null}) { category { parent { id } } }"#,
        )
        .await;
}

#[tokio::test]
async fn relations_are_changed_as_a_whole_or_not_at_all() {
    let watched = Watched::domain().await;
    let posts = "added removed user { posts { nodes { title author { username } } } }";
    let filed = "added removed category { posts { nodes { title category { name } } } }";
    let tags = "added removed post { tags { nodes { name posts { totalCount } } } }";
    let contributors =
        "added removed article { contributors { edges { node { email } through { role } } } }";
    let through = r#"throughDefaults: {role: WRITER, since: "2024-01-01"}"#;
    let following =
        "added removed user { following { edges { node { username } through { since } } } }";

    for mutation in [
        // Children whose key is required.
        format!("addUserPosts(user: 3, posts: [1, 2]) {{ {posts} }}"),
        format!("setUserPosts(user: 2, posts: [1, 2]) {{ {posts} }}"),
        format!(r#"createUserPosts(user: 2, inputs: [{{title: "N", content: "", tags: {{add: [1]}}}}]) {{ {posts} }}"#),
        r#"getOrCreateUserPosts(user: 2, where: {id: 99}, defaults: {title: "N", content: "", category: {id: 1}})
            { node { title } created user { posts { nodes { title } } } }"#.to_owned(),
        r#"updateOrCreateUserPosts(user: 2, where: {id: 1}, input: {title: "Mine", comments: {create: [{author: "A", text: "B"}]}})
            { node { title } created }"#.to_owned(),
        // Children whose key may be missing.
        format!("addCategoryPosts(category: 2, posts: [1, 3]) {{ {filed} }}"),
        format!("removeCategoryPosts(category: 2, posts: [1]) {{ {filed} }}"),
        format!("setCategoryPosts(category: 2, posts: [1, 2]) {{ {filed} }}"),
        format!("setCategoryPosts(category: 2, posts: [2, 3], clear: true) {{ {filed} }}"),
        format!("clearCategoryPosts(category: 2) {{ {filed} }}"),
        format!(r#"createCategoryPosts(category: 2, inputs: [{{title: "C", content: "", author: {{id: 1}}}}]) {{ {filed} }}"#),
        // Links without data.
        format!("addPostTags(post: 3, tags: [1, 2, 3]) {{ {tags} }}"),
        format!("removePostTags(post: 3, tags: [1, 2]) {{ {tags} }}"),
        format!("setPostTags(post: 3, tags: [2]) {{ {tags} }}"),
        format!("setPostTags(post: 3, tags: [1, 2], clear: true) {{ {tags} }}"),
        format!("clearPostTags(post: 3) {{ {tags} }}"),
        format!(r#"createPostTags(post: 3, inputs: [{{name: "x"}}, {{name: "y"}}]) {{ {tags} }}"#),
        r#"getOrCreatePostTags(post: 3, where: {name: "z"}) { node { name posts { totalCount } } created }"#.to_owned(),
        r#"updateOrCreatePostTags(post: 3, where: {name: "z"}, input: {name: "zz", posts: {add: [1]}})
            { node { name posts { totalCount } } created }"#.to_owned(),
        // Links with data.
        format!("addArticleContributors(article: 1, contributors: [1, 3], {through}) {{ {contributors} }}"),
        format!("removeArticleContributors(article: 1, contributors: [1, 2]) {{ {contributors} }}"),
        format!("setArticleContributors(article: 1, contributors: [2], {through}) {{ {contributors} }}"),
        format!("setArticleContributors(article: 1, contributors: [2], clear: true, {through}) {{ {contributors} }}"),
        format!("clearArticleContributors(article: 1) {{ {contributors} }}"),
        format!(r#"createArticleContributors(article: 1, inputs: [{{firstName: "Dee", lastName: "Doe",
            email: "dee@example.org"}}], {through}) {{ {contributors} }}"#),
        format!(r#"getOrCreateArticleContributors(article: 1, where: {{id: 77}}, defaults: {{firstName: "Eli", lastName: "Eck",
            email: "eli@example.org"}}, {through}) {{ node {{ email }} created }}"#),
        // Links to the own table, with data.
        format!(r#"addUserFollowing(user: 1, following: [1, 3], throughDefaults: {{since: "2024-01-01"}}) {{ {following} }}"#),
        format!(r#"setUserFollowing(user: 1, following: [2, 1], throughDefaults: {{since: "2024-01-01"}}) {{ {following} }}"#),
        format!("clearUserFollowing(user: 1) {{ {following} }}"),
    ] {
        watched.check(&mutation).await;
    }
}

#[tokio::test]
async fn relations_of_other_shapes_are_changed_as_a_whole_or_not_at_all() {
    let watched = Watched::zoo().await;
    let friends = "added removed person { friends { nodes { name friends { nodes { name } } } } }";
    let colleagues =
        "added removed person { colleagues { edges { node { name } through { since } } } }";
    let cast = "added removed play { cast { edges { node { name } through { role cues { nodes { line } } } } } }";

    for mutation in [
        // Both ways.
        format!("addPersonFriends(person: 2, friends: [2, 3, 4]) {{ {friends} }}"),
        format!("removePersonFriends(person: 2, friends: [1, 3]) {{ {friends} }}"),
        format!("setPersonFriends(person: 1, friends: [1, 2, 4]) {{ {friends} }}"),
        format!("setPersonFriends(person: 1, friends: [3, 2], clear: true) {{ {friends} }}"),
        format!("clearPersonFriends(person: 1) {{ {friends} }}"),
        format!(r#"createPersonFriends(person: 1, inputs: [{{name: "Eve", friends: {{add: [2]}}}}]) {{ {friends} }}"#),
        format!("addPersonColleagues(person: 3, colleagues: [1, 2], throughDefaults: {{since: 2020}}) {{ {colleagues} }}"),
        format!("setPersonColleagues(person: 1, colleagues: [2, 4], throughDefaults: {{since: 2021}}) {{ {colleagues} }}"),
        format!("clearPersonColleagues(person: 1) {{ {colleagues} }}"),
        // Links with rows below them.
        format!(r#"addPlayCast(play: 2, cast: [1, 3], throughDefaults: {{role: "Fool"}}) {{ {cast} }}"#),
        format!("removePlayCast(play: 1, cast: [1]) {{ {cast} }}"),
        format!(r#"setPlayCast(play: 2, cast: [3], throughDefaults: {{role: "Kent"}}) {{ {cast} }}"#),
        format!(r#"setPlayCast(play: 1, cast: [1, 2], clear: true, throughDefaults: {{role: "Ghost"}}) {{ {cast} }}"#),
        format!("clearPlayCast(play: 2) {{ {cast} }}"),
        r#"createPlay(input: {title: "Nora", cast: {create: [{node: {name: "Dee"}, through: {role: "Nora"}}]},
            partSet: {create: [{role: "Linde", actor: {create: {name: "Eva"}}, cues: {create: [{line: "Ja."}]}}]}})
            { play { partSet { nodes { role cues { nodes { line } } } } } }"#.to_owned(),
        // One to one, from the side that is referred to.
        "updateStaffMember(id: 2, input: {desk: {id: 1}}) { staffMember { desk { number } } }".to_owned(),
        "updateStaffMember(id: 3, input: {desk: {create: {number: 104}}}) { staffMember { desk { number } } }".to_owned(),
        "updateStaffMember(id: 3, input: {desk: null}) { staffMember { desk { number } } }".to_owned(),
        "updateStaffMember(id: 3, input: {desk: {get: {id: 2}}, name: \"Cy\"}) { staffMember { desk { number } } }".to_owned(),
        r#"createRunner(input: {name: "Xi", next: {create: {name: "Yan"}}, previous: {id: 1}})
            { runner { next { name } previous { name } } }"#.to_owned(),
        // A tree, and code of the entity's own.
        r#"createFolder(input: {name: "A", parent: {create: {name: "B"}}, folderSet: {create: [{name: "C",
            folderSet: {create: [{name: "D"}]}}]}}) { folder { parent { name } folderSet { nodes { name } } } }"#.to_owned(),
        r#"createPages(inputs: [{title: "One", slug: ""}, {title: "Two", slug: "two", events: {create: [{what: "seen"}]}}])
            { pages { slug events { nodes { what } } } }"#.to_owned(),
        r#"updatePage(id: 1, input: {title: "Start", slug: ""}) { page { slug events { nodes { what } } } }"#.to_owned(),
    ] {
        watched.check(&mutation).await;
    }
}

#[tokio::test]
async fn an_answer_that_is_too_large_takes_the_writes_back() {
    let told = Arc::<AtomicUsize>::default();
    let limits = Limits {
        max_response_bytes: 150,
        ..Limits::default()
    };
    let limited = |engine| counting(engine, &told).limits(limits.clone());
    let app = TestApp::extended(limited).await;
    let watched = Watched::each(app, told);

    watched
        .check_taken_back(
            r#"mutation {
                a: createTag(input: {name: "kept if it were alone"}) { tag { id } }
                b: createTags(inputs: [{name: "much too long"}, {name: "and more"}, {name: "of it all"}])
                    { tags { id name again: name } } }"#,
            "LIMIT",
            r#"mutation { createTag(input: {name: "short"}) { tag { id } } }"#,
        )
        .await;
}

#[tokio::test]
async fn a_panic_in_the_code_of_an_entity_takes_the_writes_back() {
    for title in ["panic before", "panic after"] {
        let watched = Watched::zoo().await;

        watched
            .check_taken_back(
                &format!(
                    r#"mutation {{
                        a: createPage(input: {{title: "Fine", slug: "fine"}}) {{ page {{ id }} }}
                        b: createPages(inputs: [{{title: "Next", slug: "next"}},
                            {{title: "{title}", slug: "p"}}]) {{ count }} }}"#
                ),
                "INTERNAL",
                r#"mutation { createPage(input: {title: "Calm", slug: "p"}) { page { id } } }"#,
            )
            .await;
    }
}

#[tokio::test]
async fn a_panic_of_the_observer_leaves_what_is_committed() {
    let app = TestApp::extended(|engine| engine.on_commit(Arc::new(|_| panic!("told")))).await;

    for name in ["one", "two"] {
        let create =
            format!(r#"mutation {{ createTag(input: {{name: "{name}"}}) {{ tag {{ name }} }} }}"#);
        assert_eq!(app.leaves(&create).await, name);
    }
    assert_eq!(app.leaves("{ tags { nodes { name } } }").await, "one two");
}
