//! A small domain with columns of every kind that is compared.

use relation::catalog::Catalog;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, Schema};

pub mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "user")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        // PostgreSQL fills it up with blanks.
        #[sea_orm(column_type = "Char(Some(8))")]
        pub name: String,
        #[sea_orm(unique)]
        pub code: Option<Uuid>,
        pub is_admin: bool,
        pub level: i16,
        pub born_on: Option<Date>,
        pub wakes_at: Option<Time>,
        pub favorite_id: Option<Uuid>,
    }

    // The table of the posts is made later.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::FavoriteId",
            to = "super::post::Column::Id",
            on_delete = "Cascade",
            skip_fk
        )]
        Favorite,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "status")]
    pub enum Status {
        #[sea_orm(string_value = "published")]
        Published,
        #[sea_orm(string_value = "draft")]
        Draft,
    }

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "post")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub author_id: Option<i64>,
        pub title: Option<String>,
        pub status: Status,
        pub published_at: Option<DateTimeUtc>,
        pub edited_at: Option<DateTime>,
        #[sea_orm(column_type = "Decimal(Some((12, 4)))", nullable)]
        pub price: Option<Decimal>,
        pub score: Option<f64>,
        pub n_views: i32,
        pub n_bytes: Option<i64>,
        pub digest: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::AuthorId",
            to = "super::user::Column::Id",
            on_delete = "Cascade"
        )]
        Author,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod comment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub post_id: Uuid,
        pub author_id: Option<i64>,
        pub reply_to_id: Option<i32>,
        pub text: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::PostId",
            to = "super::post::Column::Id",
            on_delete = "Cascade"
        )]
        Post,
        #[sea_orm(
            belongs_to = "super::user::Entity",
            from = "Column::AuthorId",
            to = "super::user::Column::Id",
            on_delete = "SetNull"
        )]
        Author,
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::ReplyToId",
            to = "Column::Id",
            on_delete = "Cascade"
        )]
        ReplyTo,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod tag {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tag")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post_tag {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "post_tag")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub post_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag_name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::post::Entity",
            from = "Column::PostId",
            to = "super::post::Column::Id",
            on_delete = "Cascade"
        )]
        Post,
        #[sea_orm(
            belongs_to = "super::tag::Entity",
            from = "Column::TagName",
            to = "super::tag::Column::Name",
            on_delete = "Cascade"
        )]
        Tag,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod folder {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "folder")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub parent_name: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "Entity",
            from = "Column::ParentName",
            to = "Column::Name",
            on_delete = "Cascade"
        )]
        Parent,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub fn catalog() -> Catalog {
    Catalog::builder()
        .register_generated::<user::Entity>()
        .register_generated::<post::Entity>()
        .register_generated::<comment::Entity>()
        .register_generated::<tag::Entity>()
        .register_generated::<post_tag::Entity>()
        .register_generated::<folder::Entity>()
        .build()
        .unwrap()
}

pub async fn create_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let schema = Schema::new(db.get_database_backend());
    if db.get_database_backend() == DbBackend::Postgres {
        for statement in schema.create_enum_from_entity(post::Entity) {
            db.execute(&statement).await?;
        }
    }
    create(db, &schema, user::Entity).await?;
    create(db, &schema, post::Entity).await?;
    create(db, &schema, comment::Entity).await?;
    create(db, &schema, tag::Entity).await?;
    create(db, &schema, post_tag::Entity).await?;
    create(db, &schema, folder::Entity).await
}

async fn create<E: EntityTrait>(
    db: &impl ConnectionTrait,
    schema: &Schema,
    entity: E,
) -> Result<(), DbErr> {
    let create = schema.create_table_from_entity(entity);
    let mut sql = db.get_database_backend().build(&create).sql;
    // MySQL's dates and times have no fraction by themselves, and `timestamp` is of few years.
    for (of, with_fractions) in [
        ("timestamp", "datetime(6)"),
        ("datetime", "datetime(6)"),
        ("time", "time(6)"),
    ] {
        for end in [" ", ",", ")"] {
            let column = |of: &str| format!("` {of}{end}");
            sql = sql.replace(&column(of), &column(with_fractions));
        }
    }
    db.execute_unprepared(&sql).await?;
    Ok(())
}
