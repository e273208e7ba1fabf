//! Many-to-many relations between two models, through junctions without data.

use sea_orm::{DatabaseConnection, DbErr};

use super::insert;

super::entities!(
    recipe,
    ingredient,
    recipe_ingredient,
    story,
    topic,
    story_primary_topic,
    story_secondary_topic,
    card,
    card_topic
);

/// One side of a relation that is inferred from its junction.
pub mod recipe {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "recipe")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// The other side.
pub mod ingredient {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ingredient")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A plain junction: its primary key is exactly two foreign keys.
pub mod recipe_ingredient {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "recipe_ingredient")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub recipe_id: i64,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub ingredient_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::recipe::Entity",
            from = "Column::RecipeId",
            to = "super::recipe::Column::Id",
            on_delete = "Cascade"
        )]
        Recipe,
        #[sea_orm(
            belongs_to = "super::ingredient::Entity",
            from = "Column::IngredientId",
            to = "super::ingredient::Column::Id",
            on_delete = "Cascade"
        )]
        Ingredient,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// Two relations to the same model, each through a junction of its own.
pub mod story {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "story")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub headline: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .many_to_many::<super::story_primary_topic::Entity>("primary_topics")
                .related_name("primary_story_set");
            model
                .many_to_many::<super::story_secondary_topic::Entity>("secondary_topics")
                .related_name("secondary_story_set");
        }
    }
}

/// The other side of both.
pub mod topic {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "topic")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// The first junction.
pub mod story_primary_topic {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "story_primary_topic")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub story_id: i64,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub topic_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::story::Entity",
            from = "Column::StoryId",
            to = "super::story::Column::Id",
            on_delete = "Cascade"
        )]
        Story,
        #[sea_orm(
            belongs_to = "super::topic::Entity",
            from = "Column::TopicId",
            to = "super::topic::Column::Id",
            on_delete = "Cascade"
        )]
        Topic,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// The second junction.
pub mod story_secondary_topic {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "story_secondary_topic")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub story_id: i64,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub topic_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::story::Entity",
            from = "Column::StoryId",
            to = "super::story::Column::Id",
            on_delete = "Cascade"
        )]
        Story,
        #[sea_orm(
            belongs_to = "super::topic::Entity",
            from = "Column::TopicId",
            to = "super::topic::Column::Id",
            on_delete = "Cascade"
        )]
        Topic,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A side with a primary key of two columns.
pub mod card {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "card")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub branch: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub holder: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

/// A plain junction, one of whose foreign keys has two columns.
pub mod card_topic {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "card_topic")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub branch: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub card_number: i32,
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub topic_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::card::Entity",
            from = "(Column::Branch, Column::CardNumber)",
            to = "(super::card::Column::Branch, super::card::Column::Number)",
            on_delete = "Cascade"
        )]
        Card,
        #[sea_orm(
            belongs_to = "super::topic::Entity",
            from = "Column::TopicId",
            to = "super::topic::Column::Id",
            on_delete = "Cascade"
        )]
        Topic,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model.foreign_key(Relation::Card).accessor("card");
        }
    }
}

pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let recipe = |id, name: &str| recipe::Model {
        id,
        name: name.into(),
    };
    insert(
        db,
        [recipe(1, "Soup"), recipe(2, "Pie"), recipe(3, "Water")],
    )
    .await?;
    let ingredient = |id, name: &str| ingredient::Model {
        id,
        name: name.into(),
    };
    insert(
        db,
        [
            ingredient(1, "Leek"),
            ingredient(2, "Apple"),
            ingredient(3, "Salt"),
        ],
    )
    .await?;
    let part = |recipe_id, ingredient_id| recipe_ingredient::Model {
        recipe_id,
        ingredient_id,
    };
    insert(db, [part(1, 3), part(1, 1), part(2, 2), part(2, 3)]).await?;

    let story = |id, headline: &str| story::Model {
        id,
        headline: headline.into(),
    };
    insert(db, [story(1, "Ferry strike"), story(2, "Book fair")]).await?;
    let topic = |id, name: &str| topic::Model {
        id,
        name: name.into(),
    };
    insert(
        db,
        [topic(1, "Transport"), topic(2, "Work"), topic(3, "Culture")],
    )
    .await?;
    let primary = |story_id, topic_id| story_primary_topic::Model { story_id, topic_id };
    insert(db, [primary(1, 1), primary(2, 3)]).await?;
    let secondary = |story_id, topic_id| story_secondary_topic::Model { story_id, topic_id };
    insert(db, [secondary(1, 2), secondary(2, 1), secondary(2, 2)]).await?;

    let card = |branch: &str, number, holder: &str| card::Model {
        branch: branch.into(),
        number,
        holder: holder.into(),
    };
    let cards = [
        card("east", 1, "Ada"),
        card("east", 2, "Bob"),
        card("west", 1, "Cyd"),
    ];
    insert(db, cards).await?;
    let interest = |branch: &str, card_number, topic_id| card_topic::Model {
        branch: branch.into(),
        card_number,
        topic_id,
    };
    let interests = [
        interest("east", 1, 1),
        interest("east", 1, 3),
        interest("west", 1, 3),
    ];
    insert(db, interests).await
}
