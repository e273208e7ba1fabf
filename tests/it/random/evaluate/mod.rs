//! What `where` means, as naively as can be: every row is looked at, every relation followed.

mod lookups;
mod operands;
mod orders;
mod tests;

use relation::catalog::{AccessorId, ModelId};
use serde_json::{Map, Value as Json};

use super::{
    names::{Named, Names},
    world::{Related, World},
};

pub(super) struct Evaluator<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) names: &'a Names,
}

impl Evaluator<'_> {
    /// The rows of a model that meet the condition, in the order of their primary keys.
    pub(super) fn matches(&self, model: ModelId, condition: &Json) -> Vec<usize> {
        let rows = 0..self.world.table(model).rows.len();
        rows.filter(|row| self.holds(model, Some(*row), condition))
            .collect()
    }

    /// Whether a row meets the condition; none is a row whose fields are all NULL.
    pub(super) fn holds(&self, model: ModelId, row: Option<usize>, condition: &Json) -> bool {
        let condition = condition.as_object().expect("a condition is an object");
        condition
            .iter()
            .all(|(name, value)| self.entry_holds(model, row, name, value))
    }

    fn entry_holds(&self, model: ModelId, row: Option<usize>, name: &str, value: &Json) -> bool {
        match name {
            "and" => list(value).all(|part| self.holds(model, row, part)),
            "or" => list(value).any(|part| self.holds(model, row, part)),
            "not" => !self.holds(model, row, value),
            _ => self.named_holds(model, row, self.names.find(model, name), value),
        }
    }

    fn named_holds(&self, model: ModelId, row: Option<usize>, name: Named, value: &Json) -> bool {
        match name {
            Named::Id => self.key_passes(model, row, value),
            Named::Pk => match self.world.catalog[model].primary_key[..] {
                [only] => self.field_passes(model, row, only, value),
                _ => self.key_passes(model, row, value),
            },
            Named::Column(field) => self.field_passes(model, row, field, value),
            Named::ToOne(accessor) => {
                let target = self.to_one(accessor, row);
                self.holds(self.world.catalog[accessor].target, target, value)
            }
            Named::IsMissing(accessor) => self.to_one(accessor, row).is_none() == *value,
            Named::ToMany(accessor) => {
                let many = value.as_object().expect("an object of quantifiers");
                self.many_holds(accessor, row, many)
            }
        }
    }

    fn to_one(&self, accessor: AccessorId, row: Option<usize>) -> Option<usize> {
        let related = self.world.related(accessor, row).first()?;
        Some(related.target)
    }

    fn many_holds(
        &self,
        accessor: AccessorId,
        row: Option<usize>,
        many: &Map<String, Json>,
    ) -> bool {
        let target = self.world.catalog[accessor].target;
        let related = self.linked(accessor, row, many.get("through"));
        let meets =
            |related: &&Related, condition| self.holds(target, Some(related.target), condition);
        many.iter()
            .all(|(quantifier, value)| match &quantifier[..] {
                "some" => related.iter().any(|related| meets(&related, value)),
                "every" => related.iter().all(|related| meets(&related, value)),
                "none" => !related.iter().any(|related| meets(&related, value)),
                "count" => {
                    let condition = value.get("where");
                    let counted = related
                        .iter()
                        .filter(|related| condition.is_none_or(|is| meets(related, is)));
                    compares(counted.count(), value)
                }
                "through" => many.len() > 1 || !related.is_empty(),
                _ => panic!("no quantifier {quantifier}"),
            })
    }

    /// The related rows whose links meet a condition.
    pub(super) fn linked(
        &self,
        accessor: AccessorId,
        row: Option<usize>,
        through: Option<&Json>,
    ) -> Vec<Related> {
        let is_looked_at = |related: &&Related| {
            through.is_none_or(|condition| {
                let model = super::names::shown_through(self.world.catalog, accessor);
                self.holds(model.expect("links with data"), related.link, condition)
            })
        };
        let related = self.world.related(accessor, row).iter();
        related.filter(is_looked_at).copied().collect()
    }
}

fn compares(count: usize, comparisons: &Json) -> bool {
    let count = i64::try_from(count).expect("a small number");
    let comparisons = comparisons.as_object().expect("an object of comparisons");
    comparisons
        .iter()
        .filter(|(name, _)| *name != "where")
        .all(|(name, number)| {
            let number = number.as_i64().expect("a number");
            match &name[..] {
                "exact" => count == number,
                "gt" => count > number,
                "gte" => count >= number,
                "lt" => count < number,
                "lte" => count <= number,
                _ => panic!("no comparison {name}"),
            }
        })
}

/// A single value where a list is expected is a list of one.
fn list(value: &Json) -> impl Iterator<Item = &Json> {
    match value {
        Json::Array(values) => values.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}
