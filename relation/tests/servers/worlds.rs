//! All databases with the same rows.

use std::fmt::Debug;

use relation::{
    catalog::{Accessor, Catalog, FieldId, Model},
    query::Reader,
    scope::Unrestricted,
    value::Key,
};
use sea_orm::{
    ActiveValue::Set,
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait,
    prelude::{ChronoDate, ChronoDateTimeUtc, ChronoTime, Decimal, Uuid},
    sqlx::sqlite::SqliteConnectOptions,
};

use crate::{
    connections::{self, Own},
    tables::{self, comment, folder, post, post_tag, tag, user},
};

/// SQLite, and the servers that are to be tested.
pub struct Worlds {
    sqlite: World,
    servers: Vec<World>,
    #[expect(dead_code, reason = "the databases go with them")]
    places: Vec<Own>,
}

/// One database.
pub struct World {
    pub db: DatabaseConnection,
    pub catalog: Catalog,
}

impl Worlds {
    /// All databases; none where no server is to be tested.
    pub async fn open() -> Option<Self> {
        let mut servers = Vec::new();
        let mut places = Vec::new();
        let configured = [connections::postgres().await, connections::mysql().await];
        for own in configured.into_iter().flatten() {
            servers.push(World::new(own.db.clone()).await);
            places.push(own);
        }
        if servers.is_empty() {
            return None;
        }
        let mut options = ConnectOptions::new("sqlite::memory:");
        options
            .max_connections(1)
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(SqliteConnectOptions::with_regexp);
        let sqlite = Database::connect(options).await.unwrap();
        Some(Self {
            sqlite: World::new(sqlite).await,
            servers,
            places,
        })
    }

    /// The servers alone.
    pub fn servers(&self) -> impl Iterator<Item = &World> {
        self.servers.iter()
    }

    /// MariaDB, if it is tested.
    pub async fn mariadb(&self) -> Option<&World> {
        for server in &self.servers {
            if connections::is_mariadb(&server.db).await {
                return Some(server);
            }
        }
        None
    }

    /// The answer that all databases give, which is the same.
    pub async fn same<T: Debug + PartialEq>(&self, ask: impl AsyncFn(&World) -> T) -> T {
        let expected = ask(&self.sqlite).await;
        for server in &self.servers {
            let found = ask(server).await;
            let backend = server.db.get_database_backend();
            assert_eq!(
                expected, found,
                "SQLite on the left, {backend:?} on the right"
            );
        }
        expected
    }
}

impl World {
    async fn new(db: DatabaseConnection) -> Self {
        tables::create_all(&db).await.unwrap();
        insert(&db).await;
        if db.get_database_backend() == DbBackend::Postgres {
            // Numbers that were given are not counted.
            for (table, last) in [("user", 4), ("comment", 40)] {
                let counted =
                    format!("SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), {last})");
                db.execute_unprepared(&counted).await.unwrap();
            }
        }
        Self {
            db,
            catalog: tables::catalog(),
        }
    }

    pub fn reader(&self) -> Reader<'_, DatabaseConnection> {
        Reader {
            db: &self.db,
            catalog: &self.catalog,
            scope: &Unrestricted,
            lock: None,
        }
    }

    pub fn model(&self, name: &str) -> &Model {
        self.catalog.model_by_name(name).unwrap()
    }

    pub fn field(&self, model: &str, name: &str) -> FieldId {
        self.model(model).field_by_name(name).unwrap()
    }

    pub fn fields(&self, model: &str) -> Vec<FieldId> {
        self.model(model).field_ids().collect()
    }

    pub fn accessor(&self, model: &str, name: &str) -> &Accessor {
        let mut accessors = self.catalog.accessors_of(self.model(model).id);
        accessors.find(|accessor| accessor.name == name).unwrap()
    }
}

/// The key of a post.
pub fn post_id(n: usize) -> Uuid {
    let byte = u8::try_from(n).unwrap();
    // The last come first.
    Uuid::from_bytes([
        200 - byte,
        0,
        0,
        0,
        0,
        0,
        0x40,
        0,
        0x80,
        0,
        0,
        0,
        0,
        0,
        0,
        byte,
    ])
}

pub fn post_keys(numbers: impl IntoIterator<Item = usize>) -> Vec<Key> {
    let numbers = numbers.into_iter();
    numbers.map(|n| Key::One(post_id(n).into())).collect()
}

/// Texts whose order depends on the collation, and of which some differ in nothing but their case.
pub const TEXTS: [Option<&str>; 12] = [
    Some("apple"),
    Some("Apple"),
    None,
    Some("Zebra"),
    Some("_under"),
    Some("élan"),
    Some("Élan"),
    Some("50% off\nnow"),
    Some(""),
    Some("a b"),
    Some("ab"),
    Some("straße \u{1f980}"),
];

pub fn moment(text: &str) -> ChronoDateTimeUtc {
    text.parse().unwrap()
}

const MOMENTS: [&str; 5] = [
    "2024-12-31T23:59:59.999999Z",
    "2025-01-01T00:00:00Z",
    "2025-06-15T18:30:00.5Z",
    "2020-02-29T12:00:00Z",
    "2026-01-04T20:15:00Z",
];

const NAMES: [&str; 4] = ["Ada", "bob", "Čeněk", "ada"];

const TAGS: [&str; 5] = ["rust", "Rust", "sql", "été", "z"];

async fn insert(db: &DatabaseConnection) {
    let users =
        (0_u32..4).map(|n| user::ActiveModel {
            id: Set(i64::from(n) + 1),
            name: Set(NAMES[n as usize].to_owned()),
            code: Set((n != 2).then(|| Uuid::from_u128(u128::from(77 * (5 - n))))),
            is_admin: Set(n % 2 == 0),
            favorite_id: Set((n == 1 || n == 3).then(|| post_id(2 * n as usize))),
            level: Set(i16::try_from(n).unwrap() - 2),
            born_on: Set((n != 1).then(|| ChronoDate::from_ymd_opt(1990, 3 + n, 28).unwrap())),
            wakes_at: Set(
                (n != 3).then(|| ChronoTime::from_hms_milli_opt(6 + n, 30, 15, 250).unwrap())
            ),
        });
    user::Entity::insert_many(users)
        .exec_without_returning(db)
        .await
        .unwrap();
    let posts = (0_usize..24).map(post_of);
    post::Entity::insert_many(posts)
        .exec_without_returning(db)
        .await
        .unwrap();
    let tags = TAGS.map(|name| tag::ActiveModel {
        name: Set(name.to_owned()),
    });
    tag::Entity::insert_many(tags)
        .exec_without_returning(db)
        .await
        .unwrap();
    let links =
        (0..24).flat_map(|post| (0..post % 6).map(move |tag| (post, TAGS[(tag + post) % 5])));
    let mut links: Vec<_> = links.collect();
    links.sort_unstable();
    links.dedup();
    let links = links.into_iter().map(|(post, tag)| post_tag::ActiveModel {
        post_id: Set(post_id(post)),
        tag_name: Set(tag.to_owned()),
    });
    post_tag::Entity::insert_many(links)
        .exec_without_returning(db)
        .await
        .unwrap();
    let comments = (0_i32..40).map(|n| comment::ActiveModel {
        id: Set(n + 1),
        post_id: Set(post_id(usize::try_from(n * n % 17).unwrap())),
        author_id: Set((n % 5 != 0).then(|| i64::from(n % 4) + 1)),
        reply_to_id: Set((n % 3 == 0 && n > 0).then_some(n / 3 + 1)),
        text: Set(TEXTS[usize::try_from(n * 7 % 12).unwrap()].map(str::to_owned)),
    });
    comment::Entity::insert_many(comments)
        .exec_without_returning(db)
        .await
        .unwrap();
    insert_folders(db).await;
}

/// Folders in folders, far deeper than MySQL cascades; names that a collation could take for each other.
async fn insert_folders(db: &DatabaseConnection) {
    let chain = (0..40).map(|n| (format!("{n}"), (n > 0).then(|| format!("{}", n - 1))));
    let names = ["a", "A", "a ", "á", "a\t"];
    let others = names.map(|name| (name.to_owned(), Some(name.trim_end().to_lowercase())));
    let others = others
        .into_iter()
        .map(|(name, parent)| (name.clone(), parent.filter(|parent| *parent != name)));
    let folders = chain
        .chain(others)
        .map(|(name, parent)| folder::ActiveModel {
            name: Set(name),
            parent_name: Set(parent),
        });
    folder::Entity::insert_many(folders)
        .exec_without_returning(db)
        .await
        .unwrap();
}

fn post_of(n: usize) -> post::ActiveModel {
    let number = i64::try_from(n).unwrap();
    let moment = moment(MOMENTS[n % 5]);
    post::ActiveModel {
        id: Set(post_id(n)),
        author_id: Set((n % 7 != 3).then(|| number % 4 + 1)),
        title: Set(TEXTS[n % 12].map(str::to_owned)),
        status: Set(if n.is_multiple_of(3) {
            post::Status::Published
        } else {
            post::Status::Draft
        }),
        published_at: Set((n % 4 != 1).then_some(moment)),
        edited_at: Set((n % 6 != 1).then_some(moment.naive_utc())),
        price: Set((n % 5 != 2).then(|| Decimal::new(number * 250 - 1000, 2))),
        score: Set((n % 3 != 1).then(|| f64::from(u8::try_from(n).unwrap()) / 4.0 - 2.0)),
        n_views: Set(i32::MAX - i32::try_from(n).unwrap() % 5),
        n_bytes: Set((n % 8 != 5).then(|| (i64::MAX / 20) * (number - 9))),
        digest: Set((n % 9 != 4).then(|| vec![u8::try_from(n * 10).unwrap(), 0, 255])),
    }
}
