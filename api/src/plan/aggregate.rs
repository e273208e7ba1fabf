//! Values made of all rows of a list: `totalCount` and `aggregate`.

use async_graphql::{Name, Positioned, parser::types::Field};
use indexmap::IndexMap;
use relation::{
    catalog::{FieldId, Kind, ModelId},
    lookup::Function,
};

use super::{
    AggregateOutput, Output, Planner, ValueOutput,
    collect::{Collected, sets_of},
};
use crate::schema::{AggregateShape, avg_kind, sum_kind};

/// One of `min`, `max`, `sum` and `avg`: the type of its values, its fields, and how the value of
/// a field is made and of what kind it is.
struct FunctionFacts<'a> {
    type_name: &'a Name,
    fields: &'a IndexMap<String, FieldId>,
    of: fn(FieldId) -> Function,
    kind: fn(&Kind) -> Kind,
}

impl<'a> FunctionFacts<'a> {
    fn by_name(shape: &'a AggregateShape, name: &str) -> Option<Self> {
        let (type_name, fields) = match name {
            "min" => (&shape.min_name, &shape.comparable),
            "max" => (&shape.max_name, &shape.comparable),
            "sum" => (&shape.sum_name, &shape.numeric),
            "avg" => (&shape.avg_name, &shape.numeric),
            _ => return None,
        };
        Some(Self {
            type_name,
            fields,
            of: match name {
                "min" => Function::Min,
                "max" => Function::Max,
                "sum" => Function::Sum,
                _ => Function::Avg,
            },
            kind: match name {
                "sum" => sum_kind,
                "avg" => avg_kind,
                _ => Kind::clone,
            },
        })
    }
}

impl<'a> Planner<'a> {
    /// The fields of `aggregate`. What they need is added to `functions`.
    pub(super) fn aggregate(
        &mut self,
        model: ModelId,
        fields: &[&'a Positioned<Field>],
        functions: &mut Vec<Function>,
    ) -> (Name, Vec<Output<AggregateOutput>>) {
        let shape = self.shape.aggregates(model);
        let selected = self.collect(&sets_of(fields), &shape.type_name, false);
        let mut outputs = Vec::with_capacity(selected.len());
        for (key, merged) in selected {
            let pos = merged[0].pos;
            self.path.push(key.clone());
            let name = merged[0].node.name.node.as_str();
            let value = match name {
                "__typename" => Some(AggregateOutput::Typename),
                "count" => Some(AggregateOutput::Count(place(functions, Function::Count))),
                _ => FunctionFacts::by_name(shape, name).map(|facts| {
                    let selected = self.collect(&sets_of(&merged), facts.type_name, false);
                    let values = self.values(model, &facts, selected, functions);
                    AggregateOutput::Function(facts.type_name.clone(), values)
                }),
            };
            outputs.extend(value.map(|value| Output { key, pos, value }));
            self.path.pop();
        }
        (shape.type_name.clone(), outputs)
    }

    fn values(
        &self,
        model: ModelId,
        facts: &FunctionFacts<'_>,
        selected: Collected<'a>,
        functions: &mut Vec<Function>,
    ) -> Vec<Output<ValueOutput>> {
        let model = &self.catalog[model];
        selected
            .into_iter()
            .filter_map(|(key, merged)| {
                let pos = merged[0].pos;
                let name = merged[0].node.name.node.as_str();
                if name == "__typename" {
                    let value = ValueOutput::Typename;
                    return Some(Output { key, pos, value });
                }
                let field = *facts.fields.get(name)?;
                let value = ValueOutput::Value {
                    position: place(functions, (facts.of)(field)),
                    kind: (facts.kind)(&model[field].kind),
                };
                Some(Output { key, pos, value })
            })
            .collect()
    }
}

/// The position of a function among those of a read, which gets it if it lacks it.
pub(super) fn place(functions: &mut Vec<Function>, function: Function) -> usize {
    if let Some(position) = functions.iter().position(|known| *known == function) {
        return position;
    }
    functions.push(function);
    functions.len() - 1
}
