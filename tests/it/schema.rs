//! The schema as clients see it.

use expect_test::{expect, expect_file};
use serde_json::Value;
use tests::{TestApp, generated::Format};

#[tokio::test]
async fn everything_is_described() {
    let query = "{ __schema { types { name description kind
        fields { name description args { name description } }
        enumValues { name description }
        inputFields { name description }
    } } }";
    let apps = [
        TestApp::new().await,
        TestApp::zoo().await,
        TestApp::generated(Format::Compact).await,
    ];
    for app in &apps {
        let data = app.execute(query).await.data();
        for ty in data["__schema"]["types"].as_array().expect("types") {
            let name = ty["name"].as_str().expect("a name");
            let is_built_in = ["ID", "Int", "Float", "String", "Boolean"].contains(&name);
            if !(is_built_in || name.starts_with("__")) {
                check_description(name, ty);
            }
        }
    }
}

/// Wants a description of the thing and of everything in it.
fn check_description(path: &str, thing: &Value) {
    let description = thing["description"].as_str().unwrap_or_default();
    assert!(!description.trim().is_empty(), "{path} has no description");
    for parts in ["fields", "args", "enumValues", "inputFields"] {
        for part in thing[parts].as_array().into_iter().flatten() {
            let name = part["name"].as_str().expect("a name");
            check_description(&format!("{path}.{name}"), part);
        }
    }
}

#[tokio::test]
async fn the_domain_has_its_roots() {
    let app = TestApp::new().await;

    expect![[r#"
        node: Node
        nodes: [Node]!
        deletePreview: DeletePlan!
        user: User
        getUser: User!
        users: UserConnection!
        profile: Profile
        getProfile: Profile!
        profiles: ProfileConnection!
        follow: Follow
        getFollow: Follow!
        follows: FollowConnection!
        category: Category
        getCategory: Category!
        categories: CategoryConnection!
        tag: Tag
        getTag: Tag!
        tags: TagConnection!
        post: Post
        getPost: Post!
        posts: PostConnection!
        postTag: PostTag
        getPostTag: PostTag!
        postTags: PostTagConnection!
        comment: Comment
        getComment: Comment!
        comments: CommentConnection!
        reporter: Reporter
        getReporter: Reporter!
        reporters: ReporterConnection!
        article: Article
        getArticle: Article!
        articles: ArticleConnection!
        contribution: Contribution
        getContribution: Contribution!
        contributions: ContributionConnection!"#]]
    .assert_eq(&app.fields_of("Query").await.join("\n"));
}

#[tokio::test]
async fn types_are_nodes_and_lists_are_connections() {
    let app = TestApp::new().await;

    expect![[r#"
        id: ID!
        pk: BigInt!
        headline: String!
        pubDate: Date!
        reporter: Reporter!
        category: Category
        contributionSet: ContributionConnection!
        contributors: ArticleContributorsConnection!"#]]
    .assert_eq(&app.fields_of("Article").await.join("\n"));
    expect![[r#"
        edges: [ArticleContributorsEdge!]!
        nodes: [Reporter!]!
        pageInfo: PageInfo!
        totalCount: Int!
        aggregate: ReporterAggregate!"#]]
    .assert_eq(
        &app.fields_of("ArticleContributorsConnection")
            .await
            .join("\n"),
    );
    expect![[r#"
        cursor: String!
        node: Reporter!
        through: Contribution!"#]]
    .assert_eq(&app.fields_of("ArticleContributorsEdge").await.join("\n"));
    expect![[r#"
        cursor: String!
        node: Tag!"#]]
    .assert_eq(&app.fields_of("PostTagsEdge").await.join("\n"));
}

#[tokio::test]
async fn plurals_that_are_their_singular_become_lists() {
    let app = TestApp::zoo().await;

    let reply = app
        .execute("{ news(id: 1) { headline series { title newsSet { nodes { headline } } } } newsList { totalCount } seriesList { totalCount } people { totalCount } }")
        .await;

    reply.expect_data(expect![[r#"
        {
          "news": {
            "headline": "Crane repaired",
            "series": {
              "title": "Harbour",
              "newsSet": {"nodes": [{"headline": "Crane repaired"}]}
            }
          },
          "newsList": {"totalCount": 2},
          "seriesList": {"totalCount": 2},
          "people": {"totalCount": 4}
        }"#]]);
}

#[test]
fn the_file_is_the_schema_of_the_shipped_domain() {
    let catalog = entity::catalog().expect("a catalog without faults");
    let engine = api::Engine::builder(std::sync::Arc::new(catalog));
    let sdl = engine.sdl().expect("names that GraphQL takes");

    expect_file!["../../schema.graphql"].assert_eq(&sdl);
}
