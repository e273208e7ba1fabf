//! Random calls of related managers do to all tables what a naive model does, and nothing else.
//!
//! `managers` says which there are and how the API spells them, `naive` what they mean. Each case
//! goes on with the rows that the last one left.

mod managers;
mod naive;

use std::collections::{BTreeSet, HashMap};

use relation::catalog::{Catalog, FieldId, Model, ModelId, Path};
use serde_json::Value as Json;
use tests::{Reply, TestApp};

use super::{
    Report, Tables,
    cell::Cell,
    dice::Dice,
    rows::Forms,
    seeds,
    world::{World, read_rows, texts},
};
use managers::{Data, Manager, Shape, managers};
use naive::{Call, Done, Outcome, Row, Verb};

#[tokio::test]
async fn random_calls_of_managers_of_the_domain_equal_a_naive_model() {
    check(Tables::Domain, 150).await;
}

#[tokio::test]
async fn random_calls_of_managers_of_the_zoo_equal_a_naive_model() {
    check(Tables::Zoo, 300).await;
}

async fn check(tables: Tables, n_calls: u64) {
    let mut report = Report::default();
    for seed in seeds() {
        for app in tables.filled_to_write(seed, Forms::Written).await.each() {
            let managers = managers(&app).await;
            let shapes: BTreeSet<Shape> = managers.iter().map(|manager| manager.shape).collect();
            let shapes: Vec<Shape> = shapes.into_iter().collect();
            let mut state = State::read(&app).await;
            for case in 1..=n_calls {
                let mut dice = Dice::new(seed, case);
                let shape = *dice.pick(&shapes);
                let managers = managers.iter().filter(|manager| manager.shape == shape);
                let manager = *dice.pick(&managers.collect::<Vec<_>>());
                let name = format!("seed {seed}, case {case} of {tables:?}");
                state.call(manager, &mut dice, &name, &mut report).await;
            }
        }
    }
    report.expect(60);
}

/// All rows, as they are between two calls.
struct State<'a> {
    app: &'a TestApp,
    catalog: &'a Catalog,
    /// By model.
    rows: Vec<Vec<Row>>,
    /// The ids of the rows that were there at first, by model and key.
    ids: HashMap<(ModelId, String), String>,
}

impl<'a> State<'a> {
    async fn read(app: &'a TestApp) -> Self {
        let catalog = app.catalog();
        let world = World::read(app).await;
        let mut ids = HashMap::new();
        for model in catalog.models() {
            for row in &world.table(model.id).rows {
                let key = (model.id, key_text(model, &row.cells));
                ids.insert(key, row.id.clone());
            }
        }
        Self {
            app,
            catalog,
            rows: read_rows(app).await,
            ids,
        }
    }

    /// The id of a row; none for a new one whose key is not a number.
    fn id(&self, model: ModelId, row: usize) -> Option<String> {
        let facts = &self.catalog[model];
        let row = &self.rows[model.index()][row];
        let known = self.ids.get(&(model, key_text(facts, row)));
        known.cloned().or_else(|| match facts.primary_key[..] {
            [field] => match row[field.index()] {
                Cell::Whole(number) => Some(format!("{}:{number}", facts.name)),
                _ => None,
            },
            _ => None,
        })
    }

    async fn call(&mut self, manager: &Manager, dice: &mut Dice, name: &str, report: &mut Report) {
        let Some((call, data)) = self.draw(manager, dice) else {
            return;
        };
        let outcome = naive::outcome(self.catalog, &self.rows, &call);
        let accessor = &self.catalog[call.accessor];
        let id = |model: ModelId, row: usize| self.id(model, row).expect("a row that is known");
        let targets = call.targets.iter().map(|row| id(accessor.target, *row));
        let targets: Vec<String> = targets.collect();
        let owner = id(accessor.source, call.owner);
        let (query, variables) = manager.spelled(self.catalog, &call, &owner, &targets, &data);
        let reply = self.app.execute_with(&query, variables.clone()).await;
        let actual = read_rows(self.app).await;

        report.count(usize::from(actual != self.rows), 2);
        let faults = match &outcome {
            Outcome::Refused(code) => self.compare_refusal(code, &reply, &actual),
            Outcome::Done(done) => self.compare(&call, done, &reply, &actual),
        };
        if !faults.is_empty() {
            let faults = faults.join("\n");
            report.fail(format!("{name}\n{query}\n{variables}\n{faults}\n{reply}"));
        }
        self.rows = actual;
    }

    /// An owner, a verb, and rows of which some are related and some are given twice; none where
    /// there is no owner, or no row that a link needs.
    fn draw(&self, manager: &Manager, dice: &mut Dice) -> Option<(Call, Data)> {
        let accessor = &self.catalog[manager.accessor];
        let related = |owner: usize| naive::related(self.catalog, &self.rows, accessor.id, owner);
        let owners = self.known(accessor.source);
        let with_rows: Vec<usize> = (owners.iter().copied())
            .filter(|owner| !related(*owner).is_empty())
            .collect();
        let owners = if dice.chance(80) && !with_rows.is_empty() {
            with_rows
        } else {
            owners
        };
        let owner = *(!owners.is_empty()).then(|| dice.pick(&owners))?;
        let verb = match *dice.pick(&manager.verbs) {
            Verb::Set { .. } if manager.takes_clear => Verb::Set {
                clear: dice.chance(40),
            },
            verb => verb,
        };
        let others = self.known(accessor.target);
        let members = related(owner)
            .into_iter()
            .filter(|row| others.contains(row));
        let members: Vec<usize> = members.collect();
        let (n_members, n_others) = match verb {
            Verb::Clear => (0, 0),
            Verb::Remove if dice.chance(85) => (1 + dice.below(3), 0),
            Verb::Remove => (dice.below(2), 1),
            Verb::Add | Verb::Set { .. } => (dice.below(3), dice.below(4)),
        };
        let mut targets = Vec::new();
        for (n, rows) in [(n_members, &members), (n_others, &others)] {
            if !rows.is_empty() {
                targets.extend((0..n).map(|_| *dice.pick(rows)));
            }
        }
        if dice.chance(20) {
            targets.extend(targets.first().copied());
        }
        let data = manager.data(dice, &self.rows, |model| {
            let rows = self.known(model).into_iter();
            rows.filter_map(|row| Some((row, self.id(model, row)?)))
                .collect()
        })?;
        let call = Call {
            accessor: accessor.id,
            owner,
            verb,
            targets,
            data: data.cells.clone(),
        };
        Some((call, data))
    }

    /// The rows whose id is known.
    fn known(&self, model: ModelId) -> Vec<usize> {
        let rows = 0..self.rows[model.index()].len();
        rows.filter(|row| self.id(model, *row).is_some()).collect()
    }

    fn compare_refusal(&self, code: &str, reply: &Reply, actual: &[Vec<Row>]) -> Vec<String> {
        let mut faults = Vec::new();
        let codes: Vec<String> = reply.errors().into_iter().map(|e| e.code).collect();
        if codes != [code] {
            faults.push(format!("expected {code}, got {codes:?}"));
        }
        if actual != self.rows {
            faults.push("a refused call has changed rows".to_owned());
        }
        faults
    }

    fn compare(&self, call: &Call, done: &Done, reply: &Reply, actual: &[Vec<Row>]) -> Vec<String> {
        if !reply.errors().is_empty() {
            return vec!["expected no error".to_owned()];
        }
        let target = self.catalog[call.accessor].target;
        let ids = |rows: &BTreeSet<usize>| -> BTreeSet<String> {
            let named = |row: &usize| self.id(target, *row).expect("a row with an id");
            rows.iter().map(named).collect()
        };
        let mut faults = Vec::new();
        let data = reply.data();
        let shown = texts(&data["call"]["owner"]["rows"]["nodes"]);
        for (what, expected, found) in [
            ("added", &done.added, listed(&data["call"]["added"])),
            ("removed", &done.removed, listed(&data["call"]["removed"])),
        ] {
            let found_set: BTreeSet<String> = found.iter().cloned().collect();
            if found_set != ids(expected) || found.len() != found_set.len() {
                faults.push(format!(
                    "{what}: expected {:?}, got {found:?}",
                    ids(expected)
                ));
            }
        }
        let shown: BTreeSet<String> = shown.into_iter().collect();
        let expected = ids(&done.related);
        if shown != expected {
            faults.push(format!("related: expected {expected:?}, got {shown:?}"));
        }
        for model in self.catalog.models() {
            let through = match self.catalog[call.accessor].path {
                Path::ManyToMany(link) => Some(link.through),
                _ => None,
            };
            let new: &[_] = if through == Some(model.id) {
                &done.new_links
            } else {
                &[]
            };
            let index = model.id.index();
            if let Err(fault) = same_rows(&done.rows[index], new, &actual[index]) {
                faults.push(format!("{}: {fault}", model.name));
            }
        }
        faults
    }
}

/// Whether a table has these rows and new ones of which some values are known.
fn same_rows(expected: &[Row], new: &[Vec<(FieldId, Cell)>], actual: &[Row]) -> Result<(), String> {
    if new.is_empty() && expected == actual {
        return Ok(());
    }
    let mut rest = actual.to_vec();
    for row in expected {
        match rest.iter().position(|found| found == row) {
            Some(position) => drop(rest.swap_remove(position)),
            None => return Err(format!("no row {row:?} in {rest:?}")),
        }
    }
    for link in new {
        let is_it = |found: &Row| {
            link.iter()
                .all(|(field, cell)| found[field.index()] == *cell)
        };
        match rest.iter().position(is_it) {
            Some(position) => drop(rest.swap_remove(position)),
            None => return Err(format!("no new row {link:?} in {rest:?}")),
        }
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err(format!("rows too many: {rest:?}"))
    }
}

fn listed(ids: &Json) -> Vec<String> {
    let ids = ids.as_array().expect("a list of ids").iter();
    ids.map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

fn key_text(model: &Model, row: &Row) -> String {
    let key = model.primary_key.iter().map(|field| &row[field.index()]);
    format!("{:?}", key.collect::<Vec<_>>())
}
