//! What viewers may delete, and how many statements it takes.

use expect_test::expect;
use relation::{
    catalog::{FieldId, ModelId},
    lookup::{Comparison, Predicate},
    scope::{Access, Action, Scope, Unrestricted},
    value::Key,
};

use crate::{
    paths::MAKERS,
    world::{World, numbered},
};

/// Restricts one action on one model.
pub struct Only {
    model: ModelId,
    action: Action,
    access: Access,
}

impl Scope for Only {
    fn access(&self, model: ModelId, action: Action) -> Access {
        if model == self.model && action == self.action {
            self.access.clone()
        } else {
            Access::All
        }
    }
}

pub fn only(world: &World, model: &str, action: Action, access: Access) -> Only {
    Only {
        model: world.model(model),
        action,
        access,
    }
}

/// The rows whose id is below 10.
pub fn below_ten(world: &World, model: &str) -> Access {
    let field: FieldId = world.catalog[world.model(model)].primary_key[0];
    Access::Filtered(Predicate::compare(field, Comparison::Less, 10_i64.into()))
}

pub fn keys(keys: &[i64]) -> Vec<Key> {
    keys.iter().map(|key| Key::One((*key).into())).collect()
}

pub const SPOKES: &str = "
    INSERT INTO hub VALUES (1), (2), (3), (11);
    INSERT INTO spoke (id, default_id, cascade_id) VALUES (1, NULL, 1), (12, NULL, 2);
    INSERT INTO spoke (id, default_id, protect_id) VALUES (5, NULL, 3), (15, NULL, 3)";

#[tokio::test]
async fn deletion_is_forbidden_where_a_row_of_the_cascade_may_not_be_deleted() {
    let world = World::new(SPOKES).await;
    let none = only(&world, "Spoke", Action::Delete, Access::None);
    let some = only(&world, "Spoke", Action::Delete, below_ten(&world, "Spoke"));

    for (scope, id, text) in [
        (&none, 1, "forbidden Spoke"),
        (&none, 11, "Hub 1"),
        (&some, 2, "forbidden Spoke"),
        (&some, 1, "Spoke 1, Hub 1"),
    ] {
        let outcome = world.delete_as(scope, "Hub", &keys(&[id])).await;
        assert_eq!(outcome.text, text);
    }
}

#[tokio::test]
async fn deletion_is_forbidden_where_one_of_the_first_rows_may_not_be_deleted() {
    let world = World::new(SPOKES).await;
    let some = only(&world, "Hub", Action::Delete, below_ten(&world, "Hub"));

    let outcome = world.delete_as(&some, "Hub", &keys(&[1, 11])).await;

    assert_eq!(outcome.text, "forbidden Hub");
    assert_eq!(world.rows("hub", "id").await, "[[1],[2],[3],[11]]");
}

#[tokio::test]
async fn rows_that_the_viewer_may_not_see_follow_and_refuse_but_are_not_named() {
    let world = World::new(SPOKES).await;
    let some = only(&world, "Spoke", Action::View, below_ten(&world, "Spoke"));
    let none = only(&world, "Spoke", Action::View, Access::None);

    let follows = world.delete_as(&some, "Hub", &keys(&[2])).await;
    assert_eq!(follows.text, "Spoke 1, Hub 1");

    let refuses = world.delete_as(&some, "Hub", &keys(&[3])).await;
    let expected = "protected by Spoke.protect via Spoke.protect: 1 [5]";
    assert_eq!(refuses.text, expected);
    let refuses = world.delete_as(&none, "Hub", &keys(&[3])).await;
    let expected = "protected by Spoke.protect via Spoke.protect: 0 []";
    assert_eq!(refuses.text, expected);
}

#[tokio::test]
async fn rows_follow_others_that_the_viewer_may_not_see() {
    let world = World::new(MAKERS).await;
    let no_car = only(&world, "Car", Action::View, Access::None);

    let outcome = world.delete_as(&no_car, "Maker", &keys(&[1])).await;

    assert_eq!(outcome.text, "Wheel 2, Car 1, Maker 1");
}

#[tokio::test]
async fn many_blockers_are_counted_and_the_first_hundred_named() {
    let sql = format!(
        "INSERT INTO hub VALUES (1); {}",
        numbered(250, "spoke (id, default_id, protect_id) SELECT i, NULL, 1")
    );
    let world = World::new(&sql).await;

    let outcome = world.delete("Hub", &[1]).await;

    let text = &outcome.text;
    assert!(text.starts_with("protected by Spoke.protect via Spoke.protect: 250 [1, 2, 3, "));
    assert!(text.ends_with(", 99, 100]"));
}

#[tokio::test]
async fn the_statements_are_the_same_for_one_row_and_for_thousands() {
    let of = |plates: i64| async move {
        let sql = format!(
            "INSERT INTO maker VALUES (1, 'x'), (2, 'y'); {}; {}",
            numbered(plates, "car SELECT i, 'p' || i, 'x'"),
            numbered(plates, "wheel SELECT i, 'p' || i")
        );
        World::new(&sql).await.delete("Maker", &[1, 2]).await
    };

    let (few, many) = (of(2).await, of(3000).await);

    assert_eq!(many.text, "Wheel 3000, Car 3000, Maker 2");
    assert_eq!(few.statements, many.statements);
}

#[tokio::test]
async fn each_rule_has_its_statement() {
    let world = World::new("INSERT INTO club VALUES (1), (2)").await;

    let outcome = world.delete_as(&Unrestricted, "Club", &keys(&[1, 2])).await;

    expect![[r#"
        SELECT 1 FROM membership AS t WHERE t.protect_id IN (SELECT k.value FROM json_each(?) AS k) LIMIT ?
        SELECT 1 FROM membership AS t WHERE t.restrict_id IN (SELECT k.value FROM json_each(?) AS k) AND (t.cascade_id IN (SELECT k.value FROM json_each(?) AS k)) IS NOT TRUE LIMIT ?
        WITH selected_membership AS (SELECT t.id FROM membership AS t WHERE t.cascade_id IN (SELECT k.value FROM json_each(?) AS k)) DELETE FROM fee AS t WHERE t.id IN (SELECT t.id FROM fee AS t WHERE t.membership_id IN (SELECT id FROM selected_membership) LIMIT ?) RETURNING id
        UPDATE membership AS t SET null_id = NULL WHERE t.id IN (SELECT t.id FROM membership AS t WHERE t.null_id IN (SELECT k.value FROM json_each(?) AS k) AND (t.cascade_id IN (SELECT k.value FROM json_each(?) AS k)) IS NOT TRUE LIMIT ?) RETURNING id
        UPDATE membership AS t SET default_id = ? WHERE t.id IN (SELECT t.id FROM membership AS t WHERE t.default_id IN (SELECT k.value FROM json_each(?) AS k) AND (t.cascade_id IN (SELECT k.value FROM json_each(?) AS k)) IS NOT TRUE LIMIT ?) RETURNING id
        UPDATE membership AS t SET value_id = ? WHERE t.id IN (SELECT t.id FROM membership AS t WHERE t.value_id IN (SELECT k.value FROM json_each(?) AS k) AND (t.cascade_id IN (SELECT k.value FROM json_each(?) AS k)) IS NOT TRUE LIMIT ?) RETURNING id
        SELECT 1 FROM membership AS t WHERE t.with_id IN (SELECT k.value FROM json_each(?) AS k) AND (t.cascade_id IN (SELECT k.value FROM json_each(?) AS k)) IS NOT TRUE LIMIT ?
        DELETE FROM membership AS t WHERE t.id IN (SELECT t.id FROM membership AS t WHERE t.cascade_id IN (SELECT k.value FROM json_each(?) AS k) LIMIT ?) RETURNING id
        DELETE FROM club AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k) RETURNING id"#]].assert_eq(&outcome.statements.join("\n"));
}

#[tokio::test]
async fn ten_thousand_rows_of_a_model_are_named_and_the_others_counted() {
    let sql = format!(
        "INSERT INTO hub VALUES (1), (102); {}; {}",
        numbered(
            12_000,
            "spoke (id, default_id, cascade_id) SELECT i, NULL, 1"
        ),
        numbered(
            10_001,
            "spoke (id, default_id, value_id) SELECT i + 20000, NULL, 1"
        )
    );
    let world = World::new(&sql).await;

    let outcome = world.delete("Hub", &[1]).await;

    assert_eq!(outcome.text, "Spoke 12000, Hub 1");
    assert_eq!(outcome.written, ["Spoke.value 10001"]);
    assert_eq!(
        (outcome.deleted.len(), outcome.updated.len()),
        (10_001, 10_000)
    );
    assert_eq!(outcome.more, "Spoke 2000, Spoke 1");
}
