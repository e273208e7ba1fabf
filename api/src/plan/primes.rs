//! Rows of a page that answer reads by key further down: going back to a parent costs nothing.

use super::{Planner, ReadId, ReadKind, RouteId, RowSetId};

impl Planner<'_> {
    /// For every read by key below a page of the same model, lets the page's rows carry what
    /// the read needs.
    pub(super) fn add_primes(&mut self) {
        let mut wanted: Vec<(ReadId, RouteId)> = Vec::new();
        for read in &self.plan.reads {
            let ReadKind::ToOne { route, .. } = read.kind else {
                continue;
            };
            let mut above = read.parent;
            while let Some(rows) = above {
                let producer = self.row_facts[rows.0].1;
                let producing = &self.plan.reads[producer.0];
                // Below the links of a page, too, its rows are known.
                let is_page_of_model =
                    (producing.kind.page()).is_some_and(|page| self.is_of_route(page.rows, route));
                if is_page_of_model && !wanted.contains(&(producer, route)) {
                    wanted.push((producer, route));
                }
                above = producing.parent;
            }
        }
        for (read, route) in wanted {
            self.prime(read, route);
        }
    }

    fn is_of_route(&self, rows: RowSetId, route: RouteId) -> bool {
        let layout = self.plan.row_sets[rows.0].layout;
        self.plan.layouts[layout.0].model == self.plan.routes[route.0].model
    }

    fn prime(&mut self, read: ReadId, route: RouteId) {
        let layout = self.plan.routes[route.0].layout;
        let fields = self.plan.layouts[layout.0].fields.clone();
        let Some(rows) = self.plan.reads[read.0].kind.page().map(|page| page.rows) else {
            return;
        };
        let positions = self.positions(rows, &fields);
        if let ReadKind::List { page, .. }
        | ReadKind::Exactly { page, .. }
        | ReadKind::ToMany { page, .. } = &mut self.plan.reads[read.0].kind
        {
            page.primes.push((route, positions));
        }
    }
}
