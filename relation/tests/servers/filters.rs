//! Conditions of every kind.

use relation::{
    lookup::{
        Comparison, List, Part, Pattern, Predicate, Quantifier, Test, TextMatch, ToMany, Transform,
        Year, on_date,
    },
    query::{Listing, Row, Window},
};
use sea_orm::{
    Value,
    prelude::{ChronoDate, ChronoTime, Decimal},
};

use crate::worlds::{World, Worlds, moment, post_id, post_keys};

const COMPARISONS: [Comparison; 5] = [
    Comparison::Equal,
    Comparison::Less,
    Comparison::LessOrEqual,
    Comparison::Greater,
    Comparison::GreaterOrEqual,
];

/// The rows of a model that meet a condition, and those that do not.
async fn split(world: &World, model: &str, condition: Predicate) -> (Vec<Row>, Vec<Row>) {
    let not = Predicate::Not(Box::new(condition.clone()));
    (
        matching(world, model, condition).await,
        matching(world, model, not).await,
    )
}

async fn matching(world: &World, model: &str, filter: Predicate) -> Vec<Row> {
    let model = world.model(model);
    let list = List {
        filter,
        ..List::default()
    };
    let listing = Listing {
        fields: &model.primary_key,
        list: &list,
        window: &Window::all(),
        with_keys: false,
    };
    world.reader().page(model.id, &listing).await.unwrap().rows
}

/// All databases split the rows alike, and into all of them.
async fn same_split(
    worlds: &Worlds,
    model: &str,
    condition: impl Fn(&World) -> Predicate,
) -> usize {
    let (rows, others) = worlds
        .same(async |world| split(world, model, condition(world)).await)
        .await;
    let n_rows = match model {
        "User" => 4,
        "Post" => 24,
        _ => 40,
    };
    assert_eq!(rows.len() + others.len(), n_rows);
    rows.len()
}

#[tokio::test]
async fn values_of_every_kind_compare_alike() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let new_year = moment("2025-01-01T00:00:00Z");
    let values: [(&str, &str, Vec<Value>); 16] = [
        ("Post", "id", vec![post_id(7).into(), post_id(99).into()]),
        ("Post", "author_id", vec![2_i64.into(), 9_i64.into()]),
        (
            "Post",
            "title",
            vec!["a b".into(), "Zebra".into(), "b\0".into(), "".into()],
        ),
        ("Post", "status", vec!["draft".into(), "x".into()]),
        (
            "Post",
            "published_at",
            vec![new_year.into(), moment("2025-06-15T18:30:00.5Z").into()],
        ),
        ("Post", "edited_at", vec![new_year.naive_utc().into()]),
        (
            "Post",
            "price",
            vec![Decimal::new(-500, 2).into(), Decimal::new(15, 0).into()],
        ),
        ("Post", "score", vec![0.25_f64.into(), (-2_f64).into()]),
        (
            "Post",
            "n_views",
            vec![i64::from(i32::MAX).into(), i64::MAX.into()],
        ),
        (
            "Post",
            "n_bytes",
            vec![0_i64.into(), (i64::MAX / 20).into()],
        ),
        (
            "Post",
            "digest",
            vec![vec![60_u8, 0, 255].into(), vec![61_u8].into()],
        ),
        ("User", "is_admin", vec![true.into()]),
        ("User", "level", vec![(-1_i64).into(), 70_000_i64.into()]),
        (
            "User",
            "born_on",
            vec![ChronoDate::from_ymd_opt(1990, 5, 28).unwrap().into()],
        ),
        ("User", "wakes_at", vec![time("07:30:15.25").into()]),
        (
            "User",
            "name",
            vec!["Ada".into(), "Čeněk".into(), "\0".into()],
        ),
    ];

    for (model, field, values) in values {
        let tested = async |test: Test| {
            same_split(&worlds, model, |world| {
                Predicate::field(world.field(model, field), test.clone())
            })
            .await
        };
        tested(Test::IsNull).await;
        for value in &values {
            for comparison in COMPARISONS {
                tested(Test::Compare(comparison, value.clone())).await;
            }
        }
        assert!(tested(Test::In(values)).await > 0, "{model}.{field}");
    }
}

fn time(text: &str) -> ChronoTime {
    text.parse().unwrap()
}

#[tokio::test]
async fn text_is_found_alike() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    for text in [
        "a",
        "A",
        "APPLE",
        "É",
        "é",
        "%",
        "_",
        "STRASSE",
        "ada",
        "ß",
        "\u{1f980}",
        "ow",
        "OFF\n",
        ".",
        "",
        "a\0",
        "K",
    ] {
        for place in [
            TextMatch::Whole,
            TextMatch::Anywhere,
            TextMatch::Start,
            TextMatch::End,
        ] {
            for ignores_case in [false, true] {
                let test = Test::Text {
                    place,
                    ignores_case,
                    text: text.to_owned(),
                };
                for (model, field) in [("Comment", "text"), ("User", "name")] {
                    same_split(&worlds, model, |world| {
                        Predicate::field(world.field(model, field), test.clone())
                    })
                    .await;
                }
            }
        }
    }
    for (pattern, is_found) in [
        (r"^a.b$", true),
        (r"^(?:A|z)", true),
        (r"off.now$", true),
        (r"[^a-z ]", true),
        (r"\d{2}%\s", true),
        (r"^\w+$", true),
        (r"[é-ñ]l", true),
        (r"\W$", true),
        (r"[\[\]\-\^]", false),
        (r"p{3}", false),
        (r"x*\.$", false),
        ("a|\0", true),
    ] {
        for ignores_case in [false, true] {
            let pattern = Pattern::new(pattern, ignores_case).unwrap();
            let n_found = same_split(&worlds, "Comment", |world| {
                let test = Test::Pattern(pattern.clone());
                Predicate::field(world.field("Comment", "text"), test)
            })
            .await;
            assert_eq!(n_found > 0, is_found, "{pattern:?}");
        }
    }
    let draft = Test::Text {
        place: TextMatch::Start,
        ignores_case: true,
        text: "DRA".to_owned(),
    };
    same_split(&worlds, "Post", |world| {
        Predicate::field(world.field("Post", "status"), draft.clone())
    })
    .await;
}

#[tokio::test]
async fn parts_of_dates_and_times_are_in_utc() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let parts = [
        Part::Quarter,
        Part::Month,
        Part::Week,
        Part::WeekDay,
        Part::IsoWeekDay,
        Part::Day,
        Part::Hour,
        Part::Minute,
        Part::Second,
    ];
    let tested = async |model, field, transform, test: Test| {
        same_split(&worlds, model, |world| Predicate::Field {
            field: world.field(model, field),
            transform: Some(transform),
            test: test.clone(),
        })
        .await
    };

    for (model, field, parts) in [
        ("Post", "published_at", &parts[..]),
        ("Post", "edited_at", &parts[..]),
        ("User", "born_on", &parts[..6]),
        ("User", "wakes_at", &parts[6..]),
    ] {
        for part in parts {
            let mut n_found = 0;
            for number in 0_i64..=60 {
                let test = Test::Compare(Comparison::Equal, number.into());
                n_found += tested(model, field, Transform::Part(*part), test).await;
            }
            let is_null = tested(model, field, Transform::Part(*part), Test::IsNull).await;
            let all = if model == "User" { 4 } else { 24 };
            assert_eq!(n_found + is_null, all, "{field} {part:?}");
        }
    }
    for field in ["published_at", "edited_at"] {
        let days = ["2024-12-31", "2025-06-15"].map(|day| day.parse::<ChronoDate>().unwrap());
        let times = ["18:30:00.5", "00:00:00"].map(time);
        let in_days = Test::In(days.map(Value::from).to_vec());
        assert!(tested("Post", field, Transform::Date, in_days).await > 0);
        let in_times = Test::In(times.map(Value::from).to_vec());
        assert!(tested("Post", field, Transform::Time, in_times).await > 0);
        for comparison in COMPARISONS {
            let test = Test::Compare(comparison, times[0].into());
            tested("Post", field, Transform::Time, test).await;
            same_split(&worlds, "Post", |world| {
                let id = world.field("Post", field);
                on_date(id, &world.model("Post")[id].kind, comparison, days[0])
            })
            .await;
            same_split(&worlds, "Post", |world| {
                let id = world.field("Post", field);
                let kind = &world.model("Post")[id].kind;
                Year::Iso.compare(id, kind, comparison, 2026)
            })
            .await;
        }
    }
}

#[tokio::test]
async fn conditions_on_related_rows_are_alike() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let is_admin = |world: &World| {
        let field = world.field("User", "is_admin");
        Predicate::compare(field, Comparison::Equal, true.into())
    };
    let by_author = |world: &World| Predicate::ToOne {
        accessor: world.accessor("Post", "author").id,
        condition: Box::new(is_admin(world)),
    };
    let with_a = |world: &World| {
        let test = Test::Text {
            place: TextMatch::Anywhere,
            ignores_case: false,
            text: "a".to_owned(),
        };
        Predicate::field(world.field("Comment", "text"), test)
    };
    let comments = |world: &World, quantifier, condition| {
        Predicate::ToMany(Box::new(ToMany {
            accessor: world.accessor("Post", "comment_set").id,
            quantifier,
            through: Predicate::ALWAYS,
            condition,
        }))
    };

    assert!(same_split(&worlds, "Post", by_author).await > 0);
    for quantifier in [
        Quantifier::Some,
        Quantifier::Every,
        Quantifier::None,
        Quantifier::Count(Comparison::GreaterOrEqual, 2),
        Quantifier::Count(Comparison::Less, 2),
    ] {
        let found = same_split(&worlds, "Post", |world| {
            comments(world, quantifier, with_a(world))
        });
        assert!(found.await > 0);
        // The same of posts that many comments share.
        same_split(&worlds, "Comment", |world| Predicate::ToOne {
            accessor: world.accessor("Comment", "post").id,
            condition: Box::new(comments(world, quantifier, with_a(world))),
        })
        .await;
        // Few comments, and posts that are known by their keys.
        let found = same_split(&worlds, "Post", |world| {
            let id = world.field("Comment", "id");
            let few = Test::In((1_i64..20).map(Value::from).collect());
            let known = Predicate::Key {
                fields: world.model("Post").primary_key.clone(),
                keys: post_keys(0..15),
            };
            Predicate::All(vec![
                known,
                comments(world, quantifier, Predicate::field(id, few)),
            ])
        });
        assert!(found.await > 0);
        let found = same_split(&worlds, "Post", |world| {
            let name = world.field("Tag", "name");
            let condition = Predicate::field(name, Test::In(vec!["Rust".into(), "été".into()]));
            Predicate::ToMany(Box::new(ToMany {
                accessor: world.accessor("Post", "tag_set").id,
                quantifier,
                through: Predicate::ALWAYS,
                condition,
            }))
        });
        assert!(found.await > 0);
    }
}
