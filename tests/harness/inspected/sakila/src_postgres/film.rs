use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;
use super::sea_orm_active_enums::MpaaRating;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "film")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub film_id: i32,
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub title: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub description: Option<String>,
    pub release_year: Option<i32>,
    pub language_id: i16,
    pub original_language_id: Option<i16>,
    #[sea_orm(default_value = 3)]
    pub rental_duration: i16,
    #[sea_orm(column_type = "Decimal(Some((4, 2)))")]
    #[sea_orm(default_expr = "Expr::cust(\"4.99\")")]
    pub rental_rate: Decimal,
    pub length: Option<i16>,
    #[sea_orm(column_type = "Decimal(Some((5, 2)))")]
    #[sea_orm(default_expr = "Expr::cust(\"19.99\")")]
    pub replacement_cost: Decimal,
    #[sea_orm(default_expr = "Expr::cust(\"'G'::mpaa_rating\")")]
    pub rating: Option<MpaaRating>,
    pub special_features: Option<Vec<String>>,
    #[sea_orm(default_expr = "Expr::cust(\"now()\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(has_many)]
    pub inventories: HasMany<super::inventory::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Language2",
        from = "language_id",
        to = "language_id",
        on_delete = "NoAction"
    )]
    pub language_2: BelongsTo<super::language::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Language1",
        from = "original_language_id",
        to = "language_id",
        on_delete = "NoAction"
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
