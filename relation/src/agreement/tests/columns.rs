use expect_test::expect;

use super::{TableKind, at, check, column, column_at, named};

#[test]
fn tables_that_agree_have_nothing_to_report() {
    check(|_| {}, &expect![[""]]);
}

#[test]
fn names_are_compared_without_regard_to_case() {
    check(
        |tables| {
            at(tables, "user").name = "USER".to_owned();
            column_at(tables, "USER", "name").name = "Name".to_owned();
        },
        &expect![[""]],
    );
}

#[test]
fn a_missing_table_is_reported_once() {
    check(
        |tables| tables.retain(|table| table.name != "user"),
        &expect![[r#"
            error: User (table `user`): the database has no such table; make it in a migration
        "#]],
    );
}

#[test]
fn a_table_of_another_schema_is_another_table() {
    check(
        |tables| at(tables, "egg").schema = Some("farm".to_owned()),
        &expect![[r#"
            warning: Hen (table `hen`): `farm.egg` (hen_id) refers to it by ON DELETE NO ACTION, but no model has that table, so deletion does not see its rows; register its entity
            error: Egg (table `egg`): the database has no such table; make it in a migration
        "#]],
    );
}

#[test]
fn a_missing_column_is_reported_once() {
    check(
        |tables| {
            at(tables, "post")
                .columns
                .retain(|column| column.name != "author_id");
            at(tables, "post").constraints.clear();
            at(tables, "post").indexes.clear();
            at(tables, "seat")
                .columns
                .retain(|column| column.name != "number");
        },
        &expect![[r#"
            error: Post.author_id (column `author_id` of table `post`): the database has no such column; add it in a migration, or take it out of the entity
            warning: Post.draft_of (column `draft_of` of table `post`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
            error: Seat.number (column `number` of table `seat`): the database has no such column; add it in a migration, or take it out of the entity
        "#]],
    );
}

#[test]
fn a_column_without_a_model_matters_when_it_wants_a_value() {
    check(
        |tables| {
            at(tables, "user").columns.push(column("password"));
            let mut other = column("age");
            other.nullable = true;
            at(tables, "user").columns.push(other);
        },
        &expect![[r#"
            error: User (column `password` of table `user`): the database wants a value and has no default, but the entity has no such column, so no row can be made; add it to the entity, or give it a default in a migration
        "#]],
    );
}

#[test]
fn null_is_refused_or_admitted() {
    check(
        |tables| {
            column_at(tables, "user", "nickname").nullable = false;
            column_at(tables, "user", "name").nullable = true;
        },
        &expect![[r#"
            warning: User.name (column `name` of table `user`): it is required in the catalog, but the database admits NULL; set NOT NULL in a migration, or make it an `Option` in the entity
            error: User.nickname (column `nickname` of table `user`): it can be null in the catalog, but the database refuses NULL; drop NOT NULL in a migration, or make it required in the entity
        "#]],
    );
}

#[test]
fn defaults_are_the_databases_to_give() {
    check(
        |tables| {
            column_at(tables, "user", "id").has_default = false;
            column_at(tables, "user", "level").has_default = false;
            column_at(tables, "item", "set_default").has_default = false;
        },
        &expect![[r#"
            error: User.id (column `id` of table `user`): the database does not give new rows a key; let it count the column in a migration (on SQLite its type has to be INTEGER), or say `auto_increment = false` in the entity
            error: User.level (column `level` of table `user`): it has a default in the catalog, but none in the database, so rows made without it are refused; set the default in a migration, or take it out of the entity
            warning: Item.set_default (column `set_default` of table `item`): it has a default in the catalog, but none in the database, so rows made without it get NULL; set the default in a migration, or take it out of the entity
        "#]],
    );
}

#[test]
fn of_a_view_only_columns_are_compared() {
    check(
        |tables| {
            let view = at(tables, "seat");
            view.kind = TableKind::Derived;
            view.primary_key.clear();
            for column in &mut view.columns {
                column.nullable = true;
            }
            let view = at(tables, "egg");
            view.kind = TableKind::Derived;
            view.columns.retain(|column| column.name != "id");
            view.primary_key.clear();
            view.indexes.clear();
            view.constraints.clear();
        },
        &expect![[r#"
            error: Egg.id (column `id` of table `egg`): the database has no such column; add it in a migration, or take it out of the entity
            error: Egg.hen (column `hen_id` of table `egg`): the database has no foreign key to `hen` (id), so it can refer to rows that are not there; add one in a migration, or say `skip_fk` in the entity's relation
        "#]],
    );
}

#[test]
fn tables_without_a_model_are_passed_over() {
    check(
        |tables| tables.push(named("seaql_migrations")),
        &expect![[""]],
    );
}
