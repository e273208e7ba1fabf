//! Random conditions and orders, as JSON for the variables of an operation.

mod lookups;
mod operands;
mod orders;
mod uses;

use relation::catalog::{AccessorId, ModelId};
use serde_json::{Map, Value as Json, json};

use super::{
    dice::Dice,
    names::{Named, Names, shown_through},
    world::World,
};

/// The most uses of relations in one argument; the API refuses more.
const RELATIONS: usize = 8;

/// The most objects inside each other; the API refuses more than eight.
const DEPTH: usize = 7;

/// How many objects one argument has at most, roughly.
const OBJECTS: usize = 25;

/// Draws one argument.
pub(super) struct Generator<'a> {
    world: &'a World<'a>,
    names: &'a Names,
    pub(super) dice: Dice,
    relations_left: usize,
    objects_left: usize,
}

impl<'a> Generator<'a> {
    pub(super) fn new(world: &'a World<'a>, names: &'a Names, dice: Dice) -> Self {
        Self {
            world,
            names,
            dice,
            relations_left: RELATIONS,
            objects_left: OBJECTS,
        }
    }

    /// A `where` of the model.
    pub(super) fn condition(&mut self, model: ModelId) -> Json {
        loop {
            self.relations_left = RELATIONS;
            self.objects_left = OBJECTS;
            let condition = self.object(model, 1);
            if self.uses_of_condition(model, &condition) <= RELATIONS {
                return condition;
            }
        }
    }

    fn object(&mut self, model: ModelId, depth: usize) -> Json {
        self.objects_left = self.objects_left.saturating_sub(1);
        let n_keys = match self.dice.below(20) {
            0 => 0,
            1..=13 => 1,
            14..=18 => 2,
            _ => 3,
        };
        let mut object = Map::new();
        for _ in 0..n_keys {
            let (name, value) = self.entry(model, depth);
            object.insert(name, value);
        }
        Json::Object(object)
    }

    fn entry(&mut self, model: ModelId, depth: usize) -> (String, Json) {
        let may_nest = depth < DEPTH && self.objects_left > 0;
        if may_nest && self.dice.chance(25) {
            return self.junction(model, depth);
        }
        let may_relate = may_nest && self.relations_left > 0;
        let names = self.names.of(model).iter();
        let weighted: Vec<&(String, Named)> = names
            .flat_map(|name| {
                let weight = match name.1 {
                    Named::Id | Named::Pk | Named::IsMissing(_) => 1,
                    Named::Column(_) => 2,
                    Named::ToOne(_) | Named::ToMany(_) if !may_relate => 0,
                    Named::ToOne(_) => 3,
                    Named::ToMany(_) => 4,
                };
                std::iter::repeat_n(name, weight)
            })
            .collect();
        let (name, meaning) = *self.dice.pick(&weighted);
        let value = match *meaning {
            Named::Id => self.id_lookup(model),
            Named::Pk => self.pk_lookup(model),
            Named::Column(field) => self.column_lookup(model, field),
            Named::IsMissing(_) => json!(self.dice.chance(50)),
            Named::ToOne(accessor) => {
                self.relations_left -= 1;
                self.object(self.world.catalog[accessor].target, depth + 1)
            }
            Named::ToMany(accessor) => self.many(accessor, depth),
        };
        (name.clone(), value)
    }

    fn junction(&mut self, model: ModelId, depth: usize) -> (String, Json) {
        if self.dice.chance(40) {
            return ("not".to_owned(), self.object(model, depth + 1));
        }
        let n_parts = *self.dice.pick(&[0, 1, 2, 2, 2, 3]);
        let parts = (0..n_parts).map(|_| self.object(model, depth + 1));
        let mut parts = Json::Array(parts.collect());
        if n_parts == 1 && self.dice.chance(50) {
            // A single value where a list is expected is a list of one.
            parts = parts[0].take();
        }
        let name = *self.dice.pick(&["and", "or"]);
        (name.to_owned(), parts)
    }

    fn many(&mut self, accessor: AccessorId, depth: usize) -> Json {
        self.relations_left -= 1;
        let target = self.world.catalog[accessor].target;
        let mut many = Map::new();
        let n_quantifiers = *self.dice.pick(&[1, 1, 1, 1, 2]);
        for _ in 0..n_quantifiers {
            let quantifier = *self
                .dice
                .pick(&["some", "some", "every", "none", "count", "count"]);
            let value = match quantifier {
                "count" => self.count(target, depth),
                _ => self.object(target, depth + 1),
            };
            many.insert(quantifier.to_owned(), value);
        }
        if let Some(through) = shown_through(self.world.catalog, accessor)
            && self.dice.chance(60)
        {
            if self.dice.chance(20) {
                many.clear();
            }
            many.insert("through".to_owned(), self.object(through, depth + 1));
        }
        Json::Object(many)
    }

    fn count(&mut self, target: ModelId, depth: usize) -> Json {
        let mut count = Map::new();
        if self.dice.chance(50) {
            count.insert("where".to_owned(), self.object(target, depth + 1));
        }
        for _ in 0..*self.dice.pick(&[1, 1, 2]) {
            let comparison = *self.dice.pick(&["exact", "gt", "gte", "lt", "lte"]);
            let number = self.dice.between(-1, 4);
            count.insert(comparison.to_owned(), json!(number));
        }
        Json::Object(count)
    }
}
