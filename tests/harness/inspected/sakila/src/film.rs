use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "film")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub film_id: i64,
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub title: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub description: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(4))", nullable)]
    pub release_year: Option<String>,
    pub language_id: i64,
    pub original_language_id: Option<i64>,
    #[sea_orm(default_value = 3)]
    pub rental_duration: i32,
    #[sea_orm(column_type = "Decimal(Some((4, 2)))")]
    #[sea_orm(default_expr = "Expr::cust(\"4.99\")")]
    pub rental_rate: Decimal,
    pub length: Option<i32>,
    #[sea_orm(column_type = "Decimal(Some((5, 2)))")]
    #[sea_orm(default_expr = "Expr::cust(\"19.99\")")]
    pub replacement_cost: Decimal,
    #[sea_orm(column_type = "String(StringLen::N(10))", nullable)]
    #[sea_orm(default_value = "G")]
    pub rating: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(100))", nullable)]
    pub special_features: Option<String>,
    #[sea_orm(default_expr = "Expr::cust(\"CURRENT_TIMESTAMP\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(has_many)]
    pub inventories: HasMany<super::inventory::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Language2",
        from = "original_language_id",
        to = "language_id",
        on_delete = "NoAction"
    )]
    pub language_2: BelongsTo<Option<super::language::Entity>>,
    #[sea_orm(
        belongs_to,
        relation_enum = "Language1",
        from = "language_id",
        to = "language_id",
        on_delete = "NoAction"
    )]
    pub language_1: BelongsTo<super::language::Entity>,
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
            .accessor("original_language")
            .related_name("films_by_original_language");
        model
            .foreign_key(Relation::Language1)
            .accessor("language")
            .related_name("films");
        model.many_to_many::<super::film_actor::Entity>("actors").related_name("films");
    }
}
