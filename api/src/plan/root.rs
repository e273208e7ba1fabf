//! Root fields.

use async_graphql::{
    Positioned,
    parser::types::{Field, OperationType},
};
use relation::{
    catalog::ModelId,
    lookup::{List, Order},
    query::Window,
    value::Key,
};

use super::{
    KeySource, MAX_GET_RESULTS, OwnCall, PageRead, Planner, Projection, ReadId, ReadKind, Root,
    RootOutput, RowSetId,
    collect::{Collected, sets_of},
};
use crate::{
    error::{Code, Failure, root_path},
    id::{self, ParsedId},
    schema::RootKind,
};

impl<'a> Planner<'a> {
    pub(super) fn add_roots(&mut self) {
        if self.document.operation.node.ty != OperationType::Query {
            return;
        }
        let set = &self.document.operation.node.selection_set.node;
        let fields: Collected<'a> = self.collect(&[set], "Query", false);
        for (key, fields) in fields {
            self.path.push(key.clone());
            let output = self.checked_root(&fields);
            self.path.pop();
            self.plan.roots.push(Root { key, output });
        }
    }

    /// The root field; if anything in it failed, it reads nothing.
    fn checked_root(&mut self, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let before = (
            self.failures.len(),
            self.plan.reads.len(),
            self.plan.row_sets.len(),
            self.plan.cost,
        );
        let output = self.root(fields);
        let (failures, reads, row_sets, cost) = before;
        if self.failures.len() == failures {
            return output;
        }
        self.plan.reads.truncate(reads);
        self.plan.row_sets.truncate(row_sets);
        self.row_facts.truncate(row_sets);
        self.plan.cost = cost;
        RootOutput::Failed {
            nullable: matches!(output, RootOutput::One(_)),
        }
    }

    fn root(&mut self, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let name = fields[0].node.name.node.as_str();
        if name == "__typename" {
            return RootOutput::Typename("Query");
        }
        match self.shape.roots.get(name).map(|root| root.kind) {
            None => RootOutput::NotOurs,
            Some(RootKind::Node) => self.node(fields),
            Some(RootKind::Nodes) => self.nodes(fields),
            Some(RootKind::DeletePreview) => self.delete_preview(fields),
            Some(RootKind::Exactly(model)) => self.exactly(model, fields),
            Some(RootKind::One(model)) => self.one(model, fields),
            Some(RootKind::Own { model, is_list, .. }) => self.own_rows(model, is_list, fields),
            Some(RootKind::List(model, connection)) => {
                let name = fields[0].node.name.node.to_string();
                RootOutput::Connection(self.list(model, connection, name, fields))
            }
        }
    }

    fn one(&mut self, model: ModelId, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let key = self
            .id(fields[0])
            .and_then(|id| self.key_of(model, &id, fields[0]));
        RootOutput::One(key.map(|key| {
            let rows = self.keyed_rows(model, 1);
            let read = self.add_keys(model, KeySource::Given(vec![key]), rows);
            (read, self.projection(model, rows, &sets_of(fields)))
        }))
    }

    fn exactly(&mut self, model: ModelId, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let list = List {
            filter: self.required_filter(fields[0], model),
            order: Order::default(),
        };
        let layout = self.add_layout(model);
        let rows = self.add_rows(layout, 1);
        self.add_cost(MAX_GET_RESULTS);
        let page = PageRead {
            rows,
            list,
            window: Window {
                limit: MAX_GET_RESULTS,
                ..Window::default()
            },
            with_keys: false,
            size: 1,
            primes: Vec::new(),
        };
        let read = self.add_read(None, ReadKind::Exactly { model, page });
        let projection = self.projection(model, rows, &sets_of(fields));
        RootOutput::Exactly(read, projection, fields[0].pos)
    }

    fn node(&mut self, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let id = self.id(fields[0]);
        let parsed = id.map(|id| id::parse(self.catalog, self.shape, &id));
        RootOutput::One(match parsed {
            Some(ParsedId::Key(model, key)) => {
                let rows = self.keyed_rows(model, 1);
                let read = self.add_keys(model, KeySource::Given(vec![key]), rows);
                Some((read, self.projection(model, rows, &sets_of(fields))))
            }
            _ => None,
        })
    }

    fn nodes(&mut self, fields: &[&'a Positioned<Field>]) -> RootOutput {
        let ids = self.ids(fields[0]).unwrap_or_default();
        let (n, limit) = (ids.len() as u64, self.limits.max_page_size);
        if n > limit {
            self.fail(
                Code::Limit,
                format!("`ids` has {n} ids, more than {limit} (setting `max_page_size`)"),
                fields[0].pos,
            );
            return RootOutput::Nodes(Vec::new(), Vec::new());
        }
        let keys: Vec<Option<(ModelId, Key)>> = ids
            .iter()
            .map(|id| match id::parse(self.catalog, self.shape, id) {
                ParsedId::Key(model, key) => Some((model, key)),
                ParsedId::NoKey(_) | ParsedId::NoModel => None,
            })
            .collect();
        let mut groups: Vec<(ModelId, Vec<Key>)> = Vec::new();
        for (model, key) in keys.iter().flatten() {
            match groups.iter_mut().find(|(known, _)| known == model) {
                Some((_, keys)) => keys.push(key.clone()),
                None => groups.push((*model, vec![key.clone()])),
            }
        }
        let mut reads = Vec::new();
        let mut projections: Vec<Projection> = Vec::new();
        for (model, keys) in groups {
            let rows = self.keyed_rows(model, keys.len() as u64);
            reads.push((model, self.add_keys(model, KeySource::Given(keys), rows)));
            projections.push(self.projection(model, rows, &sets_of(fields)));
        }
        let entries = keys
            .into_iter()
            .map(|entry| {
                let (model, _) = entry?;
                let group = reads.iter().position(|(known, _)| *known == model)?;
                Some((reads[group].1, group))
            })
            .collect();
        RootOutput::Nodes(entries, projections)
    }

    /// The uses of fields of a user's own in the operation.
    pub(crate) fn own_calls(&mut self) -> Vec<OwnCall> {
        let set = &self.document.operation.node.selection_set.node;
        let fields: Collected<'a> = self.collect(&[set], "Query", false);
        // What fails here fails again when the plan is made.
        self.failures.clear();
        fields
            .into_iter()
            .filter_map(|(key, fields)| {
                let field = &fields[0].node;
                let root = self.shape.roots.get(field.name.node.as_str())?;
                let RootKind::Own {
                    field: position, ..
                } = root.kind
                else {
                    return None;
                };
                let arguments = field
                    .arguments
                    .iter()
                    .filter_map(|(name, _)| {
                        let name = &name.node;
                        Some((name.clone(), self.document.argument(field, name)?))
                    })
                    .collect();
                Some(OwnCall {
                    key,
                    field: position,
                    arguments,
                })
            })
            .collect()
    }

    fn own_rows(
        &mut self,
        model: ModelId,
        is_list: bool,
        fields: &[&'a Positioned<Field>],
    ) -> RootOutput {
        let key = &fields[0].node.response_key().node;
        let keys = match self.own.remove(key) {
            Some(Ok(keys)) => {
                let n_fields = self.catalog[model].primary_key.len();
                if keys.iter().any(|key| key.values().len() != n_fields) {
                    let detail = "a field of a user's own gave a key of another length";
                    let path = root_path(&self.path);
                    let failure = Failure::internal(detail, fields[0].pos, path);
                    self.failures.push(failure);
                }
                keys.iter().filter_map(Key::normalized).collect()
            }
            Some(Err(error)) => {
                self.fail(error.code, error.message, fields[0].pos);
                Vec::new()
            }
            None => Vec::new(),
        };
        let n_keys = keys.len();
        if n_keys == 0 && !is_list {
            return RootOutput::One(None);
        }
        let rows = self.keyed_rows(model, n_keys as u64);
        let read = self.add_keys(model, KeySource::Given(keys), rows);
        let projection = self.projection(model, rows, &sets_of(fields));
        if is_list {
            RootOutput::Rows(read, n_keys, projection)
        } else {
            RootOutput::One(Some((read, projection)))
        }
    }

    pub(super) fn keyed_rows(&mut self, model: ModelId, at_most: u64) -> RowSetId {
        let layout = self.keyed_layout(model);
        self.add_rows(layout, at_most)
    }

    pub(super) fn add_keys(&mut self, model: ModelId, keys: KeySource, rows: RowSetId) -> ReadId {
        let catalog = self.catalog;
        let route = self.route(model, &catalog[model].primary_key);
        self.add_cost(self.at_most(rows));
        self.add_read(None, ReadKind::Keys { route, keys, rows })
    }
}
