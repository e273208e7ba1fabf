//! The argument `where`.

use async_graphql::{Positioned, parser::types::Field};
use relation::{
    catalog::{Catalog, ModelId},
    lookup::Predicate,
};

use super::{Planner, input::Argument, refusal::Refusal};
use crate::{
    Limits,
    error::Code,
    schema::{Shape, WhereField},
};

const WHERE: &str = "where";

impl<'a> Planner<'a> {
    /// The condition on the rows of a list; always true where none is given.
    pub(super) fn filter(&mut self, field: &'a Positioned<Field>, model: ModelId) -> Predicate {
        self.given_filter(field, model).unwrap_or(Predicate::ALWAYS)
    }

    /// The condition that has to be given.
    pub(super) fn required_filter(
        &mut self,
        field: &'a Positioned<Field>,
        model: ModelId,
    ) -> Predicate {
        self.given_filter(field, model).unwrap_or_else(|| {
            self.fail(Code::Invalid, "`where` is required", field.pos);
            Predicate::ALWAYS
        })
    }

    /// The condition on the rows that a write of many changes. In a list what is absent leaves a
    /// condition out; here that would change more rows than was meant, so it is refused.
    pub(super) fn write_filter(
        &mut self,
        field: &'a Positioned<Field>,
        model: ModelId,
    ) -> Predicate {
        if let Some(name) = self.document.absent_variable(&field.node, WHERE) {
            let message = format!("`{WHERE}` needs the variable `${name}`, which has no value");
            self.fail(Code::Invalid, message, field.pos);
            return Predicate::NEVER;
        }
        let n_failures = self.failures.len();
        let filter = match self.compiled_filter(field, model, Use::Write) {
            Some(filter) => filter,
            None => self.required_filter(field, model),
        };
        if self.failures.len() == n_failures && filter.constant() == Some(true) {
            let message = format!(
                "`{WHERE}` holds for every row; where all are meant, say so: \
                 `{{ id: {{ isNull: false }} }}`"
            );
            self.fail(Code::Invalid, message, field.pos);
        }
        filter
    }

    /// None where the condition is absent or null; always true where it is refused.
    fn given_filter(&mut self, field: &'a Positioned<Field>, model: ModelId) -> Option<Predicate> {
        self.compiled_filter(field, model, Use::Read)
    }

    fn compiled_filter(
        &mut self,
        field: &'a Positioned<Field>,
        model: ModelId,
        used: Use,
    ) -> Option<Predicate> {
        let value = self.document.written(&field.node, WHERE)?;
        if value.is_null() {
            return None;
        }
        let mut conditions = self.conditions();
        conditions.used = used;
        let filter = conditions.all(model, value, 0);
        self.spent = conditions.spent;
        Some(filter.unwrap_or_else(|refusal| {
            self.refuse(field, WHERE, refusal);
            Predicate::ALWAYS
        }))
    }

    /// Compiles the conditions in one argument.
    pub(super) fn conditions(&self) -> Conditions<'a> {
        Conditions {
            catalog: self.catalog,
            shape: self.shape,
            limits: self.limits,
            n_nodes: 0,
            n_relations: 0,
            used: Use::Read,
            spent: self.spent,
        }
    }

    pub(super) fn refuse(&mut self, field: &Positioned<Field>, argument: &str, refusal: Refusal) {
        let pos = (field.node.get_argument(argument)).map_or(field.pos, |value| value.pos);
        let refusal = refusal.below(argument);
        self.fail(refusal.code, refusal.message(), pos);
    }
}

/// Compiles the conditions in one argument, and counts what they ask for.
pub(super) struct Conditions<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) shape: &'a Shape,
    pub(super) limits: &'a Limits,
    n_nodes: usize,
    n_relations: usize,
    used: Use,
    pub(super) spent: Spent,
}

/// What a condition decides.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Which rows are shown.
    Read,
    /// Which rows are changed.
    Write,
}

/// What the filters of an operation have used up of its limits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spent {
    n_bytes: usize,
    n_regexes: usize,
}

impl<'a> Conditions<'a> {
    /// Every condition of an object on a row of `model`. `depth` is the number of such objects
    /// around it.
    pub(super) fn all(
        &mut self,
        model: ModelId,
        object: Argument<'a>,
        depth: usize,
    ) -> Result<Predicate, Refusal> {
        let limit = self.limits.max_filter_depth;
        if depth > limit {
            let problem = format!("conditions are nested more than {limit} deep");
            return Err(Refusal::limit(problem, "max_filter_depth"));
        }
        let mut parts = Vec::new();
        for (name, value) in object.object()? {
            let part = match self.shape.wheres(model).fields.get(name) {
                Some(field) => self.condition(model, *field, value, depth),
                None => Err(Refusal::unknown_field()),
            };
            parts.push(part.map_err(|refusal| refusal.below(name))?);
        }
        Ok(all_of(parts))
    }

    fn condition(
        &mut self,
        model: ModelId,
        field: WhereField,
        value: Argument<'a>,
        depth: usize,
    ) -> Result<Predicate, Refusal> {
        if value.is_null() {
            return Err(self.null(model, field));
        }
        let is_about_one = !matches!(field, WhereField::ToMany(_));
        if self.used == Use::Write && is_about_one && value.is_empty_object() {
            let problem = "must not be empty where it decides what is changed";
            return Err(Refusal::invalid(problem));
        }
        Ok(match field {
            WhereField::And => Predicate::All(self.each_condition(model, value, depth)?),
            WhereField::Or => Predicate::Any(self.each_condition(model, value, depth)?),
            WhereField::Not => {
                self.count_node()?;
                either(self.all(model, value, depth + 1)?, false)
            }
            WhereField::Id => self.id(model, value)?,
            WhereField::Pk => self.pk(model, value)?,
            WhereField::Column(field) => self.field(model, field, value)?,
            WhereField::ToOne(accessor) => {
                self.count_relation()?;
                let target = self.catalog[accessor].target;
                let condition = Box::new(self.all(target, value, depth + 1)?);
                Predicate::ToOne {
                    accessor,
                    condition,
                }
            }
            WhereField::IsMissing(accessor) => {
                self.count_relation()?;
                let is_missing = Predicate::is_missing(self.catalog, accessor);
                either(is_missing, value.boolean()?)
            }
            WhereField::ToMany(accessor) => self.many(accessor, value, depth)?,
        })
    }

    /// The refusal of a null in the place of a condition.
    fn null(&self, model: ModelId, field: WhereField) -> Refusal {
        match field {
            WhereField::Id | WhereField::Pk | WhereField::Column(_) => {
                Refusal::null_instead_of("isNull")
            }
            WhereField::ToOne(accessor) => {
                let mut fields = self.shape.wheres(model).fields.iter();
                let is_missing = fields.find(|(_, of)| **of == WhereField::IsMissing(accessor));
                is_missing.map_or_else(Refusal::null, |(name, _)| Refusal::null_instead_of(name))
            }
            _ => Refusal::null(),
        }
    }

    fn each_condition(
        &mut self,
        model: ModelId,
        list: Argument<'a>,
        depth: usize,
    ) -> Result<Vec<Predicate>, Refusal> {
        let objects = list.list()?.into_iter().enumerate();
        objects
            .map(|(index, object)| {
                let counted = self.count_node();
                let condition = counted.and_then(|()| self.all(model, object, depth + 1));
                condition.map_err(|refusal| refusal.at(index))
            })
            .collect()
    }

    pub(super) fn count_node(&mut self) -> Result<(), Refusal> {
        self.n_nodes += 1;
        let limit = self.limits.max_filter_nodes;
        if self.n_nodes > limit {
            let problem = format!("more than {limit} conditions in one argument");
            return Err(Refusal::limit(problem, "max_filter_nodes"));
        }
        Ok(())
    }

    pub(super) fn count_bytes(&mut self, n_bytes: usize) -> Result<(), Refusal> {
        self.spent.n_bytes = self.spent.n_bytes.saturating_add(n_bytes);
        let limit = self.limits.max_filter_bytes;
        if self.spent.n_bytes > limit {
            let problem = format!("the values of all filters have more than {limit} bytes");
            return Err(Refusal::limit(problem, "max_filter_bytes"));
        }
        Ok(())
    }

    pub(super) fn count_regex(&mut self) -> Result<(), Refusal> {
        self.spent.n_regexes += 1;
        let limit = self.limits.max_regexes;
        if self.spent.n_regexes > limit {
            let problem = format!("more than {limit} regular expressions in one operation");
            return Err(Refusal::limit(problem, "max_regexes"));
        }
        Ok(())
    }

    pub(super) fn count_relation(&mut self) -> Result<(), Refusal> {
        self.n_relations += 1;
        let limit = self.limits.max_filter_relations;
        if self.n_relations > limit {
            let problem = format!("more than {limit} uses of relations in one argument");
            return Err(Refusal::limit(problem, "max_filter_relations"));
        }
        self.count_node()
    }
}

/// The condition that all of them hold.
pub(super) fn all_of(mut parts: Vec<Predicate>) -> Predicate {
    match parts.len() {
        1 => parts.remove(0),
        _ => Predicate::All(parts),
    }
}

/// The condition, or that it does not hold.
pub(super) fn either(condition: Predicate, holds: bool) -> Predicate {
    if holds {
        condition
    } else {
        Predicate::Not(Box::new(condition))
    }
}
