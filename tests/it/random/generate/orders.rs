//! Random orders.

use relation::catalog::{AccessorId, ModelId};
use serde_json::{Map, Value as Json, json};

use super::{
    super::names::{Named, has_order, is_comparable, is_numeric, shown_through},
    DEPTH, Generator, OBJECTS, RELATIONS,
};

const DIRECTIONS: [&str; 6] = [
    "ASC",
    "DESC",
    "ASC_NULLS_FIRST",
    "ASC_NULLS_LAST",
    "DESC_NULLS_FIRST",
    "DESC_NULLS_LAST",
];

impl Generator<'_> {
    /// An `orderBy` of the model.
    pub(in super::super) fn order(&mut self, model: ModelId) -> Json {
        self.terms(model, None)
    }

    /// An `orderBy` in which new rows of the model leave all others where they are.
    pub(in super::super) fn steady_order(&mut self, model: ModelId) -> Json {
        self.terms(model, Some(model))
    }

    fn terms(&mut self, model: ModelId, steady: Option<ModelId>) -> Json {
        loop {
            let terms = self.any_terms(model, steady);
            if self.uses_of_order(model, &terms) <= RELATIONS {
                return terms;
            }
        }
    }

    fn any_terms(&mut self, model: ModelId, steady: Option<ModelId>) -> Json {
        self.relations_left = RELATIONS;
        self.objects_left = OBJECTS;
        let n_terms = *self.dice.pick(&[1, 1, 2, 2, 3]);
        let terms = (0..n_terms).map(|_| self.term(model, steady, 1));
        let mut terms = Json::Array(terms.collect());
        if n_terms == 1 && self.dice.chance(30) {
            // A single value where a list is expected is a list of one.
            terms = terms[0].take();
        }
        terms
    }

    fn term(&mut self, model: ModelId, steady: Option<ModelId>, depth: usize) -> Json {
        let may_relate = self.relations_left > 0 && depth < DEPTH;
        let catalog = self.world.catalog;
        let names = self.names.of(model).iter();
        let weighted: Vec<&(String, Named)> = names
            .flat_map(|name| {
                let weight = match name.1 {
                    Named::IsMissing(_) => 0,
                    Named::Id | Named::Pk => 1,
                    Named::Column(field) => 4 * usize::from(has_order(&catalog[model][field].kind)),
                    Named::ToOne(_) | Named::ToMany(_) if !may_relate => 0,
                    Named::ToOne(id) if steady == Some(catalog[id].target) => 0,
                    Named::ToMany(_) if steady.is_some() => 0,
                    Named::ToOne(_) | Named::ToMany(_) => 3,
                };
                std::iter::repeat_n(name, weight)
            })
            .collect();
        let (name, meaning) = *self.dice.pick(&weighted);
        let value = match *meaning {
            Named::ToOne(accessor) => {
                self.relations_left -= 1;
                self.term(catalog[accessor].target, steady, depth + 1)
            }
            Named::ToMany(accessor) => self.many_term(accessor, depth),
            _ => self.direction(),
        };
        json!({ name: value })
    }

    fn many_term(&mut self, accessor: AccessorId, depth: usize) -> Json {
        self.relations_left -= 1;
        let target = self.world.catalog[accessor].target;
        let mut term = Map::new();
        if self.dice.chance(40) {
            term.insert("where".to_owned(), self.object(target, depth + 1));
        }
        if let Some(through) = shown_through(self.world.catalog, accessor)
            && self.dice.chance(40)
        {
            term.insert("through".to_owned(), self.object(through, depth + 1));
        }
        let function = *self.dice.pick(&["count", "min", "max", "sum", "avg"]);
        let takes = match function {
            "min" | "max" => is_comparable,
            _ => is_numeric,
        };
        let model = &self.world.catalog[target];
        let names = self.names.of(target).iter();
        let fields: Vec<&String> = names
            .filter(|(_, named)| matches!(named, Named::Column(f) if takes(&model[*f].kind)))
            .map(|(name, _)| name)
            .collect();
        let direction = self.direction();
        if function == "count" || fields.is_empty() {
            term.insert("count".to_owned(), direction);
        } else {
            let field = *self.dice.pick(&fields);
            term.insert(function.to_owned(), json!({ field: direction }));
        }
        Json::Object(term)
    }

    fn direction(&mut self) -> Json {
        json!(self.dice.pick(&DIRECTIONS))
    }
}
