//! What MySQL and MariaDB have and SQLite has not.

use api::inspect::{SourceFile, inspect};
use expect_test::expect;
use tests::empty::Empty;

#[tokio::test]
async fn columns_of_every_type_are_served_or_told() {
    let Some(empty) = Empty::on_mysql().await else {
        return;
    };
    empty
        .execute(
            "CREATE TABLE artist (
                 id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'Counted.', name varchar(40) NOT NULL)
                 COMMENT 'Who plays.';
             CREATE TABLE kind (
                 id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, artist_id int unsigned,
                 friend_id int unsigned NOT NULL, truth tinyint(1) DEFAULT 1, tiny tinyint unsigned, small smallint,
                 medium mediumint unsigned, whole int DEFAULT -1, released year, part float, `double` double,
                 exact decimal(5,2) DEFAULT 1.5, fixed char(4), few varchar(10) DEFAULT 'it''s', words longtext,
                 code binary(16), more varbinary(20), bytes blob, day date, clock time, naive datetime(6),
                 moment timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, doc json,
                 rating enum('G', 'PG-13', 'it''s, so') DEFAULT 'G', features set('a', 'b'), bits bit(3), at point,
                 twice int AS (whole * 2) STORED, nothing text DEFAULT NULL,
                 UNIQUE KEY few_exact (few, exact), KEY words_key (words(10)), FULLTEXT KEY words_text (words),
                 FOREIGN KEY (artist_id) REFERENCES artist (id) ON DELETE SET NULL,
                 FOREIGN KEY (friend_id) REFERENCES artist (id));
             CREATE VIEW artists AS SELECT * FROM artist",
        )
        .await;
    let inspected = inspect(&empty.database, &[]).await.unwrap();
    let tables = empty.database.tables().await.unwrap();

    let text = |name: &str| {
        let mut files = inspected.files.iter();
        let file = files.find(|file: &&SourceFile| file.name == name);
        file.map(|file| file.text.as_str()).unwrap_or_default()
    };
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;
        use super::sea_orm_active_enums::KindRating;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "kind")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: u64,
            pub artist_id: Option<u32>,
            pub friend_id: u32,
            #[sea_orm(default_value = 1)]
            pub truth: Option<bool>,
            pub tiny: Option<u8>,
            pub small: Option<i16>,
            pub medium: Option<u32>,
            #[sea_orm(default_value = -1)]
            pub whole: Option<i32>,
            pub released: Option<u16>,
            #[sea_orm(column_type = "Float", nullable)]
            pub part: Option<f32>,
            #[sea_orm(column_type = "Double", nullable)]
            pub double: Option<f64>,
            #[sea_orm(column_type = "Decimal(Some((5, 2)))", nullable, unique_key = "few_exact")]
            #[sea_orm(default_expr = "Expr::cust(\"1.50\")")]
            pub exact: Option<Decimal>,
            #[sea_orm(column_type = "Char(Some(4))", nullable)]
            pub fixed: Option<String>,
            #[sea_orm(unique_key = "few_exact")]
            #[sea_orm(column_type = "String(StringLen::N(10))", nullable)]
            #[sea_orm(default_value = "it's")]
            pub few: Option<String>,
            #[sea_orm(column_type = "Text", nullable)]
            pub words: Option<String>,
            #[sea_orm(column_type = "Binary(16)", nullable)]
            pub code: Option<Vec<u8>>,
            #[sea_orm(column_type = "VarBinary(StringLen::N(20))", nullable)]
            pub more: Option<Vec<u8>>,
            #[sea_orm(column_type = "Blob", nullable)]
            pub bytes: Option<Vec<u8>>,
            pub day: Option<Date>,
            pub clock: Option<Time>,
            pub naive: Option<DateTime>,
            #[sea_orm(default_expr = "Expr::cust(\"current_timestamp()\")")]
            pub moment: DateTimeUtc,
            pub doc: Option<Json>,
            #[sea_orm(default_value = "G")]
            pub rating: Option<KindRating>,
            #[sea_orm(default_expr = "Expr::cust(\"`whole` * 2\")")]
            pub twice: Option<i32>,
            #[sea_orm(column_type = "Text", nullable)]
            pub nothing: Option<String>,
            #[sea_orm(
                belongs_to,
                relation_enum = "Artist2",
                from = "artist_id",
                to = "id",
                on_delete = "SetNull"
            )]
            pub artist_2: BelongsTo<Option<super::artist::Entity>>,
            #[sea_orm(
                belongs_to,
                relation_enum = "Artist1",
                from = "friend_id",
                to = "id",
                on_delete = "Restrict"
            )]
            pub artist_1: BelongsTo<super::artist::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(model: &mut Declaration<Self>) {
                model.field(Column::Twice).read_only();
                model.foreign_key(Relation::Artist2).accessor("artist").related_name("kinds");
                model
                    .foreign_key(Relation::Artist1)
                    .accessor("friend")
                    .related_name("kinds_by_friend");
            }
        }
    "#]]
    .assert_eq(text("kind.rs"));
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "artist")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: u32,
            #[sea_orm(column_type = "String(StringLen::N(40))")]
            pub name: String,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(model: &mut Declaration<Self>) {
                model.describe("Who plays.");
                model.field(Column::Id).describe("Counted.");
            }
        }
    "#]]
    .assert_eq(text("artist.rs"));
    expect![[r#"
        //! The values of columns.

        use sea_orm::entity::prelude::*;

        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "Enum", db_type = "Enum", enum_name = "kind_rating")]
        pub enum KindRating {
            #[sea_orm(string_value = "G")]
            G,
            #[sea_orm(string_value = "PG-13")]
            Pg13,
            #[sea_orm(string_value = "it's, so")]
            ItSSo,
        }
    "#]]
    .assert_eq(text("sea_orm_active_enums.rs"));
    expect![[r#"
        `artists` is left out: it is a view or the like, and only tables are served
        `kind.features` is left out: the type `set('a','b')` is not served; a generated column of another type could show it
        `kind.bits` is left out: the type `bit(3)` is not served; a generated column of another type could show it
        `kind.at` is left out: the type `point` is not served; a generated column of another type could show it"#]].assert_eq(&inspected.notes.join("\n"));
    let kind = tables.iter().find(|table| table.name == "kind").unwrap();
    expect![[r#"
        (
            [
                Index {
                    name: "artist_id",
                    columns: [
                        Some(
                            "artist_id",
                        ),
                    ],
                    unique: false,
                    partial: false,
                },
                Index {
                    name: "few_exact",
                    columns: [
                        Some(
                            "few",
                        ),
                        Some(
                            "exact",
                        ),
                    ],
                    unique: true,
                    partial: false,
                },
                Index {
                    name: "friend_id",
                    columns: [
                        Some(
                            "friend_id",
                        ),
                    ],
                    unique: false,
                    partial: false,
                },
                Index {
                    name: "words_key",
                    columns: [
                        Some(
                            "words",
                        ),
                    ],
                    unique: false,
                    partial: false,
                },
            ],
            [
                Constraint {
                    columns: [
                        "artist_id",
                    ],
                    target_schema: None,
                    target: "artist",
                    target_columns: [
                        "id",
                    ],
                    on_delete: SetNull,
                },
                Constraint {
                    columns: [
                        "friend_id",
                    ],
                    target_schema: None,
                    target: "artist",
                    target_columns: [
                        "id",
                    ],
                    on_delete: Restrict,
                },
            ],
        )
    "#]]
    .assert_debug_eq(&(&kind.indexes, &kind.constraints));
}

#[tokio::test]
async fn sakila_is_taken_over() {
    let Some(empty) = Empty::on_mysql().await else {
        return;
    };
    empty
        .execute(include_str!(
            "../../harness/inspected/sakila/schema.mysql.sql"
        ))
        .await;
    let inspected = inspect(&empty.database, &[]).await.unwrap();

    let mut files = inspected.files.iter();
    let film = files.find(|file| file.name == "film.rs").unwrap();
    expect![[r#"
        use relation::catalog::{Declaration, Declare};
        use sea_orm::entity::prelude::*;
        use super::sea_orm_active_enums::FilmRating;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "film")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub film_id: u16,
            #[sea_orm(column_type = "String(StringLen::N(255))")]
            pub title: String,
            #[sea_orm(column_type = "Text", nullable)]
            pub description: Option<String>,
            pub release_year: Option<u16>,
            pub language_id: u8,
            pub original_language_id: Option<u8>,
            #[sea_orm(default_value = 3)]
            pub rental_duration: i16,
            #[sea_orm(column_type = "Decimal(Some((4, 2)))")]
            #[sea_orm(default_expr = "Expr::cust(\"4.99\")")]
            pub rental_rate: Decimal,
            pub length: Option<i16>,
            #[sea_orm(column_type = "Decimal(Some((5, 2)))")]
            #[sea_orm(default_expr = "Expr::cust(\"19.99\")")]
            pub replacement_cost: Decimal,
            #[sea_orm(default_value = "G")]
            pub rating: Option<FilmRating>,
            #[sea_orm(default_expr = "Expr::cust(\"current_timestamp()\")")]
            pub last_update: DateTimeUtc,
            #[sea_orm(has_many)]
            pub inventories: HasMany<super::inventory::Entity>,
            #[sea_orm(
                belongs_to,
                relation_enum = "Language2",
                from = "language_id",
                to = "language_id",
                on_delete = "Restrict"
            )]
            pub language_2: BelongsTo<super::language::Entity>,
            #[sea_orm(
                belongs_to,
                relation_enum = "Language1",
                from = "original_language_id",
                to = "language_id",
                on_delete = "Restrict"
            )]
            pub language_1: BelongsTo<Option<super::language::Entity>>,
            #[sea_orm(has_many, via = "film_actor")]
            pub actors: HasMany<super::actor::Entity>,
            #[sea_orm(has_many, via = "film_category")]
            pub categories: HasMany<super::category::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        impl Declare for Entity {
            fn declare(model: &mut Declaration<Self>) {
                model
                    .foreign_key(Relation::Language2)
                    .accessor("language")
                    .related_name("films");
                model
                    .foreign_key(Relation::Language1)
                    .accessor("original_language")
                    .related_name("films_by_original_language");
                model
                    .many_to_many::<super::film_category::Entity>("categories")
                    .related_name("films");
            }
        }
    "#]]
    .assert_eq(&film.text);
    expect![[r#"
        `customer_list` is left out: it is a view or the like, and only tables are served
        `film.special_features` is left out: the type `set('Trailers','Commentaries','Deleted Scenes','Behind the Scenes')` is not served; a generated column of another type could show it
        `film_list` is left out: it is a view or the like, and only tables are served"#]].assert_eq(&inspected.notes.join("\n"));
    assert_eq!(inspected.n_tables, 16);
}
