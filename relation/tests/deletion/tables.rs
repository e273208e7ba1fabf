//! Small tables: a foreign key for each rule in each shape, and the ways in which rows follow.

use relation::catalog::Catalog;
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, Value};

/// A model with one nullable foreign key for each rule.
macro_rules! one_key_for_each_rule {
    ($module:ident, $table:literal, $target:literal, $target_id:literal, $unique:meta) => {
        pub mod $module {
            use relation::catalog::{Declaration, Declare, OnDelete};
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                #[$unique]
                pub cascade_id: Option<i64>,
                #[$unique]
                pub protect_id: Option<i64>,
                #[$unique]
                pub restrict_id: Option<i64>,
                #[$unique]
                pub null_id: Option<i64>,
                #[$unique]
                #[sea_orm(default_value = 101)]
                pub default_id: Option<i64>,
                #[$unique]
                pub value_id: Option<i64>,
                #[$unique]
                pub with_id: Option<i64>,
                #[$unique]
                pub nothing_id: Option<i64>,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(belongs_to = $target, from = "Column::CascadeId", to = $target_id)]
                Cascade,
                #[sea_orm(belongs_to = $target, from = "Column::ProtectId", to = $target_id)]
                Protect,
                #[sea_orm(belongs_to = $target, from = "Column::RestrictId", to = $target_id)]
                Restrict,
                #[sea_orm(belongs_to = $target, from = "Column::NullId", to = $target_id)]
                Null,
                #[sea_orm(belongs_to = $target, from = "Column::DefaultId", to = $target_id)]
                Default,
                #[sea_orm(belongs_to = $target, from = "Column::ValueId", to = $target_id)]
                Value,
                #[sea_orm(belongs_to = $target, from = "Column::WithId", to = $target_id)]
                With,
                #[sea_orm(belongs_to = $target, from = "Column::NothingId", to = $target_id)]
                Nothing,
            }

            impl ActiveModelBehavior for ActiveModel {}

            impl Declare for Entity {
                fn declare(model: &mut Declaration<Self>) {
                    let rules = [
                        (Relation::Cascade, OnDelete::Cascade),
                        (Relation::Protect, OnDelete::Protect),
                        (Relation::Restrict, OnDelete::Restrict),
                        (Relation::Null, OnDelete::SetNull),
                        (Relation::Default, OnDelete::SetDefault),
                        (Relation::Value, OnDelete::SetValue(102_i64.into())),
                        (Relation::With, OnDelete::SetWith(super::substitute)),
                        (Relation::Nothing, OnDelete::DoNothing),
                    ];
                    for (relation, rule) in rules {
                        model.foreign_key(relation).on_delete(rule).no_reverse();
                    }
                }
            }
        }
    };
}

/// A model with foreign keys by given rules.
macro_rules! model {
    ($module:ident, $table:literal, { $($(#[$attribute:meta])* $field:ident: $type:ty,)* },
        { $($relation:ident($target:literal, $from:literal, $to:literal, $rule:expr);)* }) => {
        pub mod $module {
            use relation::catalog::{Declaration, Declare, OnDelete};
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$attribute])* pub $field: $type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                $(#[sea_orm(belongs_to = $target, from = $from, to = $to)] $relation,)*
            }

            impl ActiveModelBehavior for ActiveModel {}

            impl Declare for Entity {
                fn declare(model: &mut Declaration<Self>) {
                    let rules: Vec<(Relation, OnDelete)> = vec![$((Relation::$relation, $rule)),*];
                    for (relation, rule) in rules {
                        model.foreign_key(relation).on_delete(rule).no_reverse();
                    }
                }
            }
        }
    };
}

model!(hub, "hub", { #[sea_orm(primary_key)] id: i64, }, {});
one_key_for_each_rule!(
    spoke,
    "spoke",
    "super::hub::Entity",
    "super::hub::Column::Id",
    doc = "A key."
);
one_key_for_each_rule!(
    badge,
    "badge",
    "super::hub::Entity",
    "super::hub::Column::Id",
    sea_orm(unique)
);
one_key_for_each_rule!(node, "node", "Entity", "Column::Id", doc = "A key.");

// Links between clubs and hubs, with rows that hang on a link.
model!(club, "club", { #[sea_orm(primary_key)] id: i64, }, {});
one_key_for_each_rule!(
    membership,
    "membership",
    "super::club::Entity",
    "super::club::Column::Id",
    doc = "A key."
);
model!(fee, "fee", {
    #[sea_orm(primary_key)] id: i64,
    membership_id: i64,
}, {
    Membership("super::membership::Entity", "Column::MembershipId", "super::membership::Column::Id",
        OnDelete::Cascade);
});

// A plain junction.
model!(tag, "tag", { #[sea_orm(primary_key, auto_increment = false)] name: String, }, {});
model!(hub_tag, "hub_tag", {
    #[sea_orm(primary_key, auto_increment = false)] hub_id: i64,
    #[sea_orm(primary_key, auto_increment = false)] tag_name: String,
}, {
    Hub("super::hub::Entity", "Column::HubId", "super::hub::Column::Id", OnDelete::Cascade);
    Tag("super::tag::Entity", "Column::TagName", "super::tag::Column::Name", OnDelete::Cascade);
});

// Django's diamond: a twig hangs on the left and on the right, a leaf is restricted by a twig.
model!(top, "top", { #[sea_orm(primary_key)] id: i64, }, {});
model!(left, "left_side", { #[sea_orm(primary_key)] id: i64, top_id: i64, }, {
    Top("super::top::Entity", "Column::TopId", "super::top::Column::Id", OnDelete::Cascade);
});
model!(right, "right_side", { #[sea_orm(primary_key)] id: i64, top_id: i64, }, {
    Top("super::top::Entity", "Column::TopId", "super::top::Column::Id", OnDelete::Cascade);
});
model!(bottom, "bottom", {
    #[sea_orm(primary_key)] id: i64,
    left_id: i64,
    right_id: i64,
}, {
    Left("super::left::Entity", "Column::LeftId", "super::left::Column::Id", OnDelete::Cascade);
    Right("super::right::Entity", "Column::RightId", "super::right::Column::Id",
        OnDelete::Restrict);
});
model!(mark, "mark", { #[sea_orm(primary_key)] id: i64, bottom_id: i64, left_id: i64, }, {
    Bottom("super::bottom::Entity", "Column::BottomId", "super::bottom::Column::Id",
        OnDelete::Restrict);
    Left("super::left::Entity", "Column::LeftId", "super::left::Column::Id", OnDelete::Cascade);
});
model!(seal, "seal", { #[sea_orm(primary_key)] id: i64, bottom_id: i64, }, {
    Bottom("super::bottom::Entity", "Column::BottomId", "super::bottom::Column::Id",
        OnDelete::Protect);
});

// Two tables that refer to each other.
model!(hen, "hen", { #[sea_orm(primary_key)] id: i64, egg_id: Option<i64>, }, {
    Egg("super::egg::Entity", "Column::EggId", "super::egg::Column::Code", OnDelete::Cascade);
});
model!(egg, "egg", {
    #[sea_orm(primary_key)] id: i64,
    #[sea_orm(unique)] code: Option<i64>,
    hen_id: Option<i64>,
}, {
    Hen("super::hen::Entity", "Column::HenId", "super::hen::Column::Id", OnDelete::Cascade);
});
model!(shell, "shell", { #[sea_orm(primary_key)] id: i64, egg_id: i64, }, {
    Egg("super::egg::Entity", "Column::EggId", "super::egg::Column::Id", OnDelete::Cascade);
});

// Keys that refer to other columns than the primary key.
model!(maker, "maker", {
    #[sea_orm(primary_key)] id: i64,
    #[sea_orm(unique)] code: Option<String>,
}, {});
model!(car, "car", {
    #[sea_orm(primary_key)] id: i64,
    #[sea_orm(unique)] plate: String,
    maker_code: Option<String>,
}, {
    Maker("super::maker::Entity", "Column::MakerCode", "super::maker::Column::Code",
        OnDelete::Cascade);
});
model!(wheel, "wheel", { #[sea_orm(primary_key)] id: i64, car_plate: String, }, {
    Car("super::car::Entity", "Column::CarPlate", "super::car::Column::Plate", OnDelete::Cascade);
});

// Keys of several columns.
model!(plot, "plot", {
    #[sea_orm(primary_key, auto_increment = false)] region: String,
    #[sea_orm(primary_key, auto_increment = false)] number: i64,
}, {});
model!(house, "house", {
    #[sea_orm(primary_key, auto_increment = false)] region: String,
    #[sea_orm(primary_key, auto_increment = false)] door: i64,
    number: i64,
}, {
    Plot("super::plot::Entity", "(Column::Region, Column::Number)",
        "(super::plot::Column::Region, super::plot::Column::Number)", OnDelete::Cascade);
});
model!(room, "room", {
    #[sea_orm(primary_key)] id: i64,
    region: Option<String>,
    door: Option<i64>,
    annex_region: Option<String>,
    annex_door: Option<i64>,
}, {
    House("super::house::Entity", "(Column::Region, Column::Door)",
        "(super::house::Column::Region, super::house::Column::Door)", OnDelete::Cascade);
    Annex("super::house::Entity", "(Column::AnnexRegion, Column::AnnexDoor)",
        "(super::house::Column::Region, super::house::Column::Door)", OnDelete::SetNull);
});

// Keys of several columns that share one, with a rule that writes it.
model!(shelf, "shelf", {
    #[sea_orm(primary_key)] id: i64,
    #[sea_orm(default_value = "n")] region: Option<String>,
    door: Option<i64>,
    #[sea_orm(default_value = 1)] spare_door: Option<i64>,
}, {
    House("super::house::Entity", "(Column::Region, Column::Door)",
        "(super::house::Column::Region, super::house::Column::Door)", OnDelete::Cascade);
    Spare("super::house::Entity", "(Column::Region, Column::SpareDoor)",
        "(super::house::Column::Region, super::house::Column::Door)", OnDelete::SetDefault);
});
model!(book, "book", { #[sea_orm(primary_key)] id: i64, shelf_id: i64, }, {
    Shelf("super::shelf::Entity", "Column::ShelfId", "super::shelf::Column::Id",
        OnDelete::Cascade);
});

// Relations that are followed in both directions.
model!(reporter, "reporter", { #[sea_orm(primary_key)] id: i64, name: String, }, {});
pub mod article {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub headline: String,
        pub reporter_id: i64,
        pub editor_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::reporter::Entity",
            from = "Column::ReporterId",
            to = "super::reporter::Column::Id"
        )]
        Reporter,
        #[sea_orm(
            belongs_to = "super::reporter::Entity",
            from = "Column::EditorId",
            to = "super::reporter::Column::Id"
        )]
        Editor,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Reporter)
                .on_delete(OnDelete::Cascade);
            model
                .foreign_key(Relation::Editor)
                .on_delete(OnDelete::SetNull)
                .related_name("edited_set");
        }
    }
}

/// Its default is what the entity's own code gives new rows.
pub mod errand {
    use relation::catalog::{Declaration, Declare, OnDelete};
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "errand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(default_value = 101)]
        pub hub_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::hub::Entity",
            from = "Column::HubId",
            to = "super::hub::Column::Id"
        )]
        Hub,
    }

    impl ActiveModelBehavior for ActiveModel {
        fn new() -> Self {
            Self {
                hub_id: Set(super::substitute_id()),
                ..ActiveModelTrait::default()
            }
        }
    }

    impl Declare for Entity {
        fn declare(model: &mut Declaration<Self>) {
            model
                .foreign_key(Relation::Hub)
                .on_delete(OnDelete::SetDefault)
                .no_reverse();
        }
    }
}

thread_local! {
    static SUBSTITUTED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// What the rule `SET` with a function sets; it counts its calls.
fn substitute() -> Value {
    substitute_id().into()
}

fn substitute_id() -> i64 {
    SUBSTITUTED.set(SUBSTITUTED.get() + 1);
    103
}

/// How often the function of the rule `SET`, or that of a default, was called by this test.
pub fn substituted() -> usize {
    SUBSTITUTED.get()
}

macro_rules! registry {
    ($($module:ident),*) => {
        pub fn catalog() -> Catalog {
            Catalog::builder()$(.register::<$module::Entity>())*.build().unwrap()
        }

        pub async fn create_all(db: &DatabaseConnection) -> Result<(), DbErr> {
            $(create(db, $module::Entity).await?;)*
            Ok(())
        }
    };
}

registry!(
    hub, spoke, badge, node, club, membership, fee, tag, hub_tag, top, left, right, bottom, mark,
    seal, hen, egg, shell, maker, car, wheel, plot, house, room, shelf, book, reporter, article,
    errand
);

async fn create(db: &DatabaseConnection, entity: impl EntityTrait) -> Result<(), DbErr> {
    use sea_orm::{ConnectionTrait, Schema};
    let schema = Schema::new(db.get_database_backend());
    db.execute(&schema.create_table_from_entity(entity)).await?;
    Ok(())
}

/// The shapes of a relation that the rules are tested in: a model with a key for each rule and what
/// these keys refer to.
pub const SHAPES: [(&str, &str); 4] = [
    ("spoke", "hub"),
    ("badge", "hub"),
    ("node", "node"),
    ("membership", "club"),
];
