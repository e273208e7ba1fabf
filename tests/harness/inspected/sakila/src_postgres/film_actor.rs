use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "film_actor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub film_id: i16,
    #[sea_orm(default_expr = "Expr::cust(\"now()\")")]
    pub last_update: DateTimeUtc,
    #[sea_orm(belongs_to, from = "actor_id", to = "actor_id", on_delete = "NoAction")]
    pub actor: BelongsTo<super::actor::Entity>,
    #[sea_orm(belongs_to, from = "film_id", to = "film_id", on_delete = "NoAction")]
    pub film: BelongsTo<super::film::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model.foreign_key(Relation::Actor).accessor("actor").related_name("film_actors");
        model.foreign_key(Relation::Film).accessor("film").related_name("film_actors");
    }
}
