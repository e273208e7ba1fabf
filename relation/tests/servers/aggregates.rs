//! Values made of many rows.

use relation::{
    catalog::FieldId,
    lookup::{Comparison, Function, Predicate},
};
use sea_orm::Value;

use crate::worlds::{Worlds, post_keys};

#[tokio::test]
async fn values_of_all_rows_are_alike() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let extremes: [fn(FieldId) -> Function; 2] = [Function::Min, Function::Max];
    let means: [fn(FieldId) -> Function; 2] = [Function::Sum, Function::Avg];

    for (model, names, functions) in [
        (
            "Post",
            &[
                "id",
                "title",
                "status",
                "published_at",
                "edited_at",
                "price",
                "score",
                "n_views",
                "n_bytes",
                "digest",
            ][..],
            extremes,
        ),
        (
            "User",
            &["name", "code", "is_admin", "level", "born_on", "wakes_at"],
            extremes,
        ),
        ("Post", &["price", "score", "n_views", "n_bytes"], means),
        ("User", &["level"], means),
    ] {
        for is_none in [false, true] {
            let values = worlds
                .same(async |world| {
                    let facts = world.model(model);
                    let fields = names.iter().map(|name| world.field(model, name));
                    let functions = fields.flat_map(|field| functions.map(|of| of(field)));
                    let functions: Vec<_> =
                        [Function::Count].into_iter().chain(functions).collect();
                    let filter = if is_none {
                        Predicate::is_null(facts.primary_key[0])
                    } else {
                        Predicate::ALWAYS
                    };
                    let reader = world.reader();
                    let values = reader
                        .aggregate(facts.id, &filter, &functions)
                        .await
                        .unwrap();
                    values.iter().map(rounded).collect::<Vec<_>>()
                })
                .await;
            assert_eq!(values.len(), 1 + 2 * names.len());
        }
    }
}

/// Means of decimals have as many digits as the database likes.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Decimal(Some(number)) => number.round_dp(8).normalize().into(),
        other => other.clone(),
    }
}

#[tokio::test]
async fn values_of_each_parent_are_alike() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let parents = post_keys([0, 13, 90, 1, 4]);

    let values = worlds
        .same(async |world| {
            let (id, text) = (world.field("Comment", "id"), world.field("Comment", "text"));
            let functions = [
                Function::Count,
                Function::Sum(id),
                Function::Avg(id),
                Function::Min(text),
                Function::Max(text),
            ];
            let few = Predicate::compare(id, Comparison::Less, 30_i64.into());
            let accessor = world.accessor("Post", "comment_set");
            let reader = world.reader();
            let values = reader
                .aggregate_related(accessor, &parents, &few, &functions)
                .await;
            values.unwrap()
        })
        .await;
    assert_eq!(values[2][0], Value::BigInt(Some(0)));
}
