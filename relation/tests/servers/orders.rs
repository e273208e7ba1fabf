//! Lists, page by page, from both ends.

use relation::{
    catalog::FieldId,
    lookup::{
        Direction, Function, List, Nulls, Order, OrderKey, OrderTerm, Predicate, Quantifier, ToMany,
    },
    query::{Listing, Row, Window},
};
use sea_orm::Value;

use crate::worlds::{World, Worlds, post_keys};

/// Makes a function of a field.
type OfField = fn(FieldId) -> Function;

/// Every direction with every place of NULL.
const DIRECTIONS: [Direction; 4] = [
    Direction::ASCENDING,
    Direction::DESCENDING,
    Direction {
        descending: false,
        nulls: Nulls::Last,
    },
    Direction {
        descending: true,
        nulls: Nulls::First,
    },
];

fn by_field(field: FieldId, direction: Direction) -> OrderTerm {
    OrderTerm {
        path: Vec::new(),
        key: OrderKey::Field(field),
        direction,
    }
}

fn list(terms: impl IntoIterator<Item = OrderTerm>) -> List {
    List {
        filter: Predicate::ALWAYS,
        order: Order::new(terms),
    }
}

/// All rows of a list, read in pages of a few; each page begins at the cursor of the one before.
async fn paged(world: &World, model: &str, list: &List, backwards: bool) -> Vec<Row> {
    let (model, fields) = (world.model(model), world.fields(model));
    let mut rows: Vec<Row> = Vec::new();
    let mut window = Window {
        limit: 3,
        backwards,
        ..Window::default()
    };
    loop {
        let listing = Listing {
            fields: &fields,
            list,
            window: &window,
            with_keys: true,
        };
        let page = world.reader().page(model.id, &listing).await.unwrap();
        let cursor = if backwards {
            page.keys.first()
        } else {
            page.keys.last()
        };
        let Some(cursor) = cursor.map(|keys| keys.to_vec()) else {
            break;
        };
        if backwards {
            window.before = Some(cursor);
            rows.extend(page.rows.into_iter().rev());
        } else {
            window.after = Some(cursor);
            rows.extend(page.rows);
        }
    }
    rows
}

/// Pages in every direction give every row once, in the same order on all databases.
async fn same_pages(
    worlds: &Worlds,
    model: &str,
    n_rows: usize,
    term: impl AsyncFn(&World, Direction) -> OrderTerm,
) {
    for direction in DIRECTIONS {
        let read = async |backwards| {
            worlds
                .same(async |world| {
                    let list = list([term(world, direction).await]);
                    paged(world, model, &list, backwards).await
                })
                .await
        };
        let (forwards, mut backwards) = (read(false).await, read(true).await);
        backwards.reverse();
        assert_eq!(forwards, backwards);
        assert_eq!(forwards.len(), n_rows);
    }
}

#[tokio::test]
async fn pages_of_every_kind_of_key_meet_with_nulls_at_their_place() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    for name in [
        "id",
        "author_id",
        "title",
        "status",
        "published_at",
        "edited_at",
        "price",
        "score",
        "n_views",
        "n_bytes",
        "digest",
    ] {
        same_pages(&worlds, "Post", 24, async |world, direction| {
            by_field(world.field("Post", name), direction)
        })
        .await;
    }
    for name in ["name", "code", "is_admin", "level", "born_on", "wakes_at"] {
        same_pages(&worlds, "User", 4, async |world, direction| {
            by_field(world.field("User", name), direction)
        })
        .await;
    }
}

#[tokio::test]
async fn keys_of_another_kind_lead_to_some_page() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let forged: [Value; 7] = [
        7_i64.into(),
        0.5_f64.into(),
        "x\0y".into(),
        "2025-01-01".into(),
        vec![1_u8].into(),
        Value::String(None),
        Value::BigInt(None),
    ];

    for world in worlds.servers() {
        for model in ["Post", "User"] {
            for field in world.fields(model) {
                for direction in DIRECTIONS {
                    for value in &forged {
                        page_after(world, model, field, direction, value).await;
                    }
                }
            }
        }
    }
}

/// Reads the page after a place that any value is given for.
async fn page_after(
    world: &World,
    model: &str,
    field: FieldId,
    direction: Direction,
    value: &Value,
) {
    let list = list([by_field(field, direction)]);
    let window = Window {
        after: Some(vec![value.clone(), value.clone()]),
        limit: 5,
        ..Window::default()
    };
    let listing = Listing {
        fields: &[field],
        list: &list,
        window: &window,
        with_keys: true,
    };
    let model = world.model(model).id;
    world.reader().page(model, &listing).await.unwrap();
}

#[tokio::test]
async fn pages_by_values_of_other_rows_meet() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    for name in ["name", "born_on", "is_admin", "code"] {
        same_pages(&worlds, "Post", 24, async |world, direction| OrderTerm {
            path: vec![world.accessor("Post", "author").id],
            ..by_field(world.field("User", name), direction)
        })
        .await;
    }
    let functions: [OfField; 5] = [
        Function::Avg,
        |_| Function::Count,
        Function::Min,
        Function::Max,
        Function::Sum,
    ];
    for function in functions {
        same_pages(&worlds, "Post", 24, async |world, direction| OrderTerm {
            path: Vec::new(),
            key: OrderKey::Related {
                accessor: world.accessor("Post", "comment_set").id,
                through: Predicate::ALWAYS,
                condition: Predicate::ALWAYS,
                function: function(world.field("Comment", "id")),
            },
            direction,
        })
        .await;
    }
    let of_posts: [(&str, OfField); 7] = [
        ("price", Function::Sum),
        ("price", Function::Avg),
        ("score", Function::Avg),
        ("n_views", Function::Sum),
        ("digest", Function::Max),
        ("edited_at", Function::Min),
        ("id", Function::Min),
    ];
    for (name, function) in of_posts {
        same_pages(&worlds, "User", 4, async |world, direction| OrderTerm {
            path: Vec::new(),
            key: OrderKey::Related {
                accessor: world.accessor("User", "post_set").id,
                through: Predicate::ALWAYS,
                condition: Predicate::ALWAYS,
                function: function(world.field("Post", name)),
            },
            direction,
        })
        .await;
    }
    same_pages(&worlds, "Comment", 40, async |world, direction| OrderTerm {
        path: vec![
            world.accessor("Comment", "post").id,
            world.accessor("Post", "author").id,
        ],
        key: OrderKey::Related {
            accessor: world.accessor("User", "post_set").id,
            through: Predicate::ALWAYS,
            condition: Predicate::ALWAYS,
            function: Function::Max(world.field("Post", "published_at")),
        },
        direction,
    })
    .await;
}

#[tokio::test]
async fn keys_of_several_fields_are_sought_as_rows() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    for backwards in [false, true] {
        let rows = worlds
            .same(async |world| paged(world, "PostTag", &List::default(), backwards).await)
            .await;
        assert!(rows.len() > 20);
    }
    let tags = worlds
        .same(async |world| paged(world, "Tag", &List::default(), false).await)
        .await;
    let names: Vec<&Value> = tags.iter().map(|row| &row[0]).collect();
    let by_code_points = ["Rust", "rust", "sql", "z", "été"].map(Value::from);
    assert_eq!(names, by_code_points.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_of_children_are_the_same_for_each_parent() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let parents = post_keys([0, 13, 90, 1, 4, 16, 9, 5]);

    for (direction, offset, backwards) in [
        (Direction::ASCENDING, 0, false),
        (Direction::DESCENDING, 1, false),
        (DIRECTIONS[2], 0, true),
    ] {
        let window = Window {
            limit: 2,
            offset,
            backwards,
            ..Window::default()
        };
        let comments = worlds
            .same(async |world| {
                let list = list([by_field(world.field("Comment", "text"), direction)]);
                let accessor = world.accessor("Post", "comment_set");
                let fields = world.fields("Comment");
                let listing = Listing {
                    fields: &fields,
                    list: &list,
                    window: &window,
                    with_keys: false,
                };
                let reader = world.reader();
                let found = reader
                    .related(accessor, &parents, &[], &listing)
                    .await
                    .unwrap();
                (found.parents, found.page.rows)
            })
            .await;
        assert!(comments.0.len() > 5);
    }
    let one = worlds
        .same(async |world| {
            let list = list([by_field(world.field("Comment", "text"), DIRECTIONS[3])]);
            let fields = world.fields("Comment");
            let window = Window {
                limit: 2,
                offset: 1,
                ..Window::default()
            };
            let listing = Listing {
                fields: &fields,
                list: &list,
                window: &window,
                with_keys: true,
            };
            let accessor = world.accessor("Post", "comment_set");
            let reader = world.reader();
            let found = reader.related(accessor, &parents[1..2], &[], &listing);
            let found = found.await.unwrap();
            (found.parents, found.page.rows)
        })
        .await;
    assert_eq!(one.0, [0, 0]);
    let links = worlds
        .same(async |world| {
            let has_posts = Predicate::ToMany(Box::new(ToMany {
                accessor: world.accessor("Tag", "post_set").id,
                quantifier: Quantifier::Some,
                through: Predicate::ALWAYS,
                condition: Predicate::ALWAYS,
            }));
            let list = List {
                filter: has_posts,
                ..List::default()
            };
            let fields = world.fields("Tag");
            let window = Window {
                limit: 3,
                ..Window::default()
            };
            let listing = Listing {
                fields: &fields,
                list: &list,
                window: &window,
                with_keys: false,
            };
            let accessor = world.accessor("Post", "tag_set");
            let link_fields = world.fields("PostTag");
            let reader = world.reader();
            let found = reader
                .related(accessor, &parents, &link_fields, &listing)
                .await;
            let found = found.unwrap();
            (found.parents, found.links, found.page.rows)
        })
        .await;
    assert!(links.0.len() > 8);
}
