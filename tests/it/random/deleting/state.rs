//! All rows, as they are between two calls.

use std::collections::{BTreeSet, HashMap};

use relation::catalog::{Catalog, FieldId, Model, ModelId};
use sea_orm::{DbBackend, sea_query::Expr};
use tests::TestApp;

use super::{
    super::{
        cell::{Cell, stored},
        dice::Dice,
        mutations::{Mutation, mutations},
        rows::{Filler, Row, values},
        world::{self, World, by_key, list_fields, read_rows},
    },
    naive::{Plan, RowId, Tables},
};

/// Tables with fewer rows are filled again.
const FEW: usize = 6;

pub(super) struct State<'a> {
    pub(super) app: &'a TestApp,
    pub(super) catalog: &'a Catalog,
    /// By model: the mutation that deletes the rows that meet a condition, where there is one.
    deletions: Vec<Option<String>>,
    /// By model: the root field that lists the rows, unless it is hidden.
    lists: Vec<Option<String>>,
    /// By model, in the order of their primary keys.
    pub(super) rows: Tables,
    /// The ids of rows, by model and key.
    ids: HashMap<(ModelId, String), String>,
}

impl<'a> State<'a> {
    pub(super) async fn read(app: &'a TestApp) -> Self {
        let catalog = app.catalog();
        let lists = list_fields(app).await;
        let list = |model: &Model| {
            let list = lists.iter().find(|(name, _)| *name == model.name);
            list.map(|(_, field)| field.clone())
        };
        let mutations = mutations(app).await;
        let mut state = Self {
            app,
            catalog,
            deletions: (catalog.models().iter())
                .map(|model| deletion(&mutations, model))
                .collect(),
            lists: catalog.models().iter().map(list).collect(),
            rows: Tables::new(),
            ids: HashMap::new(),
        };
        state.reread().await;
        state
    }

    pub(super) fn is_shown(&self, model: ModelId) -> bool {
        self.lists[model.index()].is_some()
    }

    /// The models of which the API deletes rows.
    pub(super) fn deletable(&self) -> Vec<ModelId> {
        let models = self.catalog.models().iter();
        let deletable = models.filter(|model| self.deletion(model.id).is_some());
        deletable.map(|model| model.id).collect()
    }

    /// The mutation that deletes the rows that meet a condition.
    pub(super) fn deletion(&self, model: ModelId) -> Option<&str> {
        self.deletions[model.index()].as_deref()
    }

    /// The rows as the database holds them, in the order of their primary keys.
    pub(super) async fn read_rows(&self) -> Tables {
        let mut rows = read_rows(self.app).await;
        for (model, rows) in self.catalog.models().iter().zip(&mut rows) {
            rows.sort_by(|a, b| by_key(model, a, b));
        }
        rows
    }

    pub(super) async fn reread(&mut self) {
        let rows = self.read_rows().await;
        self.take(rows).await;
    }

    /// Goes on with other rows, and asks for the ids of those that are new.
    pub(super) async fn take(&mut self, rows: Tables) {
        self.rows = rows;
        for model in self.catalog.models() {
            let Some(list) = &self.lists[model.id.index()] else {
                continue;
            };
            let rows = &self.rows[model.id.index()];
            let keys = rows.iter().map(|row| (model.id, key_text(model, row)));
            let keys: Vec<_> = keys.collect();
            if keys.iter().any(|key| !self.ids.contains_key(key)) {
                let ids = world::ids(self.app, list).await;
                assert_eq!(ids.len(), keys.len(), "{}", model.name);
                self.ids.extend(keys.into_iter().zip(ids));
            }
        }
    }

    /// The id of a row of a model that is shown.
    pub(super) fn id(&self, (model, row): RowId) -> &str {
        let key = (model, self.key((model, row)));
        &self.ids[&key]
    }

    /// The primary key of a row.
    pub(super) fn key(&self, (model, row): RowId) -> String {
        key_text(&self.catalog[model], &self.rows[model.index()][row])
    }

    /// The rows with these primary keys that are there.
    pub(super) fn find(&self, keys: &[(ModelId, String)]) -> BTreeSet<RowId> {
        let found = keys.iter().filter_map(|(model, key)| {
            let mut rows = 0..self.rows[model.index()].len();
            let row = rows.find(|row| self.key((*model, *row)) == *key)?;
            Some((*model, row))
        });
        found.collect()
    }

    pub(super) fn plan(&self, roots: &BTreeSet<RowId>) -> Plan {
        Plan::new(self.catalog, &self.rows, roots)
    }

    /// The same rows for the evaluation of conditions.
    pub(super) fn world(&self) -> World<'a> {
        let tables = self.catalog.models().iter().map(|model| {
            let rows = self.rows[model.id.index()].iter().enumerate();
            let rows = rows.map(|(position, cells)| world::Row {
                cells: cells.clone(),
                id: if self.is_shown(model.id) {
                    self.id((model.id, position)).to_owned()
                } else {
                    String::new()
                },
            });
            world::Table {
                rows: rows.collect(),
                list: self.lists[model.id.index()].clone(),
            }
        });
        World::new(self.catalog, tables.collect())
    }

    /// Adds rows where there are few.
    pub(super) async fn refill(&mut self, dice: &mut Dice) {
        let is_few = |rows: &Vec<Row>| rows.len() < FEW;
        if !self.rows.iter().any(is_few) {
            return;
        }
        let mut filler = Filler::written(self.app).await;
        for model in super::super::rows::in_order(self.catalog) {
            let n_rows = self.rows[model.index()].len();
            if n_rows < FEW {
                filler.add(dice, model, 2 * FEW - n_rows).await;
            }
        }
        self.reread().await;
    }

    /// Adds rows to a model, where some are found that are like no others.
    pub(super) async fn add(&mut self, dice: &mut Dice, model: ModelId, count: usize) {
        let mut filler = Filler::written(self.app).await;
        filler.add(dice, model, count).await;
        self.reread().await;
    }

    /// Writes fields of a row in the database and here.
    pub(super) async fn write(&mut self, (model, row): RowId, values: &[(FieldId, Cell)]) {
        let facts = &self.catalog[model];
        let bound = |field: FieldId, cell: &Cell| -> Expr {
            cell.bound(stored(self.catalog, &facts[field].kind))
        };
        let cells = &mut self.rows[model.index()][row];
        let key: Vec<(FieldId, Cell)> = (facts.primary_key.iter())
            .map(|field| (*field, cells[field.index()].clone()))
            .collect();
        let of = |values: &[(FieldId, Cell)]| -> Vec<(FieldId, Expr)> {
            let values = values.iter();
            values.map(|(f, cell)| (*f, bound(*f, cell))).collect()
        };
        let (key, written) = (|_: DbBackend| of(&key), |_: DbBackend| of(values));
        self.app.update_raw(facts, key, written).await;
        for (field, cell) in values {
            cells[field.index()] = cell.clone();
        }
    }
}

fn deletion(mutations: &[Mutation], model: &Model) -> Option<String> {
    let condition = ("where".to_owned(), format!("{}Where", model.name));
    let found = mutations
        .iter()
        .find(|(name, arguments)| name.starts_with("delete") && arguments.contains(&condition));
    found.map(|(name, _)| name.clone())
}

/// A random value for a field.
pub(super) fn drawn(dice: &mut Dice, catalog: &Catalog, model: &Model, field: FieldId) -> Cell {
    let field = &model[field];
    if field.nullable && dice.chance(25) {
        return Cell::Null;
    }
    values::of_field(dice, catalog, field)
}

fn key_text(model: &Model, row: &Row) -> String {
    let key = model.primary_key.iter().map(|field| &row[field.index()]);
    format!("{:?}", key.collect::<Vec<_>>())
}
