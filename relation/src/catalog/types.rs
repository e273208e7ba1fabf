//! The checked catalog: models, fields, foreign keys and accessors, addressed by index.

use std::{collections::HashMap, ops::Index};

use sea_orm::{
    Value,
    sea_query::{DynIden, Expr},
};

use super::{Choices, Compute, EnumId, Hooks, Kind, OnDelete, RowValidator, Validator};

macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub(super) u32);

        impl $name {
            pub(super) fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a catalog has fewer than 2^32 entries"))
            }

            /// The position, counting from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_type!(
    /// A model's place in its catalog.
    ModelId
);
index_type!(
    /// A field's place in its model.
    FieldId
);
index_type!(
    /// A foreign key's place in its catalog.
    ForeignKeyId
);
index_type!(
    /// An accessor's place in its catalog.
    AccessorId
);

impl EnumId {
    /// The position, counting from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All models and relations that are served; built by [`Catalog::builder`].
#[derive(Debug)]
pub struct Catalog {
    pub(super) models: Vec<Model>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    pub(super) accessors: Vec<Accessor>,
    pub(super) enums: Vec<Enumeration>,
    pub(super) by_name: HashMap<String, ModelId>,
}

/// A table, as the API sees it.
#[derive(Debug)]
pub struct Model {
    /// The model's own id.
    pub id: ModelId,
    /// The name in `PascalCase`.
    pub name: String,
    /// The table's schema, where it is not the default one.
    pub schema: Option<DynIden>,
    /// The table's name in the database.
    pub table: DynIden,
    /// What one row is.
    pub description: Option<String>,
    /// The columns, in the entity's order.
    pub fields: Vec<Field>,
    /// The fields of the primary key, in the entity's order.
    pub primary_key: Vec<FieldId>,
    /// Groups of fields that are unique together.
    pub unique_together: Vec<Vec<FieldId>>,
    /// The accessors that start here: own foreign keys first, then reverse sides, then
    /// many-to-many relations.
    pub accessors: Vec<AccessorId>,
    /// The computed fields.
    pub computed: Vec<Computed>,
    /// The field that stands for a row where a person reads it.
    pub display: Option<FieldId>,
    /// Whether the model is kept out of the API.
    pub hidden: bool,
    /// Whether the table only links two others: its primary key is exactly two foreign
    /// keys and it has no further column.
    pub is_junction: bool,
    /// Whether the primary key is one whole number that the database gives to a new row.
    pub auto_increment: bool,
    /// The rules for rows as a whole.
    pub validators: Vec<RowValidator>,
    /// What the entity's own code does when rows are written.
    pub hooks: Hooks,
}

/// A column, as the API sees it.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are facts that do not depend on each other"
)]
pub struct Field {
    /// The name in `snake_case`.
    pub name: String,
    /// The column's name in the database.
    pub column: DynIden,
    /// The kind of its values.
    pub kind: Kind,
    /// The enum type of the column, in databases that have types for enums.
    pub enum_type: Option<String>,
    /// Whether it can be NULL.
    pub nullable: bool,
    /// Whether no two rows share a value.
    pub unique: bool,
    /// Whether the database or the entity gives a value when none is given.
    pub has_default: bool,
    /// The value that the database gives when none is, as far as the entity tells it.
    pub default: Option<Expr>,
    /// Whether the entity's own code gives new rows a value; it comes before that of the database.
    pub is_set_when_new: bool,
    /// What the value means.
    pub description: Option<String>,
    /// Whether it is kept out of the API.
    pub hidden: bool,
    /// Whether the column alone is a foreign key; its value then shows as the key of the target.
    pub is_foreign_key: bool,
    /// Whether only the entity's own code and the database give values.
    pub read_only: bool,
    /// How many characters a text may have.
    pub max_length: Option<u32>,
    /// How many digits a decimal number may have.
    pub digits: Option<Digits>,
    /// The rules for its values beyond their kind and length.
    pub validators: Vec<Validator>,
}

/// How many digits a column of decimal numbers holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// Before the point.
    pub whole: u32,
    /// After the point.
    pub places: u32,
}

/// A field whose value follows from columns of the same row.
pub struct Computed {
    /// The name in `snake_case`.
    pub name: String,
    /// What the value means.
    pub description: String,
    /// The kind of its values.
    pub kind: Kind,
    /// The fields it is computed from, in the order of the function's argument.
    pub fields: Vec<FieldId>,
    /// Computes the value; `Value`s that are NULL give null.
    pub compute: Compute,
}

impl std::fmt::Debug for Computed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Computed")
            .field("name", &self.name)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

/// A foreign key: the columns of one model that hold a key of another.
#[derive(Debug)]
pub struct ForeignKey {
    /// The foreign key's own id.
    pub id: ForeignKeyId,
    /// The name of its forward accessor.
    pub name: String,
    /// The model that holds the key.
    pub model: ModelId,
    /// The fields that hold it.
    pub fields: Vec<FieldId>,
    /// The model that is referred to.
    pub target: ModelId,
    /// The fields that are referred to, one for each of `fields`.
    pub target_fields: Vec<FieldId>,
    /// Whether a row may refer to nothing.
    pub nullable: bool,
    /// Whether at most one row refers to a target.
    pub one_to_one: bool,
    /// Whether the database checks that the target exists.
    pub has_constraint: bool,
    /// What deletion of the target does to the row.
    pub on_delete: OnDelete,
    /// The rows of the target that may be referred to; all where there are none given.
    pub choices: Option<Choices>,
    /// The accessor on `model`.
    pub forward: AccessorId,
    /// The accessor on `target`, unless the relation has no reverse side.
    pub reverse: Option<AccessorId>,
}

/// The name under which one end of a relation reaches the other.
#[derive(Debug)]
pub struct Accessor {
    /// The accessor's own id.
    pub id: AccessorId,
    /// The name in `snake_case`.
    pub name: String,
    /// The name inside lookups, in `snake_case`.
    pub query_name: String,
    /// The model it starts from.
    pub source: ModelId,
    /// The model it leads to.
    pub target: ModelId,
    /// The way it takes.
    pub path: Path,
    /// What the related rows are.
    pub description: Option<String>,
}

/// The way from one end of a relation to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// From the row that holds a key to its target: at most one row.
    Forward(ForeignKeyId),
    /// From the target of a one-to-one back: at most one row.
    ReverseOne(ForeignKeyId),
    /// From the target of a foreign key back: any number of rows.
    Reverse(ForeignKeyId),
    /// Across a through model: any number of rows.
    ManyToMany(Link),
}

/// The two keys of a many-to-many relation, seen from one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The model whose rows are the links.
    pub through: ModelId,
    /// The key of the through model to the side one starts from.
    pub source: ForeignKeyId,
    /// The key of the through model to the other side.
    pub target: ForeignKeyId,
    /// Whether each link is stored in both directions.
    pub symmetrical: bool,
}

/// An enum and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Enumeration {
    /// The name as the database or the entity gives it.
    pub name: String,
    /// The kind that the database stores.
    pub stored: Kind,
    /// The values, in order.
    pub values: Vec<EnumValue>,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The name as the database or the entity gives it.
    pub name: String,
    /// What the database stores: text or a 64-bit integer.
    pub stored: Value,
}

impl Catalog {
    /// All models, in the order of their registration.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// All foreign keys, those without accessors on the target included.
    pub fn foreign_keys(&self) -> &[ForeignKey] {
        &self.foreign_keys
    }

    /// All enums.
    pub fn enums(&self) -> &[Enumeration] {
        &self.enums
    }

    /// The model of this name, in `PascalCase`.
    pub fn model_by_name(&self, name: &str) -> Option<&Model> {
        self.by_name.get(name).map(|id| &self[*id])
    }

    /// The accessors that start from `model` and whose target is part of the API.
    pub fn accessors_of(&self, model: ModelId) -> impl Iterator<Item = &Accessor> {
        self[model]
            .accessors
            .iter()
            .map(|id| &self[*id])
            .filter(|accessor| !self[accessor.target].hidden)
    }
}

impl Index<ModelId> for Catalog {
    type Output = Model;

    fn index(&self, id: ModelId) -> &Model {
        &self.models[id.index()]
    }
}

impl Index<ForeignKeyId> for Catalog {
    type Output = ForeignKey;

    fn index(&self, id: ForeignKeyId) -> &ForeignKey {
        &self.foreign_keys[id.index()]
    }
}

impl Index<AccessorId> for Catalog {
    type Output = Accessor;

    fn index(&self, id: AccessorId) -> &Accessor {
        &self.accessors[id.index()]
    }
}

impl Index<EnumId> for Catalog {
    type Output = Enumeration;

    fn index(&self, id: EnumId) -> &Enumeration {
        &self.enums[id.index()]
    }
}

impl Index<FieldId> for Model {
    type Output = Field;

    fn index(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }
}

impl Model {
    /// The ids of the fields, in order.
    pub fn field_ids(&self) -> impl Iterator<Item = FieldId> + use<> {
        (0..self.fields.len()).map(FieldId::new)
    }

    /// The fields that show as values of their own: not the hidden ones, not keys that show as
    /// their target, and not a primary key `id`, which shows as the id.
    pub fn shown_fields(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        let fields = self.fields.iter().enumerate();
        fields
            .map(|(index, field)| (FieldId::new(index), field))
            .filter(|(id, field)| {
                let shows_as_id = self.primary_key == [*id] && field.name == "id";
                !(field.hidden || field.is_foreign_key || shows_as_id)
            })
    }

    /// Whether no two rows share the values of `fields`: they hold the primary key, a unique
    /// field or a group that is unique together.
    pub fn is_unique(&self, fields: &[FieldId]) -> bool {
        let holds = |key: &[FieldId]| !key.is_empty() && key.iter().all(|id| fields.contains(id));
        holds(&self.primary_key)
            || self.unique_together.iter().any(|group| holds(group))
            || fields.iter().any(|field| self[*field].unique)
    }

    /// As a through model, the fields that tell apart two links between the same two rows: none
    /// for a plain junction, else the primary key.
    pub fn link_key(&self) -> &[FieldId] {
        if self.is_junction {
            &[]
        } else {
            &self.primary_key
        }
    }

    /// The field of this name, in `snake_case`.
    pub fn field_by_name(&self, name: &str) -> Option<FieldId> {
        self.fields
            .iter()
            .position(|field| field.name == name)
            .map(FieldId::new)
    }
}

impl Accessor {
    /// Whether at most one row is at the other end.
    pub fn is_to_one(&self) -> bool {
        matches!(self.path, Path::Forward(_) | Path::ReverseOne(_))
    }
}
