//! A token holds a deletion to what was previewed.

use relation::{
    deletion::Roots,
    scope::{Action, Scope, Unrestricted},
};

use crate::{
    limits::{below_ten, keys, only},
    world::World,
};

const ROWS: &str = "
    INSERT INTO hub VALUES (1), (2);
    INSERT INTO spoke (id, default_id, cascade_id) VALUES (1, NULL, 1), (2, NULL, 1), (20, NULL, 2);
    INSERT INTO spoke (id, default_id, null_id) VALUES (3, NULL, 1)";

/// Whether a deletion is done by the token that was given before `sql` was executed.
async fn holds_after(scope: impl Fn(&World) -> Box<dyn Scope>, sql: &str) -> bool {
    let world = World::new(ROWS).await;
    let scope = scope(&world);
    let roots = [hub(&world)];
    let token = world.preview(&*scope, &roots).await.token;
    world.execute(sql).await;

    let outcome = world.delete_roots(&*scope, &roots, Some(&token)).await;

    let is_stale = outcome.text == "stale";
    let hubs = world.rows("hub", "id").await;
    assert_eq!(hubs.contains("[1]"), is_stale, "{}", outcome.text);
    !is_stale
}

fn hub(world: &World) -> Roots {
    world.roots("Hub", &keys(&[1]))
}

fn all(_: &World) -> Box<dyn Scope> {
    Box::new(Unrestricted)
}

#[tokio::test]
async fn a_deletion_with_a_token_is_done_while_nothing_of_it_changed() {
    assert!(holds_after(all, "").await);
    assert!(
        holds_after(
            all,
            "INSERT INTO spoke (id, default_id, cascade_id) VALUES (21, NULL, 2)"
        )
        .await
    );
    assert!(holds_after(all, "DELETE FROM spoke WHERE id = 20").await);
}

#[tokio::test]
async fn a_token_is_stale_once_something_else_would_happen() {
    for sql in [
        "INSERT INTO spoke (id, default_id, cascade_id) VALUES (9, NULL, 1)",
        "DELETE FROM spoke WHERE id = 2",
        "UPDATE spoke SET null_id = 2 WHERE id = 3",
        "UPDATE spoke SET protect_id = 1 WHERE id = 20",
        "UPDATE spoke SET restrict_id = 1 WHERE id = 20",
    ] {
        assert!(!holds_after(all, sql).await, "{sql}");
    }
}

#[tokio::test]
async fn a_token_is_stale_once_another_row_took_the_place_of_one() {
    let swapped = "UPDATE spoke SET cascade_id = 3 - cascade_id WHERE id IN (2, 20)";

    assert!(!holds_after(all, swapped).await);
}

#[tokio::test]
async fn a_token_is_stale_once_others_of_the_same_sum_took_the_place_of_some() {
    let rows = "INSERT INTO hub VALUES (1), (2);
        INSERT INTO tag VALUES ('aa'), ('bb');
        INSERT INTO spoke (id, default_id, cascade_id)
            VALUES (1, NULL, 1), (4, NULL, 1), (2, NULL, 2), (3, NULL, 2);
        INSERT INTO hub_tag VALUES (1, 'aa'), (2, 'bb')";
    for (roots, swap) in [
        (&[1][..], "UPDATE spoke SET cascade_id = 3 - cascade_id"),
        (
            &[1, 2],
            "DELETE FROM hub_tag; INSERT INTO hub_tag VALUES (1, 'bb'), (2, 'aa')",
        ),
    ] {
        let world = World::new(rows).await;
        let roots = [world.roots("Hub", &keys(roots))];
        let token = world.preview(&Unrestricted, &roots).await.token;
        world.execute(swap).await;

        let outcome = world
            .delete_roots(&Unrestricted, &roots, Some(&token))
            .await;
        assert_eq!(outcome.text, "stale", "{swap}");
    }
}

#[tokio::test]
async fn a_token_stands_for_its_roots_and_no_others_of_the_same_sum() {
    let world = World::new("INSERT INTO hub VALUES (1), (2), (3), (4)").await;
    let token = async |ids: &[i64]| {
        let roots = [world.roots("Hub", &keys(ids))];
        world.preview(&Unrestricted, &roots).await.token
    };

    assert_ne!(token(&[1, 4]).await, token(&[2, 3]).await);
}

#[tokio::test]
async fn a_token_does_not_tell_which_rows_there_are_that_the_viewer_may_not_see() {
    let some = |world: &World| -> Box<dyn Scope> {
        Box::new(only(
            world,
            "Spoke",
            Action::View,
            below_ten(world, "Spoke"),
        ))
    };
    let world = World::new(ROWS).await;
    let before = world.preview(&*some(&world), &[hub(&world)]).await.token;
    world
        .execute("UPDATE spoke SET cascade_id = 3 - cascade_id WHERE id IN (2, 20)")
        .await;
    let after = world.preview(&*some(&world), &[hub(&world)]).await.token;

    assert_eq!(before, after);
}

#[tokio::test]
async fn a_token_stands_for_its_roots_in_any_order() {
    let world = World::new(ROWS).await;
    let (first, second) = (hub(&world), world.roots("Spoke", &keys(&[20])));
    let token = async |roots: &[Roots]| world.preview(&Unrestricted, roots).await.token;

    let both = token(&[first.clone(), second.clone()]).await;

    assert_eq!(both, token(&[second.clone(), first.clone()]).await);
    assert_ne!(both, token(&[first]).await);
    assert_ne!(both, token(&[second]).await);
    assert_eq!(both.len(), 16);
}
