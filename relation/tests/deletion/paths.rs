//! The ways along which rows follow: several levels, diamonds, circles, keys of every make.

use relation::{scope::Unrestricted, value::Key};

use crate::world::{World, numbered};

pub const DIAMOND: &str = "
    INSERT INTO top VALUES (1), (2);
    INSERT INTO left_side VALUES (1, 1), (2, 2);
    INSERT INTO right_side VALUES (1, 1), (2, 2);
    INSERT INTO bottom VALUES (1, 1, 1), (2, 2, 2)";

pub const HENS: &str = "
    INSERT INTO hen VALUES (1, 11), (2, 12), (3, 13), (4, NULL);
    INSERT INTO egg VALUES (1, 11, 2), (2, 12, 3), (3, 13, 1), (4, 14, 4), (5, NULL, 3);
    INSERT INTO shell VALUES (1, 1), (2, 4), (3, 5)";

pub const MAKERS: &str = "
    INSERT INTO maker VALUES (1, 'x'), (2, 'y'), (3, NULL);
    INSERT INTO car VALUES (1, 'p', 'x'), (2, 'q', 'y'), (3, 'r', NULL);
    INSERT INTO wheel VALUES (1, 'p'), (2, 'p'), (3, 'q'), (4, 'r')";

pub const PLOTS: &str = "
    INSERT INTO plot VALUES ('n', 1), ('n', 2), ('s', 1);
    INSERT INTO house VALUES ('n', 1, 1), ('n', 2, 2), ('s', 1, 1), ('n', 3, 1);
    INSERT INTO room VALUES (1, 'n', 1, NULL, NULL), (2, 's', 1, 'n', 1),
    (3, 'n', NULL, 's', 1), (4, 'n', 3, 'n', 1), (5, 'n', 2, 'n', 3)";

#[tokio::test]
async fn a_junction_goes_with_either_end_and_is_counted() {
    let sql = "INSERT INTO hub VALUES (1), (2); INSERT INTO tag VALUES ('a'), ('b');
        INSERT INTO hub_tag VALUES (1, 'a'), (1, 'b'), (2, 'a')";

    let world = World::new(sql).await;
    let hub = world.delete("Hub", &[1]).await;
    assert_eq!(hub.text, "HubTag 2, Hub 1");
    assert_eq!(hub.deleted, ["Hub 1", "HubTag 1/a", "HubTag 1/b"]);
    assert_eq!(world.rows("tag", "name").await, r#"[["a"],["b"]]"#);

    let world = World::new(sql).await;
    let tag = world
        .delete_as(&Unrestricted, "Tag", &[Key::One("a".into())])
        .await;
    assert_eq!(tag.text, "HubTag 2, Tag 1");
    assert_eq!(tag.counts(), "2 DELETE");
}

#[tokio::test]
async fn what_hangs_on_a_link_goes_with_it() {
    let world = World::new(
        "INSERT INTO club VALUES (1);
         INSERT INTO membership (id, default_id, cascade_id) VALUES (5, NULL, 1), (6, NULL, 1);
         INSERT INTO fee VALUES (1, 5), (2, 5), (3, 6)",
    )
    .await;

    let link = world.delete("Membership", &[5]).await;
    assert_eq!(link.text, "Fee 2, Membership 1");
    assert_eq!(link.counts(), "2 DELETE");

    let club = world.delete("Club", &[1]).await;
    assert_eq!(club.text, "Fee 1, Membership 1, Club 1");
}

#[tokio::test]
async fn a_diamond_goes_as_a_whole() {
    let world = World::new(DIAMOND).await;

    let outcome = world.delete("Top", &[1]).await;

    assert_eq!(outcome.text, "Bottom 1, LeftSide 1, RightSide 1, Top 1");
    assert_eq!(world.rows("bottom", "id").await, "[[2]]");
}

#[tokio::test]
async fn restrict_inside_a_diamond_counts_only_rows_that_are_collected() {
    let world = World::new(DIAMOND).await;
    world.execute("INSERT INTO bottom VALUES (3, 2, 1)").await;

    let outcome = world.delete("Top", &[1]).await;

    let expected = "restricted by Bottom.right via Bottom.right: 1 [3]";
    assert_eq!(outcome.text, expected);
    let both = world.delete("Top", &[1, 2]).await;
    assert_eq!(both.text, "Bottom 3, LeftSide 2, RightSide 2, Top 2");
}

#[tokio::test]
async fn restrict_by_a_row_without_rows_below_is_lifted_by_another_path() {
    let world = World::new(DIAMOND).await;
    world.execute("INSERT INTO mark VALUES (1, 1, 1)").await;

    let outcome = world.delete("Top", &[1]).await;
    assert_eq!(
        outcome.text,
        "Mark 1, Bottom 1, LeftSide 1, RightSide 1, Top 1"
    );

    world
        .execute("INSERT INTO left_side VALUES (9, 2); INSERT INTO mark VALUES (2, 2, 9)")
        .await;
    let bottom = world.delete("Bottom", &[2]).await;
    let expected = "restricted by Mark.bottom via Mark.bottom: 1 [2]";
    assert_eq!(bottom.text, expected);
}

#[tokio::test]
async fn a_protector_further_down_is_named_with_the_first_step_to_it() {
    let world = World::new(DIAMOND).await;
    world
        .execute("INSERT INTO seal VALUES (1, 1), (2, 1), (3, 2)")
        .await;

    let outcome = world.delete("Top", &[1]).await;

    let expected = "protected by Seal.bottom via LeftSide.top: 2 [1, 2]";
    assert_eq!(outcome.text, expected);
    let nearer = world.delete("Bottom", &[1]).await;
    let expected = "protected by Seal.bottom via Seal.bottom: 2 [1, 2]";
    assert_eq!(nearer.text, expected);
}

#[tokio::test]
async fn a_tree_takes_as_many_statements_however_deep_it_is() {
    let nodes = "node (id, default_id, cascade_id) SELECT i, NULL, nullif(i - 1, 0)";
    let world = World::new(&numbered(2000, nodes)).await;

    let short = world.delete("Node", &[1999]).await;
    let long = world.delete("Node", &[2]).await;

    assert_eq!(short.text, "Node 2");
    assert_eq!(long.text, "Node 1997");
    assert_eq!(short.statements.len(), long.statements.len());
    assert_eq!(world.rows("node", "id").await, "[[1]]");
}

#[tokio::test]
async fn a_circle_in_one_table_goes_once() {
    let world = World::new(
        "INSERT INTO node (id, default_id, cascade_id)
         VALUES (1, NULL, 3), (2, NULL, 1), (3, NULL, 2), (4, NULL, 4)",
    )
    .await;

    let outcome = world.delete("Node", &[2, 2, 1, 77]).await;

    assert_eq!(outcome.text, "Node 3");
    assert_eq!(world.rows("node", "id").await, "[[4]]");
}

#[tokio::test]
async fn two_tables_that_refer_to_each_other_go_together() {
    let world = World::new(HENS).await;

    let outcome = world.delete("Hen", &[1]).await;

    assert_eq!(outcome.text, "Shell 2, Hen 3, Egg 4");
    assert_eq!(world.rows("egg", "id").await, "[[4]]");
    assert_eq!(outcome.counts(), "2 SELECT, 1 WITH, 3 DELETE");
}

#[tokio::test]
async fn keys_follow_the_column_that_they_refer_to() {
    let world = World::new(MAKERS).await;

    let outcome = world.delete("Maker", &[1, 3]).await;

    assert_eq!(outcome.text, "Wheel 2, Car 1, Maker 2");
    assert_eq!(outcome.counts(), "3 DELETE");
}

#[tokio::test]
async fn keys_of_several_columns_follow_as_a_whole() {
    let world = World::new(PLOTS).await;
    let key = |region: &str, number: i64| Key::Many(Box::new([region.into(), number.into()]));

    let outcome = world
        .delete_as(&Unrestricted, "Plot", &[key("n", 1), key("s", 9)])
        .await;

    assert_eq!(outcome.text, "Room 2, House 2, Plot 1");
    assert_eq!(outcome.updated, ["Room 2", "Room 5"]);
    assert_eq!(
        outcome.deleted,
        ["House n/1", "House n/3", "Plot n/1", "Room 1", "Room 4"]
    );
    assert_eq!(
        world
            .rows("room", "id, region, door, annex_region, annex_door")
            .await,
        r#"[[2,"s",1,null,null],[3,"n",null,"s",1],[5,"n",2,null,null]]"#
    );
}

#[tokio::test]
async fn nothing_is_deleted_for_no_key_and_for_keys_that_no_row_has() {
    let world = World::new("INSERT INTO hub VALUES (1)").await;

    let none = world.delete("Hub", &[]).await;
    let missing = world.delete("Hub", &[8, 9]).await;

    assert_eq!((none.text.as_str(), none.statements.len()), ("", 0));
    assert_eq!(missing.text, "");
    assert_eq!(missing.deleted, [""; 0]);
}

#[tokio::test]
async fn rows_of_a_circle_that_the_database_deletes_with_others_are_told_too() {
    let world = World::new("").await;
    world
        .execute(&format!(
            "DROP TABLE egg; CREATE TABLE egg (id integer PRIMARY KEY, code integer UNIQUE,
                 hen_id integer REFERENCES hen (id) ON DELETE CASCADE);
             PRAGMA foreign_keys = OFF; {HENS}; PRAGMA foreign_keys = ON"
        ))
        .await;

    let outcome = world.delete("Hen", &[1]).await;

    assert_eq!(outcome.text, "Shell 2, Hen 3, Egg 4");
    let told = outcome.deleted.join(", ");
    assert_eq!(
        told,
        "Egg 1, Egg 2, Egg 3, Egg 5, Hen 1, Hen 2, Hen 3, Shell 1, Shell 3"
    );
}

#[tokio::test]
async fn rows_that_the_database_deletes_by_itself_are_told_too() {
    let world = World::new("").await;
    world
        .execute(
            "DROP TABLE node; CREATE TABLE node (id integer PRIMARY KEY,
                 cascade_id integer REFERENCES node (id) ON DELETE CASCADE, protect_id integer,
                 restrict_id integer, null_id integer, default_id integer, value_id integer,
                 with_id integer, nothing_id integer);
             INSERT INTO node (id, cascade_id) VALUES (1, NULL), (2, 1), (3, 2), (4, 1), (5, NULL)",
        )
        .await;

    let outcome = world.delete("Node", &[1]).await;

    assert_eq!(outcome.text, "Node 4");
    assert_eq!(outcome.deleted, ["Node 1", "Node 2", "Node 3", "Node 4"]);
}
