//! The argument `orderBy`.

use serde_json::json;

use super::{World, check};

#[test]
fn orders_name_fields_to_one_relations_and_what_is_made_of_many_rows() {
    let world = World::new();
    check(
        |order| world.order(order),
        &[
            ("null", ""),
            ("[]", ""),
            ("{ title: ASC }", "title asc nulls first"),
            (
                "[{ title: DESC }, { id: ASC }, { pk: DESC }]",
                "title desc nulls last, id asc nulls first",
            ),
            (
                "[{ title: ASC_NULLS_FIRST }, { content: ASC_NULLS_LAST }]",
                "title asc nulls first, content asc nulls last",
            ),
            (
                "[{ title: DESC_NULLS_FIRST }, { content: DESC_NULLS_LAST }]",
                "title desc nulls first, content desc nulls last",
            ),
            (
                "{ category: { parent: { name: ASC } } }",
                "category.parent.name asc nulls first",
            ),
            (
                "{ author: { profile: { id: DESC } } }",
                "author.profile.id desc nulls last",
            ),
            (
                "{ comments: { count: DESC } }",
                "comments[count of always] desc nulls last",
            ),
            (
                "{ comments: { max: { createdAt: ASC }, where: { author: { exact: \"a\" } } } }",
                "comments[max created_at of author = \"a\"] asc nulls first",
            ),
            (
                "{ author: { posts: { count: ASC } } }",
                "author.posts[count of always] asc nulls first",
            ),
        ],
    );
}

#[test]
fn a_wrong_order_is_refused_with_its_place() {
    let world = World::new();
    check(
        |order| world.order(order),
        &[
            ("1", "INVALID orderBy[0]: must be an object"),
            (
                "[null]",
                "INVALID orderBy[0]: must not be null; leave it out",
            ),
            ("{}", "INVALID orderBy[0]: must have exactly one field"),
            (
                "[{ title: ASC }, { title: ASC, id: ASC }]",
                "INVALID orderBy[1]: must have exactly one field",
            ),
            (
                "{ title: null }",
                "INVALID orderBy[0].title: must not be null; leave it out",
            ),
            (
                "{ title: \"ASC\" }",
                "INVALID orderBy[0].title: must be ASC, DESC, ASC_NULLS_FIRST, ASC_NULLS_LAST, \
                 DESC_NULLS_FIRST or DESC_NULLS_LAST, without quotes",
            ),
            (
                "{ authorId: ASC }",
                "INVALID orderBy[0].authorId: there is no such field",
            ),
            (
                "{ author: ASC }",
                "INVALID orderBy[0].author: must be an object",
            ),
            (
                "{ comments: { where: {} } }",
                "INVALID orderBy[0].comments: must have exactly one of `count`, `min`, `max`, \
                 `sum` and `avg`",
            ),
            (
                "{ comments: { count: ASC, min: { createdAt: ASC } } }",
                "INVALID orderBy[0].comments: must have exactly one of `count`, `min`, `max`, \
                 `sum` and `avg`",
            ),
            (
                "{ comments: { count: null } }",
                "INVALID orderBy[0].comments.count: must not be null; leave it out",
            ),
            (
                "{ comments: { sum: { createdAt: ASC } } }",
                "INVALID orderBy[0].comments.sum.createdAt: there is no such field",
            ),
            (
                "{ comments: { count: ASC, where: null } }",
                "INVALID orderBy[0].comments.where: must not be null; leave it out",
            ),
            (
                "{ comments: { count: ASC, through: {} } }",
                "INVALID orderBy[0].comments.through: there is no such field",
            ),
        ],
    );
}

#[test]
fn a_direction_in_a_variable_is_a_string() {
    let world = World::new();

    let order = world.order_with("[{ title: $way }]", json!({ "way": "DESC" }));
    let wrong = world.order_with("[{ title: $way }]", json!({ "way": "down" }));
    let absent = world.order_with("[{ title: $way }]", json!({}));

    assert_eq!(order, "title desc nulls last");
    assert!(
        wrong.starts_with("INVALID orderBy[0].title: must be ASC"),
        "{wrong}"
    );
    assert_eq!(absent, "INVALID orderBy[0]: must have exactly one field");
}
