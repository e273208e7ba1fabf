//! To which rows a foreign key may refer, where those are not all rows of its target.

use std::{fmt, marker::PhantomData, sync::Arc};

use sea_orm::{EntityTrait, IdenStatic, Iterable, Value};

use super::FieldId;
use crate::value::normalize;

/// The rows of a target that a key may refer to.
///
/// Source: Django 5.2, model field reference, `ForeignKey.limit_choices_to`.
#[derive(Clone)]
pub struct Choices(Arc<dyn Fn() -> Vec<Limit> + Send + Sync>);

/// A condition on one field of the target. NULL meets none.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The field of the target.
    pub field: FieldId,
    /// What its value has to be.
    pub test: LimitTest,
}

/// What a value has to be.
#[derive(Debug, Clone, PartialEq)]
pub enum LimitTest {
    /// One of these; they are [normalized](crate::value::normalize).
    Among(Vec<Value>),
    /// This or greater.
    AtLeast(Value),
    /// This or less.
    AtMost(Value),
}

/// Collects the limits on the rows of `E`; all of them have to hold.
pub struct ChoicesOf<E> {
    limits: Vec<Limit>,
    entity: PhantomData<E>,
}

impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Choices").finish_non_exhaustive()
    }
}

impl Choices {
    pub(super) fn new<E: EntityTrait>(
        limit: impl Fn(&mut ChoicesOf<E>) + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(move || {
            let mut choices = ChoicesOf {
                limits: Vec::new(),
                entity: PhantomData,
            };
            limit(&mut choices);
            choices.limits
        }))
    }

    /// The limits as they are now, all of which a row has to meet. The entity's own code is asked
    /// at each call, because limits may depend on the time.
    pub fn limits(&self) -> Vec<Limit> {
        (self.0)()
    }
}

impl<E: EntityTrait> ChoicesOf<E> {
    /// Only rows whose value is one of these.
    pub fn only<V: Into<Value>>(
        &mut self,
        column: E::Column,
        values: impl IntoIterator<Item = V>,
    ) -> &mut Self {
        let values = values.into_iter().map(|value| normalize(value.into()));
        self.limit(column, LimitTest::Among(values.collect()))
    }

    /// Only rows whose value is this or greater.
    pub fn at_least(&mut self, column: E::Column, value: impl Into<Value>) -> &mut Self {
        self.limit(column, LimitTest::AtLeast(normalize(value.into())))
    }

    /// Only rows whose value is this or less.
    pub fn at_most(&mut self, column: E::Column, value: impl Into<Value>) -> &mut Self {
        self.limit(column, LimitTest::AtMost(normalize(value.into())))
    }

    fn limit(&mut self, column: E::Column, test: LimitTest) -> &mut Self {
        let field = position::<E>(column);
        self.limits.push(Limit { field, test });
        self
    }
}

/// The field of a column.
pub(super) fn position<E: EntityTrait>(column: E::Column) -> FieldId {
    let mut columns = E::Column::iter();
    let position = columns.position(|other| other.as_str() == column.as_str());
    FieldId::new(position.expect("an entity lists its own columns"))
}
