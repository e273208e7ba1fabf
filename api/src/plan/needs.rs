//! What a list's selection shows, and so what has to be read for it.

use async_graphql::Name;
use indexmap::IndexMap;
use relation::{catalog::ModelId, lookup::Function};

use super::{
    AggregateOutput, Output, Planner,
    aggregate::place,
    collect::{Collected, sets_of},
};
use crate::schema::ConnectionId;

/// What of a list has to be read.
#[derive(Default)]
pub(super) struct Needs {
    pub(super) rows: bool,
    /// Whether one row more tells that rows follow.
    pub(super) one_more: bool,
    pub(super) links: bool,
    pub(super) cursors: bool,
    /// The values made of all rows.
    pub(super) functions: Vec<Function>,
    /// The fields `aggregate` by response key, which are planned already.
    pub(super) aggregates: IndexMap<Name, (Name, Vec<Output<AggregateOutput>>)>,
}

impl<'a> Planner<'a> {
    /// What the selection shows; `nodes` and the like count even when nothing is in them.
    pub(super) fn needs(
        &mut self,
        selected: &Collected<'a>,
        backwards: bool,
        model: ModelId,
        connection: ConnectionId,
    ) -> Needs {
        let edge_name = self.shape.connection(connection).edge_name.clone();
        let mut needs = Needs::default();
        for (key, merged) in selected {
            match merged[0].node.name.node.as_str() {
                "totalCount" => {
                    place(&mut needs.functions, Function::Count);
                }
                "aggregate" => {
                    self.path.push(key.clone());
                    let planned = self.aggregate(model, merged, &mut needs.functions);
                    needs.aggregates.insert(key.clone(), planned);
                    self.path.pop();
                }
                "nodes" => needs.rows = true,
                "edges" => {
                    needs.rows = true;
                    for fields in self.collect(&sets_of(merged), &edge_name, false).values() {
                        match fields[0].node.name.node.as_str() {
                            "through" => needs.links = true,
                            "cursor" => needs.cursors = true,
                            _ => {}
                        }
                    }
                }
                "pageInfo" => {
                    for fields in self.collect(&sets_of(merged), "PageInfo", false).values() {
                        needs.add_page_info(&fields[0].node.name.node, backwards);
                    }
                }
                _ => {}
            }
        }
        needs.rows |= needs.one_more;
        needs
    }
}

impl Needs {
    fn add_page_info(&mut self, name: &str, backwards: bool) {
        match name {
            "startCursor" | "endCursor" => {
                self.rows = true;
                self.cursors = true;
            }
            "hasNextPage" if !backwards => self.one_more = true,
            "hasPreviousPage" if backwards => self.one_more = true,
            _ => {}
        }
    }
}
