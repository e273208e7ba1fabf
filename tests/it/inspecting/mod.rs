//! Databases that were there before: inspected, compiled, served.

mod mysql;
mod postgres;

use std::{env, fs, path::PathBuf};

use api::{
    Database, DatabaseOptions,
    inspect::{InspectError, SourceFile, inspect},
};
use expect_test::expect;
use relation::agreement::compare;
use tempfile::TempDir;
use tests::{TestApp, backend::Backend, inspected::Inspected};

use crate::generated::everything;

fn folder(which: Inspected, backend: Backend) -> PathBuf {
    let harness = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("harness/inspected");
    harness.join(which.folder(backend))
}

/// Wants the files of a folder to be those that are written; `UPDATE_EXPECT=1` writes them.
fn check_files(folder: &PathBuf, files: &[SourceFile]) {
    if env::var_os("UPDATE_EXPECT").is_some() {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        for file in files {
            fs::write(folder.join(&file.name), &file.text).unwrap();
        }
    }
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let written: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, written);
    for file in files {
        let known = fs::read_to_string(folder.join(&file.name)).unwrap();
        assert_eq!(known, file.text, "{}", file.name);
    }
}

#[tokio::test]
async fn the_entities_are_those_that_are_compiled_and_served() {
    let no_note = || expect![[""]];
    let views = expect![[r#"
        `customer_list` is left out: it is a view or the like, and only tables are served
        `film_list` is left out: it is a view or the like, and only tables are served"#]];
    let more = expect![[r#"
        `customer_list` is left out: it is a view or the like, and only tables are served
        `film.fulltext` is left out: the type `tsvector` is not served; a generated column of another type could show it
        `film_list` is left out: it is a view or the like, and only tables are served
        `rental_by_category` is left out: it is a view or the like, and only tables are served"#]];
    for (which, backend, n_tables, notes) in [
        (Inspected::Chinook, Backend::Sqlite, 11, no_note()),
        (Inspected::Chinook, Backend::Postgres, 11, no_note()),
        (Inspected::Sakila, Backend::Sqlite, 16, views),
        (Inspected::Sakila, Backend::Postgres, 16, more),
    ] {
        let mut apps = TestApp::inspected(which).await.into_iter();
        let Some((_, app)) = apps.find(|(of, _)| *of == backend) else {
            continue;
        };

        let inspected = inspect(app.database(), &[]).await.unwrap();

        check_files(&folder(which, backend), &inspected.files);
        notes.assert_eq(&inspected.notes.join("\n"));
        assert_eq!(inspected.n_tables, n_tables);
        let found = compare(app.catalog(), &app.database().tables().await.unwrap());
        assert_eq!(found, [], "{which:?} on {}", backend.name());
    }
}

#[tokio::test]
async fn every_field_and_every_relation_of_every_row_is_read() {
    for which in [Inspected::Chinook, Inspected::Sakila] {
        for (backend, app) in TestApp::inspected(which).await {
            let query = everything(&app).await;

            let answer = app.execute(&query).await;

            assert_eq!(answer.errors(), [], "{which:?} on {}", backend.name());
            let data = answer.data().to_string();
            assert!(!data.contains("\"totalCount\":0,\"nodes\":[{"), "{data}");
        }
    }
}

#[tokio::test]
async fn films_with_their_actors_and_copies_take_one_statement_for_each_relation() {
    for (_, app) in TestApp::inspected(Inspected::Sakila).await {
        films_take_one_statement_for_each_relation(&app).await;
    }
}

async fn films_take_one_statement_for_each_relation(app: &TestApp) {
    let reply = app
        .execute(
            "{ films(first: 3, where: { actors: { some: { lastName: { startsWith: \"D\" } } } }) { nodes {
                title language { name } originalLanguage { name }
                actors { nodes { firstName lastName } }
                inventories { nodes { store { address { city { city country { country } } } } } } } } }",
        )
        .await;

    reply.expect_data(expect![[r#"
        {
          "films": {
            "nodes": [
              {
                "title": "Amber Compass",
                "language": {"name": "English"},
                "originalLanguage": null,
                "actors": {
                  "nodes": [
                    {"firstName": "Alma", "lastName": "Dunmarrow"},
                    {"firstName": "Bertrand", "lastName": "Quillfeather"},
                    {"firstName": "Greta", "lastName": "Maravel"}
                  ]
                },
                "inventories": {
                  "nodes": [
                    {
                      "store": {
                        "address": {
                          "city": {"city": "Brindle Falls", "country": {"country": "Canada"}}
                        }
                      }
                    },
                    {
                      "store": {
                        "address": {
                          "city": {"city": "Brindle Falls", "country": {"country": "Canada"}}
                        }
                      }
                    },
                    {
                      "store": {
                        "address": {
                          "city": {"city": "Cold Ash", "country": {"country": "Canada"}}
                        }
                      }
                    }
                  ]
                }
              },
              {
                "title": "Borrowed Thunder",
                "language": {"name": "English"},
                "originalLanguage": null,
                "actors": {
                  "nodes": [
                    {"firstName": "Desmond", "lastName": "Arkwell"},
                    {"firstName": "Florian", "lastName": "Draycombe"},
                    {"firstName": "Hollis", "lastName": "Penhallow"},
                    {"firstName": "Imre", "lastName": "Dovarth"}
                  ]
                },
                "inventories": {
                  "nodes": [
                    {
                      "store": {
                        "address": {
                          "city": {"city": "Brindle Falls", "country": {"country": "Canada"}}
                        }
                      }
                    },
                    {
                      "store": {
                        "address": {
                          "city": {
                            "city": "Harlow Creek",
                            "country": {"country": "United States"}
                          }
                        }
                      }
                    }
                  ]
                }
              },
              {
                "title": "Chalk Giants",
                "language": {"name": "English"},
                "originalLanguage": {"name": "Japanese"},
                "actors": {
                  "nodes": [
                    {"firstName": "Cosima", "lastName": "Delavanne"},
                    {"firstName": "Edda", "lastName": "Thistlewood"}
                  ]
                },
                "inventories": {
                  "nodes": [
                    {
                      "store": {
                        "address": {
                          "city": {"city": "Cold Ash", "country": {"country": "Canada"}}
                        }
                      }
                    },
                    {
                      "store": {
                        "address": {
                          "city": {
                            "city": "Harlow Creek",
                            "country": {"country": "United States"}
                          }
                        }
                      }
                    }
                  ]
                }
              }
            ]
          }
        }"#]]);
    let trace = reply.trace();
    let mut paths = trace.paths();
    // Those of one level run at once.
    paths.sort_unstable();
    expect![[r#"
        films
        films.nodes.actors
        films.nodes.inventories
        films.nodes.inventories.nodes.store
        films.nodes.inventories.nodes.store.address
        films.nodes.inventories.nodes.store.address.city
        films.nodes.inventories.nodes.store.address.city.country
        films.nodes.language, films.nodes.originalLanguage"#]]
    .assert_eq(&paths.join("\n"));
}

#[tokio::test]
async fn rows_are_written_and_deleted_by_the_rules_of_the_database() {
    for (_, app) in TestApp::inspected(Inspected::Sakila).await {
        rows_are_written_and_deleted_by_the_rules(&app).await;
    }
}

async fn rows_are_written_and_deleted_by_the_rules(app: &TestApp) {
    let made = app
        .execute(
            "mutation { createFilm(input: { title: \"New\", language: { id: 1 }, actors: { add: [{ id: 1 }] } }) { film { title rentalDuration rating rentalRate language { name } actors { nodes { lastName } } } } }",
        )
        .await;
    let preview = app
        .execute("{ deletePreview(ids: [\"Rental:1\"]) { allowed total updated { model field rule count } } }")
        .await;

    made.expect_data(expect![[r#"
        {
          "createFilm": {
            "film": {
              "title": "New",
              "rentalDuration": 3,
              "rating": "G",
              "rentalRate": "4.99",
              "language": {"name": "English"},
              "actors": {"nodes": [{"lastName": "Dunmarrow"}]}
            }
          }
        }"#]]);
    preview.expect_data(expect![[r#"
        {
          "deletePreview": {
            "allowed": true,
            "total": 1,
            "updated": [{"model": "Payment", "field": "rental", "rule": "SET_NULL", "count": 1}]
          }
        }"#]]);
}

async fn inspected(sql: &str) -> (Result<api::inspect::Inspected, InspectError>, TempDir) {
    let dir = TempDir::new().unwrap();
    let url = format!("sqlite:{}", dir.path().join("test.db").display());
    let database = Database::connect(&url, DatabaseOptions::default())
        .await
        .unwrap();
    let db = &database.writer;
    sea_orm::ConnectionTrait::execute_unprepared(db, sql)
        .await
        .unwrap();
    let inspected = inspect(&database, &[]).await;
    database.close().await.unwrap();
    (inspected, dir)
}

#[tokio::test]
async fn what_cannot_be_taken_over_is_told_in_words() {
    let (inspected, _dir) = inspected(
        "CREATE TABLE good (id integer PRIMARY KEY, name text DEFAULT 'it''s', n int DEFAULT 7,
             shape geometry, half int AS (n / 2), \"odd name!\" text, \"1st\" text, \"N\"\"\" text, \"Shape_\" text,
             made datetime DEFAULT CURRENT_TIMESTAMP, low int DEFAULT -1,
             other integer REFERENCES keyless (id), gone integer REFERENCES nowhere);
         CREATE UNIQUE INDEX part ON good (n) WHERE n > 3;
         CREATE UNIQUE INDEX folded ON good (lower(name));
         CREATE UNIQUE INDEX one ON good (n, low);
         CREATE UNIQUE INDEX two ON good (low, made);
         CREATE TABLE keyless (id integer UNIQUE);
         CREATE TABLE \"2nd\" (id integer PRIMARY KEY);
         CREATE TABLE \"Good\"\"s\" (id integer PRIMARY KEY);
         CREATE TABLE type (\"match\" text PRIMARY KEY);
         CREATE VIEW seen AS SELECT 1 AS one",
    )
    .await;
    let inspected = inspected.unwrap();

    expect![[r#"
        table `2nd` is left out: its name gives none for a type
        `good.shape` is of the type "geometry", which is taken for text
        `good.1st` is left out: its name gives none for a field
        `good.N"` is left out: another column has the same field
        `good.Shape_` is left out: another column has the same field
        table `keyless` is left out: it has no primary key, so that no row could be named
        `seen` is left out: it is a view or the like, and only tables are served
        `good.folded` is unique only in part, which is not known to the API
        `good.part` is unique only in part, which is not known to the API
        `good.two` shares columns with another unique key, and is not known to the API
        `good.gone` refers to `nowhere`, which is not served, and is a plain column
        `good.other` refers to `keyless`, which is not served, and is a plain column"#]]
    .assert_eq(&inspected.notes.join("\n"));
    let file = inspected.files.iter().find(|file| file.name == "good.rs");
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "good")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(column_type = "Text", nullable)]
            #[sea_orm(default_value = "it's")]
            pub name: Option<String>,
            #[sea_orm(unique_key = "one")]
            #[sea_orm(default_value = 7)]
            pub n: Option<i64>,
            #[sea_orm(column_type = "Text", nullable)]
            pub shape: Option<String>,
            pub half: Option<i64>,
            #[sea_orm(column_name = "odd name!", column_type = "Text", nullable)]
            pub odd_name: Option<String>,
            #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
            pub made: Option<DateTime>,
            #[sea_orm(unique_key = "one")]
            #[sea_orm(default_value = -1)]
            pub low: Option<i64>,
            pub other: Option<i64>,
            pub gone: Option<i64>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(model: &mut Declaration<Self>) {
                model.field(Column::Half).read_only();
            }
        }
    "#]]
    .assert_eq(&file.unwrap().text);
    let file = inspected.files.iter().find(|file| file.name == "type.rs");
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "type")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
            pub r#match: String,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(_model: &mut Declaration<Self>) {}
        }
    "#]]
    .assert_eq(&file.unwrap().text);
    let file = inspected.files.iter().find(|file| file.name == "lib.rs");
    expect![[r#"
        //! One file for each table, and the catalog of them.

        pub mod good;
        pub mod good_s;
        pub mod r#type;

        use relation::catalog::{Catalog, CatalogError};

        /// The catalog of all tables.
        ///
        /// # Errors
        ///
        /// All faults of the declarations together.
        pub fn catalog() -> Result<Catalog, CatalogError> {
            Catalog::builder()
                .register::<good::Entity>()
                .register::<good_s::Entity>()
                .register::<r#type::Entity>()
                .build()
        }
    "#]]
    .assert_eq(&file.unwrap().text);
}

#[tokio::test]
async fn a_relation_has_a_name_beside_a_column_of_the_same() {
    let (inspected, _dir) = inspected(
        "CREATE TABLE artist (id integer PRIMARY KEY, albums text);
         CREATE TABLE album (id integer PRIMARY KEY, artist text, artist_id integer REFERENCES artist)",
    )
    .await;
    let inspected = inspected.unwrap();

    for (name, expected) in [
        (
            "album.rs",
            expect![[r#"
                use relation::catalog::{Declaration, Declare};
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "album")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i64,
                    #[sea_orm(column_type = "Text", nullable)]
                    pub artist: Option<String>,
                    pub artist_id: Option<i64>,
                    #[sea_orm(belongs_to, from = "artist_id", to = "id", on_delete = "NoAction")]
                    pub artist_relation: BelongsTo<Option<super::artist::Entity>>,
                }

                impl ActiveModelBehavior for ActiveModel {}

                impl Declare for Entity {
                    fn declare(model: &mut Declaration<Self>) {
                        model
                            .foreign_key(Relation::Artist)
                            .accessor("artist_artist")
                            .related_name("albums_by_artist_artist");
                    }
                }
            "#]],
        ),
        (
            "artist.rs",
            expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "artist")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(column_type = "Text", nullable)]
            pub albums: Option<String>,
            #[sea_orm(has_many)]
            pub albums_relation: HasMany<super::album::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(_model: &mut Declaration<Self>) {}
        }
    "#]],
        ),
    ] {
        let file = inspected.files.iter().find(|file| file.name == name);
        expected.assert_eq(&file.unwrap().text);
    }
}

#[tokio::test]
async fn a_key_beside_links_between_the_same_tables_is_taken_over() {
    let (inspected, _dir) = inspected(
        "CREATE TABLE good (id integer PRIMARY KEY);
         CREATE TABLE person (id integer PRIMARY KEY,
             home_id integer UNIQUE REFERENCES good ON DELETE CASCADE);
         CREATE TABLE person_good (person_id integer REFERENCES person ON DELETE CASCADE,
             good_id integer REFERENCES good ON DELETE CASCADE, PRIMARY KEY (person_id, good_id))",
    )
    .await;
    let inspected = inspected.unwrap();

    let mut files = inspected.files.iter();
    let person = files.find(|file| file.name == "person.rs");
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "person")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub home_id: Option<i64>,
            #[sea_orm(has_many, via = "person_good")]
            pub goods: HasMany<super::good::Entity>,
            #[sea_orm(
                belongs_to,
                relation_enum = "HomeKey",
                from = "home_id",
                to = "id",
                on_delete = "Cascade"
            )]
            pub home: BelongsTo<Option<super::good::Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(model: &mut Declaration<Self>) {
                model.foreign_key(Relation::HomeKey).accessor("home").related_name("person");
            }
        }
    "#]]
    .assert_eq(&person.unwrap().text);
}

#[tokio::test]
async fn a_column_that_refers_to_two_tables_is_a_relation_to_one_of_them() {
    let (inspected, _dir) = inspected(
        "CREATE TABLE cat (id integer PRIMARY KEY);
         CREATE TABLE dog (id integer PRIMARY KEY);
         CREATE TABLE walk (id integer PRIMARY KEY, pet_id integer REFERENCES dog REFERENCES cat)",
    )
    .await;
    let inspected = inspected.unwrap();

    let mut files = inspected.files.iter();
    let walk = files.find(|file| file.name == "walk.rs");
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "walk")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub pet_id: Option<i64>,
            #[sea_orm(belongs_to, from = "pet_id", to = "id", on_delete = "NoAction")]
            pub cat: BelongsTo<Option<super::cat::Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(model: &mut Declaration<Self>) {
                model.foreign_key(Relation::Cat).accessor("pet").related_name("walks");
            }
        }
    "#]]
    .assert_eq(&walk.unwrap().text);
    expect![[r#"
        [
            "`walk.pet_id` refers to another table already, so not to `dog` as well",
        ]
    "#]]
    .assert_debug_eq(&inspected.notes);
}

#[tokio::test]
async fn a_key_of_a_word_of_rust_is_told_and_left_out() {
    let (inspected, _dir) =
        inspected(r#"CREATE TABLE kind (name text PRIMARY KEY, "type" text REFERENCES kind)"#)
            .await;
    let inspected = inspected.unwrap();

    expect![[r#"
        [
            "`kind.type` is no relation, because SeaORM takes no word of Rust's own for a key: `type`",
        ]
    "#]].assert_debug_eq(&inspected.notes);
}

#[tokio::test]
async fn a_database_without_a_table_to_serve_is_refused() {
    for (sql, expected) in [
        (
            "SELECT 1",
            expect!["there is no table that could be served; the database has none"],
        ),
        (
            "CREATE TABLE t (a int)",
            expect![
                "there is no table that could be served; table `t` is left out: it has no primary key, so that no row could be named"
            ],
        ),
    ] {
        let (inspected, _dir) = inspected(sql).await;
        expected.assert_eq(&inspected.unwrap_err().to_string());
    }
}
