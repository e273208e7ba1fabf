//! The plan of an operation: plain data, known before any SQL runs.

use std::ops::Range;

use async_graphql::{Name, Pos};
use relation::{
    catalog::{AccessorId, FieldId, Kind, ModelId},
    deletion::Preview,
    lookup::{Function, List, Predicate},
    query::Window,
    value::Key,
};

use crate::cursor::CursorOrder;

/// What one operation reads and how the rows become its answer.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) roots: Vec<Root>,
    pub(crate) layouts: Vec<Layout>,
    pub(crate) row_sets: Vec<RowSet>,
    pub(crate) reads: Vec<Read>,
    pub(crate) routes: Vec<Route>,
    /// The number of rows it may read at most, as far as page sizes tell.
    pub(crate) cost: u64,
}

macro_rules! place {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) struct $name(pub(crate) usize);
    };
}

place!(
    /// A layout's place in the plan.
    LayoutId
);
place!(
    /// A row set's place in the plan.
    RowSetId
);
place!(
    /// A read's place in the plan.
    ReadId
);
place!(
    /// A route's place in the plan.
    RouteId
);

/// The columns of a row, by position.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) model: ModelId,
    pub(crate) fields: Vec<FieldId>,
}

/// The rows at one place of the answer.
#[derive(Debug)]
pub(crate) struct RowSet {
    pub(crate) layout: LayoutId,
}

/// A way to one row by key. Its rows share one layout for each model, so that a row needed in
/// several places of an operation is read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) model: ModelId,
    pub(crate) key: Vec<FieldId>,
    pub(crate) layout: LayoutId,
}

/// One read. Each costs one statement at most, however many rows there are.
#[derive(Debug)]
pub(crate) struct Read {
    /// The rows it starts from; none for a root.
    pub(crate) parent: Option<RowSetId>,
    /// Where the answer shows it.
    pub(crate) path: Vec<Name>,
    pub(crate) kind: ReadKind,
}

#[derive(Debug)]
pub(crate) enum ReadKind {
    /// Rows by keys that are known before the read.
    Keys {
        route: RouteId,
        keys: KeySource,
        rows: RowSetId,
    },
    /// A page of a model.
    List { model: ModelId, page: PageRead },
    /// The only row of a model that meets a condition.
    Exactly { model: ModelId, page: PageRead },
    /// Values made of all rows of a model that meet a condition.
    Aggregate {
        model: ModelId,
        filter: Predicate,
        functions: Vec<Function>,
    },
    /// At most one row for each parent.
    ToOne {
        route: RouteId,
        /// The positions of the key in the parent's layout.
        key: Vec<usize>,
        rows: RowSetId,
    },
    /// A page for each parent.
    ToMany {
        accessor: AccessorId,
        key: Vec<usize>,
        page: PageRead,
        links: Option<RowSetId>,
    },
    /// Values made of the related rows of each parent.
    AggregateRelated {
        accessor: AccessorId,
        key: Vec<usize>,
        filter: Predicate,
        functions: Vec<Function>,
    },
}

/// Where the keys of a read come from.
#[derive(Debug)]
pub(crate) enum KeySource {
    /// The request.
    Given(Vec<Key>),
    /// The rows that the write made, changed or found.
    Written,
}

impl ReadKind {
    /// The page of a list that is read, if it is one.
    pub(crate) fn page(&self) -> Option<&PageRead> {
        match self {
            Self::List { page, .. } | Self::Exactly { page, .. } | Self::ToMany { page, .. } => {
                Some(page)
            }
            _ => None,
        }
    }
}

/// How many rows are looked at where exactly one is wanted: one more than the number that is told.
///
/// Source: Django 5.2, `MAX_GET_RESULTS` of `django/db/models/query.py`.
pub(crate) const MAX_GET_RESULTS: u64 = 21;

/// A page of a list and the rows it fills.
#[derive(Debug)]
pub(crate) struct PageRead {
    pub(crate) rows: RowSetId,
    pub(crate) list: List,
    pub(crate) window: Window,
    /// Whether cursors are shown, which are made of the keys of the list's order.
    pub(crate) with_keys: bool,
    /// How many of the rows that are read belong to the page; one more tells that rows follow.
    pub(crate) size: u64,
    /// How rows of the page answer by-key reads: for each route, the positions of its layout's
    /// fields in the page's layout.
    pub(crate) primes: Vec<(RouteId, Vec<usize>)>,
}

/// A root field and its value.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) key: Name,
    pub(crate) output: RootOutput,
}

#[derive(Debug)]
pub(crate) enum RootOutput {
    /// The name of the operation's type.
    Typename(&'static str),
    /// One row, or null.
    One(Option<(ReadId, Projection)>),
    /// The only row that a read may find.
    Exactly(ReadId, Projection, Pos),
    /// For each id the read that looks for it, whose keys are in the order of the ids, and the
    /// projection of its type.
    Nodes(Vec<Option<(ReadId, usize)>>, Vec<Projection>),
    /// The rows found by a field of a user's own, as many as it has keys at most.
    Rows(ReadId, usize, Projection),
    Connection(ConnectionOutput),
    DeletePlan(Box<DeletePlanOutput>),
    Payload(PayloadOutput),
    /// The field failed before anything was read; its type decides what becomes of the answer.
    Failed {
        nullable: bool,
    },
    /// A field that is not ours.
    NotOurs,
}

/// What a mutation shows of what it wrote.
#[derive(Debug)]
pub(crate) struct PayloadOutput {
    pub(crate) type_name: Name,
    pub(crate) fields: Vec<Output<PayloadValue>>,
}

#[derive(Debug)]
pub(crate) enum PayloadValue {
    Typename,
    /// The only row of a read.
    Row(ReadId, Projection),
    Rows(ReadId, Projection),
    /// The number of rows that were written.
    Count,
    /// Whether the row was made.
    Created,
    /// The ids of rows of this type that were linked.
    Added(Name),
    /// The ids of rows of this type that were unlinked.
    Removed(Name),
    /// The ids of the rows of this type that a deletion was asked for.
    Ids(Name),
    /// How many rows were deleted.
    Total,
    Deleted(GroupsOutput),
    Updated(GroupsOutput),
}

/// What is shown of a preview, which was made before the plan.
#[derive(Debug)]
pub(crate) struct DeletePlanOutput {
    pub(crate) preview: Preview,
    pub(crate) fields: Vec<Output<DeletePlanValue>>,
}

#[derive(Debug)]
pub(crate) enum DeletePlanValue {
    Typename,
    Allowed,
    Total,
    Deleted(GroupsOutput),
    Updated(GroupsOutput),
    Blockers(GroupsOutput),
    Forbidden,
    Steps(GroupsOutput),
    Token,
}

/// Groups of rows that a deletion treats alike.
#[derive(Debug)]
pub(crate) struct GroupsOutput {
    pub(crate) fields: Vec<Output<GroupOutput>>,
    /// For each group, the rows that each sample among the fields shows.
    pub(crate) samples: Vec<Vec<Option<SampleOutput>>>,
}

#[derive(Debug)]
pub(crate) enum GroupOutput {
    Typename(&'static str),
    Model,
    Field,
    Rule,
    Count,
    /// The place among the samples of a group.
    Sample(usize),
}

/// Rows of one model by their keys; those that are gone are left out.
#[derive(Debug)]
pub(crate) struct SampleOutput {
    pub(crate) read: ReadId,
    pub(crate) n_keys: usize,
    pub(crate) projection: Projection,
}

/// The fields of an object, in the order of the answer.
#[derive(Debug)]
pub(crate) struct Projection {
    pub(crate) type_name: Name,
    /// The rows it shows.
    pub(crate) rows: RowSetId,
    pub(crate) fields: Vec<Output<ObjectOutput>>,
}

/// A field of the answer.
#[derive(Debug)]
pub(crate) struct Output<T> {
    pub(crate) key: Name,
    pub(crate) pos: Pos,
    pub(crate) value: T,
}

#[derive(Debug)]
pub(crate) enum ObjectOutput {
    Typename,
    /// The positions of the primary key.
    Id(Vec<usize>),
    Pk(Vec<usize>, Kind),
    Column {
        position: usize,
        kind: Kind,
        nullable: bool,
    },
    Computed {
        /// The position among the model's computed fields.
        computed: usize,
        inputs: Vec<usize>,
    },
    ToOne {
        read: ReadId,
        nullable: bool,
        target: Projection,
    },
    /// A row of which only the key is shown; it stands in the row that refers to it.
    KeyOnly {
        key: Vec<usize>,
        nullable: bool,
        target_name: Name,
        fields: Vec<Output<KeyOutput>>,
    },
    ToMany(ConnectionOutput),
}

/// A field of a row of which only the key is known.
#[derive(Debug)]
pub(crate) enum KeyOutput {
    Typename,
    Id,
    Pk(Kind),
}

#[derive(Debug)]
pub(crate) struct ConnectionOutput {
    pub(crate) type_name: Name,
    pub(crate) edge_name: Name,
    /// What its cursors carry besides the keys of their row.
    pub(crate) cursors: CursorOrder,
    /// The read of the page; none where only values made of all rows are shown.
    pub(crate) page: Option<ReadId>,
    /// The read of the values made of all rows.
    pub(crate) values: Option<ReadId>,
    pub(crate) has_before: bool,
    pub(crate) has_after: bool,
    pub(crate) fields: Vec<Output<PageOutput>>,
}

#[derive(Debug)]
pub(crate) enum PageOutput {
    Typename,
    /// The position of the count among the values made of all rows.
    Count(usize),
    Nodes(Projection),
    Edges(Vec<Output<EdgeOutput>>),
    PageInfo(Vec<Output<PageInfoOutput>>),
    Aggregate(Name, Vec<Output<AggregateOutput>>),
}

/// A field of the values made of all rows of a list.
#[derive(Debug)]
pub(crate) enum AggregateOutput {
    Typename,
    /// The position of the count.
    Count(usize),
    /// The type's name, and the values of one function.
    Function(Name, Vec<Output<ValueOutput>>),
}

/// A value of one function.
#[derive(Debug)]
pub(crate) enum ValueOutput {
    Typename,
    Value { position: usize, kind: Kind },
}

#[derive(Debug)]
pub(crate) enum EdgeOutput {
    Typename,
    Cursor,
    Node(Projection),
    Through(Projection),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum PageInfoOutput {
    Typename,
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
}

/// The rows of one parent.
pub(crate) type Span = Range<usize>;

impl Plan {
    /// Whether a field failed that must not be null, so that nothing can be shown.
    pub(crate) fn has_no_answer(&self) -> bool {
        let failed = |root: &Root| matches!(root.output, RootOutput::Failed { nullable: false });
        self.roots.iter().any(failed)
    }

    /// The model of a row set's rows.
    pub(crate) fn model_of(&self, rows: RowSetId) -> ModelId {
        let layout = self.row_sets[rows.0].layout;
        self.layouts[layout.0].model
    }

    /// Whether a page is taken from the end of its list.
    pub(crate) fn is_backwards(&self, read: ReadId) -> bool {
        match &self.reads[read.0].kind {
            ReadKind::List { page, .. } | ReadKind::ToMany { page, .. } => page.window.backwards,
            _ => false,
        }
    }
}
