//! The queries of Django's tutorials on many-to-one, one-to-one and many-to-many relations, and
//! those of a publication, with their answers.

use entity::contribution::ContributionRole;
use expect_test::expect;
use tests::TestApp;

/// The reporters and articles of the tutorial on many-to-one relations.
async fn newsroom() -> TestApp {
    let app = TestApp::new().await;
    let john = app.reporter("John Smith").await;
    let paul = app.reporter("Paul Jones").await;
    app.article("This is a test", &john).await;
    app.article("John's second story", &john).await;
    app.article("Paul's story", &paul).await;
    app.article("This is Paul's too", &paul).await;
    app.article("This is his third", &paul).await;
    app
}

/// Users, some with a profile, their posts with tags and comments, and what no post uses.
async fn publication() -> TestApp {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.user("cyd").await;
    app.profile(&ada, "Engines and numbers").await;
    app.profile(&bob, "Weaver").await;
    let (science, craft) = (app.category("Science").await, app.category("Craft").await);
    app.category("Empty").await;
    let (iron, steam, wool) = (
        app.tag("iron").await,
        app.tag("steam").await,
        app.tag("wool").await,
    );
    app.tag("unused").await;
    let engines = app
        .post("Engines", &ada)
        .category(&science)
        .tags([&iron, &steam])
        .await;
    let looms = app
        .post("Looms", &bob)
        .category(&craft)
        .tags([&iron, &wool])
        .await;
    app.post("Numbers", &ada).category(&science).await;
    app.comment(&engines, "Fine").author("dora").await;
    app.comment(&engines, "Very fine").author("dora").await;
    app.comment(&looms, "Loud").author("emil").await;
    app.comment(&looms, "Indeed").author("dora").await;
    app
}

/// `Article.objects.filter(reporter__first_name="John", reporter__last_name="Smith")`
#[tokio::test]
async fn articles_by_two_names_of_their_reporter() {
    let app = newsroom().await;

    let reply = app
        .execute(
            "{ articles(where: { reporter: { firstName: { exact: \"John\" }, lastName: { exact: \"Smith\" } } }) {
                totalCount nodes { id headline reporter { firstName lastName } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "articles": {
            "totalCount": 2,
            "nodes": [
              {
                "id": "Article:1",
                "headline": "This is a test",
                "reporter": {"firstName": "John", "lastName": "Smith"}
              },
              {
                "id": "Article:2",
                "headline": "John's second story",
                "reporter": {"firstName": "John", "lastName": "Smith"}
              }
            ]
          }
        }"#]]);
}

/// `Article.objects.filter(headline__startswith="This")`, and the count of a reporter's articles.
#[tokio::test]
async fn a_reporter_and_the_articles_of_the_reporter() {
    let app = newsroom().await;

    let reply = app
        .execute(
            "{
                articles(where: { headline: { startsWith: \"This\" } }) { nodes { headline } }
                reporter(id: 1) {
                    articleSet { totalCount nodes { headline } }
                    this: articleSet(where: { headline: { startsWith: \"This\" } }) { nodes { headline } }
                }
                ofJohn: articles(where: { reporter: { firstName: { exact: \"John\" } } }) { totalCount }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "articles": {
            "nodes": [
              {"headline": "This is a test"},
              {"headline": "This is Paul's too"},
              {"headline": "This is his third"}
            ]
          },
          "reporter": {
            "articleSet": {
              "totalCount": 2,
              "nodes": [{"headline": "This is a test"}, {"headline": "John's second story"}]
            },
            "this": {"nodes": [{"headline": "This is a test"}]}
          },
          "ofJohn": {"totalCount": 2}
        }"#]]);
}

/// `Reporter.objects.filter(article__headline__startswith="This")` gives Paul twice in Django, and
/// once with `.distinct()`. Here a reporter comes once; Django's `count()` of the repeated rows is
/// the number of articles, and that of the distinct ones is the number of reporters.
#[tokio::test]
async fn reporters_of_articles_that_start_with_a_word() {
    let app = newsroom().await;

    let reply = app
        .execute(
            "{
                reporters(where: { article: { some: { headline: { startsWith: \"This\" } } } }) {
                    distinct: totalCount
                    nodes { firstName articleSet(where: { headline: { startsWith: \"This\" } }) { totalCount } }
                }
                repeated: articles(where: { headline: { startsWith: \"This\" } }) { totalCount }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "reporters": {
            "distinct": 2,
            "nodes": [
              {"firstName": "John", "articleSet": {"totalCount": 1}},
              {"firstName": "Paul", "articleSet": {"totalCount": 2}}
            ]
          },
          "repeated": {"totalCount": 3}
        }"#]]);
}

/// `Article.objects.filter(reporter__in=[..])`, by keys, by ids, and by a query.
#[tokio::test]
async fn articles_of_a_list_of_reporters_and_of_reporters_that_are_asked_for() {
    let app = newsroom().await;
    let query = "{
        articles(where: { reporter: { firstName: { exact: \"John\" } } }) { nodes { headline } }
    }";

    let reply = app
        .execute(
            "{
                list: articles(where: { reporter: { id: { in: [1, \"Reporter:2\"] } } }) { totalCount }
                one: articles(where: { reporter: { id: { exact: \"Reporter:1\" } } }) { nodes { headline } }
                query: articles(where: { reporter: { firstName: { exact: \"John\" } } }) { nodes { headline } }
                last: articles(where: { reporter: { id: { in: [2] } } }, last: 1) { nodes { headline } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "list": {"totalCount": 5},
          "one": {
            "nodes": [{"headline": "This is a test"}, {"headline": "John's second story"}]
          },
          "query": {
            "nodes": [{"headline": "This is a test"}, {"headline": "John's second story"}]
          },
          "last": {"nodes": [{"headline": "This is his third"}]}
        }"#]]);
    assert_eq!(app.statements(query).await, 1);
}

/// `Reporter.objects.filter(article__reporter__first_name__startswith="John")`, and the same
/// through the object itself: `filter(article__reporter=r)`.
#[tokio::test]
async fn reporters_by_the_reporter_of_their_articles() {
    let app = newsroom().await;

    let reply = app
        .execute(
            "{
                circle: reporters(where: { article: { some: { reporter: { firstName: { startsWith: \"John\" } } } } }) {
                    totalCount nodes { firstName }
                }
                object: reporters(where: { article: { some: { reporter: { id: { exact: 1 } } } } }) { nodes { firstName } }
                back: articles(where: { reporter: { article: { some: { headline: { exact: \"Paul's story\" } } } } }) {
                    nodes { headline }
                }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "circle": {"totalCount": 1, "nodes": [{"firstName": "John"}]},
          "object": {"nodes": [{"firstName": "John"}]},
          "back": {
            "nodes": [
              {"headline": "Paul's story"},
              {"headline": "This is Paul's too"},
              {"headline": "This is his third"}
            ]
          }
        }"#]]);
}

/// `Place.objects.get(restaurant__place__pk=1)` and its like, with users and profiles.
#[tokio::test]
async fn one_to_one_relations_are_asked_from_both_sides() {
    let app = publication().await;

    let reply = app
        .execute(
            "{
                byKey: getProfile(where: { user: { pk: { exact: 1 } } }) { bio }
                byName: getProfile(where: { user: { username: { startsWith: \"ad\" } } }) { bio }
                byText: getUser(where: { profile: { bio: { contains: \"Weav\" } } }) { username }
                back: getUser(where: { profile: { user: { username: { exact: \"ada\" } } } }) { username }
                without: users(where: { profileIsNull: true }) { nodes { username profile { bio } } }
                with: users(where: { profileIsNull: false }) { nodes { username profile { bio } } }
                not: users(where: { not: { profile: { bio: { exact: \"Weaver\" } } } }) { nodes { username } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "byKey": {"bio": "Engines and numbers"},
          "byName": {"bio": "Engines and numbers"},
          "byText": {"username": "bob"},
          "back": {"username": "ada"},
          "without": {"nodes": [{"username": "cyd", "profile": null}]},
          "with": {
            "nodes": [
              {"username": "ada", "profile": {"bio": "Engines and numbers"}},
              {"username": "bob", "profile": {"bio": "Weaver"}}
            ]
          },
          "not": {"nodes": [{"username": "ada"}, {"username": "cyd"}]}
        }"#]]);
}

/// `Article.objects.filter(publications__title__startswith="Science")` and its reverse, with
/// posts and tags; `exclude(publications=p)`.
#[tokio::test]
async fn many_to_many_relations_are_asked_from_both_sides() {
    let app = publication().await;

    let reply = app
        .execute(
            "{
                byKey: posts(where: { tags: { some: { id: { exact: 1 } } } }) { totalCount nodes { title } }
                byKeys: posts(where: { tags: { some: { pk: { in: [1, 2] } } } }) { totalCount nodes { title } }
                byName: posts(where: { tags: { some: { name: { startsWith: \"st\" } } } }) { nodes { title } }
                reverse: tags(where: { posts: { some: { title: { startsWith: \"L\" } } } }) { nodes { name } }
                without: posts(where: { tags: { none: { id: { exact: \"Tag:2\" } } } }) { nodes { title } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "byKey": {"totalCount": 2, "nodes": [{"title": "Engines"}, {"title": "Looms"}]},
          "byKeys": {"totalCount": 2, "nodes": [{"title": "Engines"}, {"title": "Looms"}]},
          "byName": {"nodes": [{"title": "Engines"}]},
          "reverse": {"nodes": [{"name": "iron"}, {"name": "wool"}]},
          "without": {"nodes": [{"title": "Looms"}, {"title": "Numbers"}]}
        }"#]]);
}

/// `Person.objects.filter(group__name="The Beatles", membership__date_joined__gt=..)`, with
/// articles and those who worked on them.
#[tokio::test]
async fn links_with_data_are_asked_together_with_their_targets() {
    let app = TestApp::new().await;
    let (ann, ben) = (
        app.reporter("Ann Lane").await,
        app.reporter("Ben Stone").await,
    );
    app.article("Rain", &ann)
        .contributor(&ann, ContributionRole::Writer)
        .contributor(&ben, ContributionRole::Editor)
        .await;
    app.article("Snow", &ann)
        .contributor(&ben, ContributionRole::Writer)
        .await;

    let reply = app
        .execute(
            "{
                editedByBen: articles(where: { contributors: {
                    some: { firstName: { exact: \"Ben\" } }, through: { role: { exact: EDITOR } }
                } }) { nodes { headline } }
                editorsOfSnow: reporters(where: { contributedArticles: {
                    some: { headline: { exact: \"Snow\" } }, through: { role: { exact: EDITOR } }
                } }) { totalCount }
                writersOfRain: reporters(where: { contribution: { some: {
                    article: { headline: { exact: \"Rain\" } }, role: { exact: WRITER }
                } } }) { nodes { firstName } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "editedByBen": {"nodes": [{"headline": "Rain"}]},
          "editorsOfSnow": {"totalCount": 0},
          "writersOfRain": {"nodes": [{"firstName": "Ann"}]}
        }"#]]);
}

/// `Post.objects.filter(comments__author="dora")`: Django gives the first post twice.
#[tokio::test]
async fn posts_with_a_comment_of_someone() {
    let app = publication().await;

    let reply = app
        .execute(
            "{ posts(where: { comments: { some: { author: { exact: \"dora\" } } } }) {
                totalCount
                nodes { title comments(where: { author: { exact: \"dora\" } }) { totalCount nodes { text } } }
            } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "posts": {
            "totalCount": 2,
            "nodes": [
              {
                "title": "Engines",
                "comments": {
                  "totalCount": 2,
                  "nodes": [{"text": "Fine"}, {"text": "Very fine"}]
                }
              },
              {"title": "Looms", "comments": {"totalCount": 1, "nodes": [{"text": "Indeed"}]}}
            ]
          }
        }"#]]);
}

/// `Post.objects.filter(tags__name="iron")`, and `tag.posts.count()` of every tag.
#[tokio::test]
async fn posts_by_tag_and_the_number_of_posts_of_each_tag() {
    let app = publication().await;
    let counts = "{ tags { nodes { name posts { totalCount } } } }";

    let reply = app
        .execute(
            "{
                posts(where: { tags: { some: { name: { exact: \"iron\" } } } }) { nodes { title } }
                tags { nodes { name posts { totalCount } } }
                popular: tags(where: { posts: { count: { gt: 1 } } }) { nodes { name } }
                unused: tags(where: { posts: { count: { exact: 0 } } }) { nodes { name } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "posts": {"nodes": [{"title": "Engines"}, {"title": "Looms"}]},
          "tags": {
            "nodes": [
              {"name": "iron", "posts": {"totalCount": 2}},
              {"name": "steam", "posts": {"totalCount": 1}},
              {"name": "wool", "posts": {"totalCount": 1}},
              {"name": "unused", "posts": {"totalCount": 0}}
            ]
          },
          "popular": {"nodes": [{"name": "iron"}]},
          "unused": {"nodes": [{"name": "unused"}]}
        }"#]]);
    assert_eq!(app.statements(counts).await, 2);
}

/// `Category.objects.filter(posts__isnull=True)`
#[tokio::test]
async fn categories_without_posts() {
    let app = publication().await;

    let reply = app
        .execute(
            "{
                without: categories(where: { posts: { none: {} } }) { totalCount nodes { name } }
                with: categories(where: { posts: { some: {} } }) { totalCount nodes { name posts { totalCount } } }
            }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "without": {"totalCount": 1, "nodes": [{"name": "Empty"}]},
          "with": {
            "totalCount": 2,
            "nodes": [
              {"name": "Science", "posts": {"totalCount": 2}},
              {"name": "Craft", "posts": {"totalCount": 1}}
            ]
          }
        }"#]]);
}
