//! Lists and their pages, as the API gives them.

use std::fmt;

use relation::catalog::{Accessor, Model};
use serde_json::{Value as Json, json};
use tests::TestApp;

use super::{
    dice::Dice,
    world::{World, camel},
};

/// More pages than any list here has.
const MANY_PAGES: usize = 1_000;

/// A list that takes `where`, `orderBy` and the arguments of a page.
pub(super) struct List {
    query: String,
    /// The row whose children the list has.
    parent: Option<String>,
    order: Json,
    condition: Json,
}

pub(super) struct Page {
    pub(super) ids: Vec<String>,
    pub(super) start: Json,
    pub(super) end: Json,
    has_next: bool,
    has_previous: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Forwards,
    Backwards,
}

impl List {
    /// The rows of a model.
    pub(super) fn of_model(world: &World<'_>, model: &Model, order: Json, condition: Json) -> Self {
        let list = world.table(model.id).list.as_ref();
        let list = list.expect("a model that is shown");
        Self {
            query: query(&model.name, "", &format!("rows: {list}"), ""),
            parent: None,
            order,
            condition,
        }
    }

    /// The rows related to the row with the id `parent`.
    pub(super) fn of_children(
        world: &World<'_>,
        accessor: &Accessor,
        parent: &str,
        order: Json,
        condition: Json,
    ) -> Self {
        let source = &world.catalog[accessor.source].name;
        let target = &world.catalog[accessor.target].name;
        let list = format!(
            "node(id: $id) {{ ... on {source} {{ rows: {}",
            camel(&accessor.name)
        );
        Self {
            query: query(target, "$id: ID!, ", &list, " } }"),
            parent: Some(parent.to_owned()),
            order,
            condition,
        }
    }

    pub(super) async fn all(&self, app: &TestApp) -> Vec<String> {
        self.read(app, json!({"first": 1000})).await.ids
    }

    /// The page next to `place`, which is null at the start.
    pub(super) async fn page(&self, app: &TestApp, way: Way, size: i64, place: &Json) -> Page {
        let page = match way {
            Way::Forwards => self.read(app, json!({"first": size, "after": place})),
            Way::Backwards => self.read(app, json!({"last": size, "before": place})),
        };
        let page = page.await;
        let n_rows = i64::try_from(page.ids.len()).expect("a small number");
        assert!(n_rows <= size, "{n_rows} rows on a page of {size}\n{self}");
        page
    }

    /// All rows, in pages of random sizes.
    pub(super) async fn paged(&self, app: &TestApp, dice: &mut Dice, way: Way) -> Vec<String> {
        let mut ids = Vec::new();
        let mut place = Json::Null;
        for _ in 0..MANY_PAGES {
            let page = self.page(app, way, dice.between(1, 9), &place).await;
            let has_more = page.add_to(&mut ids, &mut place, way);
            if !has_more {
                return ids;
            }
        }
        panic!("{way:?} has no end\n{self}");
    }

    async fn read(&self, app: &TestApp, mut arguments: Json) -> Page {
        arguments["where"] = self.condition.clone();
        arguments["orderBy"] = self.order.clone();
        if let Some(parent) = &self.parent {
            arguments["id"] = json!(parent);
        }
        let reply = app.execute_with(&self.query, arguments).await;
        assert_eq!(reply.errors(), [], "{self}");
        let data = reply.data();
        let rows = data.get("rows").unwrap_or(&data["node"]["rows"]);
        let edges = rows["edges"].as_array().expect("a list of edges");
        let info = &rows["pageInfo"];
        if let (Some(first), Some(last)) = (edges.first(), edges.last()) {
            assert_eq!(info["startCursor"], first["cursor"], "{self}");
            assert_eq!(info["endCursor"], last["cursor"], "{self}");
        }
        let ids = edges.iter().map(|edge| edge["node"]["id"].as_str());
        Page {
            ids: ids.map(|id| id.expect("an id").to_owned()).collect(),
            start: info["startCursor"].clone(),
            end: info["endCursor"].clone(),
            has_next: info["hasNextPage"] == true,
            has_previous: info["hasPreviousPage"] == true,
        }
    }
}

impl Page {
    /// Adds the page to the rows seen so far, moves on, and tells whether there is more.
    pub(super) fn add_to(self, ids: &mut Vec<String>, place: &mut Json, way: Way) -> bool {
        match way {
            Way::Forwards => {
                ids.extend(self.ids);
                *place = self.end;
                self.has_next
            }
            Way::Backwards => {
                ids.splice(0..0, self.ids);
                *place = self.start;
                self.has_previous
            }
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            query,
            parent,
            order,
            condition,
        } = self;
        let parent = parent.as_deref().unwrap_or_default();
        write!(
            f,
            "{query}\nid: {parent}\norderBy: {order}\nwhere: {condition}"
        )
    }
}

fn query(model: &str, variables: &str, start: &str, end: &str) -> String {
    format!(
        "query({variables}$where: {model}Where, $orderBy: [{model}Order!], $first: Int, \
         $after: String, $last: Int, $before: String) {{ \
         {start}(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, \
         before: $before) {{ edges {{ cursor node {{ id }} }} \
         pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }}{end} }}"
    )
}

/// A model with rows, the more often the more fields it has.
pub(super) fn a_model<'w>(world: &World<'w>, dice: &mut Dice) -> &'w Model {
    let models = world.catalog.models().iter();
    let models: Vec<&Model> = models
        .filter(|model| world.table(model.id).list.is_some())
        .filter(|model| world.table(model.id).rows.len() > 4)
        .flat_map(|model| std::iter::repeat_n(model, model.fields.len()))
        .collect();
    dice.pick::<&Model>(&models)
}
