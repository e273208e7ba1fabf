//! How much one argument may ask for.

use serde_json::{Value as Json, json};

use super::World;

fn nested(inner: Json, depth: usize) -> Json {
    (0..depth).fold(inner, |inner, _| json!({ "not": inner }))
}

fn filter(world: &World, conditions: &Json) -> String {
    world.filter_with("$where", json!({ "where": conditions }))
}

#[track_caller]
fn expect_limit(world: &World, [allowed, refused]: &[Json; 2], message: &str) {
    let allowed = filter(world, allowed);
    let is_refused = ["INVALID", "LIMIT"]
        .iter()
        .any(|code| allowed.starts_with(code));
    assert!(!is_refused, "{allowed}");
    let refused = filter(world, refused);
    assert!(
        refused.starts_with("LIMIT") && refused.ends_with(message),
        "{refused}"
    );
}

#[test]
fn the_number_of_conditions_is_limited() {
    let lookups = |n| json!({ "or": vec![json!({ "pk": { "exact": 1 } }); n] });
    expect_limit(
        &World::new(),
        &[lookups(100), lookups(101)],
        "or[100]: more than 200 conditions in one argument (setting `max_filter_nodes`)",
    );
    let empty = |n| json!({ "and": vec![json!({}); n] });
    expect_limit(
        &World::new(),
        &[empty(200), empty(100_000)],
        "and[200]: more than 200 conditions in one argument (setting `max_filter_nodes`)",
    );
    let years = |n: i32| json!({ "publishedAt": { "year": { "in": (0..n).collect::<Vec<_>>() } } });
    expect_limit(
        &World::new(),
        &[years(199), years(200)],
        "year.in: more than 200 conditions in one argument (setting `max_filter_nodes`)",
    );
}

#[test]
fn the_depth_of_conditions_is_limited() {
    let title = json!({ "title": { "exact": "a" } });
    expect_limit(
        &World::new(),
        &[nested(title.clone(), 8), nested(title.clone(), 9)],
        "where.not.not.not.not.not.not.not.not.not: conditions are nested more than 8 deep \
         (setting `max_filter_depth`)",
    );
    expect_limit(
        &World::new(),
        &[nested(title.clone(), 8), nested(title, 110)],
        "conditions are nested more than 8 deep (setting `max_filter_depth`)",
    );
}

#[test]
fn the_uses_of_relations_are_limited() {
    let some = |n| json!({ "and": vec![json!({ "comments": { "some": {} } }); n] });
    let message =
        ": more than 8 uses of relations in one argument (setting `max_filter_relations`)";
    expect_limit(&World::new(), &[some(8), some(9)], message);
    let missing = |n| json!({ "or": vec![json!({ "categoryIsNull": true }); n] });
    expect_limit(&World::new(), &[missing(8), missing(9)], message);
    // Each comparison of a number of rows is a use, and so is what its rows are asked.
    let counts = |inner: Json| {
        let count = json!({ "where": inner, "gt": 1, "gte": 1, "lt": 9, "lte": 9 });
        json!({ "comments": { "count": count } })
    };
    let post = json!({ "pk": { "exact": 1 } });
    expect_limit(
        &World::new(),
        &[
            counts(json!({ "post": post })),
            counts(json!({ "post": { "author": post } })),
        ],
        message,
    );
}

#[test]
fn lists_and_texts_are_limited() {
    let world = World::new();
    let pks = |n: i64| json!({ "pk": { "in": (0..n).collect::<Vec<_>>() } });
    let message = "where.pk.in: has 1001 values, more than 1000 (setting `max_list_length`)";
    expect_limit(&world, &[pks(1_000), pks(1_001)], message);
    let message = "where.pk.in: has 100000 values, more than 1000 (setting `max_list_length`)";
    expect_limit(&world, &[pks(0), pks(100_000)], message);
    for operator in ["exact", "iContains", "gt"] {
        let text = |n| json!({ "title": { operator: "é".repeat(n) } });
        let message = "has 1001 characters, more than 1000 (setting `max_string_length`)";
        expect_limit(&world, &[text(1_000), text(1_001)], message);
    }
    let pattern = |n| json!({ "title": { "regex": "a".repeat(n) } });
    let message = "regex: has 60000 characters, more than 200 (setting `max_regex_length`)";
    expect_limit(&world, &[pattern(200), pattern(60_000)], message);
    let id = |n| json!({ "id": { "exact": "1".repeat(n) } });
    let message = "id.exact: has 1001 characters, more than 1000 (setting `max_string_length`)";
    expect_limit(&world, &[id(1_000), id(1_001)], message);
}

#[test]
fn orders_are_limited() {
    let world = World::new();
    let order = |order| world.order_with("$order", json!({ "order": order }));
    let titles = |n| order(json!(vec![json!({ "title": "ASC" }); n]));
    let deep = |n| {
        let name = json!({ "name": "ASC" });
        let parents = (1..n).fold(name, |inner, _| json!({ "parent": inner }));
        order(json!([{ "category": parents }]))
    };

    assert_eq!(titles(16), "title asc nulls first");
    assert_eq!(
        titles(17),
        "LIMIT orderBy: has 17 terms, more than 16 (setting `max_order_terms`)"
    );
    assert!(deep(8).ends_with("parent.name asc nulls first"));
    assert_eq!(
        deep(9),
        "LIMIT orderBy[0].category.parent.parent.parent.parent.parent.parent.parent.parent: more \
         than 8 uses of relations in one argument (setting `max_filter_relations`)"
    );
}
