//! Each rule, for a foreign key, a one-to-one, a self relation and the keys of a link model.

use crate::{
    tables::{SHAPES, substituted},
    world::{Outcome, World},
};

/// Rows 1 and 2 refer to the targets 11 and 12 by one rule; 101 to 103 are what the rules set.
/// Target 11 is deleted, and the keys of rows 1 and 2 are given to `check`.
async fn each_shape(rule: &str, check: impl Fn(&str, &str, Outcome, String)) {
    for (holder, target) in SHAPES {
        let world = World::new("").await;
        for id in [11, 12, 101, 102, 103] {
            insert(&world, target, id, &[]).await;
        }
        insert(&world, holder, 1, &[(rule, 11)]).await;
        insert(&world, holder, 2, &[(rule, 12)]).await;

        let outcome = world.delete(&model(target), &[11]).await;

        let of = format!("(SELECT * FROM {holder} WHERE id < 10)");
        let keys = world.rows(&of, &format!("id, {rule}_id")).await;
        check(&model(holder), &model(target), outcome, keys);
    }
}

async fn insert(world: &World, table: &str, id: i64, keys: &[(&str, i64)]) {
    let mut columns = vec!["id".to_owned()];
    let mut values = vec![id.to_string()];
    for (rule, target) in keys {
        columns.push(format!("{rule}_id"));
        values.push(target.to_string());
    }
    // The default is for deletion, not for new rows.
    if !["hub", "club"].contains(&table) && !columns.contains(&"default_id".to_owned()) {
        columns.push("default_id".to_owned());
        values.push("NULL".to_owned());
    }
    let (columns, values) = (columns.join(", "), values.join(", "));
    let sql = format!("INSERT INTO {table} ({columns}) VALUES ({values})");
    world.execute(&sql).await;
}

fn model(table: &str) -> String {
    table[..1].to_uppercase() + &table[1..]
}

#[tokio::test]
async fn cascade_deletes_the_rows_that_refer() {
    each_shape("cascade", |holder, target, outcome, keys| {
        let text = match holder {
            "Node" => "Node 2".to_owned(),
            _ => format!("{holder} 1, {target} 1"),
        };
        assert_eq!(outcome.text, text);
        let mut deleted = vec![format!("{holder} 1"), format!("{target} 11")];
        deleted.sort_unstable();
        assert_eq!(outcome.deleted, deleted);
        assert_eq!(keys, "[[2,12]]");
    })
    .await;
}

#[tokio::test]
async fn protect_keeps_the_row_and_names_the_referrer() {
    each_shape("protect", |holder, _, outcome, keys| {
        let expected = format!("protected by {holder}.protect via {holder}.protect: 1 [1]");
        assert_eq!(outcome.text, expected);
        assert_eq!(keys, "[[1,11],[2,12]]");
    })
    .await;
}

#[tokio::test]
async fn restrict_keeps_the_row_and_names_the_referrer() {
    each_shape("restrict", |holder, _, outcome, keys| {
        let expected = format!("restricted by {holder}.restrict via {holder}.restrict: 1 [1]");
        assert_eq!(outcome.text, expected);
        assert_eq!(keys, "[[1,11],[2,12]]");
    })
    .await;
}

#[tokio::test]
async fn set_rules_change_the_key_and_keep_the_row() {
    let rules = [
        ("null", "null"),
        ("default", "101"),
        ("value", "102"),
        ("with", "103"),
    ];
    for (rule, value) in rules {
        each_shape(rule, |holder, target, outcome, keys| {
            assert_eq!(outcome.text, format!("{target} 1"));
            assert_eq!(outcome.updated, [format!("{holder} 1")]);
            assert_eq!(outcome.deleted, [format!("{target} 11")]);
            assert_eq!(keys, format!("[[1,{value}],[2,12]]"));
        })
        .await;
    }
}

#[tokio::test]
async fn do_nothing_leaves_it_to_the_database_which_refuses_at_commit() {
    each_shape("nothing", |_, _, outcome, keys| {
        assert!(
            outcome.text.contains("FOREIGN KEY constraint failed"),
            "{}",
            outcome.text
        );
        assert_eq!(keys, "[[1,11],[2,12]]");
    })
    .await;
}

#[tokio::test]
async fn set_with_a_function_is_called_once_for_many_rows_and_never_for_none() {
    let world = World::new("INSERT INTO hub VALUES (1), (2), (103)").await;
    for id in 1..=3 {
        insert(&world, "spoke", id, &[("with", 1)]).await;
    }

    let known = substituted();

    world.delete("Hub", &[2]).await;
    assert_eq!(substituted(), known);

    let outcome = world.delete("Hub", &[1]).await;
    assert_eq!(substituted(), known + 1);
    assert_eq!(outcome.updated, ["Spoke 1", "Spoke 2", "Spoke 3"]);
}

#[tokio::test]
async fn a_default_that_the_entity_computes_is_asked_for_where_rows_need_it() {
    let world = World::new("INSERT INTO hub VALUES (1), (2), (103)").await;
    world
        .execute("INSERT INTO errand VALUES (1, 1), (2, 1)")
        .await;
    let known = substituted();

    world.delete("Hub", &[2]).await;
    assert_eq!(substituted(), known);

    let outcome = world.delete("Hub", &[1]).await;
    assert_eq!(substituted(), known + 1);
    assert_eq!(outcome.updated, ["Errand 1", "Errand 2"]);
    let rows = world.rows("errand", "id, hub_id").await;
    assert_eq!(rows, "[[1,103],[2,103]]");
}

#[tokio::test]
async fn set_default_onto_the_deleted_row_itself_fails_at_commit() {
    let world = World::new("INSERT INTO hub VALUES (101)").await;
    insert(&world, "spoke", 1, &[("default", 101)]).await;

    let outcome = world.delete("Hub", &[101]).await;

    assert!(outcome.text.contains("FOREIGN KEY constraint failed"));
    assert_eq!(world.rows("hub", "id").await, "[[101]]");
}

#[tokio::test]
async fn protect_refuses_even_a_row_that_protects_itself() {
    let world = World::new("").await;
    insert(&world, "node", 1, &[("protect", 1)]).await;

    let outcome = world.delete("Node", &[1]).await;

    let expected = "protected by Node.protect via Node.protect: 1 [1]";
    assert_eq!(outcome.text, expected);
}

#[tokio::test]
async fn protect_refuses_a_row_that_is_deleted_with_its_referrer() {
    let world = World::new("INSERT INTO hub VALUES (1)").await;
    insert(&world, "spoke", 1, &[("protect", 1), ("cascade", 1)]).await;

    let outcome = world.delete("Hub", &[1]).await;

    let expected = "protected by Spoke.protect via Spoke.protect: 1 [1]";
    assert_eq!(outcome.text, expected);
}

#[tokio::test]
async fn restrict_allows_a_row_that_restricts_itself() {
    let world = World::new("").await;
    insert(&world, "node", 1, &[("restrict", 1)]).await;

    let outcome = world.delete("Node", &[1]).await;

    assert_eq!(outcome.text, "Node 1");
}

#[tokio::test]
async fn restrict_allows_the_restricting_and_the_restricted_row_together() {
    let world = World::new("").await;
    insert(&world, "node", 1, &[]).await;
    insert(&world, "node", 2, &[("restrict", 1)]).await;

    let outcome = world.delete("Node", &[1, 2]).await;

    assert_eq!(outcome.text, "Node 2");
}

#[tokio::test]
async fn restrict_allows_deletion_when_the_cascade_takes_the_referrer() {
    let world = World::new("INSERT INTO hub VALUES (1)").await;
    insert(&world, "spoke", 1, &[("restrict", 1), ("cascade", 1)]).await;

    let outcome = world.delete("Hub", &[1]).await;

    assert_eq!(outcome.text, "Spoke 1, Hub 1");
}

#[tokio::test]
async fn restrict_is_lifted_row_by_row() {
    let world = World::new("INSERT INTO hub VALUES (1), (2)").await;
    insert(&world, "spoke", 1, &[("restrict", 1), ("cascade", 1)]).await;
    insert(&world, "spoke", 2, &[("restrict", 1), ("cascade", 2)]).await;
    insert(&world, "spoke", 3, &[("restrict", 1)]).await;

    let outcome = world.delete("Hub", &[1]).await;

    let expected = "restricted by Spoke.restrict via Spoke.restrict: 2 [2, 3]";
    assert_eq!(outcome.text, expected);
}

#[tokio::test]
async fn both_refusals_are_told_with_all_their_keys() {
    let world = World::new("INSERT INTO hub VALUES (1)").await;
    insert(&world, "spoke", 1, &[("protect", 1)]).await;
    insert(&world, "spoke", 2, &[("restrict", 1)]).await;
    insert(&world, "badge", 7, &[("protect", 1)]).await;

    let outcome = world.delete("Hub", &[1]).await;

    let expected = "\
        protected by Spoke.protect via Spoke.protect: 1 [1]\n\
        protected by Badge.protect via Badge.protect: 1 [7]\n\
        restricted by Spoke.restrict via Spoke.restrict: 1 [2]";
    assert_eq!(outcome.text, expected);
}

#[tokio::test]
async fn a_row_that_goes_is_not_changed_first() {
    let world = World::new("INSERT INTO hub VALUES (1)").await;
    insert(&world, "spoke", 1, &[("null", 1), ("cascade", 1)]).await;
    insert(&world, "node", 1, &[]).await;
    insert(&world, "node", 2, &[("null", 1), ("cascade", 1)]).await;

    let hub = world.delete("Hub", &[1]).await;
    let node = world.delete("Node", &[1]).await;

    assert_eq!(
        (hub.text.as_str(), hub.updated.len()),
        ("Spoke 1, Hub 1", 0)
    );
    assert_eq!((node.text.as_str(), node.updated.len()), ("Node 2", 0));
}

#[tokio::test]
async fn only_the_column_of_the_relation_changes() {
    let world = World::new("INSERT INTO hub VALUES (1)").await;
    insert(&world, "spoke", 1, &[("null", 1)]).await;
    insert(&world, "spoke", 2, &[("value", 1)]).await;
    world.execute("INSERT INTO hub VALUES (102)").await;

    world.delete("Hub", &[1]).await;

    let keys = world.rows("spoke", "id, null_id, value_id").await;
    assert_eq!(keys, "[[1,null,null],[2,null,102]]");
}
