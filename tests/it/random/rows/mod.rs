//! Fills the tables of any catalog with random rows.
//!
//! Keys, unique fields, foreign keys and one-to-ones are respected. A relation that may lead
//! nowhere sometimes does: it is NULL, half NULL, or, where the database does not check, dangling.

mod forms;
mod tests;
pub(super) mod values;

use std::collections::{HashMap, HashSet};

use ::tests::TestApp;
use relation::catalog::{Catalog, FieldId, ForeignKey, Model, ModelId};
use sea_orm::{DbBackend, sea_query::Expr};

use super::{
    cell::{Cell, stored},
    dice::Dice,
    world,
};

/// How many rows each model is given.
const ROWS: usize = 16;

/// How often a row is drawn until one is found that is like no other.
const TRIES: usize = 30;

pub(super) type Row = Vec<Cell>;

/// In which forms dates with a time are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forms {
    /// As drivers write them. Orders on SQLite are those of the text.
    Written,
    /// Sometimes in another form that SQLite knows.
    Mixed,
}

/// Adds random rows to every model, and leaves those that are there.
pub(super) async fn fill(app: &TestApp, dice: &mut Dice, forms: Forms) {
    let mut filler = Filler::new(app, forms).await;
    for model in in_order(app.catalog()) {
        filler.add(dice, model, ROWS).await;
    }
}

fn bound(
    catalog: &Catalog,
    model: &Model,
    row: &Row,
    forms: &[Option<String>],
    backend: DbBackend,
) -> Vec<Expr> {
    let columns = model.fields.iter().zip(row).zip(forms);
    columns
        .map(|((field, cell), form)| match form {
            Some(form) if backend == DbBackend::Sqlite => Expr::val(form.clone()),
            _ => cell.bound(stored(catalog, &field.kind)),
        })
        .collect()
}

/// The models, those before others that these need a row of.
pub(super) fn in_order(catalog: &Catalog) -> Vec<ModelId> {
    let mut order = Vec::new();
    let mut waiting: Vec<ModelId> = catalog.models().iter().map(|model| model.id).collect();
    while !waiting.is_empty() {
        let needs = |model: ModelId| {
            let keys = catalog.foreign_keys().iter();
            keys.filter(move |key| key.model == model && !key.nullable)
                .map(|key| key.target)
                .filter(move |target| *target != model)
        };
        let is_ready = |model: &ModelId| needs(*model).all(|target| order.contains(&target));
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_ready);
        assert!(!ready.is_empty(), "rows of {rest:?} need each other");
        order.extend(ready);
        waiting = rest;
    }
    order
}

/// Adds rows to tables of which it knows all rows.
pub(super) struct Filler<'a> {
    app: &'a TestApp,
    catalog: &'a Catalog,
    /// By model.
    rows: Vec<Vec<Row>>,
    forms: Forms,
    /// Whether new rows refer to none of their own model.
    is_lonely: bool,
}

impl<'a> Filler<'a> {
    async fn new(app: &'a TestApp, forms: Forms) -> Self {
        Self {
            app,
            catalog: app.catalog(),
            rows: world::read_rows(app).await,
            forms,
            is_lonely: false,
        }
    }

    /// One that writes dates as drivers do.
    pub(super) async fn written(app: &'a TestApp) -> Self {
        Self::new(app, Forms::Written).await
    }

    /// One whose new rows refer to none of their own model.
    pub(super) async fn lonely(app: &'a TestApp) -> Self {
        Self {
            is_lonely: true,
            ..Self::written(app).await
        }
    }

    /// Adds rows to one model, and gives their number: it is less than `count` where no more are
    /// found that are like no other.
    pub(super) async fn add(&mut self, dice: &mut Dice, model: ModelId, count: usize) -> usize {
        let model = &self.catalog[model];
        let new: Vec<Row> = (0..count).filter_map(|_| self.find(dice, model)).collect();
        self.insert(dice, model, &new).await;
        new.len()
    }

    async fn insert(&self, dice: &mut Dice, model: &Model, rows: &[Row]) {
        let rows: Vec<(&Row, Vec<Option<String>>)> = rows
            .iter()
            .map(|row| match self.forms {
                Forms::Written => (row, vec![None; row.len()]),
                Forms::Mixed => (row, forms::of_row(dice, self.catalog, model, row)),
            })
            .collect();
        let bound = |backend| {
            let rows = rows.iter();
            rows.map(|(row, forms)| bound(self.catalog, model, row, forms, backend))
                .collect()
        };
        self.app.insert_raw(model, bound).await;
    }

    fn find(&mut self, dice: &mut Dice, model: &Model) -> Option<Row> {
        let row = (0..TRIES).find_map(|_| {
            let row = self.draw(dice, model)?;
            self.is_new(model, &row).then_some(row)
        })?;
        self.rows[model.id.index()].push(row.clone());
        Some(row)
    }

    fn draw(&self, dice: &mut Dice, model: &Model) -> Option<Row> {
        let mut given: HashMap<FieldId, Cell> = HashMap::new();
        for key in self.catalog.foreign_keys() {
            if key.model == model.id {
                self.refer(dice, key, &mut given)?;
            }
        }
        let fields = model.fields.iter().enumerate();
        let row = fields.map(|(index, field)| {
            let id = model.field_by_name(&field.name).expect("its own field");
            if let Some(cell) = given.remove(&id) {
                return cell;
            }
            let is_number = matches!(
                stored(self.catalog, &field.kind),
                relation::catalog::Kind::BigInt
            );
            if model.primary_key == [id] && is_number {
                return Cell::Whole(self.next_number(dice, model, index));
            }
            if field.nullable && dice.chance(25) {
                return Cell::Null;
            }
            values::of_field(dice, self.catalog, field)
        });
        Some(row.collect())
    }

    /// Gives the fields of a foreign key the values of a row that it can refer to, or of none.
    fn refer(
        &self,
        dice: &mut Dice,
        key: &ForeignKey,
        given: &mut HashMap<FieldId, Cell>,
    ) -> Option<()> {
        let model = &self.catalog[key.model];
        let to_none = self.is_lonely && key.target == key.model;
        if key.nullable && (to_none || dice.chance(25)) {
            for field in &key.fields {
                if model[*field].nullable && (to_none || key.fields.len() == 1 || dice.chance(70)) {
                    given.entry(*field).or_insert(Cell::Null);
                }
            }
            let is_half = key.fields.iter().any(|f| given.get(f) == Some(&Cell::Null));
            return is_half.then_some(());
        }
        if to_none || (!key.has_constraint && dice.chance(20)) {
            return Some(());
        }
        let fits = |row: &&Row| {
            let mut pairs = key.fields.iter().zip(&key.target_fields);
            pairs.all(|(field, target)| {
                let cell = &row[target.index()];
                !cell.is_null() && given.get(field).is_none_or(|known| known == cell)
            })
        };
        let targets = self.rows[key.target.index()].iter();
        let targets: Vec<&Row> = targets
            .filter(fits)
            .filter(|target| !self.is_taken(key, target))
            .collect();
        if targets.is_empty() {
            return None;
        }
        let target = *dice.pick(&targets);
        for (field, target_field) in key.fields.iter().zip(&key.target_fields) {
            given.insert(*field, target[target_field.index()].clone());
        }
        Some(())
    }

    /// Whether no other row can refer to `target`.
    fn is_taken(&self, key: &ForeignKey, target: &Row) -> bool {
        let refers = |row: &Row| {
            let mut pairs = key.fields.iter().zip(&key.target_fields);
            pairs.all(|(field, to)| row[field.index()] == target[to.index()])
        };
        key.one_to_one && self.rows[key.model.index()].iter().any(refers)
    }

    /// A number beyond all that are there, not always the next one.
    fn next_number(&self, dice: &mut Dice, model: &Model, index: usize) -> i64 {
        let rows = self.rows[model.id.index()].iter();
        let numbers = rows.filter_map(|row| match row[index] {
            Cell::Whole(number) => Some(number),
            _ => None,
        });
        numbers.max().unwrap_or(0) + dice.between(1, 3)
    }

    fn is_new(&self, model: &Model, row: &Row) -> bool {
        is_new(self.catalog, model, self.rows[model.id.index()].iter(), row)
    }
}

/// Whether a row shares with none of the others what only one may have.
pub(super) fn is_new<'r>(
    catalog: &Catalog,
    model: &Model,
    others: impl Iterator<Item = &'r Row> + Clone,
    row: &Row,
) -> bool {
    let own_keys = catalog.foreign_keys().iter();
    let one_to_ones = own_keys.filter(|key| key.model == model.id && key.one_to_one);
    let unique = model.fields.iter().filter(|field| field.unique);
    let mut groups: HashSet<Vec<FieldId>> = HashSet::new();
    groups.insert(model.primary_key.clone());
    groups.extend(model.unique_together.iter().cloned());
    groups.extend(one_to_ones.map(|key| key.fields.clone()));
    groups.extend(unique.filter_map(|field| Some(vec![model.field_by_name(&field.name)?])));
    groups.iter().all(|group| {
        let is_same = |other: &Row| {
            let mut fields = group.iter().map(|field| field.index());
            fields.all(|field| !row[field].is_null() && row[field] == other[field])
        };
        !others.clone().any(is_same)
    })
}
