//! All rows of a database in memory, with what is related to each.

use std::cmp::Ordering;

use heck::ToLowerCamelCase;
use relation::catalog::{AccessorId, Catalog, FieldId, ForeignKeyId, Model, ModelId, Path};
use serde_json::{Value as Json, json};
use tests::TestApp;

use super::cell::{Cell, stored};

/// All rows, in the order of their primary keys.
pub(super) struct World<'a> {
    pub(super) catalog: &'a Catalog,
    /// By model.
    tables: Vec<Table>,
    /// By accessor and row.
    related: Vec<Vec<Vec<Related>>>,
}

#[derive(Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// The root field that lists the rows; none for a hidden model.
    pub(super) list: Option<String>,
}

pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Empty for a hidden model.
    pub(super) id: String,
}

/// A row at the other end of a relation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Related {
    /// The row of the through model.
    pub(super) link: Option<usize>,
    pub(super) target: usize,
}

impl<'a> World<'a> {
    /// Reads all rows, and their ids through the API.
    pub(super) async fn read(app: &'a TestApp) -> Self {
        let catalog = app.catalog();
        let lists = list_fields(app).await;
        let mut tables = Vec::new();
        for (model, mut rows) in catalog.models().iter().zip(read_rows(app).await) {
            rows.sort_by(|a, b| by_key(model, a, b));
            let list = lists.iter().find(|(name, _)| *name == model.name);
            let list = list.map(|(_, field)| field.clone());
            let ids = match &list {
                Some(field) => ids(app, field).await,
                None => vec![String::new(); rows.len()],
            };
            assert_eq!(ids.len(), rows.len(), "{}", model.name);
            let rows = rows.into_iter().zip(ids);
            let rows = rows.map(|(cells, id)| Row { cells, id }).collect();
            tables.push(Table { rows, list });
        }
        Self::new(catalog, tables)
    }

    /// The world of these rows, which have the order of their primary keys.
    pub(super) fn new(catalog: &'a Catalog, tables: Vec<Table>) -> Self {
        let mut world = Self {
            catalog,
            tables,
            related: Vec::new(),
        };
        let accessors = catalog.models().iter().flat_map(|model| &model.accessors);
        let mut accessors: Vec<AccessorId> = accessors.copied().collect();
        accessors.sort_by_key(|accessor| accessor.index());
        world.related = (accessors.iter())
            .map(|accessor| world.relate(*accessor))
            .collect();
        world
    }

    pub(super) fn table(&self, model: ModelId) -> &Table {
        &self.tables[model.index()]
    }

    /// The value of a field; NULL for the row that is none.
    pub(super) fn cell(&self, model: ModelId, row: Option<usize>, field: FieldId) -> &Cell {
        match row {
            Some(row) => &self.table(model).rows[row].cells[field.index()],
            None => &Cell::Null,
        }
    }

    /// The rows at the other end, in the order of their primary keys, then those of the links.
    pub(super) fn related(&self, accessor: AccessorId, row: Option<usize>) -> &[Related] {
        row.map_or(&[], |row| &self.related[accessor.index()][row])
    }

    fn relate(&self, accessor: AccessorId) -> Vec<Vec<Related>> {
        let accessor = &self.catalog[accessor];
        let rows = 0..self.table(accessor.source).rows.len();
        let plain = |target| Related { link: None, target };
        rows.map(|row| match accessor.path {
            Path::Forward(key) => self.targets(key, row).map(plain).collect(),
            Path::ReverseOne(key) | Path::Reverse(key) => {
                self.sources(key, row).map(plain).collect()
            }
            Path::ManyToMany(link) => {
                let links = self.sources(link.source, row);
                let mut found: Vec<Related> = links
                    .flat_map(|row| {
                        let targets = self.targets(link.target, row);
                        targets.map(move |target| Related {
                            link: Some(row),
                            target,
                        })
                    })
                    .collect();
                found.sort_by_key(|related| (related.target, related.link));
                found
            }
        })
        .collect()
    }

    /// The row that `row` refers to.
    fn targets(&self, key: ForeignKeyId, row: usize) -> impl Iterator<Item = usize> {
        let key = &self.catalog[key];
        let targets = 0..self.table(key.target).rows.len();
        targets.filter(move |target| self.refers(key.id, row, *target))
    }

    /// The rows that refer to `target`.
    fn sources(&self, key: ForeignKeyId, target: usize) -> impl Iterator<Item = usize> {
        let key = &self.catalog[key];
        let rows = 0..self.table(key.model).rows.len();
        rows.filter(move |row| self.refers(key.id, *row, target))
    }

    fn refers(&self, key: ForeignKeyId, row: usize, target: usize) -> bool {
        let key = &self.catalog[key];
        let mut pairs = key.fields.iter().zip(&key.target_fields);
        pairs.all(|(field, target_field)| {
            let cell = self.cell(key.model, Some(row), *field);
            let target = self.cell(key.target, Some(target), *target_field);
            cell.compare(target) == Some(Ordering::Equal)
        })
    }
}

/// The rows of every model, as the database holds them.
pub(super) async fn read_rows(app: &TestApp) -> Vec<Vec<Vec<Cell>>> {
    let catalog = app.catalog();
    let mut tables = Vec::new();
    for model in catalog.models() {
        let kinds = model
            .fields
            .iter()
            .map(|field| stored(catalog, &field.kind));
        let kinds: Vec<_> = kinds.enumerate().collect();
        let rows = app.read_raw(model).await;
        let cells = |row| {
            let cells = kinds.iter();
            cells
                .map(|(index, kind)| Cell::read(row, *index, kind))
                .collect()
        };
        tables.push(rows.iter().map(cells).collect());
    }
    tables
}

/// How a field or relation goes in the API.
pub(super) fn camel(name: &str) -> String {
    name.to_lower_camel_case()
}

/// How two rows stand to each other by their primary keys.
pub(super) fn by_key(model: &Model, a: &[Cell], b: &[Cell]) -> Ordering {
    let fields = model.primary_key.iter().map(|field| field.index());
    fields
        .map(|field| a[field].compare(&b[field]).expect("no NULL in a key"))
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Each model that is shown, with the root field that lists its rows.
pub(super) async fn list_fields(app: &TestApp) -> Vec<(String, String)> {
    let reply = app
        .execute("{ __schema { queryType { fields { name type { ofType { name } } } } } }")
        .await;
    let data = reply.data();
    let fields = data["__schema"]["queryType"]["fields"].as_array();
    let fields = fields.expect("root fields").iter();
    fields
        .filter_map(|field| {
            let node = field["type"]["ofType"]["name"].as_str()?;
            let model = node.strip_suffix("Connection")?;
            Some((model.to_owned(), field["name"].as_str()?.to_owned()))
        })
        .collect()
}

/// The ids of all rows, in the order of their primary keys.
pub(super) async fn ids(app: &TestApp, list: &str) -> Vec<String> {
    let query = format!("{{ rows: {list}(first: 1000) {{ nodes {{ id }} }} }}");
    let data = app.execute_with(&query, json!({})).await.data();
    texts(&data["rows"]["nodes"])
}

/// The ids of a list of nodes.
pub(super) fn texts(nodes: &Json) -> Vec<String> {
    let nodes = nodes.as_array().expect("a list of nodes").iter();
    nodes
        .map(|node| node["id"].as_str().expect("an id").to_owned())
        .collect()
}
