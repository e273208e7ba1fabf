//! What a scope hides does not exist for filters, orders, values and exact-one reads: they
//! answer as if the hidden rows were deleted.

use relation::{
    catalog::{AccessorId, Catalog, ModelId},
    lookup::{Comparison, Predicate, Quantifier, ToMany},
    scope::Access,
};
use tests::TestApp;

use super::scope::{Limited, model, only};

/// Three authors and six posts; drafts have odd keys.
///
/// | post | title | author | category | tags | comments |
/// |---|---|---|---|---|---|
/// | 1 | draft a | ada | Arts | steam | 2 |
/// | 2 | public b | ada | Arts | steam, wool | 1 |
/// | 3 | draft c | bob | Space | wool | 3 |
/// | 4 | public d | bob | | | 0 |
/// | 5 | draft e | cyd | Space | iron | 1 |
/// | 6 | public f | ada | Space, below Arts | steam | 2 |
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    for name in ["ada", "bob", "cyd"] {
        app.user(name).await;
    }
    let arts = app.category("Arts").await;
    app.subcategory("Space", &arts).await;
    for name in ["steam", "wool", "iron"] {
        app.tag(name).await;
    }
    app.sql(
        "INSERT INTO post (id, title, content, status, author_id, category_id, created_at) VALUES \
         (1, 'draft a', 'text', 'DRAFT', 1, 1, '2025-01-01T00:00:00+00:00'), \
         (2, 'public b', 'text', 'PUBLISHED', 1, 1, '2025-01-02T00:00:00+00:00'), \
         (3, 'draft c', 'text', 'DRAFT', 2, 2, '2025-01-03T00:00:00+00:00'), \
         (4, 'public d', 'text', 'PUBLISHED', 2, NULL, '2025-01-04T00:00:00+00:00'), \
         (5, 'draft e', 'text', 'DRAFT', 3, 2, '2025-01-05T00:00:00+00:00'), \
         (6, 'public f', 'text', 'PUBLISHED', 1, 2, '2025-01-06T00:00:00+00:00')",
    )
    .await;
    app.sql(
        "INSERT INTO post_tag (post_id, tag_id) VALUES \
         (1, 1), (2, 1), (2, 2), (3, 2), (5, 3), (6, 1)",
    )
    .await;
    app.sql(
        "INSERT INTO comment (id, author, text, post_id) VALUES \
         (1, 'zoe', 'On a.', 1), (2, 'abe', 'On a.', 1), (3, 'zoe', 'On b.', 2), \
         (4, 'moe', 'On c.', 3), (5, 'zoe', 'On c.', 3), (6, 'moe', 'On c.', 3), \
         (7, 'abe', 'On e.', 5), (8, 'abe', 'On f.', 6), (9, 'zoe', 'On f.', 6)",
    )
    .await;
    app
}

/// Lists that would show posts, or anything of them, if they could.
const REACHING_POSTS: &[&str] = &[
    // To-many: some, none, every, count, with and without conditions.
    "users(where: { posts: { some: {} } })",
    "users(where: { posts: { some: { title: { startsWith: \"draft\" } } } })",
    "users(where: { posts: { none: {} } })",
    "users(where: { posts: { none: { tags: { some: { name: { exact: \"steam\" } } } } } })",
    "users(where: { posts: { every: { title: { startsWith: \"public\" } } } })",
    "users(where: { posts: { count: { exact: 1 } } })",
    "users(where: { posts: { count: { gte: 2 } } })",
    "users(where: { posts: { count: { exact: 0, where: { tags: { some: {} } } } } })",
    "users(where: { posts: { some: { id: { exact: \"Post:3\" } } } })",
    "users(where: { not: { posts: { some: { id: { in: [3, 5] } } } } })",
    "categories(where: { posts: { some: {} } })",
    "categories(where: { children: { some: { posts: { count: { gt: 1 } } } } })",
    "categories(where: { parent: { posts: { some: { title: { contains: \"a\" } } } } })",
    "tags(where: { posts: { some: {} } })",
    "tags(where: { posts: { none: {} } })",
    "tags(where: { posts: { every: { author: { username: { exact: \"ada\" } } } } })",
    "tags(where: { posts: { count: { exact: 2 } } })",
    "tags(where: { posts: { some: { comments: { count: { gte: 2 } } } } })",
    // To-one.
    "comments(where: { post: { title: { contains: \"a\" } } })",
    "comments(where: { post: { author: { username: { exact: \"ada\" } } } })",
    "comments(where: { not: { post: { title: { contains: \"a\" } } } })",
    "comments(where: { post: { tags: { some: { posts: { count: { gt: 1 } } } } } })",
    // Orders.
    "users(orderBy: { posts: { count: DESC } })",
    "users(orderBy: [{ posts: { max: { createdAt: DESC } } }])",
    "users(orderBy: { posts: { min: { title: ASC }, where: { tags: { some: {} } } } })",
    "tags(orderBy: { posts: { count: DESC } })",
    "tags(orderBy: { posts: { max: { title: DESC_NULLS_FIRST } } })",
    "tags(orderBy: { posts: { count: DESC, where: { comments: { count: { gte: 2 } } } } })",
    "categories(orderBy: [{ parent: { posts: { count: DESC } } }, { posts: { count: DESC } }])",
    // Posts themselves.
    "posts(where: { title: { contains: \"a\" } })",
    "posts(orderBy: { comments: { count: DESC } })",
    "posts(where: { tags: { some: { posts: { some: { title: { startsWith: \"draft\" } } } } } })",
    "posts(where: { author: { posts: { count: { gt: 1 } } } })",
];

/// Fields whose answer has to be the same with hidden rows and without them.
const VALUES: &[&str] = &[
    "posts { totalCount aggregate { count min { title createdAt } max { title createdAt } } }",
    "users { nodes { username posts { totalCount aggregate { count max { title } } } } }",
    "tags { nodes { name posts(orderBy: { title: DESC }, first: 1) { totalCount nodes { title } pageInfo { hasNextPage } } } }",
    "tags { nodes { posts(where: { title: { startsWith: \"draft\" } }) { totalCount aggregate { max { createdAt } } } } }",
    "category(id: 2) { posts { aggregate { count min { title } } } }",
    "getPost(where: { title: { exact: \"draft a\" } }) { title }",
    "getPost(where: { title: { exact: \"public b\" } }) { title }",
    "getPost(where: { author: { username: { exact: \"bob\" } } }) { title }",
    "getUser(where: { posts: { some: { title: { exact: \"draft c\" } } } }) { username }",
    "getUser(where: { posts: { count: { gte: 2 } } }) { username }",
    "getTag(where: { posts: { none: {} } }) { name }",
];

type Condition = Box<dyn Fn(&Catalog) -> Predicate>;

/// Wants each answer within `scope` to be what `deleted` gives to someone who sees everything.
async fn check(hidden: &TestApp, deleted: &TestApp, limited: &[(ModelId, Access)]) {
    let lists = REACHING_POSTS.iter();
    let lists = lists.map(|list| format!("{list} {{ totalCount nodes {{ pk }} }}"));
    let queries: Vec<String> = lists
        .chain(VALUES.iter().map(|field| (*field).to_owned()))
        .map(|field| format!("{{ {field} }}"))
        .collect();
    let mut n_different = 0;
    for query in &queries {
        let scope = Limited(limited.to_vec());
        let within = hidden.execute_as(scope, query).await.to_string();
        let without = deleted.execute(query).await.to_string();
        assert_eq!(within, without, "{query}");
        let everything = hidden.execute(query).await.to_string();
        n_different += usize::from(everything != without);
    }
    // Otherwise nothing was hidden that these queries could show.
    assert!(n_different >= 10, "{n_different}");
}

#[tokio::test]
async fn rows_that_a_field_hides_are_as_if_deleted() {
    let (hidden, deleted) = (publication().await, publication().await);
    // Comments of hidden posts are deleted with them; here they are hidden by their key.
    deleted.sql("DELETE FROM post WHERE status = 'DRAFT'").await;
    let catalog = hidden.catalog();
    let limited = [
        (model(catalog, "Post"), published(catalog)),
        (
            model(catalog, "Comment"),
            Access::Filtered(along(catalog, "Comment", "post", published_posts(catalog))),
        ),
    ];

    check(&hidden, &deleted, &limited).await;
}

/// The scope's own condition reaches posts that the viewer could see only in part, along a
/// to-one relation, a reverse one and a many-to-many one.
#[tokio::test]
async fn rows_that_a_condition_along_relations_hides_are_as_if_deleted() {
    let ada = |catalog: &Catalog| is(catalog, "User", "username", "ada");
    let zoe = |catalog: &Catalog| is(catalog, "Comment", "author", "zoe");
    let steam = |catalog: &Catalog| is(catalog, "Tag", "name", "steam");
    let conditions: [(Condition, &str); 5] = [
        (
            Box::new(move |catalog| along(catalog, "Post", "author", ada(catalog))),
            "author_id = 1",
        ),
        (
            Box::new(move |catalog| some(catalog, "Post", "comments", zoe(catalog))),
            "id IN (SELECT post_id FROM comment WHERE author = 'zoe')",
        ),
        (
            Box::new(move |catalog| some(catalog, "Post", "tags", steam(catalog))),
            "id IN (SELECT post_id FROM post_tag WHERE tag_id = 1)",
        ),
        (
            Box::new(move |catalog| {
                let busy = ToMany {
                    accessor: accessor_of(catalog, "User", "posts"),
                    quantifier: Quantifier::Count(Comparison::GreaterOrEqual, 2),
                    through: Predicate::ALWAYS,
                    condition: Predicate::ALWAYS,
                };
                let busy = Predicate::ToMany(Box::new(busy));
                along(catalog, "Post", "author", busy)
            }),
            "author_id IN (1, 2)",
        ),
        (
            Box::new(move |catalog| {
                let parent = is(catalog, "Category", "name", "Arts");
                let parent = along(catalog, "Category", "parent", parent);
                Predicate::Not(Box::new(along(catalog, "Post", "category", parent)))
            }),
            "category_id IS NULL OR category_id = 1",
        ),
    ];

    for (condition, kept) in conditions {
        let (hidden, deleted) = (publication().await, publication().await);
        let catalog = hidden.catalog();
        let of_comments = along(catalog, "Comment", "post", condition(catalog));
        let limited = [
            (model(catalog, "Post"), Access::Filtered(condition(catalog))),
            (model(catalog, "Comment"), Access::Filtered(of_comments)),
        ];
        deleted
            .sql(&format!("DELETE FROM post WHERE NOT ({kept})"))
            .await;
        check(&hidden, &deleted, &limited).await;
    }
}

/// A hidden target is none: its fields sort as missing, and `IsNull` finds it.
#[tokio::test]
async fn a_hidden_target_is_ordered_and_filtered_like_none() {
    let app = publication().await;
    let within = |query: &'static str| {
        let space = only(&app, "Category", "name", "Space");
        let app = &app;
        async move { app.execute_as(space, query).await.leaves() }
    };

    assert_eq!(
        within("{ posts(orderBy: { category: { name: ASC } }) { nodes { pk } } }").await,
        "1 2 4 3 5 6"
    );
    assert_eq!(
        within("{ posts(orderBy: { category: { pk: ASC_NULLS_LAST } }) { nodes { pk } } }").await,
        "3 5 6 1 2 4"
    );
    assert_eq!(
        within("{ posts(orderBy: { category: { parent: { name: DESC } } }) { nodes { pk } } }")
            .await,
        "1 2 3 4 5 6"
    );
    assert_eq!(
        within("{ posts(where: { categoryIsNull: true }) { nodes { pk } } }").await,
        "1 2 4"
    );
    assert_eq!(
        within("{ posts(where: { category: { pk: { exact: 1 } } }) { nodes { pk } } }").await,
        ""
    );
    assert_eq!(
        within("{ posts(where: { not: { category: { name: { exact: \"Space\" } } } }) { nodes { pk } } }").await,
        "1 2 4"
    );
    assert_eq!(
        within("{ posts(orderBy: { category: { posts: { count: DESC } } }) { nodes { pk } } }")
            .await,
        "3 5 6 1 2 4"
    );
}

/// A row that a filter needs and one that only an order asks for can stand on one path.
#[tokio::test]
async fn what_a_filter_needs_does_not_hide_what_an_order_does_without() {
    let app = publication().await;
    let lists = [
        (
            "posts(where: { category: { name: { exact: \"Space\" } } }, orderBy: { category: { parent: { name: ASC } } })",
            "3 5 6",
        ),
        (
            "posts(where: { or: [{ category: { name: { exact: \"Space\" } } }, { title: { contains: \"b\" } }] }, orderBy: { category: { name: DESC } })",
            "3 5 6 2 4",
        ),
        (
            "posts(where: { category: { parentIsNull: true } }, orderBy: { category: { parent: { pk: ASC } } })",
            "1 2 3 4 5 6",
        ),
        (
            "comments(where: { post: { category: { parent: { name: { isNull: true } } } } })",
            "1 2 3 4 5 6 7 8 9",
        ),
        (
            "comments(where: { post: { category: { parent: { name: { isNull: false } } } } })",
            "",
        ),
        (
            "comments(where: { post: { category: { posts: { count: { gt: 0 } } } } }, orderBy: { post: { category: { pk: ASC } } })",
            "4 5 6 7 8 9",
        ),
    ];

    for (list, expected) in lists {
        let space = only(&app, "Category", "name", "Space");
        let query = format!("{{ {list} {{ nodes {{ pk }} }} }}");
        assert_eq!(
            app.execute_as(space, &query).await.leaves(),
            expected,
            "{list}"
        );
    }
}

/// A scope may speak of rows that the viewer does not see; the viewer's own words may not.
#[tokio::test]
async fn what_a_scope_needs_is_not_shown() {
    let app = publication().await;
    let catalog = app.catalog();
    let of_ada = along(
        catalog,
        "Post",
        "author",
        is(catalog, "User", "username", "ada"),
    );
    let limited = [
        (model(catalog, "Post"), Access::Filtered(of_ada)),
        (model(catalog, "User"), Access::None),
    ];
    let lists = [
        ("posts", "1 2 6"),
        (
            "posts(orderBy: [{ author: { username: DESC } }, { pk: DESC }])",
            "6 2 1",
        ),
        (
            "posts(orderBy: { author: { posts: { count: DESC } } })",
            "1 2 6",
        ),
        (
            "posts(where: { author: { username: { exact: \"ada\" } } })",
            "",
        ),
        (
            "posts(where: { author: { username: { isNull: true } } })",
            "1 2 6",
        ),
        ("tags(where: { posts: { some: {} } })", "1 2"),
        (
            "tags(where: { posts: { some: { author: { username: { exact: \"ada\" } } } } })",
            "",
        ),
        ("tags(orderBy: { posts: { count: ASC } })", "3 2 1"),
        (
            "comments(where: { post: { title: { contains: \"c\" } } })",
            "3 8 9",
        ),
    ];

    for (list, expected) in lists {
        let query = format!("{{ {list} {{ nodes {{ pk }} }} }}");
        let reply = app.execute_as(Limited(limited.to_vec()), &query).await;
        assert_eq!(reply.leaves(), expected, "{list}");
    }
}

/// Pages of an order by what is hidden in part.
#[tokio::test]
async fn cursors_follow_what_the_viewer_sees() {
    let app = publication().await;
    let mut after = String::new();
    let mut keys = Vec::new();
    for _ in 0..3 {
        let space = only(&app, "Category", "name", "Space");
        let query = format!(
            "{{ posts(orderBy: {{ category: {{ name: DESC }} }}, first: 2{after}) {{ nodes {{ pk }} pageInfo {{ endCursor }} }} }}"
        );
        let data = app.execute_as(space, &query).await.data();
        for node in data["posts"]["nodes"].as_array().unwrap() {
            keys.push(node["pk"].as_str().unwrap().to_owned());
        }
        after = format!(", after: {}", data["posts"]["pageInfo"]["endCursor"]);
    }

    assert_eq!(keys, ["3", "5", "6", "1", "2", "4"]);
}

/// A hidden link links nothing, for numbers and values too.
#[tokio::test]
async fn hidden_links_do_not_count() {
    let app = TestApp::zoo().await;
    let within = |query: &'static str| {
        let failed = only(&app, "Check", "passed", false);
        let app = &app;
        async move { app.execute_as(failed, query).await.leaves() }
    };

    assert_eq!(
        within("{ batches { nodes { checked { totalCount aggregate { sum { small } } } } } }")
            .await,
        "1 2 1 -5 0 null"
    );
    assert_eq!(
        within("{ batches(where: { checked: { count: { exact: 1 } } }) { nodes { name } } }").await,
        "May June"
    );
    assert_eq!(
        within("{ batches(where: { checked: { through: { passed: { exact: true } } } }) { nodes { name } } }").await,
        ""
    );
    assert_eq!(
        within("{ batches(orderBy: { checked: { sum: { small: ASC } } }) { nodes { name } } }")
            .await,
        "July June May"
    );
    assert_eq!(
        within("{ entries(where: { checkedBy: { some: {} } }) { nodes { pk } } }").await,
        "1 2"
    );
}

fn accessor_of(catalog: &Catalog, model_name: &str, name: &str) -> AccessorId {
    let mut accessors = catalog.accessors_of(model(catalog, model_name));
    let found = accessors.find(|accessor| accessor.name == name);
    found.expect("an accessor").id
}

fn is(catalog: &Catalog, model: &str, field: &str, value: &str) -> Predicate {
    let model = catalog.model_by_name(model).expect("a model");
    let field = model.field_by_name(field).expect("a field");
    Predicate::compare(field, Comparison::Equal, value.into())
}

fn published_posts(catalog: &Catalog) -> Predicate {
    is(catalog, "Post", "status", "PUBLISHED")
}

fn published(catalog: &Catalog) -> Access {
    Access::Filtered(published_posts(catalog))
}

/// The row at the end of a to-one relation meets a condition.
fn along(catalog: &Catalog, model_name: &str, accessor: &str, condition: Predicate) -> Predicate {
    Predicate::ToOne {
        accessor: accessor_of(catalog, model_name, accessor),
        condition: Box::new(condition),
    }
}

/// Some row at the end of a to-many relation meets a condition.
fn some(catalog: &Catalog, model_name: &str, accessor: &str, condition: Predicate) -> Predicate {
    Predicate::ToMany(Box::new(ToMany {
        accessor: accessor_of(catalog, model_name, accessor),
        quantifier: Quantifier::Some,
        through: Predicate::ALWAYS,
        condition,
    }))
}
