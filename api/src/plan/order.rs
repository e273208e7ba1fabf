//! The argument `orderBy`.

use async_graphql::{Positioned, parser::types::Field};
use indexmap::IndexMap;
use relation::{
    catalog::{AccessorId, FieldId, ModelId},
    lookup::{Direction, Function, Nulls, Order, OrderKey, OrderTerm},
};

use super::{Planner, filter::Conditions, input::Argument, many::Related, refusal::Refusal};
use crate::schema::OrderField;

const ORDER_BY: &str = "orderBy";

impl<'a> Planner<'a> {
    /// The order of a list; the primary key's alone where none is given.
    pub(super) fn order(&mut self, field: &'a Positioned<Field>, model: ModelId) -> Order {
        let value = self.document.written(&field.node, ORDER_BY);
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return Order::default();
        };
        let mut conditions = self.conditions();
        let order = conditions.order(model, value);
        self.spent = conditions.spent;
        order.unwrap_or_else(|refusal| {
            self.refuse(field, ORDER_BY, refusal);
            Order::default()
        })
    }
}

impl<'a> Conditions<'a> {
    fn order(&mut self, model: ModelId, list: Argument<'a>) -> Result<Order, Refusal> {
        let items = list.list()?;
        let (n, limit) = (items.len(), self.limits.max_order_terms);
        if n > limit {
            let problem = format!("has {n} terms, more than {limit}");
            return Err(Refusal::limit(problem, "max_order_terms"));
        }
        let mut terms = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let more = self.terms(model, item, Vec::new());
            terms.extend(more.map_err(|refusal| refusal.at(index))?);
        }
        Ok(Order::new(terms))
    }

    /// What one input object stands for: one term, but for a key of several fields.
    fn terms(
        &mut self,
        model: ModelId,
        object: Argument<'a>,
        path: Vec<AccessorId>,
    ) -> Result<Vec<OrderTerm>, Refusal> {
        let (name, value) = object.only_field()?;
        let terms = match self.shape.orders(model).fields.get(name) {
            Some(field) => self.terms_by(model, *field, value, path),
            None => Err(Refusal::unknown_field()),
        };
        terms.map_err(|refusal| refusal.below(name))
    }

    fn terms_by(
        &mut self,
        model: ModelId,
        field: OrderField,
        value: Argument<'a>,
        mut path: Vec<AccessorId>,
    ) -> Result<Vec<OrderTerm>, Refusal> {
        let catalog = self.catalog;
        let fields = match &field {
            OrderField::Pk => &catalog[model].primary_key[..],
            OrderField::Column(field) => std::slice::from_ref(field),
            OrderField::ToOne(accessor) => {
                self.count_relation()?;
                path.push(*accessor);
                return self.terms(catalog[*accessor].target, value, path);
            }
            OrderField::ToMany(accessor) => {
                let (key, direction) = self.related_key(*accessor, value)?;
                return Ok(vec![OrderTerm {
                    path,
                    key,
                    direction,
                }]);
            }
        };
        let direction = direction(value)?;
        let terms = fields.iter().map(|field| OrderTerm {
            path: path.clone(),
            key: OrderKey::Field(*field),
            direction,
        });
        Ok(terms.collect())
    }

    /// What is made of the rows at the other end of a to-many relation.
    fn related_key(
        &mut self,
        accessor: AccessorId,
        value: Argument<'a>,
    ) -> Result<(OrderKey, Direction), Refusal> {
        let many = self.shape.many(accessor);
        let mut related = Related {
            accessor,
            through: None,
            condition: None,
            path: "where",
            depth: 0,
        };
        let mut functions = Vec::new();
        for (name, value) in value.object()? {
            match name {
                "where" => related.condition = Some(value),
                "through" if many.through.is_some() => related.through = Some(value),
                _ => {
                    let function = self.function(many.target, name, value);
                    functions.push(function.map_err(|refusal| refusal.below(name))?);
                }
            }
        }
        let [(function, direction)] = functions[..] else {
            return Err(Refusal::invalid(
                "must have exactly one of `count`, `min`, `max`, `sum` and `avg`",
            ));
        };
        let (through, condition) = self.related(related)?;
        let key = OrderKey::Related {
            accessor,
            through,
            condition,
            function,
        };
        Ok((key, direction))
    }

    fn function(
        &self,
        target: ModelId,
        name: &str,
        value: Argument<'a>,
    ) -> Result<(Function, Direction), Refusal> {
        let types = self.shape.aggregates(target);
        let (function, fields): (fn(FieldId) -> Function, _) = match name {
            "count" => return Ok((Function::Count, direction(value)?)),
            "min" => (Function::Min, &types.comparable),
            "max" => (Function::Max, &types.comparable),
            "sum" => (Function::Sum, &types.numeric),
            "avg" => (Function::Avg, &types.numeric),
            _ => return Err(Refusal::unknown_field()),
        };
        let (field, direction) = field_of(fields, value)?;
        Ok((function(field), direction))
    }
}

fn field_of(
    fields: &IndexMap<String, FieldId>,
    object: Argument<'_>,
) -> Result<(FieldId, Direction), Refusal> {
    let (name, value) = object.only_field()?;
    let below = |refusal: Refusal| refusal.below(name);
    match fields.get(name) {
        Some(field) => Ok((*field, direction(value).map_err(below)?)),
        None => Err(below(Refusal::unknown_field())),
    }
}

fn direction(value: Argument<'_>) -> Result<Direction, Refusal> {
    let input = value.input();
    let (descending, nulls) = match input.enum_name() {
        Some("ASC") => return Ok(Direction::ASCENDING),
        Some("DESC") => return Ok(Direction::DESCENDING),
        Some("ASC_NULLS_FIRST") => (false, Nulls::First),
        Some("ASC_NULLS_LAST") => (false, Nulls::Last),
        Some("DESC_NULLS_FIRST") => (true, Nulls::First),
        Some("DESC_NULLS_LAST") => (true, Nulls::Last),
        _ if value.is_null() => return Err(Refusal::null()),
        _ => {
            return Err(Refusal::invalid(
                "must be ASC, DESC, ASC_NULLS_FIRST, ASC_NULLS_LAST, DESC_NULLS_FIRST or \
                 DESC_NULLS_LAST, without quotes",
            ));
        }
    };
    Ok(Direction { descending, nulls })
}
