//! A column of every type, enums in every storage, computed and hidden fields.

use sea_orm::{ActiveValue::Set, DatabaseConnection, DbErr, entity::prelude::*};

use super::insert;

super::entities!(sample, rectangle);

/// An enum of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
pub enum Mood {
    /// Stored in lower case.
    #[sea_orm(string_value = "happy")]
    Happy,
    /// Stored with a character that a name of GraphQL cannot have.
    #[sea_orm(string_value = "so-so")]
    SoSo,
}

/// An enum that the database stores as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(3))",
    enum_name = "weekday"
)]
pub enum Weekday {
    /// The first.
    #[sea_orm(string_value = "mon")]
    Monday,
    /// The second.
    #[sea_orm(string_value = "tue")]
    Tuesday,
}

/// An enum that the database stores as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer", enum_name = "grade")]
pub enum Grade {
    /// Below all others.
    #[sea_orm(num_value = -1)]
    Failed,
    /// Above all others.
    #[sea_orm(num_value = 10)]
    Excellent,
}

/// A column of every type, none of them required.
pub mod sample {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sample")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub tiny: Option<i8>,
        pub small: Option<i16>,
        pub medium: Option<i32>,
        pub large: Option<i64>,
        pub tiny_unsigned: Option<u8>,
        pub small_unsigned: Option<u16>,
        pub medium_unsigned: Option<u32>,
        pub large_unsigned: Option<u64>,
        pub float: Option<f32>,
        pub double: Option<f64>,
        #[sea_orm(column_type = "Decimal(Some((16, 4)))", nullable)]
        pub decimal: Option<Decimal>,
        pub varchar: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub text: Option<String>,
        pub flag: Option<bool>,
        pub bytes: Option<Vec<u8>>,
        #[sea_orm(column_type = "Blob", nullable)]
        pub blob: Option<Vec<u8>>,
        pub date: Option<Date>,
        pub time: Option<Time>,
        pub date_time: Option<DateTime>,
        pub instant: Option<DateTimeWithTimeZone>,
        pub utc: Option<DateTimeUtc>,
        pub uuid: Option<Uuid>,
        pub json: Option<Json>,
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub json_binary: Option<Json>,
        pub mood: Option<super::Mood>,
        pub weekday: Option<super::Weekday>,
        pub grade: Option<super::Grade>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Weekday).enumeration::<super::Weekday>();
            model.field(Column::Grade).enumeration::<super::Grade>();
        }
    }
}

/// Fields that follow from columns, one of which the API does not show.
pub mod rectangle {
    use relation::catalog::{Declaration, Declare, Kind};
    use sea_orm::{Value, entity::prelude::*};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rectangle")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub width: i32,
        pub height: i32,
        pub note: Option<String>,
        pub secret: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.field(Column::Width).describe("In millimetres.");
            model.field(Column::Secret).hide();
            model.computed(
                "area",
                "Width times height, in square millimetres.",
                Kind::BigInt,
                &[Column::Width, Column::Height],
                |values| match values {
                    [Value::BigInt(Some(width)), Value::BigInt(Some(height))] => {
                        Value::BigInt(Some(width * height))
                    }
                    _ => Value::BigInt(None),
                },
            );
            model.computed(
                "whisper",
                "The first letter of what is not shown.",
                Kind::Text,
                &[Column::Secret],
                |values| match values {
                    [Value::String(Some(secret))] => {
                        Value::String(Some(secret.chars().take(1).collect()))
                    }
                    _ => Value::String(None),
                },
            );
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    insert(db, [largest(), smallest(), plain()]).await?;
    let empty = sample::ActiveModel {
        id: Set(4),
        ..Default::default()
    };
    insert(db, [empty]).await?;

    let rectangle = |id, width, height| rectangle::Model {
        id,
        width,
        height,
        note: None,
        secret: format!("{id} of three"),
    };
    let rectangles = [
        rectangle(1, 2, 3),
        rectangle(2, 0, 9),
        rectangle(3, i32::MAX, i32::MAX),
    ];
    insert(db, rectangles).await
}

/// The largest value of every column.
fn largest() -> sample::Model {
    let date = Date::from_ymd_opt(9999, 12, 31).expect("a date");
    let time = Time::from_hms_micro_opt(23, 59, 59, 999_999).expect("a time");
    let date_time = date.and_time(time);
    sample::Model {
        id: 1,
        tiny: Some(i8::MAX),
        small: Some(i16::MAX),
        medium: Some(i32::MAX),
        large: Some(i64::MAX),
        tiny_unsigned: Some(u8::MAX),
        small_unsigned: Some(u16::MAX),
        medium_unsigned: Some(u32::MAX),
        large_unsigned: Some(i64::MAX.unsigned_abs()),
        float: Some(f32::MAX),
        double: Some(f64::MAX),
        decimal: Some(Decimal::new(12_345_678_901_234, 4)),
        varchar: Some("Größe \u{1F600} \"quoted\" \\".into()),
        text: Some("a\nb\tc\u{1}d".into()),
        flag: Some(true),
        bytes: Some(vec![0xff; 3]),
        blob: Some(vec![0x00, 0xff]),
        date: Some(date),
        time: Some(time),
        date_time: Some(date_time),
        instant: Some(date_time.and_utc().into()),
        utc: Some(date_time.and_utc()),
        uuid: Some(Uuid::max()),
        json: Some(serde_json::json!({"b": [1, 2.5, null], "a": {"x": true}})),
        json_binary: Some(serde_json::json!([9_007_199_254_740_993_i64])),
        mood: Some(Mood::SoSo),
        weekday: Some(Weekday::Tuesday),
        grade: Some(Grade::Excellent),
    }
}

/// The smallest value of every column.
fn smallest() -> sample::Model {
    let date = Date::from_ymd_opt(1, 1, 1).expect("a date");
    let date_time = date.and_time(Time::MIN);
    sample::Model {
        id: 2,
        tiny: Some(i8::MIN),
        small: Some(i16::MIN),
        medium: Some(i32::MIN),
        large: Some(i64::MIN),
        tiny_unsigned: Some(0),
        small_unsigned: Some(0),
        medium_unsigned: Some(0),
        large_unsigned: Some(0),
        float: Some(f32::MIN),
        double: Some(f64::MIN_POSITIVE),
        decimal: Some(Decimal::new(-1, 4)),
        varchar: Some(String::new()),
        text: Some(String::new()),
        flag: Some(false),
        bytes: Some(Vec::new()),
        blob: Some(Vec::new()),
        date: Some(date),
        time: Some(Time::MIN),
        date_time: Some(date_time),
        instant: Some(date_time.and_utc().into()),
        utc: Some(date_time.and_utc()),
        uuid: Some(Uuid::nil()),
        json: Some(Json::Null),
        json_binary: Some(serde_json::json!({})),
        mood: Some(Mood::Happy),
        weekday: Some(Weekday::Monday),
        grade: Some(Grade::Failed),
    }
}

/// Values that are easily changed on the way: fractions, zones, whole decimals.
fn plain() -> sample::Model {
    let date = Date::from_ymd_opt(2024, 2, 29).expect("a date");
    let time = Time::from_hms_opt(8, 30, 0).expect("a time");
    sample::Model {
        id: 3,
        tiny: Some(-1),
        small: Some(-1),
        medium: Some(-1),
        large: Some(9_007_199_254_740_993),
        tiny_unsigned: Some(1),
        small_unsigned: Some(1),
        medium_unsigned: Some(3_000_000_000),
        large_unsigned: Some(9_007_199_254_740_993),
        float: Some(0.1),
        double: Some(0.1),
        decimal: Some(Decimal::new(120, 0)),
        varchar: Some("plain".into()),
        text: Some("plain".into()),
        flag: Some(true),
        bytes: Some(b"plain".to_vec()),
        blob: Some(b"plain".to_vec()),
        date: Some(date),
        time: Some(time),
        date_time: Some(date.and_time(time)),
        instant: "2024-02-29T08:30:00+02:00".parse().ok(),
        utc: Some(date.and_time(time).and_utc()),
        uuid: Some(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)),
        json: Some(serde_json::json!("text")),
        json_binary: Some(serde_json::json!(0)),
        mood: Some(Mood::Happy),
        weekday: Some(Weekday::Monday),
        grade: Some(Grade::Excellent),
    }
}
