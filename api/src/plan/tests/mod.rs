//! What arguments are compiled into, and why they are refused, without a database.

mod domain;
mod show;
mod show_write;

mod filter;
mod limits;
mod order;
mod scalar;
mod write;

use async_graphql::{
    Variables,
    parser::{parse_query, types::Selection},
};
use relation::{
    catalog::{Catalog, ModelId},
    lookup::{Order, Predicate},
    scope::Unrestricted,
};
use serde_json::{Value as Json, json};

use super::{Document, Planner};
use crate::{
    Limits,
    schema::{self, Shape},
};

/// A domain and its API.
struct World {
    catalog: Catalog,
    shape: Shape,
    limits: Limits,
}

impl World {
    fn new() -> Self {
        let catalog = domain::catalog();
        let shape = schema::shape(&catalog, &[]).unwrap();
        Self {
            catalog,
            shape,
            limits: Limits::default(),
        }
    }

    fn model(&self, name: &str) -> ModelId {
        self.catalog.model_by_name(name).unwrap().id
    }

    /// Compiles the arguments of `field(<arguments>)`; else the code and message of the refusal.
    fn compile(
        &self,
        model: &str,
        arguments: &str,
        variables: Json,
    ) -> Result<(Predicate, Order), String> {
        let query = parse_query(format!("{{ field({arguments}) }}")).unwrap();
        let document = Document::new(query, None, Variables::from_json(variables)).unwrap();
        let planner = || {
            let (catalog, shape) = (&self.catalog, &self.shape);
            Planner::new(catalog, shape, &Unrestricted, &self.limits, &document)
        };
        let set = &document.operation.node.selection_set.node;
        let Selection::Field(field) = &set.items[0].node else {
            panic!("one field")
        };
        let mut planner = planner();
        let filter = planner.filter(field, self.model(model));
        let order = planner.order(field, self.model(model));
        match &planner.failures[..] {
            [] => Ok((filter, order)),
            [failure] => Err(format!("{} {}", failure.code.as_str(), failure.message)),
            _ => panic!("one failure for each argument"),
        }
    }

    /// What `where` means for posts.
    fn filter(&self, conditions: &str) -> String {
        self.filter_with(conditions, json!({}))
    }

    fn filter_with(&self, conditions: &str, variables: Json) -> String {
        let arguments = format!("where: {conditions}");
        match self.compile("Post", &arguments, variables) {
            Ok((filter, _)) => self.show(self.model("Post"), &filter),
            Err(refusal) => refusal,
        }
    }

    fn order(&self, order: &str) -> String {
        self.order_with(order, json!({}))
    }

    fn order_with(&self, order: &str, variables: Json) -> String {
        let arguments = format!("orderBy: {order}");
        match self.compile("Post", &arguments, variables) {
            Ok((_, order)) => self.show_order(self.model("Post"), &order),
            Err(refusal) => refusal,
        }
    }
}

/// Compares the meaning of each text with what is expected.
#[track_caller]
fn check(meaning: impl Fn(&str) -> String, cases: &[(&str, &str)]) {
    for (input, expected) in cases {
        assert_eq!(meaning(input), *expected, "{input}");
    }
}
