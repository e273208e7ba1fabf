//! Each rule of `on_delete` in each shape of a key: nullable and required, of one or of many, to
//! the own table, and in a link. `deletion` has the required keys of many.

use std::cell::Cell;

use sea_orm::{DatabaseConnection, DbErr, ExprTrait, Value, sea_query::Expr};

use super::insert;

super::entities!(
    harbor,
    anchor,
    ship,
    chain,
    buoy,
    knot,
    rope,
    berth,
    slip,
    dinghy,
    cascade_shackle,
    protect_shackle,
    restrict_shackle,
    default_shackle,
    value_shackle,
    with_shackle,
    nothing_shackle,
    stowaway
);

/// A model with foreign keys, each with its action in SQL and its rule.
macro_rules! model {
    ($(#[$doc:meta])* $module:ident, $table:literal,
        { $($(#[$attribute:meta])* $field:ident: $type:ty,)* },
        { $($relation:ident($from:literal -> $target:literal, $to:literal, $action:literal, $rule:expr);)* }
        $(, $declare:expr)?) => {
        $(#[$doc])*
        pub mod $module {
            use relation::catalog::{Declaration, Declare, OnDelete};
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                $($(#[$attribute])* pub $field: $type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                $(#[sea_orm(belongs_to = $target, from = $from, to = $to, on_delete = $action)]
                $relation,)*
            }

            impl ActiveModelBehavior for ActiveModel {}

            impl Declare for Entity {
                fn declare(model: &mut Declaration<Self>) {
                    let rules: Vec<(Relation, OnDelete)> = vec![$((Relation::$relation, $rule)),*];
                    for (relation, rule) in rules {
                        model.foreign_key(relation).on_delete(rule).no_reverse();
                    }
                    $(let declare: fn(&mut Declaration<Self>) = $declare;
                    declare(model);)?
                }
            }
        }
    };
}

/// A model with a nullable key for each rule, all to one target, and more keys.
macro_rules! key_for_each_rule {
    ($(#[$doc:meta])* $module:ident, $table:literal, $target:literal, $to:literal, $index:meta,
        { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }, { $($keys:tt)* }) => {
        model!($(#[$doc])* $module, $table, {
            #[$index] cascade_id: Option<i64>,
            #[$index] protect_id: Option<i64>,
            #[$index] restrict_id: Option<i64>,
            #[$index] null_id: Option<i64>,
            #[$index] #[sea_orm(default_value = 1)] default_id: Option<i64>,
            #[$index] no_default_id: Option<i64>,
            #[$index] #[sea_orm(default_expr = "super::computed_default()")] computed_id: Option<i64>,
            #[$index] value_id: Option<i64>,
            #[$index] with_id: Option<i64>,
            #[$index] nothing_id: Option<i64>,
            $($(#[$attribute])* $field: $type,)*
        }, {
            Cascade("Column::CascadeId" -> $target, $to, "Cascade", OnDelete::Cascade);
            Protect("Column::ProtectId" -> $target, $to, "Restrict", OnDelete::Protect);
            Restrict("Column::RestrictId" -> $target, $to, "NoAction", OnDelete::Restrict);
            Null("Column::NullId" -> $target, $to, "SetNull", OnDelete::SetNull);
            Default("Column::DefaultId" -> $target, $to, "SetDefault", OnDelete::SetDefault);
            NoDefault("Column::NoDefaultId" -> $target, $to, "SetDefault", OnDelete::SetDefault);
            Computed("Column::ComputedId" -> $target, $to, "SetDefault", OnDelete::SetDefault);
            Value("Column::ValueId" -> $target, $to, "NoAction", OnDelete::SetValue(2_i64.into()));
            With("Column::WithId" -> $target, $to, "NoAction", OnDelete::SetWith(super::substitute));
            Nothing("Column::NothingId" -> $target, $to, "NoAction", OnDelete::DoNothing);
            $($keys)*
        });
    };
}

/// A model with a required key of one.
macro_rules! shackle {
    ($(#[$doc:meta])* $module:ident, $table:literal, $action:literal, $rule:expr
        $(, #[$attribute:meta])*) => {
        model!($(#[$doc])* $module, $table, {
            #[sea_orm(unique)] $(#[$attribute])* anchor_id: i64,
        }, {
            Anchor("Column::AnchorId" -> "super::anchor::Entity", "super::anchor::Column::Id",
                $action, $rule);
        });
    };
}

model!(
    /// What ships and anchors go with.
    harbor, "harbor", { name: String, }, {}
);
model!(
    /// What all rules refer to.
    anchor, "anchor", {
        name: String,
        #[sea_orm(unique)] number: Option<i64>,
        #[sea_orm(indexed)] harbor_id: Option<i64>,
    }, {
        Harbor("Column::HarborId" -> "super::harbor::Entity", "super::harbor::Column::Id",
            "Cascade", OnDelete::Cascade);
    }
);
model!(
    /// Has anchors by links of each rule.
    ship, "ship", {
        name: String,
        #[sea_orm(indexed)] harbor_id: Option<i64>,
    }, {
        Harbor("Column::HarborId" -> "super::harbor::Entity", "super::harbor::Column::Id",
            "Cascade", OnDelete::Cascade);
    },
    |model| {
        for (name, key) in super::LINKS {
            model
                .many_to_many::<super::berth::Entity>(name)
                .through_fields(super::berth::Relation::Ship, key)
                .no_reverse();
        }
    }
);
key_for_each_rule!(
    /// Refers by keys of many.
    chain, "chain", "super::anchor::Entity", "super::anchor::Column::Id", sea_orm(indexed), {}, {}
);
key_for_each_rule!(
    /// Refers by keys of one.
    buoy, "buoy", "super::anchor::Entity", "super::anchor::Column::Id", sea_orm(unique), {}, {}
);
key_for_each_rule!(
    /// Refers to its own table.
    knot, "knot", "Entity", "Column::Id", sea_orm(indexed), {}, {}
);
key_for_each_rule!(
    /// Refers to another column than the primary key.
    rope, "rope", "super::anchor::Entity", "super::anchor::Column::Number", sea_orm(indexed), {}, {}
);
key_for_each_rule!(
    /// Links a ship and anchors.
    berth, "berth", "super::anchor::Entity", "super::anchor::Column::Id", sea_orm(indexed), {
        #[sea_orm(indexed)] ship_id: i64,
    }, {
        Ship("Column::ShipId" -> "super::ship::Entity", "super::ship::Column::Id", "Cascade",
            OnDelete::Cascade);
    }
);

/// What keys of two columns refer to.
pub mod slip {
    use relation::catalog::{Declaration, Declare};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "slip")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pier: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Declare for Entity {
        fn declare(_model: &mut Declaration<Self>) {}
    }
}

model!(
    /// Refers by keys of two columns.
    dinghy, "dinghy", {
        #[sea_orm(unique_key = "cascade")] cascade_pier: Option<i64>,
        #[sea_orm(unique_key = "cascade")] cascade_place: Option<i64>,
        #[sea_orm(unique_key = "protect")] protect_pier: Option<i64>,
        #[sea_orm(unique_key = "protect")] protect_place: Option<i64>,
        #[sea_orm(unique_key = "restrict")] restrict_pier: Option<i64>,
        #[sea_orm(unique_key = "restrict")] restrict_place: Option<i64>,
        #[sea_orm(unique_key = "null")] null_pier: Option<i64>,
        #[sea_orm(unique_key = "null")] null_place: Option<i64>,
        #[sea_orm(unique_key = "default", default_value = 1)] default_pier: Option<i64>,
        #[sea_orm(unique_key = "default", default_value = 4)] default_place: Option<i64>,
        #[sea_orm(unique_key = "value")] value_pier: Option<i64>,
        #[sea_orm(unique_key = "value")] value_place: Option<i64>,
        #[sea_orm(unique_key = "nothing")] nothing_pier: Option<i64>,
        #[sea_orm(unique_key = "nothing")] nothing_place: Option<i64>,
    }, {
        Cascade("(Column::CascadePier, Column::CascadePlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "Cascade", OnDelete::Cascade);
        Protect("(Column::ProtectPier, Column::ProtectPlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "Restrict", OnDelete::Protect);
        Restrict("(Column::RestrictPier, Column::RestrictPlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "NoAction", OnDelete::Restrict);
        Null("(Column::NullPier, Column::NullPlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "SetNull", OnDelete::SetNull);
        Default("(Column::DefaultPier, Column::DefaultPlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "SetDefault", OnDelete::SetDefault);
        Value("(Column::ValuePier, Column::ValuePlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "NoAction", OnDelete::SetValue(2_i64.into()));
        Nothing("(Column::NothingPier, Column::NothingPlace)" -> "super::slip::Entity",
            "(super::slip::Column::Pier, super::slip::Column::Place)",
            "NoAction", OnDelete::DoNothing);
    }
);

shackle!(
    /// Goes with its anchor.
    cascade_shackle, "cascade_shackle", "Cascade", OnDelete::Cascade
);
shackle!(
    /// Keeps its anchor.
    protect_shackle, "protect_shackle", "Restrict", OnDelete::Protect
);
shackle!(
    /// Keeps its anchor, unless it goes by another path.
    restrict_shackle, "restrict_shackle", "NoAction", OnDelete::Restrict
);
shackle!(
    /// Falls back to the default anchor.
    default_shackle, "default_shackle", "SetDefault", OnDelete::SetDefault,
    #[sea_orm(default_value = 1)]
);
shackle!(
    /// Moves to an anchor that the rule names.
    value_shackle, "value_shackle", "NoAction", OnDelete::SetValue(2_i64.into())
);
shackle!(
    /// Moves to an anchor that a function finds.
    with_shackle, "with_shackle", "NoAction", OnDelete::SetWith(super::substitute)
);
shackle!(
    /// Left to the database.
    nothing_shackle, "nothing_shackle", "NoAction", OnDelete::DoNothing
);

model!(
    /// A model that the API does not show; its keys still take part in deletion.
    stowaway, "stowaway", {
        #[sea_orm(indexed)] cascade_id: Option<i64>,
        #[sea_orm(indexed)] protect_id: Option<i64>,
        #[sea_orm(indexed)] restrict_id: Option<i64>,
        #[sea_orm(indexed)] null_id: Option<i64>,
    }, {
        Cascade("Column::CascadeId" -> "super::anchor::Entity", "super::anchor::Column::Id",
            "Cascade", OnDelete::Cascade);
        Protect("Column::ProtectId" -> "super::anchor::Entity", "super::anchor::Column::Id",
            "Restrict", OnDelete::Protect);
        Restrict("Column::RestrictId" -> "super::anchor::Entity", "super::anchor::Column::Id",
            "NoAction", OnDelete::Restrict);
        Null("Column::NullId" -> "super::anchor::Entity", "super::anchor::Column::Id",
            "SetNull", OnDelete::SetNull);
    },
    |model| {
        model.hide();
    }
);

/// The keys of links, with the names of the relations that they make.
const LINKS: [(&str, berth::Relation); 10] = [
    ("cascading", berth::Relation::Cascade),
    ("protected", berth::Relation::Protect),
    ("restricted", berth::Relation::Restrict),
    ("nulled", berth::Relation::Null),
    ("defaulting", berth::Relation::Default),
    ("emptied", berth::Relation::NoDefault),
    ("computed", berth::Relation::Computed),
    ("moved", berth::Relation::Value),
    ("moved_with", berth::Relation::With),
    ("kept", berth::Relation::Nothing),
];

thread_local! {
    static SUBSTITUTED: Cell<usize> = const { Cell::new(0) };
}

/// What the rule `SET` with a function sets; it counts its calls.
fn substitute() -> Value {
    SUBSTITUTED.set(SUBSTITUTED.get() + 1);
    3_i64.into()
}

/// How often the rule `SET` with a function has called it in this thread.
pub fn substituted() -> usize {
    SUBSTITUTED.get()
}

/// A default that the database computes.
fn computed_default() -> Expr {
    Expr::val(1).add(3)
}

/// Only what the rules set: the default, the value, what the function gives and the computed
/// default, in this order. The numbers of the anchors, which ropes refer to, go the other way.
pub(super) async fn rows(db: &DatabaseConnection) -> Result<(), DbErr> {
    let names = [(1, "default"), (2, "value"), (3, "with"), (4, "computed")];
    let anchors = names.map(|(id, name)| anchor::Model {
        id,
        name: name.into(),
        number: Some(5 - id),
        harbor_id: None,
    });
    insert(db, anchors).await?;
    let ship = ship::Model {
        id: 1,
        name: "Ark".into(),
        harbor_id: None,
    };
    insert(db, [ship]).await?;
    let knots = [1, 2, 3, 4].map(|id| knot::Model {
        id,
        ..Default::default()
    });
    insert(db, knots).await?;
    let slips = [(1, 4), (2, 2)].map(|(pier, place)| slip::Model { pier, place });
    insert(db, slips).await
}
