//! Lists: a page of rows, their cursors, and values made of all of them.

use async_graphql::{
    Positioned,
    parser::types::{Field, SelectionSet},
};
use relation::{
    catalog::{AccessorId, Model, ModelId, Path},
    lookup::{Function, List, Predicate},
};

use super::{
    ConnectionOutput, EdgeOutput, Output, PageInfoOutput, PageOutput, PageRead, Planner, ReadId,
    ReadKind, RowSetId, collect::sets_of, needs::Needs, page::PageArguments,
};
use crate::schema::{ConnectionId, ObjectShape};

/// Where a list's rows come from.
struct Source<'a> {
    target: ModelId,
    parent: Option<(RowSetId, AccessorId, Vec<usize>)>,
    /// The model of the links, where links have an order of their own or data to show.
    through: Option<&'a Model>,
}

impl<'a> Planner<'a> {
    pub(super) fn list(
        &mut self,
        model: ModelId,
        connection: ConnectionId,
        name: String,
        fields: &[&'a Positioned<Field>],
    ) -> ConnectionOutput {
        let source = Source {
            target: model,
            parent: None,
            through: None,
        };
        self.connection(&source, connection, name, fields)
    }

    pub(super) fn related(
        &mut self,
        accessor: AccessorId,
        connection: ConnectionId,
        rows: RowSetId,
        fields: &[&'a Positioned<Field>],
    ) -> ConnectionOutput {
        let catalog = self.catalog;
        let facts = &catalog[accessor];
        let (key, through) = match facts.path {
            Path::Forward(key) | Path::ReverseOne(key) | Path::Reverse(key) => (key, None),
            Path::ManyToMany(link) => (link.source, Some(&catalog[link.through])),
        };
        let key = self.positions(rows, &catalog[key].target_fields);
        let source = Source {
            target: facts.target,
            parent: Some((rows, accessor, key)),
            through: through.filter(|through| !through.is_junction),
        };
        let owner: &ObjectShape = self.shape.object(facts.source);
        let name = format!("{}.{}", owner.type_name, fields[0].node.name.node);
        self.connection(&source, connection, name, fields)
    }

    fn connection(
        &mut self,
        source: &Source<'a>,
        connection: ConnectionId,
        name: String,
        fields: &[&'a Positioned<Field>],
    ) -> ConnectionOutput {
        let types = self.shape.connection(connection);
        let list = List {
            filter: self.filter(fields[0], source.target),
            order: self.order(fields[0], source.target),
        };
        let cursors = self.cursors(name, &list.order, source.target, source.through);
        let arguments = self.page_arguments(fields[0], &cursors);
        let selected = self.collect(&sets_of(fields), &types.type_name, false);
        let mut needs = self.needs(
            &selected,
            arguments.window.backwards,
            source.target,
            connection,
        );
        let functions = std::mem::take(&mut needs.functions);
        let values = (!functions.is_empty())
            .then(|| self.add_values(source, list.filter.clone(), functions.clone()));
        let page = needs
            .rows
            .then(|| self.add_page(source, list, &arguments, &needs));
        let mut output = ConnectionOutput {
            type_name: types.type_name.clone(),
            edge_name: types.edge_name.clone(),
            cursors,
            page: page.as_ref().map(|page| page.read),
            values,
            has_before: arguments.has_before,
            has_after: arguments.has_after,
            fields: Vec::with_capacity(selected.len()),
        };
        for (key, merged) in selected {
            self.path.push(key.clone());
            let pos = merged[0].pos;
            let value = match needs.aggregates.swap_remove(&key) {
                Some((name, fields)) => Some(PageOutput::Aggregate(name, fields)),
                None => self.page_field(source, connection, page.as_ref(), &merged, &functions),
            };
            if let Some(value) = value {
                output.fields.push(Output { key, pos, value });
            }
            self.path.pop();
        }
        output
    }

    fn add_values(
        &mut self,
        source: &Source<'_>,
        filter: Predicate,
        functions: Vec<Function>,
    ) -> ReadId {
        match &source.parent {
            None => {
                self.add_cost(1);
                let kind = ReadKind::Aggregate {
                    model: source.target,
                    filter,
                    functions,
                };
                self.add_read(None, kind)
            }
            Some((rows, accessor, key)) => {
                self.add_cost(self.at_most(*rows));
                let kind = ReadKind::AggregateRelated {
                    accessor: *accessor,
                    key: key.clone(),
                    filter,
                    functions,
                };
                self.add_read(Some(*rows), kind)
            }
        }
    }

    fn add_page(
        &mut self,
        source: &Source<'_>,
        list: List,
        arguments: &PageArguments,
        needs: &Needs,
    ) -> PlannedPage {
        let size = arguments.window.limit;
        let mut window = arguments.window.clone();
        window.limit += u64::from(needs.one_more);
        let parents = source.parent.as_ref();
        let parents = parents.map_or(1, |(rows, ..)| self.at_most(*rows));
        let at_most = parents.saturating_mul(window.limit);
        self.add_cost(at_most);
        let layout = self.add_layout(source.target);
        let rows = self.add_rows(layout, at_most);
        let links = source.through.filter(|_| needs.links).map(|through| {
            let layout = self.add_layout(through.id);
            self.add_rows(layout, at_most)
        });
        let page = PageRead {
            rows,
            list,
            window,
            with_keys: needs.cursors,
            size,
            primes: Vec::new(),
        };
        let read = match &source.parent {
            None => {
                let model = source.target;
                self.add_read(None, ReadKind::List { model, page })
            }
            Some((parent, accessor, key)) => {
                let kind = ReadKind::ToMany {
                    accessor: *accessor,
                    key: key.clone(),
                    page,
                    links,
                };
                self.add_read(Some(*parent), kind)
            }
        };
        PlannedPage { read, rows, links }
    }

    fn page_field(
        &mut self,
        source: &Source<'a>,
        connection: ConnectionId,
        page: Option<&PlannedPage>,
        fields: &[&'a Positioned<Field>],
        functions: &[Function],
    ) -> Option<PageOutput> {
        let sets = sets_of(fields);
        Some(match fields[0].node.name.node.as_str() {
            "__typename" => PageOutput::Typename,
            "totalCount" => PageOutput::Count(count_place(functions)?),
            "nodes" => PageOutput::Nodes(self.projection(source.target, page?.rows, &sets)),
            "edges" => PageOutput::Edges(self.edges(source, connection, page?, &sets)),
            "pageInfo" => PageOutput::PageInfo(self.page_info(&sets)),
            _ => return None,
        })
    }

    fn edges(
        &mut self,
        source: &Source<'a>,
        connection: ConnectionId,
        page: &PlannedPage,
        sets: &[&'a SelectionSet],
    ) -> Vec<Output<EdgeOutput>> {
        let edge_name = self.shape.connection(connection).edge_name.clone();
        let selected = self.collect(sets, &edge_name, false);
        let mut outputs = Vec::with_capacity(selected.len());
        for (key, merged) in selected {
            let pos = merged[0].pos;
            self.path.push(key.clone());
            let sets = sets_of(&merged);
            let value = match merged[0].node.name.node.as_str() {
                "__typename" => Some(EdgeOutput::Typename),
                "cursor" => Some(EdgeOutput::Cursor),
                "node" => Some(EdgeOutput::Node(self.projection(
                    source.target,
                    page.rows,
                    &sets,
                ))),
                "through" => page.links.zip(source.through).map(|(links, through)| {
                    EdgeOutput::Through(self.projection(through.id, links, &sets))
                }),
                _ => None,
            };
            outputs.extend(value.map(|value| Output { key, pos, value }));
            self.path.pop();
        }
        outputs
    }

    fn page_info(&mut self, sets: &[&'a SelectionSet]) -> Vec<Output<PageInfoOutput>> {
        self.collect(sets, "PageInfo", false)
            .into_iter()
            .filter_map(|(key, merged)| {
                let value = match merged[0].node.name.node.as_str() {
                    "__typename" => PageInfoOutput::Typename,
                    "hasNextPage" => PageInfoOutput::HasNextPage,
                    "hasPreviousPage" => PageInfoOutput::HasPreviousPage,
                    "startCursor" => PageInfoOutput::StartCursor,
                    "endCursor" => PageInfoOutput::EndCursor,
                    _ => return None,
                };
                let pos = merged[0].pos;
                Some(Output { key, pos, value })
            })
            .collect()
    }
}

struct PlannedPage {
    read: ReadId,
    rows: RowSetId,
    links: Option<RowSetId>,
}

fn count_place(functions: &[Function]) -> Option<usize> {
    functions.iter().position(|f| *f == Function::Count)
}
