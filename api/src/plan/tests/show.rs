//! Conditions and orders in words.

use relation::{
    catalog::{FieldId, ModelId, Path},
    lookup::{
        Comparison, Direction, Function, Nulls, Order, OrderKey, Predicate, Quantifier, Test,
        ToMany, Transform,
    },
};
use sea_orm::Value;

use super::World;

impl World {
    pub(super) fn show(&self, model: ModelId, predicate: &Predicate) -> String {
        let join = |parts: &[Predicate], word: &str| {
            let parts: Vec<_> = parts.iter().map(|part| self.show(model, part)).collect();
            format!("({})", parts.join(word))
        };
        match predicate {
            Predicate::All(parts) if parts.is_empty() => "always".to_owned(),
            Predicate::Any(parts) if parts.is_empty() => "never".to_owned(),
            Predicate::All(parts) => join(parts, " and "),
            Predicate::Any(parts) => join(parts, " or "),
            Predicate::Not(inner) => format!("not {}", self.show(model, inner)),
            Predicate::Field {
                field,
                transform,
                test,
            } => {
                let field = self.field(model, *field);
                let subject = match transform {
                    None => field,
                    Some(Transform::Part(part)) => format!("{part:?}({field})"),
                    Some(transform) => format!("{transform:?}({field})"),
                };
                format!("{subject} {}", show_test(test))
            }
            Predicate::Key { fields, keys } => {
                let fields: Vec<_> = fields.iter().map(|id| self.field(model, *id)).collect();
                let keys: Vec<_> = keys.iter().map(|key| show_values(key.values())).collect();
                format!("{} in {}", fields.join(","), keys.join(" "))
            }
            Predicate::ToOne {
                accessor,
                condition,
            } => {
                let facts = &self.catalog[*accessor];
                let condition = self.show(facts.target, condition);
                format!("{}.{condition}", facts.query_name)
            }
            Predicate::ToMany(many) => self.show_many(many),
        }
    }

    pub(super) fn show_order(&self, model: ModelId, order: &Order) -> String {
        let terms = order.terms().iter().map(|term| {
            let path = term.path.iter().map(|accessor| &self.catalog[*accessor]);
            let end = path.clone().next_back().map_or(model, |facts| facts.target);
            let path: String = path
                .flat_map(|facts| [&facts.query_name[..], "."])
                .collect();
            let key = self.show_key(end, &term.key);
            format!("{path}{key} {}", show_direction(term.direction))
        });
        terms.collect::<Vec<_>>().join(", ")
    }

    fn show_key(&self, model: ModelId, key: &OrderKey) -> String {
        match key {
            OrderKey::Field(field) => self.field(model, *field),
            OrderKey::Related {
                accessor,
                through,
                condition,
                function,
            } => {
                let facts = &self.catalog[*accessor];
                let of =
                    |name: &str, id: &FieldId| format!("{name} {}", self.field(facts.target, *id));
                let function = match function {
                    Function::Count => "count".to_owned(),
                    Function::Min(id) => of("min", id),
                    Function::Max(id) => of("max", id),
                    Function::Sum(id) => of("sum", id),
                    Function::Avg(id) => of("avg", id),
                };
                let condition = self.show(facts.target, condition);
                let through = self.show_through(facts.path, through);
                format!("{}[{function}{through} of {condition}]", facts.query_name)
            }
        }
    }

    fn show_many(&self, many: &ToMany) -> String {
        let facts = &self.catalog[many.accessor];
        let quantifier = match many.quantifier {
            Quantifier::Count(comparison, number) => {
                format!("count {} {number}", symbol(comparison))
            }
            quantifier => format!("{quantifier:?}").to_lowercase(),
        };
        let condition = self.show(facts.target, &many.condition);
        let through = self.show_through(facts.path, &many.through);
        format!("{}[{quantifier}{through} of {condition}]", facts.query_name)
    }

    fn show_through(&self, path: Path, through: &Predicate) -> String {
        match path {
            Path::ManyToMany(link) if *through != Predicate::ALWAYS => {
                format!(" through {}", self.show(link.through, through))
            }
            _ => String::new(),
        }
    }

    fn field(&self, model: ModelId, field: FieldId) -> String {
        self.catalog[model][field].name.clone()
    }
}

fn show_test(test: &Test) -> String {
    match test {
        Test::IsNull => "is null".to_owned(),
        Test::Compare(comparison, value) => {
            format!("{} {}", symbol(*comparison), show_value(value))
        }
        Test::In(values) => format!("in {}", show_values(values)),
        Test::Text {
            place,
            ignores_case,
            text,
        } => {
            let case = if *ignores_case { "i" } else { "" };
            format!("{case}{place:?} {text:?}")
        }
        Test::Pattern(pattern) => {
            let case = if pattern.ignores_case() { "i" } else { "" };
            format!("{case}matches")
        }
    }
}

fn show_values(values: &[Value]) -> String {
    let values: Vec<_> = values.iter().map(show_value).collect();
    format!("[{}]", values.join(","))
}

pub(super) fn show_value(value: &Value) -> String {
    match value {
        Value::BigInt(Some(number)) => number.to_string(),
        Value::String(Some(text)) => format!("{text:?}"),
        Value::ChronoDate(Some(date)) => date.to_string(),
        Value::ChronoTime(Some(time)) => time.to_string(),
        Value::ChronoDateTimeUtc(Some(timestamp)) => timestamp.format("%FT%TZ").to_string(),
        other => format!("{other:?}"),
    }
}

fn show_direction(direction: Direction) -> String {
    let way = if direction.descending { "desc" } else { "asc" };
    let nulls = match direction.nulls {
        Nulls::First => "first",
        Nulls::Last => "last",
    };
    format!("{way} nulls {nulls}")
}

fn symbol(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
