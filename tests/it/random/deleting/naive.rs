//! What a deletion means, row by row over all tables in memory.
//!
//! Source: Django 5.2, `django/db/models/deletion.py`, `Collector`.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use relation::catalog::{Catalog, FieldId, ForeignKey, ForeignKeyId, ModelId, OnDelete};
use sea_orm::{
    Value,
    sea_query::{BinOper, Expr},
};

use super::super::{
    cell::Cell,
    rows::{Row, is_new},
};

/// All rows, by model.
pub(super) type Tables = Vec<Vec<Row>>;

/// A row, by its position in its table.
pub(super) type RowId = (ModelId, usize);

/// Rows by the key for whose sake they are named.
pub(super) type Referrers = BTreeMap<ForeignKeyId, BTreeSet<usize>>;

/// What comes of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Done,
    Protected,
    Restricted,
    /// The database refuses the rows that would be left.
    Constraint,
}

impl Verdict {
    /// The code of the error; none where there is none.
    pub(super) fn code(self) -> Option<&'static str> {
        match self {
            Self::Done => None,
            Self::Protected => Some("PROTECTED"),
            Self::Restricted => Some("RESTRICTED"),
            Self::Constraint => Some("CONSTRAINT"),
        }
    }
}

/// All there is to tell of a deletion.
pub(super) struct Plan {
    pub(super) roots: BTreeSet<RowId>,
    /// The roots and all that follow them.
    pub(super) deleted: BTreeSet<RowId>,
    /// The rows that follow by each key.
    pub(super) followers: Referrers,
    /// The rows that stay and of which the key is written.
    pub(super) updated: Referrers,
    /// The rows that stand in the way.
    pub(super) protected: Referrers,
    pub(super) restricted: Referrers,
    pub(super) verdict: Verdict,
    /// The rows that are left; those that there were where nothing is done.
    pub(super) rows: Tables,
}

impl Plan {
    pub(super) fn new(catalog: &Catalog, rows: &Tables, roots: &BTreeSet<RowId>) -> Self {
        let mut collector = Collector {
            catalog,
            rows,
            deleted: BTreeSet::new(),
            followers: Referrers::new(),
            updated: Referrers::new(),
            protected: Referrers::new(),
            restricted: Referrers::new(),
        };
        for root in roots {
            collector.collect(*root);
        }
        let mut plan = Self {
            roots: roots.clone(),
            updated: collector.that_stay(&collector.updated),
            restricted: collector.that_stay(&collector.restricted),
            deleted: collector.deleted,
            followers: collector.followers,
            protected: collector.protected,
            verdict: Verdict::Done,
            rows: rows.clone(),
        };
        plan.verdict = if !plan.protected.is_empty() {
            Verdict::Protected
        } else if !plan.restricted.is_empty() {
            Verdict::Restricted
        } else if let Some(left) = plan.left(catalog) {
            plan.rows = left;
            Verdict::Done
        } else {
            Verdict::Constraint
        };
        plan
    }

    /// Whether no rule forbids it.
    pub(super) fn is_allowed(&self) -> bool {
        self.protected.is_empty() && self.restricted.is_empty()
    }

    /// The rows that are left; none where the database does not take them.
    fn left(&self, catalog: &Catalog) -> Option<Tables> {
        let mut tables: Vec<Vec<Option<Row>>> = self.rows.iter().map(|rows| some(rows)).collect();
        for (key, rows) in &self.updated {
            let key = &catalog[*key];
            for row in rows {
                let row = tables[key.model.index()][*row].as_mut();
                let row = row.expect("nothing is deleted yet");
                for field in &key.fields {
                    row[field.index()] = value_of(catalog, key, *field);
                }
            }
        }
        for (model, row) in &self.deleted {
            tables[model.index()][*row] = None;
        }
        let left: Tables = tables
            .into_iter()
            .map(|rows| rows.into_iter().flatten().collect())
            .collect();
        let mut keys = catalog.foreign_keys().iter();
        let written: Vec<ModelId> = self.updated.keys().map(|key| catalog[*key].model).collect();
        let is_met = keys.all(|key| {
            let is_touched = written.contains(&key.model)
                || written.contains(&key.target)
                || self.deleted.iter().any(|(model, _)| *model == key.target);
            !is_touched || is_met(&left, key)
        });
        let is_unique = (written.iter()).all(|model| is_unique(catalog, &left, *model));
        (is_met && is_unique).then_some(left)
    }
}

struct Collector<'a> {
    catalog: &'a Catalog,
    rows: &'a Tables,
    deleted: BTreeSet<RowId>,
    followers: Referrers,
    updated: Referrers,
    protected: Referrers,
    restricted: Referrers,
}

impl Collector<'_> {
    fn collect(&mut self, row: RowId) {
        if !self.deleted.insert(row) {
            return;
        }
        let (model, row) = row;
        let keys = self.catalog.foreign_keys().iter();
        for key in keys.filter(|key| key.target == model) {
            let named = match key.on_delete {
                OnDelete::DoNothing => continue,
                OnDelete::Cascade => &mut self.followers,
                OnDelete::Protect => &mut self.protected,
                OnDelete::Restrict => &mut self.restricted,
                OnDelete::SetNull
                | OnDelete::SetDefault
                | OnDelete::SetValue(_)
                | OnDelete::SetWith(_) => &mut self.updated,
            };
            let referrers = referrers(self.rows, key, row);
            if !referrers.is_empty() {
                named.entry(key.id).or_default().extend(&referrers);
            }
            if matches!(key.on_delete, OnDelete::Cascade) {
                for referrer in referrers {
                    self.collect((key.model, referrer));
                }
            }
        }
    }

    /// Those of the rows that are not deleted.
    fn that_stay(&self, named: &Referrers) -> Referrers {
        let stay = named.iter().map(|(key, rows)| {
            let model = self.catalog[*key].model;
            let rows = rows.iter().copied();
            let rows = rows.filter(|row| !self.deleted.contains(&(model, *row)));
            (*key, rows.collect::<BTreeSet<usize>>())
        });
        stay.filter(|(_, rows)| !rows.is_empty()).collect()
    }
}

/// The rows that refer by a key to the row `target`.
pub(super) fn referrers(tables: &Tables, key: &ForeignKey, target: usize) -> Vec<usize> {
    let target = &tables[key.target.index()][target];
    let rows = tables[key.model.index()].iter().enumerate();
    rows.filter(|(_, row)| refers(key, row, target))
        .map(|(position, _)| position)
        .collect()
}

fn is_met(tables: &Tables, key: &ForeignKey) -> bool {
    let mut rows = tables[key.model.index()].iter();
    rows.all(|row| finds(tables, key, row))
}

/// Whether a row finds what it refers to, where the database minds.
pub(super) fn finds(tables: &Tables, key: &ForeignKey, row: &Row) -> bool {
    let mut targets = tables[key.target.index()].iter();
    !key.has_constraint
        || key.fields.iter().any(|field| row[field.index()].is_null())
        || targets.any(|target| refers(key, row, target))
}

/// Whether no two rows share what only one may have, and none lacks a value that it needs.
fn is_unique(catalog: &Catalog, tables: &Tables, model: ModelId) -> bool {
    let facts = &catalog[model];
    let rows = &tables[model.index()];
    rows.iter().enumerate().all(|(position, row)| {
        let mut fields = facts.fields.iter().zip(row);
        fields.all(|(field, cell)| field.nullable || !cell.is_null())
            && is_new(catalog, facts, rows[position + 1..].iter(), row)
    })
}

/// Whether a row refers to another by a key.
pub(super) fn refers(key: &ForeignKey, row: &Row, target: &Row) -> bool {
    let mut pairs = key.fields.iter().zip(&key.target_fields);
    pairs.all(|(field, target_field)| {
        row[field.index()].compare(&target[target_field.index()]) == Some(Ordering::Equal)
    })
}

fn some(rows: &[Row]) -> Vec<Option<Row>> {
    rows.iter().cloned().map(Some).collect()
}

/// What the rule of a key writes into one of its fields.
pub(super) fn value_of(catalog: &Catalog, key: &ForeignKey, field: FieldId) -> Cell {
    match &key.on_delete {
        OnDelete::SetDefault => match &catalog[key.model][field].default {
            Some(default) => evaluated(default),
            None => Cell::Null,
        },
        OnDelete::SetValue(value) => cell(value),
        OnDelete::SetWith(value) => cell(&value()),
        _ => Cell::Null,
    }
}

/// The value of a default.
fn evaluated(default: &Expr) -> Cell {
    match default {
        Expr::Value(value) => cell(value),
        Expr::Binary(left, BinOper::Add, right) => match (evaluated(left), evaluated(right)) {
            (Cell::Whole(left), Cell::Whole(right)) => Cell::Whole(left + right),
            cells => panic!("no default adds {cells:?}"),
        },
        other => panic!("no default is {other:?}"),
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Int(Some(number)) => Cell::Whole((*number).into()),
        Value::BigInt(Some(number)) => Cell::Whole(*number),
        other => panic!("no rule writes {other:?}"),
    }
}
