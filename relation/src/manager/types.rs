//! Writes as plain data: what is to be made, changed and linked, before anything happens.

use std::sync::Arc;

use sea_orm::Value;

use super::Place;
use crate::{
    catalog::{AccessorId, FieldId, ForeignKeyId, ModelId},
    deletion::Deleted,
    lookup::Predicate,
    value::Key,
};

/// One write of an operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Makes rows.
    Create {
        /// The model of the rows.
        model: ModelId,
        /// The rows, in the order of the result.
        rows: Vec<RowInput>,
    },
    /// Changes one row, which must exist.
    Update {
        /// The row.
        target: Target,
        /// The changes.
        input: RowInput,
    },
    /// Makes the same changes to all rows that meet a condition.
    UpdateMany {
        /// The model of the rows.
        model: ModelId,
        /// Which rows; all of those that the viewer may see and that meet it.
        filter: Predicate,
        /// The changes.
        input: RowInput,
        /// How many rows may be changed. More matches are an error, and nothing changes.
        at_most: u64,
    },
    /// Finds the row with a unique key, or makes it.
    GetOrCreate(Box<GetOrCreate>),
    /// Changes what is related to one row, which must exist.
    Manage {
        /// The to-many relation, from the side of the row.
        accessor: AccessorId,
        /// The row.
        owner: Target,
        /// The changes.
        change: ToManyInput,
    },
    /// Deletes one row, which must exist, and what follows it.
    Delete {
        /// The row.
        target: Target,
        /// Stands for what a preview told; see [`delete`](crate::deletion::delete).
        token: Option<String>,
    },
    /// Deletes all rows that meet a condition, and what follows them.
    DeleteMany {
        /// The model of the rows.
        model: ModelId,
        /// Which rows; all of those that the viewer may see and that meet it.
        filter: Predicate,
        /// How many rows may meet the condition. More are an error, and nothing is deleted. Rows
        /// that follow others do not count.
        at_most: u64,
        /// Stands for what a preview told; see [`delete`](crate::deletion::delete).
        token: Option<String>,
    },
}

/// Finds the row with a unique key, or makes it.
#[derive(Debug, Clone, PartialEq)]
pub struct GetOrCreate {
    /// The model of the row.
    pub model: ModelId,
    /// The key. A row that is made gets its values.
    pub unique: UniqueInput,
    /// What a row that is made gets besides; what `update` says where there is none.
    ///
    /// Source: Django 5.2, `update_or_create` with `create_defaults`.
    pub defaults: Option<RowInput>,
    /// The changes to a row that is found; none where it stays as it is.
    pub update: Option<RowInput>,
    /// Looks only among the rows related to another, and relates the one that is made to it.
    pub within: Option<Within>,
}

/// The rows that are related to one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    /// The to-many relation, from the side of the one row.
    pub accessor: AccessorId,
    /// The one row.
    pub owner: Target,
    /// The data of a link that is made, where links have data.
    pub through: Option<Arc<RowInput>>,
}

/// A row that has to exist, by its primary key.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The model of the row.
    pub model: ModelId,
    /// The values of the primary key; none where no row can have such a key.
    pub key: Option<Key>,
    /// The id as the request gives it.
    pub id: String,
    /// Where the request gives it.
    pub place: Place,
}

/// What a request says of one row that is made or changed. What it does not mention keeps its value,
/// or gets its default.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowInput {
    /// Where in the request it stands.
    pub place: Place,
    /// Values of fields that are no foreign keys.
    pub values: Vec<(FieldId, Value)>,
    /// To what foreign keys of the row refer.
    pub forward: Vec<(ForeignKeyId, ToOneInput)>,
    /// What refers to the row by one-to-one keys of other models.
    pub reverse: Vec<(ForeignKeyId, ToOneInput)>,
    /// What is related to the row along to-many relations.
    pub to_many: Vec<(AccessorId, ToManyInput)>,
}

/// The row at the other end of a to-one relation.
#[derive(Debug, Clone, PartialEq)]
pub enum ToOneInput {
    /// None.
    Null(Place),
    /// A row by its id.
    Id(Target),
    /// A row by a unique key; it must exist.
    Get(UniqueInput),
    /// A row that is made.
    Create(Box<RowInput>),
}

/// The values of a unique key.
#[derive(Debug, Clone, PartialEq)]
pub struct UniqueInput {
    /// Where in the request it stands.
    pub place: Place,
    /// The model that has the key.
    pub model: ModelId,
    /// Values of fields that are no foreign keys.
    pub values: Vec<(FieldId, Value)>,
    /// Targets of foreign keys.
    pub forward: Vec<(ForeignKeyId, Target)>,
}

/// What is done to the rows related to one row, in the order of the fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ToManyInput {
    /// Where in the request it stands.
    pub place: Place,
    /// Unlinks all rows first.
    pub clear: bool,
    /// The rows that are to be related, and no others.
    pub set: Option<Vec<MemberInput>>,
    /// Rows to unlink.
    pub remove: Vec<Target>,
    /// Rows to link.
    pub add: Vec<MemberInput>,
    /// Rows to make and link.
    pub create: Vec<NewMember>,
}

/// A row to link.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberInput {
    /// The row.
    pub target: Target,
    /// The data of the link, if it is made, where links have data.
    pub through: Option<Arc<RowInput>>,
}

/// A row to make and link.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMember {
    /// The row.
    pub row: RowInput,
    /// The data of the link, where links have data.
    pub through: Option<Arc<RowInput>>,
}

/// What a write came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Written {
    /// The primary keys of the rows made, changed or found, in the order of the request; for
    /// [`Write::Manage`] the key of the owner, for deletions the keys of the rows that were named
    /// or that met the condition.
    pub keys: Vec<Key>,
    /// Whether [`Write::GetOrCreate`] made the row.
    pub created: bool,
    /// For [`Write::Manage`], the keys of the rows that are related now and were not before, in
    /// the order of the request.
    pub added: Vec<Key>,
    /// For [`Write::Manage`], the keys of the rows that were related before and are no longer, in
    /// the order of their keys.
    pub removed: Vec<Key>,
    /// For [`Write::Delete`] and [`Write::DeleteMany`], how much was deleted and changed, what
    /// followed included.
    pub deleted: Deleted,
}

impl ToOneInput {
    /// Where in the request it stands.
    pub fn place(&self) -> &Place {
        match self {
            Self::Null(place) => place,
            Self::Id(target) => &target.place,
            Self::Get(unique) => &unique.place,
            Self::Create(row) => &row.place,
        }
    }
}

impl RowInput {
    /// Says nothing.
    pub const EMPTY: &'static Self = &Self {
        place: Place(Vec::new()),
        values: Vec::new(),
        forward: Vec::new(),
        reverse: Vec::new(),
        to_many: Vec::new(),
    };
}

impl ToManyInput {
    /// Does nothing.
    pub const EMPTY: &'static Self = &Self {
        place: Place(Vec::new()),
        clear: false,
        set: None,
        remove: Vec::new(),
        add: Vec::new(),
        create: Vec::new(),
    };
}
