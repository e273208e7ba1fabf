//! How many uses of relations an argument has, as the API counts them: what is asked several
//! times of the same rows counts several times.

use relation::catalog::{AccessorId, ModelId};
use serde_json::{Map, Value as Json};

use super::{super::names::Named, Generator};

impl Generator<'_> {
    pub(super) fn uses_of_condition(&self, model: ModelId, condition: &Json) -> usize {
        let entries = match condition {
            Json::Array(parts) => {
                let parts = parts.iter();
                return parts.map(|part| self.uses_of_condition(model, part)).sum();
            }
            Json::Object(entries) => entries.iter(),
            other => panic!("{other} is no condition"),
        };
        entries
            .map(|(name, value)| match &name[..] {
                "and" | "or" | "not" => self.uses_of_condition(model, value),
                _ => match self.names.find(model, name) {
                    Named::ToOne(accessor) => {
                        let target = self.world.catalog[accessor].target;
                        1 + self.uses_of_condition(target, value)
                    }
                    Named::IsMissing(_) => 1,
                    Named::ToMany(accessor) => {
                        self.uses_of_many(accessor, value.as_object().expect("an object"))
                    }
                    Named::Id | Named::Pk | Named::Column(_) => 0,
                },
            })
            .sum()
    }

    fn uses_of_many(&self, accessor: AccessorId, many: &Map<String, Json>) -> usize {
        let of_link = 1 + self.uses_of_through(accessor, many);
        let target = self.world.catalog[accessor].target;
        let of_target = |condition| self.uses_of_condition(target, condition);
        let quantifiers = many.iter().map(|(name, value)| match &name[..] {
            "through" => usize::from(many.len() == 1) * of_link,
            "count" => {
                let condition = value.get("where");
                let comparisons = value.as_object().expect("an object").len();
                let comparisons = comparisons - usize::from(condition.is_some());
                comparisons * (of_link + condition.map_or(0, of_target))
            }
            _ => of_link + of_target(value),
        });
        quantifiers.sum()
    }

    pub(super) fn uses_of_order(&self, model: ModelId, order: &Json) -> usize {
        let term = match order {
            Json::Array(terms) => {
                let terms = terms.iter();
                return terms.map(|term| self.uses_of_order(model, term)).sum();
            }
            term => term.as_object().expect("a term is an object"),
        };
        let (name, value) = term.iter().next().expect("a term has one field");
        match self.names.find(model, name) {
            Named::ToOne(accessor) => {
                1 + self.uses_of_order(self.world.catalog[accessor].target, value)
            }
            Named::ToMany(accessor) => {
                let target = self.world.catalog[accessor].target;
                let condition = value.get("where");
                let many = value.as_object().expect("an object");
                1 + self.uses_of_through(accessor, many)
                    + condition.map_or(0, |is| self.uses_of_condition(target, is))
            }
            _ => 0,
        }
    }

    fn uses_of_through(&self, accessor: AccessorId, many: &Map<String, Json>) -> usize {
        many.get("through").map_or(0, |condition| {
            let through = super::shown_through(self.world.catalog, accessor);
            self.uses_of_condition(through.expect("links with data"), condition)
        })
    }
}
