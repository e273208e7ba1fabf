//! Lists: a page of rows, their cursors and their number.

use async_graphql::{
    Positioned,
    parser::types::{Field, SelectionSet},
};
use relation::{
    catalog::{AccessorId, FieldId, Model, ModelId, Path},
    query::link_order,
};

use super::{
    ConnectionOutput, EdgeOutput, Output, PageInfoOutput, PageOutput, PageRead, Planner, ReadKind,
    RowSetId,
    collect::{Collected, sets_of},
    page::PageArguments,
};
use crate::{
    cursor::CursorOrder,
    schema::{ConnectionId, ObjectShape},
};

/// Where a list's rows come from.
struct Source<'a> {
    target: ModelId,
    parent: Option<(RowSetId, AccessorId, Vec<usize>)>,
    /// The model of the links, where links have an order of their own or data to show.
    through: Option<&'a Model>,
}

/// What of a page is shown, and so has to be read.
#[derive(Default)]
struct Needs {
    rows: bool,
    one_more: bool,
    links: bool,
    count: bool,
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
        list: String,
        fields: &[&'a Positioned<Field>],
    ) -> ConnectionOutput {
        let (catalog, shape) = (self.catalog, self.shape);
        let types = shape.connection(connection);
        let target = &catalog[source.target];
        let link_fields: &[FieldId] = source.through.map_or(&[], link_order);
        let order = CursorOrder {
            list: &list,
            rows: (target, &target.primary_key),
            links: source.through.map(|through| (through, link_fields)),
        };
        let arguments = self.page_arguments(fields[0], &order);
        let selected = self.collect(&sets_of(fields), &types.type_name, false);
        let needs = self.needs(&selected, arguments.window.backwards, connection);
        let has_order = !link_fields.is_empty();
        let with_links = needs.links || (needs.rows && has_order);
        let count = needs.count.then(|| self.add_count(source));
        let page = needs
            .rows
            .then(|| self.add_page(source, &arguments, &needs, with_links));
        let mut output = ConnectionOutput {
            type_name: types.type_name.clone(),
            edge_name: types.edge_name.clone(),
            list,
            page: page.as_ref().map(|page| page.read),
            count,
            order: (Vec::new(), Vec::new()),
            has_before: arguments.has_before,
            has_after: arguments.has_after,
            fields: Vec::with_capacity(selected.len()),
        };
        if let Some(page) = &page {
            output.order.0 = self.positions(page.rows, &target.primary_key);
            if let Some(links) = page.links {
                output.order.1 = self.positions(links, link_fields);
            }
        }
        for (key, merged) in selected {
            self.path.push(key.clone());
            let pos = merged[0].pos;
            let value = self.page_field(source, connection, page.as_ref(), &merged);
            if let Some(value) = value {
                output.fields.push(Output { key, pos, value });
            }
            self.path.pop();
        }
        output
    }

    /// What the selection shows; `nodes` and the like count even when nothing is in them.
    fn needs(
        &mut self,
        selected: &Collected<'a>,
        backwards: bool,
        connection: ConnectionId,
    ) -> Needs {
        let edge_name = self.shape.connection(connection).edge_name.clone();
        let mut needs = Needs::default();
        for merged in selected.values() {
            match merged[0].node.name.node.as_str() {
                "totalCount" => needs.count = true,
                "nodes" => needs.rows = true,
                "edges" => {
                    needs.rows = true;
                    let inner = self.collect(&sets_of(merged), &edge_name, false);
                    needs.links |= inner
                        .values()
                        .any(|fields| fields[0].node.name.node == "through");
                }
                "pageInfo" => {
                    for fields in self.collect(&sets_of(merged), "PageInfo", false).values() {
                        match fields[0].node.name.node.as_str() {
                            "startCursor" | "endCursor" => needs.rows = true,
                            "hasNextPage" if !backwards => needs.one_more = true,
                            "hasPreviousPage" if backwards => needs.one_more = true,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        needs.rows |= needs.one_more;
        needs
    }

    fn add_count(&mut self, source: &Source<'_>) -> super::ReadId {
        match &source.parent {
            None => {
                self.add_cost(1);
                let model = source.target;
                self.add_read(None, ReadKind::Count { model })
            }
            Some((rows, accessor, key)) => {
                self.add_cost(self.at_most(*rows));
                let kind = ReadKind::CountRelated {
                    accessor: *accessor,
                    key: key.clone(),
                };
                self.add_read(Some(*rows), kind)
            }
        }
    }

    fn add_page(
        &mut self,
        source: &Source<'_>,
        arguments: &PageArguments,
        needs: &Needs,
        with_links: bool,
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
        let links = source.through.filter(|_| with_links).map(|through| {
            let layout = self.add_layout(through.id);
            self.add_rows(layout, at_most)
        });
        let page = PageRead {
            rows,
            window,
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
    ) -> Option<PageOutput> {
        let sets = sets_of(fields);
        Some(match fields[0].node.name.node.as_str() {
            "__typename" => PageOutput::Typename,
            "totalCount" => PageOutput::TotalCount,
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
    read: super::ReadId,
    rows: RowSetId,
    links: Option<RowSetId>,
}
