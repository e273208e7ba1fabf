//! What managers mean, row by row over all tables in memory.
//!
//! Source: Django 5.2, related objects reference, and `fields/related_descriptors.py`.

use std::{cmp::Ordering, collections::BTreeSet};

use relation::catalog::{
    AccessorId, Catalog, FieldId, ForeignKey, ForeignKeyId, Link, Model, ModelId, OnDelete, Path,
};

use super::super::cell::Cell;

pub(super) type Row = Vec<Cell>;

/// A call of a manager. Rows go by their positions.
pub(super) struct Call {
    pub(super) accessor: AccessorId,
    pub(super) owner: usize,
    pub(super) verb: Verb,
    pub(super) targets: Vec<usize>,
    /// What new links hold besides their keys, as far as the call says it.
    pub(super) data: Vec<(FieldId, Cell)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Add,
    Remove,
    Set { clear: bool },
    Clear,
}

/// What a call comes to.
pub(super) enum Outcome {
    /// An error of this code, and nothing changes.
    Refused(&'static str),
    Done(Done),
}

pub(super) struct Done {
    /// The rows that are left, by model.
    pub(super) rows: Vec<Vec<Row>>,
    /// The links that are new besides, each by what is known of it.
    pub(super) new_links: Vec<Vec<(FieldId, Cell)>>,
    /// The positions of targets that came to be related, and of those that ceased to be.
    pub(super) added: BTreeSet<usize>,
    pub(super) removed: BTreeSet<usize>,
    /// The positions of all related targets, in the end.
    pub(super) related: BTreeSet<usize>,
}

pub(super) fn outcome(catalog: &Catalog, rows: &[Vec<Row>], call: &Call) -> Outcome {
    let tables = rows
        .iter()
        .map(|rows| rows.iter().cloned().map(Some).collect());
    let naive = Naive {
        catalog,
        tables: tables.collect(),
        call,
    };
    let done = match catalog[call.accessor].path {
        Path::Reverse(key) => naive.children(&catalog[key]),
        Path::ManyToMany(link) => naive.links(link),
        Path::Forward(_) | Path::ReverseOne(_) => panic!("a relation to one row"),
    };
    match done {
        Ok(done) => Outcome::Done(done),
        Err(code) => Outcome::Refused(code),
    }
}

/// The positions of the rows related to an owner.
pub(super) fn related(
    catalog: &Catalog,
    rows: &[Vec<Row>],
    accessor: AccessorId,
    owner: usize,
) -> BTreeSet<usize> {
    let accessor = &catalog[accessor];
    let owner = &rows[accessor.source.index()][owner];
    let referring = |key: ForeignKeyId, target: &Row| -> Vec<usize> {
        let key = &catalog[key];
        let target = values(target, &key.target_fields);
        let rows = rows[key.model.index()].iter().enumerate();
        rows.filter(|(_, row)| equal(&values(row, &key.fields), &target))
            .map(|(position, _)| position)
            .collect()
    };
    match accessor.path {
        Path::Reverse(key) => referring(key, owner).into_iter().collect(),
        Path::ManyToMany(link) => {
            let target_key = &catalog[link.target];
            let links = referring(link.source, owner).into_iter();
            links
                .flat_map(|position| {
                    let through = &rows[link.through.index()][position];
                    let end = values(through, &target_key.fields);
                    let targets = rows[target_key.target.index()].iter().enumerate();
                    targets
                        .filter(move |(_, row)| {
                            equal(&values(row, &target_key.target_fields), &end)
                        })
                        .map(|(position, _)| position)
                })
                .collect()
        }
        Path::Forward(_) | Path::ReverseOne(_) => panic!("a relation to one row"),
    }
}

fn values(row: &Row, fields: &[FieldId]) -> Vec<Cell> {
    fields
        .iter()
        .map(|field| row[field.index()].clone())
        .collect()
}

/// Whether a key refers: no value is NULL.
fn equal(a: &[Cell], b: &[Cell]) -> bool {
    let mut pairs = a.iter().zip(b);
    pairs.all(|(a, b)| a.compare(b) == Some(Ordering::Equal))
}

struct Naive<'a> {
    catalog: &'a Catalog,
    /// By model; what was deleted is none.
    tables: Vec<Vec<Option<Row>>>,
    call: &'a Call,
}

impl Naive<'_> {
    fn model(&self, id: ModelId) -> &Model {
        &self.catalog[id]
    }

    /// Moves children to the owner, or away from it.
    fn children(mut self, key: &ForeignKey) -> Result<Done, &'static str> {
        let owner = self.owner_values(key)?;
        let model = key.model.index();
        let is_related = |naive: &Self, row: usize| {
            let row = naive.tables[model][row].as_ref();
            row.is_some_and(|row| equal(&values(row, &key.fields), &owner))
        };
        let all = 0..self.tables[model].len();
        let present: BTreeSet<usize> = all.filter(|row| is_related(&self, *row)).collect();
        let named: BTreeSet<usize> = self.call.targets.iter().copied().collect();
        let (gone, come) = match self.call.verb {
            Verb::Add => (BTreeSet::new(), named),
            Verb::Remove if !named.is_subset(&present) => return Err("NOT_FOUND"),
            Verb::Remove => (named, BTreeSet::new()),
            Verb::Set { .. } if !key.nullable => (BTreeSet::new(), named),
            Verb::Set { clear: true } => (present.clone(), named),
            Verb::Set { clear: false } => (&present - &named, named),
            Verb::Clear => (present.clone(), BTreeSet::new()),
        };
        for row in &gone {
            for field in &key.fields {
                if self.model(key.model)[*field].nullable {
                    self.row(key.model, *row)[field.index()] = Cell::Null;
                }
            }
        }
        for row in &come {
            if !is_related(&self, *row) {
                for (field, value) in key.fields.iter().zip(&owner) {
                    self.row(key.model, *row)[field.index()] = value.clone();
                }
            }
        }
        self.check_keys(key.model, &[])?;
        let related = &(&present - &gone) | &come;
        Ok(self.done(Vec::new(), &present, related))
    }

    /// Makes and deletes links.
    fn links(mut self, link: Link) -> Result<Done, &'static str> {
        let catalog = self.catalog;
        let (source, target) = (&catalog[link.source], &catalog[link.target]);
        let owner = self.owner_values(source)?;
        let named: BTreeSet<usize> = self.call.targets.iter().copied().collect();
        let before = self.plain_rows();
        let present = related(catalog, &before, self.call.accessor, self.call.owner);

        let ends = |row: &Row| (values(row, &source.fields), values(row, &target.fields));
        let end_of = |row: usize| {
            let row = &before[target.target.index()][row];
            values(row, &target.target_fields)
        };
        let takes_all = matches!(self.call.verb, Verb::Clear | Verb::Set { clear: true });
        let leaving: Vec<Vec<Cell>> = match self.call.verb {
            Verb::Remove => named.iter().map(|row| end_of(*row)).collect(),
            Verb::Set { clear: false } => (&present - &named).into_iter().map(end_of).collect(),
            Verb::Add | Verb::Set { clear: true } | Verb::Clear => Vec::new(),
        };
        let leaves = |from: &[Cell], to: &[Cell]| {
            equal(from, &owner) && (takes_all || leaving.iter().any(|end| equal(to, end)))
        };
        let links = before[link.through.index()].iter().enumerate();
        let gone = links.filter(|(_, row)| {
            let (from, to) = ends(row);
            leaves(&from, &to) || (link.symmetrical && leaves(&to, &from))
        });
        let gone: Vec<usize> = gone.map(|(position, _)| position).collect();
        self.delete(link.through, &gone)?;

        // The links that come.
        let come: BTreeSet<usize> = match self.call.verb {
            Verb::Add | Verb::Set { clear: true } => named,
            Verb::Set { clear: false } => &named - &present,
            Verb::Remove | Verb::Clear => BTreeSet::new(),
        };
        let mut new_links: Vec<Vec<(FieldId, Cell)>> = Vec::new();
        for row in come {
            let end = end_of(row);
            if end.iter().any(Cell::is_null) {
                return Err("INVALID");
            }
            let mut wanted = vec![(owner.clone(), end.clone())];
            if link.symmetrical && !equal(&owner, &end) {
                wanted.push((end, owner.clone()));
            }
            for (from, to) in wanted {
                let left = self.tables[link.through.index()].iter().flatten();
                let is_there = left
                    .map(ends)
                    .any(|(a, b)| equal(&a, &from) && equal(&b, &to));
                if is_there {
                    continue;
                }
                let new = self.new_link(source, target, &from, &to)?;
                if !new_links.contains(&new) {
                    new_links.push(new);
                }
            }
        }
        self.check_keys(link.through, &new_links)?;
        let related = related_after(
            self.catalog,
            &self.plain_rows(),
            &new_links,
            self.call,
            link,
        );
        Ok(self.done(new_links, &present, related))
    }

    /// The values of a new link; an error where its two keys share a field and differ in it.
    fn new_link(
        &self,
        source: &ForeignKey,
        target: &ForeignKey,
        from: &[Cell],
        to: &[Cell],
    ) -> Result<Vec<(FieldId, Cell)>, &'static str> {
        let mut link: Vec<(FieldId, Cell)> = Vec::new();
        let from = source.fields.iter().copied().zip(from.iter().cloned());
        let to = target.fields.iter().copied().zip(to.iter().cloned());
        for (field, value) in from.chain(to) {
            match link.iter().find(|(known, _)| *known == field) {
                Some((_, known)) if *known != value => return Err("INVALID"),
                Some(_) => {}
                None => link.push((field, value)),
            }
        }
        for (field, value) in &self.call.data {
            if !link.iter().any(|(known, _)| known == field) {
                link.push((*field, value.clone()));
            }
        }
        Ok(link)
    }

    /// Deletes rows and what follows them.
    fn delete(&mut self, model: ModelId, rows: &[usize]) -> Result<(), &'static str> {
        let deleted: Vec<Row> = rows
            .iter()
            .filter_map(|row| self.tables[model.index()][*row].take())
            .collect();
        let catalog = self.catalog;
        for key in catalog
            .foreign_keys()
            .iter()
            .filter(|key| key.target == model)
        {
            let refers = |row: &Option<Row>| {
                row.as_ref().is_some_and(|row| {
                    let ends = values(row, &key.fields);
                    let mut targets = deleted.iter();
                    targets.any(|target| equal(&ends, &values(target, &key.target_fields)))
                })
            };
            let rows = self.tables[key.model.index()].iter().enumerate();
            let referring = rows.filter(|(_, row)| refers(row));
            let referring: Vec<usize> = referring.map(|(position, _)| position).collect();
            match key.on_delete {
                OnDelete::Cascade => self.delete(key.model, &referring)?,
                OnDelete::Protect if !referring.is_empty() => return Err("PROTECTED"),
                OnDelete::Protect => {}
                _ => {
                    for row in referring {
                        for field in &key.fields {
                            self.row(key.model, row)[field.index()] = Cell::Null;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, model: ModelId, row: usize) -> &mut Row {
        let row = self.tables[model.index()][row].as_mut();
        row.expect("a row that is there")
    }

    fn owner_values(&self, key: &ForeignKey) -> Result<Vec<Cell>, &'static str> {
        let owner = self.tables[key.target.index()][self.call.owner].as_ref();
        let values = values(owner.expect("an owner that is there"), &key.target_fields);
        if values.iter().any(Cell::is_null) {
            return Err("INVALID");
        }
        Ok(values)
    }

    /// Whether the rows of a model, with new ones of which something is known, keep to its keys.
    fn check_keys(&self, model: ModelId, new: &[Vec<(FieldId, Cell)>]) -> Result<(), &'static str> {
        let facts = self.model(model);
        let mut rows: Vec<Row> = self.tables[model.index()]
            .iter()
            .flatten()
            .cloned()
            .collect();
        for link in new {
            let mut row = vec![Cell::Null; facts.fields.len()];
            for (field, value) in link {
                row[field.index()] = value.clone();
            }
            rows.push(row);
        }
        let own = self
            .catalog
            .foreign_keys()
            .iter()
            .filter(|key| key.model == model);
        let mut unique = facts.unique_together.clone();
        unique.push(facts.primary_key.clone());
        unique.extend(
            own.clone()
                .filter(|key| key.one_to_one)
                .map(|key| key.fields.clone()),
        );
        let single = facts.fields.iter().filter(|field| field.unique);
        unique.extend(single.filter_map(|field| Some(vec![facts.field_by_name(&field.name)?])));
        for fields in &unique {
            for (position, row) in rows.iter().enumerate() {
                let key = values(row, fields);
                let mut others = rows[..position].iter();
                if others.any(|other| equal(&values(other, fields), &key)) {
                    return Err("UNIQUE");
                }
            }
        }
        for key in own.filter(|key| key.has_constraint) {
            let targets: Vec<&Row> = self.tables[key.target.index()].iter().flatten().collect();
            for row in &rows {
                let ends = values(row, &key.fields);
                let refers = !ends.iter().any(Cell::is_null);
                let mut targets = targets.iter();
                if refers && !targets.any(|t| equal(&values(t, &key.target_fields), &ends)) {
                    return Err("CONSTRAINT");
                }
            }
        }
        Ok(())
    }

    fn plain_rows(&self) -> Vec<Vec<Row>> {
        let tables = self.tables.iter();
        tables
            .map(|rows| rows.iter().flatten().cloned().collect())
            .collect()
    }

    fn done(
        &self,
        new_links: Vec<Vec<(FieldId, Cell)>>,
        present: &BTreeSet<usize>,
        related: BTreeSet<usize>,
    ) -> Done {
        Done {
            rows: self.plain_rows(),
            new_links,
            added: &related - present,
            removed: present - &related,
            related,
        }
    }
}

/// The targets that are related when all is done.
fn related_after(
    catalog: &Catalog,
    rows: &[Vec<Row>],
    new_links: &[Vec<(FieldId, Cell)>],
    call: &Call,
    link: Link,
) -> BTreeSet<usize> {
    let mut rows = rows.to_vec();
    for new in new_links {
        let mut row = vec![Cell::Null; catalog[link.through].fields.len()];
        for (field, value) in new {
            row[field.index()] = value.clone();
        }
        rows[link.through.index()].push(row);
    }
    related(catalog, &rows, call.accessor, call.owner)
}
