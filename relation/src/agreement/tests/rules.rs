use expect_test::{Expect, expect};

use super::{Action, at, check, constraint_at};

/// Every rule, in a database that does `action` by itself.
fn check_all(action: Action, expected: &Expect) {
    check(
        |tables| {
            for constraint in &mut at(tables, "item").constraints {
                constraint.on_delete = action;
            }
        },
        expected,
    );
}

#[test]
fn no_action_suits_every_rule() {
    check_all(Action::NoAction, &expect![[""]]);
}

#[test]
fn restrict_suits_every_rule_where_no_rows_refer_to_each_other() {
    check_all(Action::Restrict, &expect![[""]]);
}

#[test]
fn cascade_suits_only_cascade() {
    check_all(
        Action::Cascade,
        &expect![[r#"
        error: Item.protect (column `protect` of table `item`): the rule is PROTECT, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE RESTRICT in a migration, or declare CASCADE
        error: Item.restrict (column `restrict` of table `item`): the rule is RESTRICT, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE NO ACTION in a migration, or declare CASCADE
        error: Item.set_null (column `set_null` of table `item`): the rule is SET_NULL, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE SET NULL in a migration, or declare CASCADE
        error: Item.set_default (column `set_default` of table `item`): the rule is SET_DEFAULT, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE SET DEFAULT in a migration, or declare CASCADE
        error: Item.set_no_default (column `set_no_default` of table `item`): the rule is SET_DEFAULT, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE SET DEFAULT in a migration, or declare CASCADE
        error: Item.set_value (column `set_value` of table `item`): the rule is SET, but the database has ON DELETE CASCADE, which deletes rows that the rule keeps; make it ON DELETE NO ACTION in a migration, or declare CASCADE
        warning: Item.do_nothing (column `do_nothing` of table `item`): the rule is DO_NOTHING, and the database has ON DELETE CASCADE: it changes rows that deletion neither checks nor counts; declare CASCADE, or make it ON DELETE NO ACTION in a migration
    "#]],
    );
}

#[test]
fn set_null_suits_only_what_sets_null() {
    check_all(
        Action::SetNull,
        &expect![[r#"
        error: Item.cascade (column `cascade` of table `item`): the rule is CASCADE, but the database has ON DELETE SET NULL, which keeps rows that the rule deletes; make it ON DELETE CASCADE in a migration, or declare SET_NULL
        error: Item.protect (column `protect` of table `item`): the rule is PROTECT, but the database has ON DELETE SET NULL, which changes keys in a way that the rule does not; make it ON DELETE RESTRICT in a migration, or declare SET_NULL
        error: Item.restrict (column `restrict` of table `item`): the rule is RESTRICT, but the database has ON DELETE SET NULL, which changes keys in a way that the rule does not; make it ON DELETE NO ACTION in a migration, or declare SET_NULL
        error: Item.set_default (column `set_default` of table `item`): the rule is SET_DEFAULT, but the database has ON DELETE SET NULL, which changes keys in a way that the rule does not; make it ON DELETE SET DEFAULT in a migration, or declare SET_NULL
        error: Item.set_value (column `set_value` of table `item`): the rule is SET, but the database has ON DELETE SET NULL, which changes keys in a way that the rule does not; make it ON DELETE NO ACTION in a migration, or declare SET_NULL
        warning: Item.do_nothing (column `do_nothing` of table `item`): the rule is DO_NOTHING, and the database has ON DELETE SET NULL: it changes rows that deletion neither checks nor counts; declare SET_NULL, or make it ON DELETE NO ACTION in a migration
    "#]],
    );
}

#[test]
fn set_default_suits_only_what_sets_the_default() {
    check_all(
        Action::SetDefault,
        &expect![[r#"
        error: Item.cascade (column `cascade` of table `item`): the rule is CASCADE, but the database has ON DELETE SET DEFAULT, which keeps rows that the rule deletes; make it ON DELETE CASCADE in a migration, or declare SET_DEFAULT
        error: Item.protect (column `protect` of table `item`): the rule is PROTECT, but the database has ON DELETE SET DEFAULT, which changes keys in a way that the rule does not; make it ON DELETE RESTRICT in a migration, or declare SET_DEFAULT
        error: Item.restrict (column `restrict` of table `item`): the rule is RESTRICT, but the database has ON DELETE SET DEFAULT, which changes keys in a way that the rule does not; make it ON DELETE NO ACTION in a migration, or declare SET_DEFAULT
        error: Item.set_value (column `set_value` of table `item`): the rule is SET, but the database has ON DELETE SET DEFAULT, which changes keys in a way that the rule does not; make it ON DELETE NO ACTION in a migration, or declare SET_DEFAULT
        warning: Item.do_nothing (column `do_nothing` of table `item`): the rule is DO_NOTHING, and the database has ON DELETE SET DEFAULT: it changes rows that deletion neither checks nor counts; declare SET_DEFAULT, or make it ON DELETE NO ACTION in a migration
    "#]],
    );
}

#[test]
fn restrict_in_a_circle_refuses_too_much() {
    check(
        |tables| {
            constraint_at(tables, "category", "parent_id").on_delete = Action::Restrict;
            constraint_at(tables, "hen", "hatched_from").on_delete = Action::Restrict;
            constraint_at(tables, "egg", "hen_id").on_delete = Action::Restrict;
        },
        &expect![[r#"
            warning: Category.parent (column `parent_id` of table `category`): the rule is CASCADE, but the database has ON DELETE RESTRICT, which is checked at once and refuses to delete rows that refer to each other; make it ON DELETE NO ACTION in a migration
            warning: Hen.hatched_from (column `hatched_from` of table `hen`): the rule is RESTRICT, but the database has ON DELETE RESTRICT, which is checked at once and refuses to delete rows that refer to each other; make it ON DELETE NO ACTION in a migration
            warning: Egg.hen (column `hen_id` of table `egg`): the rule is CASCADE, but the database has ON DELETE RESTRICT, which is checked at once and refuses to delete rows that refer to each other; make it ON DELETE NO ACTION in a migration
        "#]],
    );
}
