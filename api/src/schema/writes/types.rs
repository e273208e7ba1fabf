//! Root fields, inputs and payloads of mutations.

use async_graphql::Name;
use indexmap::IndexMap;
use relation::catalog::{AccessorId, FieldId, ForeignKeyId, ModelId};

/// The default of `atMost`. Rows that follow deleted ones do not count.
pub(crate) const AT_MOST: u32 = 100;

/// A root field of `Mutation`.
#[derive(Debug)]
pub(crate) struct MutationShape {
    pub(crate) description: String,
    pub(crate) kind: MutationKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MutationKind {
    Create(ModelId),
    CreateMany(ModelId),
    Update(ModelId),
    UpdateMany(ModelId),
    GetOrCreate(ModelId),
    UpdateOrCreate(ModelId),
    Delete(ModelId),
    DeleteMany(ModelId),
    Manage(AccessorId, ManagerVerb),
    GetOrCreateRelated(AccessorId),
    UpdateOrCreateRelated(AccessorId),
}

/// What is done to the rows related to one row: a root field, and a field of the nested input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ManagerVerb {
    Add,
    Remove,
    Set,
    Clear,
    Create,
}

/// What a request says of one row: `PostCreate`. It has at least one field.
#[derive(Debug)]
pub(crate) struct InputShape {
    pub(crate) type_name: Name,
    pub(crate) model: ModelId,
    pub(crate) fields: IndexMap<String, InputField>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct InputField {
    pub(crate) kind: InputKind,
    pub(crate) required: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputKind {
    Column(FieldId),
    /// A primary key `id` that the request chooses, under the name `pk`.
    Pk(FieldId),
    Forward(ForeignKeyId),
    /// The row that refers to this one by a one-to-one key of its own.
    ReverseOne(ForeignKeyId),
    ToMany(AccessorId),
}

/// The unique keys of a model, of which a request gives one: `PostUnique`.
#[derive(Debug)]
pub(crate) struct UniqueShape {
    pub(crate) type_name: Name,
    pub(crate) fields: IndexMap<String, UniqueField>,
}

#[derive(Debug)]
pub(crate) enum UniqueField {
    /// The global id, or the primary key.
    Id,
    Field(FieldId),
    /// The id of the row that the key refers to.
    ForeignKey(ForeignKeyId),
    Group(UniqueGroup),
}

/// Fields that are unique together: `ContributionArticleReporterUnique`.
#[derive(Debug)]
pub(crate) struct UniqueGroup {
    pub(crate) type_name: Name,
    pub(crate) members: IndexMap<String, UniqueMember>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UniqueMember {
    Field(FieldId),
    ForeignKey(ForeignKeyId),
}

/// The row at the other end of a to-one relation: `UserToOne`, `UserProfileToOne`.
#[derive(Debug)]
pub(crate) struct ToOneShape {
    pub(crate) type_name: Name,
    /// Whether it takes a row that exists, by `id` or `get`. It does not where the row would get
    /// another primary key by it.
    pub(crate) takes_existing: bool,
}

/// The writes of a to-many relation, from the side of one row.
#[derive(Debug)]
pub(crate) struct ManagerShape {
    /// In the order of the schema. There is at least one.
    pub(crate) verbs: Vec<ManagerVerb>,
    /// `PostTagsInput`.
    pub(crate) input_name: Name,
    /// The argument with the one row: `post`.
    pub(crate) owner_argument: String,
    /// The argument with the related rows: `tags`.
    pub(crate) rows_argument: String,
    /// The types of the nested input's rows, where links have data.
    pub(crate) links: Option<LinkShape>,
    /// `PostTagsPayload`.
    pub(crate) payload: PayloadShape,
    /// `PostTagsGetOrCreatePayload`.
    pub(crate) get_or_create_payload: PayloadShape,
}

/// The data of links, and the types that put it beside a row.
#[derive(Debug)]
pub(crate) struct LinkShape {
    /// `ContributionThrough`.
    pub(crate) input: InputShape,
    /// `ArticleContributorsMember`: `id` and `through`.
    pub(crate) member_name: Name,
    /// `ArticleContributorsCreate`: `node` and `through`.
    pub(crate) create_name: Name,
}

/// What a mutation gives back.
#[derive(Debug)]
pub(crate) struct PayloadShape {
    pub(crate) type_name: Name,
    pub(crate) fields: IndexMap<String, PayloadField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PayloadField {
    /// The row whose relation is written.
    Owner(ModelId),
    /// The row that is made, changed or found.
    Row(ModelId),
    /// The rows that are made or changed.
    Rows(ModelId),
    /// The number of these rows.
    Count,
    /// Whether the row is new.
    Created,
    /// The ids of the rows that are related now and were not before.
    Added(ModelId),
    /// The ids of the rows that were related before and are no longer.
    Removed(ModelId),
    /// The ids of the rows that the request deletes; rows that follow them are counted only.
    Ids(ModelId),
    /// The number of rows that are deleted.
    Total,
    /// The numbers of rows of each model that are deleted.
    Deleted,
    /// The numbers of rows whose keys are changed because of it.
    Updated,
}

impl InputShape {
    /// Whether a request cannot leave it out.
    pub(crate) fn has_required(&self) -> bool {
        self.fields.values().any(|field| field.required)
    }
}

impl ManagerVerb {
    /// The start of the root field's name, and the name of the nested input's field.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Set => "set",
            Self::Clear => "clear",
            Self::Create => "create",
        }
    }
}
