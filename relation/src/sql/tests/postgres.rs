//! The text of every kind of statement, as PostgreSQL has it.

use expect_test::expect;
use sea_orm::Value;

use super::{
    super::{
        ByKey, Context, Count, Dialect, Listing, Member, NewValue, Related, Rows, Selected, Set,
        Source, aggregate, aggregate_related, change, delete, insert, insert_new, select_by_key,
        select_related, update_each,
    },
    accessor, by_field, catalog, check, count, field, first, foreign_key, found, having, key,
    model, ordered, page, to_many, unrestricted,
};
use crate::{
    catalog::{Catalog, FieldId, Model},
    lookup::{
        Comparison, Direction, Function, List, Nulls, Part, Pattern, Predicate, Quantifier, Test,
        TextMatch, Transform,
    },
    value::Key,
};

fn postgres(catalog: &Catalog) -> Context<'_> {
    Context {
        dialect: Dialect::Postgres,
        ..unrestricted(catalog)
    }
}

fn pair(post: i64, tag: &str) -> Key {
    Key::Many(Box::new([post.into(), tag.into()]))
}

#[test]
fn keys_are_bound_as_arrays_with_their_places() {
    let catalog = catalog();
    let (post, link) = (model(&catalog, "Post"), model(&catalog, "PostTag"));
    let context = postgres(&catalog);
    let read = |model: &Model, keys: &[Key]| {
        let read = ByKey {
            model,
            fields: &model.primary_key,
            key: &model.primary_key,
            keys,
        };
        select_by_key(context, &read)
    };

    check(
        &read(post, &[key(1_i64)]),
        &expect![[r#"
        SELECT CAST(0 AS bigint), t.id FROM post AS t WHERE t.id = $1
        BigInt(Some(1))"#]],
    );
    check(
        &read(post, &[key(1_i64), key(2_i64)]),
        &expect![[r#"
            SELECT k.ordinal, t.id FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0) AS k INNER JOIN post AS t ON t.id = k.value0
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))]))"#]],
    );
    check(
        &read(link, &[pair(1, "a,b"), pair(2, "\"")]),
        &expect![[r#"
            SELECT k.ordinal, t.post_id, t.tag_name FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0, UNNEST(CAST($3 AS text[])) AS value1) AS k INNER JOIN post_tag AS t ON t.post_id = k.value0 AND t.tag_name = k.value1
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))])), Array(String, Some([String(Some("a,b")), String(Some("\""))]))"#]],
    );
    let beyond = [key(1_i64), key(u64::MAX)];
    check(
        &read(post, &beyond),
        &expect![[r#"
            SELECT k.ordinal, t.id FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS numeric[])) AS value0) AS k INNER JOIN post AS t ON t.id = k.value0
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(Decimal, Some([Decimal(Some(1)), Decimal(Some(18446744073709551615))]))"#]],
    );
    let with_nul = [pair(1, "a"), pair(2, "\0")];
    check(
        &read(link, &with_nul),
        &expect![[r#"
            SELECT k.ordinal, t.post_id, t.tag_name FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0, UNNEST(CAST($3 AS text[])) AS value1) AS k INNER JOIN post_tag AS t ON t.post_id = k.value0 AND t.tag_name = k.value1
            Array(BigInt, Some([BigInt(Some(0))])), Array(BigInt, Some([BigInt(Some(1))])), Array(String, Some([String(Some("a"))]))"#]],
    );
    check(
        &read(link, &with_nul[1..]),
        &expect![[r#"
        SELECT CAST(0 AS bigint), t.post_id, t.tag_name FROM post_tag AS t WHERE FALSE
    "#]],
    );
}

#[test]
fn a_list_of_keys_is_one_condition() {
    let catalog = catalog();
    let (post, link) = (model(&catalog, "Post"), model(&catalog, "PostTag"));
    let context = postgres(&catalog);
    let keys = [key(1_i64), key(2_i64)];
    let pairs = [pair(1, "a"), pair(2, "b")];
    let is_one = having(&post.primary_key, &keys);
    let titles = Test::In(vec!["a".into(), "b".into()]);
    let titles = Predicate::field(field(post, "title"), titles);

    check(
        &count(context, post, &is_one),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE t.id = ANY(CAST($1 AS bigint[]))
            Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))]))"#]],
    );
    check(
        &count(context, link, &having(&link.primary_key, &pairs)),
        &expect![[r#"
            SELECT COUNT(*) FROM post_tag AS t WHERE (t.post_id, t.tag_name) IN (SELECT UNNEST(CAST($1 AS bigint[])), UNNEST(CAST($2 AS text[])))
            Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))])), Array(String, Some([String(Some("a")), String(Some("b"))]))"#]],
    );
    check(
        &count(context, post, &titles),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE t.title = ANY(CAST($1 AS text[]))
            Array(String, Some([String(Some("a")), String(Some("b"))]))"#]],
    );
}

#[test]
fn text_is_ordered_by_its_code_points_and_null_is_less_than_all() {
    let catalog = catalog();
    let (comment, link) = (model(&catalog, "Comment"), model(&catalog, "PostTag"));
    let context = postgres(&catalog);
    let text = field(comment, "text");
    let window = super::Window {
        after: Some(vec!["m".into(), 4_i64.into()]),
        ..first(3)
    };
    let last = super::Window {
        before: Some(vec![Value::String(None), 4_i64.into()]),
        backwards: true,
        ..first(3)
    };
    let nulls_last = Direction {
        descending: false,
        nulls: Nulls::Last,
    };
    let ascending = ordered([by_field(text, Direction::ASCENDING)]);
    let descending = ordered([by_field(text, Direction::DESCENDING)]);

    check(
        &page(context, comment, &ascending, &window),
        &expect![[r#"
            SELECT t.id, t.text COLLATE C, t.id FROM comment AS t WHERE (t.text COLLATE C) >= $1 AND ((t.text COLLATE C) > $2 OR ((t.text COLLATE C) = $3 AND t.id > $4)) ORDER BY t.text COLLATE C ASC NULLS FIRST, t.id ASC LIMIT $5
            String(Some("m")), String(Some("m")), String(Some("m")), BigInt(Some(4)), BigUnsigned(Some(3))"#]],
    );
    check(
        &page(context, comment, &descending, &last),
        &expect![[r#"
            SELECT t.id, t.text COLLATE C, t.id FROM comment AS t WHERE (t.text COLLATE C) IS NOT NULL OR ((t.text COLLATE C) IS NULL AND t.id < $1) ORDER BY t.text COLLATE C ASC NULLS FIRST, t.id DESC LIMIT $2
            BigInt(Some(4)), BigUnsigned(Some(3))"#]],
    );
    let plain = ordered([by_field(text, nulls_last)]);
    check(
        &page(context, comment, &plain, &first(3)),
        &expect![[r#"
            SELECT t.id, t.text COLLATE C, t.id FROM comment AS t ORDER BY t.text COLLATE C ASC, t.id ASC LIMIT $1
            BigUnsigned(Some(3))"#]],
    );
    let seek = super::Window {
        after: Some(vec![1_i64.into(), "a".into()]),
        ..first(3)
    };
    check(
        &page(context, link, &List::default(), &seek),
        &expect![[r#"
            SELECT t.post_id, t.tag_name, t.post_id, t.tag_name COLLATE C FROM post_tag AS t WHERE (t.post_id, t.tag_name COLLATE C) > ($1, $2) ORDER BY t.post_id ASC, t.tag_name COLLATE C ASC LIMIT $3
            BigInt(Some(1)), String(Some("a")), BigUnsigned(Some(3))"#]],
    );
}

#[test]
fn text_is_found_by_functions_and_patterns() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let title = field(post, "title");
    let counted = |filter: &Predicate| count(postgres(&catalog), post, filter);
    let titles = |place, ignores_case, text| counted(&found(title, place, ignores_case, text));
    let less = |text: &str| Predicate::compare(title, Comparison::Less, text.into());
    let pattern = Pattern::new(r"^a\d+\.", true).unwrap();

    check(
        &titles(TextMatch::Anywhere, false, "50%"),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE STRPOS(t.title, $1) > 0
            String(Some("50%"))"#]],
    );
    check(
        &titles(TextMatch::Start, false, "a\u{10ffff}"),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE (t.title COLLATE C) >= $1 AND (t.title COLLATE C) < $2
            String(Some("a\u{10ffff}")), String(Some("b"))"#]],
    );
    check(
        &titles(TextMatch::End, false, "_é"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE RIGHT(t.title, $1) = $2
        Int(Some(2)), String(Some("_é"))"#]],
    );
    check(
        &titles(TextMatch::Whole, true, "<a.b>"),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE CAST(t.title AS text) ~ $1
            String(Some("^<[Aa]\\.[Bb]>$"))"#]],
    );
    check(
        &titles(TextMatch::Anywhere, false, "a\0"),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE FALSE
        "#]],
    );
    check(
        &counted(&Predicate::field(title, Test::Pattern(pattern))),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE CAST(t.title AS text) ~ $1
            String(Some("^[Aa][0-9]+\\."))"#]],
    );
    check(
        &counted(&less("m")),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE (t.title COLLATE C) < $1
        String(Some("m"))"#]],
    );
    check(
        &counted(&less("m\0n")),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE (t.title COLLATE C) <= $1
        String(Some("m"))"#]],
    );
}

#[test]
fn moments_are_compared_as_they_are_and_their_parts_in_utc() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let published = field(post, "published_at");
    let moment: chrono::DateTime<chrono::Utc> = "2025-01-01T12:00:00.50Z".parse().unwrap();
    let tested = |transform, value: Value| {
        let predicate = Predicate::Field {
            field: published,
            transform,
            test: Test::Compare(Comparison::GreaterOrEqual, value),
        };
        count(postgres(&catalog), post, &predicate)
    };
    let part = |part| Some(Transform::Part(part));

    check(
        &tested(None, moment.into()),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.published_at >= $1
        ChronoDateTimeUtc(Some(2025-01-01T12:00:00.500Z))"#]],
    );
    check(
        &tested(Some(Transform::Date), moment.date_naive().into()),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE CAST(TIMEZONE('UTC', t.published_at) AS date) >= $1
            ChronoDate(Some(2025-01-01))"#]],
    );
    check(
        &tested(Some(Transform::Time), moment.time().into()),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE CAST(TIMEZONE('UTC', t.published_at) AS time) >= $1
            ChronoTime(Some(12:00:00.500))"#]],
    );
    check(
        &tested(part(Part::WeekDay), 3_i64.into()),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE CAST(FLOOR(DATE_PART('dow', TIMEZONE('UTC', t.published_at))) AS bigint) + 1 >= $1
            BigInt(Some(3))"#]],
    );
    check(
        &tested(part(Part::Second), 3_i64.into()),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE CAST(FLOOR(DATE_PART('second', TIMEZONE('UTC', t.published_at))) AS bigint) >= $1
        BigInt(Some(3))"#]],
    );
}

#[test]
fn a_page_of_children_is_a_lateral_table() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let context = postgres(&catalog);
    let text = field(comment, "text");
    let parents = &[key(1_i64), key(2_i64)];
    let read = |name: &str, fields: &[FieldId], link_fields: &[FieldId], list: &List| {
        let related = Related {
            accessor: accessor(&catalog, post, name),
            parents,
        };
        let listing = Listing {
            fields,
            list,
            window: &first(6),
            with_keys: true,
        };
        select_related(context, &related, link_fields, &listing)
    };
    let by_text = List {
        filter: found(text, TextMatch::Anywhere, false, "x"),
        order: ordered([by_field(text, Direction::DESCENDING)]).order,
    };
    let (tag, link) = (model(&catalog, "Tag"), model(&catalog, "PostTag"));

    check(
        &read("comment_set", &[text], &[], &by_text),
        &expect![[r#"
            SELECT k.ordinal, c.text, c.text COLLATE C, c.id FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0) AS k INNER JOIN LATERAL (SELECT p.id FROM comment AS p WHERE STRPOS(p.text, $3) > 0 AND p.post_id = k.value0 ORDER BY p.text COLLATE C DESC NULLS LAST, p.id ASC LIMIT $4) AS page ON TRUE INNER JOIN comment AS c ON c.id = page.id ORDER BY k.ordinal ASC, c.text COLLATE C DESC NULLS LAST, c.id ASC
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))])), String(Some("x")), BigUnsigned(Some(6))"#]],
    );
    let links = read(
        "tag_set",
        &tag.primary_key,
        &link.primary_key,
        &List::default(),
    );
    check(
        &links,
        &expect![[r#"
            SELECT k.ordinal, l.post_id, l.tag_name, c.name, c.name COLLATE C FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0) AS k INNER JOIN LATERAL (SELECT p.post_id, p.tag_name FROM post_tag AS p WHERE p.post_id = k.value0 ORDER BY p.tag_name COLLATE C ASC LIMIT $3) AS page ON TRUE INNER JOIN post_tag AS l ON l.post_id = page.post_id AND l.tag_name = page.tag_name INNER JOIN tag AS c ON c.name = l.tag_name ORDER BY k.ordinal ASC, c.name COLLATE C ASC
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))])), BigUnsigned(Some(6))"#]],
    );
}

#[test]
fn values_of_many_rows_have_the_types_that_are_read() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let context = postgres(&catalog);
    let (id, text) = (field(comment, "id"), field(comment, "text"));
    let functions = [
        Function::Count,
        Function::Max(text),
        Function::Sum(id),
        Function::Avg(id),
    ];
    let related = Related {
        accessor: accessor(&catalog, post, "comment_set"),
        parents: &[key(1_i64), key(2_i64)],
    };

    let values = aggregate(context, comment, &Predicate::ALWAYS, &functions);
    check(
        &values,
        &expect![[r#"
        SELECT COUNT(*), MAX(t.text COLLATE C), CAST(SUM(CAST(t.id AS bigint) >> 32) AS bigint), CAST(SUM(CAST(t.id AS bigint) & 4294967295) AS bigint), CAST(SUM(t.id) AS double precision) / COUNT(t.id) FROM comment AS t
    "#]],
    );
    let values = aggregate_related(context, &related, &Predicate::ALWAYS, &functions[..1]);
    check(
        &values,
        &expect![[r#"
            SELECT k.ordinal, COUNT(*) FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0) AS k INNER JOIN comment AS p ON p.post_id = k.value0 GROUP BY k.ordinal
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))]))"#]],
    );
}

#[test]
fn owners_of_few_rows_are_listed_without_a_hint() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let comments = accessor(&catalog, post, "comment_set");
    let is_one = Predicate::compare(comment.primary_key[0], Comparison::Equal, 1_i64.into());
    let filter = Predicate::All(vec![
        having(&post.primary_key, &[key(1_i64)]),
        to_many(comments, Quantifier::Some, is_one),
    ]);

    check(
        &count(postgres(&catalog), post, &filter),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.id = $1 AND t.id IN (SELECT s1.post_id FROM comment AS s1 WHERE s1.id = $2)
        BigInt(Some(1)), BigInt(Some(1))"#]],
    );
}

#[test]
fn rows_are_written_with_values_that_fit_their_columns() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let link = model(&catalog, "PostTag");
    let (id, text) = (field(comment, "id"), field(comment, "text"));
    let to_post = field(comment, "post_id");
    let dialect = Dialect::Postgres;

    let rows = vec![
        vec![
            Value::BigInt(None),
            Value::BigInt(None),
            Value::Int(Some(1)),
        ],
        vec![Value::BigInt(None), "a".into(), Value::Int(Some(2))],
    ];
    let statement = insert(dialect, comment, &[id, text, to_post], rows, &[id]);
    check(
        &statement,
        &expect![[r#"
        INSERT INTO comment (id, text, post_id) VALUES (DEFAULT, NULL, $1), (DEFAULT, $2, $3) RETURNING id
        BigInt(Some(1)), String(Some("a")), BigInt(Some(2))"#]],
    );
    let rows = vec![vec![1_i64.into(), "a".into()]];
    let statement = insert_new(dialect, link, &link.primary_key, rows, &link.primary_key);
    check(
        &statement,
        &expect![[r#"
        INSERT INTO post_tag (post_id, tag_name) VALUES ($1, $2) ON CONFLICT (post_id, tag_name) DO NOTHING RETURNING post_id, tag_name
        BigInt(Some(1)), String(Some("a"))"#]],
    );
    let pairs = [1_i64, 2].map(|n| Key::Many(Box::new([n.into(), (n + 5).into()])));
    let statement = update_each(dialect, comment, &[to_post], &pairs, &[id, to_post]);
    check(
        &statement,
        &expect![[r#"
            UPDATE comment SET post_id = k.value1 FROM (SELECT UNNEST(CAST($1 AS bigint[])) AS ordinal, UNNEST(CAST($2 AS bigint[])) AS value0, UNNEST(CAST($3 AS bigint[])) AS value1) AS k WHERE comment.id = k.value0 RETURNING comment.id, comment.post_id
            Array(BigInt, Some([BigInt(Some(0)), BigInt(Some(1))])), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))])), Array(BigInt, Some([BigInt(Some(6)), BigInt(Some(7))]))"#]],
    );
    let values = [
        (text, NewValue::Value(Value::BigInt(None))),
        (to_post, NewValue::Value(9_i64.into())),
    ];
    let condition = having(&[to_post], &[key(1_i64), key(2_i64)]);
    let statement = change(postgres(&catalog), comment, &condition, &values, &[id]);
    check(
        &statement,
        &expect![[r#"
            UPDATE comment AS t SET text = NULL, post_id = $1 WHERE t.post_id = ANY(CAST($2 AS bigint[])) RETURNING id
            BigInt(Some(9)), Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))]))"#]],
    );
    let condition = having(&post.primary_key, &[key(1_i64)]);
    let statement = delete(postgres(&catalog), post, &condition, &post.primary_key);
    check(
        &statement,
        &expect![[r#"
        DELETE FROM post AS t WHERE t.id = $1 RETURNING id
        BigInt(Some(1))"#]],
    );
}

#[test]
fn rows_that_follow_are_listed_as_json_and_counted_with_a_fingerprint() {
    let catalog = catalog();
    let (post, tag) = (model(&catalog, "Post"), model(&catalog, "Tag"));
    let link = model(&catalog, "PostTag");
    let by_post = Source::Referring(foreign_key(&catalog, link, post));
    let rows = Rows::any_of(link.id, [by_post.clone()]);
    let title = Predicate::compare(field(post, "title"), Comparison::Equal, "x".into());
    let sets = [Set {
        model: post.id,
        sources: vec![Source::Visible(title)],
    }];
    let selected = Selected {
        context: postgres(&catalog),
        sets: &sets,
    };
    let counted = Count {
        rows: &rows,
        but_not: &[by_post],
        with_fingerprint: true,
    };

    check(
        &selected.any(&rows),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = $1) SELECT 1 FROM selected_post AS s INNER JOIN post_tag AS t ON s.id = t.post_id LIMIT $2
        String(Some("x")), BigUnsigned(Some(1))"#]],
    );
    check(
        &selected.lock(&Rows::any_of(post.id, [Source::Selected])),
        &expect![[r#"
            SELECT COUNT(*) FROM (SELECT 1 FROM post AS t WHERE t.title = $1 FOR UPDATE OF t) AS locked
            String(Some("x"))"#]],
    );
    check(
        &selected.count(counted),
        &expect![[r#"
            WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = $1) SELECT COUNT(*), SUM((CASE WHEN (t.post_id IN (SELECT id FROM selected_post)) THEN 0 ELSE 1 END)), CAST(JSON_BUILD_ARRAY(SUM(((((CAST(t.post_id AS bigint) % 2147483629) + 1) % 2147483629) * ((((((((((((((((((((CAST(LENGTH(CAST(t.tag_name AS text)) AS bigint) * 257) + ASCII(SUBSTR(CAST(t.tag_name AS text), LENGTH(CAST(t.tag_name AS text)) + 0, 1))) % 2147483629) * 257) + ASCII(SUBSTR(CAST(t.tag_name AS text), LENGTH(CAST(t.tag_name AS text)) + -1, 1))) % 2147483629) * 257) + ASCII(SUBSTR(CAST(t.tag_name AS text), LENGTH(CAST(t.tag_name AS text)) + -2, 1))) % 2147483629) * 257) + ASCII(SUBSTR(CAST(t.tag_name AS text), LENGTH(CAST(t.tag_name AS text)) + -3, 1))) % 2147483629) * 257) + ASCII(SUBSTR(CAST(t.tag_name AS text), LENGTH(CAST(t.tag_name AS text)) + -4, 1))) % 2147483629) * 257) + ASCII(SUBSTR(CAST(t.tag_name AS text), LENGTH(CAST(t.tag_name AS text)) + -5, 1))) % 2147483629) + 3) % 2147483629)) % 2147483629)) AS text) FROM post_tag AS t WHERE t.post_id IN (SELECT id FROM selected_post)
            String(Some("x"))"#]],
    );
    check(
        &selected.list(&rows, &link.primary_key),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = $1) SELECT COUNT(*), COALESCE(CAST(JSON_AGG(JSON_BUILD_ARRAY(t.post_id, t.tag_name)) AS text), '[]') FROM post_tag AS t WHERE t.post_id IN (SELECT id FROM selected_post)
        String(Some("x"))"#]],
    );
    check(
        &selected.delete(&rows, Some(9)),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = $1) DELETE FROM post_tag AS t WHERE (t.post_id, t.tag_name) IN (SELECT t.post_id, t.tag_name FROM post_tag AS t WHERE t.post_id IN (SELECT id FROM selected_post) LIMIT $2) RETURNING post_id, tag_name
        String(Some("x")), BigUnsigned(Some(9))"#]],
    );
    let listed = |fields: &[FieldId], json: &str| {
        Source::Listed(super::super::KeyList {
            fields: fields.to_vec(),
            len: 2,
            json: json.to_owned(),
        })
    };
    let tags = Rows::any_of(tag.id, [listed(&tag.primary_key, r#"["a","b"]"#)]);
    check(
        &selected.delete(&tags, None),
        &expect![[r#"
        DELETE FROM tag AS t WHERE t.name IN (SELECT CAST(k.value AS text) FROM JSON_ARRAY_ELEMENTS_TEXT(CAST($1 AS json)) AS k)
        String(Some("[\"a\",\"b\"]"))"#]],
    );
    let links = Rows::any_of(link.id, [listed(&link.primary_key, r#"[[1,"a"],[2,"b"]]"#)]);
    check(
        &selected.delete(&links, None),
        &expect![[r#"
        DELETE FROM post_tag AS t WHERE (t.post_id, t.tag_name) IN (SELECT CAST((k.value ->> 0) AS bigint), CAST((k.value ->> 1) AS text) FROM JSON_ARRAY_ELEMENTS(CAST($1 AS json)) AS k)
        String(Some("[[1,\"a\"],[2,\"b\"]]"))"#]],
    );
}

#[test]
fn a_circle_is_walked_with_one_step_that_holds_text() {
    let catalog = catalog();
    let (junction, post) = (model(&catalog, "PostTag"), model(&catalog, "Post"));
    let start = having(&post.primary_key, &[key(1_i64), key(2_i64)]);
    let members = [
        Member {
            model: post,
            fields: &post.primary_key,
            start: Rows::any_of(post.id, [Source::Visible(start)]),
        },
        Member {
            model: junction,
            fields: &junction.primary_key,
            start: Rows::any_of(junction.id, []),
        },
    ];
    let key = &catalog[foreign_key(&catalog, junction, post)];
    let selected = Selected {
        context: postgres(&catalog),
        sets: &[],
    };

    check(
        &selected.reachable(&members, &[key]),
        &expect![[r#"
            WITH RECURSIVE r (member, c0, c1) AS (SELECT 0 AS member, CAST(t.id AS text) AS c0, CAST(NULL AS text) AS c1 FROM post AS t WHERE t.id = ANY(CAST($1 AS bigint[])) UNION (SELECT next.member, next.c0, next.c1 FROM r INNER JOIN LATERAL (SELECT 1 AS member, CAST(t.post_id AS text) AS c0, CAST(t.tag_name AS text) AS c1 FROM post_tag AS t WHERE t.post_id = CAST(r.c0 AS bigint) AND r.member = 0) AS next ON TRUE)) SELECT COUNT(*), COALESCE(CAST(JSON_AGG(CAST(r.c0 AS bigint)) AS text), '[]') FROM r WHERE r.member = 0 UNION ALL (SELECT COUNT(*), COALESCE(CAST(JSON_AGG(JSON_BUILD_ARRAY(CAST(r.c0 AS bigint), CAST(r.c1 AS text))) AS text), '[]') FROM r WHERE r.member = 1)
            Array(BigInt, Some([BigInt(Some(1)), BigInt(Some(2))]))"#]],
    );
}
