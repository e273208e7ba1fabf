//! What a preview tells, and that the deletion then does it.

use expect_test::expect;
use relation::{
    deletion::Roots,
    scope::{Access, Action, Unrestricted},
    value::Key,
};

use crate::{
    limits::{SPOKES, below_ten, keys, only},
    paths::{DIAMOND, HENS, MAKERS, PLOTS},
    world::{World, numbered},
};

/// Previews a deletion, then does it, with the token of the preview.
async fn check(sql: &str, roots: impl Fn(&World) -> Vec<Roots>) {
    let world = World::new(sql).await;
    let roots = roots(&world);
    let preview = world.preview(&Unrestricted, &roots).await;
    let told = world.told(&preview);

    let outcome = world
        .delete_roots(&Unrestricted, &roots, Some(&preview.token))
        .await;

    let of = |text: &str| told.contains(text);
    let verdict = format!("allowed, {}: {}\n", preview.total, outcome.text);
    assert!(of(&verdict), "{told} is not {}", outcome.text);
    for written in &outcome.written {
        assert!(of(&format!("updated {written}\n")), "{told} not {written}");
    }
    assert_eq!(preview.updated.len(), outcome.written.len());
}

#[tokio::test]
async fn a_preview_tells_what_the_deletion_then_does() {
    check(SPOKES, |world| vec![world.roots("Hub", &keys(&[1, 2, 11]))]).await;
    check(DIAMOND, |world| {
        vec![
            world.roots("Top", &keys(&[1, 2])),
            world.roots("Bottom", &keys(&[1])),
        ]
    })
    .await;
    check(HENS, |world| vec![world.roots("Hen", &keys(&[1]))]).await;
    check(HENS, |world| {
        vec![
            world.roots("Hen", &keys(&[4])),
            world.roots("Egg", &keys(&[5])),
        ]
    })
    .await;
    check(MAKERS, |world| vec![world.roots("Maker", &keys(&[1, 3]))]).await;
    let plot = Key::Many(Box::new(["n".into(), 1_i64.into()]));
    check(PLOTS, |world| {
        vec![world.roots("Plot", std::slice::from_ref(&plot))]
    })
    .await;
    let nodes =
        "node (id, default_id, cascade_id, null_id) SELECT i, NULL, nullif(i - 1, 0), i / 2";
    check(&numbered(20, nodes), |world| {
        vec![world.roots("Node", &keys(&[7]))]
    })
    .await;
    check(SPOKES, |_| Vec::new()).await;
}

#[tokio::test]
async fn a_preview_shows_each_way_on_which_rows_come_to_be_deleted() {
    let world = World::new(DIAMOND).await;
    world
        .execute(
            "INSERT INTO bottom VALUES (3, 1, 1), (4, 1, 1); INSERT INTO mark VALUES (1, 4, 1)",
        )
        .await;
    let roots = [
        world.roots("Top", &keys(&[1])),
        world.roots("Bottom", &keys(&[2, 3])),
    ];

    let preview = world.preview(&Unrestricted, &roots).await;

    expect![[r#"
        roots: Top 1 [1]
        RightSide.top: RightSide 1 [1]
        LeftSide.top: LeftSide 1 [1]
        Mark.left: Mark 1 [1]
        roots: Bottom 2 [2, 3]
        Bottom.left: Bottom 3 [1, 3]
        allowed, 8: Mark 1, Bottom 4, LeftSide 1, RightSide 1, Top 1
    "#]]
    .assert_eq(&world.told(&preview));
}

#[tokio::test]
async fn a_preview_lists_blockers_of_both_kinds_and_goes_on_and_changes_nothing() {
    let world = World::new(
        "INSERT INTO hub VALUES (1);
         INSERT INTO spoke (id, default_id, protect_id) VALUES (1, NULL, 1), (2, NULL, 1), (3, NULL, 1);
         INSERT INTO spoke (id, default_id, restrict_id) VALUES (4, NULL, 1);
         INSERT INTO spoke (id, default_id, cascade_id) VALUES (5, NULL, 1);
         INSERT INTO spoke (id, default_id, null_id) VALUES (6, NULL, 1);
         INSERT INTO badge (id, default_id, protect_id) VALUES (7, NULL, 1)",
    )
    .await;

    let preview = world
        .preview(&Unrestricted, &[world.roots("Hub", &keys(&[1]))])
        .await;

    expect![[r#"
        roots: Hub 1 [1]
        Spoke.cascade: Spoke 1 [5]
        updated Spoke.null 1
        protected by Spoke.protect via Spoke.protect: 3 [1, 2]
        protected by Badge.protect via Badge.protect: 1 [7]
        restricted by Spoke.restrict via Spoke.restrict: 1 [4]
        not allowed, 2: Spoke 1, Hub 1
    "#]]
    .assert_eq(&world.told(&preview));
    let rows = world.rows("spoke", "id, null_id").await;
    assert_eq!(rows, "[[1,null],[2,null],[3,null],[4,null],[5,null],[6,1]]");
}

#[tokio::test]
async fn a_preview_names_the_models_that_the_viewer_may_not_delete() {
    let world = World::new(SPOKES).await;
    let some = only(&world, "Spoke", Action::Delete, below_ten(&world, "Spoke"));
    let roots = [world.roots("Hub", &keys(&[1, 2]))];

    let preview = world.preview(&some, &roots).await;
    expect![[r#"
        roots: Hub 2 [1, 2]
        Spoke.cascade: Spoke 2 [1, 12]
        forbidden Spoke
        not allowed, 4: Spoke 2, Hub 2
    "#]]
    .assert_eq(&world.told(&preview));
}

#[tokio::test]
async fn one_who_may_not_delete_the_first_rows_is_told_nothing() {
    let world = World::new(SPOKES).await;
    let roots = [world.roots("Hub", &keys(&[1, 11]))];

    for access in [Access::None, below_ten(&world, "Hub")] {
        let scope = only(&world, "Hub", Action::Delete, access);
        assert_eq!(world.preview_error(&scope, &roots).await, "forbidden Hub");
    }
}

#[tokio::test]
async fn a_preview_counts_rows_that_the_viewer_may_not_see_and_does_not_name_them() {
    let world = World::new(SPOKES).await;
    world
        .execute("INSERT INTO spoke (id, default_id, cascade_id) VALUES (20, NULL, 1)")
        .await;
    let some = only(&world, "Spoke", Action::View, below_ten(&world, "Spoke"));

    let preview = world
        .preview(&some, &[world.roots("Hub", &keys(&[1, 3]))])
        .await;

    expect![[r#"
        roots: Hub 2 [1, 3]
        Spoke.cascade: Spoke 2 [1]
        protected by Spoke.protect via Spoke.protect: 1 [5]
        not allowed, 4: Spoke 2, Hub 2
    "#]]
    .assert_eq(&world.told(&preview));
}

#[tokio::test]
async fn every_statement_is_led_by_an_index() {
    let world = World::new(MAKERS).await;
    world
        .execute("CREATE INDEX car_maker ON car (maker_code); CREATE INDEX wheel_car ON wheel (car_plate)")
        .await;
    let roots = [world.roots("Maker", &keys(&[1, 3]))];

    let (_, previewed) = world.preview_with_plans(&Unrestricted, &roots).await;
    let deleted = world.delete_roots(&Unrestricted, &roots, None).await.plans;

    expect![[r#"
        WITH selected_maker AS (SELECT t.code FROM maker AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k)) , selected_car AS (SELECT t.plate FROM car AS t WHERE t.maker_code IN (SELECT code FROM selected_maker)) DELETE FROM wheel AS t WHERE t.id IN (SELECT t.id FROM wheel AS t WHERE t.car_plate IN (SELECT plate FROM selected_car) LIMIT ?) RETURNING id
            SEARCH t USING INTEGER PRIMARY KEY (rowid=?)
            SEARCH t USING COVERING INDEX wheel_car (car_plate=?)
            SEARCH t USING INDEX car_maker (maker_code=?)
            SEARCH t USING INTEGER PRIMARY KEY (rowid=?)
            SCAN k VIRTUAL TABLE INDEX 1:
        WITH selected_maker AS (SELECT t.code FROM maker AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k)) DELETE FROM car AS t WHERE t.id IN (SELECT t.id FROM car AS t WHERE t.maker_code IN (SELECT code FROM selected_maker) LIMIT ?) RETURNING id
            SEARCH t USING INTEGER PRIMARY KEY (rowid=?)
            SEARCH t USING COVERING INDEX car_maker (maker_code=?)
            SEARCH t USING INTEGER PRIMARY KEY (rowid=?)
            SCAN k VIRTUAL TABLE INDEX 1:
            SEARCH wheel USING COVERING INDEX wheel_car (car_plate=?)
        DELETE FROM maker AS t WHERE t.id IN (SELECT k.value FROM json_each(?) AS k) RETURNING id
            SEARCH t USING INTEGER PRIMARY KEY (rowid=?)
            SCAN k VIRTUAL TABLE INDEX 1:
            SEARCH car USING COVERING INDEX car_maker (maker_code=?)"#]].assert_eq(&deleted.join("\n"));
    for plan in previewed {
        assert!(!plan.contains("SCAN t"), "{plan}");
    }
}
