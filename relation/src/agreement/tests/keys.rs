use expect_test::expect;

use super::{at, check, unique};

#[test]
fn the_primary_key_differs() {
    check(
        |tables| {
            at(tables, "seat").primary_key = vec!["number".to_owned()];
            at(tables, "user").primary_key.clear();
        },
        &expect![[r#"
            error: User (table `user`): the primary key is `id` in the catalog, and none in the database; make it the same in a migration or in the entity
            note: Seat (table `seat`): the primary key is `row`, `number` in the catalog, and `number` in the database, where the catalog's is unique too; make it the same in a migration or in the entity
        "#]],
    );
}

#[test]
fn the_order_of_a_primary_key_is_the_databases_affair() {
    check(
        |tables| at(tables, "seat").primary_key.reverse(),
        &expect![[""]],
    );
}

#[test]
fn a_primary_key_may_be_unique_by_an_index() {
    check(
        |tables| {
            let table = at(tables, "user");
            table.primary_key = vec!["name".to_owned()];
            table.indexes.push(unique(&["id"]));
        },
        &expect![[r#"
            note: User (table `user`): the primary key is `id` in the catalog, and `name` in the database, where the catalog's is unique too; make it the same in a migration or in the entity
        "#]],
    );
}

#[test]
fn unique_fields_and_groups_need_an_index() {
    check(
        |tables| {
            at(tables, "user").indexes.clear();
            at(tables, "post").indexes[0].unique = false;
        },
        &expect![[r#"
            error: User.name (column `name` of table `user`): unique in the catalog, but the database has no unique index, so values can repeat; make one in a migration, or take `unique` out of the entity
            error: Post (columns `author_id`, `slug` of table `post`): unique in the catalog, but the database has no unique index, so values can repeat; make one in a migration, or take `unique_key` out of the entity
        "#]],
    );
}

#[test]
fn partial_indexes_and_expressions_make_nothing_unique() {
    check(
        |tables| {
            at(tables, "user").indexes[0].partial = true;
            at(tables, "post").indexes[0].columns[1] = None;
        },
        &expect![[r#"
            error: User.name (column `name` of table `user`): unique in the catalog, but the database has no unique index, so values can repeat; make one in a migration, or take `unique` out of the entity
            error: Post (columns `author_id`, `slug` of table `post`): unique in the catalog, but the database has no unique index, so values can repeat; make one in a migration, or take `unique_key` out of the entity
        "#]],
    );
}

#[test]
fn a_group_is_unique_when_a_part_of_it_is() {
    check(
        |tables| {
            at(tables, "post").indexes[0].columns.truncate(1);
        },
        &expect![[r#"
            note: Post.author_id (column `author_id` of table `post`): unique in the database, but not in the catalog; mark it in the entity with `unique`, and rows can be found by it
        "#]],
    );
}

#[test]
fn the_catalog_does_not_know_what_is_unique() {
    check(
        |tables| {
            at(tables, "user").indexes.push(unique(&["nickname"]));
            at(tables, "user")
                .indexes
                .push(unique(&["nickname", "name"]));
            at(tables, "ticket")
                .indexes
                .push(unique(&["seat_number", "seat_row"]));
        },
        &expect![[r#"
            note: User.nickname (column `nickname` of table `user`): unique in the database, but not in the catalog; mark it in the entity with `unique`, and rows can be found by it
            note: Ticket (columns `seat_number`, `seat_row` of table `ticket`): unique in the database, but not in the catalog; mark it in the entity with `unique_key`, and rows can be found by it
        "#]],
    );
}
