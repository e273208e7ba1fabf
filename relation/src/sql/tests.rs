//! The text of every kind of statement, on tables of its own.

#![expect(unreachable_pub, reason = "SeaORM's macros make public items")]

use expect_test::{Expect, expect};
use sea_orm::{Statement, Value};

use super::{ByKey, CountAll, Page, Related, Way, Window, count, count_related};
use super::{select_by_key, select_page, select_related};
use crate::{
    catalog::{Accessor, Catalog, FieldId, Model, Path},
    lookup::{Comparison, Predicate},
    scope::Access,
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
    let text = statement.sql.replace('"', "");
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

fn titled(post: &Model) -> Access {
    Access::Filtered(Predicate::Not(Box::new(Predicate::Any(vec![
        Predicate::IsNull(field(post, "title")),
        Predicate::Compare {
            field: field(post, "title"),
            comparison: Comparison::Equal,
            value: "x".into(),
        },
    ]))))
}

#[test]
fn one_key_is_compared_and_several_are_one_bound_list() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let read = |keys: &[Key]| {
        select_by_key(&ByKey {
            model: post,
            fields: &[field(post, "title")],
            key: &post.primary_key,
            keys,
            access: &Access::All,
        })
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
    let read = ByKey {
        model: link,
        fields: &link.primary_key,
        key: &link.primary_key,
        keys: &[key(1, "a,b"), key(2, "\"")],
        access: &Access::All,
    };

    check(
        &select_by_key(&read),
        &expect![[r#"
            SELECT k.key, t.post_id, t.tag_name FROM json_each(?) AS k INNER JOIN post_tag AS t ON t.post_id = json_extract(k.value, '$[0]') AND t.tag_name = json_extract(k.value, '$[1]')
            String(Some("[[1,\"a,b\"],[2,\"\\\"\"]]"))"#]],
    );
}

#[test]
fn a_page_seeks_in_the_order_of_the_primary_key() {
    let catalog = catalog();
    let link = model(&catalog, "PostTag");
    let page = |window: &Window| {
        select_page(&Page {
            model: link,
            fields: &link.primary_key,
            window,
            access: &Access::All,
        })
    };
    let forwards = Window {
        after: Some(vec![1_i64.into(), "a".into()]),
        limit: 11,
        offset: 20,
        ..Window::default()
    };
    let backwards = Window {
        after: None,
        before: Some(vec![9_i64.into(), "z".into()]),
        backwards: true,
        limit: 3,
        offset: 0,
    };

    check(
        &page(&forwards),
        &expect![[r#"
        SELECT t.post_id, t.tag_name FROM post_tag AS t WHERE (t.post_id, t.tag_name) > (?, ?) ORDER BY t.post_id ASC, t.tag_name ASC LIMIT ? OFFSET ?
        BigInt(Some(1)), String(Some("a")), BigUnsigned(Some(11)), BigUnsigned(Some(20))"#]],
    );
    check(
        &page(&backwards),
        &expect![[r#"
        SELECT t.post_id, t.tag_name FROM post_tag AS t WHERE (t.post_id, t.tag_name) < (?, ?) ORDER BY t.post_id DESC, t.tag_name DESC LIMIT ?
        BigInt(Some(9)), String(Some("z")), BigUnsigned(Some(3))"#]],
    );
}

#[test]
fn what_a_scope_leaves_out_is_filtered_and_not_is_two_valued() {
    let catalog = catalog();
    let post = model(&catalog, "Post");
    let read = CountAll {
        model: post,
        access: &titled(post),
    };

    check(
        &count(&read),
        &expect![[r#"
        SELECT COUNT(*) FROM post AS t WHERE NOT COALESCE(t.title IS NULL OR t.title = ?, ?)
        String(Some("x")), Bool(Some(false))"#]],
    );
}

#[test]
fn a_page_of_children_is_cut_for_each_parent() {
    let catalog = catalog();
    let (post, comment) = (model(&catalog, "Post"), model(&catalog, "Comment"));
    let Path::Reverse(id) = accessor(&catalog, post, "comment_set").path else {
        panic!("the reverse side of a foreign key");
    };
    let related = Related {
        way: Way::Reverse { key: &catalog[id] },
        parents: &[key(1_i64), key(2_i64)],
        model: comment,
        access: &Access::All,
    };
    let window = Window {
        limit: 6,
        ..Window::default()
    };

    let fields = [field(comment, "id"), field(comment, "text")];
    check(
        &select_related(&related, &[], &fields, &window),
        &expect![[r#"
            SELECT k.key, c.id, c.text FROM json_each(?) AS k INNER JOIN comment AS c ON c.id IN (SELECT p.id FROM comment AS p WHERE p.post_id = k.value ORDER BY p.id ASC LIMIT ?) ORDER BY k.key ASC, c.id ASC
            String(Some("[1,2]")), BigUnsigned(Some(6))"#]],
    );
    check(
        &count_related(&related),
        &expect![[r#"
        SELECT k.key, COUNT(*) FROM json_each(?) AS k INNER JOIN comment AS p ON p.post_id = k.value GROUP BY k.key
        String(Some("[1,2]"))"#]],
    );
}

#[test]
fn links_alone_give_the_order_unless_the_target_is_filtered() {
    let catalog = catalog();
    let (post, tag) = (model(&catalog, "Post"), model(&catalog, "Tag"));
    let Path::ManyToMany(link) = accessor(&catalog, tag, "post_set").path else {
        panic!("a many-to-many relation");
    };
    let parents = [key("rust")];
    let related = |access| Related {
        way: Way::Through {
            through: &catalog[link.through],
            access: &Access::All,
            source: &catalog[link.source],
            target: &catalog[link.target],
        },
        parents: &parents,
        model: post,
        access,
    };
    let window = Window {
        limit: 2,
        backwards: true,
        ..Window::default()
    };

    let fields = [field(post, "title")];
    check(
        &select_related(&related(&Access::All), &[], &fields, &window),
        &expect![[r#"
            SELECT k.key, c.title FROM json_each(?) AS k INNER JOIN post_tag AS l ON (l.post_id, l.tag_name) IN (SELECT p.post_id, p.tag_name FROM post_tag AS p WHERE p.tag_name = k.value ORDER BY p.post_id DESC LIMIT ?) INNER JOIN post AS c ON l.post_id = c.id ORDER BY k.key ASC, c.id ASC
            String(Some("[\"rust\"]")), BigUnsigned(Some(2))"#]],
    );
    check(
        &count_related(&related(&Access::All)),
        &expect![[r#"
            SELECT k.key, COUNT(*) FROM json_each(?) AS k INNER JOIN post_tag AS p ON p.tag_name = k.value GROUP BY k.key
            String(Some("[\"rust\"]"))"#]],
    );
    check(
        &count_related(&related(&titled(post))),
        &expect![[r#"
            SELECT k.key, COUNT(*) FROM json_each(?) AS k INNER JOIN post_tag AS p ON p.tag_name = k.value INNER JOIN post AS q ON p.post_id = q.id WHERE NOT COALESCE(q.title IS NULL OR q.title = ?, ?) GROUP BY k.key
            String(Some("[\"rust\"]")), String(Some("x")), Bool(Some(false))"#]],
    );
}
