//! Deletions that start with rows of several models, and with rows that meet conditions.

use relation::{
    catalog::AccessorId,
    deletion::Roots,
    lookup::{Comparison, Predicate, Quantifier, Test, TextMatch, ToMany},
    scope::{Access, Action, Unrestricted},
};

use crate::{
    limits::{below_ten, keys, only},
    paths::DIAMOND,
    world::{Outcome, World},
};

const ARTICLES: &str = "
    INSERT INTO reporter VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cy'), (4, 'Dee');
    INSERT INTO article VALUES (1, 'War', 1, 2), (2, 'Water', 1, NULL), (3, 'Peace', 2, 1),
        (4, 'War', 3, 2), (5, 'Tea', 4, 1)";

async fn delete(world: &World, roots: &[Roots]) -> Outcome {
    world.delete_roots(&Unrestricted, roots, None).await
}

fn accessor(world: &World, model: &str, name: &str) -> AccessorId {
    let mut accessors = world.catalog.accessors_of(world.model(model));
    accessors.find(|accessor| accessor.name == name).unwrap().id
}

/// The headline starts with this text.
fn starts_with(world: &World, text: &str) -> Predicate {
    let model = &world.catalog[world.model("Article")];
    let found = Test::Text {
        place: TextMatch::Start,
        ignores_case: false,
        text: text.to_owned(),
    };
    Predicate::field(model.field_by_name("headline").unwrap(), found)
}

fn equal(world: &World, model: &str, field: &str, value: i64) -> Predicate {
    let model = &world.catalog[world.model(model)];
    let field = model.field_by_name(field).unwrap();
    Predicate::compare(field, Comparison::Equal, value.into())
}

/// Reporters with some article whose headline starts with this text.
fn reporters_of(world: &World, text: &str) -> Roots {
    Roots {
        model: world.model("Reporter"),
        condition: Predicate::ToMany(Box::new(ToMany {
            accessor: accessor(world, "Reporter", "article_set"),
            quantifier: Quantifier::Some,
            through: Predicate::ALWAYS,
            condition: starts_with(world, text),
        })),
    }
}

#[tokio::test]
async fn rows_that_meet_a_condition_on_related_rows_go_once_with_all_that_follows() {
    let world = World::new(ARTICLES).await;

    let outcome = delete(&world, &[reporters_of(&world, "W")]).await;

    assert_eq!(outcome.text, "Article 3, Reporter 2");
    assert_eq!(outcome.written, ["Article.editor 2"]);
    let rows = world.rows("article", "id, editor_id").await;
    assert_eq!(rows, "[[3,null],[5,null]]");
    assert_eq!(outcome.counts(), "1 SELECT, 1 UPDATE, 2 DELETE");
}

#[tokio::test]
async fn rows_without_rules_go_in_one_statement_by_any_condition() {
    let world = World::new(ARTICLES).await;
    let name = world.catalog[world.model("Reporter")]
        .field_by_name("name")
        .unwrap();
    let of_ann = Roots {
        model: world.model("Article"),
        condition: Predicate::ToOne {
            accessor: accessor(&world, "Article", "reporter"),
            condition: Box::new(Predicate::compare(name, Comparison::Equal, "Ann".into())),
        },
    };

    let outcome = delete(&world, &[of_ann]).await;

    assert_eq!(outcome.text, "Article 2");
    assert_eq!(outcome.counts(), "1 DELETE");
}

#[tokio::test]
async fn everything_goes_by_a_condition_that_always_holds() {
    let world = World::new(ARTICLES).await;
    let all = |model: &str| Roots {
        model: world.model(model),
        condition: Predicate::ALWAYS,
    };

    let outcome = delete(&world, &[all("Reporter"), all("Article")]).await;

    assert_eq!(outcome.text, "Article 5, Reporter 4");
}

#[tokio::test]
async fn a_condition_speaks_of_the_rows_as_they_were() {
    let world = World::new(ARTICLES).await;
    let edited_by_two = Roots {
        model: world.model("Article"),
        condition: equal(&world, "Article", "editor_id", 2),
    };
    let two = world.roots("Reporter", &keys(&[2]));

    let outcome = delete(&world, &[two, edited_by_two]).await;

    assert_eq!(outcome.text, "Article 3, Reporter 1");
    assert_eq!(
        outcome.deleted,
        ["Article 1", "Article 3", "Article 4", "Reporter 2"]
    );
}

#[tokio::test]
async fn roots_that_match_nothing_delete_nothing() {
    let world = World::new(ARTICLES).await;
    let nothing = reporters_of(&world, "Zebra");

    let outcome = delete(&world, std::slice::from_ref(&nothing)).await;
    let preview = world.preview(&Unrestricted, &[nothing]).await;

    assert_eq!((outcome.text.as_str(), outcome.deleted.len()), ("", 0));
    assert_eq!(world.told(&preview), "allowed, 0: \n");
}

#[tokio::test]
async fn only_roots_that_the_viewer_may_see_are_deleted() {
    let world = World::new("INSERT INTO hub VALUES (1), (2), (11)").await;
    let some = only(&world, "Hub", Action::View, below_ten(&world, "Hub"));
    let none = only(&world, "Hub", Action::View, Access::None);
    let all = Roots {
        model: world.model("Hub"),
        condition: Predicate::ALWAYS,
    };

    let hidden = world.delete_as(&none, "Hub", &keys(&[1])).await;
    let visible = world.delete_roots(&some, &[all], None).await;

    assert_eq!((hidden.text.as_str(), visible.text.as_str()), ("", "Hub 2"));
    assert_eq!(world.rows("hub", "id").await, "[[11]]");
}

#[tokio::test]
async fn roots_of_one_model_free_what_restricts_roots_of_another() {
    let world = World::new(DIAMOND).await;
    world.execute("INSERT INTO bottom VALUES (3, 2, 1)").await;
    let top = world.roots("Top", &keys(&[1]));
    let bottom = world.roots("Bottom", &keys(&[3]));

    let one = delete(&world, std::slice::from_ref(&top)).await;
    let both = delete(&world, &[top, bottom]).await;

    assert_eq!(
        one.text,
        "restricted by Bottom.right via Bottom.right: 1 [3]"
    );
    assert_eq!(both.text, "Bottom 2, LeftSide 1, RightSide 1, Top 1");
}

#[tokio::test]
async fn a_value_that_a_rule_writes_makes_no_row_follow() {
    let world = World::new(
        "INSERT INTO plot VALUES ('n', 1); INSERT INTO house VALUES ('n', 1, 1), ('s', 1, 1), ('s', 2, 1);
         INSERT INTO shelf VALUES (1, 's', 1, 2); INSERT INTO book VALUES (1, 1)",
    )
    .await;
    let house = |region: &str, door: i64| {
        relation::value::Key::Many(Box::new([region.into(), door.into()]))
    };

    let roots = world.roots("House", &[house("n", 1), house("s", 2)]);
    let outcome = delete(&world, &[roots]).await;

    // The default refers to a row that is deleted, which nothing checks before the database does.
    assert!(
        outcome.text.contains("FOREIGN KEY constraint failed"),
        "{}",
        outcome.text
    );
    assert_eq!(outcome.written, ["Shelf.spare 1"]);
}
