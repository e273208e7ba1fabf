//! What an entity's own file says about its relations beyond what SeaORM can express.
//!
//! [`Declare`] is the one trait; [`Declaration`] collects its statements. Nothing is
//! checked here: [`CatalogBuilder::build`](super::CatalogBuilder::build) checks all
//! declarations of all models together.

use std::{fmt, marker::PhantomData, sync::Arc};

use sea_orm::{
    ActiveEnum, EntityTrait, IdenStatic, IntoActiveModel, RelationTrait, TryIntoModel, Value,
};

use super::{Choices, ChoicesOf, Kind, RowValidator, Validator};

/// Says about an entity what SeaORM cannot: names of reverse accessors, rules beyond
/// SQL's, many-to-many relations with data on the link, descriptions.
///
/// ```
/// # mod demo {
/// # use sea_orm::entity::prelude::*;
/// # #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
/// # #[sea_orm(table_name = "category")]
/// # pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub parent_id: Option<i64> }
/// # #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
/// # pub enum Relation {
/// #     #[sea_orm(belongs_to = "Entity", from = "Column::ParentId", to = "Column::Id")]
/// #     Parent,
/// # }
/// # impl ActiveModelBehavior for ActiveModel {}
/// use relation::catalog::{Declaration, Declare, OnDelete};
///
/// impl Declare for Entity {
///     fn declare(model: &mut Declaration<Self>) {
///         model.describe("A subject, with a place in a tree of subjects.");
///         model
///             .foreign_key(Relation::Parent)
///             .related_name("children")
///             .on_delete(OnDelete::SetNull);
///     }
/// }
/// # }
/// ```
pub trait Declare:
    EntityTrait<
        Model: IntoActiveModel<<Self as EntityTrait>::ActiveModel>,
        ActiveModel: TryIntoModel<<Self as EntityTrait>::Model> + Send,
    >
{
    /// Adds this entity's statements to `model`; an empty body says that all defaults fit.
    fn declare(model: &mut Declaration<Self>);
}

/// What happens to a row when the row that its foreign key refers to is deleted.
///
/// Source: Django 5.2, model field reference, `ForeignKey.on_delete`.
#[derive(Clone)]
pub enum OnDelete {
    /// Delete the referring row too.
    Cascade,
    /// Refuse the deletion.
    Protect,
    /// Refuse the deletion unless the referring row goes in the same plan by another path.
    Restrict,
    /// Set the key to NULL; the column must be nullable.
    SetNull,
    /// Set the key to the column's default; the column must have one, or be nullable. It is what a
    /// new row gets: from the entity's own code (`ActiveModelBehavior::new`, called once for each
    /// such key, and only when there are rows to change), else from the column's definition.
    SetDefault,
    /// Set the key to a fixed value.
    SetValue(Value),
    /// Set the key to what the function returns; it is called once for a deletion, and
    /// only when there are rows to change.
    SetWith(fn() -> Value),
    /// Leave the row as it is; the database decides.
    DoNothing,
}

impl OnDelete {
    /// The rule's name as Django writes it, for example `SET_NULL`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Cascade => "CASCADE",
            Self::Protect => "PROTECT",
            Self::Restrict => "RESTRICT",
            Self::SetNull => "SET_NULL",
            Self::SetDefault => "SET_DEFAULT",
            Self::SetValue(_) | Self::SetWith(_) => "SET",
            Self::DoNothing => "DO_NOTHING",
        }
    }
}

impl fmt::Debug for OnDelete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Computes the value of a computed field from the values of its columns, in the order in
/// which the declaration names them. Integers of every width arrive as [`Value::BigInt`].
pub type Compute = Arc<dyn Fn(&[Value]) -> Value + Send + Sync>;

/// Collects the statements of one entity; see [`Declare`].
pub struct Declaration<E> {
    pub(super) facts: ModelFacts,
    entity: PhantomData<E>,
}

/// The statements about one column.
#[derive(Default)]
pub struct FieldDeclaration {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hidden: bool,
    pub(super) enumeration: Option<EnumFacts>,
    pub(super) read_only: bool,
    pub(super) max_length: Option<u32>,
    pub(super) validators: Vec<Validator>,
}

/// The statements about one foreign key.
#[derive(Default)]
pub struct ForeignKeyDeclaration {
    pub(super) accessor: Option<String>,
    pub(super) description: Option<String>,
    pub(super) reverse: ReverseFacts,
    pub(super) on_delete: Option<OnDelete>,
    pub(super) choices: Option<ChoicesFacts>,
}

/// The statements about one many-to-many relation.
pub struct ManyToManyDeclaration {
    pub(super) accessor: String,
    pub(super) through: std::any::TypeId,
    pub(super) through_fields: Option<(String, String)>,
    pub(super) symmetrical: bool,
    pub(super) description: Option<String>,
    pub(super) reverse: ReverseFacts,
}

#[derive(Default)]
pub(super) struct ModelFacts {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hidden: bool,
    pub(super) display: Option<String>,
    pub(super) default_related_name: Option<String>,
    pub(super) fields: Vec<(String, FieldDeclaration)>,
    pub(super) foreign_keys: Vec<(String, ForeignKeyDeclaration)>,
    pub(super) many_to_many: Vec<ManyToManyDeclaration>,
    pub(super) computed: Vec<ComputedFacts>,
    pub(super) validators: Vec<RowValidator>,
}

#[derive(Default)]
pub(super) struct ReverseFacts {
    pub(super) name: Option<String>,
    pub(super) query_name: Option<String>,
    pub(super) absent: bool,
    pub(super) description: Option<String>,
}

pub(super) struct ChoicesFacts {
    /// The entity whose rows are limited.
    pub(super) target: std::any::TypeId,
    pub(super) choices: Choices,
}

pub(super) struct EnumFacts {
    pub(super) name: String,
    pub(super) values: Vec<(String, Value)>,
}

pub(super) struct ComputedFacts {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: Kind,
    pub(super) columns: Vec<String>,
    pub(super) compute: Compute,
}

impl<E: EntityTrait> Declaration<E> {
    pub(super) fn new() -> Self {
        Self {
            facts: ModelFacts::default(),
            entity: PhantomData,
        }
    }

    /// Names the model; default: the table's name in PascalCase.
    pub fn rename(&mut self, name: &str) -> &mut Self {
        self.facts.name = Some(name.to_owned());
        self
    }

    /// Describes what one row is, for readers of the API.
    pub fn describe(&mut self, text: &str) -> &mut Self {
        self.facts.description = Some(text.to_owned());
        self
    }

    /// Keeps the model out of the API. Its relations still take part in deletion.
    pub fn hide(&mut self) -> &mut Self {
        self.facts.hidden = true;
        self
    }

    /// Names the column whose value stands for a row where a person reads it (Django's `__str__`).
    pub fn display(&mut self, column: E::Column) -> &mut Self {
        self.facts.display = Some(column.as_str().to_owned());
        self
    }

    /// Sets the reverse accessor of every relation of this model that names none itself.
    pub fn default_related_name(&mut self, name: &str) -> &mut Self {
        self.facts.default_related_name = Some(name.to_owned());
        self
    }

    /// Speaks about one column.
    pub fn field(&mut self, column: E::Column) -> &mut FieldDeclaration {
        entry(&mut self.facts.fields, column.as_str())
    }

    /// Speaks about one foreign key.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a relation is a plain enum; a reference would burden every declaration"
    )]
    pub fn foreign_key(&mut self, relation: E::Relation) -> &mut ForeignKeyDeclaration {
        entry(&mut self.facts.foreign_keys, &relation.name())
    }

    /// Declares a many-to-many relation whose links are the rows of `Through`.
    pub fn many_to_many<Through: EntityTrait>(
        &mut self,
        accessor: &str,
    ) -> &mut ManyToManyDeclaration {
        self.facts.many_to_many.push(ManyToManyDeclaration {
            accessor: accessor.to_owned(),
            through: std::any::TypeId::of::<Through>(),
            through_fields: None,
            symmetrical: false,
            description: None,
            reverse: ReverseFacts::default(),
        });
        self.facts.many_to_many.last_mut().expect("just pushed")
    }

    /// Declares a field whose value follows from columns of the same row.
    ///
    /// The columns are read with the row, so a computed field costs no statement.
    pub fn computed(
        &mut self,
        name: &str,
        description: &str,
        kind: Kind,
        columns: &[E::Column],
        compute: impl Fn(&[Value]) -> Value + Send + Sync + 'static,
    ) -> &mut Self {
        self.facts.computed.push(ComputedFacts {
            name: name.to_owned(),
            description: description.to_owned(),
            kind,
            columns: columns.iter().map(|c| c.as_str().to_owned()).collect(),
            compute: Arc::new(compute),
        });
        self
    }
}

/// The statements under a name; what is said in several places adds up.
fn entry<'a, T: Default>(entries: &'a mut Vec<(String, T)>, name: &str) -> &'a mut T {
    let position = entries.iter().position(|(known, _)| known == name);
    let position = position.unwrap_or_else(|| {
        entries.push((name.to_owned(), T::default()));
        entries.len() - 1
    });
    &mut entries[position].1
}

impl FieldDeclaration {
    /// Names the field; default: the Rust name of the column.
    pub fn rename(&mut self, name: &str) -> &mut Self {
        self.name = Some(name.to_owned());
        self
    }

    /// Describes the value, for readers of the API.
    pub fn describe(&mut self, text: &str) -> &mut Self {
        self.description = Some(text.to_owned());
        self
    }

    /// Keeps the column out of the API.
    pub fn hide(&mut self) -> &mut Self {
        self.hidden = true;
        self
    }

    /// Keeps the column out of what clients write: it gets its value from its default, from the
    /// entity's hooks or from the database.
    pub fn read_only(&mut self) -> &mut Self {
        self.read_only = true;
        self
    }

    /// Says that the column holds the values of `A`. Needed only for an enum that the
    /// database stores as plain text or number; a column of type `Enum` says it itself.
    pub fn enumeration<A>(&mut self) -> &mut Self
    where
        A: ActiveEnum + fmt::Debug,
        A::Value: Into<Value>,
    {
        self.enumeration = Some(EnumFacts {
            name: A::name().to_string(),
            values: A::iter()
                .map(|variant| (format!("{variant:?}"), variant.to_value().into()))
                .collect(),
        });
        self
    }
}

impl ForeignKeyDeclaration {
    /// Names the forward accessor; default: the column's name without `_id`, or without the
    /// name of the column it refers to.
    pub fn accessor(&mut self, name: &str) -> &mut Self {
        self.accessor = Some(name.to_owned());
        self
    }

    /// Names the reverse accessor; default: `<model>_set`, or `<model>` for a one-to-one.
    pub fn related_name(&mut self, name: &str) -> &mut Self {
        self.reverse.name = Some(name.to_owned());
        self
    }

    /// Names the reverse side in filters; default: the related name, else the model's name.
    pub fn related_query_name(&mut self, name: &str) -> &mut Self {
        self.reverse.query_name = Some(name.to_owned());
        self
    }

    /// Gives the target no accessor and no filter for this key (Django's `related_name="+"`).
    pub fn no_reverse(&mut self) -> &mut Self {
        self.reverse.absent = true;
        self
    }

    /// Sets the rule; default: the action of the SeaORM relation.
    pub fn on_delete(&mut self, rule: OnDelete) -> &mut Self {
        self.on_delete = Some(rule);
        self
    }

    /// Limits the rows of `Target` that may be referred to (Django's `limit_choices_to`). The
    /// function is asked whenever a reference is written.
    ///
    /// ```
    /// # mod demo {
    /// # use relation::catalog::{Declaration, Declare};
    /// # use sea_orm::entity::prelude::*;
    /// # #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    /// # #[sea_orm(table_name = "category")]
    /// # pub struct Model {
    /// #     #[sea_orm(primary_key)]
    /// #     pub id: i64,
    /// #     pub is_open: bool,
    /// #     pub parent_id: Option<i64>,
    /// # }
    /// # #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    /// # pub enum Relation {
    /// #     #[sea_orm(belongs_to = "Entity", from = "Column::ParentId", to = "Column::Id")]
    /// #     Parent,
    /// # }
    /// # impl ActiveModelBehavior for ActiveModel {}
    /// # impl Declare for Entity {
    /// #     fn declare(model: &mut Declaration<Self>) {
    /// model
    ///     .foreign_key(Relation::Parent)
    ///     .limit_choices_to::<Entity>(|categories| {
    ///         categories.only(Column::IsOpen, [true]);
    ///     });
    /// #     }
    /// # }
    /// # }
    /// ```
    pub fn limit_choices_to<Target: EntityTrait>(
        &mut self,
        limit: impl Fn(&mut ChoicesOf<Target>) + Send + Sync + 'static,
    ) -> &mut Self {
        self.choices = Some(ChoicesFacts {
            target: std::any::TypeId::of::<Target>(),
            choices: Choices::new(limit),
        });
        self
    }

    /// Describes the forward accessor, for readers of the API.
    pub fn describe(&mut self, text: &str) -> &mut Self {
        self.description = Some(text.to_owned());
        self
    }

    /// Describes the reverse accessor, for readers of the API.
    pub fn describe_reverse(&mut self, text: &str) -> &mut Self {
        self.reverse.description = Some(text.to_owned());
        self
    }
}

impl ManyToManyDeclaration {
    /// Names the accessor of the other side; default: `<model>_set`.
    pub fn related_name(&mut self, name: &str) -> &mut Self {
        self.reverse.name = Some(name.to_owned());
        self
    }

    /// Names the other side in filters; default: the related name, else the model's name.
    pub fn related_query_name(&mut self, name: &str) -> &mut Self {
        self.reverse.query_name = Some(name.to_owned());
        self
    }

    /// Gives the other side no accessor and no filter (Django's `related_name="+"`).
    pub fn no_reverse(&mut self) -> &mut Self {
        self.reverse.absent = true;
        self
    }

    /// Says that a self relation holds both ways: each link is stored in both directions
    /// and there is no reverse accessor.
    pub fn symmetrical(&mut self) -> &mut Self {
        self.symmetrical = true;
        self
    }

    /// Chooses the keys of the through model: first the one to this model, then the one to
    /// the other side. Needed where the through model has several keys to one of them.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a relation is a plain enum; a reference would burden every declaration"
    )]
    pub fn through_fields<R: RelationTrait>(&mut self, source: R, target: R) -> &mut Self {
        self.through_fields = Some((source.name(), target.name()));
        self
    }

    /// Describes the accessor, for readers of the API.
    pub fn describe(&mut self, text: &str) -> &mut Self {
        self.description = Some(text.to_owned());
        self
    }

    /// Describes the accessor of the other side, for readers of the API.
    pub fn describe_reverse(&mut self, text: &str) -> &mut Self {
        self.reverse.description = Some(text.to_owned());
        self
    }
}
