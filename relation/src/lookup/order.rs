//! Orders of the rows of a model.

use sea_orm::Value;

use super::Predicate;
use crate::catalog::{AccessorId, FieldId, Model};

/// By what rows are ordered, the first term first. Rows that are equal in all terms are ordered
/// by their primary key, so that no two rows are ever equal.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Order {
    terms: Vec<OrderTerm>,
}

/// One thing by which rows are ordered, and in which direction.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderTerm {
    /// The to-one relations that lead to the row that has the key. Rows that are not led
    /// anywhere are kept; their key is NULL.
    pub path: Vec<AccessorId>,
    /// What is compared.
    pub key: OrderKey,
    /// The direction.
    pub direction: Direction,
}

/// What is compared in an order.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderKey {
    /// A field's value.
    Field(FieldId),
    /// One value made of all related rows.
    Related {
        /// The to-many relation.
        accessor: AccessorId,
        /// Which links of a many-to-many relation are looked at.
        through: Predicate,
        /// Which related rows are looked at.
        condition: Predicate,
        /// What is made of them.
        function: Function,
    },
}

/// One value made of many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// Their number.
    Count,
    /// The least value of a field; NULL where there is none.
    Min(FieldId),
    /// The greatest value of a field; NULL where there is none.
    Max(FieldId),
    /// The sum of a field's values; NULL where there is none.
    Sum(FieldId),
    /// The mean of a field's values; NULL where there is none.
    Avg(FieldId),
}

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// Whether greater values come first.
    pub descending: bool,
    /// Where rows without a value come.
    pub nulls: Nulls,
}

/// Where rows without a value come in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// Before all others.
    First,
    /// After all others.
    Last,
}

impl Function {
    /// What it makes of no rows.
    pub fn of_nothing(self) -> Value {
        match self {
            Self::Count => Value::BigInt(Some(0)),
            Self::Min(_) | Self::Max(_) | Self::Sum(_) | Self::Avg(_) => Value::BigInt(None),
        }
    }
}

impl Order {
    /// An order by these terms. A key that is named again counts where it is named first.
    pub fn new(terms: impl IntoIterator<Item = OrderTerm>) -> Self {
        let mut order = Self::default();
        for term in terms {
            let is_same = |known: &OrderTerm| known.path == term.path && known.key == term.key;
            if !order.terms.iter().any(is_same) {
                order.terms.push(term);
            }
        }
        order
    }

    /// The terms, without the primary key that completes them.
    pub fn terms(&self) -> &[OrderTerm] {
        &self.terms
    }

    /// The fields of the primary key that complete the order: those that no term names.
    pub fn completed_by<'m>(
        &self,
        model: &'m Model,
    ) -> impl Iterator<Item = FieldId> + use<'m, '_> {
        let is_named = |field: FieldId| {
            let is_it =
                |term: &OrderTerm| term.path.is_empty() && term.key == OrderKey::Field(field);
            self.terms.iter().any(is_it)
        };
        let fields = model.primary_key.iter().copied();
        fields.filter(move |field| !is_named(*field))
    }
}

impl Direction {
    /// Least first. NULL is less than every value.
    pub const ASCENDING: Self = Self {
        descending: false,
        nulls: Nulls::First,
    };

    /// Greatest first. NULL is less than every value.
    pub const DESCENDING: Self = Self {
        descending: true,
        nulls: Nulls::Last,
    };

    /// The opposite direction, in which the same rows come in the opposite order.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            descending: !self.descending,
            nulls: match self.nulls {
                Nulls::First => Nulls::Last,
                Nulls::Last => Nulls::First,
            },
        }
    }
}

/// Which rows a list has, and in which order.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The condition that its rows meet.
    pub filter: Predicate,
    /// Their order.
    pub order: Order,
}

impl Default for List {
    fn default() -> Self {
        Self {
            filter: Predicate::ALWAYS,
            order: Order::default(),
        }
    }
}
