//! What `orderBy` means: a key for each row and term, and rows sorted by them.

use std::cmp::Ordering;

use relation::catalog::{AccessorId, ModelId};
use serde_json::Value as Json;

use super::{
    super::{cell::Cell, names::Named, world::Related},
    Evaluator, list,
};

/// What one row is ordered by.
struct Key {
    cell: Cell,
    descending: bool,
    nulls_first: bool,
}

impl Evaluator<'_> {
    /// Sorts rows of a model; where the order has nothing to say, they stay as they are.
    pub(in super::super) fn sort(&self, model: ModelId, order: &Json, rows: &mut [Related]) {
        rows.sort_by_cached_key(|row| self.keys(model, row.target, order));
    }

    fn keys(&self, model: ModelId, row: usize, order: &Json) -> Keys {
        let terms = list(order);
        Keys(
            terms
                .flat_map(|term| self.term(model, Some(row), term))
                .collect(),
        )
    }

    fn term(&self, model: ModelId, row: Option<usize>, term: &Json) -> Vec<Key> {
        let term = term.as_object().expect("a term is an object");
        let (name, value) = term.iter().next().expect("a term has one field");
        let cell = |field| self.world.cell(model, row, field).clone();
        match self.names.find(model, name) {
            Named::Id | Named::Pk => {
                let fields = self.world.catalog[model].primary_key.iter();
                fields.map(|field| key(cell(*field), value)).collect()
            }
            Named::Column(field) => vec![key(cell(field), value)],
            Named::ToOne(accessor) => {
                let target = self.to_one(accessor, row);
                self.term(self.world.catalog[accessor].target, target, value)
            }
            Named::ToMany(accessor) => vec![self.many_key(accessor, row, value)],
            Named::IsMissing(_) => panic!("nothing is ordered by {name}"),
        }
    }

    fn many_key(&self, accessor: AccessorId, row: Option<usize>, term: &Json) -> Key {
        let target = self.world.catalog[accessor].target;
        let related = self.linked(accessor, row, term.get("through"));
        let condition = term.get("where");
        let looked_at = related.iter().filter(|related| {
            condition.is_none_or(|condition| self.holds(target, Some(related.target), condition))
        });
        let looked_at: Vec<_> = looked_at.collect();
        let term = term.as_object().expect("a term is an object");
        let mut functions = term.iter();
        let function = functions.find(|(name, _)| *name != "where" && *name != "through");
        let (function, of) = function.expect("a function");
        if function == "count" {
            let count = i64::try_from(looked_at.len()).expect("a small number");
            return key(Cell::Whole(count), of);
        }
        let of = of.as_object().expect("a field with a direction");
        let (name, direction) = of.iter().next().expect("one field");
        let Named::Column(field) = self.names.find(target, name) else {
            panic!("{name} is no column");
        };
        let cells = looked_at.iter();
        let cells = cells.map(|related| self.world.cell(target, Some(related.target), field));
        let cells: Vec<&Cell> = cells.filter(|cell| !cell.is_null()).collect();
        key(made_of(function, &cells), direction)
    }
}

fn made_of(function: &str, cells: &[&Cell]) -> Cell {
    let compare = |a: &&&Cell, b: &&&Cell| a.compare(b).expect("no NULL");
    if cells.is_empty() {
        return Cell::Null;
    }
    if let Some(cell) = match function {
        "min" => cells.iter().min_by(compare),
        "max" => cells.iter().max_by(compare),
        _ => None,
    } {
        return (*cell).clone();
    }
    match function {
        "sum" => Cell::Float(sum(cells)),
        "avg" => {
            let n_cells = u32::try_from(cells.len()).expect("a few rows");
            let sum = whole_sum(cells).unwrap_or_else(|| sum(cells));
            Cell::Float(sum / f64::from(n_cells))
        }
        _ => panic!("no function {function}"),
    }
}

/// The sum of whole numbers, rounded once; none of other numbers.
#[expect(clippy::cast_precision_loss, reason = "so do databases round")]
fn whole_sum(cells: &[&Cell]) -> Option<f64> {
    let numbers = cells.iter().map(|cell| match cell {
        Cell::Whole(number) => Some(i128::from(*number)),
        _ => None,
    });
    Some(numbers.sum::<Option<i128>>()? as f64)
}

/// The sum, with what is lost on the way added at the end (Kahan and Babuska), so that the order
/// of the rows does not matter.
fn sum(cells: &[&Cell]) -> f64 {
    let numbers = cells.iter().map(|cell| number(cell));
    let (sum, lost) = numbers.fold((0.0_f64, 0.0), |(sum, lost), number| {
        let next = sum + number;
        let smaller = if sum.abs() > number.abs() {
            (sum - next) + number
        } else {
            (number - next) + sum
        };
        (next, lost + smaller)
    });
    if lost.is_finite() { sum + lost } else { sum }
}

#[expect(clippy::cast_precision_loss, reason = "so do databases round")]
fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Whole(number) => *number as f64,
        Cell::Float(number) => *number,
        Cell::Decimal(number) => number.to_string().parse().expect("a number"),
        other => panic!("{other:?} is not summed"),
    }
}

fn key(cell: Cell, direction: &Json) -> Key {
    let direction = direction.as_str().expect("a direction");
    let descending = direction.starts_with("DESC");
    Key {
        cell,
        descending,
        nulls_first: match direction {
            "ASC" => true,
            "DESC" => false,
            other => other.ends_with("FIRST"),
        },
    }
}

/// The keys of one row, in the order of the terms.
struct Keys(Vec<Key>);

impl Ord for Keys {
    fn cmp(&self, other: &Self) -> Ordering {
        let mut pairs = self.0.iter().zip(&other.0);
        let first = pairs.find_map(|(a, b)| Some(a.compare(b)).filter(|order| order.is_ne()));
        first.unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Keys {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Keys {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Keys {}

impl Key {
    fn compare(&self, other: &Self) -> Ordering {
        let nulls = if self.nulls_first {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        match (self.cell.is_null(), other.cell.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => nulls,
            (false, true) => nulls.reverse(),
            (false, false) => {
                let order = self.cell.compare(&other.cell).expect("no NULL");
                if self.descending {
                    order.reverse()
                } else {
                    order
                }
            }
        }
    }
}
