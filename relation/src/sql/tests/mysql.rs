//! The text of central statements, as MySQL and MariaDB have it.

use expect_test::expect;
use sea_orm::Value;

use super::{
    super::{
        ByKey, Context, Dialect, KeyList, Listing, Member, NewValue, Related, Rows, Selected, Set,
        Source, aggregate, change, delete, insert, insert_new, last_inserted, select_by_key,
        select_related, update_each,
    },
    accessor, by_field, catalog, check, count, field, first, foreign_key, found, having, key,
    model, ordered, page, unrestricted,
};
use crate::{
    catalog::{Catalog, Model},
    lookup::{
        Comparison, Direction, Function, List, Nulls, Part, Pattern, Predicate, Test, TextMatch,
        Transform,
    },
    value::Key,
};

fn mysql(catalog: &Catalog) -> Context<'_> {
    Context {
        dialect: Dialect::MySql,
        ..unrestricted(catalog)
    }
}

fn pair(post: i64, tag: &str) -> Key {
    Key::Many(Box::new([post.into(), tag.into()]))
}

#[test]
fn keys_are_a_table_of_typed_columns() {
    let catalog = catalog();
    let (post, link) = (model(&catalog, "Post"), model(&catalog, "PostTag"));
    let context = mysql(&catalog);
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
        SELECT 0, t.id FROM post AS t WHERE t.id = ?
        BigInt(Some(1))"#]],
    );
    check(
        &read(post, &[key(1_i64), key(u64::MAX)]),
        &expect![[r#"
            SELECT CAST(k.ordinal AS signed) - 1, t.id FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 decimal(20) PATH '$')) AS k INNER JOIN post AS t ON t.id = k.value0
            String(Some("[1,18446744073709551615]"))"#]],
    );
    check(
        &read(link, &[pair(1, "a,b"), pair(2, "\"")]),
        &expect![[r#"
            SELECT CAST(k.ordinal AS signed) - 1, t.post_id, t.tag_name FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$[0]', value1 varchar(768) CHARACTER SET utf8mb4 PATH '$[1]')) AS k INNER JOIN post_tag AS t ON t.post_id = k.value0 AND t.tag_name = k.value1
            String(Some("[[1,\"a,b\"],[2,\"\\\"\"]]"))"#]],
    );
    let names = ["a", "b", "c"].map(key);
    let is_one = having(&link.primary_key[1..], &names);
    check(
        &count(context, link, &is_one),
        &expect![[r#"
        SELECT COUNT(*) FROM post_tag AS t WHERE t.tag_name IN (?, ?, ?, ?)
        String(Some("a")), String(Some("b")), String(Some("c")), String(Some("c"))"#]],
    );
    let pairs = having(&link.primary_key, &[pair(1, "a"), pair(2, "b")]);
    check(
        &count(context, link, &pairs),
        &expect![[r#"
            SELECT COUNT(*) FROM post_tag AS t WHERE (t.post_id, t.tag_name) IN (SELECT k.value0, k.value1 FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$[0]', value1 varchar(768) CHARACTER SET utf8mb4 PATH '$[1]')) AS k)
            String(Some("[[1,\"a\"],[2,\"b\"]]"))"#]],
    );
}

#[test]
fn an_order_seeks_without_rows_and_with_nulls_at_their_place() {
    let catalog = catalog();
    let (comment, link) = (model(&catalog, "Comment"), model(&catalog, "PostTag"));
    let context = mysql(&catalog);
    let window = super::Window {
        after: Some(vec!["m".into(), 4_i64.into()]),
        ..first(3)
    };
    let nulls_last = Direction {
        descending: false,
        nulls: Nulls::Last,
    };
    let by_text = ordered([by_field(field(comment, "text"), nulls_last)]);
    check(
        &page(context, comment, &by_text, &window),
        &expect![[r#"
        SELECT t.id, t.text, t.id FROM comment AS t WHERE t.text > ? OR t.text IS NULL OR (t.text = ? AND t.id > ?) ORDER BY t.text IS NULL ASC, t.text ASC, t.id ASC LIMIT ?
        String(Some("m")), String(Some("m")), BigInt(Some(4)), BigUnsigned(Some(3))"#]],
    );
    let seek = super::Window {
        after: Some(vec![1_i64.into(), "a".into()]),
        ..first(3)
    };
    check(
        &page(context, link, &List::default(), &seek),
        &expect![[r#"
            SELECT t.post_id, t.tag_name, t.post_id, t.tag_name FROM post_tag AS t WHERE t.post_id >= ? AND (t.post_id > ? OR (t.post_id = ? AND t.tag_name > ?)) ORDER BY t.post_id ASC, t.tag_name ASC LIMIT ?
            BigInt(Some(1)), BigInt(Some(1)), BigInt(Some(1)), String(Some("a")), BigUnsigned(Some(3))"#]],
    );
}

#[test]
fn text_is_found_by_functions_and_patterns() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let title = field(post, "title");
    let counted = |filter: &Predicate| count(mysql(&catalog), post, filter);
    let titles = |place, ignores_case, text| counted(&found(title, place, ignores_case, text));
    let pattern = Pattern::new(r"^a\d+\.$", true).unwrap();

    check(
        &titles(TextMatch::Anywhere, false, "50%"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE LOCATE(?, t.title) > 0
        String(Some("50%"))"#]],
    );
    check(
        &titles(TextMatch::Start, false, "ab"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.title >= ? AND t.title < ?
        String(Some("ab")), String(Some("ac"))"#]],
    );
    check(
        &titles(TextMatch::End, false, "_é"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE RIGHT(t.title, ?) = ?
        Int(Some(2)), String(Some("_é"))"#]],
    );
    check(
        &titles(TextMatch::Whole, true, "<a.b>"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.title REGEXP ?
        String(Some("(?s)^<[Aa]\\.[Bb]>\\z"))"#]],
    );
    check(
        &counted(&Predicate::field(title, Test::Pattern(pattern))),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE t.title REGEXP ?
            String(Some("(?s)^[Aa][0-9]+\\.\\z"))"#]],
    );
}

#[test]
fn parts_of_moments_are_those_of_the_session() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let published = field(post, "published_at");
    let tested = |transform, value: Value| {
        let predicate = Predicate::Field {
            field: published,
            transform: Some(transform),
            test: Test::Compare(Comparison::GreaterOrEqual, value),
        };
        count(mysql(&catalog), post, &predicate)
    };
    let noon = chrono::NaiveTime::from_hms_opt(12, 0, 0).unwrap();

    check(
        &tested(Transform::Time, noon.into()),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE CAST(t.published_at AS time(6)) >= ?
        ChronoTime(Some(12:00:00))"#]],
    );
    check(
        &tested(Transform::Part(Part::Week), 3_i64.into()),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE WEEK(t.published_at, 3) >= ?
            BigInt(Some(3))"#]],
    );
}

#[test]
fn pages_of_children_are_ranked_and_that_of_one_parent_is_not() {
    let catalog = catalog();
    let (post, tag) = (model(&catalog, "Post"), model(&catalog, "Tag"));
    let link = model(&catalog, "PostTag");
    let parents = [key(1_i64), key(2_i64)];
    let listing = Listing {
        fields: &tag.primary_key,
        list: &List::default(),
        window: &super::Window {
            offset: 2,
            ..first(6)
        },
        with_keys: false,
    };

    let read = |parents: &[Key]| {
        let related = Related {
            accessor: accessor(&catalog, post, "tag_set"),
            parents,
        };
        select_related(mysql(&catalog), &related, &link.primary_key, &listing)
    };
    check(
        &read(&parents[..1]),
        &expect![[r#"
            SELECT page.parent, l.post_id, l.tag_name, c.name FROM (SELECT p.post_id AS key0, p.tag_name AS key1, 0 AS parent FROM post_tag AS p WHERE p.post_id = ? ORDER BY p.tag_name ASC LIMIT ? OFFSET ?) AS page INNER JOIN post_tag AS l ON l.post_id = page.key0 AND l.tag_name = page.key1 INNER JOIN tag AS c ON c.name = l.tag_name ORDER BY page.parent ASC, c.name ASC
            BigInt(Some(1)), BigUnsigned(Some(6)), BigUnsigned(Some(2))"#]],
    );
    check(
        &read(&parents),
        &expect![[r#"
            SELECT page.parent, l.post_id, l.tag_name, c.name FROM (SELECT p.post_id AS key0, p.tag_name AS key1, CAST(k.ordinal AS signed) - 1 AS parent, ROW_NUMBER() OVER ( PARTITION BY CAST(k.ordinal AS signed) - 1 ORDER BY p.tag_name ASC ) AS place FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$')) AS k, post_tag AS p WHERE p.post_id = k.value0) AS page INNER JOIN post_tag AS l ON l.post_id = page.key0 AND l.tag_name = page.key1 INNER JOIN tag AS c ON c.name = l.tag_name WHERE page.place BETWEEN ? AND ? ORDER BY page.parent ASC, c.name ASC
            String(Some("[1,2]")), BigUnsigned(Some(3)), BigUnsigned(Some(8))"#]],
    );
}

#[test]
fn values_of_many_rows_have_the_types_that_are_read() {
    let catalog = catalog();
    let comment = model(&catalog, "Comment");
    let (id, text) = (field(comment, "id"), field(comment, "text"));
    let functions = [Function::Max(text), Function::Sum(id), Function::Avg(id)];

    let values = aggregate(mysql(&catalog), comment, &Predicate::ALWAYS, &functions);
    check(
        &values,
        &expect![[r#"
        SELECT MAX(t.text), CAST((SUM(t.id) DIV 4294967296) AS signed), CAST((SUM(t.id) % 4294967296) AS signed), CAST(SUM(t.id) AS double) / COUNT(t.id) FROM comment AS t
    "#]],
    );
}

#[test]
fn rows_are_written_in_joins_and_not_given_back() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let link = model(&catalog, "PostTag");
    let (id, text) = (field(comment, "id"), field(comment, "text"));
    let to_post = field(comment, "post_id");
    let dialect = Dialect::MySql;

    let rows = vec![vec![Value::BigInt(None), "a".into(), Value::Int(Some(2))]];
    let statement = insert(dialect, comment, &[id, text, to_post], rows, &[id]);
    check(
        &statement,
        &expect![[r#"
        INSERT INTO comment (id, text, post_id) VALUES (?, ?, ?)
        BigInt(None), String(Some("a")), BigInt(Some(2))"#]],
    );
    check(
        &last_inserted(comment, &[id, text], 2),
        &expect![[r#"
        SELECT t.id, t.text FROM comment AS t WHERE t.id >= LAST_INSERT_ID() AND t.id < LAST_INSERT_ID() + (? * (@@auto_increment_increment)) ORDER BY t.id ASC LIMIT ?
        BigUnsigned(Some(2)), BigUnsigned(Some(2))"#]],
    );
    let rows = vec![vec![1_i64.into(), "a".into()]];
    let statement = insert_new(dialect, link, &link.primary_key, rows, &link.primary_key);
    check(
        &statement,
        &expect![[r#"
        INSERT INTO post_tag (post_id, tag_name) VALUES (?, ?) ON DUPLICATE KEY UPDATE post_id = post_id, tag_name = tag_name
        BigInt(Some(1)), String(Some("a"))"#]],
    );
    let pairs = [1_i64, 2].map(|n| Key::Many(Box::new([n.into(), (n + 5).into()])));
    let statement = update_each(dialect, comment, &[to_post], &pairs, &[id]);
    check(
        &statement,
        &expect![[r#"
            UPDATE comment JOIN JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$[0]', value1 bigint PATH '$[1]')) AS k ON comment.id = k.value0 SET comment.post_id = k.value1
            String(Some("[[1,6],[2,7]]"))"#]],
    );
    let values = [(text, NewValue::Null)];
    let condition = having(&[to_post], &[key(1_i64), key(2_i64)]);
    let statement = change(mysql(&catalog), comment, &condition, &values, &[id]);
    check(
        &statement,
        &expect![[r#"
            UPDATE comment AS t JOIN (SELECT t.id AS key0 FROM comment AS t WHERE t.post_id IN (SELECT k.value0 FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$')) AS k) LIMIT ?) AS s ON t.id = s.key0 SET text = NULL
            String(Some("[1,2]")), BigUnsigned(Some(9223372036854775807))"#]],
    );
    let condition = having(&post.primary_key, &[key(1_i64)]);
    let statement = delete(mysql(&catalog), post, &condition, &post.primary_key);
    check(
        &statement,
        &expect![[r#"
        DELETE t.* FROM post AS t INNER JOIN (SELECT t.id AS key0 FROM post AS t WHERE t.id = ? LIMIT ?) AS s ON t.id = s.key0
        BigInt(Some(1)), BigUnsigned(Some(9223372036854775807))"#]],
    );
}

#[test]
fn rows_that_follow_are_found_in_a_table_that_is_joined() {
    let catalog = catalog();
    let (post, link) = (model(&catalog, "Post"), model(&catalog, "PostTag"));
    let by_post = Source::Referring(foreign_key(&catalog, link, post));
    let rows = Rows::any_of(link.id, [by_post]);
    let title = Predicate::compare(field(post, "title"), Comparison::Equal, "x".into());
    let sets = [Set {
        model: post.id,
        sources: vec![Source::Visible(title)],
    }];
    let selected = Selected {
        context: mysql(&catalog),
        sets: &sets,
    };

    check(
        &selected.delete(&rows, None),
        &expect![[r#"
        DELETE t.* FROM post_tag AS t INNER JOIN (WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) SELECT t.post_id AS key0, t.tag_name AS key1 FROM post_tag AS t WHERE t.post_id IN (SELECT id FROM selected_post) LIMIT ?) AS s ON t.post_id = s.key0 AND t.tag_name = s.key1
        String(Some("x")), BigUnsigned(Some(9223372036854775807))"#]],
    );
    check(
        &selected.list(&rows, &link.primary_key),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) SELECT COUNT(*), COALESCE(CAST(JSON_ARRAYAGG(JSON_ARRAY(t.post_id, t.tag_name)) AS char), '[]') FROM post_tag AS t WHERE t.post_id IN (SELECT id FROM selected_post)
        String(Some("x"))"#]],
    );
    let listed = [Set {
        model: post.id,
        sources: vec![Source::Listed(KeyList {
            fields: post.primary_key.clone(),
            len: 2,
            json: "[1,2]".to_owned(),
        })],
    }];
    let selected = Selected {
        sets: &listed,
        ..selected
    };
    let values = [(link.primary_key[0], NewValue::Value(3_i64.into()))];
    check(
        &selected.change(&rows, &values, Some(5)),
        &expect![[r#"
            UPDATE post_tag AS t JOIN (SELECT t.post_id AS key0, t.tag_name AS key1 FROM post_tag AS t WHERE t.post_id IN (SELECT k.value0 FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$')) AS k) LIMIT ?) AS s ON t.post_id = s.key0 AND t.tag_name = s.key1 SET post_id = ?
            String(Some("[1,2]")), BigUnsigned(Some(5)), BigInt(Some(3))"#]],
    );
}

#[test]
fn a_circle_is_walked_over_padded_text() {
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
        context: mysql(&catalog),
        sets: &[],
    };

    check(
        &selected.reachable(&members, &[key]),
        &expect![[r#"
            WITH RECURSIVE r (member, c0, c1) AS (SELECT 0, CAST(t.id AS char(6144)), CAST(NULL AS char(6144)) FROM post AS t WHERE t.id IN (SELECT k.value0 FROM JSON_TABLE(?, '$[*]' COLUMNS (ordinal FOR ORDINALITY, value0 bigint PATH '$')) AS k) UNION (SELECT 1, CAST(t.post_id AS char(6144)), CAST(HEX(t.tag_name) AS char(6144)) FROM r INNER JOIN post_tag AS t ON t.post_id = CAST(r.c0 AS signed) WHERE r.member = 0)) SELECT COUNT(*), COALESCE(CAST(JSON_ARRAYAGG(CAST(r.c0 AS signed)) AS char), '[]') FROM r WHERE r.member = 0 UNION ALL (SELECT COUNT(*), COALESCE(CAST(JSON_ARRAYAGG(JSON_ARRAY(CAST(r.c0 AS signed), CONVERT(UNHEX(r.c1) USING utf8mb4))) AS char), '[]') FROM r WHERE r.member = 1)
            String(Some("[1,2]"))"#]],
    );
}
