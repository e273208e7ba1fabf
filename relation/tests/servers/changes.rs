//! Rows that are written and deleted, in a transaction.

use relation::{
    catalog::{ForeignKeyId, Path},
    changes::Changes,
    deletion::{Deletion, Preview, Roots, Samples, delete},
    lookup::{Comparison, Function, List, Predicate},
    manager::{
        MemberInput, NewMember, Place, RowInput, Target, ToManyInput, ToOneInput, Write, Writer,
    },
    query::{Listing, Reader, Row, Window},
    scope::Unrestricted,
    sql::{Dialect, update_each},
    transaction::Transaction,
    value::Key,
};
use sea_orm::{ConnectionTrait, Value, prelude::Decimal};

use crate::worlds::{World, Worlds, moment, post_id};

const MODELS: [&str; 6] = ["User", "Post", "Comment", "Tag", "PostTag", "Folder"];

/// All rows of all tables.
async fn everything(world: &World) -> Vec<Vec<Row>> {
    let mut tables = Vec::new();
    for model in MODELS {
        let fields = world.fields(model);
        let listing = Listing {
            fields: &fields,
            list: &List::default(),
            window: &Window::all(),
            with_keys: false,
        };
        let page = world.reader().page(world.model(model).id, &listing).await;
        tables.push(page.unwrap().rows);
    }
    tables
}

fn target(world: &World, model: &str, key: impl Into<Value>) -> Target {
    Target {
        model: world.model(model).id,
        key: Some(Key::One(key.into())),
        id: String::new(),
        place: Place::default(),
    }
}

/// Carries out writes, and tells what changed.
async fn write(world: &World, writes: Vec<Write>) -> Changes {
    let txn = Transaction::begin(&world.db).await.unwrap();
    let mut work = Writer {
        txn: &txn,
        catalog: &world.catalog,
        scope: &Unrestricted,
        max_rows: 1000,
        changes: Changes::default(),
    };
    for write in &writes {
        work.run(write).await.unwrap();
    }
    let changes = work.changes;
    txn.commit().await.unwrap();
    in_order(changes)
}

/// What one statement changes is named in no order.
fn in_order(mut changes: Changes) -> Changes {
    changes.updated.sort_by_key(|row| format!("{row:?}"));
    changes.deleted.sort_by_key(|row| format!("{row:?}"));
    changes.linked.sort_by_key(|tie| format!("{tie:?}"));
    changes.unlinked.sort_by_key(|tie| format!("{tie:?}"));
    changes
}

#[tokio::test]
async fn rows_are_made_linked_and_changed() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    worlds
        .same(async |world| {
            let writes = vec![
                Write::Create {
                    model: world.model("Post").id,
                    rows: vec![new_post(world)],
                },
                Write::Create {
                    model: world.model("User").id,
                    rows: vec![new_user(world), new_user(world)],
                },
                change_of_cheap_posts(world),
                Write::Manage {
                    accessor: world.accessor("Post", "tag_set").id,
                    owner: target(world, "Post", post_id(5)),
                    change: ToManyInput {
                        set: Some(vec![tag(world, "z"), tag(world, "rust")]),
                        ..ToManyInput::default()
                    },
                },
            ];
            let changes = write(world, writes).await;
            (changes, everything(world).await)
        })
        .await;
}

#[tokio::test]
async fn related_rows_are_added_moved_and_cleared() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let member = |world: &World, model: &str, key: Value| MemberInput {
        target: target(world, model, key),
        through: None,
    };

    worlds
        .same(async |world| {
            let manage = |model: &str, key: Value, accessor: &str, change| Write::Manage {
                accessor: world.accessor(model, accessor).id,
                owner: target(world, model, key),
                change,
            };
            let comments = [1_i64, 7, 9, 30].map(|id| member(world, "Comment", id.into()));
            let clear = ToManyInput {
                clear: true,
                ..ToManyInput::default()
            };
            let user = |comment: i64| RowInput {
                to_many: vec![(
                    world.accessor("User", "comment_set").id,
                    ToManyInput {
                        add: vec![member(world, "Comment", comment.into())],
                        ..ToManyInput::default()
                    },
                )],
                ..new_user(world)
            };
            let writes = vec![
                manage("User", 2_i64.into(), "comment_set", clear.clone()),
                manage(
                    "User",
                    3_i64.into(),
                    "comment_set",
                    ToManyInput {
                        add: comments.to_vec(),
                        remove: vec![target(world, "Comment", 3_i64)],
                        ..ToManyInput::default()
                    },
                ),
                // Each comes to an owner of its own.
                Write::Create {
                    model: world.model("User").id,
                    rows: vec![user(11), user(12)],
                },
                manage("Post", post_id(11).into(), "tag_set", clear.clone()),
                manage(
                    "Post",
                    post_id(5).into(),
                    "tag_set",
                    ToManyInput {
                        add: ["rust", "sql", "z"].map(|name| tag(world, name)).to_vec(),
                        remove: vec![target(world, "Tag", "été")],
                        ..ToManyInput::default()
                    },
                ),
                Write::Update {
                    target: target(world, "Comment", 5_i64),
                    input: RowInput {
                        values: vec![(world.field("Comment", "text"), "x ".into())],
                        ..RowInput::default()
                    },
                },
            ];
            let changes = write(world, writes).await;
            (changes, everything(world).await)
        })
        .await;
}

#[tokio::test]
async fn each_row_is_given_values_of_its_own() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let pairs = [(3_i64, 7), (40, 1), (99, 2)];
    let rows = pairs.map(|(comment, post)| {
        let values: [Value; 3] = [comment.into(), post_id(post).into(), "moved".into()];
        Key::Many(Box::new(values))
    });

    let moved = worlds
        .same(async |world| {
            let comment = world.model("Comment");
            let fields = ["post_id", "text"].map(|name| world.field("Comment", name));
            let dialect = Dialect::of(world.db.get_database_backend()).unwrap();
            let statement = update_each(dialect, comment, &fields, &rows, &fields);
            let moved = world.db.execute_raw(statement).await.unwrap();
            (moved.rows_affected(), everything(world).await)
        })
        .await;
    assert_eq!(moved.0, 2);
}

#[tokio::test]
async fn what_the_database_refuses_is_told_alike() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    let errors = worlds
        .same(async |world| {
            let field = |name| world.field("User", name);
            let reader = world.reader();
            let user = world.model("User");
            let first = [Key::One(1_i64.into())];
            let code = [field("code")];
            let rows = reader.by_key(user.id, &user.primary_key, &first, &code);
            let code = rows.await.unwrap()[0].clone().unwrap()[0].clone();
            let mut errors = Vec::new();
            for (name, value) in [
                ("id", 2_i64.into()),
                ("code", code),
                ("name", Value::String(None)),
            ] {
                let mut input = new_user(world);
                input.values.push((field(name), value));
                let write = Write::Create {
                    model: user.id,
                    rows: vec![new_user(world), input],
                };
                errors.push(refusal(world, &write).await);
            }
            (errors, everything(world).await)
        })
        .await;
    assert!(errors.0[0].starts_with("Unique"), "{:?}", errors.0);
}

/// Why a write is refused.
async fn refusal(world: &World, write: &Write) -> String {
    let txn = Transaction::begin(&world.db).await.unwrap();
    let mut work = Writer {
        txn: &txn,
        catalog: &world.catalog,
        scope: &Unrestricted,
        max_rows: 1000,
        changes: Changes::default(),
    };
    let error = work.run(write).await.unwrap_err();
    txn.rollback().await.unwrap();
    format!("{error:?}")
}

fn tag(world: &World, name: &str) -> MemberInput {
    MemberInput {
        target: target(world, "Tag", name),
        through: None,
    }
}

fn author(world: &World) -> ForeignKeyId {
    match world.accessor("Post", "author").path {
        Path::Forward(key) => key,
        _ => unreachable!("a post refers to its author"),
    }
}

/// A post with comments, of which one belonged to another.
fn new_post(world: &World) -> RowInput {
    let field = |name| world.field("Post", name);
    let comment = |text: Option<&str>| NewMember {
        row: RowInput {
            values: vec![(
                world.field("Comment", "text"),
                text.map(str::to_owned).into(),
            )],
            ..RowInput::default()
        },
        through: None,
    };
    let tags = ToManyInput {
        add: vec![tag(world, "sql"), tag(world, "été")],
        ..ToManyInput::default()
    };
    let comments = ToManyInput {
        add: vec![MemberInput {
            target: target(world, "Comment", 40_i64),
            through: None,
        }],
        create: vec![comment(Some("new")), comment(None)],
        ..ToManyInput::default()
    };
    RowInput {
        values: vec![
            (field("id"), post_id(50).into()),
            (field("title"), Value::String(None)),
            (field("status"), "draft".into()),
            (field("published_at"), moment("2025-02-03T04:05:06Z").into()),
            (field("price"), Decimal::new(1999, 2).into()),
            (field("score"), Value::Double(None)),
            (field("n_views"), 3_i64.into()),
        ],
        forward: vec![(author(world), ToOneInput::Id(target(world, "User", 2_i64)))],
        to_many: vec![
            (world.accessor("Post", "tag_set").id, tags),
            (world.accessor("Post", "comment_set").id, comments),
        ],
        ..RowInput::default()
    }
}

/// A user whose key the database makes.
fn new_user(world: &World) -> RowInput {
    let field = |name| world.field("User", name);
    RowInput {
        values: vec![
            (field("name"), "New".into()),
            (field("is_admin"), false.into()),
            (field("level"), 9_i64.into()),
        ],
        ..RowInput::default()
    }
}

fn change_of_cheap_posts(world: &World) -> Write {
    let field = |name| world.field("Post", name);
    let input = RowInput {
        values: vec![
            (field("title"), "changed".into()),
            (field("status"), "published".into()),
            (field("digest"), Value::Bytes(None)),
            (field("n_bytes"), 5_i64.into()),
        ],
        forward: vec![(author(world), ToOneInput::Null(Place::default()))],
        ..RowInput::default()
    };
    Write::UpdateMany {
        model: world.model("Post").id,
        filter: Predicate::compare(field("price"), Comparison::Less, Decimal::ZERO.into()),
        input,
        at_most: 100,
    }
}

#[tokio::test]
async fn deletion_takes_what_follows_round_in_circles() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let samples = Samples {
        blockers: 3,
        steps: 3,
    };

    for (model, key) in [
        ("Comment", Value::from(2_i64)),
        ("Post", post_id(0).into()),
        ("Tag", "Rust".into()),
        ("User", 3_i64.into()),
        ("Folder", "3".into()),
        ("Folder", "a".into()),
        // The author of the favorite of the author of a favorite.
        ("User", 2_i64.into()),
    ] {
        worlds
            .same(async |world| {
                let keys = [Key::One(key.clone())];
                let roots = [Roots::by_key(&world.catalog, world.model(model).id, &keys)];
                let txn = Transaction::begin(&world.db).await.unwrap();
                let deletion = Deletion {
                    db: &txn,
                    catalog: &world.catalog,
                    scope: &Unrestricted,
                };
                let preview = deletion.preview(&roots, samples).await.unwrap();
                let token = Some(&*preview.token);
                let mut changes = Changes::default();
                let scope = &Unrestricted;
                let deleted = delete(&txn, &world.catalog, scope, &roots, token, &mut changes);
                let deleted = deleted.await.unwrap();
                txn.commit().await.unwrap();
                let changes = in_order(changes);
                // The token is one of this database.
                let preview = Preview {
                    token: String::new(),
                    ..preview
                };
                (preview, deleted.counts, changes, everything(world).await)
            })
            .await;
    }
}

#[tokio::test]
async fn a_transaction_that_reads_sees_one_state() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    worlds
        .same(async |world| {
            let txn = Transaction::begin_reading(&world.db).await.unwrap();
            let reader = Reader {
                db: &txn,
                catalog: &world.catalog,
                scope: &Unrestricted,
                lock: None,
            };
            let user = world.model("User");
            let count = [Function::Count];
            let n_users = reader.aggregate(user.id, &Predicate::ALWAYS, &count).await;
            txn.rollback().await.unwrap();
            n_users.unwrap()
        })
        .await;
}

#[tokio::test]
async fn what_does_not_fit_its_column_is_refused_by_mariadb() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let Some(world) = worlds.mariadb().await else {
        return;
    };
    let long = "x".repeat(300);
    let write = Write::Create {
        model: world.model("Tag").id,
        rows: vec![RowInput {
            values: vec![(world.field("Tag", "name"), long.into())],
            ..RowInput::default()
        }],
    };

    let refused = refusal(world, &write).await;
    assert!(refused.starts_with("Constraint"), "{refused}");
}

#[tokio::test]
async fn a_list_of_keys_that_is_cut_off_deletes_nothing() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let Some(world) = worlds.mariadb().await else {
        return;
    };
    let short = "SET SESSION group_concat_max_len = 40";
    world.db.execute_unprepared(short).await.unwrap();

    let before = everything(world).await;
    let txn = Transaction::begin(&world.db).await.unwrap();
    let keys = [Key::One(2_i64.into())];
    let roots = [Roots::by_key(&world.catalog, world.model("User").id, &keys)];
    let mut changes = Changes::default();
    let deleted = delete(
        &txn,
        &world.catalog,
        &Unrestricted,
        &roots,
        None,
        &mut changes,
    );
    let error = deleted.await.unwrap_err();
    txn.rollback().await.unwrap();
    assert!(format!("{error:?}").contains("to its end"), "{error:?}");
    assert_eq!(everything(world).await, before);
}
