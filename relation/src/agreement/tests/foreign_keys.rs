use expect_test::expect;

use super::{Constraint, at, check, column, constraint, constraint_at, index, named};

#[test]
fn a_constraint_is_missing() {
    check(
        |tables| {
            at(tables, "post").constraints.clear();
            at(tables, "ticket").constraints.clear();
        },
        &expect![[r#"
            error: Post.author (column `author_id` of table `post`): the database has no foreign key to `user` (id), so it can refer to rows that are not there; add one in a migration, or say `skip_fk` in the entity's relation
            error: Ticket.seat (columns `seat_row`, `seat_number` of table `ticket`): the database has no foreign key to `seat` (row, number), so it can refer to rows that are not there; add one in a migration, or say `skip_fk` in the entity's relation
        "#]],
    );
}

#[test]
fn a_constraint_refers_elsewhere() {
    check(
        |tables| {
            constraint_at(tables, "post", "author_id").target = "egg".to_owned();
            at(tables, "ticket").constraints[0].target_columns.reverse();
        },
        &expect![[r#"
            error: Post.author (column `author_id` of table `post`): refers to `user` (id) in the catalog, but to `egg` (id) in the database; make it the same in a migration or in the entity
            error: Ticket.seat (columns `seat_row`, `seat_number` of table `ticket`): refers to `seat` (row, number) in the catalog, but to `seat` (number, row) in the database; make it the same in a migration or in the entity
        "#]],
    );
}

#[test]
fn the_order_of_a_constraints_columns_is_the_databases_affair() {
    check(
        |tables| {
            at(tables, "ticket").constraints[0].columns.reverse();
            at(tables, "ticket").constraints[0].target_columns.reverse();
        },
        &expect![[""]],
    );
}

#[test]
fn constraints_that_the_catalog_does_not_know() {
    check(
        |tables| {
            let post = at(tables, "post");
            post.constraints
                .push(constraint(&["slug"], "user", &["name"]));
            post.constraints
                .push(constraint(&["extra_id"], "user", &["id"]));
            post.constraints
                .push(constraint(&["slug"], "word", &["text"]));
        },
        &expect![[r#"
            warning: Post.slug (column `slug` of table `post`): the database has a foreign key to `user` (name) that the catalog does not know, so deletion does not see the rows that refer; add the relation to the entity
            warning: Post (column `extra_id` of table `post`): the database has a foreign key to `user` (id) that the catalog does not know, so deletion does not see the rows that refer; add the relation to the entity
            note: Post.slug (column `slug` of table `post`): the database has a foreign key to `word` (text), which no model has; register its entity to serve the relation
        "#]],
    );
}

#[test]
fn a_constraint_where_none_is_expected_does_no_harm() {
    check(
        |tables| {
            let key = constraint(&["draft_of"], "user", &["id"]);
            at(tables, "post").constraints.push(key);
        },
        &expect![[""]],
    );
}

#[test]
fn tables_without_a_model_refer_to_a_model() {
    check(
        |tables| {
            let mut audit = named("audit");
            audit.columns.push(column("user_id"));
            audit
                .constraints
                .push(constraint(&["user_id"], "user", &["id"]));
            audit
                .constraints
                .push(constraint(&["word"], "word", &["text"]));
            tables.push(audit);
        },
        &expect![[r#"
            warning: User (table `user`): `audit` (user_id) refers to it by ON DELETE NO ACTION, but no model has that table, so deletion does not see its rows; register its entity
        "#]],
    );
}

#[test]
fn a_table_of_another_schema_is_another_target() {
    let other = |constraint: Constraint| Constraint {
        target_schema: Some("farm".to_owned()),
        ..constraint
    };
    check(
        |tables| {
            let mut audit = named("audit");
            let user = constraint(&["user_id"], "user", &["id"]);
            audit.constraints.push(other(user));
            tables.push(audit);
            constraint_at(tables, "post", "author_id").target_schema = Some("farm".to_owned());
        },
        &expect![[r#"
            error: Post.author (column `author_id` of table `post`): refers to `user` (id) in the catalog, but to `farm.user` (id) in the database; make it the same in a migration or in the entity
        "#]],
    );
}

#[test]
fn an_index_begins_with_each_key() {
    check(
        |tables| {
            at(tables, "category").indexes.clear();
            at(tables, "post").indexes.retain(|index| index.unique);
            at(tables, "ticket").indexes = vec![index(&["seat_number"])];
            at(tables, "egg").indexes[0].partial = true;
            at(tables, "hen").indexes[0].columns.insert(0, None);
        },
        &expect![[r#"
            warning: Post.draft_of (column `draft_of` of table `post`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
            warning: Ticket.seat (columns `seat_row`, `seat_number` of table `ticket`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
            warning: Category.parent (column `parent_id` of table `category`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
            warning: Hen.hatched_from (column `hatched_from` of table `hen`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
            warning: Egg.hen (column `hen_id` of table `egg`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
        "#]],
    );
}

#[test]
fn the_first_columns_of_an_index_may_have_any_order() {
    check(
        |tables| {
            at(tables, "ticket").indexes = vec![index(&["seat_number", "seat_row", "id"])];
            at(tables, "category").indexes = vec![index(&["parent_id", "id"])];
        },
        &expect![[""]],
    );
}
