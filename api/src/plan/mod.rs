//! Compiles an operation into a [`Plan`] of reads and a description of the answer.

mod aggregate;
mod arguments;
mod collect;
mod connection;
mod cursors;
mod deletion;
mod display;
mod filter;
mod ids;
mod input;
mod lookup;
mod many;
mod mutation;
mod needs;
mod object;
mod operator;
mod order;
mod page;
mod payload;
mod primes;
mod refusal;
mod relation_input;
mod root;
mod row_input;
mod scalar;
mod types;
mod write;

pub(crate) use collect::Document;
pub(crate) use deletion::PreviewCall;
pub(crate) use mutation::Step;
pub(crate) use types::{
    AggregateOutput, ConnectionOutput, DeletePlanOutput, DeletePlanValue, EdgeOutput, GroupOutput,
    GroupsOutput, KeyOutput, KeySource, MAX_GET_RESULTS, ObjectOutput, Output, PageInfoOutput,
    PageOutput, PageRead, PayloadOutput, PayloadValue, Plan, Projection, Read, ReadId, ReadKind,
    Root, RootOutput, Route, RouteId, RowSetId, SampleOutput, Span, ValueOutput,
};

use std::collections::HashMap;

use async_graphql::{Name, Pos, Value};
use indexmap::IndexMap;
use relation::{
    catalog::{Catalog, FieldId, ModelId},
    deletion::Preview,
    scope::Scope,
    value::Key,
};

use crate::{
    Limits,
    error::{Code, Failure, root_path},
    own_field::FieldError,
    schema::Shape,
};
use filter::Spent;
use row_input::Named;
use types::{Layout, LayoutId, RowSet};

/// Compiles one operation.
pub(crate) struct Planner<'a> {
    catalog: &'a Catalog,
    shape: &'a Shape,
    scope: &'a dyn Scope,
    limits: &'a Limits,
    document: &'a Document,
    plan: Plan,
    /// For each row set, how many rows it may have, and the read that fills it.
    row_facts: Vec<(u64, ReadId)>,
    /// The layout of rows read by key, for each model.
    keyed: HashMap<ModelId, LayoutId>,
    /// Where in the answer the planner is.
    path: Vec<Name>,
    failures: Vec<Failure>,
    /// What the filters so far have used up of the operation's limits.
    spent: Spent,
    /// What the mutations so far have used up of them.
    named: Named,
    /// What fields of a user's own found, by response key.
    own: HashMap<Name, Result<Vec<Key>, FieldError>>,
    /// What deletions would do, by response key.
    previews: HashMap<Name, Result<Preview, Failure>>,
    /// How many deletions are previewed so far.
    n_previews: usize,
}

/// A use of a field of a user's own, to be called before the plan is made.
pub(crate) struct OwnCall {
    pub(crate) key: Name,
    /// The field's position among the user's own.
    pub(crate) field: usize,
    pub(crate) arguments: IndexMap<Name, Value>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(
        catalog: &'a Catalog,
        shape: &'a Shape,
        scope: &'a dyn Scope,
        limits: &'a Limits,
        document: &'a Document,
    ) -> Self {
        Self {
            catalog,
            shape,
            scope,
            limits,
            document,
            plan: Plan::default(),
            row_facts: Vec::new(),
            keyed: HashMap::new(),
            path: Vec::new(),
            failures: Vec::new(),
            spent: Spent::default(),
            named: Named::default(),
            own: HashMap::new(),
            previews: HashMap::new(),
            n_previews: 0,
        }
    }

    /// What the fields of a user's own found.
    pub(crate) fn with_own(mut self, own: HashMap<Name, Result<Vec<Key>, FieldError>>) -> Self {
        self.own = own;
        self
    }

    /// What deletions would do.
    pub(crate) fn with_previews(
        mut self,
        previews: HashMap<Name, Result<Preview, Failure>>,
    ) -> Self {
        self.previews = previews;
        self
    }

    /// The plan, and what failed while it was made. A root field that failed is in the plan
    /// as such and reads nothing.
    pub(crate) fn compile(mut self) -> (Plan, Vec<Failure>) {
        self.add_roots();
        self.add_primes();
        self.check_cost();
        (self.plan, self.failures)
    }

    /// Whether the operation is refused whatever the fields of a user's own find and deletions
    /// would do.
    pub(crate) fn would_fail(&self) -> bool {
        let (catalog, shape, scope) = (self.catalog, self.shape, self.scope);
        let trial = Self::new(catalog, shape, scope, self.limits, self.document);
        !trial.compile().1.is_empty()
    }

    fn fail(&mut self, code: Code, message: impl Into<String>, pos: Pos) {
        let path = root_path(&self.path);
        self.failures
            .push(Failure::new(code, message.into(), pos, path));
    }

    fn add_layout(&mut self, model: ModelId) -> LayoutId {
        self.plan.layouts.push(Layout {
            model,
            fields: self.catalog[model].primary_key.clone(),
        });
        LayoutId(self.plan.layouts.len() - 1)
    }

    /// The layout of the rows of `model` that are read by key.
    fn keyed_layout(&mut self, model: ModelId) -> LayoutId {
        if let Some(layout) = self.keyed.get(&model) {
            return *layout;
        }
        let layout = self.add_layout(model);
        self.keyed.insert(model, layout);
        layout
    }

    fn route(&mut self, model: ModelId, key: &[FieldId]) -> RouteId {
        let layout = self.keyed_layout(model);
        let route = Route {
            model,
            key: key.to_vec(),
            layout,
        };
        if let Some(known) = self.plan.routes.iter().position(|known| *known == route) {
            return RouteId(known);
        }
        for field in key {
            self.position(layout, *field);
        }
        self.plan.routes.push(route);
        RouteId(self.plan.routes.len() - 1)
    }

    /// The position of a field in a layout, which gets the field if it lacks it.
    fn position(&mut self, layout: LayoutId, field: FieldId) -> usize {
        let fields = &mut self.plan.layouts[layout.0].fields;
        if let Some(position) = fields.iter().position(|known| *known == field) {
            return position;
        }
        fields.push(field);
        fields.len() - 1
    }

    fn positions(&mut self, rows: RowSetId, fields: &[FieldId]) -> Vec<usize> {
        let layout = self.plan.row_sets[rows.0].layout;
        fields
            .iter()
            .map(|field| self.position(layout, *field))
            .collect()
    }

    /// Adds the rows that the next read will fill.
    fn add_rows(&mut self, layout: LayoutId, at_most: u64) -> RowSetId {
        self.plan.row_sets.push(RowSet { layout });
        self.row_facts
            .push((at_most, ReadId(self.plan.reads.len())));
        RowSetId(self.plan.row_sets.len() - 1)
    }

    fn at_most(&self, rows: RowSetId) -> u64 {
        self.row_facts[rows.0].0
    }

    fn add_read(&mut self, parent: Option<RowSetId>, kind: ReadKind) -> ReadId {
        self.plan.reads.push(Read {
            parent,
            path: self.path.clone(),
            kind,
        });
        ReadId(self.plan.reads.len() - 1)
    }

    fn add_cost(&mut self, rows: u64) {
        self.plan.cost = self.plan.cost.saturating_add(rows);
    }

    fn check_cost(&mut self) {
        let (cost, limit) = (self.plan.cost, self.limits.max_cost);
        if cost > limit {
            self.path.clear();
            let work = if self.named == Named::default() {
                "read"
            } else {
                "read and write"
            };
            self.fail(
                Code::Limit,
                format!(
                    "the operation may {work} {cost} rows, more than {limit}; ask for smaller pages \
                     or fewer relations (setting `max_cost`)"
                ),
                Pos::default(),
            );
            for root in &mut self.plan.roots {
                root.output = RootOutput::Failed { nullable: false };
            }
        }
    }
}

#[cfg(test)]
mod tests;
