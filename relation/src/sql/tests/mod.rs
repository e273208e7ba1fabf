//! The text of every kind of statement, on tables of its own; here as SQLite has it.

#![expect(unreachable_pub, reason = "SeaORM's macros make public items")]

mod mysql;
mod postgres;

use expect_test::{Expect, expect};
use sea_orm::{Statement, Value};

use super::{
    ByKey, Context, Count, Dialect, Listing, Member, NewValue, Related, Rows, Selected, Set,
    Source, Window, aggregate, aggregate_related, change, delete, select_by_key, select_page,
    select_related,
};
use crate::{
    catalog::{Accessor, Catalog, FieldId, ForeignKeyId, Model, ModelId},
    lookup::{
        Comparison, Direction, Function, List, Nulls, Order, OrderKey, OrderTerm, Part, Predicate,
        Quantifier, Test, TextMatch, ToMany, Transform,
    },
    scope::{Access, Action, Scope, Unrestricted},
    value::Key,
};

mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
        pub published_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod comment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub text: Option<String>,
        pub post_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::PostId",
            to = "super::post::Column::Id",
            on_delete = "Cascade"
        )]
        Post,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod tag {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tag")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod post_tag {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post_tag")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub post_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag_name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::PostId",
            to = "super::post::Column::Id",
            on_delete = "Cascade"
        )]
        Post,
        #[sea_orm(
            belongs_to = "super::tag::Entity",
            from = "Column::TagName",
            to = "super::tag::Column::Name",
            on_delete = "Cascade"
        )]
        Tag,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn catalog() -> Catalog {
    Catalog::builder()
        .register_generated::<post::Entity>()
        .register_generated::<comment::Entity>()
        .register_generated::<tag::Entity>()
        .register_generated::<post_tag::Entity>()
        .build()
        .unwrap()
}

fn check(statement: &Statement, expected: &Expect) {
    let text = statement.sql.replace(['"', '`'], "");
    let values: Vec<String> = statement
        .values
        .iter()
        .flat_map(|values| &values.0)
        .map(|value| format!("{value:?}"))
        .collect();
    expected.assert_eq(&format!("{text}\n{}", values.join(", ")));
}

fn model<'a>(catalog: &'a Catalog, name: &str) -> &'a Model {
    catalog.model_by_name(name).unwrap()
}

fn field(model: &Model, name: &str) -> FieldId {
    model.field_by_name(name).unwrap()
}

fn accessor<'a>(catalog: &'a Catalog, model: &Model, name: &str) -> &'a Accessor {
    catalog
        .accessors_of(model.id)
        .find(|accessor| accessor.name == name)
        .unwrap()
}

fn key(value: impl Into<Value>) -> Key {
    Key::One(value.into())
}

/// Leaves some rows of one model, and all of the others.
struct Only(ModelId, Predicate);

impl Scope for Only {
    fn access(&self, model: ModelId, _: Action) -> Access {
        if model == self.0 {
            Access::Filtered(self.1.clone())
        } else {
            Access::All
        }
    }
}

fn titled(post: &Model) -> Only {
    let title = field(post, "title");
    let hidden = vec![
        Predicate::is_null(title),
        Predicate::compare(title, Comparison::Equal, "x".into()),
    ];
    Only(post.id, Predicate::Not(Box::new(Predicate::Any(hidden))))
}

fn unrestricted(catalog: &Catalog) -> Context<'_> {
    Context {
        dialect: Dialect::Sqlite,
        catalog,
        scope: &Unrestricted,
        lock: None,
    }
}

fn to_one(accessor: &Accessor, condition: Predicate) -> Predicate {
    Predicate::ToOne {
        accessor: accessor.id,
        condition: Box::new(condition),
    }
}

fn to_many(accessor: &Accessor, quantifier: Quantifier, condition: Predicate) -> Predicate {
    Predicate::ToMany(Box::new(ToMany {
        accessor: accessor.id,
        quantifier,
        through: Predicate::ALWAYS,
        condition,
    }))
}

fn found(field: FieldId, place: TextMatch, ignores_case: bool, text: &str) -> Predicate {
    let text = text.to_owned();
    Predicate::field(
        field,
        Test::Text {
            place,
            ignores_case,
            text,
        },
    )
}

/// The statement that counts the rows that meet a condition.
fn count(context: Context<'_>, model: &Model, filter: &Predicate) -> Statement {
    aggregate(context, model, filter, &[Function::Count])
}

fn page(context: Context<'_>, model: &Model, list: &List, window: &Window) -> Statement {
    let listing = Listing {
        fields: &model.primary_key,
        list,
        window,
        with_keys: true,
    };
    select_page(context, model, &listing)
}

fn ordered(terms: impl IntoIterator<Item = OrderTerm>) -> List {
    List {
        order: Order::new(terms),
        ..List::default()
    }
}

fn by_field(field: FieldId, direction: Direction) -> OrderTerm {
    OrderTerm {
        path: Vec::new(),
        key: OrderKey::Field(field),
        direction,
    }
}

fn first(limit: u64) -> Window {
    Window {
        limit,
        ..Window::default()
    }
}

#[test]
fn one_key_is_compared_and_several_are_one_bound_list() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let read = |keys: &[Key]| {
        let read = ByKey {
            model: post,
            fields: &[field(post, "title")],
            key: &post.primary_key,
            keys,
        };
        select_by_key(unrestricted(&catalog), &read)
    };

    check(
        &read(&[key(1_i64)]),
        &expect![[r#"
        SELECT 0, t.title FROM post AS t WHERE t.id = ?
        BigInt(Some(1))"#]],
    );
    check(
        &read(&[key(1_i64), key(2_i64)]),
        &expect![[r#"
        SELECT k.key, t.title FROM json_each(?) AS k INNER JOIN post AS t ON t.id = k.value
        String(Some("[1,2]"))"#]],
    );
}

#[test]
fn keys_of_several_fields_are_compared_as_rows() {
    let catalog = catalog();
    let link = model(&catalog, "PostTag");
    let key = |post: i64, tag: &str| Key::Many(Box::new([post.into(), tag.into()]));
    let keys = vec![key(1, "a,b"), key(2, "\"")];
    let read = ByKey {
        model: link,
        fields: &link.primary_key,
        key: &link.primary_key,
        keys: &keys,
    };
    let context = unrestricted(&catalog);

    check(
        &select_by_key(context, &read),
        &expect![[r#"
        SELECT k.key, t.post_id, t.tag_name FROM json_each(?) AS k INNER JOIN post_tag AS t ON t.post_id = json_extract(k.value, '$[0]') AND t.tag_name = json_extract(k.value, '$[1]')
        String(Some("[[1,\"a,b\"],[2,\"\\\"\"]]"))"#]],
    );
    let fields = link.primary_key.clone();
    let is_one_of = Predicate::Key { fields, keys };
    check(
        &count(context, link, &is_one_of),
        &expect![[r#"
            SELECT COUNT(*) FROM post_tag AS t WHERE (t.post_id, t.tag_name) IN (SELECT CAST(json_extract(k.value, '$[0]') AS integer), CAST(json_extract(k.value, '$[1]') AS text) FROM json_each(?) AS k)
            String(Some("[[1,\"a,b\"],[2,\"\\\"\"]]"))"#]],
    );
}

#[test]
fn a_page_seeks_in_the_order_of_the_primary_key() {
    let catalog = catalog();
    let link = model(&catalog, "PostTag");
    let context = unrestricted(&catalog);
    let list = List::default();
    let forwards = Window {
        after: Some(vec![1_i64.into(), "a".into()]),
        limit: 11,
        offset: 20,
        ..Window::default()
    };
    let backwards = Window {
        before: Some(vec![9_i64.into(), "z".into()]),
        backwards: true,
        limit: 3,
        ..Window::default()
    };

    check(
        &page(context, link, &list, &forwards),
        &expect![[r#"
        SELECT t.post_id, t.tag_name, t.post_id, t.tag_name FROM post_tag AS t WHERE (t.post_id, t.tag_name) > (?, ?) ORDER BY t.post_id ASC, t.tag_name ASC LIMIT ? OFFSET ?
        BigInt(Some(1)), String(Some("a")), BigUnsigned(Some(11)), BigUnsigned(Some(20))"#]],
    );
    check(
        &page(context, link, &list, &backwards),
        &expect![[r#"
        SELECT t.post_id, t.tag_name, t.post_id, t.tag_name FROM post_tag AS t WHERE (t.post_id, t.tag_name) < (?, ?) ORDER BY t.post_id DESC, t.tag_name DESC LIMIT ?
        BigInt(Some(9)), String(Some("z")), BigUnsigned(Some(3))"#]],
    );
}

#[test]
fn an_order_seeks_with_nulls_at_their_place() {
    let catalog = catalog();
    let comment = model(&catalog, "Comment");
    let text = field(comment, "text");
    let context = unrestricted(&catalog);
    let after = |value: Option<&str>| Window {
        after: Some(vec![value.map(str::to_owned).into(), 7_i64.into()]),
        limit: 2,
        ..Window::default()
    };
    let page = |list: &List, window: &Window| page(context, comment, list, window);
    let ascending = ordered([by_field(text, Direction::ASCENDING)]);
    let nulls_last = Direction {
        descending: false,
        nulls: Nulls::Last,
    };
    let nulls_last = ordered([by_field(text, nulls_last)]);

    check(
        &page(&ascending, &after(Some("b"))),
        &expect![[r#"
        SELECT t.id, t.text, t.id FROM comment AS t WHERE t.text >= ? AND (t.text > ? OR (t.text = ? AND t.id > ?)) ORDER BY t.text ASC, t.id ASC LIMIT ?
        String(Some("b")), String(Some("b")), String(Some("b")), BigInt(Some(7)), BigUnsigned(Some(2))"#]],
    );
    check(
        &page(&ascending, &after(None)),
        &expect![[r#"
        SELECT t.id, t.text, t.id FROM comment AS t WHERE t.text IS NOT NULL OR (t.text IS NULL AND t.id > ?) ORDER BY t.text ASC, t.id ASC LIMIT ?
        BigInt(Some(7)), BigUnsigned(Some(2))"#]],
    );
    check(
        &page(&nulls_last, &after(Some("b"))),
        &expect![[r#"
        SELECT t.id, t.text, t.id FROM comment AS t WHERE t.text > ? OR t.text IS NULL OR (t.text = ? AND t.id > ?) ORDER BY t.text ASC NULLS LAST, t.id ASC LIMIT ?
        String(Some("b")), String(Some("b")), BigInt(Some(7)), BigUnsigned(Some(2))"#]],
    );
    check(
        &page(&nulls_last, &after(None)),
        &expect![[r#"
        SELECT t.id, t.text, t.id FROM comment AS t WHERE t.text IS NULL AND t.id > ? ORDER BY t.text ASC NULLS LAST, t.id ASC LIMIT ?
        BigInt(Some(7)), BigUnsigned(Some(2))"#]],
    );
}

#[test]
fn an_order_reaches_along_relations_without_repeating_rows() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let context = unrestricted(&catalog);
    let to_post = accessor(&catalog, comment, "post").id;
    let of_post = |name| OrderTerm {
        path: vec![to_post],
        key: OrderKey::Field(field(post, name)),
        direction: Direction::DESCENDING,
    };
    let comments = |function| OrderTerm {
        path: Vec::new(),
        key: OrderKey::Related {
            accessor: accessor(&catalog, post, "comment_set").id,
            through: Predicate::ALWAYS,
            condition: Predicate::is_null(field(comment, "text")),
            function,
        },
        direction: Direction::ASCENDING,
    };
    let by_title = ordered([of_post("title")]);
    let by_post = ordered([of_post("id")]);
    let last_text = comments(Function::Max(field(comment, "text")));
    let by_comments = ordered([comments(Function::Count), last_text]);

    check(
        &page(context, comment, &by_title, &first(3)),
        &expect![[r#"
            SELECT t.id, j1.title, t.id FROM comment AS t LEFT JOIN post AS j1 ON j1.id = t.post_id ORDER BY j1.title DESC, t.id ASC LIMIT ?
            BigUnsigned(Some(3))"#]],
    );
    check(
        &page(context, comment, &by_post, &first(3)),
        &expect![[r#"
        SELECT t.id, t.post_id, t.id FROM comment AS t ORDER BY t.post_id DESC, t.id ASC LIMIT ?
        BigUnsigned(Some(3))"#]],
    );
    check(
        &page(context, post, &by_comments, &first(3)),
        &expect![[r#"
            SELECT t.id, (SELECT COUNT(*) FROM comment AS s1 WHERE s1.text IS NULL AND t.id = s1.post_id), (SELECT MAX(s2.text) FROM comment AS s2 WHERE s2.text IS NULL AND t.id = s2.post_id), t.id FROM post AS t ORDER BY (SELECT COUNT(*) FROM comment AS s1 WHERE s1.text IS NULL AND t.id = s1.post_id) ASC, (SELECT MAX(s2.text) FROM comment AS s2 WHERE s2.text IS NULL AND t.id = s2.post_id) ASC, t.id ASC LIMIT ?
            BigUnsigned(Some(3))"#]],
    );
}

#[test]
fn what_a_scope_leaves_out_is_filtered_wherever_the_model_appears() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let tag = model(&catalog, "Tag");
    let scope = titled(post);
    let context = Context {
        dialect: Dialect::Sqlite,
        catalog: &catalog,
        scope: &scope,
        lock: None,
    };
    let is_one = Predicate::Key {
        fields: post.primary_key.clone(),
        keys: vec![key(1_i64)],
    };
    let of_one = to_one(accessor(&catalog, comment, "post"), is_one);
    let posts = accessor(&catalog, tag, "post_set");
    let without_posts = to_many(posts, Quantifier::None, Predicate::ALWAYS);

    check(
        &count(context, post, &Predicate::ALWAYS),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE (t.title IS NULL OR t.title = ?) IS NOT TRUE
        String(Some("x"))"#]],
    );
    check(
        &count(context, comment, &of_one),
        &expect![[r#"
            SELECT COUNT(*) FROM comment AS t INNER JOIN post AS j1 ON j1.id = t.post_id AND (j1.title IS NULL OR j1.title = ?) IS NOT TRUE WHERE j1.id = ?
            String(Some("x")), BigInt(Some(1))"#]],
    );
    check(
        &count(context, tag, &without_posts),
        &expect![[r#"
            SELECT COUNT(*) FROM tag AS t WHERE NOT EXISTS(SELECT TRUE FROM post_tag AS s1 INNER JOIN post AS j2 ON j2.id = s1.post_id AND (j2.title IS NULL OR j2.title = ?) IS NOT TRUE WHERE t.name = s1.tag_name)
            String(Some("x"))"#]],
    );
}

#[test]
fn the_condition_of_a_scope_can_reach_along_relations() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let titled = Predicate::compare(field(post, "title"), Comparison::Equal, "x".into());
    let of_titled = to_one(accessor(&catalog, comment, "post"), titled);
    let comments_of_titled = Only(comment.id, of_titled.clone());
    let context = Context {
        dialect: Dialect::Sqlite,
        catalog: &catalog,
        scope: &comments_of_titled,
        lock: None,
    };
    let comments = accessor(&catalog, post, "comment_set");
    let with_comments = to_many(comments, Quantifier::Some, Predicate::ALWAYS);

    check(
        &count(context, comment, &Predicate::ALWAYS),
        &expect![[r#"
            SELECT COUNT(*) FROM comment AS t INNER JOIN post AS j1 ON j1.id = t.post_id WHERE j1.title = ?
            String(Some("x"))"#]],
    );
    check(
        &count(context, post, &with_comments),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE EXISTS(SELECT TRUE FROM comment AS s1 INNER JOIN post AS j2 ON j2.id = s1.post_id WHERE j2.title = ? AND t.id = s1.post_id)
            String(Some("x"))"#]],
    );
}

#[test]
fn a_to_one_relation_is_joined_once_and_not_at_all_for_its_key() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let context = unrestricted(&catalog);
    let to_post = accessor(&catalog, comment, "post");
    let title = field(post, "title");
    let equals = |text: &str| Predicate::compare(title, Comparison::Equal, text.into());
    let either = Predicate::Any(vec![
        to_one(to_post, equals("a")),
        Predicate::Not(Box::new(to_one(to_post, equals("b")))),
    ]);
    let is_one = Predicate::compare(post.primary_key[0], Comparison::Equal, 1_i64.into());
    let is_missing = Predicate::is_missing(&catalog, to_post.id);

    check(
        &count(context, comment, &either),
        &expect![[r#"
            SELECT COUNT(*) FROM comment AS t LEFT JOIN post AS j1 ON j1.id = t.post_id WHERE j1.title = ? OR (j1.title = ?) IS NOT TRUE
            String(Some("a")), String(Some("b"))"#]],
    );
    check(
        &count(context, comment, &to_one(to_post, is_one)),
        &expect![[r#"
            SELECT COUNT(*) FROM comment AS t WHERE t.post_id = ?
            BigInt(Some(1))"#]],
    );
    check(
        &count(context, comment, &is_missing),
        &expect![[r#"
        SELECT COUNT(*) FROM comment AS t WHERE t.post_id IS NULL
    "#]],
    );
}

#[test]
fn a_to_many_relation_is_asked_about_in_a_statement_of_its_own() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let comments = accessor(&catalog, post, "comment_set");
    let spam = found(field(comment, "text"), TextMatch::Anywhere, false, "spam");
    let is_one = Predicate::compare(comment.primary_key[0], Comparison::Equal, 1_i64.into());
    let three = Quantifier::Count(Comparison::GreaterOrEqual, 3);
    let posts = |quantifier, condition: &Predicate| {
        let filter = to_many(comments, quantifier, condition.clone());
        count(unrestricted(&catalog), post, &filter)
    };

    check(
        &posts(Quantifier::Some, &spam),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE EXISTS(SELECT TRUE FROM comment AS s1 WHERE instr(s1.text, ?) > 0 AND t.id = s1.post_id)
            String(Some("spam"))"#]],
    );
    check(
        &posts(Quantifier::Some, &is_one),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.id IN (SELECT s1.post_id FROM comment AS s1 WHERE s1.id = ?)
        BigInt(Some(1))"#]],
    );
    check(
        &posts(Quantifier::Every, &spam),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE NOT EXISTS(SELECT TRUE FROM comment AS s1 WHERE (instr(s1.text, ?) > 0) IS NOT TRUE AND t.id = s1.post_id)
            String(Some("spam"))"#]],
    );
    check(
        &posts(Quantifier::None, &spam),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE NOT EXISTS(SELECT TRUE FROM comment AS s1 WHERE instr(s1.text, ?) > 0 AND t.id = s1.post_id)
            String(Some("spam"))"#]],
    );
    check(
        &posts(Quantifier::None, &is_one),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE (t.id IN (SELECT s1.post_id FROM comment AS s1 WHERE s1.id = ?)) IS NOT TRUE
        BigInt(Some(1))"#]],
    );
    check(
        &posts(three, &spam),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE (SELECT COUNT(*) FROM comment AS s1 WHERE instr(s1.text, ?) > 0 AND t.id = s1.post_id) >= ?
            String(Some("spam")), BigInt(Some(3))"#]],
    );
}

#[test]
fn what_many_rows_share_is_asked_about_once() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let (to_post, comments) = (
        accessor(&catalog, comment, "post"),
        accessor(&catalog, post, "comment_set"),
    );
    let spam = found(field(comment, "text"), TextMatch::Anywhere, false, "spam");
    let of_posts = |quantifier| {
        let condition = to_many(comments, quantifier, spam.clone());
        let filter = to_one(to_post, condition);
        count(unrestricted(&catalog), comment, &filter)
    };
    let three = Quantifier::Count(Comparison::GreaterOrEqual, 3);
    let few = Quantifier::Count(Comparison::Less, 3);

    check(
        &of_posts(Quantifier::Some),
        &expect![[r#"
        SELECT COUNT(*) FROM comment AS t WHERE t.post_id IN (SELECT s1.post_id FROM comment AS s1 WHERE instr(s1.text, ?) > 0)
        String(Some("spam"))"#]],
    );
    check(
        &of_posts(Quantifier::Every),
        &expect![[r#"
        SELECT COUNT(*) FROM comment AS t WHERE (t.post_id IN (SELECT s1.post_id FROM comment AS s1 WHERE (instr(s1.text, ?) > 0) IS NOT TRUE)) IS NOT TRUE
        String(Some("spam"))"#]],
    );
    check(
        &of_posts(three),
        &expect![[r#"
        SELECT COUNT(*) FROM comment AS t WHERE t.post_id IN (SELECT s1.post_id FROM comment AS s1 WHERE instr(s1.text, ?) > 0 GROUP BY s1.post_id HAVING COUNT(*) >= ?)
        String(Some("spam")), BigInt(Some(3))"#]],
    );
    check(
        &of_posts(few),
        &expect![[r#"
        SELECT COUNT(*) FROM comment AS t WHERE (t.post_id IN (SELECT s1.post_id FROM comment AS s1 WHERE instr(s1.text, ?) > 0 GROUP BY s1.post_id HAVING (COUNT(*) < ?) IS NOT TRUE)) IS NOT TRUE
        String(Some("spam")), BigInt(Some(3))"#]],
    );

    let by_comments_of_post = ordered([OrderTerm {
        path: vec![to_post.id],
        key: OrderKey::Related {
            accessor: comments.id,
            through: Predicate::ALWAYS,
            condition: Predicate::ALWAYS,
            function: Function::Count,
        },
        direction: Direction::DESCENDING,
    }]);
    let context = unrestricted(&catalog);
    let page = page(context, comment, &by_comments_of_post, &first(3));
    check(
        &page,
        &expect![[r#"
        SELECT t.id, COALESCE(v2.value, 0), t.id FROM comment AS t LEFT JOIN (SELECT s1.post_id AS key0, COUNT(*) AS value FROM comment AS s1 GROUP BY s1.post_id) AS v2 ON t.post_id = v2.key0 ORDER BY COALESCE(v2.value, 0) DESC, t.id ASC LIMIT ?
        BigUnsigned(Some(3))"#]],
    );
}

#[test]
fn links_alone_answer_for_the_key_of_their_target() {
    let catalog = catalog();
    let (post, tag) = (model(&catalog, "Post"), model(&catalog, "Tag"));
    let posts = accessor(&catalog, tag, "post_set");
    let is_one = Predicate::compare(post.primary_key[0], Comparison::Equal, 1_i64.into());
    let titled = found(field(post, "title"), TextMatch::Start, false, "Ru");
    let none = Quantifier::Count(Comparison::Equal, 0);
    let tags = |quantifier, condition| {
        let filter = to_many(posts, quantifier, condition);
        count(unrestricted(&catalog), tag, &filter)
    };

    check(
        &tags(Quantifier::Some, is_one),
        &expect![[r#"
        SELECT COUNT(*) FROM tag AS t WHERE t.name IN (SELECT s1.tag_name FROM post_tag AS s1 WHERE s1.post_id = ?)
        BigInt(Some(1))"#]],
    );
    check(
        &tags(Quantifier::Some, titled),
        &expect![[r#"
            SELECT COUNT(*) FROM tag AS t WHERE EXISTS(SELECT TRUE FROM post_tag AS s1 INNER JOIN post AS j2 ON j2.id = s1.post_id WHERE (j2.title COLLATE BINARY) >= ? AND (j2.title COLLATE BINARY) < ? AND t.name = s1.tag_name)
            String(Some("Ru")), String(Some("Rv"))"#]],
    );
    check(
        &tags(none, Predicate::ALWAYS),
        &expect![[r#"
            SELECT COUNT(*) FROM tag AS t WHERE (SELECT COUNT(*) FROM post_tag AS s1 WHERE t.name = s1.tag_name) = ?
            BigInt(Some(0))"#]],
    );
}

#[test]
fn text_is_found_without_characters_that_have_a_meaning() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let title = field(post, "title");
    let titles = |place, ignores_case, text| {
        let filter = found(title, place, ignores_case, text);
        count(unrestricted(&catalog), post, &filter)
    };

    check(
        &titles(TextMatch::Anywhere, false, "50%"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE instr(t.title, ?) > 0
        String(Some("50%"))"#]],
    );
    check(
        &titles(TextMatch::Start, false, "a\u{10ffff}"),
        &expect![[r#"
            SELECT COUNT(*) FROM post AS t WHERE (t.title COLLATE BINARY) >= ? AND (t.title COLLATE BINARY) < ?
            String(Some("a\u{10ffff}")), String(Some("b"))"#]],
    );
    check(
        &titles(TextMatch::End, false, "_é"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE substr(t.title, ?) = ?
        BigInt(Some(-2)), String(Some("_é"))"#]],
    );
    check(
        &titles(TextMatch::Whole, true, "<a.b>"),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.title REGEXP ?
        String(Some("(?is)^<a\\.b>$"))"#]],
    );
    check(
        &titles(TextMatch::End, false, ""),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.title IS NOT NULL
    "#]],
    );
}

#[test]
fn moments_compare_in_every_form_with_a_range_for_the_index() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let context = unrestricted(&catalog);
    let published = field(post, "published_at");
    let moment: chrono::DateTime<chrono::Utc> = "2025-01-01T12:00:00.50Z".parse().unwrap();
    let since = Predicate::compare(published, Comparison::GreaterOrEqual, moment.into());
    let in_autumn = Predicate::Field {
        field: published,
        transform: Some(Transform::Part(Part::Quarter)),
        test: Test::Compare(Comparison::Equal, 3_i64.into()),
    };

    check(
        &count(context, post, &since),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE t.published_at >= ? AND (t.published_at >= ? OR (strftime('%Y-%m-%dT%H:%M:%S', substr(t.published_at, 1, 19) || ltrim(substr(t.published_at, 20), '.0123456789')) || rtrim(substr(substr(t.published_at, 20), 1, length(substr(t.published_at, 20)) - length(ltrim(substr(t.published_at, 20), '.0123456789'))), '.0')) >= ?)
        String(Some("2024-12-31")), String(Some("2025-01-03")), String(Some("2025-01-01T12:00:00.5"))"#]],
    );
    check(
        &count(context, post, &in_autumn),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE (CAST(strftime('%m', substr(t.published_at, 1, 19) || ltrim(substr(t.published_at, 20), '.0123456789')) AS INTEGER) + 2) / 3 = ?
        BigInt(Some(3))"#]],
    );
}

#[test]
fn a_page_of_children_is_cut_for_each_parent() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let context = unrestricted(&catalog);
    let text = field(comment, "text");
    let related = Related {
        accessor: accessor(&catalog, post, "comment_set"),
        parents: &[key(1_i64), key(2_i64)],
    };
    let read = |list: &List| {
        let listing = Listing {
            fields: &[field(comment, "id"), text],
            list,
            window: &first(6),
            with_keys: false,
        };
        select_related(context, &related, &[], &listing)
    };
    let filter = found(text, TextMatch::Anywhere, false, "x");
    let filtered = List {
        filter: filter.clone(),
        order: Order::new([by_field(text, Direction::DESCENDING)]),
    };
    let sum = Function::Sum(field(comment, "id"));
    let functions = [Function::Count, Function::Max(text), sum];

    check(
        &read(&List::default()),
        &expect![[r#"
        SELECT k.key, c.id, c.text FROM json_each(?) AS k INNER JOIN comment AS c ON c.id IN (SELECT p.id FROM comment AS p WHERE p.post_id = k.value ORDER BY p.id ASC LIMIT ?) ORDER BY k.key ASC, c.id ASC
        String(Some("[1,2]")), BigUnsigned(Some(6))"#]],
    );
    check(
        &read(&filtered),
        &expect![[r#"
        SELECT k.key, c.id, c.text FROM json_each(?) AS k INNER JOIN comment AS c ON c.id IN (SELECT p.id FROM comment AS p WHERE instr(p.text, ?) > 0 AND p.post_id = k.value ORDER BY p.text DESC, p.id ASC LIMIT ?) ORDER BY k.key ASC, c.text DESC, c.id ASC
        String(Some("[1,2]")), String(Some("x")), BigUnsigned(Some(6))"#]],
    );
    let values = aggregate_related(context, &related, &filter, &functions);
    check(
        &values,
        &expect![[r#"
        SELECT k.key, COUNT(*), MAX(p.text), SUM(p.id >> 32), SUM(p.id & 4294967295) FROM json_each(?) AS k INNER JOIN comment AS p ON p.post_id = k.value WHERE instr(p.text, ?) > 0 GROUP BY k.key
        String(Some("[1,2]")), String(Some("x"))"#]],
    );
}

#[test]
fn links_alone_give_the_order_unless_the_target_is_filtered() {
    let catalog = catalog();
    let (post, tag) = (model(&catalog, "Post"), model(&catalog, "Tag"));
    let related = Related {
        accessor: accessor(&catalog, tag, "post_set"),
        parents: &[key("rust")],
    };
    let window = Window {
        backwards: true,
        ..first(2)
    };
    let listing = Listing {
        fields: &[field(post, "title")],
        list: &List::default(),
        window: &window,
        with_keys: false,
    };
    let scope = titled(post);
    let restricted = Context {
        dialect: Dialect::Sqlite,
        catalog: &catalog,
        scope: &scope,
        lock: None,
    };
    let count = |context| {
        let functions = [Function::Count];
        aggregate_related(context, &related, &Predicate::ALWAYS, &functions)
    };
    let context = unrestricted(&catalog);

    let page = select_related(context, &related, &[], &listing);
    check(
        &page,
        &expect![[r#"
            SELECT k.key, c.title FROM json_each(?) AS k INNER JOIN post_tag AS l ON (l.post_id, l.tag_name) IN (SELECT p.post_id, p.tag_name FROM post_tag AS p WHERE p.tag_name = k.value ORDER BY p.post_id DESC LIMIT ?) INNER JOIN post AS c ON c.id = l.post_id ORDER BY k.key ASC, c.id ASC
            String(Some("[\"rust\"]")), BigUnsigned(Some(2))"#]],
    );
    check(
        &count(context),
        &expect![[r#"
        SELECT k.key, COUNT(*) FROM json_each(?) AS k INNER JOIN post_tag AS p ON p.tag_name = k.value GROUP BY k.key
        String(Some("[\"rust\"]"))"#]],
    );
    check(
        &count(restricted),
        &expect![[r#"
            SELECT k.key, COUNT(*) FROM json_each(?) AS k INNER JOIN post_tag AS p ON p.tag_name = k.value INNER JOIN post AS j1 ON j1.id = p.post_id AND (j1.title IS NULL OR j1.title = ?) IS NOT TRUE GROUP BY k.key
            String(Some("[\"rust\"]")), String(Some("x"))"#]],
    );
}

#[test]
fn deletion_by_key_gives_the_keys_of_the_rows_that_went() {
    let catalog = catalog();
    let context = Context {
        dialect: Dialect::Sqlite,
        catalog: &catalog,
        scope: &Unrestricted,
        lock: None,
    };
    let junction = model(&catalog, "PostTag");
    let post = [field(junction, "post_id")];
    let one = [Key::One(1_i64.into())];
    let two = [Key::One(1_i64.into()), Key::One(2_i64.into())];

    let statement = delete(context, junction, &having(&post, &one), &[]);
    check(
        &statement,
        &expect![[r#"
        DELETE FROM post_tag AS t WHERE t.post_id = ?
        BigInt(Some(1))"#]],
    );
    let statement = delete(
        context,
        junction,
        &having(&post, &two),
        &junction.primary_key,
    );
    check(
        &statement,
        &expect![[r#"
        DELETE FROM post_tag AS t WHERE t.post_id IN (SELECT k.value FROM json_each(?) AS k) RETURNING post_id, tag_name
        String(Some("[1,2]"))"#]],
    );
    let pairs = [
        Key::Many(Box::new([1_i64.into(), "a".into()])),
        Key::Many(Box::new([2_i64.into(), "b".into()])),
    ];
    let statement = delete(
        context,
        junction,
        &having(&junction.primary_key, &pairs),
        &[],
    );
    check(
        &statement,
        &expect![[r#"
            DELETE FROM post_tag AS t WHERE (t.post_id, t.tag_name) IN (SELECT CAST(json_extract(k.value, '$[0]') AS integer), CAST(json_extract(k.value, '$[1]') AS text) FROM json_each(?) AS k)
            String(Some("[[1,\"a\"],[2,\"b\"]]"))"#]],
    );
}

#[test]
fn the_same_values_are_written_into_all_rows_that_meet_a_condition() {
    let catalog = catalog();
    let context = Context {
        dialect: Dialect::Sqlite,
        catalog: &catalog,
        scope: &Unrestricted,
        lock: None,
    };
    let comment = model(&catalog, "Comment");
    let (text, post) = (field(comment, "text"), field(comment, "post_id"));
    let condition = Predicate::compare(post, Comparison::Equal, 7_i64.into());
    let values = [
        (text, NewValue::Null),
        (post, NewValue::Value(9_i64.into())),
    ];

    let statement = change(context, comment, &condition, &values, &comment.primary_key);

    check(
        &statement,
        &expect![[r#"
        UPDATE comment AS t SET text = NULL, post_id = ? WHERE t.post_id = ? RETURNING id
        BigInt(Some(9)), BigInt(Some(7))"#]],
    );
}

#[test]
fn rows_that_follow_are_searched_from_those_that_they_refer_to() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let scope = Only(comment.id, Predicate::is_null(field(comment, "text")));
    let context = Context {
        dialect: Dialect::Sqlite,
        catalog: &catalog,
        scope: &scope,
        lock: None,
    };
    let title = Predicate::compare(field(post, "title"), Comparison::Equal, "x".into());
    let by_post = Source::Referring(foreign_key(&catalog, comment, post));
    let sets = [
        Set {
            model: post.id,
            sources: vec![Source::Visible(title)],
        },
        Set {
            model: comment.id,
            sources: vec![by_post.clone()],
        },
    ];
    let selected = Selected {
        context,
        sets: &sets,
    };
    let rows = Rows::any_of(comment.id, [Source::Selected]);
    let count = Count {
        rows: &rows,
        but_not: &[by_post],
        with_fingerprint: true,
    };

    check(
        &selected.any(&rows),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) SELECT 1 FROM comment AS t WHERE t.post_id IN (SELECT id FROM selected_post) LIMIT ?
        String(Some("x")), BigUnsigned(Some(1))"#]],
    );
    check(
        &selected.count(count),
        &expect![[r#"
            WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) SELECT COUNT(*), SUM((CASE WHEN (t.post_id IN (SELECT id FROM selected_post)) THEN 0 ELSE 1 END)), json_array(SUM(t.id % 2147483629), SUM((((((t.id % 2147483629) * (t.id % 2147483629)) % 2147483629) * (((t.id % 2147483629) * (t.id % 2147483629)) % 2147483629)) + (t.id % 2147483629)) % 2147483629)) FROM comment AS t WHERE t.post_id IN (SELECT id FROM selected_post)
            String(Some("x"))"#]],
    );
    check(
        &selected.first(&rows.clone().visible(), 5),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) SELECT t.id FROM comment AS t WHERE t.post_id IN (SELECT id FROM selected_post) AND t.text IS NULL ORDER BY t.id ASC LIMIT ?
        String(Some("x")), BigUnsigned(Some(5))"#]],
    );
    check(
        &selected.delete(&rows, Some(9)),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) DELETE FROM comment AS t WHERE t.id IN (SELECT t.id FROM comment AS t WHERE t.post_id IN (SELECT id FROM selected_post) LIMIT ?) RETURNING id
        String(Some("x")), BigUnsigned(Some(9))"#]],
    );
    check(
        &selected.delete(&rows, None),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ?) DELETE FROM comment AS t WHERE t.post_id IN (SELECT id FROM selected_post)
        String(Some("x"))"#]],
    );
}

#[test]
fn rows_of_several_sources_are_searched_for_those_that_refer_one_after_the_other() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let title = Predicate::compare(field(post, "title"), Comparison::Equal, "x".into());
    let new = Predicate::is_null(field(post, "published_at"));
    let sets = [Set {
        model: post.id,
        sources: vec![Source::Visible(title), Source::Meeting(new)],
    }];
    let context = unrestricted(&catalog);
    let selected = Selected {
        context,
        sets: &sets,
    };
    let by_post = Source::Referring(foreign_key(&catalog, comment, post));
    let with_text = Source::Meeting(Predicate::is_null(field(comment, "text")));
    let rows = Rows::any_of(comment.id, [by_post]).but_not(with_text);

    check(
        &selected.any(&rows),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ? UNION ALL SELECT t.id FROM post AS t WHERE t.published_at IS NULL) SELECT 1 FROM selected_post AS s INNER JOIN comment AS t ON s.id = t.post_id WHERE (t.text IS NULL) IS NOT TRUE LIMIT ?
        String(Some("x")), BigUnsigned(Some(1))"#]],
    );
    check(
        &selected.first(&rows, 5),
        &expect![[r#"
        WITH selected_post AS (SELECT t.id FROM post AS t WHERE t.title = ? UNION ALL SELECT t.id FROM post AS t WHERE t.published_at IS NULL) SELECT t.id FROM comment AS t WHERE t.post_id IN (SELECT id FROM selected_post) AND (t.text IS NULL) IS NOT TRUE ORDER BY t.id ASC LIMIT ?
        String(Some("x")), BigUnsigned(Some(5))"#]],
    );
}

#[test]
fn rows_of_a_few_keys_are_deleted_by_them() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let (id, title) = (field(post, "id"), field(post, "title"));
    let keys = Predicate::Key {
        fields: vec![id],
        keys: vec![key(1_i64), key(2_i64)],
    };
    let sets = [Set {
        model: post.id,
        sources: vec![Source::Visible(keys)],
    }];
    let rows = Rows::any_of(post.id, [Source::Selected]);
    let context = unrestricted(&catalog);
    let selected = Selected {
        context,
        sets: &sets,
    };

    check(
        &selected.delete(&rows, Some(9)),
        &expect![[r#"
        DELETE FROM post AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k) RETURNING id
        String(Some("[1,2]"))"#]],
    );
    let none = [(title, NewValue::Null)];
    check(
        &selected.change(&rows, &none, Some(9)),
        &expect![[r#"
        UPDATE post AS t SET title = NULL WHERE t.id IN (SELECT k.value FROM json_each(?) AS k) RETURNING id
        String(Some("[1,2]"))"#]],
    );
    check(
        &selected.list(&rows, &[id, title]),
        &expect![[r#"
        SELECT COUNT(*), json_group_array(json_array(t.id, t.title)) FROM post AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k)
        String(Some("[1,2]"))"#]],
    );
}

#[test]
fn a_circle_is_walked_in_one_statement() {
    let catalog = catalog();
    let context = unrestricted(&catalog);
    let (junction, post) = (model(&catalog, "PostTag"), model(&catalog, "Post"));
    let start = Predicate::Key {
        fields: post.primary_key.clone(),
        keys: vec![key(1_i64), key(2_i64)],
    };
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
    let selected = Selected { context, sets: &[] };

    check(
        &selected.reachable(&members, &[key]),
        &expect![[r#"
        WITH RECURSIVE r (member, c0, c1) AS (SELECT 0, t.id, NULL FROM post AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k) UNION SELECT 1, t.post_id, t.tag_name FROM r INNER JOIN post_tag AS t ON t.post_id = (+r.c0) WHERE r.member = 0) SELECT COUNT(*), json_group_array(r.c0) FROM r WHERE r.member = 0 UNION ALL SELECT COUNT(*), json_group_array(json_array(r.c0, r.c1)) FROM r WHERE r.member = 1
        String(Some("[1,2]"))"#]],
    );
}

fn foreign_key(catalog: &Catalog, holder: &Model, target: &Model) -> ForeignKeyId {
    let mut keys = catalog.foreign_keys().iter();
    keys.find(|key| key.model == holder.id && key.target == target.id)
        .unwrap()
        .id
}

fn having(fields: &[FieldId], keys: &[Key]) -> Predicate {
    Predicate::Key {
        fields: fields.to_vec(),
        keys: keys.to_vec(),
    }
}
