//! Rows by key.

use relation::value::Key;
use sea_orm::Value;

use crate::worlds::{Worlds, post_id, post_keys};

#[tokio::test]
async fn rows_of_every_kind_come_back_by_their_keys_in_order() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };

    for (model, keys) in [
        ("Post", post_keys([3, 90, 0, 23])),
        ("Post", post_keys([5])),
        ("User", [4_i64, 9, 1].map(|n| Key::One(n.into())).to_vec()),
        (
            "User",
            vec![Key::One(u64::MAX.into()), Key::One(2_i64.into())],
        ),
        ("Comment", [7_i64, 1].map(|n| Key::One(n.into())).to_vec()),
        (
            "Tag",
            ["été", "RUST", "rust", "a\0"]
                .map(|n| Key::One(n.into()))
                .to_vec(),
        ),
        ("Tag", vec![Key::One("rust\0".into())]),
        ("Tag", ["\0", "a\0"].map(|n| Key::One(n.into())).to_vec()),
    ] {
        let rows = worlds
            .same(async |world| {
                let (model, fields) = (world.model(model), world.fields(model));
                let reader = world.reader();
                let key = &model.primary_key;
                reader.by_key(model.id, key, &keys, &fields).await.unwrap()
            })
            .await;
        assert_eq!(rows.len(), keys.len());
    }
}

#[tokio::test]
async fn numbers_beyond_64_bits_are_in_no_column() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    for world in worlds.servers() {
        let (user, beyond) = (world.model("User"), Key::One(u64::MAX.into()));
        let find = async |keys: &[Key]| {
            let reader = world.reader();
            let key = &user.primary_key;
            let rows = reader.by_key(user.id, key, keys, key).await.unwrap();
            rows.iter().map(Option::is_some).collect::<Vec<_>>()
        };
        let known = Key::One(2_i64.into());

        assert_eq!(find(std::slice::from_ref(&known)).await, [true]);
        assert_eq!(find(std::slice::from_ref(&beyond)).await, [false]);
        assert_eq!(find(&[known, beyond]).await, [true, false]);
    }
}

#[tokio::test]
async fn keys_of_several_fields_and_unique_values_find_their_rows() {
    let Some(worlds) = Worlds::open().await else {
        return;
    };
    let pair = |post: usize, tag: &str| {
        let values: [Value; 2] = [post_id(post).into(), tag.into()];
        Key::Many(Box::new(values))
    };

    let keys = [
        pair(8, "sql"),
        pair(1, "Rust"),
        pair(1, "rust"),
        pair(2, "\0"),
    ];
    let links = worlds
        .same(async |world| {
            let (model, fields) = (world.model("PostTag"), world.fields("PostTag"));
            let key = &model.primary_key;
            world
                .reader()
                .by_key(model.id, key, &keys, &fields)
                .await
                .unwrap()
        })
        .await;
    assert_eq!(links.iter().flatten().count(), 1);
    let codes = [77_u128 * 4, 5].map(|code| Key::One(uuid(code)));
    let users = worlds
        .same(async |world| {
            let (model, fields) = (world.model("User"), world.fields("User"));
            let key = [world.field("User", "code")];
            world
                .reader()
                .by_key(model.id, &key, &codes, &fields)
                .await
                .unwrap()
        })
        .await;
    assert_eq!(users.iter().flatten().count(), 1);
}

fn uuid(number: u128) -> Value {
    sea_orm::prelude::Uuid::from_u128(number).into()
}
