//! The argument `where`.

use serde_json::json;

use super::{World, check};

#[test]
fn conditions_are_joined_as_the_object_says() {
    let world = World::new();
    check(
        |conditions| world.filter(conditions),
        &[
            ("null", "always"),
            ("{}", "always"),
            ("{ and: [], title: {} }", "(always and always)"),
            ("{ or: [] }", "never"),
            (
                "{ title: { exact: \"a\", gt: \"b\" }, not: { title: { in: \"c\" } } }",
                "((title = \"a\" and title > \"b\") and not title in [\"c\"])",
            ),
            ("{ or: { title: { exact: \"a\" } } }", "(title = \"a\")"),
            (
                "{ and: [{ or: [{ pk: { exact: 1 } }, { pk: { gt: \"2\" } }] }, {}] }",
                "((id = 1 or id > 2) and always)",
            ),
        ],
    );
}

#[test]
fn lookups_of_values() {
    let world = World::new();
    check(
        |lookup| world.filter(&format!("{{ title: {lookup} }}")),
        &[
            ("{ exact: null }", "title is null"),
            ("{ iExact: null }", "title is null"),
            ("{ isNull: true }", "title is null"),
            ("{ isNull: false }", "not title is null"),
            ("{ in: [] }", "title in []"),
            (
                "{ range: [\"a\", \"b\"] }",
                "(title >= \"a\" and title <= \"b\")",
            ),
            ("{ contains: \"50%\" }", "title Anywhere \"50%\""),
            ("{ iStartsWith: \"\\\\_\" }", "title iStart \"\\\\_\""),
            ("{ endsWith: \"\" }", "title End \"\""),
            ("{ iExact: \"A\" }", "title iWhole \"A\""),
            ("{ iRegex: \"a\" }", "title imatches"),
        ],
    );
    check(
        |lookup| world.filter(&format!("{{ status: {lookup} }}")),
        &[
            ("{ exact: DRAFT }", "status = \"draft\""),
            (
                "{ in: [DRAFT, PUBLISHED] }",
                "status in [\"draft\",\"published\"]",
            ),
        ],
    );
}

#[test]
fn lookups_of_dates_and_times() {
    let world = World::new();
    check(
        |lookup| world.filter(&format!("{{ publishedAt: {lookup} }}")),
        &[
            (
                "{ gt: \"2025-11-21T17:05:00+02:00\" }",
                "published_at > 2025-11-21T15:05:00Z",
            ),
            (
                "{ year: { exact: 2025 } }",
                "(published_at >= 2025-01-01T00:00:00Z and published_at < 2026-01-01T00:00:00Z)",
            ),
            (
                "{ isoYear: { range: [2025, 2026] } }",
                "(published_at >= 2024-12-30T00:00:00Z and published_at < 2027-01-04T00:00:00Z)",
            ),
            (
                "{ year: { in: [1, 300000] } }",
                "((published_at >= 0001-01-01T00:00:00Z and published_at < 0002-01-01T00:00:00Z) \
                 or (never and not published_at is null))",
            ),
            ("{ year: { isNull: true } }", "published_at is null"),
            (
                "{ date: { exact: \"2025-11-21\" } }",
                "(published_at >= 2025-11-21T00:00:00Z and published_at < 2025-11-22T00:00:00Z)",
            ),
            (
                "{ date: { in: [\"2025-11-21\"], month: { lte: 2 } } }",
                "(Date(published_at) in [2025-11-21] and Month(published_at) <= 2)",
            ),
            ("{ date: { exact: null } }", "published_at is null"),
            (
                "{ time: { gte: \"09:30:00\", hour: { in: [1, 2] } } }",
                "(Time(published_at) >= 09:30:00 and Hour(published_at) in [1,2])",
            ),
            (
                "{ isoWeekDay: { exact: 7 } }",
                "IsoWeekDay(published_at) = 7",
            ),
        ],
    );
}

#[test]
fn ids_are_keys() {
    let world = World::new();
    check(
        |lookup| world.filter(&format!("{{ author: {{ id: {lookup} }} }}")),
        &[
            ("{ exact: \"User:1\" }", "author.id in [1]"),
            ("{ exact: 2 }", "author.id in [2]"),
            ("{ in: [\"User:1\", \"x\", 3] }", "author.id in [1] [3]"),
            ("{ in: [\"\", \"9223372036854775808\"] }", "author.never"),
            ("{ exact: null }", "author.(id is null)"),
            ("{ isNull: false }", "author.not (id is null)"),
            (
                "{ exact: \"Tag:3\" }",
                "WRONG_TYPE where.author.id expects User, got Tag:3",
            ),
            (
                "{ in: [\"Tag:x\"] }",
                "WRONG_TYPE where.author.id expects User, got Tag:x",
            ),
            (
                "{ exact: 1.5 }",
                "INVALID where.author.id.exact: must be an id",
            ),
            (
                "{ in: [[1]] }",
                "INVALID where.author.id.in[0]: must be an id",
            ),
        ],
    );
    let link = |lookup: &str| {
        let arguments = format!("where: {{ pk: {lookup} }}");
        let compiled = world.compile("PostTag", &arguments, json!({}));
        compiled.map_or_else(
            |refusal| refusal,
            |(filter, _)| world.show(world.model("PostTag"), &filter),
        )
    };
    check(
        link,
        &[
            ("{ exact: \"1,2\" }", "post_id,tag_id in [1,2]"),
            (
                "{ in: [\"PostTag:1,2\", \"3\"] }",
                "post_id,tag_id in [1,2]",
            ),
            (
                "{ gt: \"1,2\" }",
                "INVALID where.pk.gt: there is no such field",
            ),
        ],
    );
}

#[test]
fn relations_are_followed() {
    let world = World::new();
    check(
        |conditions| world.filter(conditions),
        &[
            (
                "{ category: { parent: { name: { exact: \"a\" } } } }",
                "category.parent.name = \"a\"",
            ),
            ("{ categoryIsNull: true }", "category.(id is null)"),
            ("{ categoryIsNull: false }", "not category.(id is null)"),
            ("{ comments: {} }", "always"),
            (
                "{ comments: { some: {}, none: { pk: { lt: 3 } } } }",
                "(comments[some of always] and comments[none of id < 3])",
            ),
            (
                "{ tags: { every: { posts: { some: { pk: { exact: 1 } } } } } }",
                "tags[every of posts[some of id = 1]]",
            ),
            (
                "{ comments: { count: { where: { pk: { gt: 1 } }, gt: 1, lte: 5 } } }",
                "(comments[count > 1 of id > 1] and comments[count <= 5 of id > 1])",
            ),
        ],
    );
}

#[test]
fn conditions_on_links_hold_for_every_quantifier() {
    let world = World::new();
    check(
        |many| world.filter(&format!("{{ contributors: {many} }}")),
        &[
            (
                "{ through: { role: { exact: EDITOR } } }",
                "contributors[some through role = 2 of always]",
            ),
            (
                "{ through: { role: { exact: EDITOR } }, none: {}, count: { exact: 0 } }",
                "(contributors[none through role = 2 of always] and \
                 contributors[count = 0 through role = 2 of always])",
            ),
            (
                "{ through: { role: { exact: \"EDITOR\" } } }",
                "INVALID where.contributors.through.role.exact: must be one of WRITER, EDITOR, \
                 without quotes",
            ),
            (
                "{ through: null }",
                "INVALID where.contributors.through: must not be null; leave it out",
            ),
        ],
    );
}

#[test]
fn wrong_shapes_are_refused_with_their_place() {
    let world = World::new();
    check(
        |conditions| world.filter(conditions),
        &[
            ("1", "INVALID where: must be an object"),
            ("[{}]", "INVALID where: must be an object"),
            (
                "{ authorId: { exact: 1 } }",
                "INVALID where.authorId: there is no such field",
            ),
            (
                "{ and: null }",
                "INVALID where.and: must not be null; leave it out",
            ),
            (
                "{ or: [{}, null] }",
                "INVALID where.or[1]: must not be null; leave it out",
            ),
            ("{ or: [[{}]] }", "INVALID where.or[0]: must be an object"),
            ("{ not: [{}] }", "INVALID where.not: must be an object"),
            (
                "{ title: null }",
                "INVALID where.title: must not be null; leave it out or use `isNull`",
            ),
            ("{ title: \"a\" }", "INVALID where.title: must be an object"),
            (
                "{ or: [{ title: { gt: null } }] }",
                "INVALID where.or[0].title.gt: must not be null; leave it out or use `isNull`",
            ),
            (
                "{ title: { in: null } }",
                "INVALID where.title.in: must not be null; leave it out or use `isNull`",
            ),
            (
                "{ title: { in: [\"a\", null] } }",
                "INVALID where.title.in[1]: must not be null; leave it out",
            ),
            (
                "{ title: { isNull: null } }",
                "INVALID where.title.isNull: must not be null; leave it out",
            ),
            (
                "{ title: { isNull: \"true\" } }",
                "INVALID where.title.isNull: must be true or false",
            ),
            (
                "{ title: { range: [\"a\"] } }",
                "INVALID where.title.range: must have exactly two values",
            ),
            (
                "{ title: { range: [[\"a\"], \"b\"] } }",
                "INVALID where.title.range[0]: must be text without NUL characters",
            ),
            (
                "{ title: { contains: 1 } }",
                "INVALID where.title.contains: must be text without NUL characters",
            ),
            (
                "{ status: { gt: DRAFT } }",
                "INVALID where.status.gt: there is no such field",
            ),
            (
                "{ status: { exact: \"DRAFT\" } }",
                "INVALID where.status.exact: must be one of DRAFT, PUBLISHED, without quotes",
            ),
            (
                "{ publishedAt: { date: null } }",
                "INVALID where.publishedAt.date: must not be null; leave it out",
            ),
            (
                "{ publishedAt: { date: { hour: { exact: 1 } } } }",
                "INVALID where.publishedAt.date.hour: there is no such field",
            ),
        ],
    );
}

#[test]
fn wrong_conditions_on_relations_are_refused_with_their_place() {
    let world = World::new();
    check(
        |conditions| world.filter(conditions),
        &[
            (
                "{ author: null }",
                "INVALID where.author: must not be null; leave it out",
            ),
            (
                "{ category: null }",
                "INVALID where.category: must not be null; leave it out or use `categoryIsNull`",
            ),
            (
                "{ categoryIsNull: null }",
                "INVALID where.categoryIsNull: must not be null; leave it out",
            ),
            (
                "{ comments: null }",
                "INVALID where.comments: must not be null; leave it out",
            ),
            (
                "{ comments: { some: null } }",
                "INVALID where.comments.some: must not be null; leave it out",
            ),
            (
                "{ comments: { through: {} } }",
                "INVALID where.comments.through: there is no such field",
            ),
            (
                "{ comments: { count: { where: {} } } }",
                "INVALID where.comments.count: must have one of `exact`, `gt`, `gte`, `lt` and \
                 `lte`",
            ),
            (
                "{ comments: { count: { exact: null } } }",
                "INVALID where.comments.count.exact: must not be null; leave it out",
            ),
            (
                "{ comments: { count: { in: [1] } } }",
                "INVALID where.comments.count.in: there is no such field",
            ),
            (
                "{ comments: { count: { gt: 1, where: { id: { exact: \"Post:1\" } } } } }",
                "WRONG_TYPE where.comments.count.where.id expects Comment, got Post:1",
            ),
        ],
    );
}

#[test]
fn variables_stand_for_any_part() {
    let world = World::new();
    let check = |conditions: &str, variables, expected: &str| {
        assert_eq!(
            world.filter_with(conditions, variables),
            expected,
            "{conditions}"
        );
    };
    check("$where", json!({}), "always");
    check("$where", json!({ "where": null }), "always");
    check(
        "$where",
        json!({ "where": { "status": { "exact": "DRAFT" } } }),
        "status = \"draft\"",
    );
    check(
        "{ status: { exact: $status } }",
        json!({ "status": "GONE" }),
        "INVALID where.status.exact: must be one of DRAFT, PUBLISHED, without quotes",
    );
    check(
        "{ title: { exact: $absent, gt: \"a\" } }",
        json!({}),
        "title > \"a\"",
    );
    check(
        "{ title: { exact: $title } }",
        json!({ "title": null }),
        "title is null",
    );
    check(
        "{ title: { in: [$absent] } }",
        json!({}),
        "INVALID where.title.in[0]: must not be null; leave it out",
    );
    check("{ pk: { in: $pk } }", json!({ "pk": "7" }), "id in [7]");
    check(
        "$where",
        json!({ "where": { "title": { "in": { "a": "b" } } } }),
        "INVALID where.title.in[0]: must be text without NUL characters",
    );
}
